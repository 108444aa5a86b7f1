import { PassThrough, Readable } from "node:stream"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"
import * as Stream from "effect/Stream"
import * as Body from "../../src/schema/Body.ts"

const encode = SchemaParser.encodeUnknownResult(Body.ByteRange)
const decode = Schema.decodeUnknownSync(Body.ByteRange)

describe("a byte range", () => {
  it("is written as HTTP has it", () => {
    for (const [range, header] of [
      [[0, 99], "bytes=0-99"],
      [[undefined, 99], "bytes=-99"],
      [[100, undefined], "bytes=100-"],
      [[0, 0], "bytes=0-0"],
      [[0, undefined], "bytes=0-"]
    ] as const) {
      const encoded = encode(range)
      assert.strictEqual(encoded._tag === "Success" ? encoded.success : undefined, header)
      assert.deepStrictEqual(decode(header), range)
    }
  })

  it("that means nothing is refused", () => {
    for (const range of [
      [undefined, undefined],
      [5, 4],
      [-1, 4],
      [0, -1],
      [0.5, 4],
      [Number.NaN, 4],
      [0, Number.POSITIVE_INFINITY],
      ["0", "4"],
      [0],
      [0, 1, 2]
    ]) {
      assert.strictEqual(encode(range)._tag, "Failure", JSON.stringify(range))
    }
    for (const header of ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "lines=0-1", "bytes=0-1,3-4"]) {
      assert.throws(() => decode(header), undefined, undefined, header)
    }
  })

  const Offset = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))

  it.prop("comes back as it was", { a: Offset, b: Offset }, ({ a, b }) => {
    for (const range of [[Math.min(a, b), Math.max(a, b)] as const, [a, undefined] as const, [undefined, b] as const]) {
      const encoded = encode(range)
      assert.strictEqual(encoded._tag, "Success")
      if (encoded._tag === "Success") assert.deepStrictEqual(decode(encoded.success), range)
    }
  })
})

describe("a body", () => {
  it("is text, bytes, a Blob, a stream or a file, and nothing else", () => {
    for (const body of [
      "",
      new Uint8Array(0),
      Buffer.from("x"),
      new ArrayBuffer(1),
      new DataView(new ArrayBuffer(1)),
      new Float64Array(1),
      new Blob(["x"]),
      new File(["x"], "x.txt"),
      new ReadableStream(),
      Readable.from([]),
      new PassThrough(),
      Stream.empty,
      Body.stream(new ReadableStream()),
      Body.stream(Readable.from([]), { contentLength: 0 }),
      Body.stream(Stream.empty),
      Body.stream(Stream.empty, { contentLength: 5 }),
      Body.file("/tmp/x"),
      Body.file("/tmp/x", { offset: 1, length: 2 })
    ]) {
      assert.isTrue(Body.isBodyInput(body))
    }
    const halves = [
      { _tag: "FileBody" },
      { _tag: "FileBody", path: 5 },
      { _tag: "FileBody", path: "/tmp/x", offset: "5" },
      { _tag: "StreamBody", stream: "text", replayable: true },
      { _tag: "StreamBody", stream: Stream.empty },
      { _tag: "StreamBody", stream: Stream.empty, replayable: true, contentLength: "5" }
    ]
    for (const other of [
      undefined,
      null,
      5,
      {},
      [1, 2],
      { _tag: "Other" },
      Effect.void,
      Promise.resolve("x"),
      new WritableStream(),
      new Response("x"),
      new Date(),
      { [Symbol.toStringTag]: "Blob" },
      { [Symbol.toStringTag]: "ReadableStream" },
      ...halves
    ]) {
      assert.isFalse(Body.isBodyInput(other))
    }
  })

  it("of a stream can be read once unless told otherwise", () => {
    assert.isFalse(Body.stream(Stream.empty).replayable)
    assert.isTrue(Body.stream(Stream.empty, { replayable: true }).replayable)
    assert.notProperty(Body.stream(Stream.empty), "contentLength")
    assert.strictEqual(Body.stream(Stream.empty, { contentLength: 5 }).contentLength, 5)
  })

  it("of a file may be a part of it", () => {
    assert.deepStrictEqual(Body.file("/tmp/x"), { _tag: "FileBody", path: "/tmp/x" })
    assert.deepStrictEqual(Body.file("/tmp/x", { offset: 5, length: 6 }), {
      _tag: "FileBody",
      path: "/tmp/x",
      offset: 5,
      length: 6
    })
  })
})
