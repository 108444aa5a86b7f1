/**
 * Everything that builds what calls of Tablestore take, under one name: rows, filters, conditions, queries and the parts
 * of searches, fields of search indexes, and tables with types.
 *
 * **Example** (the newest orders of a customer)
 *
 * ```ts
 * import { Query, Row, Sort } from "effect-cloud-storage/TablestoreBuilders"
 *
 * const key = Row.key({ customer: "ada", order: 1n })
 * const searchQuery = { query: Query.term("customer", "ada"), sort: [Sort.field("created", "desc")], limit: 20 }
 * ```
 */
export * as Row from "../../schema/tablestore/row/rows.ts"
export * as Aggregation from "../../schema/tablestore/search/aggregation.ts"
export * as GroupBy from "../../schema/tablestore/search/groupBy.ts"
export * as IndexField from "../../schema/tablestore/search/searchIndexSchema.ts"
export * as Query from "../../schema/tablestore/search/searchQuery.ts"
export * as Search from "../../schema/tablestore/search/searchRequest.ts"
export * as Sort from "../../schema/tablestore/search/searchSort.ts"
export * as Condition from "./Condition.ts"
export * as Filter from "./Filter.ts"
export * as Table from "./table/Table.ts"
