import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { other } from "../fixture.ts"
import { call, eTagOf, oisLayer, outcome, sent } from "./calls.ts"

const modified = "Mon, 22 Aug 2016 15:03:32 GMT"
const before = "Mon, 22 Aug 2016 15:03:31 GMT"

const prepared = Effect.gen(function* () {
  yield* call("PUT", "/mybucket")
  yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32Z"))
  yield* call("PUT", "/mybucket/source", {
    body: "content",
    headers: { "content-type": "text/plain", "x-qs-meta-a": "1", "x-qs-storage-class": "STANDARD_IA" }
  })
})

const copy = (target: string, headers: Record<string, string> = {}) =>
  call("PUT", target, { headers: { "x-qs-copy-source": "/mybucket/source", ...headers } })

const move = (target: string, headers: Record<string, string> = {}) =>
  call("PUT", target, { headers: { "x-qs-move-source": "/mybucket/source", ...headers } })

const described = (target: string) =>
  Effect.map(call("GET", target), ({ headers, text }) => [
    text,
    headers["content-type"],
    headers["x-qs-meta-a"],
    headers["x-qs-storage-class"]
  ])

layer(oisLayer())("a copy", (it) => {
  it.effect("has content, ETag and metadata of its source, and the usual storage class", () =>
    Effect.gen(function* () {
      yield* prepared
      yield* TestClock.adjust("10 seconds")
      const copied = yield* copy("/mybucket/copy", { "content-type": "ignored/type", "x-qs-meta-a": "ignored" })
      expect([copied.status, copied.text, copied.headers["etag"]]).toEqual([201, "", eTagOf("content")])
      expect(yield* described("/mybucket/copy")).toEqual(["content", "text/plain", "1", "STANDARD"])
      expect((yield* call("HEAD", "/mybucket/copy")).headers["last-modified"]).toBe("Mon, 22 Aug 2016 15:03:42 GMT")
      expect(yield* outcome("HEAD", "/mybucket/source")).toBe(200)
    })
  )

  it.effect("has other metadata where the request replaces it, however that is written", () =>
    Effect.gen(function* () {
      yield* prepared
      const headers = { "content-type": "text/other", "x-qs-meta-a": "2" }
      expect((yield* copy("/mybucket/copy", { ...headers, "x-qs-metadata-directive": "replace" })).status).toBe(201)
      expect(yield* described("/mybucket/copy")).toEqual(["content", "text/other", "2", "STANDARD"])
      expect((yield* copy("/mybucket/copy", { "x-qs-metadata-directive": "KEEP" })).code).toBe("invalid_argument")
    })
  )

  it.effect("onto itself changes metadata or storage class, each when it is said", () =>
    Effect.gen(function* () {
      yield* prepared
      yield* copy("/mybucket/source", { "x-qs-meta-a": "2" })
      expect(yield* described("/mybucket/source")).toEqual(["content", "text/plain", "1", "STANDARD_IA"])
      yield* copy("/mybucket/source", { "x-qs-storage-class": "STANDARD" })
      expect(yield* described("/mybucket/source")).toEqual(["content", "text/plain", "1", "STANDARD"])
      yield* copy("/mybucket/source", { "x-qs-meta-a": "2", "x-qs-metadata-directive": "REPLACE" })
      expect(yield* described("/mybucket/source")).toEqual(["content", "application/octet-stream", "2", "STANDARD"])
    })
  )

  it.effect.each([
    [{ "if-match": eTagOf("content") }, 201],
    [{ "if-match": "*" }, 201],
    [{ "if-match": '"x"' }, 412],
    [{ "if-none-match": eTagOf("content") }, 412],
    [{ "if-none-match": '"x"' }, 201],
    [{ "if-modified-since": modified }, 412],
    [{ "if-modified-since": before }, 201],
    [{ "if-unmodified-since": modified }, 201],
    [{ "if-unmodified-since": before }, 412]
  ] as const)("and a move depend on their source: %j gives %i", ([conditions, status]) =>
    Effect.gen(function* () {
      yield* prepared
      const prefixed = (prefix: string) =>
        Object.fromEntries(Object.entries(conditions).map(([name, value]) => [`${prefix}${name}`, value]))
      const code = status === 412 ? "precondition_failed" : undefined
      const copied = yield* copy("/mybucket/copy", prefixed("x-qs-copy-source-"))
      expect([copied.status, copied.code]).toEqual([status, code])
      const moved = yield* move("/mybucket/moved", prefixed("x-qs-move-source-"))
      expect([moved.status, moved.code]).toEqual([status, code])
    })
  )

  it.effect("is refused without a source that can be read", () =>
    Effect.gen(function* () {
      yield* prepared
      const from = (source: string) => outcome("PUT", "/mybucket/copy", { headers: { "x-qs-copy-source": source } })
      expect(yield* from("/mybucket")).toBe("400 invalid_argument")
      expect(yield* from("/mybucket/%ff")).toBe("400 invalid_argument")
      expect(yield* from("/mybucket/missing")).toBe("404 object_not_exists")
      expect(yield* from("/nobucket/source")).toBe("404 bucket_not_exists")
      yield* call("PUT", "/other-bucket", { as: other })
      expect(yield* from("/other-bucket/source")).toBe("403 permission_denied")
      yield* call("PUT", "/far-bucket", { origin: "http://sh1a.qingstor.com" })
      yield* call("PUT", "/far-bucket/source", { body: "v" })
      expect(yield* from("/far-bucket/source")).toBe("400 invalid_request")
    })
  )

  it.effect.each(["/a", "a//b", "a/../b", "//", "\u4e2d a?b#c%"])("keeps the key %j of its source", (key) =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", `/mybucket/${encodeURIComponent(key)}`, { body: key })
      const source = `/mybucket/${key.split("/").map(encodeURIComponent).join("/")}`
      expect((yield* copy("/mybucket/of-key", { "x-qs-copy-source": source })).status).toBe(201)
      expect((yield* call("GET", "/mybucket/of-key")).text).toBe(key)
    })
  )
})

