/** What OIS does with several calls, or with more than one meaning of an answer. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Ois, type OisService } from "../../src/services/Ois.ts"
import { reset, type Step } from "../suites/scriptedHttp.ts"
import { calledOis, codeOf, oisAnswer, oisError } from "../suites/scriptedOis.ts"
import { during } from "../suites/scriptedOss.ts"

const bucket = "test-bucket"
const object = { bucket, key: "a" }
const stats = (status: string) => oisAnswer(200, { name: bucket, status })
const exists = oisError(409, "bucket_already_exists")
const notReady = oisError(403, "lease_not_ready")

/** What comes of a call, and how many requests it took. */
const outcome = <A, E>(steps: ReadonlyArray<Step>, use: (ois: OisService) => Effect.Effect<A, E>) =>
  Effect.map(
    calledOis(steps, (ois) => Effect.result(use(ois))),
    ({ output, seen }) => ({
      result: output._tag === "Success" ? output.success : (output.failure as { reason: { _tag: string } }).reason._tag,
      requests: seen.map(({ method, target }) => `${method} ${target}`)
    })
  )

describe("a bucket if absent", () => {
  const create = (patience?: string) => (ois: OisService) =>
    ois.createBucketIfAbsent({ bucket, ...(patience === undefined ? {} : { patience: patience as "1 minute" }) })

  it.effect("is created where there is none", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* outcome([oisAnswer(201)], create())
      assert.deepStrictEqual([result, requests], [{ created: true }, ["PUT /test-bucket"]])
    })
  )

  it.effect("is left alone where the caller has it, whatever its status is called", () =>
    Effect.gen(function* () {
      for (const status of ["active", "suspended", "strange"]) {
        const { result, requests } = yield* outcome([exists, stats(status)], create())
        assert.deepStrictEqual([result, requests.length], [{ created: false }, 2])
      }
    })
  )

  it.effect("is waited for while the old one of its name is dying", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* during(
        outcome(
          [
            exists,
            stats("deleted"),
            exists,
            oisError(404, "bucket_not_exists"),
            exists,
            stats("deleted"),
            oisAnswer(201)
          ],
          create()
        ),
        "1 minute"
      )
      assert.deepStrictEqual([result, requests.length], [{ created: true }, 7])
    })
  )

  it.effect("is no success where the old one does not go in time, or at once without patience", () =>
    Effect.gen(function* () {
      const dying = Array.from({ length: 4 }, () => [exists, stats("deleted")]).flat()
      const late = yield* during(outcome(dying, create("15 seconds")), "1 minute")
      assert.deepStrictEqual([late.result, late.requests.length], ["bucket_already_exists", 8])
      const never = yield* outcome(dying, create("0 seconds"))
      assert.deepStrictEqual([never.result, never.requests.length], ["bucket_already_exists", 2])
    })
  )

  it.effect("is no success where it is somebody else's", () =>
    Effect.gen(function* () {
      const { result } = yield* outcome([exists, oisError(403, "permission_denied")], create())
      assert.strictEqual(result, "bucket_already_exists")
      const unknown = yield* outcome([exists, oisError(500, "internal_error")], create())
      assert.strictEqual(unknown.result, "internal_error")
    })
  )
})

describe("deleting a bucket", () => {
  it.effect("answers at once that it is too young", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* outcome([notReady], (ois) => ois.deleteBucket({ bucket }))
      assert.deepStrictEqual([result, requests.length], ["lease_not_ready", 1])
    })
  )

  it.effect("waits until it is old enough where asked to", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* during(
        outcome([notReady, notReady, oisAnswer(204)], (ois) => ois.bucket(bucket).deleteBucketWhenReady()),
        "1 minute"
      )
      assert.deepStrictEqual([typeof result, requests.length], ["object", 3])
      const full = yield* outcome([oisError(409, "bucket_not_empty")], (ois) => ois.deleteBucketWhenReady({ bucket }))
      assert.deepStrictEqual([full.result, full.requests.length], ["bucket_not_empty", 1])
      const late = yield* during(
        outcome([notReady, notReady, notReady], (ois) => ois.deleteBucketWhenReady({ bucket, patience: "10 seconds" })),
        "1 minute"
      )
      assert.deepStrictEqual([late.result, late.requests.length], ["lease_not_ready", 3])
    })
  )
})

