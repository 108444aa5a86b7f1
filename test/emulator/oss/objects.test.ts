import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { describe, expect, layer } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import type { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { crc64 } from "../../../src/emulator/crc64.ts"
import { inProcessLayer } from "../fixture.ts"
import { type CallOptions, call, md5Of, outcome } from "./calls.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const put = (key: string, body: string, headers: Record<string, string> = {}) =>
  call("PUT", `/bucket/${key}`, { body, headers })

layer(inProcessLayer)("objects", (it) => {
  it.effect("come back as they were stored", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 1, 3, 4, 5, 6, 789))
      yield* call("PUT", "/bucket")
      const stored = yield* put("a/b.txt", "hello", {
        "content-type": "text/plain",
        "content-language": "de",
        "cache-control": "no-cache",
        expires: "Sat, 03 Feb 2024 05:05:06 GMT",
        "x-oss-meta-Author": "é".normalize(),
        "x-oss-tagging": "a=1&b=%2B%20x&c",
        "x-oss-server-side-encryption": "AES256"
      })
      expect(stored.status).toBe(200)
      expect(stored.headers).toMatchObject({
        etag: '"5D41402ABC4B2A76B9719D911017C592"',
        "content-md5": md5Of("hello"),
        "x-oss-hash-crc64ecma": String(crc64(bytes("hello"))),
        "x-oss-server-side-encryption": "AES256",
        "content-length": "0"
      })
      const read = yield* call("GET", "/bucket/a%2Fb.txt")
      expect([read.status, read.text]).toEqual([200, "hello"])
      expect(read.headers).toMatchObject({
        "accept-ranges": "bytes",
        "cache-control": "no-cache",
        "content-language": "de",
        "content-length": "5",
        "content-md5": md5Of("hello"),
        "content-type": "text/plain",
        etag: '"5D41402ABC4B2A76B9719D911017C592"',
        expires: "Sat, 03 Feb 2024 05:05:06 GMT",
        "last-modified": "Sat, 03 Feb 2024 04:05:06 GMT",
        server: "AliyunOSS",
        date: "Sat, 03 Feb 2024 04:05:06 GMT",
        "x-oss-hash-crc64ecma": String(crc64(bytes("hello"))),
        "x-oss-meta-author": "é",
        "x-oss-object-type": "Normal",
        "x-oss-server-side-encryption": "AES256",
        "x-oss-server-time": "0",
        "x-oss-storage-class": "Standard",
        "x-oss-tagging-count": "3"
      })
      expect(read.headers["x-oss-request-id"]).toMatch(/^[0-9A-F]{24}$/)
      const head = yield* call("HEAD", "/bucket/a/b.txt")
      const { date: _, "x-oss-request-id": __, ...described } = read.headers
      expect(head.headers).toMatchObject(described)
      expect(head.bytes.length).toBe(0)
      const meta = yield* call("HEAD", "/bucket/a/b.txt?objectMeta")
      expect(meta.headers).toMatchObject({ etag: read.headers["etag"], "content-length": "5" })
      expect(meta.headers["x-oss-meta-author"]).toBeUndefined()
      const tags = yield* call("GET", "/bucket/a/b.txt?tagging")
      expect(tags.text).toContain(
        "<TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>+ x</Value></Tag><Tag><Key>c</Key><Value></Value></Tag></TagSet>"
      )
    })
  )

  it.effect("are not changed by changes of what was sent or received", () =>
    Effect.gen(function* () {
      const sent = bytes("original")
      yield* call("PUT", "/bucket/isolated", { body: sent })
      sent.fill(0)
      const first = yield* call("GET", "/bucket/isolated")
      first.bytes.fill(0)
      expect((yield* call("GET", "/bucket/isolated")).text).toBe("original")
    })
  )

  it.effect.each([
    "%25",
    "%23",
    "%3F",
    "a+b",
    "a%20b",
    "%E4%B8%AD%E6%96%87",
    "%F0%9F%98%80",
    "a//b",
    "a%2F..%2Fb",
    "a%2F.%2Fb",
    "k/",
    "%01",
    "..%2F"
  ])("keep the key %s", (key) =>
    Effect.gen(function* () {
      expect(yield* outcome("PUT", `/bucket/keys/${key}`, { body: key })).toBe(200)
      expect((yield* call("GET", `/bucket/keys/${key}`)).text).toBe(key)
      const listed = yield* call("GET", "/bucket?prefix=keys/&encoding-type=url&max-keys=1000")
      const encoded = encodeURIComponent(`keys/${decodeURIComponent(key)}`)
      expect(listed.text).toContain(`<Key>${encoded}</Key>`)
    })
  )

  it.effect("have keys of 1 to 1023 bytes that start with no slash", () =>
    Effect.gen(function* () {
      const put = (key: string) => outcome("PUT", `/bucket/${encodeURIComponent(key)}`, { body: "x" })
      expect(yield* put("k".repeat(1023))).toBe(200)
      expect(yield* put("é".repeat(511))).toBe(200)
      expect(yield* put("k".repeat(1024))).toBe("400 InvalidObjectName")
      expect(yield* put("é".repeat(512))).toBe("400 InvalidObjectName")
      expect(yield* put("/k")).toBe("400 InvalidObjectName")
      expect(yield* put("\\k")).toBe("400 InvalidObjectName")
      expect(yield* outcome("PUT", "/bucket/%zz", { body: "x", as: "anonymous" })).toBe("400 InvalidArgument")
    })
  )

  it.effect("are refused with wrong headers", () =>
    Effect.gen(function* () {
      const putWith = (headers: Record<string, string>) => outcome("PUT", "/bucket/wrong", { body: "hello", headers })
      expect(yield* putWith({ "content-md5": md5Of("hello") })).toBe(200)
      expect(yield* putWith({ "content-md5": md5Of("hallo") })).toBe("400 InvalidDigest")
      expect(yield* putWith({ "content-md5": "abc" })).toBe("400 InvalidDigest")
      expect(yield* putWith({ "x-oss-object-acl": "open" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-storage-class": "Warm" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-server-side-encryption": "DES" })).toBe("400 InvalidEncryptionAlgorithmError")
      expect(yield* putWith({ "x-oss-tagging": "a=1&a=2" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-tagging": "a=%3F" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-forbid-overwrite": "yes" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-traffic-limit": "1" })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "x-oss-meta-a": "v".repeat(8192 - 12) })).toBe(200)
      expect(yield* putWith({ "x-oss-meta-a": "v".repeat(8192 - 11) })).toBe("400 InvalidArgument")
      expect(yield* putWith({ "if-match": "x" })).toBe("400 NotImplemented")
      expect(yield* putWith({ "content-length": String(5 * 1024 ** 3 + 1) })).toBe("400 EntityTooLarge")
      expect(yield* putWith({ "content-length": "6" })).toBe("400 RequestTimeout")
      const refused = yield* call("PUT", "/bucket/wrong", { body: "x", headers: { "if-modified-since": "x" } })
      expect(refused.text).toContain("<Header>If-Modified-Since</Header>")
      expect((yield* call("GET", "/bucket/wrong")).text).toBe("hello")
    })
  )

  it.effect("are not overwritten when that is forbidden", () =>
    Effect.gen(function* () {
      const headers = { "x-oss-forbid-overwrite": "true" }
      expect((yield* put("once", "1", headers)).status).toBe(200)
      expect(yield* outcome("PUT", "/bucket/once", { body: "2", headers })).toBe("409 FileAlreadyExists")
      expect((yield* put("once", "3", { "x-oss-forbid-overwrite": "false" })).status).toBe(200)
      expect((yield* call("GET", "/bucket/once")).text).toBe("3")
    })
  )

  it.effect("answer ranges", () =>
    Effect.gen(function* () {
      yield* put("ranged", "0123456789")
      const get = (range: string, behavior?: string) =>
        call("GET", "/bucket/ranged", {
          headers: { range, ...(behavior === undefined ? {} : { "x-oss-range-behavior": behavior }) }
        })
      const part = yield* get("bytes=2-4")
      expect([part.status, part.text]).toEqual([206, "234"])
      expect(part.headers).toMatchObject({
        "content-range": "bytes 2-4/10",
        "content-length": "3",
        "x-oss-hash-crc64ecma": String(crc64(bytes("0123456789")))
      })
      expect(part.headers["content-md5"]).toBeUndefined()
      const whole = yield* get("bytes=2-99")
      expect([whole.status, whole.text, whole.headers["content-range"]]).toEqual([200, "0123456789", undefined])
      const clipped = yield* get("bytes=2-99", "standard")
      expect([clipped.status, clipped.text, clipped.headers["content-range"]]).toEqual([
        206,
        "23456789",
        "bytes 2-9/10"
      ])
      const beyond = yield* get("bytes=10-", "standard")
      expect([beyond.status, beyond.code, beyond.headers["content-range"]]).toEqual([416, "InvalidRange", "bytes */10"])
    })
  )

  it.effect("answer conditions", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 5, 1))
      const { headers } = yield* put("conditional", "x")
      const get = (method: string, conditions: Record<string, string>) =>
        call(method, "/bucket/conditional", { headers: conditions })
      expect((yield* get("GET", { "if-match": headers["etag"]! })).status).toBe(200)
      const failed = yield* get("GET", { "if-match": '"0"' })
      expect([failed.status, failed.code]).toEqual([412, "PreconditionFailed"])
      expect(failed.text).toContain("<Condition>If-Match</Condition>")
      const same = yield* get("GET", { "if-none-match": headers["etag"]! })
      expect([same.status, same.bytes.length, same.headers["etag"]]).toEqual([304, 0, headers["etag"]])
      expect((yield* get("HEAD", { "if-modified-since": "Sat, 01 Jun 2024 00:00:00 GMT" })).status).toBe(304)
      expect((yield* get("HEAD", { "if-modified-since": "Fri, 31 May 2024 23:59:59 GMT" })).status).toBe(200)
      expect((yield* get("HEAD", { "if-modified-since": "yesterday" })).status).toBe(200)
      const head = yield* get("HEAD", { "if-unmodified-since": "Fri, 31 May 2024 23:59:59 GMT" })
      expect([head.status, head.code, head.bytes.length]).toEqual([412, "PreconditionFailed", 0])
    })
  )

  it.effect("answer with the headers that a reader asks for, unless anonymous", () =>
    Effect.gen(function* () {
      yield* put("overridden", "x", { "content-type": "text/plain", "x-oss-object-acl": "public-read" })
      const target = "/bucket/overridden?response-content-type=image%2Fpng&response-content-disposition=%E4%B8%AD"
      const read = yield* call("GET", target)
      expect(read.headers["content-type"]).toBe("image/png")
      expect(Buffer.from(read.headers["content-disposition"]!, "latin1").toString("utf8")).toBe("中")
      expect(yield* outcome("GET", target, { as: "anonymous" })).toBe("400 InvalidRequest")
      expect(yield* outcome("GET", "/bucket/overridden?response-expires=a%0D%0Ab:c")).toBe("400 InvalidArgument")
    })
  )

  it.effect("are compressed on the way only for those who ask, when large and textual", () =>
    Effect.gen(function* () {
      const text = "compress me ".repeat(100)
      yield* put("large", text, { "content-type": "text/plain; charset=utf-8" })
      yield* put("small", "x".repeat(1023), { "content-type": "text/plain" })
      yield* put("binary", text, { "content-type": "image/png" })
      const get = (key: string, headers: Record<string, string> = { "accept-encoding": "deflate, gzip" }) =>
        call("GET", `/bucket/${key}`, { headers })
      const compressed = yield* get("large")
      expect(compressed.headers["content-encoding"]).toBe("gzip")
      expect([compressed.headers["etag"], compressed.headers["content-length"]]).toEqual([undefined, undefined])
      expect(gunzipSync(compressed.bytes).toString()).toBe(text)
      for (const plain of [
        yield* get("small"),
        yield* get("binary"),
        yield* get("large", { "accept-encoding": "identity" }),
        yield* get("large", {}),
        yield* get("large", { "accept-encoding": "gzip", range: "bytes=0-1099" })
      ]) {
        expect(plain.headers["content-encoding"]).toBeUndefined()
        expect(plain.headers["etag"]).toBeDefined()
      }
    })
  )

  it.effect("have a head without length and tag when they would be compressed on the way", () =>
    Effect.gen(function* () {
      const head = (key: string, headers: Record<string, string>) => call("HEAD", `/bucket/${key}`, { headers })
      const gzip = { "accept-encoding": "gzip" }
      const { headers } = yield* head("large", gzip)
      expect([headers["content-encoding"], headers["etag"], headers["content-length"]]).toEqual([
        "gzip",
        undefined,
        undefined
      ])
      const plain = yield* head("large", {})
      expect([plain.headers["content-length"], plain.headers["etag"] === undefined]).toEqual(["1200", false])
      expect((yield* head("binary", gzip)).headers["content-length"]).toBe("1200")
      const etag = plain.headers["etag"]!
      for (const method of ["GET", "HEAD"]) {
        const asked = (name: string, value: string) =>
          Effect.map(call(method, "/bucket/large", { headers: { ...gzip, [name]: value } }), ({ status }) => status)
        expect(yield* asked("if-none-match", etag)).toBe(304)
        expect(yield* asked("if-match", '"0"')).toBe(412)
        expect(yield* asked("if-match", etag)).toBe(200)
      }
    })
  )

  it.effect("take as long as a limit of traffic makes them take, both ways", () =>
    Effect.gen(function* () {
      // A second and a half, at the least speed there is.
      const size = (245_760 / 8) * 1.5
      const limit = { "x-oss-traffic-limit": "245760" }
      const isTimed = (pending: Effect.Effect<{ readonly status: number }, unknown, HttpClient.HttpClient>) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(pending)
          yield* TestClock.adjust("1400 millis")
          const early = fiber.pollUnsafe()
          yield* TestClock.adjust("101 millis")
          return [early === undefined, (yield* Fiber.join(fiber)).status]
        })
      expect(yield* isTimed(put("slow", "x".repeat(size), limit))).toEqual([true, 200])
      expect(yield* isTimed(call("GET", "/bucket/slow", { headers: limit }))).toEqual([true, 200])
      expect(yield* isTimed(call("GET", "/bucket/slow?x-oss-traffic-limit=245760"))).toEqual([true, 200])
      expect((yield* call("GET", "/bucket/slow")).bytes.length).toBe(size)
    })
  )

  it.effect("are not stored with a callback, wherever it is given, and never with two", () =>
    Effect.gen(function* () {
      const header = { "x-oss-callback": "e30=" }
      const stored = (target: string, headers: Record<string, string> = {}) =>
        outcome("PUT", `/bucket/${target}`, { body: "x", headers })
      expect(yield* stored("called", header)).toBe("501 NotImplemented")
      expect(yield* stored("called?callback=e30%3D")).toBe("501 NotImplemented")
      expect(yield* stored("called?callback=e30%3D", header)).toBe("400 InvalidArgument")
      expect(yield* outcome("GET", "/bucket/called")).toBe("404 NoSuchKey")
    })
  )

  it.effect("pass through image instructions without checksums", () =>
    Effect.gen(function* () {
      yield* put("image.png", "pixels")
      const processed = yield* call("GET", "/bucket/image.png?x-oss-process=image%2Fresize,w_1")
      expect([processed.text, processed.headers["x-oss-hash-crc64ecma"]]).toEqual(["pixels", undefined])
      expect(yield* outcome("GET", "/bucket/image.png?x-oss-process=nonsense")).toBe("400 InvalidArgument")
    })
  )

  it.effect("are encrypted with a key only by KMS, with the service's when none is named", () =>
    Effect.gen(function* () {
      const encryption = "x-oss-server-side-encryption"
      const data = "x-oss-server-side-data-encryption"
      const shown = (key: string) =>
        Effect.map(call("HEAD", `/bucket/${key}`), ({ headers }) => [
          headers[encryption],
          headers[`${encryption}-key-id`],
          headers[data]
        ])
      const stored = yield* put("kms", "x", { [encryption]: "KMS", [data]: "SM4" })
      const keyId = stored.headers[`${encryption}-key-id`]
      expect(keyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(yield* shown("kms")).toEqual(["KMS", keyId, "SM4"])
      yield* put("own", "x", { [encryption]: "KMS", [`${encryption}-key-id`]: "mine" })
      expect(yield* shown("own")).toEqual(["KMS", "mine", undefined])
      yield* put("aes", "x", { [encryption]: "AES256", [`${encryption}-key-id`]: "mine", [data]: "SM4" })
      expect(yield* shown("aes")).toEqual(["AES256", undefined, undefined])
      yield* put("none", "x", { [data]: "SM4" })
      expect(yield* shown("none")).toEqual([undefined, undefined, undefined])
    })
  )

  it.effect("of an archive class cannot be read before they are restored", () =>
    Effect.gen(function* () {
      yield* put("cold", "x", { "x-oss-storage-class": "Archive" })
      expect(yield* outcome("GET", "/bucket/cold")).toBe("403 InvalidObjectState")
      expect(yield* outcome("HEAD", "/bucket/cold")).toBe(200)
      const copy = { headers: { "x-oss-copy-source": "/bucket/cold" } }
      expect(yield* outcome("PUT", "/bucket/warm", copy)).toBe("403 InvalidObjectState")
    })
  )

  it.effect("may be removed twice", () =>
    Effect.gen(function* () {
      yield* put("gone", "x")
      expect(yield* outcome("DELETE", "/bucket/gone")).toBe(204)
      expect(yield* outcome("DELETE", "/bucket/gone")).toBe(204)
      expect(yield* outcome("GET", "/bucket/gone")).toBe("404 NoSuchKey")
      expect(yield* outcome("HEAD", "/bucket/gone")).toBe("404 NoSuchKey")
    })
  )
})

