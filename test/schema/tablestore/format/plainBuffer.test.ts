import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { PlainBufferError } from "../../../../src/schema/tablestore/format/formatErrors.ts"
import {
  decodePrimaryKey,
  decodePrimaryKeyBound,
  decodeRow,
  decodeRowChange,
  decodeRowChanges,
  decodeRows,
  decodeVariant,
  decodeVariantBound
} from "../../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import {
  encodePrimaryKey,
  encodeRow,
  encodeRows,
  encodeVariant
} from "../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import {
  autoIncrement,
  type CellChange,
  type ColumnValue,
  deleteAllVersions,
  deleteVersion,
  increment,
  infMax,
  infMin,
  type PrimaryKeyBound,
  put,
  type RowChange
} from "../../../../src/schema/tablestore/format/rowValue.ts"
import { attempt, WireValueError } from "../../../../src/schema/wire/wireErrors.ts"

/** Texts that have a UTF-8 form. */
const Text = Schema.String.check(
  Schema.isMaxLength(40),
  Schema.makeFilter((text: string) => text.isWellFormed())
)
const Integer = Schema.BigInt.check(Schema.isBetweenBigInt({ minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n }))
const Bytes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 255 }))).check(
  Schema.isMaxLength(40)
)
const Timestamp = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))

const Value = Schema.Union([
  Schema.Struct({ of: Schema.Literal("integer"), value: Integer }),
  Schema.Struct({ of: Schema.Literal("double"), value: Schema.Number }),
  Schema.Struct({ of: Schema.Literal("boolean"), value: Schema.Boolean }),
  Schema.Struct({ of: Schema.Literal("string"), value: Text }),
  Schema.Struct({ of: Schema.Literal("binary"), value: Bytes })
])

const KeyValue = Schema.Union([
  Schema.Struct({ of: Schema.Literal("integer"), value: Integer }),
  Schema.Struct({ of: Schema.Literal("string"), value: Text }),
  Schema.Struct({ of: Schema.Literal("binary"), value: Bytes }),
  Schema.Struct({ of: Schema.Literals(["infMin", "infMax", "autoIncrement"]) })
])

const Change = Schema.Union([
  Schema.Struct({ op: Schema.Literal("put"), value: Value, timestamp: Schema.optionalKey(Timestamp) }),
  Schema.Struct({ op: Schema.Literal("increment"), value: Integer }),
  Schema.Struct({ op: Schema.Literal("deleteVersion"), timestamp: Timestamp }),
  Schema.Struct({ op: Schema.Literal("deleteAllVersions") })
])

const RowSchema = Schema.Struct({
  primaryKey: Schema.Array(Schema.Struct({ name: Text, value: KeyValue })).check(Schema.isMaxLength(4)),
  columns: Schema.Array(Schema.Struct({ name: Text, change: Change })).check(Schema.isMaxLength(8)),
  deleteMarker: Schema.Boolean,
  sequence: Schema.optionalKey(
    Schema.Struct({
      epoch: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 - 1 })),
      timestamp: Integer,
      rowIndex: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 - 1 }))
    })
  )
})

const valueOf = (given: typeof Value.Type): ColumnValue =>
  given.of === "binary" ? Uint8Array.from(given.value) : given.value

const boundOf = (given: typeof KeyValue.Type): PrimaryKeyBound => {
  switch (given.of) {
    case "binary":
      return Uint8Array.from(given.value)
    case "infMin":
      return infMin
    case "infMax":
      return infMax
    case "autoIncrement":
      return autoIncrement
    default:
      return given.value
  }
}

const cellOf = (name: string, change: typeof Change.Type): CellChange => {
  switch (change.op) {
    case "put":
      return put(name, valueOf(change.value), change.timestamp)
    case "increment":
      return increment(name, change.value)
    case "deleteVersion":
      return deleteVersion(name, change.timestamp)
    case "deleteAllVersions":
      return deleteAllVersions(name)
  }
}