layer(oisLayer())("a move", (it) => {
  it.effect("takes everything along and leaves nothing", () =>
    Effect.gen(function* () {
      yield* prepared
      const moved = yield* move("/mybucket/moved", { "x-qs-meta-a": "ignored" })
      expect([moved.status, moved.headers["etag"]]).toEqual([201, eTagOf("content")])
      expect(yield* described("/mybucket/moved")).toEqual(["content", "text/plain", "1", "STANDARD_IA"])
      expect(yield* outcome("GET", "/mybucket/source")).toBe("404 object_not_exists")
      expect((yield* move("/mybucket/moved")).code).toBe("object_not_exists")
    })
  )

  it.effect("onto itself loses nothing", () =>
    Effect.gen(function* () {
      yield* prepared
      expect((yield* move("/mybucket/source")).status).toBe(201)
      expect((yield* call("GET", "/mybucket/source")).text).toBe("content")
    })
  )

  it.effect("needs the right to remove the source", () =>
    Effect.gen(function* () {
      yield* prepared
      yield* call("PUT", "/other-bucket", { as: other })
      yield* sent("PUT", "/mybucket?acl", {
        acl: [{ grantee: { type: "user", id: "1002" }, permission: "READ" }]
      })
      const headers = { "x-qs-move-source": "/mybucket/source" }
      expect(yield* outcome("PUT", "/other-bucket/k", { as: other, headers })).toBe("403 permission_denied")
      yield* sent("PUT", "/mybucket?acl", {
        acl: [{ grantee: { type: "user", id: "1002" }, permission: "FULL_CONTROL" }]
      })
      expect(yield* outcome("PUT", "/other-bucket/k", { as: other, headers })).toBe(201)
    })
  )
})

layer(oisLayer())("a fetch", (it) => {
  it.effect("is refused for want of a network, and before that for what is wrong with it", () =>
    Effect.gen(function* () {
      yield* prepared
      const fetch = (source: string, headers: Record<string, string> = {}, key = "fetched") =>
        outcome("PUT", `/mybucket/${key}`, { headers: { "x-qs-fetch-source": source, ...headers } })
      for (const source of ["http://example.com/a", "https://example.com:8443/a?b", "example.com/a"]) {
        expect(yield* fetch(source)).toBe("503 upstream_failed")
      }
      for (const source of ["", "ftp://example.com/a", "http://", "http://a b/"]) {
        expect(yield* fetch(source)).toBe("400 invalid_argument")
      }
      const since = (time: string) => ({ "x-qs-fetch-if-unmodified-since": time })
      expect(yield* fetch("example.com/a", since(modified))).toBe("412 precondition_failed")
      expect(yield* fetch("example.com/a", since(before), "source")).toBe("412 precondition_failed")
      expect(yield* fetch("example.com/a", since(modified), "source")).toBe("503 upstream_failed")
      expect((yield* call("GET", "/mybucket/source")).text).toBe("content")
    })
  )
})