const setUp = call("PUT", "/bucket")

describe("appending", () => {
  layer(inProcessLayer)((it) => {
    const append = (key: string, position: number | string, body: string, options: CallOptions = {}) =>
      call("POST", `/bucket/${key}?append&position=${position}`, { body, ...options })

    it.effect("goes on at the end, with the CRC of the whole", () =>
      Effect.gen(function* () {
        yield* setUp
        const first = yield* append("log", 0, "hello ", {
          headers: { "content-type": "text/x-log", "x-oss-meta-a": "1" }
        })
        expect(first.headers).toMatchObject({
          "x-oss-next-append-position": "6",
          "x-oss-hash-crc64ecma": String(crc64(bytes("hello ")))
        })
        const second = yield* append("log", 6, "world", {
          headers: { "content-type": "other/type", "x-oss-meta-a": "2" }
        })
        expect(second.headers).toMatchObject({
          "x-oss-next-append-position": "11",
          "x-oss-hash-crc64ecma": String(crc64(bytes("hello world")))
        })
        expect(second.headers["etag"]).not.toBe(first.headers["etag"])
        const read = yield* call("GET", "/bucket/log")
        expect(read.text).toBe("hello world")
        expect(read.headers).toMatchObject({
          "content-type": "text/x-log",
          "x-oss-meta-a": "1",
          "x-oss-object-type": "Appendable",
          "x-oss-next-append-position": "11",
          "x-oss-hash-crc64ecma": String(crc64(bytes("hello world")))
        })
        expect(read.headers["content-md5"]).toBeUndefined()
      })
    )

    it.effect("leaves the tags of the first append", () =>
      Effect.gen(function* () {
        yield* append("tagged", 0, "1", { headers: { "x-oss-tagging": "a=1" } })
        expect((yield* append("tagged", 1, "2", { headers: { "x-oss-tagging": "b=2&c=3" } })).status).toBe(200)
        const tags = (yield* call("GET", "/bucket/tagged?tagging")).text
        expect(tags).toContain("<TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet>")
      })
    )

    it.effect("is refused anywhere but at the end", () =>
      Effect.gen(function* () {
        yield* append("strict", 0, "12345")
        for (const position of [0, 4, 6]) {
          const refused = yield* append("strict", position, "x")
          expect([refused.status, refused.code]).toEqual([409, "PositionNotEqualToLength"])
          expect(refused.headers["x-oss-next-append-position"]).toBe("5")
        }
        expect((yield* append("absent", 3, "x")).headers["x-oss-next-append-position"]).toBe("0")
        for (const position of ["", "x", "-1", "1.5"]) {
          expect((yield* append("strict", position, "x")).code).toBe("InvalidArgument")
        }
        expect(yield* outcome("POST", "/bucket/strict?append", { body: "x" })).toBe("400 InvalidArgument")
      })
    )

    it.effect("starts at an empty object too, but not at one that was put", () =>
      Effect.gen(function* () {
        yield* append("empty", 0, "")
        expect((yield* append("empty", 0, "x")).status).toBe(200)
        yield* put("put", "")
        expect((yield* append("put", 0, "x")).code).toBe("ObjectNotAppendable")
        yield* put("empty", "now normal")
        expect((yield* append("empty", 10, "x")).code).toBe("ObjectNotAppendable")
      })
    )

    it.effect("can forbid to go on with what exists", () =>
      Effect.gen(function* () {
        const headers = { "x-oss-forbid-overwrite": "true" }
        expect((yield* append("first", 0, "1", { headers })).status).toBe(200)
        expect((yield* append("first", 0, "1", { headers })).code).toBe("FileAlreadyExists")
        expect((yield* append("first", 1, "2", { headers })).status).toBe(200)
      })
    )
  })
})

