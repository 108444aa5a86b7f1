/** OIS on the emulator: what a program sees of it, in both styles of addresses. */
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import { isNotFound } from "../../src/schema/errorPredicates.ts"
import { Ois, type OisBucket, type OisService } from "../../src/services/Ois.ts"
import { Faults, OisTest, type OisTestOptions, testKeys } from "../../src/testing.ts"
import { codeOf } from "../suites/scriptedOis.ts"
import { during } from "../suites/scriptedOss.ts"

const start = Date.parse("2026-01-01T00:00:00Z")

/** OIS on an emulator of its own, whose HTTP client is there too. */
const live = ({ bucketLease, maxListKeys, minPartBytes, zone = "jn1a", ...options }: OisTestOptions = {}) =>
  Ois.layer({
    endpoint: options.deployment === "qingstor" ? "https://qingstor.com" : "https://is.shanhe.com",
    ...options
  }).pipe(
    Layer.provide([Credentials.layerStatic(testKeys), Ois.layerRetry()]),
    Layer.provideMerge(OisTest.layerHttpClient({ bucketLease, maxListKeys, minPartBytes, zone }))
  )

/** A bucket on an emulator of its own. */
const inBucket = <A, E>(
  use: (bucket: OisBucket, ois: OisService) => Effect.Effect<A, E, Ois | HttpClient.HttpClient | Faults>,
  options?: OisTestOptions
) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start)
    const ois = yield* Ois
    const bucket = ois.bucket("test-bucket", "jn1a")
    yield* bucket.putBucket()
    return yield* use(bucket, ois)
  }).pipe(Effect.provide(live(options)))

const styles: ReadonlyArray<readonly [name: string, options: OisTestOptions]> = [
  ["buckets in the path", {}],
  ["buckets in the host", { virtualHosted: true }],
  ["QingStor, time in x-qs-date", { deployment: "qingstor", zone: "jn1a", dateHeader: "x-qs-date" }]
]

for (const [style, options] of styles) {
  describe(`OIS, ${style}`, () => {
    it.effect("does what the first example of its documentation does", () =>
      inBucket(
        (bucket, ois) =>
          Effect.gen(function* () {
            const { buckets } = yield* ois.listBuckets({})
            assert.deepStrictEqual(
              buckets.map(({ location, name }) => [name, location]),
              [["test-bucket", "jn1a"]]
            )
            assert.deepStrictEqual((yield* bucket.listObjects()).keys, [])
            yield* bucket.putObject({ key: "example_key", body: "hello" })
            assert.strictEqual((yield* bucket.listObjects()).keys[0]?.key, "example_key")
            yield* bucket.deleteObject({ key: "example_key" })
            yield* bucket.putBucketAcl({
              acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "FULL_CONTROL" }]
            })
            const { acl } = yield* bucket.getBucketAcl()
            assert.deepStrictEqual(acl.at(-1), {
              grantee: { type: "group", name: "QS_ALL_USERS" },
              permission: "FULL_CONTROL"
            })
          }),
        options
      )
    )

    it.effect("finds the zone of a bucket by itself, once", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(start)
        const ois = yield* Ois
        const faults = yield* Faults
        yield* ois.bucket("test-bucket", "jn1a").putBucket()
        const bucket = ois.bucket("test-bucket")
        yield* bucket.putObject({ key: "a", body: "x" })
        yield* bucket.getObject({ key: "a" })
        const calls = (yield* faults.calls).map(({ operation, status }) => `${operation} ${status}`)
        assert.deepStrictEqual(calls.slice(1), [
          `PutObject ${options.virtualHosted === true ? 307 : 301}`,
          "PutObject 201",
          "GetObject 200"
        ])
      }).pipe(Effect.provide(live(options)))
    )

    it.effect("keeps keys byte for byte: stored, read, listed, copied, linked", () =>
      inBucket(
        (bucket) =>
          Effect.gen(function* () {
            const keys = ["/a", "a//b", "a/./b", "a/../b", "//", "a/..", "./a", "é", "a b+c%2F?#", "😀/\uFFFD"]
            const http = yield* HttpClient.HttpClient
            for (const [index, key] of keys.entries()) {
              yield* bucket.putObject({ key, body: `content ${index}` })
              assert.strictEqual((yield* bucket.headObject({ key })).contentLength, 9)
              assert.strictEqual(yield* (yield* bucket.getObject({ key })).text, `content ${index}`)
              yield* bucket.copyObject({ key: `copy of ${key}`, source: { bucket: "test-bucket", key } })
              assert.strictEqual(yield* (yield* bucket.getObject({ key: `copy of ${key}` })).text, `content ${index}`)
              const { url } = yield* bucket.presign("getObject", { key })
              const linked = yield* http.execute(HttpClientRequest.get(url))
              assert.strictEqual(yield* linked.text, `content ${index}`)
            }
            const listed = yield* Stream.runCollect(bucket.listObjectsAll())
            assert.deepStrictEqual(
              listed.map(({ key }) => key).sort(),
              [...keys, ...keys.map((key) => `copy of ${key}`)].sort()
            )
          }),
        options
      )
    )
  })
}

