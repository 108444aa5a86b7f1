/** Tables that SQL is tried on, and how it is. */
import { Effect, Layer } from "effect"
import { Row, Tablestore } from "../../../src/index.ts"
import { emulated } from "../../services/tablestore/emulated.ts"

export const sql = (query: string) => Effect.flatMap(Tablestore, (tablestore) => tablestore.sqlQuery({ query }))
export const rowsOf = (query: string) => Effect.map(sql(query), ({ result }) => result?.rows)

const key = (p: string, i: bigint) => Row.key({ p, i })
export const bytes = Uint8Array.of(1, 2)

const created = Layer.effectDiscard(
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    yield* tablestore.createTable({
      tableName: "t",
      primaryKey: [
        { name: "p", type: "string" },
        { name: "i", type: "integer" }
      ],
      definedColumns: [{ name: "n", type: "integer" }],
      indexMetas: [{ name: "t_by_n", primaryKey: ["n"] }]
    })
    yield* tablestore.createTable({ tableName: "names", primaryKey: [{ name: "code", type: "string" }] })
    yield* tablestore.createSearchIndex({
      tableName: "t",
      indexName: "t_search",
      schema: { fields: [{ name: "s", type: "keyword" }] }
    })
    const put = (primaryKey: ReturnType<typeof key>, columns: Parameters<typeof Row.columns>[0]) =>
      tablestore.putRow({ tableName: "t", primaryKey, columns: Row.columns(columns) })
    yield* put(key("a", 1n), { n: 1n, d: 0.5, s: "Äpfel", b: true, x: bytes })
    yield* put(key("a", 2n), { n: 5n, s: "50%", b: false })
    yield* put(key("b", 1n), { n: 5n, d: 2 })
    // A value of another type than the mapping says is null.
    yield* put(key("b", 2n), { n: "five", s: "it's" })
    for (const [code, name, rank] of [
      ["a", "Ada", 2n],
      ["c", "Cyd", 5n]
    ] as const) {
      yield* tablestore.putRow({
        tableName: "names",
        primaryKey: Row.key({ code }),
        columns: Row.columns({ name, rank })
      })
    }
    yield* sql(
      "CREATE TABLE t (p VARCHAR(1024), i BIGINT, n BIGINT, d DOUBLE, s MEDIUMTEXT, b BOOL, x VARBINARY(10), PRIMARY KEY (p, i))"
    )
    yield* sql("CREATE TABLE names (code VARCHAR(1024) PRIMARY KEY, name MEDIUMTEXT, `rank` BIGINT)")
  })
)

export const onTables = Layer.provideMerge(created, emulated)