describe("copying", () => {
  layer(inProcessLayer)((it) => {
    const copy = (key: string, source: string, headers: Record<string, string> = {}) =>
      call("PUT", `/bucket/${key}`, { headers: { "x-oss-copy-source": source, ...headers } })

    it.effect("takes bytes, metadata and tags along", () =>
      Effect.gen(function* () {
        yield* setUp
        yield* call("PUT", "/elsewhere")
        const key = encodeURIComponent("测 试/a?b")
        yield* put(key, "copied", { "x-oss-meta-a": "1", "content-type": "text/x", "x-oss-tagging": "t=1" })
        const source = yield* call("HEAD", `/bucket/${key}`)
        const copied = yield* call("PUT", "/elsewhere/k", { headers: { "x-oss-copy-source": `/bucket/${key}` } })
        expect(copied.status).toBe(200)
        expect(copied.text).toMatch(
          /<CopyObjectResult><ETag>&quot;[0-9A-F]{32}&quot;<\/ETag><LastModified>.*Z<\/LastModified>/
        )
        expect(copied.headers["x-oss-hash-crc64ecma"]).toBe(source.headers["x-oss-hash-crc64ecma"])
        const read = yield* call("GET", "/elsewhere/k")
        expect(read.text).toBe("copied")
        for (const name of ["etag", "x-oss-meta-a", "content-type", "x-oss-tagging-count", "x-oss-hash-crc64ecma"]) {
          expect(read.headers[name]).toBe(source.headers[name])
        }
      })
    )

    it.effect("replaces metadata and tags only when told so", () =>
      Effect.gen(function* () {
        yield* put("source", "x", { "x-oss-meta-a": "1", "content-type": "text/x", "x-oss-tagging": "t=1" })
        const given = { "x-oss-meta-b": "2", "content-type": "text/y", "x-oss-tagging": "u=1&v=2" }
        yield* copy("kept", "/bucket/source", given)
        expect((yield* call("HEAD", "/bucket/kept")).headers).toMatchObject({
          "x-oss-meta-a": "1",
          "content-type": "text/x",
          "x-oss-tagging-count": "1"
        })
        yield* copy("replaced", "/bucket/source", {
          ...given,
          "x-oss-metadata-directive": "REPLACE",
          "x-oss-tagging-directive": "Replace"
        })
        const { headers } = yield* call("HEAD", "/bucket/replaced")
        expect(headers).toMatchObject({ "x-oss-meta-b": "2", "content-type": "text/y", "x-oss-tagging-count": "2" })
        expect(headers["x-oss-meta-a"]).toBeUndefined()
        expect((yield* copy("bad", "/bucket/source", { "x-oss-metadata-directive": "MERGE" })).code).toBe(
          "InvalidArgument"
        )
      })
    )

    it.effect("onto itself changes the metadata", () =>
      Effect.gen(function* () {
        yield* put("self", "x", { "x-oss-meta-a": "1" })
        expect((yield* copy("self", "/bucket/self", { "x-oss-meta-b": "2" })).status).toBe(200)
        const { headers } = yield* call("GET", "/bucket/self")
        expect([headers["x-oss-meta-a"], headers["x-oss-meta-b"]]).toEqual([undefined, "2"])
        expect((yield* copy("self", "/bucket/self", { "x-oss-storage-class": "IA" })).status).toBe(200)
        const moved = yield* call("GET", "/bucket/self")
        expect([moved.headers["x-oss-meta-b"], moved.headers["x-oss-storage-class"]]).toEqual(["2", "IA"])
        yield* copy("self", "/bucket/self", { "x-oss-metadata-directive": "REPLACE" })
        expect((yield* call("GET", "/bucket/self")).headers["x-oss-meta-b"]).toBeUndefined()
      })
    )

    it.effect("answers conditions on the source", () =>
      Effect.gen(function* () {
        const { headers } = yield* put("source", "x")
        const eTag = headers["etag"]!
        const copyIf = (name: string, value: string) =>
          copy("target", "/bucket/source", { [`x-oss-copy-source-if-${name}`]: value })
        expect((yield* copyIf("match", eTag)).status).toBe(200)
        expect((yield* copyIf("match", "x")).text).toContain("<Condition>x-oss-copy-source-If-Match</Condition>")
        expect((yield* copyIf("none-match", eTag)).status).toBe(304)
        expect((yield* copyIf("modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")).status).toBe(304)
        expect((yield* copyIf("unmodified-since", "Wed, 31 Dec 1969 00:00:00 GMT")).status).toBe(412)
      })
    )

    it.effect("ignores conditions that are not on the source", () =>
      Effect.gen(function* () {
        yield* put("source", "x")
        const plain = { "if-match": "x", "if-none-match": "*", "if-unmodified-since": "Wed, 31 Dec 1969 00:00:00 GMT" }
        expect((yield* copy("target", "/bucket/source", plain)).status).toBe(200)
        const both = { ...plain, "x-oss-copy-source-if-match": "x" }
        expect((yield* copy("target", "/bucket/source", both)).status).toBe(412)
      })
    )

    it.effect("refuses what cannot be copied", () =>
      Effect.gen(function* () {
        expect((yield* copy("k", "/bucket/missing")).code).toBe("NoSuchKey")
        expect((yield* copy("k", "/unknown/k")).code).toBe("NoSuchBucket")
        expect((yield* copy("k", "bucket")).code).toBe("InvalidArgument")
        expect((yield* copy("k", "/bucket/%zz")).code).toBe("InvalidArgument")
        yield* call("POST", "/bucket/log?append&position=0", { body: "x" })
        expect((yield* copy("k", "/bucket/log")).code).toBe("OperationNotSupported")
        yield* put("source", "x")
        yield* put("taken", "x")
        expect((yield* copy("taken", "/bucket/source", { "x-oss-forbid-overwrite": "true" })).code).toBe(
          "FileAlreadyExists"
        )
      })
    )
  })
})

