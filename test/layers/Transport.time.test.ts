import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import type * as Body from "../../src/schema/Body.ts"
import { Oss } from "../../src/services/Oss.ts"
import { answer, silence } from "../suites/scriptedHttp.ts"
import { during, scriptedOss } from "../suites/scriptedOss.ts"

const remove = Effect.flatMap(Oss, (oss) => oss.deleteObject({ bucket: "photos", key: "cat" }))
const gone = answer(204)

describe("time limits", () => {
  const limited = { region: "cn-hangzhou", responseTimeout: "5 seconds", idleTimeout: "7 seconds" } as const
  const retryPolicy = RetryPolicy.layerNone

  it.effect("an answer that does not begin is a timeout", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({ steps: [silence], oss: limited, retryPolicy })
      const fiber = yield* Effect.forkChild(Effect.flip(Effect.provide(remove, layer)), { startImmediately: true })
      yield* TestClock.adjust(4999)
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust(1)
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "RequestError")
      if (error._tag !== "RequestError") return
      assert.deepStrictEqual(error.reason, {
        _tag: "Timeout",
        phase: "response",
        afterMillis: 5000,
        detail: "nothing for 5000 ms"
      })
      assert.strictEqual(error.elapsedMillis, 5000)
    })
  )

  it.effect("is repeated like any broken connection", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [silence, gone], oss: limited })
      yield* during(Effect.provide(remove, layer), "1 minute")
      assert.lengthOf(seen, 2)
    })
  )

  const chunksEvery = (duration: "4 seconds" | "6 seconds") =>
    Stream.fromIterable([1, 2, 3, 4]).pipe(
      Stream.rechunk(1),
      Stream.mapEffect((n) => Effect.as(Effect.sleep(duration), new Uint8Array([n])))
    )

  const upload = (body: Body.BodyInput) =>
    Effect.flatMap(Oss, (oss) => oss.putObject({ bucket: "photos", key: "cat", body }))

  it.effect("an upload that goes on is alive, however long it takes", () =>
    Effect.gen(function* () {
      const stored = answer(200, { etag: '"E"' })
      const slow = scriptedOss({ steps: [stored], oss: limited, retryPolicy })
      const output = yield* during(Effect.provide(upload(chunksEvery("4 seconds")), slow.layer), "1 minute")
      assert.strictEqual(output.eTag, "E")
      const stalled = scriptedOss({ steps: [stored], oss: limited, retryPolicy })
      const error = yield* during(
        Effect.flip(Effect.provide(upload(chunksEvery("6 seconds")), stalled.layer)),
        "1 minute"
      )
      assert.strictEqual(error._tag, "RequestError")
    })
  )

  const slowBytes = (text: string, pieces: number) =>
    Stream.toReadableStreamEffect(
      Stream.range(0, pieces - 1).pipe(
        Stream.rechunk(1),
        Stream.mapEffect((piece) =>
          Effect.as(
            Effect.sleep("4 seconds"),
            new TextEncoder().encode(text.slice((piece * text.length) / pieces, ((piece + 1) * text.length) / pieces))
          )
        )
      )
    )

  it.effect("a document that keeps arriving is alive, whether its length was announced or not", () =>
    Effect.gen(function* () {
      const list = `<ListBucketResult><Name>photos</Name><Contents><Key>${"k".repeat(100_000)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"E"</ETag><Size>1</Size><StorageClass>Standard</StorageClass></Contents></ListBucketResult>`
      for (const headers of [{ "content-length": String(list.length) }, {}]) {
        const { layer } = scriptedOss({
          steps: [answer(200, headers, yield* slowBytes(list, 4))],
          oss: limited,
          retryPolicy
        })
        const page = Effect.flatMap(Oss, (oss) => oss.listObjectsV2({ bucket: "photos" }))
        const { objects } = yield* during(Effect.provide(page, layer), "1 minute")
        assert.strictEqual(objects[0]?.key.length, 100_000)
      }
    })
  )

  const download = Effect.flatMap(Oss, (oss) => oss.getObject({ bucket: "photos", key: "cat" }))

  it.effect("a body that pauses too long is a timeout", () =>
    Effect.gen(function* () {
      const stuck = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array([1]))
      })
      const { layer } = scriptedOss({ steps: [answer(200, {}, stuck)], oss: limited, retryPolicy })
      const bytes = Effect.flatMap(download, (object) => object.bytes)
      const error = yield* during(Effect.flip(Effect.provide(bytes, layer)), "1 minute")
      assert.strictEqual(error._tag, "RequestError")
      if (error._tag !== "RequestError") return
      assert.deepStrictEqual(error.reason, {
        _tag: "Timeout",
        phase: "idle",
        afterMillis: 7000,
        detail: "nothing for 7000 ms"
      })
    })
  )

  it.effect("a reader may take its time", () =>
    Effect.gen(function* () {
      const { layer } = scriptedOss({
        steps: [answer(200, {}, yield* slowBytes("abcd", 4))],
        oss: limited,
        retryPolicy
      })
      const slowly = Effect.flatMap(download, ({ stream }) =>
        Stream.runCollect(Stream.mapEffect(stream, (chunk) => Effect.as(Effect.sleep("1 minute"), chunk)))
      )
      const chunks = yield* during(Effect.provide(slowly, layer), "10 minutes")
      assert.strictEqual(Buffer.concat(chunks).toString(), "abcd")
    })
  )
})
