/**
 * What must and what must not compile. `tsc` is the test: an expected error that does not occur is an error too.
 */
import { type DateTime, Effect, type Option, Schema, Stream } from "effect"
import type { ClientError, RequestError, ServerError } from "../../../src/schema/Errors.ts"
import type { Row as RawRow } from "../../../src/schema/tablestore/format/rowValue.ts"
import * as Aggregation from "../../../src/schema/tablestore/search/aggregation.ts"
import type {
  AggregationResults,
  CountResult,
  DateHistogramGroup,
  Group,
  GroupByResults,
  GroupsResult,
  KeyGroup,
  NumberResult,
  RangeGroup,
  TopRowsResult
} from "../../../src/schema/tablestore/search/aggregationResult.ts"
import * as GroupBy from "../../../src/schema/tablestore/search/groupBy.ts"
import * as Query from "../../../src/schema/tablestore/search/searchQuery.ts"
import type { Tablestore, TablestoreService, UncertainCommit } from "../../../src/services/Tablestore.ts"
import type { UnwrittenRows } from "../../../src/services/tablestore/bulk/BulkWriter.ts"
import * as Condition from "../../../src/services/tablestore/Condition.ts"
import * as Filter from "../../../src/services/tablestore/Filter.ts"
import * as Table from "../../../src/services/tablestore/table/Table.ts"
import type { TableHandle, Version } from "../../../src/services/tablestore/table/TableHandle.ts"