describe("symbolic links", () => {
  layer(inProcessLayer)((it) => {
    const link = (key: string, target: string, headers: Record<string, string> = {}) =>
      call("PUT", `/bucket/${key}?symlink`, {
        headers: { "x-oss-symlink-target": encodeURIComponent(target), ...headers }
      })

    it.effect("lead to their target", () =>
      Effect.gen(function* () {
        yield* setUp
        yield* TestClock.setTime(Date.UTC(2024, 0, 1))
        yield* put(encodeURIComponent("t/中"), "target", { "x-oss-meta-a": "target", "content-type": "text/x" })
        yield* TestClock.setTime(Date.UTC(2024, 0, 2))
        const made = yield* link("link", "t/中", { "x-oss-meta-a": "link" })
        expect(made.headers["etag"]).toMatch(/^"[0-9A-F]{32}"$/)
        const read = yield* call("GET", "/bucket/link")
        expect(read.text).toBe("target")
        expect(read.headers).toMatchObject({
          "x-oss-object-type": "Symlink",
          "x-oss-meta-a": "link",
          "last-modified": "Tue, 02 Jan 2024 00:00:00 GMT",
          "content-md5": md5Of("target"),
          etag: `"${createHash("md5").update("target").digest("hex").toUpperCase()}"`,
          "x-oss-hash-crc64ecma": String(crc64(bytes("target")))
        })
        const shown = yield* call("GET", "/bucket/link?symlink")
        expect(shown.headers["x-oss-symlink-target"]).toBe("t%2F%E4%B8%AD")
        expect([shown.bytes.length, shown.headers["etag"]]).toEqual([0, made.headers["etag"]])
        expect((yield* call("HEAD", "/bucket/link?objectMeta")).headers["etag"]).toBe(made.headers["etag"])
      })
    )

    it.effect("may lead nowhere, but not to other links", () =>
      Effect.gen(function* () {
        yield* link("dangling", "missing")
        expect(yield* outcome("GET", "/bucket/dangling")).toBe("404 SymlinkTargetNotExist")
        expect(yield* outcome("GET", "/bucket/dangling?symlink")).toBe(200)
        yield* link("second", "dangling")
        expect(yield* outcome("GET", "/bucket/second")).toBe("400 InvalidTargetType")
        expect(yield* outcome("GET", "/bucket/missing?symlink")).toBe("404 NoSuchKey")
        yield* put("plain", "x")
        expect(yield* outcome("GET", "/bucket/plain?symlink")).toBe("400 NotSymlink")
        expect(yield* outcome("PUT", "/bucket/bad?symlink")).toBe("400 InvalidArgument")
      })
    )

    it.effect("are removed and copied as links", () =>
      Effect.gen(function* () {
        yield* put("t", "target")
        yield* link("l", "t")
        yield* call("PUT", "/bucket/l2", { headers: { "x-oss-copy-source": "/bucket/l" } })
        expect((yield* call("GET", "/bucket/l2?symlink")).headers["x-oss-symlink-target"]).toBe("t")
        yield* call("DELETE", "/bucket/l")
        expect((yield* call("GET", "/bucket/t")).text).toBe("target")
        expect((yield* call("GET", "/bucket/l2")).text).toBe("target")
      })
    )
  })
})

