import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { crc64 } from "../../src/emulator/crc64.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import type { Progress } from "../../src/schema/Body.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import {
  answerRange,
  checksum,
  content,
  etag,
  getBytes,
  object,
  oneTransport,
  whole,
  withOss
} from "../suites/downloads.ts"
import { type Connection, eventually, head, headerOf, rawServer } from "../suites/rawServer.ts"
import { socketOss } from "../suites/socketOss.ts"
import { transports } from "../suites/transports.ts"

for (const [name, transport] of transports) {
  describe(`downloads over ${name}`, () => {
    const program = <A, E>(url: string, use: (oss: OssService) => Effect.Effect<A, E>) =>
      Effect.flatMap(Oss, use).pipe(Effect.provide(socketOss(url, transport)))

    it.live("go on from the last byte when the connection breaks, as often as needed", () =>
      Effect.gen(function* () {
        const server = yield* rawServer((connection, index) => {
          const { socket } = connection
          if (index === 0) {
            socket.write(head(200, whole))
            socket.write(content.subarray(0, 100_000), () => setTimeout(() => socket.resetAndDestroy(), 30))
          } else if (index === 1) {
            socket.write(head(206, { "content-length": 200_000, "content-range": "bytes 100000-299999/300000", etag }))
            socket.write(content.subarray(100_000, 250_000), () => setTimeout(() => socket.end(), 30))
          } else answerRange(connection)
        })
        const found = yield* program(server.url, getBytes)
        assert.isTrue(Buffer.from(content).equals(found))
        assert.deepStrictEqual(
          server.connections.map((connection) => [headerOf(connection, "range"), headerOf(connection, "if-match")]),
          [
            [undefined, undefined],
            ["bytes=100000-299999", etag],
            ["bytes=250000-299999", etag]
          ]
        )
      })
    )

    it.live("that end early are not taken for whole", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ socket }) => {
          socket.end(Buffer.concat([Buffer.from(head(200, whole)), content.subarray(0, 1000)]))
        })
        const error = yield* program(server.url, (oss) =>
          Effect.flip(getBytes(oss).pipe(RetryPolicy.withPolicy(RetryPolicy.none)))
        )
        assert.isTrue(error._tag === "RequestError" && error.reason._tag === "Reset", String(error))
      })
    )

    it.live("close their connection when they are interrupted, or read no further", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ socket }) => {
          socket.write(head(200, { "content-length": 1_000_000_000, etag }))
          socket.write(content)
        })
        yield* program(server.url, (oss) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(getBytes(oss))
            yield* eventually("the request arrives", () => server.connections.length === 1)
            yield* Effect.sleep(50)
            yield* Fiber.interrupt(fiber)
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)

            const { stream } = yield* oss.getObject(object)
            yield* Stream.runDrain(Stream.take(stream, 1))
            yield* eventually("the connection is closed", () => server.connections[1]!.closed)
          })
        )
      })
    )

    it.live("that are interrupted before their head close their connection", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(() => undefined)
        yield* program(server.url, (oss) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(oss.getObject(object))
            yield* eventually("the request arrives", () => server.connections.length === 1)
            yield* Fiber.interrupt(fiber)
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)
          })
        )
      })
    )

    it.live("of objects stored compressed give what was stored, or what it means", () =>
      Effect.gen(function* () {
        const packed = gzipSync(content)
        const server = yield* rawServer(({ socket }) => {
          socket.write(
            head(200, {
              "content-length": packed.length,
              "content-encoding": "gzip",
              etag,
              "x-oss-hash-crc64ecma": String(crc64(packed))
            })
          )
          socket.write(packed)
        })
        const found = yield* program(server.url, getBytes)
        assert.isTrue(Buffer.from(name === "fetch" ? content : packed).equals(found))
      })
    )

    it.live("of objects stored compressed are not continued: what was unpacked cannot be counted", () =>
      Effect.gen(function* () {
        const packed = gzipSync(content)
        const server = yield* rawServer(({ socket }) => {
          socket.write(head(200, { "content-length": packed.length, "content-encoding": "gzip", etag }))
          socket.write(packed.subarray(0, packed.length - 100), () => setTimeout(() => socket.destroy(), 30))
        })
        const error = yield* program(server.url, (oss) => Effect.flip(getBytes(oss)))
        assert.strictEqual(error._tag, "RequestError")
        assert.lengthOf(server.connections, 1)
      })
    )
  })
}

