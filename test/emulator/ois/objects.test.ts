import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { Faults } from "../../../src/emulator/Faults.ts"
import { vectors } from "../../layers/ois/vectors.ts"
import { call, eTagOf, md5Of, oisLayer, outcome } from "./calls.ts"

const created = Effect.andThen(call("PUT", "/mybucket"), TestClock.setTime(Date.parse("2016-08-22T15:03:32.000Z")))

layer(oisLayer())("objects", (it) => {
  it.effect("come back with what was stored of them", () =>
    Effect.gen(function* () {
      yield* created
      const put = yield* call("PUT", "/mybucket/k", {
        body: "hello world",
        headers: {
          "content-type": "text/plain",
          "cache-control": "no-cache",
          "content-encoding": "identity",
          "content-disposition": "attachment",
          expires: "Thu, 01 Jan 2026 00:00:00 GMT",
          "x-qs-meta-K1": "v1",
          "x-qs-storage-class": "STANDARD_IA",
          "content-md5": md5Of("hello world")
        }
      })
      expect([put.status, put.text, put.headers["content-type"], put.headers["content-length"]]).toEqual([
        201,
        "",
        undefined,
        "0"
      ])
      expect(put.headers["etag"]).toBe('"5eb63bbbe01eeed093cb22bb8f5acdc3"')
      const described = {
        "content-type": "text/plain",
        "content-length": "11",
        "cache-control": "no-cache",
        "content-encoding": "identity",
        "content-disposition": "attachment",
        expires: "Thu, 01 Jan 2026 00:00:00 GMT",
        etag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
        "last-modified": "Mon, 22 Aug 2016 15:03:32 GMT",
        "x-qs-storage-class": "STANDARD_IA",
        "x-qs-meta-k1": "v1"
      }
      const read = yield* call("GET", "/mybucket/k")
      expect([read.status, read.text]).toEqual([200, "hello world"])
      expect(read.headers).toMatchObject(described)
      const head = yield* call("HEAD", "/mybucket/k")
      expect([head.status, head.text]).toEqual([200, ""])
      expect(head.headers).toMatchObject(described)
    })
  )

  it.effect("are plain bytes of the standard class when nothing is said of them", () =>
    Effect.gen(function* () {
      yield* created
      yield* call("PUT", "/mybucket/plain", { body: "" })
      const { headers, status, text } = yield* call("GET", "/mybucket/plain")
      expect([status, text, headers["content-type"], headers["x-qs-storage-class"], headers["content-length"]]).toEqual(
        [200, "", "application/octet-stream", "STANDARD", "0"]
      )
      yield* call("PUT", "/mybucket/plain", { body: "v", headers: { "content-type": " " } })
      expect((yield* call("HEAD", "/mybucket/plain")).headers["content-type"]).toBe("application/octet-stream")
    })
  )

  it.effect("are removed without a word, be they there or not", () =>
    Effect.gen(function* () {
      yield* created
      yield* call("PUT", "/mybucket/gone", { body: "v" })
      for (const _ of [1, 2]) {
        const deleted = yield* call("DELETE", "/mybucket/gone")
        expect([deleted.status, deleted.text, deleted.headers["x-qs-version-id"]]).toEqual([204, "", undefined])
      }
      const { response } = vectors("responses").find(({ id }) => id === "error-json")!
      const missing = yield* call("GET", "/mybucket/gone")
      expect([missing.status, missing.headers["content-type"]]).toEqual([404, response.headers["Content-Type"]])
      const { code, message, request_id, url } = missing.json
      const documented = JSON.parse(response.body)
      expect([code, message, Object.keys(missing.json)]).toEqual([
        documented.code,
        documented.message,
        Object.keys(documented)
      ])
      expect(request_id).toBe(missing.headers["x-qs-request-id"])
      expect(url).toMatch(/^https:/)
      const head = yield* call("HEAD", "/mybucket/gone")
      expect([head.status, head.text, head.headers["content-type"]]).toEqual([404, "", undefined])
      expect(head.headers["x-qs-request-id"]).toMatch(/^[0-9a-f]{32}$/)
    })
  )

  it.effect("of type JSON are bytes like all others, be they JSON or not", () =>
    Effect.gen(function* () {
      yield* created
      for (const body of ['{"keys":[1]}', '{"keys":[1', ""]) {
        const headers = { "content-type": "application/json" }
        expect(yield* outcome("PUT", "/mybucket/doc", { body, headers })).toBe(201)
        const read = yield* call("GET", "/mybucket/doc")
        expect([read.text, read.headers["content-type"]]).toEqual([body, "application/json"])
        expect(yield* outcome("HEAD", "/mybucket/doc")).toBe(200)
      }
      yield* call("PUT", "/mybucket/doc", { body: '{"keys":[1]}', headers: { "content-type": "application/json" } })
      const part = yield* call("GET", "/mybucket/doc", { headers: { range: "bytes=1-6" } })
      expect([part.status, part.text]).toEqual([206, '"keys"'])
    })
  )

  it.effect.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, undefined, undefined],
    ["bytes=3-1", 416, undefined, undefined],
    ["bytes=-0", 416, undefined, undefined],
    ["bytes=0-1,4-5", 416, undefined, undefined],
    ["bytes=x", 416, undefined, undefined],
    ["0-3", 416, undefined, undefined]
  ] as const)("answer the range %s with %i", ([range, status, text, position]) =>
    Effect.gen(function* () {
      yield* created
      yield* call("PUT", "/mybucket/digits", { body: "0123456789" })
      const read = yield* call("GET", "/mybucket/digits", { headers: { range } })
      expect([read.status, read.headers["content-range"]]).toEqual([status, position])
      expect(status === 206 ? read.text : read.code).toBe(text ?? "invalid_range")
    })
  )

  const modified = "Mon, 22 Aug 2016 15:03:32 GMT"
  const before = "Mon, 22 Aug 2016 15:03:31 GMT"
  const tag = eTagOf("v")

  it.effect.each([
    [{ "if-match": tag }, 200],
    [{ "if-match": tag.slice(1, -1) }, 200],
    [{ "if-match": "*" }, 200],
    [{ "if-match": '"other"' }, 412],
    [{ "if-none-match": tag }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"other"' }, 200],
    [{ "if-modified-since": modified }, 304],
    [{ "if-modified-since": before }, 200],
    [{ "if-unmodified-since": modified }, 200],
    [{ "if-unmodified-since": before }, 412],
    [{ "if-unmodified-since": before, "if-none-match": tag }, 412]
  ] as const)("answer the condition %j with %i", ([headers, status]) =>
    Effect.gen(function* () {
      yield* created
      yield* call("PUT", "/mybucket/conditional", { body: "v" })
      const read = yield* call("GET", "/mybucket/conditional", { headers })
      expect([read.status, read.code]).toEqual([status, status === 412 ? "precondition_failed" : undefined])
      if (status === 304)
        expect([read.text, read.headers["etag"], read.headers["content-type"]]).toEqual(["", tag, undefined])
      const head = yield* call("HEAD", "/mybucket/conditional", { headers })
      expect([head.status, head.text]).toEqual([status, ""])
    })
  )

  it.effect("are read with other headers where the request asks for them, unless it is anonymous", () =>
    Effect.gen(function* () {
      yield* created
      yield* call("PUT", "/mybucket/video", { body: "v", headers: { "cache-control": "no-cache" } })
      const query = [
        "response-content-type=video%2Fmp4%3B+charset%3Dutf8",
        "response-content-disposition=%E4%B8%AD",
        "response-expires=never",
        "response-content-language=zh",
        "response-cache-control=no-store",
        "response-content-encoding="
      ].join("&")
      const { headers, status } = yield* call("GET", `/mybucket/video?${query}`)
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        "content-type": "video/mp4; charset=utf8",
        expires: "never",
        "content-language": "zh",
        "cache-control": "no-store"
      })
      expect(Buffer.from(headers["content-disposition"]!, "latin1").toString("utf8")).toBe("中")
      expect(headers["content-encoding"]).toBeUndefined()
      expect(yield* outcome("GET", "/mybucket/video?response-expires=%0d%0aa:b")).toBe("400 invalid_argument")
      const acl = JSON.stringify({ acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" }] })
      yield* call("PUT", "/mybucket?acl", { body: acl })
      expect(yield* outcome("GET", "/mybucket/video", { as: "anonymous" })).toBe(200)
      expect(yield* outcome("GET", "/mybucket/video?response-expires=1", { as: "anonymous" })).toBe(
        "403 permission_denied"
      )
    })
  )

  it.effect.each(["/a", "a//b", "a/./b", "a/../b", "//", "..a", "a/", "中文/测试", "a+b&c=d?#%", "\u{1f600}"])(
    "keep the key %j as it is, in path and host",
    (key) =>
      Effect.gen(function* () {
        yield* created
        const path = encodeURIComponent(key)
        const inHost = { origin: "http://mybucket.localhost", hostBucket: "mybucket" }
        expect(yield* outcome("PUT", `/mybucket/${path}`, { body: key })).toBe(201)
        expect((yield* call("GET", `/${path}`, inHost)).text).toBe(key)
        expect(yield* outcome("HEAD", `/mybucket/${path}`)).toBe(200)
        const listed = yield* call("GET", `/mybucket?prefix=${path}`)
        expect(listed.json.keys.map((entry: { readonly key: string }) => entry.key)).toEqual([key])
        expect(yield* outcome("DELETE", `/${path}`, inHost)).toBe(204)
        expect(yield* outcome("GET", `/mybucket/${path}`)).toBe("404 object_not_exists")
      })
  )

  it.effect("keep slashes that are not escaped", () =>
    Effect.gen(function* () {
      yield* created
      for (const [target, key] of [
        ["/mybucket//a", "/a"],
        ["/mybucket/a//b", "a//b"],
        ["/mybucket/c%2Fd", "c/d"]
      ]) {
        yield* call("PUT", target!, { body: key! })
        expect((yield* call("GET", `/mybucket/${encodeURIComponent(key!)}`)).text).toBe(key)
      }
    })
  )

  it.effect("are refused when something of them is wrong", () =>
    Effect.gen(function* () {
      yield* created
      const put = (headers: Record<string, string>, key = "bad") =>
        outcome("PUT", `/mybucket/${key}`, { body: "v", headers })
      expect(yield* put({ "content-md5": md5Of("w") })).toBe("400 bad_digest")
      expect(yield* put({ "content-md5": "nonsense" })).toBe("400 bad_digest")
      expect(yield* put({ "x-qs-storage-class": "GLACIER" })).toBe("400 invalid_request")
      expect(yield* put({ "content-type": "x".repeat(256) })).toBe("400 invalid_argument")
      expect(yield* put({ [`x-qs-meta-${"n".repeat(513)}`]: "v" })).toBe("400 metadata_too_large")
      expect(yield* put({ "x-qs-meta-n": "v".repeat(2048) })).toBe("400 metadata_too_large")
      expect(yield* put({ "content-length": String(5 * 1024 ** 3 + 1) })).toBe("400 entity_too_large")
      expect(yield* put({ "content-length": "2" })).toBe("400 incomplete_body")
      expect(yield* put({}, "k".repeat(1024))).toBe("400 invalid_object_name")
      expect(yield* put({}, "%ff")).toBe("400 invalid_argument")
      expect(yield* outcome("HEAD", "/mybucket/bad")).toBe(404)
      expect(yield* put({ "x-qs-meta-n": "v".repeat(2047) }, "k".repeat(1023))).toBe(201)
      expect(yield* outcome("PUT", "/nobucket/k", { body: "v" })).toBe("404 bucket_not_exists")
      expect(yield* outcome("PUT", "/mybucket/k?acl", { body: "{}" })).toBe("405 method_not_allowed")
      expect(yield* outcome("PATCH", "/mybucket/k")).toBe("405 method_not_allowed")
    })
  )

  it.effect("are counted and refused by faults like those of all services", () =>
    Effect.gen(function* () {
      yield* created
      const faults = yield* Faults
      yield* faults.add({
        operation: "PutObject",
        key: "faulty",
        times: 1,
        action: { _tag: "Error", status: 503, code: "service_unavailable", message: "Try later." }
      })
      const refused = yield* call("PUT", "/mybucket/faulty", { body: "v" })
      expect([refused.status, refused.json]).toEqual([
        503,
        {
          code: "service_unavailable",
          message: "Try later.",
          request_id: refused.headers["x-qs-request-id"],
          url: expect.any(String)
        }
      ])
      yield* faults.add({ operation: "GetObject", bucket: "mybucket", times: 1, action: { _tag: "WrongChecksum" } })
      expect(yield* outcome("PUT", "/mybucket/faulty", { body: "v" })).toBe(201)
      const wrong = (yield* call("GET", "/mybucket/faulty")).headers["etag"]
      expect([wrong?.length, wrong?.at(-1), wrong === eTagOf("v")]).toEqual([34, '"', false])
      expect((yield* call("GET", "/mybucket/faulty")).headers["etag"]).toBe(eTagOf("v"))
      const latest = (yield* faults.calls).at(-1)
      expect(latest).toMatchObject({ operation: "GetObject", bucket: "mybucket", key: "faulty", status: 200 })
    })
  )

  it.effect("are refused as expired when the clock of the server is another", () =>
    Effect.gen(function* () {
      yield* created
      const faults = yield* Faults
      yield* faults.add({ operation: "HeadBucket", times: 1, action: { _tag: "SkewClock", millis: 16 * 60_000 } })
      const refused = yield* call("HEAD", "/mybucket")
      expect([refused.status, refused.headers["date"]]).toEqual([403, "Mon, 22 Aug 2016 15:19:32 GMT"])
      expect(yield* outcome("HEAD", "/mybucket")).toBe(200)
    })
  )
})

