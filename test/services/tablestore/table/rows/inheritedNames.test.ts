/** Columns whose names every object has already. */
import { assert, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Row, Table, Tablestore } from "../../../../../src/index.ts"
import { emulated } from "../../emulated.ts"

class Odd extends Table.make("odd", {
  primaryKey: { toString: Schema.String, constructor: Schema.BigInt },
  attributes: {
    ["__proto__"]: Schema.String,
    valueOf: Table.integer,
    hasOwnProperty: Schema.optionalKey(Schema.Boolean),
    plain: Schema.optionalKey(Schema.String)
  }
}) {}

const proto = "__proto__"

// To the compiler every object has them, of another type, where they are optional.
const row = (number: bigint, more: object = {}): any => ({
  toString: "a",
  constructor: number,
  [proto]: `proto ${number}`,
  valueOf: 7,
  ...more
})
const keyOf = (number: bigint) => ({ toString: "a", constructor: number })

layer(emulated)("columns with names that every object has", (it) => {
  it.effect("are written, changed, read and filtered by like others", () =>
    Effect.gen(function* () {
      const odd = (yield* Tablestore).table(Odd)
      yield* odd.create()
      assert.deepStrictEqual(yield* odd.put(row(1n)), keyOf(1n))
      yield* odd.put(row(2n, { hasOwnProperty: true, plain: "p" }))
      assert.deepStrictEqual(yield* odd.get(keyOf(1n)), Option.some(row(1n)))
      assert.deepStrictEqual(
        yield* Effect.forEach([keyOf(1n), keyOf(2n), keyOf(3n)], odd.get, { concurrency: "unbounded" }),
        [Option.some(row(1n)), Option.some(row(2n, { hasOwnProperty: true, plain: "p" })), Option.none()]
      )
      const changed = yield* odd.update(
        keyOf(1n),
        { set: { [proto]: "new" } as object, increment: { valueOf: 1 } },
        { returnColumns: ["__proto__", "valueOf"], condition: (o) => o[proto].equal("proto 1") }
      )
      assert.deepStrictEqual(changed, { ["__proto__"]: "new", valueOf: 8 })
      assert.deepStrictEqual(
        yield* odd.get(keyOf(2n), { columns: ["__proto__"] }),
        Option.some({ ...keyOf(2n), ["__proto__"]: "proto 2" })
      )
      yield* odd.update(keyOf(2n), { delete: ["hasOwnProperty"] })
      const found = yield* Stream.runCollect(
        odd.range({ toString: "a", constructor: Table.between({ gte: 1n }) }, { filter: (o) => o.valueOf.lessThan(8) })
      )
      assert.deepStrictEqual(found, [row(2n, { plain: "p" })])
      assert.lengthOf(yield* Stream.runCollect(odd.range({ toString: "a" } as any)), 2)
      assert.lengthOf(yield* Stream.runCollect(odd.range({ toString: Table.between({ gte: "a" }) } as any)), 2)
      const versions = Option.getOrThrow(yield* odd.versions(keyOf(2n), { columns: ["__proto__"] }))
      assert.deepStrictEqual(
        versions[proto].map(({ value }) => value),
        ["proto 2"]
      )
    })
  )

  it.effect("are missed where they are missing, and not taken from the object they are not in", () =>
    Effect.gen(function* () {
      const odd = (yield* Tablestore).table(Odd)
      const error = yield* Effect.flip(odd.put({} as never))
      assert.deepStrictEqual(
        (error as any).reason.issues.map(({ path, message }: any) => [...path, message]),
        [
          ["row", "toString", "is missing"],
          ["row", "constructor", "is missing"],
          ["row", "__proto__", "is missing"],
          ["row", "valueOf", "is missing"]
        ]
      )
      const wrong = yield* Effect.flip(odd.put(row(1n, { valueOf: "seven", other: 1 }) as never))
      assert.match(wrong.message, /row\.other: 1 is not a column of the table; row\.valueOf: "seven" must be number/)
      const lacking = yield* Effect.flip(
        Table.decodeRow(Odd, { primaryKey: Row.key({ toString: "a", constructor: 1n }), columns: [] })
      )
      assert.match(
        lacking.message,
        /table odd, row toString "a", constructor 1, column __proto__: the column is missing/
      )
    })
  )

  it.effect("are told as changes", () =>
    Effect.gen(function* () {
      const change = yield* Table.decodeChange(Odd, {
        action: "update",
        primaryKey: Row.key({ toString: "a", constructor: 1n }),
        columns: Row.columns({ ["__proto__"]: "new" }),
        sequence: undefined as never
      } as never)
      assert.deepStrictEqual((change as any).set, { ["__proto__"]: "new" })
    })
  )

  it.effect("are in records of raw rows", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const record = { ["__proto__"]: "proto", constructor: 1n, toString: true }
      const key = { hasOwnProperty: "a", ["__defineGetter__"]: 2n }
      yield* tablestore.createTable({
        tableName: "raw",
        primaryKey: [
          { name: "hasOwnProperty", type: "string" },
          { name: "__defineGetter__", type: "integer" }
        ]
      })
      yield* tablestore.putRow({ tableName: "raw", primaryKey: Row.key(key), columns: Row.columns(record) })
      const { row: stored } = yield* tablestore.getRow({ tableName: "raw", primaryKey: Row.key(key) })
      const found = Row.toRecord(stored!)
      assert.sameMembers(Object.keys(found), [...Object.keys(key), ...Object.keys(record)])
      assert.deepStrictEqual(Object.entries(found).sort(), Object.entries({ ...key, ...record }).sort())
    })
  )
})
