/** Redirects of OIS: to the zone of a bucket, and to strangers. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { isNotFound } from "../../src/schema/errorPredicates.ts"
import type { OisService } from "../../src/services/Ois.ts"
import { assertSigned } from "../suites/oisSignature.ts"
import type { Seen } from "../suites/scriptedHttp.ts"
import { calledOis, codeOf, oisAnswer, oisError } from "../suites/scriptedOis.ts"

const to = (status: number, location: string) => oisAnswer(status, undefined, { location })
const hosts = (seen: ReadonlyArray<Seen>) => seen.map(({ host }) => host)
const put = (ois: OisService) =>
  ois.bucket("test-bucket").putObject({ key: "a b", body: "hello", metadata: { x: "1" } })

describe("the zone of a bucket", () => {
  for (const status of [301, 302, 307, 308]) {
    it.effect(`is learned from a redirect ${status}: method, body and headers stay, and the signature fits`, () =>
      Effect.gen(function* () {
        const { seen } = yield* calledOis(
          [to(status, "https://pek3a.qingstor.com/test-bucket/a%20b"), oisAnswer(201)],
          put
        )
        assert.deepStrictEqual(hosts(seen), ["qingstor.com", "pek3a.qingstor.com"])
        const [first, second] = seen as [Seen, Seen]
        assert.deepStrictEqual([second.method, second.target], [first.method, first.target])
        assert.deepStrictEqual(second.body, first.body)
        assert.strictEqual(second.headers["x-qs-meta-x"], "1")
        assertSigned(second)
      })
    )
  }

  it.effect("is remembered for each bucket", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [
          to(307, "https://test-bucket.pek3a.qingstor.com/a%20b"),
          oisAnswer(201),
          oisAnswer(201),
          oisAnswer(200),
          oisAnswer(201)
        ],
        (ois) =>
          Effect.all([
            put(ois),
            put(ois),
            ois.bucket("test-bucket").putBucketAcl({ acl: [] }),
            ois.bucket("other-bucket").putObject({ key: "a", body: "" })
          ]),
        { ois: { virtualHosted: true } }
      )
      assert.deepStrictEqual(hosts(seen), [
        "test-bucket.qingstor.com",
        "test-bucket.pek3a.qingstor.com",
        "test-bucket.pek3a.qingstor.com",
        "test-bucket.pek3a.qingstor.com",
        "other-bucket.qingstor.com"
      ])
      for (const one of seen.slice(1, 4)) assertSigned(one, "test-bucket")
    })
  )

  it.effect("is forgotten when the bucket is no longer there", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis(
        [
          to(307, "https://pek3a.qingstor.com/test-bucket/a%20b"),
          oisAnswer(201),
          // Deleted, and made again in another zone.
          oisError(404, "bucket_not_exists"),
          to(307, "https://sh1a.qingstor.com/test-bucket/a%20b"),
          oisAnswer(201),
          oisError(404, "bucket_not_exists"),
          oisError(404, "bucket_not_exists")
        ],
        (ois) => Effect.andThen(Effect.andThen(put(ois), put(ois)), Effect.flip(put(ois)))
      )
      assert.deepStrictEqual(hosts(seen), [
        "qingstor.com",
        "pek3a.qingstor.com",
        "pek3a.qingstor.com",
        "qingstor.com",
        "sh1a.qingstor.com",
        "sh1a.qingstor.com",
        "qingstor.com"
      ])
      assert.isTrue(isNotFound(output))
    })
  )

  it.effect("of an earlier bucket does not move a new one", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [to(307, "https://pek3a.qingstor.com/test-bucket/a%20b"), oisAnswer(201), oisAnswer(201)],
        (ois) => Effect.andThen(put(ois), ois.bucket("test-bucket").putBucket())
      )
      assert.strictEqual(seen[2]!.host, "qingstor.com")
    })
  )

  it.effect("is learned for the next call where this one cannot be sent again", () =>
    Effect.gen(function* () {
      const once = () => Stream.succeed(new Uint8Array(3))
      const { output, seen } = yield* calledOis(
        [to(307, "https://pek3a.qingstor.com/test-bucket/a"), oisAnswer(201)],
        (ois) => {
          const bucket = ois.bucket("test-bucket")
          return Effect.all([
            codeOf(bucket.putObject({ key: "a", body: once() })),
            codeOf(bucket.putObject({ key: "a", body: once() }))
          ])
        }
      )
      assert.deepStrictEqual(output, ["redirected", "success"])
      assert.deepStrictEqual(hosts(seen), ["qingstor.com", "pek3a.qingstor.com"])
    })
  )

  it.effect("may be found over several addresses, but not in a circle", () =>
    Effect.gen(function* () {
      const at = (zone: string) => to(307, `https://${zone}.qingstor.com/test-bucket/a%20b`)
      const twice = yield* calledOis([at("pek3a"), at("sh1a"), oisAnswer(201)], put)
      assert.deepStrictEqual(hosts(twice.seen), ["qingstor.com", "pek3a.qingstor.com", "sh1a.qingstor.com"])
      const circle = yield* calledOis([at("pek3a"), at("sh1a"), at("pek3a")], (ois) => codeOf(put(ois)))
      assert.strictEqual(circle.output, "redirected")
      const endless = yield* calledOis(
        ["a", "b", "c", "d", "e", "f"].map((zone) => at(zone)),
        (ois) => codeOf(put(ois))
      )
      assert.strictEqual(endless.output, "redirected")
      assert.strictEqual(endless.seen.length, 6)
    })
  )
})

describe("what a redirect does not do", () => {
  it.effect("carries nothing to a stranger: the address is told instead", () =>
    Effect.gen(function* () {
      for (const stranger of [
        "https://mirror.example.com/a%20b",
        "https://qingstor.com.example.com/test-bucket/a%20b",
        "http://pek3a.qingstor.com/test-bucket/a%20b",
        "https://user:password@pek3a.qingstor.com/test-bucket/a%20b"
      ]) {
        const { output, seen } = yield* calledOis([to(302, stranger)], (ois) =>
          Effect.flip(ois.bucket("test-bucket").getObject({ key: "a b" }))
        )
        assert.strictEqual(seen.length, 1)
        assert.strictEqual(output._tag === "ServerError" && output.reason._tag, "redirected")
        assert.strictEqual(output._tag === "ServerError" && output.reason.details?.["location"], stranger)
      }
    })
  )

  it.effect("puts another object in the place of the one that was asked for", () =>
    Effect.gen(function* () {
      for (const other of [
        "https://pek3a.qingstor.com/test-bucket/c",
        "https://pek3a.qingstor.com/other-bucket/a%20b"
      ]) {
        const { output, seen } = yield* calledOis([to(302, other)], (ois) =>
          codeOf(ois.bucket("test-bucket").getObject({ key: "a b" }))
        )
        assert.deepStrictEqual([output, seen.length], ["redirected", 1])
      }
    })
  )

  it.effect("leads nowhere without an address", () =>
    Effect.gen(function* () {
      const { output, seen } = yield* calledOis([oisAnswer(307)], (ois) => codeOf(put(ois)))
      assert.deepStrictEqual([output, seen.length], ["redirected", 1])
    })
  )
})

describe("a wrong clock", () => {
  const date = "Thu, 01 Jan 1970 02:00:00 GMT"

  it.effect("is corrected by the service's date, for this call and the next", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis(
        [oisError(403, "request_expired", { date }), oisAnswer(201), oisAnswer(201)],
        (ois) => Effect.andThen(put(ois), put(ois))
      )
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers["date"]),
        ["Thu, 01 Jan 1970 00:00:00 GMT", date, date]
      )
      for (const one of seen) assertSigned(one)
    })
  )

  it.effect("is corrected for HEAD too, which does not say what was refused", () =>
    Effect.gen(function* () {
      const { seen } = yield* calledOis([oisAnswer(403, undefined, { date }), oisAnswer(200)], (ois) =>
        ois.bucket("test-bucket").headObject({ key: "a" })
      )
      assert.strictEqual(seen[1]!.headers["date"], date)
    })
  )

  it.effect("is not suspected where a right one was refused", () =>
    Effect.gen(function* () {
      const now = "Thu, 01 Jan 1970 00:00:00 GMT"
      const { output, seen } = yield* calledOis([oisAnswer(403, undefined, { date: now })], (ois) =>
        codeOf(ois.bucket("test-bucket").headObject({ key: "a" }))
      )
      assert.deepStrictEqual([output, seen.length], ["forbidden", 1])
    })
  )
})
