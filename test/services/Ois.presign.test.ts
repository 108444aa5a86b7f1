/** URLs and forms of OIS that carry their permission with them. */
import { createHmac } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import * as Credentials from "../../src/layers/Credentials.ts"
import type { OisOptions, OisService } from "../../src/services/Ois.ts"
import { expectedSignature } from "../suites/oisSignature.ts"
import { calledOis, secretText } from "../suites/scriptedOis.ts"

const zone = "pek3a"
/** A key that ends in the name of the chosen file. */
const anyName = ["user/$", "{filename}"].join("")
const object = { bucket: "test-bucket", zone, key: "a//é b.txt" }
const credentials = Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText })

/** What signing gives; nothing is sent. */
const signed = <A, E>(use: (ois: OisService) => Effect.Effect<A, E>, ois?: OisOptions, anonymous = false) =>
  Effect.map(
    calledOis([], use, { ois, credentials: anonymous ? Credentials.layerAnonymous : credentials }),
    ({ output }) => output
  )

const partsOf = (url: string) => {
  const [, host = "", target = ""] = /^https:\/\/([^/]+)(.*)$/.exec(url)!
  const query = new URLSearchParams(target.split("?")[1])
  return { host, target, query }
}

/** Whether a URL is signed as the service expects it, given the headers that are sent with it. */
const assertFits = (
  link: { url: string; method: string; headers: Readonly<Record<string, string>> },
  hostBucket?: string
) => {
  const { host, target, query } = partsOf(link.url)
  const seen = { method: link.method, target, host, headers: link.headers, body: undefined }
  assert.strictEqual(query.get("access_key_id"), "id")
  assert.strictEqual(query.get("signature"), expectedSignature(seen, hostBucket, query.get("expires")!))
  assert.notMatch(target, /signature=[^&]*\+/)
}

describe("a presigned URL", () => {
  it.effect("reads an object until it expires", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2015-12-05T11:10:29.700Z"))
      const link = yield* signed((ois) =>
        ois.presign("getObject", { ...object, responseContentType: "text/css; a" }, { expiresIn: "1 hour" })
      )
      assertFits(link)
      const { host, target, query } = partsOf(link.url)
      assert.deepStrictEqual(
        [link.method, host, target.split("?")[0]],
        ["GET", "pek3a.qingstor.com", "/test-bucket/a//%C3%A9%20b.txt"]
      )
      assert.strictEqual(query.get("expires"), String(Date.parse("2015-12-05T12:10:29Z") / 1000))
      assert.strictEqual(DateTime.formatIso(link.expiresAt), "2015-12-05T12:10:29.000Z")
      assert.deepStrictEqual(link.headers, {})
    })
  )

  it.effect("names the bucket in the host where that is the style, and no bucket where a call has none", () =>
    Effect.gen(function* () {
      const links = yield* signed(
        (ois) =>
          Effect.all([
            ois.bucket("test-bucket", zone).presign("getObject", { key: "a" }),
            ois.bucket("test-bucket").presign("getBucketAcl", {}),
            ois.presign("listBuckets", {})
          ]),
        { virtualHosted: true }
      )
      assert.deepStrictEqual(
        links.map(({ url }) => partsOf(url).host),
        ["test-bucket.pek3a.qingstor.com", "test-bucket.qingstor.com", "qingstor.com"]
      )
      assertFits(links[0], "test-bucket")
      assertFits(links[1], "test-bucket")
      assertFits(links[2])
    })
  )

  it.effect("fixes the headers that were named, and no type that was not", () =>
    Effect.gen(function* () {
      const [plain, typed] = yield* signed((ois) =>
        Effect.all([
          ois.presign("putObject", object),
          ois.presign("putObject", { ...object, contentType: "text/html", metadata: { a: "1" }, contentMd5: "x" })
        ])
      )
      assert.deepStrictEqual(plain.headers, {})
      assertFits(plain)
      assert.deepStrictEqual(typed.headers, { "content-type": "text/html", "x-qs-meta-a": "1", "content-md5": "x" })
      assertFits(typed)
    })
  )

  it.effect("is a plain one without keys", () =>
    Effect.gen(function* () {
      const { url } = yield* signed((ois) => ois.presign("getObject", { ...object, key: "a" }), {}, true)
      assert.strictEqual(url, "https://pek3a.qingstor.com/test-bucket/a")
    })
  )

  it.effect("cannot be had of what is wrong", () =>
    Effect.gen(function* () {
      const refused = (input: object, expiresIn?: string) =>
        signed((ois) =>
          Effect.map(
            Effect.flip(ois.presign("getObject", { ...object, ...input }, { expiresIn: expiresIn as "1 hour" })),
            ({ message }) => message
          )
        )
      assert.match(yield* refused({ key: ".." }), /key: ".." cannot be addressed/)
      assert.match(yield* refused({}, "0 seconds"), /expiresIn: .*must be 1 to/)
    })
  )
})

describe("a form", () => {
  it.effect("allows just what it says, at the address of its bucket", () =>
    Effect.gen(function* () {
      const form = yield* signed((ois) =>
        ois.bucket("test-bucket", zone).postForm({
          key: anyName,
          redirect: "https://example.com/done",
          contentType: "image/png",
          metadata: { a: "1" },
          storageClass: "STANDARD_IA"
        })
      )
      assert.strictEqual(form.url, "https://pek3a.qingstor.com/test-bucket")
      const { access_key_id, policy, signature, ...rest } = form.fields
      assert.deepStrictEqual(rest, {
        key: anyName,
        redirect: "https://example.com/done",
        "content-type": "image/png",
        "x-qs-meta-a": "1",
        "x-qs-storage-class": "STANDARD_IA"
      })
      assert.strictEqual(access_key_id, "id")
      assert.deepStrictEqual(JSON.parse(Buffer.from(policy!, "base64").toString()), rest)
      assert.strictEqual(signature, createHmac("sha256", secretText).update(policy!).digest("base64"))
      assert.deepStrictEqual(Object.keys(form.fields).slice(0, 3), ["access_key_id", "policy", "signature"])
    })
  )

  it.effect("stands in the host where that is the style", () =>
    Effect.gen(function* () {
      const { url, fields } = yield* signed((ois) => ois.postForm({ ...object, key: "a.png" }), { virtualHosted: true })
      assert.strictEqual(url, "https://test-bucket.pek3a.qingstor.com/")
      assert.isUndefined(fields["content-type"])
    })
  )

  it.effect("needs keys, and a key that the service takes", () =>
    Effect.gen(function* () {
      const refused = (key: string, anonymous: boolean) =>
        signed(
          (ois) => Effect.map(Effect.flip(ois.postForm({ ...object, key })), ({ message }) => message),
          {},
          anonymous
        )
      assert.match(yield* refused("a", true), /no credentials to sign with/)
      assert.match(yield* refused("/a", false), /Ois\.postForm: key: "\/a" must not start with "\/" in a form/)
    })
  )
})
