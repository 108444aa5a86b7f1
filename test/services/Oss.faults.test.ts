/** A client and a service that misbehaves, end to end. */
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { Accounts, account } from "../../src/emulator/accounts.ts"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as Body from "../../src/schema/Body.ts"
import { Oss, type OssBucket } from "../../src/services/Oss.ts"
import { type FaultAction, type FaultRule, Faults, OssTest, type OssTestOptions, testKeys } from "../../src/testing.ts"
import { pattern } from "../suites/objectStore/StoreContext.ts"
import { during } from "../suites/scriptedOss.ts"

const content = pattern(200_000)

interface Given {
  readonly bucket: OssBucket
  readonly fault: (operation: string, action: FaultAction, rule?: Partial<FaultRule>) => Effect.Effect<void>
  /** Names of the calls since the first fault. */
  readonly calls: Effect.Effect<ReadonlyArray<string>>
}

const begin = Effect.gen(function* () {
  const bucket = (yield* Oss).bucket("photos")
  yield* bucket.putBucket()
  yield* bucket.putObject({ key: "cat", body: content })
  const faults = yield* Faults
  yield* faults.clearCalls
  const given: Given = {
    bucket,
    fault: (operation, action, rule) => faults.add({ operation, action, ...rule }),
    calls: Effect.map(faults.calls, (calls) => calls.map(({ operation }) => operation))
  }
  return given
})

/** On an empty emulator in this process; the test clock moves on meanwhile. */
const inProcess = <A, E>(
  use: (given: Given) => Effect.Effect<A, E, Oss | Faults | Accounts>,
  options: OssTestOptions = {}
) => during(Effect.flatMap(begin, use), "10 minutes").pipe(Effect.provide(OssTest.layerWith(options)))

/** On an empty emulator over real sockets. */
const overSockets = <A, E>(
  use: (given: Given) => Effect.Effect<A, E, Oss | Faults>,
  options: OssTestOptions = { retry: { baseDelay: "5 millis" } }
) => Effect.flatMap(begin, use).pipe(Effect.provide(OssTest.layerSockets(options)))

const bytesOf = (bucket: OssBucket) => Effect.flatMap(bucket.getObject({ key: "cat" }), ({ bytes }) => bytes)

const readsOn = ({ bucket, fault, calls }: Given) =>
  Effect.gen(function* () {
    yield* fault("GetObject", { _tag: "Truncate", afterBytes: 70_000 }, { nth: 1 })
    yield* fault("GetObject", { _tag: "Truncate", afterBytes: 50_000 }, { nth: 2 })
    assert.isTrue(Buffer.from(content).equals(yield* bytesOf(bucket)))
    assert.deepStrictEqual(yield* calls, ["GetObject", "GetObject", "GetObject"])
  })

const repeatsWrites = ({ bucket, fault, calls }: Given) =>
  Effect.gen(function* () {
    yield* fault("PutObject", { _tag: "Reset" }, { nth: 1 })
    yield* fault("PutObject", { _tag: "Reset", executed: true }, { nth: 2 })
    yield* bucket.putObject({ key: "dog", body: "woof" })
    assert.deepStrictEqual(yield* calls, ["PutObject", "PutObject", "PutObject"])
    assert.strictEqual(yield* (yield* bucket.getObject({ key: "dog" })).text, "woof")
  })

const appendsOnce = ({ bucket, fault, calls }: Given) =>
  Effect.gen(function* () {
    yield* fault("AppendObject", { _tag: "Reset", executed: true })
    const error = yield* Effect.flip(bucket.appendObject({ key: "log", position: 0, body: "12" }))
    assert.isTrue(error._tag === "RequestError" && error.reason._tag === "Reset", String(error))
    assert.deepStrictEqual(yield* calls, ["AppendObject"])
    assert.strictEqual(yield* (yield* bucket.getObject({ key: "log" })).text, "12")
  })

describe("a service whose connections break", () => {
  it.effect("is read on from the last byte, in this process", () => inProcess(readsOn))
  it.live("is read on from the last byte, over sockets", () => overSockets(readsOn))
  it.effect("is written to again, in this process", () => inProcess(repeatsWrites))
  it.live("is written to again, over sockets", () => overSockets(repeatsWrites))
  it.effect("is appended to once, in this process", () => inProcess(appendsOnce))
  it.live("is appended to once, over sockets", () => overSockets(appendsOnce))

  it.effect("does not get a stream twice that can be read once", () =>
    inProcess(({ bucket, fault, calls }) =>
      Effect.gen(function* () {
        yield* fault("PutObject", { _tag: "Reset", executed: true }, { nth: 1 })
        const stream = Stream.make(pattern(10), pattern(20))
        assert.strictEqual((yield* Effect.flip(bucket.putObject({ key: "dog", body: stream })))._tag, "RequestError")
        yield* fault("PutObject", { _tag: "Reset", executed: true }, { nth: 1 })
        yield* bucket.putObject({ key: "dog", body: Body.stream(stream, { replayable: true }) })
        assert.deepStrictEqual(yield* calls, ["PutObject", "PutObject", "PutObject"])
      })
    )
  )
})

