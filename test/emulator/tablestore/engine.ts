/** Calls of the engine without HTTP, in terms of rows. */
import * as Result from "effect/Result"
import { makeMemory } from "../../../src/emulator/Store.ts"
import { catchRefusal } from "../../../src/emulator/tablestore/catchRefusal.ts"
import { Instance, type InstanceSettings } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { getRange, getRow } from "../../../src/emulator/tablestore/engine/rowReads.ts"
import { deleteRow, putRow, updateRow } from "../../../src/emulator/tablestore/engine/rowWrites.ts"
import { createTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import { decodePrimaryKey, decodeRow, decodeRows } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import {
  encodeDeletedRow,
  encodePrimaryKey,
  encodeRow
} from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { CellChange, PrimaryKey, PrimaryKeyBound, Row } from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as Condition from "../../../src/schema/tablestore/row/condition.ts"
import { Filter } from "../../../src/schema/tablestore/row/filter.ts"
import { write } from "../../schema/tablestore/schemaValues.ts"

/** 2026-01-01. */
export const start = Date.UTC(2026, 0, 1)

export const makeInstance = (settings: Partial<InstanceSettings> = {}): Instance =>
  new Instance(makeMemory(), "test", settings)

export interface TableOptions {
  readonly timeToLive?: number
  readonly maxVersions?: number
  readonly allowUpdate?: boolean
}

/** Makes a table with the key (p STRING, i INTEGER). */
export const makeTable = (
  instance: Instance,
  tableName = "t",
  options: TableOptions = {},
  more: Partial<M.CreateTableRequest> & { readonly definedColumn?: ReadonlyArray<M.DefinedColumnSchema> } = {}
): void => {
  const { definedColumn = [], ...request } = more
  createTable(
    instance,
    {
      tableMeta: {
        tableName,
        primaryKey: [
          { name: "p", type: M.PrimaryKeyType.STRING },
          { name: "i", type: M.PrimaryKeyType.INTEGER }
        ],
        definedColumn,
        indexMeta: []
      },
      reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 1, ...options },
      partitions: [],
      indexMetas: [],
      ...request
    },
    start
  )
}

export const key = (p: string, i: number | bigint): PrimaryKey => [
  { name: "p", value: p },
  { name: "i", value: BigInt(i) }
]

export interface Write {
  readonly table?: string
  readonly condition?: Condition.Condition
  readonly transactionId?: string | undefined
  readonly returnContent?: M.ReturnContent
  readonly now?: number
}

const common = ({ condition = Condition.ignore(), returnContent, table = "t", transactionId }: Write) => ({
  tableName: table,
  condition: write(Condition.Condition, condition),
  returnContent,
  transactionId
})

export const put = (
  instance: Instance,
  primaryKey: PrimaryKey<PrimaryKeyBound>,
  columns: ReadonlyArray<CellChange> = [],
  options: Write = {}
) => putRow(instance, { ...common(options), row: encodeRow({ primaryKey, columns }) }, options.now ?? start)

export const update = (
  instance: Instance,
  primaryKey: PrimaryKey,
  columns: ReadonlyArray<CellChange>,
  options: Write = {}
) => updateRow(instance, { ...common(options), rowChange: encodeRow({ primaryKey, columns }) }, options.now ?? start)

export const remove = (instance: Instance, primaryKey: PrimaryKey, options: Write = {}) =>
  deleteRow(instance, { ...common(options), primaryKey: encodeDeletedRow(primaryKey) }, options.now ?? start)

export interface Read {
  readonly table?: string
  readonly columnsToGet?: ReadonlyArray<string>
  readonly maxVersions?: number | undefined
  readonly timeRange?: M.TimeRange
  readonly filter?: Filter | undefined
  readonly startColumn?: string
  readonly endColumn?: string
  readonly transactionId?: string | undefined
  readonly now?: number
}

const selection = ({
  columnsToGet = [],
  endColumn,
  filter,
  maxVersions,
  startColumn,
  table = "t",
  timeRange,
  transactionId
}: Read) => ({
  tableName: table,
  columnsToGet,
  maxVersions: maxVersions ?? (timeRange === undefined ? 1 : undefined),
  timeRange,
  filter: filter === undefined ? undefined : write(Filter, filter),
  startColumn,
  endColumn,
  transactionId
})

export const get = (instance: Instance, primaryKey: PrimaryKey<PrimaryKeyBound>, options: Read = {}): Row | undefined =>
  decodeRow(
    getRow(instance, { ...selection(options), primaryKey: encodePrimaryKey(primaryKey) }, options.now ?? start).row
  )

export interface RangeRead extends Read {
  readonly backward?: boolean
  readonly limit?: number | undefined
}

/** One page of a range. */
export const range = (
  instance: Instance,
  from: PrimaryKey<PrimaryKeyBound>,
  to: PrimaryKey<PrimaryKeyBound>,
  options: RangeRead = {}
): { readonly rows: ReadonlyArray<Row>; readonly next?: PrimaryKey } => {
  const answer = getRange(
    instance,
    {
      ...selection(options),
      direction: options.backward === true ? M.Direction.BACKWARD : M.Direction.FORWARD,
      limit: options.limit,
      inclusiveStartPrimaryKey: encodePrimaryKey(from),
      exclusiveEndPrimaryKey: encodePrimaryKey(to)
    },
    options.now ?? start
  )
  const next = answer.nextStartPrimaryKey
  return { rows: decodeRows(answer.rows), ...(next === undefined ? {} : { next: decodePrimaryKey(next) }) }
}

/** Code of the fault that something is refused with; absent when it is not. */
export const refusalOf = (
  run: () => unknown
): { readonly code: string; readonly message: string; readonly status: number } | undefined => {
  const outcome = catchRefusal(run)
  if (Result.isSuccess(outcome)) return undefined
  const { code, message, status } = outcome.failure
  return { code, message, status }
}
