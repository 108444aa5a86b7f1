/** Calls of OIS as they are on the wire, and what becomes of their answers. */
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import * as OisOperations from "../../src/schema/ois/index.ts"
import { Ois, OisClient } from "../../src/services/Ois.ts"
import { assertSigned } from "../suites/oisSignature.ts"
import { script } from "../suites/scriptedHttp.ts"
import { calledOis, codeOf, oisAnswer, oisError, requestId } from "../suites/scriptedOis.ts"

const everybody = { grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" } as const
const md5 = (text: string) => createHash("md5").update(text).digest("hex")

describe("the first calls", () => {
  it.effect("lists the buckets of the account at the host of all zones", () =>
    Effect.gen(function* () {
      const bucket = {
        name: "mybucket",
        location: "pek3a",
        url: "https://mybucket.pek3a.qingstor.com",
        created: "2015-07-11T04:45:57Z"
      }
      const { output, seen } = yield* calledOis(
        [oisAnswer(200, { count: 1, buckets: [bucket] })],
        (ois) => ois.listBuckets({ location: "pek3a", offset: 0, limit: 20 }),
        { ois: { zone: "sh1a" } }
      )
      assert.deepStrictEqual(
        [seen[0]!.method, seen[0]!.host, seen[0]!.target],
        ["GET", "qingstor.com", "/?offset=0&limit=20"]
      )
      assert.strictEqual(seen[0]!.headers["location"], "pek3a")
      assertSigned(seen[0]!)
      const created = DateTime.makeUnsafe("2015-07-11T04:45:57Z")
      assert.deepStrictEqual(output, { requestId, count: 1, buckets: [{ ...bucket, created }] })
    })
  )

  it.effect("creates a bucket in its zone, with an empty body of no type", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis([oisAnswer(201)], (ois) => ois.bucket("test-bucket", "PEK3A").putBucket())
      assert.deepStrictEqual(
        [seen[0]!.method, seen[0]!.host, seen[0]!.target],
        ["PUT", "pek3a.qingstor.com", "/test-bucket"]
      )
      assert.strictEqual(seen[0]!.headers["content-length"], "0")
      assert.isUndefined(seen[0]!.headers["content-type"])
      assertSigned(seen[0]!)
    })
  )

  it.effect("stores an object with its type, metadata and class, and gives its ETag bare", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis([oisAnswer(201, undefined, { etag: `"${md5("hello")}"` })], (ois) =>
        ois.bucket("test-bucket", "pek3a").putObject({
          key: "notes/a b.txt",
          body: "hello",
          metadata: { Colour: "red" },
          cacheControl: "no-cache",
          storageClass: "STANDARD_IA"
        })
      )
      const [{ headers, target, body, method }] = seen as [(typeof seen)[0]]
      assert.deepStrictEqual([method, target], ["PUT", "/test-bucket/notes/a%20b.txt"])
      assert.strictEqual(new TextDecoder().decode(body), "hello")
      assert.deepStrictEqual(
        ["content-type", "content-length", "x-qs-meta-colour", "cache-control", "x-qs-storage-class"].map(
          (n) => headers[n]
        ),
        ["text/plain", "5", "red", "no-cache", "STANDARD_IA"]
      )
      assertSigned(seen[0]!)
      assert.deepStrictEqual(output, { requestId, eTag: md5("hello") })
    })
  )

  it.effect("reads a part of an object, its head first", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis(
        [
          oisAnswer(206, undefined, {
            etag: '"abc"',
            "content-range": "bytes 0-1/5",
            "content-length": "0",
            "x-qs-meta-colour": "red",
            "x-qs-storage-class": "NEXT_YEARS_CLASS",
            "last-modified": "Sat, 05 Dec 2015 11:10:29 GMT"
          })
        ],
        (ois) =>
          ois.bucket("test-bucket", "pek3a").getObject({ key: "a", range: [0, 1], responseContentType: "text/css; a" })
      )
      assert.strictEqual(seen[0]!.headers["range"], "bytes=0-1")
      assertSigned(seen[0]!)
      assert.deepStrictEqual(
        [output.eTag, output.contentRange, output.metadata, output.storageClass, output.requestId],
        ["abc", "bytes 0-1/5", { colour: "red" }, "NEXT_YEARS_CLASS", requestId]
      )
    })
  )

  it.effect("sets the grants of a bucket, none of them too", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis([oisAnswer(200), oisAnswer(200)], (ois) => {
        const bucket = ois.bucket("test-bucket", "pek3a")
        return Effect.andThen(bucket.putBucketAcl({ acl: [everybody] }), bucket.putBucketAcl({ acl: [] }))
      })
      assert.deepStrictEqual(
        seen.map(({ body, target }) => [target, new TextDecoder().decode(body)]),
        [
          ["/test-bucket?acl", '{"acl":[{"grantee":{"type":"group","name":"QS_ALL_USERS"},"permission":"READ"}]}'],
          ["/test-bucket?acl", '{"acl":[]}']
        ]
      )
      assert.strictEqual(seen[0]!.headers["content-type"], "application/json")
      for (const one of seen) assertSigned(one)
    })
  )
})

