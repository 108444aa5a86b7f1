/**
 * A search index: words, numbers and times, with totals by group.
 *
 * Run it with `npm run example examples/tablestore-search.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Schema, Stream } from "effect"
import { Aggregation, GroupBy, Sort, Table, Tablestore } from "effect-cloud-storage"
import { TablestoreTest } from "effect-cloud-storage/testing"

class Books extends Table.make("books", {
  primaryKey: { isbn: Schema.String },
  attributes: {
    title: Schema.String,
    genre: Schema.Literals(["novel", "cooking"]),
    price: Schema.Finite,
    year: Table.integer
  }
}) {}

const shelf: ReadonlyArray<Books> = [
  { isbn: "1", title: "The Red Kitchen", genre: "cooking", price: 30, year: 1999 },
  { isbn: "2", title: "A Kitchen in Winter", genre: "novel", price: 12, year: 2005 },
  { isbn: "3", title: "Winter Soups", genre: "cooking", price: 18, year: 2015 },
  { isbn: "4", title: "Red", genre: "novel", price: 9, year: 2020 }
]

const program = Effect.gen(function* () {
  const tablestore = yield* Tablestore
  const books = tablestore.table(Books)
  yield* books.create()
  yield* tablestore.createSearchIndex({
    tableName: "books",
    indexName: "books_index",
    // KEYWORD, LONG, DOUBLE or BOOLEAN by the columns' Schemas; the title is searched by its words instead.
    schema: Table.searchIndexSchema(Books, { title: { type: "text" }, genre: {}, price: {}, year: {} })
  })
  yield* Effect.forEach(shelf, (book) => books.put(book))

  const { rows, totalCount } = yield* books.search({
    index: "books_index",
    query: (book, { and, not }) => and(book.title.match("kitchen winter"), not(book.year.range({ lt: 2000 }))),
    sort: [Sort.field("price", "desc")],
    columns: ["title", "price"],
    getTotalCount: true
  })
  yield* Console.log(`found    ${totalCount}: ${rows.map(({ title, price }) => `${title} for ${price}`).join(", ")}`)

  const { aggregations, groupBys } = yield* books.search({
    index: "books_index",
    limit: 0,
    aggregations: { newest: Aggregation.max("year"), mean: Aggregation.avg("price") },
    groupBys: { genres: GroupBy.field("genre", { sort: [GroupBy.keySort("asc")] }) }
  })
  yield* Console.log(`newest   ${aggregations.newest.value}, mean price ${aggregations.mean.value}`)
  yield* Effect.forEach(groupBys.genres.groups, ({ key, rowCount }) => Console.log(`genre    ${key} ${rowCount}`))

  const cheap = books.searchAll({
    index: "books_index",
    query: (book) => book.price.range({ lte: 18 }),
    sort: [Sort.field("year")]
  })
  yield* Stream.runForEach(cheap, ({ title, year }) => Console.log(`cheap    ${title}, ${year}`))
})

program.pipe(Effect.provide(TablestoreTest.layer), NodeRuntime.runMain)
