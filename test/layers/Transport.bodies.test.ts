/** Everything that can be sent as a body, over every transport. */
import { createReadStream, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { crc64 } from "../../src/emulator/crc64.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import type { StorageError } from "../../src/schema/Errors.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { OssTest } from "../../src/testing.ts"
import { eventually, head, headerOf, rawServer } from "../suites/rawServer.ts"
import { answer, networkFailsLate, nodeError } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"
import { socketOss } from "../suites/socketOss.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"
import { transports } from "../suites/transports.ts"

const object = { bucket: "photos", key: "cat" }
const bytes = new Uint8Array(300_000).map((_, index) => (index * 7 + (index >> 8)) & 0xff)
const buffer = bytes.buffer as ArrayBuffer

const pieces = function* () {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.slice(at, at + 10_000)
}

const webStream = (chunks: Iterable<unknown>) =>
  Readable.toWeb(Readable.from(chunks)) as unknown as ReadableStream<Uint8Array>

/** Each body of the same bytes, made anew, with what is known of its length. */
const bodies: Readonly<Record<string, readonly [make: () => Body.BodyInput, length: number | undefined]>> = {
  Uint8Array: [() => bytes, bytes.length],
  Buffer: [() => Buffer.from(bytes), bytes.length],
  ArrayBuffer: [() => buffer, bytes.length],
  DataView: [() => new DataView(buffer), bytes.length],
  Uint32Array: [() => new Uint32Array(buffer), bytes.length],
  Blob: [() => new Blob([bytes]), bytes.length],
  File: [() => new File([bytes], "cat.png"), bytes.length],
  ReadableStream: [() => webStream(pieces()), undefined],
  "ReadableStream of known length": [
    () => Body.stream(webStream(pieces()), { contentLength: bytes.length }),
    bytes.length
  ],
  Readable: [() => Readable.from(pieces()), undefined],
  "Readable of known length": [
    () => Body.stream(Readable.from(pieces()), { contentLength: bytes.length }),
    bytes.length
  ],
  Stream: [() => Stream.fromIterable(pieces()), undefined]
}

const once = <A>(
  url: string,
  transport: Layer.Layer<HttpClient.HttpClient>,
  use: (oss: OssService) => Effect.Effect<A, StorageError>
) => Effect.flatMap(Oss, use).pipe(Effect.provide(socketOss(url, transport, undefined, RetryPolicy.layerNone)))

/** Gives megabytes for ever, and counts them. */
class Endless extends Readable {
  given = 0
  override _read(): void {
    this.given += 64 * 1024
    this.push(new Uint8Array(64 * 1024))
  }
}

for (const [name, transport] of transports) {
  describe(`over ${name}`, () => {
    it.live("every kind of body arrives whole", () =>
      Effect.gen(function* () {
        for (const [kind, [make, length]] of Object.entries(bodies)) {
          const server = yield* rawServer((connection) => {
            const sent = Effect.andThen(
              eventually("the body has come", () => connection.received >= bytes.length),
              Effect.sync(() => connection.socket.write(head(200, { "content-length": 0, etag: '"E"' })))
            )
            Effect.runFork(sent)
          })
          yield* once(server.url, transport, (oss) => oss.putObject({ ...object, body: make() }))
          const announced = headerOf(server.connections[0]!, "content-length")
          // fetch sends no stream with a length.
          if (length !== undefined && name !== "fetch") assert.strictEqual(announced, String(length), kind)
        }
      })
    )

    it.live("a Readable of Node is read no faster than it is sent, and destroyed when the call is interrupted", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ socket }) => socket.pause())
        const source = new Endless()
        yield* once(server.url, transport, (oss) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(oss.putObject({ ...object, body: source }))
            yield* eventually("it is begun", () => source.given > 0 && server.connections.length > 0)
            yield* Effect.sleep(100)
            // What sockets hold between two ends of one machine, and not what the source could give.
            assert.isBelow(source.given, 32 * 1024 * 1024)
            yield* Fiber.interrupt(fiber)
            yield* eventually("it is destroyed", () => source.destroyed)
          })
        )
      })
    )

    it.live("a Readable of Node that gives nothing is destroyed when the call is interrupted", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(() => undefined)
        const source = new Readable({ read: () => undefined })
        yield* once(server.url, transport, (oss) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(oss.putObject({ ...object, body: source }))
            yield* Effect.sleep(50)
            yield* Fiber.interrupt(fiber)
            yield* eventually("it is destroyed", () => source.destroyed)
          })
        )
      })
    )
  })
}

