/** Requests that would keep the emulator busy for good, were they taken as they come. */
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Filter, IndexField, Query, Row, Tablestore } from "../../../src/index.ts"
import { emulated, served } from "../../services/tablestore/emulated.ts"

const rows = 4000

const filled = Effect.gen(function* () {
  const tablestore = yield* Tablestore
  yield* tablestore.createTable({
    tableName: "t",
    primaryKey: [{ name: "i", type: "integer" }],
    definedColumns: [
      { name: "n", type: "integer" },
      { name: "word", type: "string" }
    ]
  })
  yield* tablestore.createSearchIndex({
    tableName: "t",
    indexName: "x",
    schema: { fields: [IndexField.keyword("word"), IndexField.long("n", { sortAndAgg: true })] }
  })
  for (let from = 0; from < rows; from += 200) {
    yield* tablestore.batchWriteRow({
      tables: [
        {
          tableName: "t",
          rows: Array.from({ length: 200 }, (_, i) => ({
            type: "put" as const,
            primaryKey: Row.key({ i: BigInt(from + i) }),
            columns: Row.columns({ n: BigInt(from + i), word: "a".repeat(64) })
          }))
        }
      ]
    })
  }
})

const search = (query: Query.Query) =>
  Effect.flatMap(Tablestore, (tablestore) =>
    tablestore.search({ tableName: "t", indexName: "x", searchQuery: { query, limit: 0, getTotalCount: true } })
  )

const refusalOf = <A, E extends { readonly message: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), ({ message }) => message)

const everything = {
  tableName: "t",
  direction: "forward",
  inclusiveStartPrimaryKey: Row.key({ i: Row.infMin }),
  exclusiveEndPrimaryKey: Row.key({ i: Row.infMax })
} as const

const captured = (regex: string) =>
  Filter.equal("word", "x", { passIfMissing: false, transfer: { regex, castTo: "string" } })

const withRegex = (regex: string) =>
  Effect.flatMap(Tablestore, (tablestore) => tablestore.getRange({ ...everything, filter: captured(regex) }))

const sql = (query: string) => Effect.flatMap(Tablestore, (tablestore) => tablestore.sqlQuery({ query }))

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i).join(",")

const clauses = (count: number): ReadonlyArray<Query.Query> =>
  Array.from({ length: count }, (_, i) => Query.term("n", BigInt(rows + i)))

/** What is answered first: something that takes long and begins first, or a look at the tables. */
const firstOf = <A, E, R>(long: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const order: Array<string> = []
    const note = (name: string) => Effect.sync(() => order.push(name))
    yield* Effect.all([Effect.andThen(long, note("long")), Effect.andThen(tablestore.listTable({}), note("short"))], {
      concurrency: 2
    })
    return order
  })

describe("a hostile request", () => {
  layer(Layer.provideMerge(Layer.effectDiscard(filled), emulated))("to Tablestore", (it) => {
    it.effect("matches nested repetitions in a time that grows with the text", () =>
      Effect.gen(function* () {
        const { rows } = yield* withRegex("^((a+)+)b$")
        assert.lengthOf(rows, 0)
        assert.isAbove((yield* search(Query.wildcard("word", "*a*a*a*a*a*a*a*a*a*a*a*"))).totalHits!, 0)
        assert.strictEqual((yield* search(Query.wildcard("word", "*a*a*a*a*a*a*a*a*a*a*b"))).totalHits, 0)
      })
    )

    it.effect("is refused when its regular expression is not one of RE2, or too large", () =>
      Effect.gen(function* () {
        assert.include(yield* refusalOf(withRegex("(?=a)(b)")), "Invalid regex")
        assert.include(yield* refusalOf(withRegex("(a)\\1")), "Invalid regex")
        assert.include(yield* refusalOf(withRegex(`(${"a".repeat(300)})`)), "at most 256 characters")
        assert.include(yield* refusalOf(withRegex("(a{900}b{900}c{900})")), "too large")
      })
    )

    it.effect("matches patterns of LIKE without going back further than needed, up to a length", () =>
      Effect.gen(function* () {
        const counted = (pattern: string) => sql(`SELECT COUNT(*) FROM t WHERE word LIKE '${pattern}'`)
        assert.deepStrictEqual((yield* counted(`${"%a".repeat(30)}b`)).result?.rows, [[0n]])
        assert.deepStrictEqual((yield* counted(`${"%a".repeat(30)}%`)).result?.rows, [[BigInt(rows)]])
        assert.include(yield* refusalOf(counted("%a".repeat(600))), "at most 1024 characters")
      })
    )

    it.effect("looks into long lists of SQL once, and is refused when a statement is too long", () =>
      Effect.gen(function* () {
        const counted = yield* sql(`SELECT COUNT(*) FROM t WHERE n IN (-1,${numbers(3000)})`)
        assert.deepStrictEqual(counted.result?.rows, [[3000n]])
        assert.include(
          yield* refusalOf(sql(`SELECT 1 FROM t WHERE n IN (${numbers(200_000)})`)),
          "50000 words and signs"
        )
      })
    )

    it.effect("is refused when it reads too many tables", () =>
      Effect.gen(function* () {
        const joins = Array.from({ length: 61 }, (_, i) => `JOIN t t${i} ON t.n = t${i}.n`).join(" ")
        assert.include(yield* refusalOf(sql(`SELECT COUNT(*) FROM t ${joins}`)), "only 61 tables")
        const queries = Array.from({ length: 130 }, () => "(SELECT 1)").join(" + ")
        assert.include(yield* refusalOf(sql(`SELECT ${queries}`)), "more than 128 tables")
      })
    )

    it.effect("is refused when its query has too many clauses, or nests too deeply", () =>
      Effect.gen(function* () {
        assert.include(yield* refusalOf(search(Query.or(...clauses(20_000)))), "more than 1024")
        const deep = Array.from({ length: 40 }).reduce<Query.Query>((inner) => Query.constScore(inner), Query.matchAll)
        assert.include(yield* refusalOf(search(deep)), "nest more than 32 deep")
      })
    )

    it.effect("does not keep others waiting while it searches or joins", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* firstOf(search(Query.or(...clauses(300)))), ["short", "long"])
        assert.deepStrictEqual(
          yield* firstOf(sql("SELECT COUNT(*) FROM (SELECT n FROM t WHERE n < 40) a JOIN t b ON a.n = b.n + 1")),
          ["short", "long"]
        )
      })
    )
  })

  layer(Layer.provideMerge(Layer.effectDiscard(filled), served))("over a socket", (it) => {
    it.effect("does not keep others waiting either", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* firstOf(search(Query.or(...clauses(1000)))), ["short", "long"])
      })
    )
  })
})
