import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { answer, type Step, serviceError } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"

const object = { bucket: "photos", key: "cat" }
const xml = { "content-type": "application/xml" }

const called = <A, E>(steps: ReadonlyArray<Step>, use: (oss: OssService) => Effect.Effect<A, E>) => {
  const { layer, seen } = scriptedOss({ steps, retryPolicy: RetryPolicy.layerNone })
  return Effect.map(Effect.result(Effect.provide(Effect.flatMap(Oss, use), layer)), (result) => ({ result, seen }))
}

describe("errors keep what they carry", () => {
  it.effect("a refused append tells where to go on", () =>
    Effect.gen(function* () {
      const refusal = serviceError(409, "PositionNotEqualToLength", { headers: { "x-oss-next-append-position": "42" } })
      const { result } = yield* called([refusal], (oss) => oss.appendObject({ ...object, position: 0, body: "" }))
      assert.strictEqual(result._tag, "Failure")
      if (result._tag === "Failure" && result.failure._tag === "ServerError") {
        assert.strictEqual(result.failure.reason.details?.["NextAppendPosition"], "42")
      }
    })
  )

  it.effect("codes of heads and links are reasons of their own", () =>
    Effect.gen(function* () {
      const meta = yield* called([serviceError(400, "InvalidTargetType")], (oss) =>
        oss.getObjectMeta(object).pipe(
          Effect.catchReason("ServerError", "InvalidTargetType", ({ code }) => Effect.succeed(code)),
          Effect.catchReason("ServerError", "NotModified", ({ code }) => Effect.succeed(code))
        )
      )
      // A HEAD answer has no body: the status is all there is.
      assert.strictEqual(meta.result._tag, "Failure")
      const link = yield* called([serviceError(404, "SymlinkTargetNotExist")], (oss) =>
        oss
          .getSymlink(object)
          .pipe(Effect.catchReason("ServerError", "SymlinkTargetNotExist", ({ code }) => Effect.succeed(code)))
      )
      assert.deepStrictEqual(link.result._tag === "Success" ? link.result.success : undefined, "SymlinkTargetNotExist")
    })
  )
})

describe("outputs keep what the service sends", () => {
  it.effect("of an append: how it is encrypted", () =>
    Effect.gen(function* () {
      const { result } = yield* called(
        [answer(200, { "x-oss-next-append-position": "3", "x-oss-server-side-encryption": "KMS" })],
        (oss) => oss.appendObject({ ...object, position: 0, body: "abc" })
      )
      assert.strictEqual(result._tag === "Success" ? result.success.serverSideEncryption : "", "KMS")
    })
  )

  it.effect("of a bucket: its rule of encryption, its log, its comment", () =>
    Effect.gen(function* () {
      const document = `<BucketInfo><Bucket><Name>photos</Name><Location>oss-x</Location><CreationDate>2026-01-01T00:00:00.000Z</CreationDate><Comment>mine</Comment><AccessMonitor>Enabled</AccessMonitor><ServerSideEncryptionRule><SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID></ServerSideEncryptionRule><BucketPolicy><LogBucket>logs</LogBucket><LogPrefix/></BucketPolicy></Bucket></BucketInfo>`
      const { result } = yield* called([answer(200, xml, document)], (oss) => oss.getBucketInfo({ bucket: "photos" }))
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") {
        const { accessMonitor, bucketPolicy, comment, serverSideEncryptionRule } = result.success.bucket
        assert.deepStrictEqual([comment, accessMonitor], ["mine", "Enabled"])
        assert.deepStrictEqual(serverSideEncryptionRule, { sseAlgorithm: "KMS", kmsMasterKeyId: "k" })
        assert.deepStrictEqual(bucketPolicy, { logBucket: "logs", logPrefix: "" })
      }
    })
  )

  it.effect("of a list of buckets: where it stands; and it can be filtered by tags", () =>
    Effect.gen(function* () {
      const document =
        "<ListAllMyBucketsResult><Prefix>a</Prefix><Marker>m</Marker><MaxKeys>5</MaxKeys><IsTruncated>true</IsTruncated><NextMarker>n</NextMarker><Buckets/></ListAllMyBucketsResult>"
      const { result, seen } = yield* called([answer(200, xml, document)], (oss) =>
        oss.listBuckets({ tagging: { env: "prod", team: 'a "b"' } })
      )
      assert.include(decodeURIComponent(seen[0]!.target), 'tagging="env":"prod","team":"a \\"b\\""')
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") {
        const { marker, maxKeys, nextMarker, prefix } = result.success
        assert.deepStrictEqual([prefix, marker, maxKeys, nextMarker], ["a", "m", 5, "n"])
      }
    })
  )
})