/** `true` when two types are the same, not only assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(_?: T): void => undefined

class Orders extends Table.make("orders", {
  primaryKey: { customer: Schema.String, order: Table.autoIncrement },
  attributes: {
    total: Schema.Finite,
    paid: Schema.Boolean,
    pieces: Table.integer,
    big: Schema.BigInt,
    at: Table.timestamp,
    state: Schema.Literals(["new", "sent"]),
    note: Schema.optionalKey(Schema.String),
    size: Schema.optionalKey(Table.integer)
  }
}) {}

class Pages extends Table.make("pages", { primaryKey: { page: Schema.String }, attributes: { hits: Schema.BigInt } }) {}

interface Row {
  readonly customer: string
  readonly order: bigint
  readonly total: number
  readonly paid: boolean
  readonly pieces: number
  readonly big: bigint
  readonly at: DateTime.Utc
  readonly state: "new" | "sent"
  readonly note?: string
  readonly size?: number
}
type Flat<A> = { [K in keyof A]: A[K] }

// ---- definitions ----------------------------------------------------------------------------------------------------

holds<Same<Table.Row<typeof Orders>, Flat<Row>>>()
holds<Same<Table.Key<typeof Orders>, { readonly customer: string; readonly order: bigint }>>()
holds<Same<Table.PutRow<typeof Orders>["order"], bigint | undefined>>()
holds<Same<Table.PutRow<typeof Pages>, { readonly page: string; readonly hits: bigint }>>()
holds<Same<Table.IntegerName<typeof Orders>, "pieces" | "big" | "at" | "size">>()
holds<Same<Table.OptionalName<typeof Orders>, "note" | "size">>()
// The class is the type of its rows.
declare const aRow: Orders
export const asRow: Row = aRow
// @ts-expect-error rows are plain objects
new Orders({})

Table.make("t", {
  // @ts-expect-error a key column does not encode to a number
  primaryKey: { id: Schema.Finite },
  attributes: {}
})
Table.make("t", {
  // @ts-expect-error a key column cannot be absent
  primaryKey: { id: Schema.optionalKey(Schema.String) },
  attributes: {}
})
Table.make("t", {
  primaryKey: { id: Schema.String },
  attributes: {
    // @ts-expect-error a Struct is not what a column holds
    struct: Schema.Struct({ a: Schema.String }),
    // @ts-expect-error nor is a Date
    date: Schema.Date,
    text: Schema.fromJsonString(Schema.Struct({ a: Schema.String }))
  }
})
Table.make("t", {
  primaryKey: { id: Schema.String },
  attributes: {
    // @ts-expect-error null is not stored, and the error says what to write instead
    nothing: Schema.NullOr(Schema.String),
    // @ts-expect-error nor is undefined: optionalKey is meant
    perhaps: Schema.optional(Schema.String),
    option: Schema.OptionFromOptionalKey(Schema.String),
    text: Schema.String
  }
})
class Notes extends Table.make("notes", {
  primaryKey: { id: Schema.String },
  attributes: { text: Schema.OptionFromOptionalKey(Schema.String) }
}) {}
holds<Same<Table.Row<typeof Notes>, { readonly id: string; readonly text: Option.Option<string> }>>()
holds<Same<Table.OptionalName<typeof Notes>, "text">>()
// @ts-expect-error only INTEGER columns can be auto-increment columns
Table.autoIncrementAs(Schema.String)

// ---- reading --------------------------------------------------------------------------------------------------------

declare const tablestore: TablestoreService
const orders = tablestore.table(Orders)
holds<Same<typeof orders, TableHandle<typeof Orders>>>()
holds<Same<Effect.Success<ReturnType<typeof Tablestore.table<typeof Orders>>>, TableHandle<typeof Orders>>>()
const key = { customer: "ada", order: 1n }

const one = orders.get(key)
holds<Same<Effect.Success<typeof one>, Option.Option<Flat<Row>>>>()
holds<Same<Effect.Error<typeof one>["_tag"], "ServerError" | "ClientError" | "RequestError">>()
holds<Same<Effect.Services<typeof one>, never>>()

const few = orders.get(key, { columns: ["total", "note"], filter: (o) => o.paid.equal(true) })
holds<
  Same<
    Effect.Success<typeof few>,
    Option.Option<{ readonly customer: string; readonly order: bigint; readonly total: number; readonly note?: string }>
  >
>()
const filtered = orders.get(key, { filter: (o, { and }) => and(o.paid.equal(true), o.total.lessThan(1)) })
holds<Same<Effect.Success<typeof filtered>, Option.Option<Flat<Row>>>>()

const many = Effect.forEach([key], orders.get, { concurrency: "unbounded" })
holds<Same<Effect.Success<typeof many>, Array<Option.Option<Flat<Row>>>>>()

const range = orders.range({ customer: "ada" }, { columns: ["paid"], direction: "backward", limit: 3 })
holds<
  Same<
    typeof range extends Stream.Stream<infer A, infer _E, infer _R> ? A : never,
    { readonly customer: string; readonly order: bigint; readonly paid: boolean }
  >
>()
orders.range()
orders.range({ customer: Table.between({ gte: "a" }) })
orders.range({ customer: "ada", order: Table.between({ gte: 1n }) })
orders.range(Table.bounds({ gt: { customer: "ada" }, lt: key }))

const versions = orders.versions(key, { columns: ["pieces"] })
holds<Same<Effect.Success<typeof versions>, Option.Option<{ readonly pieces: ReadonlyArray<Version<number>> }>>>()

// @ts-expect-error a key has all its columns
orders.get({ customer: "ada" })
// @ts-expect-error of their types
orders.get({ customer: "ada", order: 1 })
// @ts-expect-error key columns come anyway
orders.get(key, { columns: ["customer"] })
// @ts-expect-error no such column
orders.get(key, { columns: ["color"] })
// @ts-expect-error no such column
orders.get(key, { filter: (o) => o.color.equal(1) })
// @ts-expect-error another type
orders.range({ customer: 1 })
// @ts-expect-error another type
orders.range({ customer: "ada", order: Table.between({ gte: "a" }) })

// ---- writing --------------------------------------------------------------------------------------------------------

declare const at: DateTime.Utc
const row = { customer: "ada", total: 1, paid: true, pieces: 1, big: 1n, at, state: "new" as const }
const put = orders.put(row)
holds<Same<Effect.Success<typeof put>, { readonly customer: string; readonly order: bigint }>>()
orders.put({ ...row, order: 1n, note: "x" }, { condition: Condition.expectNotExist() })
// @ts-expect-error a column is missing
orders.put({ customer: "ada", total: 1 })
// @ts-expect-error absent is absent
orders.put({ ...row, note: undefined })
// @ts-expect-error no such column
orders.put({ ...row, color: "red" })
// @ts-expect-error another type
orders.put({ ...row, big: 1 })

const updated = orders.update(key, { set: { paid: true }, increment: { pieces: 1, big: 1n }, delete: ["note"] })
holds<Same<Effect.Success<typeof updated>, void>>()
const returned = orders.update(key, { increment: { pieces: 1 } }, { returnColumns: ["pieces", "note"] })
holds<Same<Effect.Success<typeof returned>, { readonly pieces: number; readonly note?: string }>>()
// @ts-expect-error a DOUBLE does not increment
orders.update(key, { increment: { total: 1 } })
// @ts-expect-error rows must have it
orders.update(key, { delete: ["total"] })
// @ts-expect-error key columns do not change
orders.update(key, { set: { customer: "bob" } })
// @ts-expect-error another type
orders.update(key, { set: { paid: 1 } })

const refused = orders.update(key, { set: { paid: true } }).pipe(
  Effect.as(true),
  Effect.catchReason("ServerError", "OTSConditionCheckFail", () => Effect.succeed(false))
)
holds<Same<Effect.Success<typeof refused>, boolean>>()
orders.update(key, { set: { paid: true } }).pipe(
  // @ts-expect-error a misspelt code
  Effect.catchReason("ServerError", "OTSConditionCheckFails", () => Effect.succeed(false))
)

// ---- conditions and filters -----------------------------------------------------------------------------------------

const filter = Table.where(Orders, (o, { and, not, or }) =>
  or(and(o.total.greaterThan(10), o.state.oneOf(["new", "sent"])), not(o.note.exists()), o.pieces.equal(1))
)
holds<Same<typeof filter, Filter.RowFilter>>()
Filter.and(
  Filter.where(Orders, (o) => o.big.lessThan(1n)),
  Filter.equal("paid", true)
)
holds<Same<ReturnType<typeof Condition.where>, Condition.Condition>>()
// @ts-expect-error the value is the column's
Table.where(Orders, (o) => o.total.greaterThan("10"))
// @ts-expect-error one of its values
Table.where(Orders, (o) => o.state.equal("lost"))
// @ts-expect-error filters look at attribute columns only
Table.where(Orders, (o) => o.customer.equal("ada"))
// @ts-expect-error a filter is wanted
Table.where(Orders, (o) => o.paid)

// ---- searching ------------------------------------------------------------------------------------------------------

const found = orders.search({
  index: "i",
  query: (o, { and }) => and(o.customer.prefix("a"), o.pieces.range({ gte: 1 }), o.at.range({ lt: at })),
  columns: ["total"],
  aggregations: { revenue: Aggregation.sum("total"), count: Aggregation.count("total") },
  groupBys: {
    states: GroupBy.field("state"),
    sums: { _tag: "FieldGroups", field: "state", aggregations: { most: Aggregation.max("pieces") } }
  }
})
type Found = Effect.Success<typeof found>
holds<
  Same<Found["rows"], ReadonlyArray<{ readonly customer: string; readonly order: bigint; readonly total: number }>>
>()
holds<Same<Found["aggregations"]["revenue"]["value"], number | undefined>>()
holds<Same<Found["aggregations"]["count"]["value"], bigint>>()
holds<Same<Found["groupBys"]["states"]["groups"][number]["key"], KeyGroup["key"]>>()
holds<Same<Found["groupBys"]["sums"]["groups"][number]["aggregations"]["most"]["value"], number | undefined>>()
// @ts-expect-error nobody asked for it
type Nothing = Found["aggregations"]["profit"]
// Nothing is asked for inside of the groups, so there is nothing.
holds<Same<Found["groupBys"]["states"], GroupsResult<"FieldGroups", KeyGroup<{}, {}>>>>()

// Builders keep the names, however deep they are: this is what is shown of the result.
const deep = orders.search({
  index: "i",
  columns: ["total"],
  groupBys: {
    byState: GroupBy.field("state", {
      sort: [GroupBy.aggregationSort("average", "desc"), GroupBy.keySort("asc")],
      aggregations: { average: Aggregation.avg("total"), best: Aggregation.topRows({ limit: 1 }) },
      groupBys: {
        days: GroupBy.dateHistogram(
          "at",
          { value: 1, unit: "day" },
          { aggregations: { n: Aggregation.count("total") } }
        ),
        sizes: GroupBy.range("total", [{ to: 10 }])
      }
    })
  }
})
type Deep = Effect.Success<typeof deep>["groupBys"]
interface Best {
  readonly customer: string
  readonly order: bigint
  readonly total: number
}
holds<
  Same<
    Deep,
    {
      readonly byState: GroupsResult<
        "FieldGroups",
        KeyGroup<
          { readonly average: NumberResult<"Avg">; readonly best: TopRowsResult<Flat<Best>> },
          {
            readonly days: GroupsResult<
              "DateHistogramGroups",
              DateHistogramGroup<{ readonly n: CountResult<"Count"> }, {}>
            >
            readonly sizes: GroupsResult<"RangeGroups", RangeGroup<{}, {}>>
          }
        >
      >
    }
  >
>()
type ByState = Deep["byState"]["groups"][number]
// @ts-expect-error nobody asked for it
type NoAggregation = ByState["aggregations"]["avg"]
// @ts-expect-error nor for this
type NoGroups = ByState["groupBys"]["months"]
// @ts-expect-error nor, deeper, for this
type NoDeepAggregation = ByState["groupBys"]["days"]["groups"][number]["aggregations"]["sum"]
// @ts-expect-error a count is no average
export const count: CountResult<"Count"> = {} as ByState["aggregations"]["average"]

GroupBy.field("state", {
  // @ts-expect-error there is no aggregation of this name to sort by
  sort: [GroupBy.aggregationSort("avg", "asc")],
  aggregations: { average: Aggregation.avg("x") }
})
// @ts-expect-error an aggregation is no grouping
GroupBy.field("state", { groupBys: { average: Aggregation.avg("x") } })
orders.search({
  index: "i",
  // @ts-expect-error a grouping is no aggregation
  aggregations: { byState: GroupBy.field("state") }
})

// Groupings that are made elsewhere keep their names too, unless their type says any.
const byCity = GroupBy.filter([Query.matchAll], { aggregations: { most: Aggregation.max("pieces") } })
const apart = orders.search({ index: "i", groupBys: { byCity } })
holds<
  Same<
    Effect.Success<typeof apart>["groupBys"]["byCity"]["groups"][number]["aggregations"],
    { readonly most: NumberResult<"Max"> }
  >
>()
const numbers = { average: Aggregation.avg("total") }
const within = <A extends Aggregation.Aggregations>(aggregations: A) =>
  GroupBy.field("state", { aggregations, groupBys: { byCity }, sort: [GroupBy.keySort("asc")] })
const made = orders.search({
  index: "i",
  groupBys: { one: within(numbers), other: within({ n: Aggregation.count("x") }) }
})
type Made = Effect.Success<typeof made>["groupBys"]
type InCity = { readonly byCity: GroupsResult<"FilterGroups", Group<{ readonly most: NumberResult<"Max"> }, {}>> }
holds<Same<Made["one"], GroupsResult<"FieldGroups", KeyGroup<{ readonly average: NumberResult<"Avg"> }, InCity>>>>()
holds<Same<Made["other"], GroupsResult<"FieldGroups", KeyGroup<{ readonly n: CountResult<"Count"> }, InCity>>>>()
// @ts-expect-error the other one's
type NotOfThisOne = Made["one"]["groups"][number]["aggregations"]["n"]
declare const sometimes: { readonly total?: Aggregation.Sum; readonly count: Aggregation.Count }
const perhaps = orders.search({ index: "i", aggregations: sometimes })
holds<
  Same<
    Effect.Success<typeof perhaps>["aggregations"],
    { readonly total?: NumberResult<"Sum">; readonly count: CountResult<"Count"> }
  >
>()
// A grouping of known names is one of any names too.
export const anyField: GroupBy.FieldGroups = within(numbers)
export const anyHistogram: GroupBy.HistogramGroups = GroupBy.histogram("x", 1, { aggregations: numbers })
const ofAnyField = orders.search({ index: "i", groupBys: { anyField } })
holds<
  Same<
    Effect.Success<typeof ofAnyField>["groupBys"]["anyField"]["groups"][number]["aggregations"],
    AggregationResults<Flat<Row>>
  >
>()
declare const anyGroupBys: GroupBy.GroupBys
const dynamic = orders.search({ index: "i", groupBys: anyGroupBys })
holds<Same<Effect.Success<typeof dynamic>["groupBys"], GroupByResults<Flat<Row>>>>()

// The raw method knows the same names, and gives rows as they are stored.
const raw = tablestore.search({
  tableName: "orders",
  indexName: "i",
  searchQuery: {
    aggregations: { total: Aggregation.sum("total") },
    groupBys: { byState: GroupBy.field("state", { aggregations: { best: Aggregation.topRows() } }) }
  }
})
type Raw = Effect.Success<typeof raw>
holds<Same<Raw["aggregations"], { readonly total: NumberResult<"Sum"> }>>()
holds<Same<Raw["groupBys"]["byState"]["groups"][number]["aggregations"], { readonly best: TopRowsResult<RawRow> }>>()
declare const anyQuery: Parameters<TablestoreService["search"]>[0]["searchQuery"]
const unknown = tablestore.search({ tableName: "orders", indexName: "i", searchQuery: anyQuery })
holds<Same<Effect.Success<typeof unknown>["aggregations"], AggregationResults | undefined>>()

const plain = orders.search({ index: "i", query: Query.term("paid", true) })
holds<Same<Effect.Success<typeof plain>["rows"], ReadonlyArray<Flat<Row>>>>()
// @ts-expect-error a number is not searched by its prefix
orders.search({ index: "i", query: (o) => o.total.prefix("1") })
// @ts-expect-error another type
orders.search({ index: "i", query: (o) => o.big.term(1) })
// @ts-expect-error the pages follow each other by themselves
orders.searchAll({ index: "i", token: new Uint8Array() })

// ---- creating -------------------------------------------------------------------------------------------------------

orders.create({ indexes: [{ name: "i", primaryKey: ["pieces", "customer"], columns: ["paid"] }] })
// @ts-expect-error no such column
orders.create({ indexes: [{ name: "i", primaryKey: ["color"] }] })
// @ts-expect-error no such column
Table.searchIndexSchema(Orders, { color: {} })

// ---- the bulk writer ------------------------------------------------------------------------------------------------

const written = Effect.gen(function* () {
  const writer = yield* tablestore.writer()
  const { put, update, putAll } = writer.table(Orders)
  yield* put(row)
  yield* update(key, { set: { paid: true } }, { condition: (o) => o.total.greaterThan(1) })
  // @ts-expect-error a column is missing
  yield* put({ customer: "ada" })
  yield* putAll(Stream.succeed(row))
  // @ts-expect-error rows are removed whole
  yield* writer.delete({ tableName: "orders", primaryKey: [], columns: [] })
  yield* writer.flush
})
holds<Same<Effect.Error<typeof written>, ClientError | UnwrittenRows>>()
holds<Same<Effect.Error<typeof put>["_tag"], (ServerError | ClientError | RequestError)["_tag"]>>()

// ---- transactions ---------------------------------------------------------------------------------------------------

const inTransaction = tablestore.withTransaction({ tableName: "orders", key: [] })(({ table }) => {
  const bound = table(Orders)
  // @ts-expect-error the id is filled in
  bound.put(row, { transactionId: "T" })
  // @ts-expect-error a search cannot be part of a transaction
  bound.search({ index: "i" })
  return bound.get(key, { columns: ["paid"] })
})
holds<
  Same<
    Effect.Success<typeof inTransaction>,
    Option.Option<{ readonly customer: string; readonly order: bigint; readonly paid: boolean }>
  >
>()
holds<
  Same<Effect.Error<typeof inTransaction>["_tag"], (ServerError | ClientError | RequestError | UncertainCommit)["_tag"]>
>()

export type { NoAggregation, NoDeepAggregation, NoGroups, Nothing, NotOfThisOne }