describe("objects of OIS", () => {
  it.effect("stored as JSON are what they are", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        for (const [index, body] of ['{"keys":[1]}', '{"keys":'].entries()) {
          const key = `${index}.json`
          yield* bucket.putObject({ key, body, contentType: "application/json" })
          assert.strictEqual(yield* (yield* bucket.getObject({ key })).text, body)
          assert.strictEqual((yield* bucket.headObject({ key })).contentLength, body.length)
          assert.strictEqual(yield* (yield* bucket.getObject({ key, range: [1, 3] })).text, body.slice(1, 4))
        }
      })
    )
  )

  it.effect("are appended to where the service says", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const key = "log"
        assert.strictEqual(yield* bucket.appendPosition({ key }), 0)
        const empty = yield* bucket.appendObject({ key, position: 0, body: "" })
        assert.strictEqual(empty.nextAppendPosition, 0)
        const first = yield* bucket.appendObject({ key, position: empty.nextAppendPosition, body: "hello" })
        assert.strictEqual(first.nextAppendPosition, 5)
        assert.strictEqual(yield* codeOf(bucket.appendObject({ key, position: 0, body: "again" })), "invalid_argument")
        assert.strictEqual(yield* bucket.appendPosition({ key }), 5)
        yield* bucket.putObject({ key: "whole", body: "all" })
        assert.strictEqual(
          yield* codeOf(bucket.appendObject({ key: "whole", position: 0, body: "x" })),
          "invalid_object_state"
        )
        assert.strictEqual(yield* bucket.appendPosition({ key: "whole" }), undefined)
        assert.strictEqual(yield* (yield* bucket.getObject({ key: "whole" })).text, "all")
      })
    )
  )

  it.effect("are put together in the order of their parts, whichever ended first", () =>
    inBucket(
      (bucket) =>
        Effect.gen(function* () {
          const key = "film"
          const bodies = ["first ", "second ", "third"]
          const { uploadId } = yield* bucket.initiateMultipartUpload({
            key,
            contentType: "video/mp4",
            metadata: { a: "1" }
          })
          const upload = { key, uploadId }
          const order: Array<number> = []
          const sent = yield* during(
            Effect.forEach(
              bodies,
              (body, partNumber) =>
                Effect.sleep(`${10 - partNumber} seconds`).pipe(
                  Effect.andThen(bucket.uploadMultipart({ ...upload, partNumber, body })),
                  Effect.tap(() => Effect.sync(() => order.push(partNumber))),
                  Effect.map(({ eTag }) => ({ partNumber, eTag }))
                ),
              { concurrency: "unbounded" }
            ),
            "1 minute"
          )
          assert.deepStrictEqual(order, [2, 1, 0])
          const objectParts = order.map((partNumber) => sent[partNumber]!)
          assert.strictEqual((yield* Stream.runCollect(bucket.listMultipartAll(upload))).length, 3)
          assert.deepStrictEqual(
            (yield* Stream.runCollect(bucket.listMultipartUploadsAll())).map((found) => found.uploadId),
            [uploadId]
          )
          const content = bodies.join("")
          const eTag = createHash("md5").update(content).digest("hex")
          yield* bucket.completeMultipartUpload({ ...upload, objectParts, eTag })
          const got = yield* bucket.getObject({ key })
          assert.deepStrictEqual([yield* got.text, got.eTag, got.contentType], [content, eTag, "video/mp4"])
          assert.deepStrictEqual(got.metadata, { a: "1" })
          // Without an ETag the service gives one of its own, which is never taken for an MD5.
          const again = { key, uploadId: (yield* bucket.initiateMultipartUpload({ key })).uploadId }
          yield* bucket.uploadMultipart({ ...again, partNumber: 0, body: "x" })
          yield* bucket.copyMultipart({
            ...again,
            partNumber: 1,
            source: { bucket: "test-bucket", key },
            copyRange: [0, 4]
          })
          yield* bucket.completeMultipartUpload({ ...again, objectParts: [{ partNumber: 0 }, { partNumber: 1 }] })
          assert.strictEqual(yield* (yield* bucket.getObject({ key })).text, "xfirst")
          yield* bucket.abortMultipartUpload(again)
        }),
      { minPartBytes: 1 }
    )
  )

  it.effect("are encrypted by a key that only the customer has", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const customerKey = Redacted.make(new Uint8Array(32).fill(1))
        const put = yield* bucket.putObject({ key: "secret", body: "hello", customerKey })
        assert.strictEqual(put.encryptionAlgorithm, "AES256")
        assert.strictEqual(yield* (yield* bucket.getObject({ key: "secret", customerKey })).text, "hello")
        assert.notStrictEqual(yield* codeOf(bucket.getObject({ key: "secret" })), "success")
        const source = { bucket: "test-bucket", key: "secret" }
        yield* bucket.copyObject({ key: "plain", source, copySourceCustomerKey: customerKey })
        assert.strictEqual(yield* (yield* bucket.getObject({ key: "plain" })).text, "hello")
        yield* bucket.moveObject({ key: "moved", source })
        assert.strictEqual(yield* (yield* bucket.getObject({ key: "moved", customerKey })).text, "hello")
        assert.isTrue(isNotFound(yield* Effect.flip(bucket.getObject({ key: "secret", customerKey }))))
      })
    )
  )

  it.effect("are listed over many pages, with folders", () =>
    inBucket(
      (bucket) =>
        Effect.gen(function* () {
          const keys = Array.from({ length: 25 }, (_, index) => `${String.fromCharCode(97 + (index % 5))}/${index}`)
          yield* Effect.forEach(keys, (key) => bucket.putObject({ key, body: "" }))
          assert.deepStrictEqual(
            (yield* Stream.runCollect(bucket.listObjectsAll())).map(({ key }) => key),
            [...keys].sort()
          )
          assert.deepStrictEqual(
            (yield* Stream.runCollect(bucket.listEntriesAll())).map(
              (entry) => entry._tag === "CommonPrefix" && entry.prefix
            ),
            ["a/", "b/", "c/", "d/", "e/"]
          )
          const { deleted, errors } = yield* bucket.deleteMultipleObjects({
            objects: [{ key: "a/0" }, { key: "none" }]
          })
          assert.deepStrictEqual([deleted.length, errors], [2, []])
          const one = yield* bucket
            .listObjectsAll({ prefix: "a/", marker: "a/10" })
            .pipe(Stream.take(1), Stream.runCollect)
          assert.strictEqual(one[0]?.key, "a/15")
        }),
      { maxListKeys: 4 }
    )
  )

  it.effect("are read on conditions", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const { eTag } = yield* bucket.putObject({ key: "a", body: "hello" })
        assert.strictEqual(yield* codeOf(bucket.getObject({ key: "a", ifNoneMatch: eTag })), "not_modified")
        assert.strictEqual(yield* codeOf(bucket.headObject({ key: "a", ifMatch: "other" })), "precondition_failed")
        assert.strictEqual(yield* codeOf(bucket.getObject({ key: "a", range: [9, undefined] })), "invalid_range")
        const typed = yield* bucket.getObject({ key: "a", responseContentType: "text/x; a=b c" })
        assert.strictEqual(typed.contentType, "text/x; a=b c")
        assert.strictEqual(yield* codeOf(bucket.headObject({ key: "b" })), "not_found")
      })
    )
  )

  it.effect("that break off on the way are gone on with", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const body = new Uint8Array(300_000).map((_, index) => index % 251)
        yield* bucket.putObject({ key: "a", body })
        const faults = yield* Faults
        yield* faults.add({ operation: "GetObject", times: 1, action: { _tag: "Truncate", afterBytes: 100_000 } })
        const bytes = yield* during(
          Effect.flatMap(bucket.getObject({ key: "a" }), (got) => got.bytes),
          "1 minute"
        )
        assert.deepStrictEqual(bytes, body)
      })
    )
  )
})

