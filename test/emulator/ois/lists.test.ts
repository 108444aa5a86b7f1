import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { other } from "../fixture.ts"
import { call, oisLayer, outcome, sent } from "./calls.ts"

const fill = (bucket: string, keys: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    yield* call("PUT", `/${bucket}`)
    for (const key of keys) yield* call("PUT", `/${bucket}/${encodeURIComponent(key)}`, { body: key })
  })

const page = (target: string) =>
  Effect.map(call("GET", target), ({ json }) => [
    json.keys.map(({ key }: any) => key),
    json.common_prefixes,
    json.has_more,
    json.next_marker
  ])

layer(oisLayer())("the list of objects", (it) => {
  it.effect("is written as the documentation has it", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32.500Z"))
      yield* call("PUT", "/documented")
      yield* call("PUT", "/documented/a.txt", { body: "v", headers: { "content-type": "text/plain" } })
      yield* call("PUT", "/documented/b/c", { body: "v" })
      const { headers, status, text } = yield* call("GET", "/documented?delimiter=%2F&limit=10")
      expect([status, headers["content-type"]]).toEqual([200, "application/json"])
      expect(text).toBe(
        '{"name":"documented","owner":{"id":"1001","name":"owner"},"prefix":"","delimiter":"/","limit":10,"marker":"",' +
          '"next_marker":"b/","has_more":false,"keys":[{"key":"a.txt","size":1,' +
          '"etag":"\\"9e3669d19b675bd57058fd4664205d2a\\"","mime_type":"text/plain",' +
          '"created":"2016-08-22T15:03:32.000Z","modified":1471878212,"encrypted":false,"storage_class":"STANDARD"}],' +
          '"common_prefixes":["b/"]}'
      )
    })
  )

  it.effect("has pages, of which the last one too tells where it ends", () =>
    Effect.gen(function* () {
      yield* fill("paged-bucket", ["a", "b/1", "b/2", "c", "d/", "d/1", "é", "\u{1f600}", "\uffff"])
      const delimited = "/paged-bucket?delimiter=/&limit=3"
      expect(yield* page(delimited)).toEqual([["a", "c"], ["b/"], true, "c"])
      expect(yield* page(`${delimited}&marker=c`)).toEqual([["é", "\uffff"], ["d/"], true, "\uffff"])
      const last = `${delimited}&marker=${encodeURIComponent("\uffff")}`
      expect(yield* page(last)).toEqual([["\u{1f600}"], [], false, "\u{1f600}"])
      expect((yield* call("GET", last)).json.marker).toBe("\uffff")
      expect(yield* page(`${delimited}&marker=b/`)).toEqual([["c", "é"], ["d/"], true, "é"])
      expect(yield* page("/paged-bucket?prefix=d/&delimiter=/")).toEqual([["d/", "d/1"], [], false, "d/1"])
      yield* call("PUT", "/paged-bucket/x%20y+z", { body: "v" })
      expect((yield* page("/paged-bucket?prefix=x+y%2B"))[0]).toEqual(["x y+z"])
      yield* call("DELETE", "/paged-bucket/x%20y+z")
      expect(yield* page("/paged-bucket?prefix=x")).toEqual([[], [], false, ""])
      expect(yield* page("/paged-bucket/?prefix=&marker=&delimiter=&limit=2")).toEqual([["a", "b/1"], [], true, "b/1"])
    })
  )

  it.effect("gives a hundred entries at most, and less where it is asked to", () =>
    Effect.gen(function* () {
      const keys = Array.from({ length: 101 }, (_, index) => String(index).padStart(3, "0"))
      yield* fill("large-bucket", keys)
      for (const target of ["/large-bucket", "/large-bucket?limit=1000"]) {
        const { json } = yield* call("GET", target)
        expect([json.keys.length, json.limit, json.has_more, json.next_marker]).toEqual([100, 100, true, "099"])
      }
      expect((yield* page("/large-bucket?limit=1&marker=099"))[0]).toEqual(["100"])
    })
  )

  it.effect("is refused for arguments that are wrong, and to others", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/other-bucket")
      for (const query of ["limit=x", "limit=-1", "limit=0", "delimiter=ab", "prefix=%ff"]) {
        expect(yield* outcome("GET", `/other-bucket?${query}`)).toBe("400 invalid_argument")
      }
      expect(yield* outcome("GET", "/other-bucket?delimiter=%E4%B8%AD")).toBe(200)
      const open = { acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" }] }
      expect(yield* outcome("GET", "/other-bucket", { as: other })).toBe("403 permission_denied")
      yield* sent("PUT", "/other-bucket?acl", open)
      expect(yield* outcome("GET", "/other-bucket", { as: other })).toBe(200)
      // An ACL never opens it to those without a signature.
      expect(yield* outcome("GET", "/other-bucket", { as: "anonymous" })).toBe("403 permission_denied")
    })
  )
})

layer(oisLayer({ maxListKeys: 1000 }))("the list of objects of an older server", (it) => {
  it.effect("may give a thousand", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect((yield* call("GET", "/mybucket?limit=2000")).json.limit).toBe(1000)
    })
  )
})