describe("a download", () => {
  it.live("that goes on with another object is an error", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }, index) => {
        if (index === 0) {
          socket.end(Buffer.concat([Buffer.from(head(200, whole)), content.subarray(0, 1000)]))
          return
        }
        const document = "<Error><Code>PreconditionFailed</Code><Message>changed</Message></Error>"
        socket.write(head(412, { "content-type": "application/xml", "content-length": document.length }) + document)
      })
      const tag = yield* withOss(server.url, (oss) =>
        Effect.flatMap(oss.getObject(object), ({ bytes }) =>
          bytes.pipe(
            Effect.as("whole"),
            Effect.catchReason("ServerError", "PreconditionFailed", () => Effect.succeed("changed"))
          )
        )
      )
      assert.strictEqual(tag, "changed")
      assert.lengthOf(server.connections, 2)
    })
  )

  it.live("that goes on with another ETag or length is an error, and leaves no connection behind", () =>
    Effect.gen(function* () {
      for (const answer of [
        (connection: Connection) => answerRange(connection, { etag: '"OTHER"' }),
        // A server that knows no ranges begins anew.
        ({ socket }: Connection) => {
          socket.write(head(200, { ...whole, "content-length": 1_000_000_000 }))
          socket.write(content)
        }
      ]) {
        const server = yield* rawServer((connection, index) => {
          if (index > 0) return answer(connection)
          connection.socket.end(Buffer.concat([Buffer.from(head(200, whole)), content.subarray(0, 1000)]))
        })
        yield* withOss(server.url, (oss) =>
          Effect.gen(function* () {
            const error = yield* Effect.flip(getBytes(oss))
            assert.isTrue(error._tag === "ClientError" && error.reason._tag === "UndecodableResponse", String(error))
            assert.match(error.message, /another object/)
            assert.lengthOf(server.connections, 2)
            yield* eventually("the connection is closed", () => server.connections[1]!.closed)
          })
        )
      }
    })
  )

  it.live("whose head cannot be read leaves no connection behind", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, { "content-length": 1_000_000_000, "last-modified": "once upon a time" }))
        socket.write(content)
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const error = yield* Effect.flip(oss.getObject(object))
          assert.match(error.message, /lastModified/)
          yield* eventually("the connection is closed", () => server.connections[0]!.closed)
        })
      )
    })
  )

  it.live("that stalls goes on over another connection, and the stalled one is closed", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((connection, index) => {
        if (index > 0) return answerRange(connection)
        connection.socket.write(head(200, whole))
        connection.socket.write(content.subarray(0, 1000))
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const found = yield* getBytes(oss)
          assert.isTrue(Buffer.from(content).equals(found))
          assert.strictEqual(headerOf(server.connections[1]!, "range"), "bytes=1000-299999")
          yield* eventually("the connection is closed", () => server.connections[0]!.closed)
        })
      )
    })
  )

  it.live("gives up after as many breaks without a byte as the policy has attempts, and says so", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }, index) => {
        if (index === 0) socket.end(Buffer.concat([Buffer.from(head(200, whole)), content.subarray(0, 1000)]))
        else socket.end(head(206, { "content-length": 299_000, etag }))
      })
      const error = yield* withOss(server.url, (oss) => Effect.flip(getBytes(oss)), { maxAttempts: 3 })
      assert.strictEqual(error._tag, "RequestError")
      assert.lengthOf(server.connections, 3)
      if (error._tag !== "RequestError") return
      assert.strictEqual(error.attempts, 3)
      assert.strictEqual(error.operation, "getObject")
      assert.strictEqual(error.host, server.url.slice("http://".length))
    })
  )

  it.live("whose bytes differ from what the service stored is an error", () =>
    Effect.gen(function* () {
      const damaged = content.slice()
      damaged[77]! ^= 1
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, whole))
        socket.write(damaged)
      })
      const error = yield* withOss(server.url, (oss) => Effect.flip(getBytes(oss)))
      assert.strictEqual(error._tag, "ClientError")
      assert.deepStrictEqual(error.reason, {
        _tag: "ChecksumMismatch",
        algorithm: "crc64",
        direction: "download",
        expected: checksum,
        actual: String(crc64(damaged))
      })
      const trusting = yield* Effect.flatMap(Oss, getBytes).pipe(
        Effect.provide(socketOss(server.url, oneTransport, { checksums: false }))
      )
      assert.isTrue(Buffer.from(damaged).equals(trusting))
    })
  )

  it.live("put together of two answers is checked as a whole", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((connection, index) => {
        if (index > 0) return answerRange(connection)
        const damaged = content.slice(0, 1000)
        damaged[5]! ^= 1
        connection.socket.end(Buffer.concat([Buffer.from(head(200, whole)), damaged]))
      })
      const error = yield* withOss(server.url, (oss) => Effect.flip(getBytes(oss)))
      assert.isTrue(error._tag === "ClientError" && error.reason._tag === "ChecksumMismatch", String(error))
    })
  )

  it.live("of a part, or processed, is not compared with the checksum of the whole", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((connection) => {
        if (headerOf(connection, "range") !== undefined) return answerRange(connection)
        connection.socket.write(head(200, { "content-length": 3, etag, "x-oss-hash-crc64ecma": checksum }))
        connection.socket.write("abc")
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const part = yield* oss.getObject({ ...object, range: [10, 19] })
          assert.strictEqual(part.contentRange, "bytes 10-19/300000")
          assert.isTrue(Buffer.from(content.subarray(10, 20)).equals(yield* part.bytes))
          const processed = yield* oss.getObject({ ...object, process: "image/resize,w_1" })
          assert.strictEqual(yield* processed.text, "abc")
          const error = yield* Effect.flip(getBytes(oss))
          assert.isTrue(error._tag === "ClientError" && error.reason._tag === "ChecksumMismatch")
        })
      )
    })
  )

  it.live("of a part goes on inside the part", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((connection, index) => {
        if (index > 0) return answerRange(connection)
        const part = { "content-length": 100_000, "content-range": "bytes 200000-299999/300000", etag }
        connection.socket.end(Buffer.concat([Buffer.from(head(206, part)), content.subarray(200_000, 200_010)]))
      })
      const found = yield* withOss(server.url, (oss) =>
        Effect.flatMap(oss.getObject({ ...object, range: [undefined, 100_000], ifNoneMatch: "other" }), ({ stream }) =>
          Stream.runCollect(stream)
        )
      )
      assert.isTrue(Buffer.from(content.subarray(200_000)).equals(Buffer.concat(found)))
      assert.strictEqual(headerOf(server.connections[1]!, "range"), "bytes=200010-299999")
      assert.isUndefined(headerOf(server.connections[1]!, "if-none-match"))
    })
  )

  it.live("of a few bytes that breaks off starts over, as often as the policy allows", () =>
    Effect.gen(function* () {
      const small = content.subarray(0, 1000)
      const answer = head(200, { "content-length": small.length, etag, "x-oss-hash-crc64ecma": String(crc64(small)) })
      const server = yield* rawServer(({ socket }, index) => {
        if (index === 0) socket.end(Buffer.concat([Buffer.from(answer), small.subarray(0, 10)]))
        else socket.write(Buffer.concat([Buffer.from(answer), small]))
      })
      assert.isTrue(Buffer.from(small).equals(yield* withOss(server.url, getBytes)))
      assert.isUndefined(headerOf(server.connections[1]!, "range"))
      const refused = yield* rawServer(({ socket }) =>
        socket.end(Buffer.concat([Buffer.from(answer), small.subarray(0, 10)]))
      )
      const error = yield* Effect.flip(withOss(refused.url, getBytes, { maxAttempts: 1 }))
      assert.isTrue(error._tag === "RequestError" && error.reason._tag === "Reset")
      assert.strictEqual(refused.connections.length, 1)
    })
  )

  it.live("of unknown length is read to its end, and cannot be continued", () =>
    Effect.gen(function* () {
      const chunked = head(200, { "transfer-encoding": "chunked", etag })
      const server = yield* rawServer(({ socket }, index) => {
        if (index === 0) socket.write(`${chunked}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)
        else socket.end(`${chunked}3\r\nabc\r\n`)
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          assert.strictEqual(yield* (yield* oss.getObject(object)).text, "abcde")
          assert.strictEqual((yield* Effect.flip(getBytes(oss)))._tag, "RequestError")
          assert.lengthOf(server.connections, 2)
        })
      )
    })
  )

  it.live("can be read again: the object is asked for once more", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, whole))
        socket.write(content)
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const download = yield* oss.getObject(object)
          const [first, second] = [yield* download.bytes, yield* download.bytes]
          assert.isTrue(Buffer.from(content).equals(first))
          assert.isTrue(Buffer.from(content).equals(second))
          assert.lengthOf(server.connections, 2)
        })
      )
    })
  )

  it.live("tells its progress, of all of which the answer tells the length", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((connection, index) => {
        if (index > 0) return answerRange(connection)
        connection.socket.end(Buffer.concat([Buffer.from(head(200, whole)), content.subarray(0, 1000)]))
      })
      const told: Array<Progress> = []
      yield* withOss(server.url, (oss) =>
        Effect.flatMap(
          oss.getObject({ ...object, onProgress: (progress) => Effect.sync(() => told.push(progress)) }),
          ({ bytes }) => bytes
        )
      )
      assert.deepStrictEqual(told.at(-1), { transferred: 300_000, total: 300_000 })
      assert.isTrue(told.every(({ total }) => total === 300_000))
      const moved = told.map(({ transferred }) => transferred)
      assert.deepStrictEqual(
        moved,
        [...moved].sort((a, b) => a - b)
      )
    })
  )

  it.live("of nothing is empty", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, { "content-length": 0, etag, "x-oss-hash-crc64ecma": "0" }))
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          assert.lengthOf(yield* getBytes(oss), 0)
        })
      )
    })
  )
})
