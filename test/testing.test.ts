import { describe, expect, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Layer } from "effect"
import { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { Body, Credentials, Oss, RetryPolicy } from "../src/index.ts"
import { layerHttpClient } from "../src/node.ts"
import { Accounts, account, Faults, OssServer, OssTest, testAccount } from "../src/testing.ts"
import { temporaryDirectory } from "./suites/temporaryDirectory.ts"

const keepNote = Effect.gen(function* () {
  const notes = (yield* Oss).bucket("notes")
  yield* notes.putBucket()
  yield* notes.putObject({ key: "a.txt", body: "hello" })
  return notes
})

const readNote = Effect.gen(function* () {
  const notes = yield* keepNote
  return yield* (yield* notes.getObject({ key: "a.txt" })).text
})

describe("OssTest", () => {
  it.effect("starts empty each time it is provided", () =>
    Effect.gen(function* () {
      const count = Effect.gen(function* () {
        const { buckets } = yield* (yield* Oss).listBuckets({})
        yield* keepNote
        return buckets.length
      })
      expect([yield* Effect.provide(count, OssTest.layer), yield* Effect.provide(count, OssTest.layer)]).toEqual([0, 0])
    })
  )

  it.effect("goes on with a broken download without waiting, when the pauses are taken away", () =>
    Effect.gen(function* () {
      const faults = yield* Faults
      yield* faults.add({ operation: "GetObject", nth: 1, action: { _tag: "Truncate", afterBytes: 3 } })
      expect(yield* readNote).toBe("hello")
      expect((yield* faults.calls).map(({ operation }) => operation)).toEqual([
        "PutBucket",
        "PutObject",
        "GetObject",
        "GetObject"
      ])
    }).pipe(Effect.provide(OssTest.layerWith({ retry: { baseDelay: 0 } })))
  )

  it.effect("follows the clock of the test", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe("2030-01-01T00:00:00Z")))
      const notes = yield* keepNote
      const { lastModified } = yield* notes.headObject({ key: "a.txt" })
      expect(DateTime.formatIso(lastModified!)).toBe("2030-01-01T00:00:00.000Z")
      const oss = yield* Oss
      const { expiresAt } = yield* oss.presign("getObject", { bucket: "notes", key: "a.txt" }, { expiresIn: "1 hour" })
      expect(DateTime.formatIso(expiresAt)).toBe("2030-01-01T01:00:00.000Z")
    }).pipe(Effect.provide(OssTest.layer))
  )

  it.effect("retries as in production, and waits for the clock of the test to do so", () =>
    Effect.gen(function* () {
      const faults = yield* Faults
      yield* faults.add({ times: 2, action: { _tag: "Error", status: 503, code: "ServiceUnavailable" } })
      const reading = yield* Effect.forkChild(readNote)
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(reading)).toBe("hello")
    }).pipe(Effect.provide(OssTest.layer))
  )

  it.live("sends and writes files", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const notes = yield* keepNote
      const path = `${directory}/a.txt`
      expect(yield* (yield* notes.getObject({ key: "a.txt" })).toFile(path)).toBe(5)
      yield* notes.putObject({ key: "b.txt", body: Body.file(path, { offset: 1 }) })
      expect(yield* (yield* notes.getObject({ key: "b.txt" })).text).toBe("ello")
    }).pipe(Effect.scoped, Effect.provide(OssTest.layer))
  )

  const guest = account({ ownerId: "2", accessKeyId: "guest", accessKeySecret: "secret" })

  it.effect("acts for the account whose keys are given", () =>
    Effect.gen(function* () {
      yield* (yield* Oss).putBucket({ bucket: "notes" })
      const { owner } = yield* (yield* Oss).getBucketAcl({ bucket: "notes" })
      expect(owner?.id).toBe("2")
      const accounts = yield* Accounts
      accounts.removeKey("guest")
      const error = yield* Effect.flip((yield* Oss).listBuckets({}))
      expect(error.reason._tag).toBe("InvalidAccessKeyId")
    }).pipe(
      Effect.provide(
        OssTest.layerWith({
          accounts: [testAccount, guest],
          keys: { accessKeyId: "guest", accessKeySecret: "secret" },
          signatureVersion: "v1"
        })
      )
    )
  )

  it.effect("is the HttpClient of a service that is built by hand", () => {
    const byHand = Oss.layer({ endpoint: "http://storage.example.com", region: "cn-beijing", pathStyle: true }).pipe(
      Layer.provide([Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }), RetryPolicy.layerNone]),
      Layer.provide(OssTest.layerHttpClient({ region: "cn-beijing" }))
    )
    return Effect.gen(function* () {
      const notes = yield* keepNote
      expect((yield* notes.getBucketInfo()).bucket.location).toBe("oss-cn-beijing")
    }).pipe(Effect.provide(byHand))
  })

  it.live("is served on a port, to this library and to others", () =>
    Effect.gen(function* () {
      expect(yield* readNote).toBe("hello")
      const { url } = yield* OssServer
      const answer = yield* Effect.provide(HttpClient.get(`${url}/notes/a.txt`), layerHttpClient)
      expect([answer.status, answer.headers["server"]]).toEqual([403, "AliyunOSS"])
      const calls = yield* (yield* Faults).calls
      expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 403])
    }).pipe(Effect.provide(OssTest.layerSockets()))
  )

  it.live("frees its port when the scope closes", () =>
    Effect.gen(function* () {
      const { port } = yield* Effect.provide(OssServer, OssTest.layerServer())
      const again = yield* Effect.provide(OssServer, OssTest.layerServer({ port }))
      expect(again.url).toBe(`http://127.0.0.1:${port}`)
    })
  )
})