describe("a service that is busy", () => {
  it.effect("is asked again, four times in all", () =>
    inProcess(({ bucket, fault, calls }) =>
      Effect.gen(function* () {
        const busy = { _tag: "Error", status: 503, code: "ServiceUnavailable" } as const
        yield* fault("HeadObject", busy, { times: 3 })
        assert.strictEqual((yield* bucket.headObject({ key: "cat" })).contentLength, 200_000)
        assert.lengthOf(yield* calls, 4)
        yield* fault("GetObjectMeta", busy)
        const tag = yield* bucket.getObjectMeta({ key: "cat" }).pipe(
          Effect.as("told"),
          Effect.catchReason("ServerError", "ServiceUnavailable", ({ status }) => Effect.succeed(`busy ${status}`))
        )
        assert.strictEqual(tag, "busy 503")
        assert.lengthOf(yield* calls, 8)
      })
    )
  )

  it.effect("is not asked again when it refuses", () =>
    inProcess(({ bucket, fault, calls }) =>
      Effect.gen(function* () {
        yield* fault("HeadObject", { _tag: "Error", status: 403, code: "AccessDenied" })
        yield* Effect.flip(bucket.headObject({ key: "cat" }))
        assert.lengthOf(yield* calls, 1)
      })
    )
  )
})

describe("a service that is slow", () => {
  it.effect("is given up when it says nothing for too long", () =>
    inProcess(
      ({ bucket, fault, calls }) =>
        Effect.gen(function* () {
          yield* fault("HeadObject", { _tag: "Delay", duration: "1 hour" }, { times: 2 })
          assert.strictEqual((yield* bucket.headObject({ key: "cat" })).contentLength, 200_000)
          assert.lengthOf(yield* calls, 3)
        }),
      { responseTimeout: "20 seconds" }
    )
  )

  it.effect("is listened to as long as it goes on", () =>
    inProcess(
      ({ bucket, fault, calls }) =>
        Effect.gen(function* () {
          yield* fault("GetObject", { _tag: "SlowBody", chunkBytes: 20_000, duration: "15 seconds" })
          assert.isTrue(Buffer.from(content).equals(yield* bytesOf(bucket)))
          assert.lengthOf(yield* calls, 1)
        }),
      { idleTimeout: "20 seconds" }
    )
  )
})

describe("a service that damages what it carries", () => {
  it.effect("is noticed", () =>
    inProcess(({ bucket, fault }) =>
      Effect.gen(function* () {
        yield* fault("GetObject", { _tag: "CorruptByte", position: 100_000 })
        const error = yield* Effect.flip(bytesOf(bucket))
        assert.isTrue(error._tag === "ClientError" && error.reason._tag === "ChecksumMismatch", String(error))
      })
    )
  )

  it.effect("is asked to store once more", () =>
    inProcess(({ bucket, fault, calls }) =>
      Effect.gen(function* () {
        yield* fault("PutObject", { _tag: "WrongChecksum" }, { nth: 1 })
        yield* bucket.putObject({ key: "dog", body: "woof" })
        assert.deepStrictEqual(yield* calls, ["PutObject", "PutObject"])
      })
    )
  )
})

describe("a service whose clock is another", () => {
  for (const [name, millis] of [
    ["ahead", 3_600_000],
    ["behind", -7_200_000]
  ] as const) {
    it.effect(`is followed when it is ${name}`, () =>
      inProcess(({ bucket, fault, calls }) =>
        Effect.gen(function* () {
          for (const operation of ["HeadObject", "GetObjectMeta"])
            yield* fault(operation, { _tag: "SkewClock", millis })
          yield* bucket.headObject({ key: "cat" })
          yield* bucket.getObjectMeta({ key: "cat" })
          assert.deepStrictEqual(yield* calls, ["HeadObject", "HeadObject", "GetObjectMeta"])
        })
      )
    )
  }
})