describe("tags and ACL", () => {
  layer(inProcessLayer)((it) => {
    const tagging = (tags: Record<string, string>) =>
      `<Tagging><TagSet>${Object.entries(tags)
        .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
        .join("")}</TagSet></Tagging>`
    const set = (tags: Record<string, string>) => outcome("PUT", "/bucket/tagged?tagging", { body: tagging(tags) })

    it.effect("are set, replaced and removed", () =>
      Effect.gen(function* () {
        yield* setUp
        yield* put("tagged", "x")
        expect((yield* call("GET", "/bucket/tagged?tagging")).text).toContain("<Tagging><TagSet></TagSet></Tagging>")
        expect(yield* set({ a: "1", b: "2" })).toBe(200)
        expect(yield* set({ "c-:": "" })).toBe(200)
        expect((yield* call("GET", "/bucket/tagged?tagging")).text).toContain(tagging({ "c-:": "" }))
        expect((yield* call("HEAD", "/bucket/tagged")).headers["x-oss-tagging-count"]).toBe("1")
        expect(yield* outcome("DELETE", "/bucket/tagged?tagging")).toBe(204)
        expect((yield* call("HEAD", "/bucket/tagged")).headers["x-oss-tagging-count"]).toBeUndefined()
        expect(yield* outcome("GET", "/bucket/missing?tagging")).toBe("404 NoSuchKey")
      })
    )

    it.effect("are refused beyond the limits", () =>
      Effect.gen(function* () {
        yield* put("tagged", "x")
        const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, "v"]))
        expect(yield* set(many(10))).toBe(200)
        expect(yield* set(many(11))).toBe("400 InvalidArgument")
        expect(yield* set({ ["k".repeat(128)]: "v".repeat(256) })).toBe(200)
        expect(yield* set({ ["k".repeat(129)]: "v" })).toBe("400 InvalidArgument")
        expect(yield* set({ k: "v".repeat(257) })).toBe("400 InvalidArgument")
        expect(yield* set({ "": "v" })).toBe("400 InvalidArgument")
        expect(yield* set({ "k!": "v" })).toBe("400 InvalidArgument")
        const twice = "<Tagging><TagSet><Tag><Key>a</Key></Tag><Tag><Key>a</Key></Tag></TagSet></Tagging>"
        expect(yield* outcome("PUT", "/bucket/tagged?tagging", { body: twice })).toBe("400 InvalidArgument")
        expect(yield* outcome("PUT", "/bucket/tagged?tagging", { body: "<Tagging/>" })).toBe("400 MalformedXML")
      })
    )

    it.effect("ACLs are set and shown", () =>
      Effect.gen(function* () {
        yield* put("acl", "x")
        const grant = Effect.map(call("GET", "/bucket/acl?acl"), ({ text }) => /<Grant>(.*)<\/Grant>/.exec(text)?.[1])
        expect(yield* grant).toBe("default")
        yield* call("PUT", "/bucket/acl?acl", { headers: { "x-oss-object-acl": "public-read" } })
        expect(yield* grant).toBe("public-read")
        expect(yield* outcome("PUT", "/bucket/acl?acl")).toBe("400 InvalidArgument")
        yield* put("acl", "again")
        expect(yield* grant).toBe("default")
      })
    )
  })
})

