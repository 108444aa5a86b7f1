import { assert, describe, it } from "@effect/vitest"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as objectOperations from "../../src/schema/oss/object.ts"
import { Oss, OssClient, type OssService } from "../../src/services/Oss.ts"
import { answer, type Step, script, serviceError } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"

const object = { bucket: "photos", key: "cat" }
const xml = { "content-type": "application/xml" }
const copied = answer(
  200,
  xml,
  '<CopyObjectResult><ETag>"E"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>'
)

const called = <A, E>(
  steps: ReadonlyArray<Step>,
  use: (oss: OssService) => Effect.Effect<A, E>,
  credentials?: Layer.Layer<Credentials.Credentials>
) => {
  const { seen, layer } = scriptedOss({ steps, credentials, retryPolicy: RetryPolicy.layerNone })
  return Effect.map(Effect.provide(Effect.flatMap(Oss, use), layer), (output) => ({ output, seen }))
}

describe("copying", () => {
  const directives = (input: object) =>
    Effect.map(
      called([copied], (oss) => oss.copyObject({ ...object, source: object, ...input })),
      ({ seen }) => [seen[0]?.headers["x-oss-metadata-directive"], seen[0]?.headers["x-oss-tagging-directive"]]
    )

  it.effect("keeps what the source has unless something else is given", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* directives({}), [undefined, undefined])
      assert.deepStrictEqual(yield* directives({ contentType: "text/plain" }), ["REPLACE", undefined])
      assert.deepStrictEqual(yield* directives({ metadata: {} }), ["REPLACE", undefined])
      assert.deepStrictEqual(yield* directives({ tagging: { a: "b" } }), [undefined, "Replace"])
      assert.deepStrictEqual(yield* directives({ contentType: "text/plain", metadataDirective: "COPY" }), [
        "COPY",
        undefined
      ])
    })
  )

  it.effect("takes what is undefined for what is absent", () =>
    Effect.gen(function* () {
      const nothing = { contentType: undefined, metadata: undefined, tagging: undefined }
      assert.deepStrictEqual(yield* directives(nothing), [undefined, undefined])
      assert.deepStrictEqual(yield* directives({ metadata: { a: "b" }, metadataDirective: undefined }), [
        "REPLACE",
        undefined
      ])
    })
  )
})

describe("questions", () => {
  it.effect("a bucket of somebody else exists", () =>
    Effect.gen(function* () {
      const ask = (step: Step) =>
        Effect.map(
          called([step], (oss) => Effect.result(oss.bucketExists({ bucket: "photos" }))),
          ({ output }) => (output._tag === "Success" ? output.success : output.failure._tag)
        )
      assert.strictEqual(yield* ask(serviceError(403, "AccessDenied")), true)
      assert.strictEqual(yield* ask(serviceError(404, "NoSuchBucket")), false)
      assert.strictEqual(yield* ask(serviceError(403, "InvalidAccessKeyId")), "ServerError")
      assert.strictEqual(yield* ask(serviceError(500, "InternalError")), "ServerError")
    })
  )

  it.effect("an object that answers 404 does not exist, unless its bucket does not", () =>
    Effect.gen(function* () {
      const ask = (step: Step) =>
        Effect.map(
          called([step], (oss) => Effect.result(oss.objectExists(object))),
          ({ output }) => (output._tag === "Success" ? output.success : output.failure._tag)
        )
      const inHeader = (code: string) =>
        answer(404, { "x-oss-err": Buffer.from(`<Error><Code>${code}</Code></Error>`).toString("base64") })
      assert.strictEqual(yield* ask(answer(404)), false)
      assert.strictEqual(yield* ask(inHeader("NoSuchKey")), false)
      assert.strictEqual(yield* ask(inHeader("NoSuchBucket")), "ServerError")
      assert.strictEqual(yield* ask(answer(403)), "ServerError")
    })
  )
})

describe("deleting many objects", () => {
  it.effect("tells the keys that the service did not call deleted, in their order", () =>
    Effect.gen(function* () {
      const deleted = answer(
        200,
        xml,
        "<DeleteResult><EncodingType>url</EncodingType><Deleted><Key>b%20c</Key></Deleted></DeleteResult>"
      )
      const { output, seen } = yield* called([deleted], (oss) =>
        oss.deleteMultipleObjects({ bucket: "photos", objects: [{ key: "z" }, { key: "b c" }, { key: "a" }] })
      )
      assert.deepStrictEqual(output.notDeleted, ["z", "a"])
      assert.match(seen[0]!.headers["content-md5"]!, /^[A-Za-z0-9+/]{22}==$/)
      assert.strictEqual(seen[0]!.headers["content-type"], "application/xml")
    })
  )

  it.effect("reads an empty answer as nothing deleted", () =>
    Effect.gen(function* () {
      const { output } = yield* called([answer(200, xml, "")], (oss) =>
        oss.deleteMultipleObjects({ bucket: "photos", objects: [{ key: "a" }] })
      )
      assert.deepStrictEqual([output.deleted, output.notDeleted], [[], ["a"]])
    })
  )
})