describe("addresses", () => {
  it.effect("name bucket, zone and host in this order, and no bucket where a call has none", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [oisAnswer(200, {}), oisAnswer(201), oisAnswer(201), oisAnswer(200)],
        (ois) =>
          Effect.all([
            ois.listBuckets({}),
            ois.bucket("test-bucket", "pek3a").putObject({ key: "a", body: "" }),
            ois.bucket("test-bucket").putObject({ key: "a", body: "" }),
            ois.bucket("test-bucket", "pek3a").putBucketAcl({ acl: [] })
          ]),
        { ois: { virtualHosted: true } }
      )
      assert.deepStrictEqual(
        seen.map(({ host, target }) => host + target),
        [
          "qingstor.com/",
          "test-bucket.pek3a.qingstor.com/a",
          "test-bucket.qingstor.com/a",
          "test-bucket.pek3a.qingstor.com/?acl"
        ]
      )
      assertSigned(seen[0]!)
      for (const one of seen.slice(1)) assertSigned(one, "test-bucket")
    })
  )

  it.effect("keep every key as it is, in both styles", () =>
    Effect.gen(function* () {
      const keys = ["/a", "a//b", "a/./b", "a/../b", "//", "/../", "a/..", "é + %2F", "a?b#c", "\u0001\n"]
      for (const virtualHosted of [false, true]) {
        const { seen } = yield* calledOis(
          keys.map(() => oisAnswer(201)),
          (ois) => Effect.forEach(keys, (key) => ois.bucket("test-bucket", "pek3a").putObject({ key, body: "" })),
          { ois: { virtualHosted } }
        )
        const prefix = virtualHosted ? "/" : "/test-bucket/"
        assert.deepStrictEqual(
          seen.map(({ target }) => decodeURIComponent(target.slice(prefix.length))),
          keys
        )
        for (const one of seen) assertSigned(one, virtualHosted ? "test-bucket" : undefined)
      }
    })
  )

  it.effect("cannot be had of keys that no URL can name: nothing is sent", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis([], (ois) =>
        Effect.forEach(["", ".", "..", "x".repeat(1024)], (key) =>
          codeOf(ois.bucket("test-bucket").putObject({ key, body: "" }))
        )
      )
      assert.deepStrictEqual(output, ["InvalidInput", "InvalidInput", "InvalidInput", "InvalidInput"])
      assert.deepStrictEqual(seen, [])
    })
  )

  it.effect("is that of Shanhe when nothing is said, whose zone has two names", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [oisAnswer(201), oisAnswer(201), oisAnswer(200, {})],
        (ois) =>
          Effect.all([
            ois.bucket("test-bucket", "jn1a").putObject({ key: "a", body: "" }),
            ois.bucket("test-bucket", "jn1").putObject({ key: "a", body: "" }),
            ois.listBuckets({})
          ]),
        { ois: { deployment: undefined } }
      )
      assert.deepStrictEqual(
        seen.map(({ host }) => host),
        ["jn1.is.shanhe.com", "jn1.is.shanhe.com", "is.shanhe.com"]
      )
    })
  )
})

