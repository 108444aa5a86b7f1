/**
 * Batches that the service refuses as a whole, although only some of their rows are to blame.
 */
import type { TablestoreFailure } from "../table/rows/rowMethods.ts"

/** Codes by which a table refuses, whichever its rows. */
const tableCodes: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "OTSObjectNotExist",
  "OTSNoPermissionAccess",
  "OTSTableNotReady"
])

/** Codes that one row can bring upon all. */
const rowCodes: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "OTSParameterInvalid",
  "OTSInvalidPK",
  "OTSOutOfColumnCountLimit",
  "OTSOutOfRowSizeLimit",
  "OTSRequestBodyTooLarge",
  "OTSRowOperationConflict"
])

const blame = (error: TablestoreFailure): "table" | "row" | "nobody" => {
  switch (error._tag) {
    case "ServerError":
      return rowCodes.has(error.reason.code) ? "row" : tableCodes.has(error.reason.code) ? "table" : "nobody"
    case "ClientError":
      return error.reason._tag === "InvalidInput" ? "row" : "nobody"
    case "RequestError":
      return "nobody"
  }
}

const halves = <A>(rows: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> => {
  const middle = Math.ceil(rows.length / 2)
  return [rows.slice(0, middle), rows.slice(middle)]
}

/**
 * The smaller batches to try instead of a refused one, so that only the culprits fail: its tables, and the
 * halves of a table's rows. Undefined when that would not help.
 *
 * @param tables the rows of the batch, by table
 */
export const smallerBatches = <A>(
  error: TablestoreFailure,
  tables: ReadonlyArray<ReadonlyArray<A>>
): ReadonlyArray<ReadonlyArray<A>> | undefined => {
  const whom = blame(error)
  if (whom === "nobody") return undefined
  if (tables.length > 1) return tables
  return whom === "row" && tables[0]!.length > 1 ? halves(tables[0]!) : undefined
}