describe("bodies", () => {
  it.effect(
    "of every kind are stored with their checksum, and announced by their MD5 where they can be read twice",
    () =>
      Effect.gen(function* () {
        const oss = yield* Oss
        yield* oss.putBucket({ bucket: object.bucket })
        for (const [kind, [make]] of Object.entries(bodies)) {
          const { crc64: stored } = yield* oss.putObject({ ...object, body: make() })
          assert.strictEqual(stored, crc64(bytes), kind)
          assert.isTrue(
            Buffer.from(bytes).equals(yield* Effect.flatMap(oss.getObject(object), (got) => got.bytes)),
            kind
          )
        }
      }).pipe(Effect.provide(OssTest.layer))
  )

  it.effect("of a Blob are stored as its type, where no other is given", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      yield* oss.putBucket({ bucket: object.bucket })
      const blob = new Blob(["x"], { type: "image/webp" })
      const typeOf = (input: { readonly body: Blob; readonly contentType?: string }) =>
        Effect.andThen(
          oss.putObject({ ...object, ...input }),
          Effect.map(oss.headObject(object), ({ contentType }) => contentType)
        )
      assert.strictEqual(yield* typeOf({ body: blob }), "image/webp")
      assert.strictEqual(yield* typeOf({ body: blob, contentType: "text/plain" }), "text/plain")
      assert.strictEqual(yield* typeOf({ body: new File(["x"], "cat.png") }), "image/png")
    }).pipe(Effect.provide(OssTest.layer))
  )

  const tried = (body: Body.BodyInput) => {
    const steps = [networkFailsLate(nodeError("ECONNRESET", "read")), answer(200, { etag: '"E"' })]
    const { seen, layer } = scriptedOss({ steps })
    const put = Effect.flatMap(Oss, (oss) => oss.putObject({ ...object, body }))
    return Effect.map(during(Effect.result(Effect.provide(put, layer)), "1 minute"), (result) => ({ result, seen }))
  }

  it.effect("of Blobs are sent again from their start, those of streams of the platform are not", () =>
    Effect.gen(function* () {
      for (const kind of ["ArrayBuffer", "DataView", "Blob", "File"]) {
        const { result, seen } = yield* tried(bodies[kind]![0]())
        assert.strictEqual(result._tag, "Success", kind)
        assert.isTrue(Buffer.from(bytes).equals(seen[1]!.body!), kind)
      }
      for (const kind of ["ReadableStream", "Readable"]) {
        const { result, seen } = yield* tried(bodies[kind]![0]())
        assert.strictEqual(result._tag, "Failure", kind)
        assert.lengthOf(seen, 1)
      }
    })
  )

  const put = (body: Body.BodyInput, more: object = {}) => {
    const { seen, layer } = scriptedOss({ steps: [answer(200, { etag: '"E"' })] })
    const call = Effect.flatMap(Oss, (oss) => oss.putObject({ ...object, ...more, body }))
    return Effect.map(Effect.result(Effect.provide(call, layer)), (result) => ({ result, seen }))
  }

  const problemOf = (body: Body.BodyInput) =>
    Effect.map(put(body), ({ result }) => (result._tag === "Failure" ? result.failure.message : "none"))

  it.effect("that fail, break off or give something else than bytes are the caller's error", () =>
    Effect.gen(function* () {
      const failing = new ReadableStream({ pull: (controller) => controller.error(new Error("disk on fire")) })
      assert.match(yield* problemOf(failing), /the stream given as body failed: disk on fire/)
      const destroyed = new Readable({ read: () => undefined })
      destroyed.destroy(new Error("disk on fire"))
      assert.match(yield* problemOf(destroyed), /the stream given as body failed: disk on fire/)
      const closed = new Readable({ read: () => undefined })
      closed.destroy()
      assert.match(yield* problemOf(closed), /destroyed before its end/)
      assert.match(yield* problemOf(Readable.from([5])), /it gives number, not bytes/)
      assert.match(yield* problemOf(webStream([{}])), /it gives object, not bytes/)
      assert.match(yield* problemOf(Stream.make("text") as never), /it gives string, not bytes/)
      const used = Readable.from([new Uint8Array(3)])
      yield* Effect.promise(() => used.toArray())
      assert.match(yield* problemOf(used), /body: was read to its end already/)
      const locked = new ReadableStream<Uint8Array>()
      locked.getReader()
      assert.match(yield* problemOf(locked), /body: is locked/)
      const twice = Body.stream(Readable.from([]), { replayable: true })
      assert.match(yield* problemOf(twice), /body\.replayable: must be false/)
      const short = Body.stream(Readable.from([new Uint8Array(3)]), { contentLength: 4 })
      assert.match(yield* problemOf(short), /has 3 bytes, 4 were announced/)
    })
  )

  it.effect("of platform streams that give text are its UTF-8", () =>
    Effect.gen(function* () {
      const { seen } = yield* put(Readable.from(["grüße ", "你好"]))
      assert.strictEqual(Buffer.from(seen[0]!.body!).toString(), "grüße 你好")
      const empty = yield* put(Readable.from([]))
      assert.strictEqual(empty.seen[0]!.body?.length ?? 0, 0)
    })
  )

  it.effect("are let go when the call fails before it reads them", () =>
    Effect.gen(function* () {
      let cancelled = false
      const web = new ReadableStream<Uint8Array>({
        cancel: () => {
          cancelled = true
        }
      })
      const { layer } = scriptedOss({
        steps: [
          () => Effect.die(new TypeError("x is not a function")),
          () => Effect.die(new TypeError("x is not a function"))
        ]
      })
      const source = new Endless()
      yield* Effect.flatMap(Oss, (oss) =>
        Effect.gen(function* () {
          yield* Effect.flip(oss.putObject({ ...object, body: source }))
          yield* Effect.flip(oss.putObject({ ...object, body: web }))
        })
      ).pipe(Effect.provide(layer))
      assert.isTrue(source.destroyed)
      assert.isTrue(cancelled)
      assert.strictEqual(source.given, 0)
    })
  )

  it.live("of a file that is not there end the call, and not the process", () =>
    Effect.gen(function* () {
      const source = createReadStream(join(yield* temporaryDirectory, "missing"))
      const message = yield* problemOf(source)
      assert.match(message, /ENOENT/)
    })
  )

  it.live("of a file that is read as a stream are the file, and the file is closed", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryDirectory, "file")
      writeFileSync(path, bytes)
      const source = createReadStream(path)
      const { seen } = yield* put(source)
      assert.isTrue(Buffer.from(bytes).equals(seen[0]!.body!))
      yield* eventually("the file is closed", () => source.closed)
    })
  )
})