describe("keys that expire", () => {
  it.effect("are renewed before they do, and once more when the service has already forgotten them", () =>
    Effect.gen(function* () {
      let runs = 0
      const temporary = (run: number, expiresAtMillis: number) => ({
        accessKeyId: `STS.${run}`,
        accessKeySecret: "secret",
        securityToken: `token-${run}`,
        expiration: DateTime.makeUnsafe(expiresAtMillis)
      })
      const provider = Effect.gen(function* () {
        const now = DateTime.toEpochMillis(yield* DateTime.now)
        const keys = Credentials.makeKeys(temporary(++runs, now + 3_600_000))
        const accounts = yield* Accounts
        const known = account({ ownerId: "1", accessKeyId: keys.accessKeyId, accessKeySecret: "secret" })
        accounts.add({
          ...known,
          accessKeys: [
            {
              accessKeyId: keys.accessKeyId,
              accessKeySecret: keys.accessKeySecret,
              securityToken: keys.securityToken,
              // The second keys are forgotten earlier than announced.
              expiresAtMillis: now + (runs === 2 ? 60_000 : 3_600_000)
            }
          ]
        })
        return keys
      })
      const implementation = Oss.layer({ region: "cn-hangzhou" }).pipe(
        Layer.provide([Credentials.layerProvider(provider), RetryPolicy.layer()]),
        Layer.provideMerge(OssTest.layerHttpClient())
      )
      yield* Effect.gen(function* () {
        const bucket = (yield* Oss).bucket("photos")
        yield* bucket.putBucket()
        assert.strictEqual(runs, 1)
        yield* TestClock.adjust("56 minutes")
        yield* bucket.putObject({ key: "cat", body: "meow" })
        assert.strictEqual(runs, 2)
        yield* TestClock.adjust("2 minutes")
        assert.strictEqual(yield* (yield* bucket.getObject({ key: "cat" })).text, "meow")
        assert.strictEqual(runs, 3)
      }).pipe(Effect.provide(implementation))
    })
  )
})

describe("buckets of others", () => {
  it.effect("exist, and are not ours", () => {
    const [ours, theirs] = [
      account({ ownerId: "1", accessKeyId: "us", accessKeySecret: "s1" }),
      account({ ownerId: "2", accessKeyId: "them", accessKeySecret: "s2" })
    ]
    const as = (accessKeyId: string, accessKeySecret: string) =>
      Effect.provide(
        Oss,
        Oss.layer({ region: "cn-hangzhou" }).pipe(
          Layer.provide([Credentials.layerStatic({ accessKeyId, accessKeySecret }), RetryPolicy.layer()])
        )
      )
    return Effect.gen(function* () {
      const [us, them] = [yield* as("us", "s1"), yield* as("them", "s2")]
      yield* us.putBucket({ bucket: "photos" })
      yield* us.putObject({ bucket: "photos", key: "cat", body: "meow" })
      assert.isTrue(yield* them.bucketExists({ bucket: "photos" }))
      const refused = yield* them.getObject({ bucket: "photos", key: "cat" }).pipe(
        Effect.as("read"),
        Effect.catchReason("ServerError", "AccessDenied", () => Effect.succeed("denied"))
      )
      assert.strictEqual(refused, "denied")
      const taken = yield* them.putBucket({ bucket: "photos" }).pipe(
        Effect.as("created"),
        Effect.catchReason("ServerError", "BucketAlreadyExists", () => Effect.succeed("taken"))
      )
      assert.strictEqual(taken, "taken")
      assert.deepStrictEqual((yield* them.listBuckets({})).buckets, [])
      yield* us.putObjectAcl({ bucket: "photos", key: "cat", acl: "public-read" })
      assert.strictEqual(yield* (yield* them.getObject({ bucket: "photos", key: "cat" })).text, "meow")
    }).pipe(Effect.provide(OssTest.layerHttpClient({ accounts: [ours, theirs] })))
  })

  it.effect("are not read with a wrong secret or an unknown key", () =>
    Effect.gen(function* () {
      const code = (keys: Credentials.KeysInput) =>
        Effect.flatMap(Oss, (oss) => Effect.flip(oss.listBuckets({}))).pipe(
          Effect.map((error) => (error._tag === "ServerError" ? error.reason._tag : error._tag)),
          Effect.provide(OssTest.layerWith({ keys }))
        )
      assert.strictEqual(yield* code({ accessKeyId: "test", accessKeySecret: "wrong" }), "SignatureDoesNotMatch")
      assert.strictEqual(yield* code({ accessKeyId: "nobody", accessKeySecret: "test" }), "InvalidAccessKeyId")
    })
  )
})

describe("links", () => {
  for (const signatureVersion of ["v1", "v4"] as const) {
    it.effect(`signed with ${signatureVersion} work as long as they say, and no longer`, () =>
      Effect.gen(function* () {
        const oss = yield* Effect.provide(
          Oss,
          Oss.layer({ region: "cn-hangzhou", signatureVersion }).pipe(
            Layer.provide([Credentials.layerStatic(testKeys), RetryPolicy.layer()])
          )
        )
        yield* oss.putBucket({ bucket: "photos" })
        yield* oss.putObject({ bucket: "photos", key: "cat", body: "meow" })
        const { url } = yield* oss.presign("getObject", { bucket: "photos", key: "cat" }, { expiresIn: "1 minute" })
        const status = Effect.map(HttpClient.get(url), (response) => response.status)
        yield* TestClock.adjust("59 seconds")
        assert.strictEqual(yield* status, 200)
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(yield* status, 403)
      }).pipe(Effect.provide(OssTest.layerHttpClient()))
    )
  }
})
