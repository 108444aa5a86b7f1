/** OIS over real sockets, through every HTTP client. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as Body from "../../src/schema/Body.ts"
import { Ois } from "../../src/services/Ois.ts"
import { OisServer, OisTest, testKeys } from "../../src/testing.ts"
import { expectedSignature } from "../suites/oisSignature.ts"
import { rawServer } from "../suites/rawServer.ts"
import { secretText } from "../suites/scriptedOis.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"
import { transports } from "../suites/transports.ts"

/** The head of a request as the server saw it; headers that came twice are joined. */
const parseHead = (head: string) => {
  const [line = "", ...lines] = head.split("\r\n")
  const headers: Record<string, string> = {}
  for (const header of lines) {
    const colon = header.indexOf(":")
    const name = header.slice(0, colon).toLowerCase()
    const value = header.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  const [method = "", target = ""] = line.split(" ")
  return { method, target, host: headers["host"] ?? "", headers, body: undefined }
}

for (const [name, transport] of transports) {
  describe(`OIS over ${name}`, () => {
    it.live("sends a type without a body as it was signed, and none where there is none", () =>
      Effect.gen(function* () {
        const document = '{"upload_id":"u"}'
        const server = yield* rawServer(({ socket }) => {
          socket.write(
            `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${document.length}\r\n\r\n${document}`
          )
        })
        const live = Ois.layer({ endpoint: server.url }).pipe(
          Layer.provide([
            Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText }),
            Ois.layerRetry(),
            transport
          ])
        )
        yield* Effect.gen(function* () {
          const bucket = (yield* Ois).bucket("test-bucket")
          yield* bucket.initiateMultipartUpload({ key: "a", contentType: "video/x-y; z=1" })
          yield* bucket.initiateMultipartUpload({ key: "a" })
        }).pipe(Effect.provide(live))
        const [typed, plain] = server.connections.map(({ head }) => parseHead(head))
        assert.strictEqual(typed!.headers["content-type"], "video/x-y; z=1")
        assert.isUndefined(plain!.headers["content-type"])
        for (const seen of [typed!, plain!]) {
          assert.strictEqual(seen.headers["content-length"], "0")
          assert.strictEqual(seen.headers["authorization"], `QS id:${expectedSignature(seen)}`)
        }
      }).pipe(Effect.scoped)
    )

    const served = Layer.unwrap(
      Effect.map(OisServer, ({ url }) =>
        Ois.layer({ endpoint: url }).pipe(
          Layer.provide([Credentials.layerStatic(testKeys), Ois.layerRetry(), NodeFileSystem.layer])
        )
      )
    ).pipe(Layer.provide(transport), Layer.provide(OisTest.layerServer({ minPartBytes: 1 })))

    it.live("stores, reads, lists and deletes what the service can verify", () =>
      Effect.gen(function* () {
        const bucket = (yield* Ois).bucket("test-bucket")
        yield* bucket.putBucket()
        const folder = yield* temporaryDirectory
        const path = join(folder, "film.bin")
        const bytes = new Uint8Array(2_500_000).map((_, index) => index % 251)
        writeFileSync(path, bytes)
        yield* bucket.putObject({
          key: "a/../film",
          body: Body.file(path),
          contentDisposition: 'attachment; filename="a b"'
        })
        const film = yield* bucket.getObject({ key: "a/../film" })
        assert.deepStrictEqual(yield* film.bytes, bytes)
        assert.strictEqual(film.contentDisposition, 'attachment; filename="a b"')
        assert.strictEqual((yield* bucket.headObject({ key: "a/../film" })).contentLength, bytes.length)
        const { uploadId } = yield* bucket.initiateMultipartUpload({ key: "b", contentType: "text/css" })
        const upload = { key: "b", uploadId }
        yield* bucket.uploadMultipart({ ...upload, partNumber: 0, body: "x" })
        yield* bucket.completeMultipartUpload({ ...upload, objectParts: [{ partNumber: 0 }] })
        assert.strictEqual((yield* bucket.headObject({ key: "b" })).contentType, "text/css")
        const { errors } = yield* bucket.deleteMultipleObjects({ objects: [{ key: "a/../film" }] })
        assert.deepStrictEqual(errors, [])
        assert.deepStrictEqual(
          (yield* Stream.runCollect(bucket.listObjectsAll())).map(({ key }) => key),
          ["b"]
        )
        const preflight = yield* bucket.optionsObject({
          key: "b",
          origin: "https://a.example.com",
          accessControlRequestMethod: "GET"
        })
        assert.isString(preflight.requestId)
        // A body with DELETE.
        const removal = yield* Effect.exit(bucket.deleteBucketCname({ domain: "a.example.com" }))
        assert.strictEqual(removal._tag, "Success")
      }).pipe(Effect.scoped, Effect.provide(served))
    )
  })
}