describe("who signs, and with which date", () => {
  it.effect("nobody signs for anonymous callers", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [oisAnswer(200)],
        (ois) => ois.bucket("test-bucket", "pek3a").getObject({ key: "a" }),
        { credentials: Credentials.layerAnonymous }
      )
      assert.isUndefined(seen[0]!.headers["authorization"])
      assert.isUndefined(seen[0]!.headers["date"])
    })
  )

  it.effect("signs x-qs-date where Date cannot be sent", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [oisAnswer(200, {}), oisAnswer(201)],
        (ois) => Effect.andThen(ois.listBuckets({}), ois.bucket("test-bucket").putObject({ key: "a", body: "" })),
        { ois: { dateHeader: "x-qs-date" } }
      )
      for (const one of seen) {
        assert.isUndefined(one.headers["date"])
        assert.strictEqual(one.headers["x-qs-date"], "Thu, 01 Jan 1970 00:00:00 GMT")
        assertSigned(one)
      }
    })
  )
})

describe("what cannot be sent", () => {
  const refused = (use: (ois: Ois["Service"]) => Effect.Effect<unknown, any>) =>
    Effect.map(
      calledOis([], (ois) => Effect.flip(use(ois))),
      ({ output }) => String(output.message)
    )

  it.effect("is told by name before anything is sent", () =>
    Effect.gen(function* () {
      assert.match(
        yield* refused((ois) => ois.putBucket({ bucket: "Photos" })),
        /^Ois\.putBucket: bucket: "Photos" must be 6 to 63/
      )
      assert.match(
        yield* refused((ois) => ois.headObject({ bucket: "a/b", key: "k" })),
        /bucket: "a\/b" must be a bucket name/
      )
      assert.match(
        yield* refused((ois) => ois.headObject({ bucket: "photos", zone: "a.b", key: "k" })),
        /zone: "a\.b" must be a zone/
      )
      const put = (given: object) => refused((ois) => ois.putObject({ bucket: "photos", key: "k", body: "", ...given }))
      assert.match(yield* put({ metadata: { a: "é" } }), /metadata: must have values of printable ASCII/)
      assert.match(yield* put({ metadata: { "a b": "" } }), /metadata: must have names of letters/)
      assert.match(
        yield* put({ metadata: { a: "x".repeat(2048) } }),
        /metadata: must have at most 2048 bytes, not 2049/
      )
      assert.match(
        yield* put({ metadata: { ["a".repeat(513)]: "" } }),
        /metadata: must have names of at most 512 bytes/
      )
      assert.match(yield* put({ contentType: "x".repeat(256) }), /contentType: .* must have at most 255 characters/)
      assert.match(
        yield* put({ contentDisposition: 'attachment; filename="é"' }),
        /contentDisposition: .* must be printable ASCII/
      )
      assert.match(yield* put({ storageClass: "GLACIER" }), /storageClass: "GLACIER"/)
    })
  )

  it.effect("tells options that cannot work", () =>
    Effect.gen(function* () {
      const build = (options: object) =>
        Effect.flip(
          Effect.provide(
            Ois,
            Ois.layer(options).pipe(Layer.provide([Credentials.layerAnonymous, RetryPolicy.layerNone, script().layer]))
          )
        )
      assert.match(String((yield* build({ endpoint: "ftp://a" })).message), /^Ois\.layer: .*endpoint: /)
      assert.match(String((yield* build({ zone: "no zone" })).message), /a zone has only a-z/)
      assert.match(String((yield* build({ appName: "a b" })).message), /appName/)
    })
  )
})

describe("uploads", () => {
  const put = (etag: string, given: object = {}, checksums?: boolean) =>
    Effect.map(
      calledOis(
        [oisAnswer(201, undefined, { etag })],
        (ois) => codeOf(ois.bucket("test-bucket").putObject({ key: "a", body: "hello", ...given })),
        { ois: { checksums } }
      ),
      ({ output }) => output
    )

  it.effect("are compared with the ETag of their answer, where it is an MD5", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* put(`"${md5("hello")}"`), "success")
      assert.strictEqual(yield* put(md5("hello").toUpperCase()), "success")
      assert.strictEqual(yield* put(`"${md5("hullo")}"`), "ChecksumMismatch")
      assert.strictEqual(yield* put(`"${md5("hullo")}-3"`), "success")
      assert.strictEqual(yield* put(`"${md5("hullo")}"`, {}, false), "success")
    })
  )

  it.effect("of several chunks too", () =>
    Effect.gen(function* () {
      const body = new Uint8Array(3_000_000).fill(7)
      const etag = `"${createHash("md5").update(body).digest("hex")}"`
      assert.strictEqual(yield* put(etag, { body }), "success")
      assert.strictEqual(yield* put(`"${md5("hello")}"`, { body }), "ChecksumMismatch")
    })
  )
})