describe("versions", () => {
  it.effect("can be named wherever the service has them", () =>
    Effect.gen(function* () {
      const versionId = "CAEQ"
      const ok = answer(200, { etag: '"E"', "x-oss-version-id": versionId, "x-oss-symlink-target": "a" })
      const calls: ReadonlyArray<(oss: OssService) => Effect.Effect<unknown, unknown>> = [
        (oss) => oss.getObject({ ...object, versionId }),
        (oss) => oss.headObject({ ...object, versionId }),
        (oss) => oss.getObjectMeta({ ...object, versionId }),
        (oss) => oss.deleteObject({ ...object, versionId }),
        (oss) => oss.putObjectAcl({ ...object, versionId, acl: "private" }),
        (oss) => oss.getSymlink({ ...object, versionId }),
        (oss) => oss.putObjectTagging({ ...object, versionId, tagging: { a: "b" } }),
        (oss) => oss.getObjectTagging({ ...object, versionId }),
        (oss) => oss.deleteObjectTagging({ ...object, versionId })
      ]
      for (const call of calls) {
        const { result, seen } = yield* called([ok], call)
        assert.include(seen[0]!.target, `versionId=${versionId}`)
        assert.strictEqual(
          result._tag === "Success" ? (result.success as { versionId?: string }).versionId : "",
          versionId
        )
      }
    })
  )
})

describe("callbacks of uploads", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the service's own placeholders.
  const body = "bucket=${bucket}&n=${x:n}"
  const callback = { callbackUrl: "https://app.example.com/stored", callbackBody: body }
  const put = (oss: OssService) => oss.putObject({ ...object, body: "", callback, callbackVar: { "x:n": "1" } })
  const decoded = (text: string | undefined) => JSON.parse(Buffer.from(text ?? "", "base64").toString("utf8"))

  it.effect("travel in headers, and their answer comes back", () =>
    Effect.gen(function* () {
      const { result, seen } = yield* called([answer(200, { etag: '"E"' }, '{"ok":true}')], put)
      assert.deepStrictEqual(decoded(seen[0]!.headers["x-oss-callback"]), callback)
      assert.deepStrictEqual(decoded(seen[0]!.headers["x-oss-callback-var"]), { "x:n": "1" })
      assert.strictEqual(result._tag === "Success" ? result.success.callbackAnswer : "", '{"ok":true}')
    })
  )

  it.effect("that fail are told as such, not as a success and not as an upload that failed", () =>
    Effect.gen(function* () {
      const { result, seen } = yield* called([serviceError(203, "CallbackFailed"), answer(200)], (oss) =>
        put(oss).pipe(Effect.catchReason("ServerError", "CallbackFailed", ({ status }) => Effect.succeed(status)))
      )
      assert.deepStrictEqual([result._tag === "Success" ? result.success : "", seen.length], [203, 1])
      // Without a callback 203 is a success like any other.
      const plain = yield* called([answer(203, { etag: '"E"' })], (oss) => oss.putObject({ ...object, body: "" }))
      assert.strictEqual(plain.result._tag, "Success")
    })
  )

  it.effect("are checked before anything is sent", () =>
    Effect.gen(function* () {
      for (const input of [
        { callback: { callbackUrl: "", callbackBody: "x" } },
        { callback: { callbackUrl: "https://x", callbackBdy: "x" } },
        { callbackVar: { n: "1" } },
        { callbackVar: { "x:N": "1" } }
      ]) {
        const { result, seen } = yield* called([], (oss) => oss.putObject({ ...object, body: "", ...input } as never))
        assert.strictEqual(result._tag === "Failure" ? result.failure._tag : "", "ClientError", JSON.stringify(input))
        assert.lengthOf(seen, 0)
      }
    })
  )
})
