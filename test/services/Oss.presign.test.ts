import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { copyObject } from "../../src/schema/oss/objectCopy.ts"
import { Oss, OssClient } from "../../src/services/Oss.ts"
import { OssServer, OssTest } from "../../src/testing.ts"
import { answer, script } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"

const object = { bucket: "photos", key: "cat" }
const noon = DateTime.toEpochMillis(DateTime.makeUnsafe("2026-05-01T12:00:00Z"))

const endingAt = (text: string) =>
  Credentials.layerStatic({
    accessKeyId: "id",
    accessKeySecret: "secret",
    securityToken: "token",
    expiration: DateTime.makeUnsafe(text)
  })

const signed = <A, E>(
  credentials: Layer.Layer<Credentials.Credentials>,
  use: (oss: Oss["Service"]) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(noon)
    const { layer } = scriptedOss({ steps: [], credentials })
    return yield* Effect.provide(Effect.flatMap(Oss, use), layer)
  })

describe("what is signed without asking the service", () => {
  const all = (oss: Oss["Service"]) =>
    Effect.all([
      oss.presign("getObject", object, { expiresIn: "1 hour" }),
      oss.postPolicy({ bucket: "photos", expiresIn: "1 hour" })
    ])

  it.effect("tells the end of the keys where they end before it", () =>
    Effect.gen(function* () {
      for (const { expiresAt } of yield* signed(endingAt("2026-05-01T12:10:00Z"), all)) {
        assert.strictEqual(DateTime.formatIso(expiresAt), "2026-05-01T12:10:00.000Z")
      }
      for (const { expiresAt } of yield* signed(endingAt("2026-05-01T18:00:00Z"), all)) {
        assert.strictEqual(DateTime.formatIso(expiresAt), "2026-05-01T13:00:00.000Z")
      }
    })
  )

  it.effect("is refused with keys that have ended", () =>
    Effect.gen(function* () {
      const ended = endingAt("2026-05-01T11:59:59Z")
      for (const call of [
        (oss: Oss["Service"]) => oss.presign("getObject", object),
        (oss: Oss["Service"]) => oss.postPolicy({ bucket: "photos" }),
        (oss: Oss["Service"]) => oss.rtmpUrl({ bucket: "photos", channel: "live" })
      ]) {
        const error = yield* Effect.flip(signed<unknown, { readonly reason: { readonly _tag: string } }>(ended, call))
        assert.strictEqual(error.reason._tag, "ExpiredCredentials")
      }
    })
  )
})

describe("what a call adds to its input is the operation's own", () => {
  const input = { ...object, source: object, tagging: { a: "b" }, metadata: { c: "d" } }

  it.effect("by the client alone", () =>
    Effect.gen(function* () {
      const { seen, layer } = script(
        answer(
          200,
          {},
          "<CopyObjectResult><ETag>E</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>"
        )
      )
      const client = OssClient.layer({ region: "cn-hangzhou" }).pipe(
        Layer.provide([
          Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: "secret" }),
          RetryPolicy.layerNone,
          layer
        ])
      )
      yield* Effect.provide(
        Effect.flatMap(OssClient, ({ execute }) => execute(copyObject, input)),
        client
      )
      const { headers } = seen[0]!
      assert.strictEqual(headers["x-oss-metadata-directive"], "REPLACE")
      assert.strictEqual(headers["x-oss-tagging-directive"], "Replace")
    })
  )

  it.effect("in a presigned URL", () =>
    Effect.gen(function* () {
      const keys = Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: "secret" })
      const { headers } = yield* signed(keys, (oss) => oss.presign("copyObject", input))
      assert.strictEqual(headers["x-oss-metadata-directive"], "REPLACE")
      assert.strictEqual(headers["x-oss-tagging-directive"], "Replace")
    })
  )
})

describe("headers of presigned URLs", () => {
  it.live("can be given to fetch, whatever their text", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const { url: server } = yield* OssServer
      yield* oss.putBucket({ bucket: "photos" })
      const contentDisposition = 'attachment; filename="grüße 你好 😀.txt"'
      const put = yield* oss.presign("putObject", { ...object, contentDisposition, metadata: { author: "Zoë" } })
      assert.isTrue(put.url.startsWith(server))
      const stored = yield* Effect.promise(() =>
        fetch(put.url, { method: put.method, headers: put.headers, body: "x" })
      )
      assert.strictEqual(stored.status, 200, yield* Effect.promise(() => stored.text()))
      const head = yield* oss.headObject(object)
      assert.strictEqual(head.contentDisposition, contentDisposition)
      assert.strictEqual(head.metadata?.["author"], "Zoë")
      // The same text comes back from a socket, stored or asked for.
      const got = yield* oss.getObject(object)
      assert.strictEqual(got.contentDisposition, contentDisposition)
      const other = yield* oss.getObject({ ...object, responseContentDisposition: "inline; filename=你.txt" })
      assert.strictEqual(other.contentDisposition, "inline; filename=你.txt")
    }).pipe(Effect.provide(OssTest.layerSockets()))
  )
})
