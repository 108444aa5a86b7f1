import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import {
  type CellChange,
  deleteAllVersions,
  deleteVersion,
  increment
} from "../../../../src/schema/tablestore/format/rowValue.ts"
import * as Table from "../../../../src/services/tablestore/table/Table.ts"

const definition =
  (primaryKey: any, attributes: any = {}) =>
  () =>
    Table.make("t", { primaryKey, attributes })

describe("declaring a table", () => {
  it("keeps the order of key columns and knows what is stored", () => {
    class Mixed extends Table.make("mixed", {
      primaryKey: { tenant: Schema.String, number: Table.integer, row: Table.autoIncrement },
      attributes: {
        text: Schema.String,
        kind: Schema.Literals(["a", "b"]),
        double: Schema.Finite,
        flag: Schema.Boolean,
        big: Schema.BigInt,
        bytes: Schema.Uint8Array,
        at: Table.timestamp,
        json: Schema.fromJsonString(Schema.Struct({ a: Schema.Int })),
        either: Schema.Union([Schema.String, Schema.BigInt]),
        perhaps: Schema.optionalKey(Table.integer)
      }
    }) {}
    assert.strictEqual(Mixed.tableName, "mixed")
    assert.deepStrictEqual(
      Mixed.keyColumns.map(({ name, type, autoIncrement }) => [name, type, autoIncrement]),
      [
        ["tenant", "string", false],
        ["number", "integer", false],
        ["row", "integer", true]
      ]
    )
    assert.deepStrictEqual(
      Mixed.attributeColumns.map(({ name, type, optional }) => [name, type, optional]),
      [
        ["text", "string", false],
        ["kind", "string", false],
        ["double", "double", false],
        ["flag", "boolean", false],
        ["big", "integer", false],
        ["bytes", "binary", false],
        ["at", "integer", false],
        ["json", "string", false],
        ["either", undefined, false],
        ["perhaps", "integer", true]
      ]
    )
  })

  it("refuses Schema.Int, which would be stored as DOUBLE, and names Table.integer", () => {
    assert.throws(definition({ id: Schema.String }, { count: Schema.Int }), /"count".*Table\.integer/)
    assert.throws(
      definition({ id: Schema.String }, { count: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))) }),
      /Table\.integer/
    )
    assert.throws(
      definition({ id: Schema.String }, { count: Schema.Union([Schema.String, Schema.Int]) }),
      /Table\.integer/
    )
    assert.throws(definition({ id: Schema.Int }), /Table\.integer/)
  })

  it("says what to write instead of null and undefined", () => {
    const text = Schema.String
    for (const nothing of [
      Schema.NullOr(text),
      Schema.optional(text),
      Schema.UndefinedOr(text),
      Schema.OptionFromNullOr(text),
      Schema.optionalKey(Schema.NullOr(text)),
      Schema.Null
    ]) {
      assert.throws(definition({ id: text }, { note: nothing }), /"note": neither null .*Schema\.optionalKey\(\.\.\.\)/)
      assert.throws(definition({ id: nothing }), /"id": a key column always has a value/)
    }
  })

  it("refuses what the service refuses", () => {
    const text = Schema.String
    assert.throws(definition({}), /1 to 4 columns, not 0/)
    assert.throws(definition({ a: text, b: text, c: text, d: text, e: text }), /not 5/)
    assert.throws(definition({ id: Table.autoIncrement }), /first key column "id" cannot be an auto-increment column/)
    assert.throws(definition({ a: text, b: Table.autoIncrement, c: Table.autoIncrement }), /only one key column/)
    assert.throws(definition({ a: text }, { a: text }), /as key column and as attribute column/)
    assert.throws(definition({ "not-a-name": text }), /"not-a-name" must be 1 to 255 letters/)
    assert.throws(definition({ a: Schema.Union([Schema.String, Schema.BigInt]) }), /must encode to one of/)
    assert.throws(definition({ a: Schema.Finite }), /must encode to one of/)
    assert.throws(definition({ a: text }, { b: Schema.Struct({}) }), /must encode to a string/)
    assert.throws(() => Table.make("1t", { primaryKey: { a: text }, attributes: {} }), /name of table "1t"/)
  })
})

describe("column types", () => {
  it("reads an INTEGER as safe number, and fails beyond", () => {
    const decode = Schema.decodeUnknownSync(Table.integer)
    assert.strictEqual(decode(3n), 3)
    assert.strictEqual(decode(-9007199254740991n), Number.MIN_SAFE_INTEGER)
    assert.throws(() => decode(9007199254740992n), /2\^53/)
    assert.throws(() => decode(3))
    const encode = Schema.encodeUnknownSync(Table.integer)
    assert.strictEqual(encode(3), 3n)
    assert.throws(() => encode(0.5))
  })

  it("stores a time as INTEGER milliseconds", () => {
    const time = DateTime.makeUnsafe("2024-01-02T03:04:05.678Z")
    assert.strictEqual(Schema.encodeSync(Table.timestamp)(time), 1704164645678n)
    const decode = Schema.decodeUnknownSync(Table.timestamp)
    assert.isTrue(DateTime.Equivalence(decode(1704164645678n), time))
    assert.isTrue(DateTime.Equivalence(decode(-8_640_000_000_000_000n), DateTime.makeUnsafe(-8_640_000_000_000_000)))
    assert.throws(() => decode(8_640_000_000_000_001n), /must be a time/)
    assert.throws(() => decode(1704164645678))
  })
})

