import { createServer } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import type { StorageError } from "../../src/schema/Errors.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { type Connection, eventually, head, headerOf, rawServer } from "../suites/rawServer.ts"
import { socketOss } from "../suites/socketOss.ts"
import { transports } from "../suites/transports.ts"

const object = { bucket: "photos", key: "cat.png" }

const once = <A>(
  url: string,
  transport: Layer.Layer<HttpClient.HttpClient>,
  use: (oss: OssService) => Effect.Effect<A, StorageError>
) => Effect.flatMap(Oss, use).pipe(Effect.provide(socketOss(url, transport, undefined, RetryPolicy.layerNone)))

const reasonOf = (error: StorageError) => (error._tag === "RequestError" ? error.reason._tag : error.message)

/** A port that nothing listens at. */
const freePort = Effect.callback<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    server.close(() => resume(Effect.succeed(port)))
  })
})

const storedHead = head(200, { "content-length": 0, etag: '"E"' })

/** Answers when this much of the body has come. */
const answerAfter = (connection: Connection, bytes: number, text: string) => {
  const timer = setInterval(() => {
    if (connection.received < bytes && !connection.closed) return
    clearInterval(timer)
    connection.socket.write(text)
  }, 5)
}

for (const [name, transport] of transports) {
  describe(`over ${name}`, () => {
    const failure = (url: string, call: (oss: OssService) => Effect.Effect<unknown, StorageError>) =>
      Effect.map(Effect.flip(once(url, transport, call)), reasonOf)
    const remove = (oss: OssService) => oss.deleteObject(object)

    it.live("a port that nothing listens at refuses", () =>
      Effect.gen(function* () {
        const port = yield* freePort
        const error = yield* Effect.flip(once(`http://127.0.0.1:${port}`, transport, remove))
        assert.strictEqual(reasonOf(error), "Refused")
        assert.include(error.message, `127.0.0.1:${port}`)
      })
    )

    it.live("a host that does not exist has no address", () =>
      Effect.gen(function* () {
        const reason = yield* failure("http://host.invalid", (oss) => oss.listBuckets({}))
        assert.strictEqual(reason, "Dns")
      })
    )

    it.live("a server that speaks no TLS fails the handshake", () =>
      Effect.gen(function* () {
        const plain = createServer((socket) => {
          socket.on("error", () => undefined)
          socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")
        })
        yield* Effect.acquireRelease(
          Effect.callback<void>((resume) => {
            plain.listen(0, "127.0.0.1", () => resume(Effect.void))
          }),
          () => Effect.sync(() => plain.close())
        )
        const address = plain.address() as { readonly port: number }
        assert.include(["Tls", "Reset"], yield* failure(`https://127.0.0.1:${address.port}`, remove))
      })
    )

    it.live("a connection that is closed instead of answered is broken", () =>
      Effect.gen(function* () {
        const ended = yield* rawServer(({ socket }) => socket.end())
        assert.strictEqual(yield* failure(ended.url, remove), "Reset")
        const reset = yield* rawServer(({ socket }) => socket.resetAndDestroy())
        assert.strictEqual(yield* failure(reset.url, remove), "Reset")
      })
    )

    it.live("bytes that are not HTTP are a failure of the transport", () =>
      Effect.gen(function* () {
        for (const garbage of [
          "\u0000\u0001\u0002 what is this\r\n\r\n",
          "SSH-2.0-OpenSSH_9.9\r\n",
          "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n",
          "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n"
        ]) {
          const server = yield* rawServer(({ socket }) => socket.end(garbage))
          assert.include(["Transport", "Reset"], yield* failure(server.url, remove), JSON.stringify(garbage))
        }
      })
    )

    it.live("a document that ends before its announced length is a broken connection", () =>
      Effect.gen(function* () {
        const document = "<ListBucketResult><Name>photos</Name></ListBucketResult>"
        for (const length of [document.length + 1, document.length + 100_000]) {
          const server = yield* rawServer(({ socket }) =>
            socket.end(head(200, { "content-length": length }) + document)
          )
          assert.strictEqual(yield* failure(server.url, (oss) => oss.listObjectsV2({ bucket: "photos" })), "Reset")
        }
      })
    )

    it.live("a document that goes on after its announced length is not read on", () =>
      Effect.gen(function* () {
        const document = "<ListBucketResult><Name>photos</Name></ListBucketResult>"
        const server = yield* rawServer(({ socket }) => {
          socket.write(
            `${head(200, { "content-length": document.length })}${document}HTTP/1.1 200 OK\r\nx-oss-smuggled: 1\r\n\r\n`
          )
        })
        const both = yield* once(server.url, transport, (oss) =>
          Effect.all([oss.listObjectsV2({ bucket: "photos" }), Effect.result(oss.listObjectsV2({ bucket: "photos" }))])
        )
        assert.strictEqual(both[0].name, "photos")
        // What came unasked must not become the answer of the next request.
        assert.isTrue(both[1]._tag === "Failure" || both[1].success.name === "photos")
      })
    )

    it.live("an upload sends its headers as they were signed, and its length where it is known", () =>
      Effect.gen(function* () {
        const server = yield* rawServer((connection, index) =>
          answerAfter(connection, index === 0 ? 5 : 100, storedHead)
        )
        yield* once(server.url, transport, (oss) =>
          Effect.gen(function* () {
            yield* oss.putObject({ ...object, body: "bytes" })
            const stream = Stream.make(new Uint8Array(60), new Uint8Array(40)).pipe(Stream.rechunk(1))
            yield* oss.putObject({ ...object, body: Body.stream(stream, { contentLength: 100 }) })
            yield* oss.putObject({ ...object, body: stream })
          })
        )
        const [bytes, known, unknown] = server.connections
        for (const connection of server.connections) {
          assert.strictEqual(headerOf(connection, "content-type"), "image/png")
          assert.match(headerOf(connection, "authorization")!, /^OSS4-HMAC-SHA256 Credential=test\//)
          assert.match(headerOf(connection, "user-agent")!, /^effect-cloud-storage\//)
        }
        assert.strictEqual(headerOf(bytes!, "content-length"), "5")
        // Browsers' fetch sends no stream with a length.
        if (name !== "fetch") assert.strictEqual(headerOf(known!, "content-length"), "100")
        assert.strictEqual(headerOf(unknown!, "transfer-encoding"), "chunked")
      })
    )

    it.live("an upload whose stream is shorter or longer than announced fails at once", () =>
      Effect.gen(function* () {
        const server = yield* rawServer((connection) => answerAfter(connection, 1_000_000, storedHead))
        const put = (contentLength: number) =>
          once(server.url, transport, (oss) =>
            oss.putObject({ ...object, body: Body.stream(Stream.make(new Uint8Array(100)), { contentLength }) })
          )
        for (const contentLength of [99, 101]) {
          const error = yield* Effect.flip(put(contentLength))
          assert.isTrue(error._tag === "ClientError" && error.reason._tag === "LengthMismatch", String(error))
        }
        yield* eventually("the connections are closed", () => server.connections.every(({ closed }) => closed))
      })
    )

    it.live("an upload whose stream fails is broken off, and says why", () =>
      Effect.gen(function* () {
        const server = yield* rawServer((connection) => answerAfter(connection, 1_000_000, storedHead))
        const body = Stream.concat(Stream.make(new Uint8Array(10)), Stream.fail(new Error("disk on fire")))
        for (const failing of [
          body,
          Stream.concat(Stream.make(new Uint8Array(10)), Stream.die(new Error("disk on fire")))
        ]) {
          const error = yield* Effect.flip(
            once(server.url, transport, (oss) => oss.putObject({ ...object, body: failing }))
          )
          assert.isTrue(error._tag === "ClientError" && error.reason._tag === "BodyFailed", String(error))
          assert.include(error.message, "disk on fire")
        }
        yield* eventually("the connections are closed", () => server.connections.every(({ closed }) => closed))
      })
    )

    it.live("an upload that is interrupted closes its connection and its stream", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(() => undefined)
        let isClosed = false
        const body = Stream.concat(Stream.make(new Uint8Array(1000)), Stream.never).pipe(
          Stream.ensuring(
            Effect.sync(() => {
              isClosed = true
            })
          )
        )
        yield* once(server.url, transport, (oss) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(oss.putObject({ ...object, body }))
            yield* eventually("the first chunk arrives", () => (server.connections[0]?.received ?? 0) >= 1000)
            yield* Fiber.interrupt(fiber)
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)
            yield* eventually("the stream is closed", () => isClosed)
          })
        )
      })
    )

    it.live("an answer that comes before the body was sent ends the call", () =>
      Effect.gen(function* () {
        const document = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"
        const refusal = head(403, { "content-type": "application/xml", "content-length": document.length }) + document
        const server = yield* rawServer((connection) => answerAfter(connection, 1, refusal))
        const body = Stream.repeat(Stream.make(new Uint8Array(1000)), Schedule.spaced("5 millis"))
        const error = yield* Effect.flip(once(server.url, transport, (oss) => oss.putObject({ ...object, body })))
        assert.isTrue(error._tag === "ServerError" && error.reason._tag === "AccessDenied", String(error))
        yield* eventually("the connection is closed", () => server.connections[0]!.closed)
      })
    )

    it.live("a stalled server is given up, and its connection closed", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(() => undefined)
        const program = Effect.flatMap(Oss, (oss) =>
          Effect.gen(function* () {
            const error = yield* Effect.flip(oss.putObject({ ...object, body: new Uint8Array(10) }))
            assert.strictEqual(reasonOf(error), "Timeout")
            yield* eventually("the connection is closed", () => server.connections[0]!.closed)
          })
        )
        yield* program.pipe(
          Effect.provide(socketOss(server.url, transport, { responseTimeout: "200 millis" }, RetryPolicy.layerNone))
        )
      })
    )

    it.live("metadata of any language arrives as the bytes of UTF-8, and back", () =>
      Effect.gen(function* () {
        const text = "Ã© grüße 你好 😀"
        const server = yield* rawServer((connection, index) => {
          if (index === 0) answerAfter(connection, 1, storedHead)
          else {
            const wire = Buffer.from(text, "utf8").toString("latin1")
            connection.socket.write(Buffer.from(head(200, { "content-length": 9, "x-oss-meta-name": wire }), "latin1"))
          }
        })
        const { metadata } = yield* once(server.url, transport, (oss) =>
          Effect.andThen(oss.putObject({ ...object, body: "b", metadata: { name: text } }), oss.headObject(object))
        )
        assert.deepStrictEqual(metadata, { name: text })
        const sent = Buffer.from(headerOf(server.connections[0]!, "x-oss-meta-name")!, "latin1").toString("utf8")
        assert.strictEqual(sent, text)
      })
    )
  })
}
