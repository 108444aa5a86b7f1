/**
 * Filters: which rows a read returns, and on what a write depends. {@link where} builds them of a table's own columns.
 */
export * from "../../schema/tablestore/filter.ts"
export { where } from "./typedFilter.ts"