describe("deleting several", () => {
  layer(inProcessLayer)((it) => {
    const remove = (body: string, query = "", headers: Record<string, string> = { "content-md5": md5Of(body) }) =>
      call("POST", `/bucket?delete${query}`, { body, headers })
    const batch = (keys: ReadonlyArray<string>, quiet = false) =>
      `<?xml version="1.0"?><Delete><Quiet>${quiet}</Quiet>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join("")}</Delete>`

    it.effect("reports what is gone, missing keys included", () =>
      Effect.gen(function* () {
        yield* setUp
        yield* put("a%26b", "x")
        yield* put("%01", "x")
        yield* put("stays", "x")
        const deleted = yield* remove(batch(["a&amp;b", "&#1;", "missing"]), "&encoding-type=url")
        expect(deleted.status).toBe(200)
        expect(deleted.text).toContain(
          "<DeleteResult><EncodingType>url</EncodingType><Deleted><Key>a%26b</Key></Deleted><Deleted><Key>%01</Key></Deleted><Deleted><Key>missing</Key></Deleted></DeleteResult>"
        )
        const listed = yield* call("GET", "/bucket")
        expect([...listed.text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key)).toEqual(["stays"])
        expect((yield* remove(batch(["stays"], true))).bytes.length).toBe(0)
        expect(yield* outcome("GET", "/bucket/stays")).toBe("404 NoSuchKey")
      })
    )

    it.effect("refuses other documents and digests", () =>
      Effect.gen(function* () {
        const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`)
        expect((yield* remove(batch(keys(1000)))).status).toBe(200)
        expect((yield* remove(batch(keys(1001)))).code).toBe("MalformedXML")
        expect((yield* remove(batch([]))).code).toBe("MalformedXML")
        expect((yield* remove(batch([""]))).code).toBe("MalformedXML")
        expect((yield* remove("<Delete>")).code).toBe("MalformedXML")
        expect((yield* remove(batch(["k"]), "", {})).code).toBe("InvalidArgument")
        expect((yield* remove(batch(["k"]), "", { "content-md5": md5Of("other") })).code).toBe("InvalidDigest")
        expect((yield* remove(batch(["k"]), "&encoding-type=hex")).code).toBe("InvalidArgument")
      })
    )
  })
})