describe("questions", () => {
  const ask = (step: Step, use: (ois: OisService) => Effect.Effect<unknown, unknown>) =>
    Effect.map(outcome([step], use), ({ result }) => result)

  it.effect("a bucket of somebody else exists", () =>
    Effect.gen(function* () {
      const bucketExists = (ois: OisService) => ois.bucket(bucket).bucketExists()
      assert.strictEqual(yield* ask(oisAnswer(200), bucketExists), true)
      assert.strictEqual(yield* ask(oisAnswer(404), bucketExists), false)
      assert.strictEqual(yield* ask(oisAnswer(403), bucketExists), true)
      assert.strictEqual(yield* ask(oisAnswer(401), bucketExists), "unauthorized")
    })
  )

  it.effect("an object exists or does not", () =>
    Effect.gen(function* () {
      const objectExists = (ois: OisService) => ois.objectExists(object)
      assert.strictEqual(yield* ask(oisAnswer(200), objectExists), true)
      assert.strictEqual(yield* ask(oisAnswer(404), objectExists), false)
      assert.strictEqual(yield* ask(oisAnswer(403), objectExists), "forbidden")
    })
  )

  it.effect("the next append goes where the service says", () =>
    Effect.gen(function* () {
      const position = (ois: OisService) => ois.appendPosition(object)
      const appendable = { "x-qs-object-type": "appendable", "x-qs-next-append-position": "12", "content-length": "12" }
      assert.strictEqual(yield* ask(oisAnswer(200, undefined, appendable), position), 12)
      assert.strictEqual(yield* ask(oisAnswer(404), position), 0)
      assert.strictEqual(yield* ask(oisAnswer(200, undefined, { "content-length": "12" }), position), undefined)
      assert.strictEqual(yield* ask(oisAnswer(403), position), "forbidden")
    })
  )
})

describe("changing metadata", () => {
  it.effect("copies the object onto itself and replaces what was kept", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis([oisAnswer(201)], (ois) =>
        ois
          .bucket(bucket, "pek3a")
          .updateObjectMeta({ key: "a b", contentType: "text/css", storageClass: "STANDARD_IA" })
      )
      const names = ["x-qs-copy-source", "x-qs-metadata-directive", "content-type", "x-qs-storage-class"]
      assert.deepStrictEqual(
        names.map((name) => seen[0]!.headers[name]),
        ["/test-bucket/a%20b", "REPLACE", "text/css", "STANDARD_IA"]
      )
    })
  )
})

describe("repetitions", () => {
  const unavailable = oisError(503, "service_unavailable")
  const repeated = (steps: ReadonlyArray<Step>, use: (ois: OisService) => Effect.Effect<unknown, any>) =>
    Effect.map(
      during(
        calledOis(steps, (ois) => codeOf(use(ois)), { retryPolicy: Ois.layerRetry() }),
        "1 minute"
      ),
      ({ output, seen }) => [output, seen.length]
    )
  const upload = { ...object, uploadId: "u" }

  it.effect("are made of reads and of writes that replace", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* repeated([unavailable, reset, oisAnswer(200)], (ois) => ois.getObject(object)), [
        "success",
        3
      ])
      assert.deepStrictEqual(
        yield* repeated([unavailable, oisAnswer(201)], (ois) => ois.putObject({ ...object, body: "x" })),
        ["success", 2]
      )
      const throttled = oisError(429, "fetch_throttled")
      const fetch = (ois: OisService) => ois.fetchObject({ ...object, source: "https://example.com/a" })
      assert.deepStrictEqual(yield* repeated([throttled, oisAnswer(201)], fetch), ["success", 2])
      assert.deepStrictEqual(
        yield* repeated([unavailable, unavailable, unavailable, unavailable], (ois) => ois.listBuckets({})),
        ["service_unavailable", 4]
      )
    })
  )

  it.effect("are not made of calls that add something each time", () =>
    Effect.gen(function* () {
      const calls: ReadonlyArray<(ois: OisService) => Effect.Effect<unknown, any>> = [
        (ois) => ois.putBucket({ bucket }),
        (ois) => ois.deleteBucket({ bucket }),
        (ois) => ois.appendObject({ ...object, position: 0, body: "x" }),
        (ois) => ois.initiateMultipartUpload(object),
        (ois) => ois.completeMultipartUpload({ ...upload, objectParts: [{ partNumber: 0 }] }),
        (ois) => ois.moveObject({ ...object, source: { bucket, key: "b" } })
      ]
      for (const call of calls) {
        assert.deepStrictEqual(yield* repeated([reset], call), ["Reset", 1])
        assert.deepStrictEqual(yield* repeated([unavailable], call), ["service_unavailable", 1])
      }
    })
  )

  it.effect("of an append that was refused are not made: it tells what was wrong and the object stays", () =>
    Effect.gen(function* () {
      const append = (ois: OisService) => ois.appendObject({ ...object, position: 0, body: "" })
      assert.deepStrictEqual(yield* repeated([oisError(400, "invalid_object_state")], append), [
        "invalid_object_state",
        1
      ])
      assert.deepStrictEqual(yield* repeated([oisError(400, "invalid_argument")], append), ["invalid_argument", 1])
    })
  )
})