layer(oisLayer())("an appendable object", (it) => {
  const append = (target: string, position: string | number, body = "", headers: Record<string, string> = {}) =>
    call("POST", `${target}?append&position=${position}`, { body, headers })

  const appended = (...args: Parameters<typeof append>) =>
    Effect.map(append(...args), ({ code, headers, status }) =>
      status === 200 ? Number(headers["x-qs-next-append-position"]) : `${status} ${code}`
    )

  it.effect("grows at its end, and tells where that is", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const target = "/mybucket/log"
      const first = yield* append(target, 0, "one", {
        "content-type": "text/plain",
        "x-qs-storage-class": "STANDARD_IA"
      })
      expect([first.status, first.text, first.headers["x-qs-next-append-position"]]).toEqual([200, "", "3"])
      const tag = (yield* call("HEAD", target)).headers["etag"]
      expect(yield* appended(target, 3, "two", { "content-type": "text/ignored" })).toBe(6)
      expect(yield* appended(target, 6)).toBe(6)
      const head = yield* call("HEAD", target)
      expect(head.headers).toMatchObject({
        "x-qs-object-type": "appendable",
        "x-qs-next-append-position": "6",
        "content-type": "text/plain",
        "content-length": "6",
        "x-qs-storage-class": "STANDARD_IA"
      })
      expect(head.headers["etag"]).not.toBe(tag)
      expect(head.headers["etag"]).not.toMatch(/^"[0-9a-f]{32}"$/)
      const read = yield* call("GET", target)
      expect([read.text, read.headers["x-qs-object-type"]]).toEqual(["onetwo", undefined])
    })
  )

  it.effect("may begin with nothing, but not where an object is", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect(yield* appended("/mybucket/empty", 0)).toBe(0)
      expect(yield* appended("/mybucket/empty", 0, "v")).toBe(1)
      expect(yield* appended("/mybucket/empty", 0, "again")).toBe("400 invalid_argument")
      yield* call("PUT", "/mybucket/normal", { body: "kept" })
      expect(yield* appended("/mybucket/normal", 0, "v")).toBe("400 invalid_object_state")
      expect(yield* appended("/mybucket/normal", 4, "v")).toBe("400 invalid_object_state")
      expect((yield* call("GET", "/mybucket/normal")).text).toBe("kept")
      expect((yield* call("HEAD", "/mybucket/normal")).headers["x-qs-object-type"]).toBeUndefined()
    })
  )

  it.effect("is refused at a wrong position, and with a key", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      for (const position of ["1", "-1", "", "x"]) {
        expect(yield* appended("/mybucket/new", position, "v")).toBe("400 invalid_argument")
      }
      expect(yield* outcome("POST", "/mybucket/new?append", { body: "v" })).toBe("400 invalid_argument")
      expect(yield* outcome("POST", "/mybucket/new")).toBe("405 method_not_allowed")
      const headers = {
        "x-qs-encryption-customer-algorithm": "AES256",
        "x-qs-encryption-customer-key": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=",
        "x-qs-encryption-customer-key-md5": "3I/h1kl+vSP1l12NKhxegQ=="
      }
      expect(yield* appended("/mybucket/new", 0, "v", headers)).toBe("400 invalid_request")
    })
  )

  it.effect("copies into an object that is not, and moves as one that is", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* append("/mybucket/grown", 0, "v")
      yield* call("PUT", "/mybucket/copied", { headers: { "x-qs-copy-source": "/mybucket/grown" } })
      expect(yield* appended("/mybucket/copied", 1, "v")).toBe("400 invalid_object_state")
      yield* call("PUT", "/mybucket/moved", { headers: { "x-qs-move-source": "/mybucket/grown" } })
      expect(yield* appended("/mybucket/moved", 1, "w")).toBe(2)
    })
  )
})