layer(oisLayer())("calls at the same time", (it) => {
  it.effect("are answered each with its own object and request id", () =>
    Effect.gen(function* () {
      yield* created
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
      const put = (key: string) => call("PUT", `/mybucket/${key}`, { body: `content of ${key}` })
      yield* Effect.forEach(keys, put, { concurrency: "unbounded" })
      const read = (key: string) => Effect.all([call("GET", `/mybucket/${key}`), call("HEAD", `/mybucket/${key}`)])
      const replies = yield* Effect.forEach(keys, read, { concurrency: "unbounded" })
      const ids = new Set(replies.flat().map(({ headers }) => headers["x-qs-request-id"]))
      expect(ids.size).toBe(400)
      for (const [index, [got, head]] of replies.entries()) {
        const content = `content of ${keys[index]}`
        expect([got.text, got.headers["etag"], head.headers["etag"]]).toEqual([
          content,
          eTagOf(content),
          eTagOf(content)
        ])
      }
    })
  )

  it.effect("that change one key leave one whole object, and appends of one position happen once", () =>
    Effect.gen(function* () {
      yield* created
      const bodies = Array.from({ length: 50 }, (_, index) => `${index};`.repeat(1000))
      yield* Effect.forEach(bodies, (body) => call("PUT", "/mybucket/raced", { body }), { concurrency: "unbounded" })
      const { headers, text } = yield* call("GET", "/mybucket/raced")
      expect(bodies).toContain(text)
      expect(headers["etag"]).toBe(eTagOf(text))
      const append = (body: string) => call("POST", "/mybucket/log?append&position=0", { body })
      const appended = yield* Effect.forEach(bodies, append, { concurrency: "unbounded" })
      const codes = appended.map(({ code }) => code)
      expect([codes.filter((code) => code === undefined), codes.filter((code) => code === "invalid_argument")]).toEqual(
        [[undefined], Array(49).fill("invalid_argument")]
      )
    })
  )

  it.effect("lose their answer but not their work when the connection breaks afterwards", () =>
    Effect.gen(function* () {
      yield* created
      const faults = yield* Faults
      yield* faults.add({ operation: "AppendObject", times: 1, action: { _tag: "Reset", executed: true } })
      const lost = yield* Effect.exit(call("POST", "/mybucket/lost?append&position=0", { body: "one" }))
      expect(lost._tag).toBe("Failure")
      const head = yield* call("HEAD", "/mybucket/lost")
      expect(head.headers["x-qs-next-append-position"]).toBe("3")
      expect(yield* outcome("POST", "/mybucket/lost?append&position=0", { body: "one" })).toBe("400 invalid_argument")
      expect(yield* outcome("POST", "/mybucket/lost?append&position=3", { body: "two" })).toBe(200)
      expect((yield* call("GET", "/mybucket/lost")).text).toBe("onetwo")
    })
  )
})
