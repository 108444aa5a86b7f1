/** The test vectors of Tablestore, and their values as ours. */
import { readFileSync } from "node:fs"
import {
  autoIncrement,
  type Cell,
  type CellChange,
  type ColumnValue,
  infMax,
  infMin,
  type PrimaryKey,
  type PrimaryKeyBound,
  type Row,
  type SequenceInfo
} from "../../../src/schema/tablestore/format/rowValue.ts"
import type * as Filter from "../../../src/schema/tablestore/row/filter.ts"

export type VectorValue =
  | { readonly t: "int"; readonly v: string }
  | { readonly t: "double"; readonly v: string; readonly le64: string }
  | { readonly t: "bool"; readonly v: boolean }
  | { readonly t: "string"; readonly v: string }
  | { readonly t: "binary"; readonly hex: string }
  | { readonly t: "inf_min" | "inf_max" | "auto_increment" }

export interface VectorColumn {
  readonly name: string
  readonly value: VectorValue
  readonly timestamp?: string
}

export interface VectorUpdate {
  readonly op: "PUT" | "DELETE" | "DELETE_ALL" | "INCREMENT" | "DELETE_ONE_VERSION" | "DELETE_ALL_VERSION"
  readonly name: string
  readonly value?: VectorValue
  readonly timestamp?: string
}

export interface VectorRow {
  readonly primaryKey: ReadonlyArray<VectorColumn>
  readonly columns: ReadonlyArray<VectorColumn>
}

export type VectorFilter =
  | {
      readonly type: "single"
      readonly column: string
      readonly value: VectorValue
      readonly comparator: "EQUAL" | "NOT_EQUAL" | "GREATER_THAN" | "GREATER_EQUAL" | "LESS_THAN" | "LESS_EQUAL"
      readonly passIfMissing: boolean
      readonly latestVersionOnly: boolean
    }
  | { readonly type: "composite"; readonly op: "AND" | "OR" | "NOT"; readonly subs: ReadonlyArray<VectorFilter> }
  | { readonly type: "pagination"; readonly offset: number; readonly limit: number }

/** A vector: `id` and whatever its group holds. */
export type Vector = { readonly id: string } & { readonly [field: string]: any }

const file = new URL("../../fixtures/vectors/tablestore-vectors.json", import.meta.url)

/** Everything of the file that is not a group of vectors. */
const about = ["format", "apiVersion", "conventions"]

/** All groups of vectors by name. */
export const groups: Readonly<Record<string, ReadonlyArray<Vector>>> = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(file, "utf8"))).filter(([name]) => !about.includes(name))
) as Record<string, ReadonlyArray<Vector>>

/** The vectors of a group; a test of nothing fails. */
export const group = (name: string): ReadonlyArray<Vector> => {
  const vectors = groups[name]
  if (vectors === undefined || vectors.length === 0) throw new Error(`there are no vectors in the group ${name}`)
  return vectors
}

export const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"))

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

export const toBound = (value: VectorValue): PrimaryKeyBound => {
  switch (value.t) {
    case "int":
      return BigInt(value.v)
    case "string":
      return value.v
    case "binary":
      return fromHex(value.hex)
    case "inf_min":
      return infMin
    case "inf_max":
      return infMax
    case "auto_increment":
      return autoIncrement
    default:
      throw new Error(`${value.t} is no key value`)
  }
}

export const toValue = (value: VectorValue): ColumnValue => {
  switch (value.t) {
    case "double": {
      const exact = Buffer.from(value.le64, "hex").readDoubleLE()
      if (exact !== Number(value.v)) throw new Error(`${value.v} is not ${exact}`)
      return exact
    }
    case "bool":
      return value.v
    default:
      return toBound(value) as ColumnValue
  }
}

export const toKey = (columns: ReadonlyArray<VectorColumn>): PrimaryKey<PrimaryKeyBound> =>
  columns.map(({ name, value }) => ({ name, value: toBound(value) }))

export const toCell = ({ name, value, timestamp }: VectorColumn): Cell => ({
  name,
  value: toValue(value),
  ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) })
})

export const toRow = ({ primaryKey, columns }: VectorRow): Row => ({
  primaryKey: toKey(primaryKey) as PrimaryKey,
  columns: columns.map(toCell)
})

export const toChange = ({ op, name, value, timestamp }: VectorUpdate): CellChange => {
  const version = timestamp === undefined ? {} : { timestamp: Number(timestamp) }
  switch (op) {
    case "DELETE":
    case "DELETE_ONE_VERSION":
      return { name, op: "deleteVersion", timestamp: Number(timestamp) }
    case "DELETE_ALL":
    case "DELETE_ALL_VERSION":
      return { name, op: "deleteAllVersions" }
    case "INCREMENT":
      return { name, op: "increment", value: toValue(value!) as bigint, ...version }
    default:
      return { name, value: toValue(value!), ...version }
  }
}

export const toSequence = (sequence: {
  readonly epoch: number
  readonly timestamp: string
  readonly rowIndex: number
}): SequenceInfo => ({ ...sequence, timestamp: BigInt(sequence.timestamp) })

const comparators = {
  EQUAL: "equal",
  NOT_EQUAL: "notEqual",
  GREATER_THAN: "greaterThan",
  GREATER_EQUAL: "greaterThanOrEqual",
  LESS_THAN: "lessThan",
  LESS_EQUAL: "lessThanOrEqual"
} as const

export const toFilter = (filter: VectorFilter): Filter.Filter => {
  switch (filter.type) {
    case "single":
      return {
        _tag: "ColumnFilter",
        comparator: comparators[filter.comparator],
        column: filter.column,
        value: toValue(filter.value),
        passIfMissing: filter.passIfMissing,
        latestVersionOnly: filter.latestVersionOnly
      }
    case "composite":
      return {
        _tag: "CompositeFilter",
        operator: filter.op.toLowerCase() as "and" | "or" | "not",
        filters: filter.subs.map((sub) => toFilter(sub) as Filter.RowFilter)
      }
    case "pagination":
      return { _tag: "PaginationFilter", offset: filter.offset, limit: filter.limit }
  }
}
