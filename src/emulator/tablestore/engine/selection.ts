/** What a read returns of a row. Source: Tablestore, GetRow. */

import type { Row, Timestamp } from "../../../schema/tablestore/format/rowValue.ts"
import type { TimeRange } from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { Filter } from "../../../schema/tablestore/row/filter.ts"
import { compareKeys } from "../../Store.ts"
import { maxMatchingOfRead } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"
import { readValue } from "../schemaValues.ts"
import { passes, prepareFilter } from "./filters.ts"
import type { StoredCell, StoredRow, Table } from "./model.ts"
import { checkColumnsToGet } from "./rowChecks.ts"
import { sizeOfCell, sizeOfKey } from "./values.ts"
import { newest } from "./versions.ts"

/** The fields that all read requests have in common. */
export interface ReadRequest {
  readonly columnsToGet: ReadonlyArray<string>
  readonly timeRange?: TimeRange | undefined
  readonly maxVersions?: number | undefined
  readonly filter?: Uint8Array | undefined
  readonly startColumn?: string | undefined
  readonly endColumn?: string | undefined
}

export interface Selection {
  /** Whether neither names nor times leave anything out. */
  readonly all: boolean
  /** Absent is all columns. */
  readonly names?: ReadonlySet<string> | undefined
  readonly startColumn?: string | undefined
  readonly endColumn?: string | undefined
  /** Whether a version is wanted at all. */
  readonly isInTime: (timestamp: Timestamp) => boolean
  readonly maxVersions: number
  readonly filter?: Filter | undefined
}

/** Numbers compare faster. */
const exactTime = (time: bigint): Timestamp => (time > Number.MAX_SAFE_INTEGER ? time : Number(time))

const timeTest = (range: TimeRange | undefined): Selection["isInTime"] => {
  if (range === undefined) return () => true
  const { endTime, specificTime, startTime } = range
  const limits = [startTime, endTime, specificTime].filter((time) => time !== undefined)
  if (limits.some((time) => time < 0n)) throw parameterInvalid("Timestamp must be in range [0, INT64_MAX/1000).")
  if (specificTime !== undefined) {
    if (startTime !== undefined || endTime !== undefined) {
      throw parameterInvalid("A time range is either a specific time or a start and an end.")
    }
    return (timestamp) => BigInt(timestamp) === specificTime
  }
  const from = exactTime(startTime ?? 0n)
  const to = endTime === undefined ? Number.POSITIVE_INFINITY : exactTime(endTime)
  if (from >= to) throw parameterInvalid("The start of the time range must be less than its end.")
  return (timestamp) => timestamp >= from && timestamp < to
}

/**
 * Reads and checks what a request selects.
 *
 * @param tables How many tables the request reads: they share what may be matched.
 */
export const selectionOf = (request: ReadRequest, tables = 1): Selection => {
  const { columnsToGet, endColumn, maxVersions, startColumn, timeRange } = request
  checkColumnsToGet(columnsToGet)
  if (maxVersions === undefined && timeRange === undefined) {
    throw parameterInvalid("No version condition is specified while querying row.")
  }
  if (maxVersions !== undefined && maxVersions <= 0) {
    throw parameterInvalid("The maximum versions cannot be less than or equal to 0.")
  }
  if (maxVersions !== undefined && timeRange?.specificTime !== undefined) {
    throw parameterInvalid("A specific time is one version: the maximum versions cannot be given with it.")
  }
  const filter =
    request.filter === undefined || request.filter.length === 0 ? undefined : readValue(Filter, request.filter)
  if (filter !== undefined) prepareFilter(filter, maxMatchingOfRead / tables)
  return {
    all: columnsToGet.length === 0 && startColumn === undefined && endColumn === undefined && timeRange === undefined,
    names: columnsToGet.length === 0 ? undefined : new Set(columnsToGet),
    startColumn,
    endColumn,
    isInTime: timeTest(timeRange),
    maxVersions: maxVersions ?? Number.POSITIVE_INFINITY,
    filter
  }
}

const isWanted = ({ endColumn, names, startColumn }: Selection, name: string): boolean =>
  (names === undefined || names.has(name)) &&
  (startColumn === undefined || compareKeys(name, startColumn) >= 0) &&
  (endColumn === undefined || compareKeys(name, endColumn) < 0)

/** Cuts a window out of the columns. */
const paginated = (cells: ReadonlyArray<StoredCell>, offset: number, limit: number): ReadonlyArray<StoredCell> => {
  const names = [...new Set(cells.map(({ name }) => name))]
  const kept = new Set(names.slice(offset, offset + limit))
  return cells.filter(({ name }) => kept.has(name))
}

export interface Selected {
  /** Absent when the row is not returned. */
  readonly row?: Row | undefined
  /** Bytes that were read, before filtering. */
  readonly bytes: number
}

/** What is returned of a visible row. */
export const select = (table: Table, row: StoredRow, selection: Selection): Selected => {
  const { filter, isInTime, maxVersions, names } = selection
  const wanted = selection.all
    ? row.cells
    : row.cells.filter(({ name, timestamp }) => isInTime(timestamp) && isWanted(selection, name))
  const cells = newest(wanted, maxVersions)
  const versioned = table.options.maxVersions > 1
  const bytes = sizeOfKey(row.primaryKey) + cells.reduce((sum, cell) => sum + sizeOfCell(cell, versioned), 0)
  const namesKey = names !== undefined && table.key.some(({ name }) => names.has(name))
  if (cells.length === 0 && names !== undefined && !namesKey) return { bytes }
  if (filter === undefined) return { row: { primaryKey: row.primaryKey, columns: cells }, bytes }
  if (filter._tag === "PaginationFilter") {
    return { row: { primaryKey: row.primaryKey, columns: paginated(cells, filter.offset, filter.limit) }, bytes }
  }
  return passes(filter, cells) ? { row: { primaryKey: row.primaryKey, columns: cells }, bytes } : { bytes }
}