describe("ways to a client", () => {
  it.effect("executes single operations", () =>
    Effect.gen(function* () {
      const { layer, seen } = script(oisAnswer(200, { buckets: null }))
      const page = yield* Effect.flatMap(OisClient, (client) => client.execute(OisOperations.listBuckets, {})).pipe(
        Effect.provide(
          OisClient.layer({ endpoint: "http://127.0.0.1:9000" }).pipe(
            Layer.provide([Credentials.layerAnonymous, RetryPolicy.layerNone, layer])
          )
        )
      )
      assert.deepStrictEqual([page.buckets, seen[0]!.host], [[], "127.0.0.1:9000"])
    })
  )

  it.effect("reads its options and its keys from where they are", () =>
    Effect.gen(function* () {
      const { layer, seen } = script(oisAnswer(201))
      const live = Ois.layerConfig({ endpoint: Config.String("STORE"), zone: Config.String("ZONE") }).pipe(
        Layer.provide([Ois.layerCredentials, Ois.layerRetry(), layer])
      )
      const env = {
        STORE: "https://qingstor.com",
        ZONE: "gd2",
        QINGSTOR_ACCESS_KEY_ID: "other",
        QINGSTOR_SECRET_ACCESS_KEY: "other",
        OIS_ACCESS_KEY_ID: "mine",
        OIS_SECRET_ACCESS_KEY: "secret"
      }
      yield* Effect.flatMap(Ois, (ois) => ois.putObject({ bucket: "photos", key: "a", body: "" })).pipe(
        Effect.provide(live),
        Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
      )
      assert.strictEqual(seen[0]!.host, "gd2.qingstor.com")
      assert.match(seen[0]!.headers["authorization"]!, /^QS mine:/)
    })
  )

  it.effect("takes the keys of QingStor only where OIS has no part of any", () =>
    Effect.gen(function* () {
      const keysOf = (env: Record<string, string>) => {
        const { layer, seen } = script(oisAnswer(200, {}))
        const live = Ois.layer().pipe(Layer.provide([Ois.layerCredentials, Ois.layerRetry(), layer]))
        return Effect.match(
          Effect.flatMap(Ois, (ois) => ois.listBuckets({})),
          {
            onFailure: (error) => error.message,
            onSuccess: () => seen[0]!.headers["authorization"]!.split(":")[0]!
          }
        ).pipe(Effect.provide(live), Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
      }
      const qingstor = { QINGSTOR_ACCESS_KEY_ID: "other", QINGSTOR_SECRET_ACCESS_KEY: "other" }
      assert.strictEqual(yield* keysOf(qingstor), "QS other")
      assert.match(
        yield* keysOf({ ...qingstor, OIS_ACCESS_KEY_ID: "mine" }),
        /secret access key not provided.*OIS_SECRET_ACCESS_KEY/
      )
      assert.match(
        yield* keysOf({}),
        /there are no keys in OIS_ACCESS_KEY_ID and ~\/\.ois\/config\.yaml, nor in QINGSTOR/
      )
    })
  )
})

describe("errors", () => {
  it.effect("are typed by the service's own codes", () =>
    Effect.gen(function* () {
      const { output } = yield* calledOis([oisError(404, "object_not_exists")], (ois) =>
        ois
          .bucket("test-bucket")
          .getObject({ key: "a" })
          .pipe(
            Effect.as("there"),
            Effect.catchReason("ServerError", "object_not_exists", (reason) =>
              Effect.succeed(`${reason.code} ${reason.status} ${reason.kind} ${reason.requestId}`)
            )
          )
      )
      assert.strictEqual(output, `object_not_exists 404 NotFound ${requestId}`)
    })
  )
})
