import { createHash } from "node:crypto"
import { describe, expect, it, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { other } from "../fixture.ts"
import { call, eTagOf, md5Of, oisLayer, outcome, sent } from "./calls.ts"

const initiate = (target: string, headers: Record<string, string> = {}) =>
  Effect.map(call("POST", `${target}?uploads`, { headers }), ({ json }) => json.upload_id as string)

const part = (target: string, id: string, number: number, body: string | Uint8Array = `part ${number};`) =>
  call("PUT", `${target}?upload_id=${id}&part_number=${number}`, { body })

const complete = (target: string, id: string, parts: ReadonlyArray<unknown>, headers: Record<string, string> = {}) =>
  call("POST", `${target}?upload_id=${id}`, { body: JSON.stringify({ object_parts: parts }), headers })

const numbers = (...parts: ReadonlyArray<number>) => parts.map((part_number) => ({ part_number }))

const bare = (eTag: string): string => eTag.slice(1, -1)

layer(oisLayer({ minPartBytes: 1 }))("uploads in parts", (it) => {
  it.effect("make an object of what they began with, from part 0 on", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32.500Z"))
      yield* call("PUT", "/mybucket")
      const target = "/mybucket/dir/k"
      const headers = { "content-type": "text/plain", "x-qs-meta-a": "b", "x-qs-storage-class": "STANDARD_IA" }
      const begun = yield* call("POST", `${target}?uploads`, { headers })
      expect([begun.status, begun.headers["content-type"]]).toEqual([200, "application/json"])
      const id: string = begun.json.upload_id
      expect(begun.text).toBe(`{"bucket":"mybucket","key":"dir/k","upload_id":"${id}"}`)
      expect(id).toMatch(/^[0-9a-f]{32}$/)
      for (const number of [2, 0, 1]) {
        const stored = yield* part(target, id, number)
        expect([stored.status, stored.text, stored.headers["etag"]]).toEqual([201, "", eTagOf(`part ${number};`)])
      }
      expect(yield* outcome("GET", target)).toBe("404 object_not_exists")
      const listed = yield* call("GET", `${target}?upload_id=${id}`)
      expect(listed.text).toBe(
        `{"count":3,"object_parts":[${[0, 1, 2]
          .map(
            (number) =>
              `{"part_number":${number},"size":7,"created":"2016-08-22T15:03:32.000Z","etag":"${bare(eTagOf(`part ${number};`))}"}`
          )
          .join(",")}]}`
      )
      const done = yield* complete(target, id, numbers(0, 1, 2))
      expect([done.status, done.text, done.headers["etag"]]).toEqual([201, "", undefined])
      const read = yield* call("GET", target)
      expect(read.text).toBe("part 0;part 1;part 2;")
      expect(read.headers).toMatchObject(headers)
      const all = createHash("md5")
      for (const number of [0, 1, 2]) all.update(createHash("md5").update(`part ${number};`).digest())
      expect(read.headers["etag"]).toBe(`"${all.digest("hex")}-3"`)
      expect(yield* outcome("GET", `${target}?upload_id=${id}`)).toBe("404 upload_not_exists")
      expect((yield* complete(target, id, numbers(0))).code).toBe("upload_not_exists")
      // An abort comes too late, but is no error.
      expect(yield* outcome("DELETE", `${target}?upload_id=${id}`)).toBe(204)
      expect(yield* outcome("HEAD", target)).toBe(200)
    })
  )

  it.effect("give the object the ETag that the caller has computed", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      for (const [given, kept] of [
        ['"5eb63bbbe01eeed093cb22bb8f5acdc3"', '"5eb63bbbe01eeed093cb22bb8f5acdc3"'],
        ["no-quotes", '"no-quotes"']
      ] as const) {
        const id = yield* initiate("/mybucket/tagged")
        yield* part("/mybucket/tagged", id, 0)
        yield* complete("/mybucket/tagged", id, numbers(0), { etag: given })
        expect((yield* call("HEAD", "/mybucket/tagged")).headers["etag"]).toBe(kept)
      }
    })
  )

  it.effect("take the last of the parts of a number, and leave out those that are not named", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const id = yield* initiate("/mybucket/chosen")
      for (const [number, body] of [
        [1, "old"],
        [1, "new"],
        [5, "left out"],
        [10_000, "end"]
      ] as const) {
        yield* part("/mybucket/chosen", id, number, body)
      }
      const wanted = [
        { part_number: 1, etag: eTagOf("new") },
        { part_number: 10_000, etag: bare(eTagOf("end")) }
      ]
      expect((yield* complete("/mybucket/chosen", id, wanted)).status).toBe(201)
      expect((yield* call("GET", "/mybucket/chosen")).text).toBe("newend")
    })
  )

  it.effect("are completed only with parts that are there, in their order", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const target = "/mybucket/refused"
      const id = yield* initiate(target)
      yield* part(target, id, 0)
      yield* part(target, id, 1)
      const refused = (parts: ReadonlyArray<unknown>) =>
        Effect.map(complete(target, id, parts), ({ code, status }) => `${status} ${code}`)
      expect(yield* refused(numbers(1, 0))).toBe("400 invalid_argument")
      expect(yield* refused(numbers(0, 0))).toBe("400 invalid_argument")
      expect(yield* refused(numbers(0, 2))).toBe("400 invalid_argument")
      expect(yield* refused([{ part_number: 0, etag: eTagOf("x") }])).toBe("400 invalid_argument")
      expect(yield* refused([])).toBe("400 invalid_request")
      expect(yield* refused([{}])).toBe("400 invalid_request")
      expect(yield* refused(numbers(...Array(10_001).keys()))).toBe("400 max_parts_exceeded")
      expect(yield* sent("POST", `${target}?upload_id=${id}`, "{")).toBe("400 invalid_json")
      expect((yield* complete(target, "0".repeat(32), numbers(0))).code).toBe("upload_not_exists")
      expect((yield* complete(target, id, numbers(0, 1))).status).toBe(201)
    })
  )

  it.effect("refuse parts that do not fit", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const target = "/mybucket/parts"
      const id = yield* initiate(target)
      const put = (query: string, headers: Record<string, string> = {}) =>
        outcome("PUT", `${target}?${query}`, { body: "v", headers })
      for (const number of ["", "-1", "10001", "x", "1.5"]) {
        expect(yield* put(`upload_id=${id}&part_number=${number}`)).toBe("400 invalid_argument")
      }
      expect(yield* put("upload_id=&part_number=0")).toBe("404 upload_not_exists")
      expect(yield* put("upload_id=nothing&part_number=0")).toBe("404 upload_not_exists")
      expect(yield* put(`upload_id=${id}&part_number=0`, { "content-md5": md5Of("w") })).toBe("400 bad_digest")
      const large = { "content-length": String(5 * 1024 ** 3 + 1) }
      expect(yield* put(`upload_id=${id}&part_number=0`, large)).toBe("400 entity_too_large")
      expect(yield* outcome("PUT", `/mybucket/other?upload_id=${id}&part_number=0`, { body: "v" })).toBe(
        "404 upload_not_exists"
      )
    })
  )

  it.effect("list their parts page by page", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const target = "/mybucket/pages"
      const id = yield* initiate(target)
      for (const number of [0, 3, 7]) yield* part(target, id, number)
      const page = (query: string) =>
        Effect.map(call("GET", `${target}?upload_id=${id}&${query}`), ({ json }) => [
          json.count,
          json.object_parts.map(({ part_number }: any) => part_number)
        ])
      expect(yield* page("limit=2")).toEqual([2, [0, 3]])
      expect(yield* page("limit=2&part_number_marker=3")).toEqual([1, [7]])
      expect(yield* page("part_number_marker=0&limit=5000")).toEqual([2, [3, 7]])
      expect(yield* outcome("GET", `${target}?upload_id=${id}&part_number_marker=x`)).toBe("400 invalid_argument")
    })
  )

  it.effect("are aborted with their parts, and keep a bucket from being deleted until then", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/kept-bucket")
      yield* TestClock.adjust("2 minutes")
      const id = yield* initiate("/kept-bucket/k")
      yield* part("/kept-bucket/k", id, 0)
      expect(yield* outcome("DELETE", "/kept-bucket")).toBe("409 bucket_not_empty")
      expect(yield* outcome("DELETE", `/kept-bucket/k?upload_id=${id}`)).toBe(204)
      expect((yield* part("/kept-bucket/k", id, 0)).code).toBe("upload_not_exists")
      expect(yield* outcome("DELETE", "/kept-bucket")).toBe(204)
    })
  )

  it.effect("are listed by key and then by age, page by page", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/listed-bucket")
      const ids: Record<string, Array<string>> = {}
      for (const key of ["b", "a", "b", "d/1", "d/2"]) {
        yield* TestClock.adjust("1 second")
        const id = yield* initiate(`/listed-bucket/${key}`)
        ids[key] = [...(ids[key] ?? []), id]
      }
      const list = (query: string) => Effect.map(call("GET", `/listed-bucket?uploads&${query}`), ({ json }) => json)
      const whole = yield* list("")
      expect(whole.uploads.map(({ key, upload_id }: any) => [key, upload_id])).toEqual([
        ["a", ids["a"]![0]],
        ["b", ids["b"]![0]],
        ["b", ids["b"]![1]],
        ["d/1", ids["d/1"]![0]],
        ["d/2", ids["d/2"]![0]]
      ])
      expect(whole).toMatchObject({
        name: "listed-bucket",
        prefix: "",
        delimiter: "",
        limit: 200,
        key_marker: "",
        next_key_marker: "",
        next_upload_id_marker: "",
        has_more: false,
        common_prefixes: []
      })
      expect(whole.uploads[0].created).toMatch(/^20\d\d-.*\.000Z$/)
      const first = yield* list("delimiter=/&limit=2")
      expect(first).toMatchObject({ next_key_marker: "b", next_upload_id_marker: ids["b"]![0], has_more: true })
      const second = yield* list(`delimiter=/&limit=2&key_marker=b&upload_id_marker=${ids["b"]![0]}`)
      expect([second.uploads.map(({ upload_id }: any) => upload_id), second.common_prefixes, second.has_more]).toEqual([
        [ids["b"]![1]],
        ["d/"],
        false
      ])
      expect((yield* list("key_marker=b")).uploads).toHaveLength(2)
      expect((yield* list("prefix=d/")).uploads).toHaveLength(2)
      expect((yield* list("limit=5000")).limit).toBe(1000)
      expect(yield* outcome("GET", "/listed-bucket?uploads", { as: other })).toBe("403 permission_denied")
    })
  )

  it.effect("take parts from objects, whole or by range", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/source%20%E4%B8%AD", { body: "0123456789" })
      const target = "/mybucket/composed"
      const id = yield* initiate(target)
      const copy = (number: number, headers: Record<string, string>) =>
        call("PUT", `${target}?upload_id=${id}&part_number=${number}`, {
          headers: { "x-qs-copy-source": "/mybucket/source%20%E4%B8%AD", ...headers }
        })
      const whole = yield* copy(0, {})
      expect([whole.status, whole.headers["etag"], whole.headers["x-qs-content-copy-range"]]).toEqual([
        201,
        eTagOf("0123456789"),
        undefined
      ])
      const some = yield* copy(1, { "x-qs-copy-range": "bytes=2-4" })
      expect([some.headers["etag"], some.headers["x-qs-content-copy-range"]]).toEqual([eTagOf("234"), "bytes 2-4/10"])
      expect((yield* copy(2, { "x-qs-copy-range": "bytes=10-" })).code).toBe("invalid_range")
      expect((yield* copy(2, { "x-qs-copy-source-if-match": '"x"' })).code).toBe("precondition_failed")
      expect((yield* copy(2, { "x-qs-copy-source": "/mybucket/missing" })).code).toBe("object_not_exists")
      expect((yield* copy(2, { "x-qs-copy-source": "nothing" })).code).toBe("invalid_argument")
      yield* complete(target, id, numbers(0, 1))
      expect((yield* call("GET", target)).text).toBe("0123456789234")
    })
  )
})

describe("the least size of parts", () => {
  it.effect("is four mebibytes, but for the last, and judged when they are completed", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const least = new Uint8Array(4 * 1024 ** 2)
      const attempt = (first: Uint8Array) =>
        Effect.gen(function* () {
          const id = yield* initiate("/mybucket/k")
          yield* part("/mybucket/k", id, 0, first)
          yield* part("/mybucket/k", id, 1, "v")
          return yield* complete("/mybucket/k", id, numbers(0, 1))
        })
      const small = yield* attempt(least.subarray(1))
      expect([small.status, small.code]).toEqual([400, "entity_too_small"])
      expect((yield* attempt(least)).status).toBe(201)
    }).pipe(Effect.provide(oisLayer()))
  )
})