describe("creation", () => {
  class Orders extends Table.make("orders", {
    primaryKey: { customer: Schema.String, order: Table.autoIncrement },
    attributes: {
      total: Schema.Finite,
      paid: Schema.Boolean,
      pieces: Table.integer,
      note: Schema.optionalKey(Schema.String),
      odd: Schema.optionalKey(Schema.Union([Schema.String, Schema.BigInt]))
    }
  }) {}

  it("tells the service the key, and declares the columns of indexes", () => {
    assert.deepStrictEqual(Table.createTableInput(Orders), {
      tableName: "orders",
      primaryKey: [
        { name: "customer", type: "string" },
        { name: "order", type: "integer", option: "autoIncrement" }
      ]
    })
    assert.deepStrictEqual(
      Table.createTableInput(Orders, {
        tableOptions: { maxVersions: 1 },
        definedColumns: ["note"],
        indexes: [
          { name: "by_pieces", primaryKey: ["pieces", "customer"], columns: ["paid"] },
          { name: "of_customer", primaryKey: ["customer", "paid"], indexType: "local" }
        ]
      }),
      {
        tableOptions: { maxVersions: 1 },
        tableName: "orders",
        primaryKey: [
          { name: "customer", type: "string" },
          { name: "order", type: "integer", option: "autoIncrement" }
        ],
        definedColumns: [
          { name: "note", type: "string" },
          { name: "pieces", type: "integer" },
          { name: "paid", type: "boolean" }
        ],
        indexMetas: [
          { name: "by_pieces", primaryKey: ["pieces", "customer"], definedColumns: ["paid"] },
          { name: "of_customer", primaryKey: ["customer", "paid"], indexType: "local" }
        ]
      }
    )
    assert.throws(
      () => Table.createTableInput(Orders, { indexes: [{ name: "i", primaryKey: ["odd"] }] }),
      /"odd" holds values of several types/
    )
  })

  it("gives the fields of a search index their types", () => {
    assert.deepStrictEqual(
      Table.searchIndexSchema(Orders, { customer: {}, pieces: {}, total: { store: true }, note: { type: "text" } }),
      {
        fields: [
          { name: "customer", type: "keyword", sortAndAgg: true },
          { name: "total", type: "double", sortAndAgg: true, store: true },
          { name: "pieces", type: "long", sortAndAgg: true },
          { name: "note", type: "text", sortAndAgg: false }
        ]
      }
    )
    assert.throws(() => Table.searchIndexSchema(Orders, { odd: {} }), /give its field type/)
  })
})

describe("raw rows", () => {
  class Things extends Table.make("things", {
    primaryKey: { id: Schema.String },
    attributes: { count: Table.integer, text: Schema.optionalKey(Schema.String) }
  }) {}
  const primaryKey = [{ name: "id", value: "a" }]

  it.effect("are read as rows of their table, the newest version of each column", () =>
    Effect.gen(function* () {
      const row = yield* Table.decodeRow(Things, {
        primaryKey,
        columns: [
          { name: "count", value: 2n, timestamp: 2 },
          { name: "count", value: 1n, timestamp: 1 },
          { name: "stranger", value: true, timestamp: 1 },
          { name: "text", value: "some", timestamp: 1 }
        ]
      })
      assert.deepStrictEqual(row, { id: "a", count: 2, text: "some" })
    })
  )

  it.effect("that are not what the table declares fail, and name the column and the key", () =>
    Effect.gen(function* () {
      for (const [columns, wanted] of [
        [[{ name: "count", value: "two" }], /table things, row id "a", column count: .*"two"/],
        [[{ name: "count", value: 2 }], /column count/],
        [[{ name: "count", value: 2n ** 60n }], /column count: .*2\^53/],
        [[], /column count: the column is missing/]
      ] as const) {
        const error = yield* Effect.flip(Table.decodeRow(Things, { primaryKey, columns }))
        assert.strictEqual(error.reason._tag, "UndecodableResponse")
        assert.match(error.message, wanted)
      }
    })
  )

  it.effect("of a stream are read as typed changes", () =>
    Effect.gen(function* () {
      const decode = (action: "put" | "update" | "delete", ...columns: ReadonlyArray<CellChange>) =>
        Table.decodeChange(Things, { action, primaryKey, columns })
      const key = { id: "a" }
      assert.deepStrictEqual(yield* decode("put", { name: "count", value: 1n }), {
        action: "put",
        key,
        row: { id: "a", count: 1 }
      })
      assert.deepStrictEqual(
        yield* decode(
          "update",
          { name: "count", value: 2n, timestamp: 2 },
          { name: "count", value: 1n, timestamp: 1 },
          { name: "stranger", value: 1n },
          deleteAllVersions("text"),
          deleteVersion("count", 0)
        ),
        {
          action: "update",
          key,
          set: { count: 2 },
          deleted: ["text"],
          deletedVersions: [{ column: "count", timestamp: 0 }]
        }
      )
      assert.deepStrictEqual(yield* decode("delete"), { action: "delete", key })
      assert.match((yield* Effect.flip(decode("put"))).message, /row id "a", column count: the column is missing/)
      assert.match((yield* Effect.flip(decode("update", increment("count", 1n)))).message, /column count/)
      assert.match((yield* Effect.flip(decode("update", { name: "count", value: "1" }))).message, /column count/)
    })
  )
})