describe("a handle", () => {
  it.effect("has every method that takes a bucket, and fills it in", () =>
    Effect.gen(function* () {
      const { output: oss } = yield* called([], (oss) => Effect.succeed(oss))
      const bucket = oss.bucket("photos")
      const without = ["bucket", "listBuckets", "listBucketsAll"]
      const expected = Object.keys(oss).filter((name) => !without.includes(name))
      assert.deepStrictEqual(Object.keys(bucket).sort(), [...expected, "name"].sort())
    })
  )

  it.effect("goes to its bucket whatever the caller writes", () =>
    Effect.gen(function* () {
      const { seen } = yield* called([answer(204)], (oss) =>
        oss.bucket("photos").deleteObject({ key: "cat", bucket: "other" } as { key: string })
      )
      assert.strictEqual(seen[0]!.host, "photos.oss-cn-hangzhou.aliyuncs.com")
    })
  )

  it.effect("of a name that cannot be is refused at the first call", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* called([], (oss) => Effect.flip(oss.bucket("No Bucket").getBucketInfo()))
      assert.isTrue(output._tag === "ClientError" && output.reason._tag === "InvalidInput")
      assert.lengthOf(seen, 0)
    })
  )
})

describe("where requests go", () => {
  const targetOf = (options: Parameters<typeof Oss.layer>[0], bucket = "photos") =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({ steps: [answer(204)], oss: options })
      yield* Effect.provide(
        Effect.flatMap(Oss, (oss) => oss.deleteObject({ bucket, key: "a b" })),
        layer
      )
      return `${seen[0]!.host}${seen[0]!.target}`
    })

  it.effect("is told by region, network and endpoint", () =>
    Effect.gen(function* () {
      const region = "cn-hangzhou"
      assert.strictEqual(yield* targetOf({ region }), "photos.oss-cn-hangzhou.aliyuncs.com/a%20b")
      assert.strictEqual(yield* targetOf({ region: "oss-cn-hangzhou" }), "photos.oss-cn-hangzhou.aliyuncs.com/a%20b")
      assert.strictEqual(
        yield* targetOf({ region, network: "internal" }),
        "photos.oss-cn-hangzhou-internal.aliyuncs.com/a%20b"
      )
      assert.strictEqual(yield* targetOf({ region, network: "dualStack" }), "photos.cn-hangzhou.oss.aliyuncs.com/a%20b")
      assert.strictEqual(yield* targetOf({ region, network: "accelerate" }), "photos.oss-accelerate.aliyuncs.com/a%20b")
      assert.strictEqual(yield* targetOf({ region, pathStyle: true }), "oss-cn-hangzhou.aliyuncs.com/photos/a%20b")
      assert.strictEqual(
        yield* targetOf({ region, endpoint: "https://img.example.com", cname: true }),
        "img.example.com/a%20b"
      )
      assert.strictEqual(
        yield* targetOf({ region, endpoint: "http://127.0.0.1:4560/ignored" }),
        "127.0.0.1:4560/photos/a%20b"
      )
    })
  )
})

describe("layers", () => {
  it.effect("read their options from Config", () =>
    Effect.gen(function* () {
      const { seen, layer } = script(answer(204), answer(204))
      const oss = Oss.layerConfig({
        region: Config.String("REGION"),
        responseTimeout: Config.Duration("TIMEOUT").pipe(Config.withDefault(Duration.seconds(5)))
      }).pipe(Layer.provide([Credentials.layerAnonymous, RetryPolicy.layerNone, layer]))
      const remove = Effect.flatMap(Oss, (oss) => oss.deleteObject(object))
      const provided = (env: Record<string, string>) =>
        Effect.provide(remove, Layer.provide(oss, ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
      yield* provided({ REGION: "cn-shanghai" })
      assert.strictEqual(seen[0]!.host, "photos.oss-cn-shanghai.aliyuncs.com")
      const error = yield* Effect.flip(provided({}))
      assert.strictEqual(error._tag, "ConfigError")
    })
  )

  it.effect("of the client alone execute single operations", () =>
    Effect.gen(function* () {
      const { seen, layer } = script(answer(200, { etag: '"E"' }))
      const client = OssClient.layer({ region: "cn-hangzhou" }).pipe(
        Layer.provide([Credentials.layerAnonymous, RetryPolicy.layerNone, layer])
      )
      const put = Effect.flatMap(OssClient, ({ execute }) =>
        execute(objectOperations.putObject, { ...object, body: "x" })
      )
      assert.strictEqual((yield* Effect.provide(put, client)).eTag, "E")
      assert.strictEqual(seen[0]!.method, "PUT")
    })
  )

  it.effect("name the program that calls", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedOss({
        steps: [answer(204)],
        oss: { region: "cn-hangzhou", appName: "album/1.2" }
      })
      yield* Effect.provide(
        Effect.flatMap(Oss, (oss) => oss.deleteObject(object)),
        layer
      )
      assert.match(seen[0]!.headers["user-agent"]!, /^effect-cloud-storage\/\d+\.\d+\.\d+\/album\/1\.2$/)
    })
  )
})

