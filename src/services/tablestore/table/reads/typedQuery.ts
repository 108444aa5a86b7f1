/**
 * Search queries of a table's own columns. A field of a search index has the name of its column and the type that is
 * stored: a `Table.integer` is searched as INTEGER although programs read it as a number.
 */
import * as Result from "effect/Result"
import type { ColumnValue } from "../../../../schema/tablestore/format/rowValue.ts"
import * as Query from "../../../../schema/tablestore/search/searchQuery.ts"
import { rowCodecOf } from "../rows/rowCodec.ts"
import { built, invalidInput } from "../rows/rowErrors.ts"
import type * as Definition from "../tableDefinition.ts"

/** Bounds of a range; open where absent. `gte` wins over `gt` and `lte` over `lt`. */
export interface QueryBounds<A> {
  readonly gt?: A | undefined
  readonly gte?: A | undefined
  readonly lt?: A | undefined
  readonly lte?: A | undefined
}

/** How much a query adds to the score of a row; 1 when absent. */
type Weight = Pick<Query.TermQuery, "weight">

/** Queries of a field of any type. */
export interface ValueQueries<A> {
  /** The field is exactly the value; of an array, one element. */
  readonly term: (value: A, options?: Weight) => Query.Query
  /** The field is exactly one of the values. */
  readonly terms: (values: ReadonlyArray<A>, options?: Weight) => Query.Query
  /** The field lies within the bounds. */
  readonly range: (bounds: QueryBounds<A>) => Query.Query
  /** Rows have the field. */
  readonly exists: () => Query.Query
}

/** Queries of a field that holds text. */
export interface TextQueries {
  /** The analyzed text has one token of `text`, or all with `operator: "and"`. TEXT fields. */
  readonly match: (text: string, options?: Parameters<typeof Query.match>[2]) => Query.Query
  /** The analyzed text has the tokens of `text` next to each other and in order. TEXT fields. */
  readonly matchPhrase: (text: string, options?: Weight) => Query.Query
  /** The text starts so. KEYWORD fields, as the next two. */
  readonly prefix: (prefix: string, options?: Weight) => Query.Query
  /** The text ends so. */
  readonly suffix: (suffix: string, options?: Weight) => Query.Query
  /** The text has this form: `*` is any run of characters, `?` is one. */
  readonly wildcard: (pattern: string, options?: Weight) => Query.Query
}

type EncodedOf<T extends Definition.Any, C> =
  C extends Definition.AttributeName<T>
    ? T["attributes"][C]["Encoded"]
    : C extends Definition.KeyName<T>
      ? T["primaryKey"][C]["Encoded"]
      : never

/** The queries of each column. */
export type FieldQueries<T extends Definition.Any> = {
  readonly [C in Definition.KeyName<T> | Definition.AttributeName<T>]: ValueQueries<Definition.ValueOf<T, C>> &
    ([EncodedOf<T, C>] extends [string] ? TextQueries : unknown)
}

/** Combines queries. */
export interface QueryTools {
  /** All queries pass. */
  readonly and: typeof Query.and
  /** At least one query passes. */
  readonly or: typeof Query.or
  /** The query does not pass. */
  readonly not: typeof Query.not
}

/** Builds a query of a table's columns. */
export type BuildQuery<T extends Definition.Any> = (fields: FieldQueries<T>, tools: QueryTools) => Query.Query

/** A query, or what builds one. */
export type QueryInput<T extends Definition.Any> = Query.Query | BuildQuery<T>

const tools: QueryTools = { and: Query.and, or: Query.or, not: Query.not }

const fieldQueries = (table: Definition.Any, column: Definition.Column): ValueQueries<unknown> & TextQueries => {
  const { name } = column
  const encode = (value: unknown): ColumnValue =>
    Result.getOrThrowWith(rowCodecOf(table).encodeValue(column, value), (issues) => invalidInput("query", issues))
  const bound = (value: unknown): ColumnValue | undefined => (value === undefined ? undefined : encode(value))
  return {
    term: (value, options) => Query.term(name, encode(value), options),
    terms: (values, options) => Query.terms(name, values.map(encode), options),
    range: ({ gt, gte, lt, lte }) =>
      Query.range(name, { gt: bound(gt), gte: bound(gte), lt: bound(lt), lte: bound(lte) }),
    exists: () => Query.exists(name),
    match: (text, options) => Query.match(name, text, options),
    matchPhrase: (text, options) => Query.matchPhrase(name, text, options),
    prefix: (prefix, options) => Query.prefix(name, prefix, options),
    suffix: (suffix, options) => Query.suffix(name, suffix, options),
    wildcard: (pattern, options) => Query.wildcard(name, pattern, options)
  }
}

const made = /*#__PURE__*/ new WeakMap<Definition.Any, FieldQueries<any>>()

const queriesOf = <T extends Definition.Any>(table: T): FieldQueries<T> => {
  let queries = made.get(table)
  if (queries === undefined) {
    const columns = [...table.keyColumns, ...table.attributeColumns]
    queries = Object.fromEntries(columns.map((column) => [column.name, fieldQueries(table, column)])) as never
    made.set(table, queries!)
  }
  return queries as unknown as FieldQueries<T>
}

/**
 * Builds a search query of a table's columns. The result is plain data, like that of the functions of `Query`.
 *
 * Throws a `ClientError` `InvalidInput` for a value that the column's Schema refuses. Where a method takes the function
 * itself (`query: (o) => ...`), the method fails with that error instead.
 *
 * **Example** (paid orders of at least 10)
 *
 * ```ts
 * import { Schema } from "effect"
 * import { Table } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const wanted = Table.query(Orders, (o, { and }) => and(o.paid.term(true), o.total.range({ gte: 10 })))
 * ```
 */
export const query = <T extends Definition.Any>(table: T, build: BuildQuery<T>): Query.Query =>
  build(queriesOf(table), tools)

/** The query that an option of a search stands for. Throws a `ClientError` of the search. */
export const toQuery = <T extends Definition.Any>(table: T, input: QueryInput<T>): Query.Query =>
  typeof input === "function" ? built("search", "query", () => query(table, input)) : input