describe("buckets of OIS", () => {
  it.effect("are made and deleted with patience", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* bucket.createBucketIfAbsent(), { created: false })
        assert.strictEqual(yield* codeOf(bucket.putBucket()), "bucket_already_exists")
        assert.strictEqual(yield* codeOf(bucket.deleteBucket()), "lease_not_ready")
        yield* during(bucket.deleteBucketWhenReady(), "65 seconds")
        assert.isFalse(yield* bucket.bucketExists())
        assert.strictEqual(
          yield* codeOf(bucket.createBucketIfAbsent({ patience: "0 seconds" })),
          "bucket_already_exists"
        )
        assert.deepStrictEqual(yield* during(bucket.createBucketIfAbsent(), "2 minutes"), { created: true })
      })
    )
  )

  it.effect("keep their settings", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const corsRules = [{ allowedOrigin: "https://a.example.com", allowedMethods: ["GET"] }]
        yield* bucket.putBucketCors({ corsRules })
        assert.strictEqual((yield* bucket.getBucketCors()).corsRules[0]?.allowedOrigin, "https://a.example.com")
        yield* bucket.deleteBucketCors()
        assert.deepStrictEqual((yield* bucket.getBucketCors()).corsRules, [])
        const rule = [{ id: "a", status: "enabled", filter: { prefix: "data/" }, expiration: { days: 3 } }] as const
        yield* bucket.putBucketLifecycle({ rule })
        assert.deepStrictEqual((yield* bucket.getBucketLifecycle()).rule[0]?.expiration, { days: 3 })
        yield* bucket.deleteBucketLifecycle()
        yield* bucket.putBucketExternalMirror({ sourceSite: "https://mirror.example.com/a/" })
        const mirrored = yield* Effect.flip(bucket.getObject({ key: "missing" }))
        assert.strictEqual(
          mirrored._tag === "ServerError" &&
            mirrored.reason._tag === "redirected" &&
            mirrored.reason.details?.["location"],
          "https://mirror.example.com/a/missing"
        )
        const statistics = yield* bucket.getBucketStatistics()
        assert.deepStrictEqual([statistics.status, statistics.count], ["active", 0])
      })
    )
  )

  it.effect("are read by nobody's calls where everybody may", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        yield* bucket.putObject({ key: "a", body: "hello" })
        const anonymous = Ois.layer({ zone: "jn1a" }).pipe(
          Layer.provide([Credentials.layerAnonymous, Ois.layerRetry()])
        )
        const read = Effect.flatMap(Ois, (ois) => codeOf(ois.getObject({ bucket: "test-bucket", key: "a" }))).pipe(
          Effect.provide(anonymous)
        )
        assert.strictEqual(yield* read, "permission_denied")
        yield* bucket.putBucketAcl({
          acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" }]
        })
        assert.strictEqual(yield* read, "success")
      })
    )
  )

  it.effect("take forms from web pages", () =>
    inBucket((bucket) =>
      Effect.gen(function* () {
        const form = yield* bucket.postForm({ key: "from-a-page", contentType: "text/plain", metadata: { a: "1" } })
        const data = new FormData()
        for (const [name, value] of Object.entries(form.fields)) data.append(name, value)
        data.append("file", new Blob(["hello"]), "a.txt")
        const http = yield* HttpClient.HttpClient
        const sent = new Request(form.url, { method: "POST", body: data })
        const bytes = new Uint8Array(yield* Effect.promise(() => sent.arrayBuffer()))
        const request = HttpClientRequest.post(form.url).pipe(
          HttpClientRequest.bodyUint8Array(bytes, sent.headers.get("content-type")!)
        )
        assert.strictEqual((yield* http.execute(request)).status, 201)
        const got = yield* bucket.getObject({ key: "from-a-page" })
        assert.deepStrictEqual([yield* got.text, got.contentType, got.metadata], ["hello", "text/plain", { a: "1" }])
      })
    )
  )
})