describe("signing without sending", () => {
  it.effect("says when what it signs ends", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1, 12, 0, 0, 500))
      const { output } = yield* called([], (oss) =>
        Effect.all([
          oss.presign("getObject", object),
          oss.presign("getObject", object, { expiresIn: "90 seconds" }),
          oss.bucket("photos").postPolicy()
        ])
      )
      assert.deepStrictEqual(
        output.map(({ expiresAt }) => new Date(expiresAt.epochMilliseconds).toISOString()),
        ["2026-01-01T12:15:00.000Z", "2026-01-01T12:01:30.000Z", "2026-01-01T13:00:00.000Z"]
      )
    })
  )

  it.effect("of a handle is that of its bucket", () =>
    Effect.gen(function* () {
      const { output } = yield* called([], (oss) =>
        Effect.all([oss.presign("getObject", object), oss.bucket("photos").presign("getObject", { key: "cat" })])
      )
      assert.deepStrictEqual(output[1], output[0])
      assert.include(output[0].url, "https://photos.oss-cn-hangzhou.aliyuncs.com/cat?")
    })
  )

  it.effect("needs keys, except for URLs of what is public", () =>
    Effect.gen(function* () {
      const { output } = yield* called(
        [],
        (oss) =>
          Effect.all([
            Effect.flip(oss.postPolicy({ bucket: "photos" })),
            Effect.flip(oss.rtmpUrl({ bucket: "photos", channel: "tv" })),
            oss.presign("getObject", object)
          ]),
        Credentials.layerAnonymous
      )
      assert.strictEqual(output[0].reason._tag, "NoCredentials")
      assert.strictEqual(output[1].reason._tag, "NoCredentials")
      assert.strictEqual(output[2].url, "https://photos.oss-cn-hangzhou.aliyuncs.com/cat")
    })
  )

  it.effect("refuses what cannot be, as calls do", () =>
    Effect.gen(function* () {
      const { output } = yield* called([], (oss) =>
        Effect.all([
          Effect.flip(oss.presign("getObject", { bucket: "No", key: "cat" })),
          Effect.flip(oss.presign("getObject", { bucket: "photos", key: ".." })),
          Effect.flip(oss.presign("putObject", { ...object, metadata: { a: "b\nc" } })),
          Effect.flip(oss.postPolicy({ bucket: "No" })),
          Effect.flip(oss.rtmpUrl({ bucket: "photos", channel: "" }))
        ])
      )
      for (const error of output) assert.strictEqual(error.reason._tag, "InvalidInput", error.message)
    })
  )

  it.effect("refuses to live for ever, also with V1", () =>
    Effect.gen(function* () {
      for (const signatureVersion of ["v1", "v4"] as const) {
        const { layer } = scriptedOss({ steps: [], oss: { region: "cn-hangzhou", signatureVersion } })
        const tried = Effect.flatMap(Oss, (oss) =>
          Effect.all([
            Effect.flip(oss.presign("getObject", object, { expiresIn: Duration.infinity })),
            Effect.flip(oss.presign("getObject", object, { expiresIn: Duration.seconds(Number.MAX_SAFE_INTEGER) })),
            Effect.flip(oss.postPolicy({ bucket: "photos", expiresIn: Duration.seconds(Number.MAX_SAFE_INTEGER) })),
            Effect.flip(oss.presign("getObject", object, { expiresIn: "500 millis" }))
          ])
        )
        for (const error of yield* Effect.provide(tried, layer)) assert.strictEqual(error.reason._tag, "InvalidInput")
      }
    })
  )

  it.effect("does not run before it is asked to: an hour later the signature is of that hour", () =>
    Effect.gen(function* () {
      const { output } = yield* called([], (oss) => {
        const presign = oss.presign("getObject", object)
        return Effect.all([presign, Effect.andThen(TestClock.adjust("1 hour"), presign)])
      })
      assert.strictEqual(output[1].expiresAt.epochMilliseconds - output[0].expiresAt.epochMilliseconds, 3_600_000)
    })
  )
})
