/**
 * What is asked of the service for the columns, filters and versions that a caller wants of a row.
 */
import { invalidInput } from "../rows/rowErrors.ts"
import type { RowSelection, TimeRange } from "../rows/rowMethods.ts"
import { columnsOfFilter, type FilterInput, toFilter } from "../rows/typedFilter.ts"
import type * as Definition from "../tableDefinition.ts"

/** How a row is read. */
export interface ReadOptions<T extends Definition.Any, C extends Definition.AttributeName<T>> {
  /** Attribute columns to read; all when absent. The key columns always come along. */
  readonly columns?: ReadonlyArray<C> | undefined
  /** Rows that do not pass are as good as absent. */
  readonly filter?: FilterInput<T> | undefined
  /** Reads the newest versions within a time range instead of the newest of all. */
  readonly timeRange?: TimeRange | undefined
  /** How many versions a filter with `latestVersionOnly: false` looks at. Default 1. A row shows its newest ones. */
  readonly maxVersions?: number | undefined
  /** Reads within a local transaction. Such a read is never batched. */
  readonly transactionId?: string | undefined
}

/** The names that the caller wants, checked. */
export const checkColumns = (
  table: Definition.Any,
  operation: string,
  columns: ReadonlyArray<string> | undefined
): ReadonlyArray<string> | undefined => {
  const unknown = columns?.find((name) => !table.attributeColumns.some((column) => column.name === name))
  if (unknown !== undefined) {
    throw invalidInput(operation, [
      { path: ["columns"], message: "must be attribute columns of the table", given: JSON.stringify(unknown) }
    ])
  }
  return columns
}

/**
 * The selection of a read. Throws `ClientError` for what cannot be sent.
 *
 * Where columns are chosen, the service leaves out rows that have none of them, unless a key column is among them: so one
 * always is. And it filters only what was chosen, so that a column that is merely filtered by would count as missing: it is
 * chosen too.
 * Source: Tablestore, GetRow.
 */
export const toSelection = <T extends Definition.Any>(
  table: T,
  { columns: given, filter: input, timeRange, maxVersions }: ReadOptions<T, any>,
  operation: string
): { readonly selection: RowSelection; readonly columns: ReadonlyArray<string> | undefined } => {
  const columns = checkColumns(table, operation, given)
  const filter = input === undefined ? undefined : toFilter(table, input, operation)
  // One version and a single point in time exclude each other.
  const versions = maxVersions ?? (timeRange?.specificTime === undefined ? 1 : undefined)
  return {
    columns,
    selection: {
      ...(columns === undefined
        ? {}
        : {
            columnsToGet: [
              ...new Set([
                table.keyColumns[0]!.name,
                ...columns,
                ...(filter === undefined ? [] : columnsOfFilter(filter))
              ])
            ]
          }),
      ...(versions === undefined ? {} : { maxVersions: versions }),
      ...(timeRange === undefined ? {} : { timeRange }),
      ...(filter === undefined ? {} : { filter })
    }
  }
}

const asText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? { bigint: String(value) } : value instanceof Uint8Array ? { bytes: [...value] } : value

/** A text that two selections share exactly when they are the same. */
export const selectionIdentity = (selection: RowSelection): string => JSON.stringify(selection, asText)