const changeOf = (given: typeof RowSchema.Type): RowChange => ({
  primaryKey: given.primaryKey.map(({ name, value }) => ({ name, value: boundOf(value) })),
  columns: given.columns.map(({ name, change }) => cellOf(name, change)),
  ...(given.deleteMarker ? { deleteMarker: true } : {}),
  ...(given.sequence === undefined ? {} : { sequence: given.sequence })
})

describe("PlainBuffer round trips", () => {
  it.effect.prop("keep any rows, and write the same bytes again", { rows: Schema.Array(RowSchema) }, ({ rows }) =>
    Effect.sync(() => {
      const changes = rows.map(changeOf)
      const bytes = encodeRows(changes)
      assert.deepStrictEqual(decodeRowChanges(bytes), changes)
      assert.deepStrictEqual(encodeRows(decodeRowChanges(bytes)), bytes)
    })
  )

  it.effect.prop("keep any value on its own", { value: Value }, ({ value }) =>
    Effect.sync(() => assert.deepStrictEqual(decodeVariant(encodeVariant(valueOf(value))), valueOf(value)))
  )

  it.effect.prop(
    "keep rows of an answer, whatever the buffer around them",
    { rows: Schema.Array(RowSchema) },
    ({ rows }) =>
      Effect.sync(() => {
        const answered = rows.map((row) => ({
          primaryKey: row.primaryKey.map(({ name, value }) => ({
            name,
            value: "value" in value ? boundOf(value) : "x"
          })) as RowChange["primaryKey"],
          columns: row.columns.map(({ name, change }) =>
            put(name, change.op === "put" ? valueOf(change.value) : "x", 1_700_000_000_000)
          )
        }))
        const bytes = encodeRows(answered)
        const inside = Buffer.concat([Buffer.of(1, 2, 3), bytes, Buffer.of(9)]).subarray(3, 3 + bytes.length)
        const read = decodeRows(inside)
        assert.deepStrictEqual<unknown>(read, answered)
        // A Buffer in does not make Buffers of the values.
        for (const { columns } of read) {
          for (const { value } of columns)
            if (value instanceof Uint8Array) assert.strictEqual(value.constructor, Uint8Array)
        }
      })
  )

  it("keep long names, long texts and large values", () => {
    const row = {
      primaryKey: [{ name: "n".repeat(255), value: "ä".repeat(512) }],
      columns: [
        put("big", new Uint8Array(2_097_152).fill(7), 1),
        put("text", "é".repeat(100_000), 2),
        put("ascii", "a".repeat(1_000_000), 3),
        put("bom", "\ufeffx", Number.MAX_SAFE_INTEGER),
        put("late", 1n, 2n ** 53n),
        put("later", 1n, 2n ** 53n + 1n),
        put("latest", 1n, 2n ** 63n - 1n)
      ]
    }
    assert.deepStrictEqual(decodeRow(encodeRow(row)), row)
  })

  it("have times that are numbers where a number holds them, however they were written", () => {
    const ofTime = (timestamp: number | bigint) => ({ primaryKey: [], columns: [put("c", 1n, timestamp)] })
    for (const time of [0, 1_700_000_000_000, Number.MAX_SAFE_INTEGER]) {
      assert.deepStrictEqual(encodeRow(ofTime(BigInt(time))), encodeRow(ofTime(time)))
      assert.deepStrictEqual(decodeRow(encodeRow(ofTime(BigInt(time)))), ofTime(time))
    }
  })

  it("copy values out of the buffer", () => {
    const bytes = encodeRow({ primaryKey: [{ name: "k", value: Uint8Array.of(1) }], columns: [] }).slice()
    const row = decodeRow(bytes)!
    bytes.fill(0)
    assert.deepStrictEqual(row.primaryKey[0]!.value, Uint8Array.of(1))
  })

  it("do not mix up results that are kept", () => {
    const kept = Array.from({ length: 2000 }, (_, index) => encodePrimaryKey([{ name: "k", value: BigInt(index) }]))
    kept.forEach((bytes, index) => {
      assert.deepStrictEqual(decodePrimaryKey(bytes), [{ name: "k", value: BigInt(index) }])
    })
  })

  it("go on after a row that could not be written", () => {
    const good = { primaryKey: [{ name: "k", value: "v" }], columns: [] }
    const before = encodeRow(good)
    assert.throws(() => encodeRow({ ...good, columns: [put("c", 2n ** 63n)] }), WireValueError)
    assert.deepStrictEqual(encodeRow(good), before)
  })
})

