/**
 * What every transport puts on the wire alike, and what none of them does: follow redirects, damage header text, ask for
 * compressed heads.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import type { StorageError } from "../../src/schema/Errors.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { type Connection, head, headerOf, rawServer } from "../suites/rawServer.ts"
import { socketOss } from "../suites/socketOss.ts"
import { transports } from "../suites/transports.ts"

const object = { bucket: "photos", key: "cat.png" }

const once = <A>(
  url: string,
  transport: Layer.Layer<HttpClient.HttpClient>,
  use: (oss: OssService) => Effect.Effect<A, StorageError>
) => Effect.flatMap(Oss, use).pipe(Effect.provide(socketOss(url, transport, undefined, RetryPolicy.layerNone)))

/** The bytes of a request header, as they came. */
const bytesOf = (connection: Connection, name: string): string =>
  Buffer.from(headerOf(connection, name) ?? "", "latin1").toString("utf8")

const stored = head(200, { "content-length": 0, etag: '"E"' })

for (const [name, transport] of transports) {
  describe(`over ${name}`, () => {
    const calls: Readonly<Record<string, (oss: OssService) => Effect.Effect<unknown, StorageError>>> = {
      getObject: (oss) => Effect.flatMap(oss.getObject(object), ({ bytes }) => bytes),
      putObject: (oss) => oss.putObject({ ...object, body: "secret body" }),
      "putObject of a stream": (oss) =>
        oss.putObject({ ...object, body: Body.stream(Stream.make(new Uint8Array(70_000)), { contentLength: 70_000 }) }),
      deleteObject: (oss) => oss.deleteObject(object),
      headObject: (oss) => oss.headObject(object),
      listObjectsV2: (oss) => oss.listObjectsV2({ bucket: "photos" })
    }
    for (const [method, call] of Object.entries(calls)) {
      it.live(`${method} follows no redirect, and its error names the Location`, () =>
        Effect.gen(function* () {
          const stranger = yield* rawServer(({ socket }) => socket.write(stored))
          const location = `${stranger.url.replace("127.0.0.1", "localhost")}/login`
          for (const status of [301, 302, 303, 307, 308]) {
            const server = yield* rawServer(({ socket }) => {
              socket.write(head(status, { "content-length": 0, location }))
            })
            const error = yield* Effect.flip(once(server.url, transport, call))
            assert.strictEqual(error._tag, "ServerError", String(status))
            assert.include(error.message, location)
            if (error._tag === "ServerError") assert.strictEqual(error.reason.status, status)
          }
          assert.strictEqual(stranger.connections.length, 0)
        })
      )
    }

    it.live("header text arrives as its UTF-8, whatever the body", () =>
      Effect.gen(function* () {
        const contentDisposition = 'attachment; filename*="grüße 你好 😀.txt"'
        const metadata = { author: "Zoë Ångström", emoji: "😀" }
        const server = yield* rawServer(({ socket }, index) => {
          setTimeout(() => socket.write(stored), index === 3 ? 50 : 10)
        })
        const bodies: ReadonlyArray<Body.BodyInput> = [
          "",
          "text",
          new Uint8Array(3),
          new Uint8Array(2 * 1024 * 1024),
          Body.stream(Stream.make(new Uint8Array(10)), { contentLength: 10 }),
          Stream.make(new Uint8Array(10))
        ]
        for (const body of bodies) {
          yield* Effect.ignore(
            once(server.url, transport, (oss) => oss.putObject({ ...object, body, contentDisposition, metadata }))
          )
        }
        assert.strictEqual(server.connections.length, bodies.length)
        for (const connection of server.connections) {
          assert.strictEqual(bytesOf(connection, "content-disposition"), contentDisposition)
          assert.strictEqual(bytesOf(connection, "x-oss-meta-author"), metadata.author)
          assert.strictEqual(bytesOf(connection, "x-oss-meta-emoji"), metadata.emoji)
        }
      })
    )

    it.live("heads are asked for as they are, never compressed", () =>
      Effect.gen(function* () {
        const server = yield* rawServer(({ head: request, socket }) => {
          // The service leaves length and ETag out of the head of a text that it would compress.
          const compresses = /^accept-encoding: .*gzip/im.test(request)
          socket.write(
            compresses
              ? head(200, { "content-encoding": "gzip", vary: "accept-encoding" })
              : head(200, { "content-length": 5, etag: '"E"' })
          )
        })
        const meta = yield* once(server.url, transport, (oss) => oss.getObjectMeta(object))
        const wasCompressed = /gzip/.test(headerOf(server.connections[0]!, "accept-encoding") ?? "")
        // Where a platform insists on compression, both are absent, and that is no error.
        assert.strictEqual(meta.contentLength, wasCompressed ? undefined : 5)
        assert.strictEqual(meta.eTag, wasCompressed ? undefined : "E")
        assert.isTrue(yield* once(server.url, transport, (oss) => oss.objectExists(object)))
        const { contentLength } = yield* once(server.url, transport, (oss) => oss.headObject(object))
        assert.strictEqual(contentLength, wasCompressed ? undefined : 5)
        if (name !== "fetch") assert.isFalse(wasCompressed)
      })
    )
  })
}
