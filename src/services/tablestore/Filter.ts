/**
 * Filters: which rows a read returns, and on what a write depends. {@link where} builds them of a table's own columns.
 */
export * from "../../schema/tablestore/row/filter.ts"
export { where } from "./table/rows/typedFilter.ts"