const row = (columns: RowChange["columns"], value: PrimaryKeyBound = "v"): RowChange => ({
  primaryKey: [{ name: "k", value }],
  columns
})

describe("values that have no form on the wire", () => {
  const refused: ReadonlyArray<readonly [string, () => Uint8Array, RegExp]> = [
    ["an integer above 64 bits", () => encodeRow(row([put("c", 2n ** 63n)])), /64-bit integer in column "c"/],
    ["an integer below 64 bits", () => encodeRow(row([put("c", -(2n ** 63n) - 1n)])), /64-bit/],
    ["a key above 64 bits", () => encodePrimaryKey([{ name: "k", value: 2n ** 64n }]), /64-bit integer in column "k"/],
    ["a number as a key", () => encodePrimaryKey([{ name: "k", value: 1 as never }]), /a key value \(bigint/],
    ["a boolean as a key", () => encodePrimaryKey([{ name: "k", value: true as never }]), /a key value/],
    ["half a character in a value", () => encodeRow(row([put("c", "\ud800")])), /well-formed text/],
    ["half a character in a name", () => encodeRow(row([put("\udc00", 1n)])), /well-formed text/],
    ["a timestamp with a fraction", () => encodeRow(row([put("c", 1n, 0.5)])), /whole milliseconds/],
    ["a negative timestamp", () => encodeRow(row([put("c", 1n, -1)])), /whole milliseconds/],
    ["a negative timestamp as bigint", () => encodeRow(row([put("c", 1n, -1n)])), /whole milliseconds/],
    ["a timestamp of more than 63 bits", () => encodeRow(row([put("c", 1n, 2n ** 63n)])), /whole milliseconds/],
    ["a timestamp above 2^53 as number", () => encodeRow(row([put("c", 1n, 2 ** 53)])), /whole milliseconds/],
    ["a bound as a column", () => encodeRow(row([put("c", infMin as never)])), /a bigint, number, boolean, string/],
    ["null as a column", () => encodeRow(row([put("c", null as never)])), /found null/],
    ["a double to add", () => encodeRow(row([{ name: "c", op: "increment", value: 1 as never }])), /a bigint to add/],
    [
      "no version to delete",
      () => encodeRow(row([{ name: "c", op: "deleteVersion" } as never])),
      /timestamp of the version/
    ],
    [
      "an epoch above 32 bits",
      () => encodeRow({ ...row([]), sequence: { epoch: 2 ** 31, timestamp: 0n, rowIndex: 0 } }),
      /32-bit/
    ]
  ]

  it.each(refused)("%s", (_, encode, message) => {
    const result = attempt(encode)
    assert.isTrue(Result.isFailure(result))
    if (Result.isFailure(result)) {
      assert.instanceOf(result.failure, WireValueError)
      assert.match(result.failure.message, message)
    }
  })
})

const failure = (decode: () => unknown): PlainBufferError => {
  const result = attempt(decode)
  if (Result.isSuccess(result)) throw new Error("it was decoded")
  assert.instanceOf(result.failure, PlainBufferError)
  return result.failure as PlainBufferError
}

describe("PlainBuffer failures", () => {
  const whole = encodeRow(row([put("c", "hello", 1)]))

  it("tell the offset, what was expected and what was found", () => {
    const broken = whole.slice()
    broken[4] = 0x55
    const { offset, expected, found, message } = failure(() => decodeRows(broken))
    assert.deepStrictEqual(
      { offset, expected, found },
      { offset: 4, expected: "the checksum of the row (0x09)", found: "0x55" }
    )
    assert.strictEqual(message, "PlainBuffer, offset 4: expected the checksum of the row (0x09), found 0x55")
  })

  it("end every truncation", () => {
    for (let length = 1; length < whole.length; length++) {
      if (length === 4) continue
      const { offset } = failure(() => decodeRows(whole.subarray(0, length)))
      assert.isAtMost(offset, length)
    }
    // A lone header is an empty list.
    assert.deepStrictEqual(decodeRows(whole.subarray(0, 4)), [])
  })

  it("end lengths that reach beyond the buffer, or below zero", () => {
    const nameLength = 4 + 3
    for (const length of [-1, -(2 ** 31), 2 ** 31 - 1, whole.length]) {
      const broken = whole.slice()
      new DataView(broken.buffer).setInt32(nameLength, length, true)
      assert.strictEqual(failure(() => decodeRows(broken)).offset, nameLength)
    }
  })

  it("end what has no place in an answer, and is fine in a request", () => {
    const requests: ReadonlyArray<RowChange> = [
      row([increment("c", 1n)]),
      row([deleteAllVersions("c")]),
      { ...row([]), deleteMarker: true },
      row([], infMin),
      row([], infMax),
      row([], autoIncrement)
    ]
    for (const request of requests) {
      const bytes = encodeRow(request)
      failure(() => decodeRows(bytes))
      assert.deepStrictEqual(decodeRowChange(bytes), request)
    }
  })

  it("end bytes after the last row that are not zeros", () => {
    assert.strictEqual(decodeRows(Uint8Array.of(...whole, 0, 0)).length, 1)
    assert.strictEqual(failure(() => decodeRows(Uint8Array.of(...whole, 0, 1))).offset, whole.length + 1)
    failure(() => decodeRows(Uint8Array.of(...whole, 7)))
  })

  it("end two rows where one is wanted, and attributes where a key is wanted", () => {
    const two = encodeRows([row([]), row([])])
    failure(() => decodeRow(two))
    failure(() => decodeRowChange(two))
    failure(() => decodeRowChange(new Uint8Array(0)))
    failure(() => decodePrimaryKey(whole))
    failure(() => decodePrimaryKeyBound(whole))
    failure(() => decodePrimaryKey(encodeRows([])))
  })

  it("end texts that are no UTF-8 and booleans that are neither", () => {
    failure(() => decodeVariant(Uint8Array.of(3, 1, 0, 0, 0, 0xff)))
    assert.strictEqual(failure(() => decodeVariant(Uint8Array.of(2, 2))).offset, 1)
  })

  it("end variants that are empty, unknown, or followed by more", () => {
    for (const bytes of [[], [9], [6], [0, 1], [2, 1, 0], [3, 2, 0, 0, 0, 65], [7, 255, 255, 255, 255], [200]]) {
      failure(() => decodeVariant(Uint8Array.from(bytes)))
    }
  })

  it("do not end bounds of partitions", () => {
    for (const value of [5n, "x", Uint8Array.of(1), infMin, infMax] as const) {
      assert.deepStrictEqual(decodeVariantBound(encodeVariant(value)), value)
    }
    failure(() => decodeVariantBound(Uint8Array.of(0x0b)))
    failure(() => decodeVariantBound(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0)))
  })

  it("skip unknown items of an extension, and end items that reach beyond it", () => {
    const plain = encodeRow(row([]))
    const withExtension = (extension: ReadonlyArray<number>): Uint8Array =>
      Uint8Array.of(...plain.subarray(0, -2), 0x0b, extension.length, 0, 0, 0, ...extension, ...plain.subarray(-2))
    assert.deepStrictEqual(decodeRowChange(withExtension([0x42, 2, 0, 0, 0, 1, 2])), row([]))
    assert.deepStrictEqual(decodeRows(withExtension([0x42, 0, 0, 0, 0])), [row([])] as never)
    failure(() => decodeRowChange(withExtension([0x42, 3, 0, 0, 0, 1, 2])))
    failure(() => decodeRowChange(withExtension([0x42, 1, 0, 0])))
    failure(() => decodeRowChange(withExtension([0x0c, 1, 0, 0, 0, 0])))
  })
})
