import { describe, expect, it, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { vectors } from "../../layers/ois/vectors.ts"
import { other } from "../fixture.ts"
import { call, oisLayer, outcome, sent } from "./calls.ts"
import { jsonBodies } from "./jsonBodies.ts"

describe("buckets", () => {
  it.effect("are created, asked for and deleted, with empty answers", () =>
    Effect.gen(function* () {
      const created = yield* call("PUT", "/mybucket")
      expect([created.status, created.text]).toEqual([201, ""])
      expect(created.headers).toMatchObject({
        "content-length": "0",
        server: "QingStor",
        date: "Thu, 01 Jan 1970 00:00:00 GMT"
      })
      expect(created.headers["x-qs-request-id"]).toMatch(/^[0-9a-f]{32}$/)
      expect(created.headers["content-type"]).toBeUndefined()
      const head = yield* call("HEAD", "/mybucket")
      expect([head.status, head.text]).toEqual([200, ""])
      yield* TestClock.adjust("1 minute")
      const deleted = yield* call("DELETE", "/mybucket")
      expect([deleted.status, deleted.text, deleted.headers["content-type"]]).toEqual([204, "", undefined])
      expect(yield* outcome("HEAD", "/mybucket")).toBe(404)
      expect(yield* outcome("DELETE", "/mybucket")).toBe("404 bucket_not_exists")
    }).pipe(Effect.provide(oisLayer()))
  )

  it.effect("exist once, whoever asks for them", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const again = yield* call("PUT", "/mybucket")
      expect([again.status, again.json]).toEqual([
        409,
        {
          code: "bucket_already_exists",
          message: "The bucket you are trying to create already exists.",
          request_id: again.headers["x-qs-request-id"],
          url: expect.stringMatching(/^https:/)
        }
      ])
      expect(again.headers["content-type"]).toBe("application/json")
      expect(yield* outcome("PUT", "/mybucket", { as: other })).toBe("409 bucket_already_exists")
      expect(yield* outcome("PUT", "/newbucket", { as: "anonymous" })).toBe("403 permission_denied")
    }).pipe(Effect.provide(oisLayer()))
  )

  it.effect.each(["short", "Uppercase", "dotted.name", "-starts", "ends-", "a".repeat(64), "under_score"])(
    "cannot be named %s",
    (name) =>
      Effect.gen(function* () {
        expect(yield* outcome("PUT", `/${name}`)).toBe("400 invalid_bucket_name")
      }).pipe(Effect.provide(oisLayer()))
  )

  it.effect("cannot be deleted within a minute, nor while there is something in them", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/k", { body: "v" })
      yield* TestClock.adjust("59 seconds")
      expect(yield* outcome("DELETE", "/mybucket")).toBe("403 lease_not_ready")
      yield* TestClock.adjust("1 second")
      expect(yield* outcome("DELETE", "/mybucket")).toBe("409 bucket_not_empty")
      yield* call("DELETE", "/mybucket/k")
      expect(yield* outcome("DELETE", "/mybucket", { as: other })).toBe("403 permission_denied")
      expect(yield* outcome("DELETE", "/mybucket")).toBe(204)
    }).pipe(Effect.provide(oisLayer()))
  )

  it.effect("stay for a minute after they were deleted, in statistics and as a name that is taken", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* TestClock.adjust("1 minute")
      yield* call("DELETE", "/mybucket")
      const statistics = yield* call("GET", "/mybucket?stats")
      expect([statistics.status, statistics.json.status]).toEqual([200, "deleted"])
      expect((yield* call("GET", "/")).json).toEqual({ count: 0, buckets: [] })
      expect(yield* outcome("PUT", "/mybucket")).toBe("409 bucket_already_exists")
      expect(yield* outcome("PUT", "/mybucket/k", { body: "v" })).toBe("404 bucket_not_exists")
      yield* TestClock.adjust("1 minute")
      expect(yield* outcome("GET", "/mybucket?stats")).toBe("404 bucket_not_exists")
      expect(yield* outcome("PUT", "/mybucket", { as: other })).toBe(201)
    }).pipe(Effect.provide(oisLayer()))
  )

  it.effect("can be deleted at once where tests want it so", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect(yield* outcome("DELETE", "/mybucket")).toBe(204)
      expect(yield* outcome("PUT", "/mybucket")).toBe(201)
    }).pipe(Effect.provide(oisLayer({ bucketLeaseMillis: 0 })))
  )

  it.effect("are counted, by storage class", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/a", { body: "12" })
      yield* call("PUT", "/mybucket/b", { body: "345", headers: { "x-qs-storage-class": "STANDARD_IA" } })
      const { headers, text } = yield* call("GET", "/mybucket?stats=&")
      expect(headers["content-type"]).toBe("application/json")
      expect(text).toBe(
        '{"name":"mybucket","location":"pek3a","url":"http://mybucket.pek3a.localhost","status":"active","count":2,' +
          '"size":5,"created":"1970-01-01T00:00:00Z","storage_classes":{"STANDARD":{"count":1,"size":2,"billing_size":2},' +
          '"STANDARD_IA":{"count":1,"size":3,"billing_size":3}}}'
      )
      expect(yield* outcome("GET", "/mybucket?stats", { as: other })).toBe("403 permission_denied")
      expect(yield* outcome("POST", "/mybucket?stats")).toBe("405 method_not_allowed")
    }).pipe(Effect.provide(oisLayer()))
  )
})

describe("the list of buckets", () => {
  it.effect("is that of the documentation, byte for byte", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2015-07-11T04:45:57.999Z"))
      const origin = "https://jn1.is.shanhe.com"
      yield* call("PUT", "/mybucket", { origin })
      const { response } = vectors("responses").find(({ id }) => id === "list-buckets")!
      const { headers, status, text } = yield* call("GET", "/", { origin })
      expect([status, headers["content-type"], text]).toEqual([
        response.status,
        response.headers["Content-Type"],
        response.body
      ])
    }).pipe(Effect.provide(oisLayer({ zone: "jn1a" })))
  )

  it.effect("has pages, and only buckets of one's own", () =>
    Effect.gen(function* () {
      for (const name of ["bucket-c", "bucket-a", "bucket-b"]) yield* call("PUT", `/${name}`)
      yield* call("PUT", "/bucket-of-other", { as: other })
      const names = (target: string) =>
        Effect.map(call("GET", target), ({ json }) => [json.count, json.buckets.map(({ name }: any) => name)])
      expect(yield* names("/")).toEqual([3, ["bucket-a", "bucket-b", "bucket-c"]])
      expect(yield* names("/?limit=1&offset=1")).toEqual([1, ["bucket-b"]])
      expect(yield* names("/?offset=3")).toEqual([0, []])
      expect(yield* outcome("GET", "/?limit=x")).toBe("400 invalid_argument")
      expect(yield* outcome("GET", "/", { as: "anonymous" })).toBe("403 permission_denied")
      expect(yield* outcome("POST", "/")).toBe("405 method_not_allowed")
    }).pipe(Effect.provide(oisLayer()))
  )

  it.effect("is that of one zone where the host or a header names it", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/bucket-in-pek3a", { origin: "http://pek3a.qingstor.com" })
      yield* call("PUT", "/bucket-in-sh1a", { origin: "http://sh1a.qingstor.com" })
      const names = (origin: string, location?: string) =>
        Effect.map(
          call("GET", "/", { origin, ...(location === undefined ? {} : { headers: { location } }) }),
          ({ json }) => json.buckets.map(({ location, name }: any) => `${name} ${location}`)
        )
      const both = ["bucket-in-pek3a pek3a", "bucket-in-sh1a sh1a"]
      expect(yield* names("http://qingstor.com")).toEqual(both)
      expect(yield* names("http://127.0.0.1")).toEqual(both)
      expect(yield* names("http://sh1a.qingstor.com")).toEqual(both.slice(1))
      expect(yield* names("http://qingstor.com", "pek3a")).toEqual(both.slice(0, 1))
      expect(yield* outcome("GET", "/", { headers: { location: "mars" } })).toBe("400 invalid_location")
    }).pipe(Effect.provide(oisLayer()))
  )
})

layer(oisLayer({ zone: "pek3a", zones: ["lab-1"], domains: ["ois.test"] }))("zones", (it) => {
  it.effect("are told to anybody by the host of all zones", () =>
    Effect.gen(function* () {
      const listed = yield* call("GET", "/?location&lang=zh_CN", { as: "anonymous", origin: "http://ois.test:81" })
      expect(listed.json.locations).toContainEqual({
        id: "jn1a",
        name: "济南1区-A",
        endpoint: "http://jn1.ois.test:81"
      })
      const english = yield* call("GET", "/?location", { as: "anonymous", origin: "https://is.shanhe.com" })
      expect(english.json.locations).toContainEqual({
        id: "jn1a",
        name: "Jinan 1-A",
        endpoint: "https://jn1.is.shanhe.com"
      })
      expect(english.json.locations.map(({ id }: any) => id)).toEqual([
        "ap3",
        "gd2",
        "jn1a",
        "lab-1",
        "pek3a",
        "pek3b",
        "sh1a"
      ])
      expect(yield* outcome("GET", "/?location", { origin: "http://sh1a.ois.test" })).toBe("400 invalid_request")
    })
  )

  it.effect("of new buckets are those of the host, or a named one, or the usual one", () =>
    Effect.gen(function* () {
      const zoneOf = (name: string, origin: string, headers: Record<string, string> = {}) =>
        Effect.gen(function* () {
          expect(yield* outcome("PUT", `/${name}`, { origin, headers })).toBe(201)
          return (yield* call("GET", `/${name}?stats`)).json.location
        })
      expect(yield* zoneOf("by-host", "http://gd2.ois.test")).toBe("gd2")
      expect(yield* zoneOf("by-host-and-name", "http://gd2.ois.test", { location: "sh1a" })).toBe("gd2")
      expect(yield* zoneOf("by-own-zone", "http://lab-1.localhost")).toBe("lab-1")
      expect(yield* zoneOf("by-sdk-host", "https://jn1a.jn1.is.shanhe.com")).toBe("jn1a")
      expect(yield* zoneOf("by-name", "http://ois.test", { location: "SH1A" })).toBe("sh1a")
      expect(yield* zoneOf("by-default", "http://ois.test")).toBe("pek3a")
      expect(yield* zoneOf("by-address", "http://127.0.0.1:80")).toBe("pek3a")
      expect(yield* outcome("PUT", "/nowhere", { origin: "http://mars.ois.test" })).toBe("400 invalid_location")
      expect(yield* outcome("PUT", "/nowhere", { headers: { location: "mars" } })).toBe("400 invalid_location")
    })
  )

  it.effect("are found by redirects, without a signature and whatever the call", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/redirected", { origin: "http://sh1a.ois.test" })
      const location = (method: string, origin: string, target: string) =>
        Effect.map(call(method, target, { as: "anonymous", origin }), ({ headers, status, text }) => [
          status,
          headers["location"],
          text
        ])
      expect(yield* location("HEAD", "http://ois.test", "/redirected")).toEqual([
        301,
        "http://sh1a.ois.test/redirected",
        ""
      ])
      expect(yield* location("HEAD", "http://redirected.ois.test:8080", "/")).toEqual([
        307,
        "http://redirected.sh1a.ois.test:8080/",
        ""
      ])
      expect(yield* location("PUT", "https://qingstor.com", "/redirected/a%2Fb?acl")).toEqual([
        301,
        "https://sh1a.qingstor.com/redirected/a%2Fb?acl",
        ""
      ])
      expect(yield* location("GET", "http://pek3a.ois.test", "/redirected//k")).toEqual([
        301,
        "http://sh1a.ois.test/redirected//k",
        ""
      ])
      expect(yield* location("GET", "http://redirected.gd2.localhost", "/k")).toEqual([
        307,
        "http://redirected.sh1a.localhost/k",
        ""
      ])
      expect(yield* location("HEAD", "http://ois.test", "/not-there")).toEqual([404, undefined, ""])
    })
  )

  it.effect("matter to no host that names none", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/anywhere", { origin: "http://sh1a.ois.test" })
      for (const origin of ["http://127.0.0.1:4564", "http://localhost", "http://emulator:4564"]) {
        expect(yield* outcome("GET", "/anywhere", { origin })).toBe(200)
      }
      expect(yield* outcome("GET", "/", { origin: "http://anywhere.localhost", hostBucket: "anywhere" })).toBe(200)
      const right = { origin: "http://anywhere.sh1a.ois.test", hostBucket: "anywhere" }
      expect(yield* outcome("GET", "/", right)).toBe(200)
    })
  )
})

layer(oisLayer())("the ACL of a bucket", (it) => {
  it.effect("lists the owner first", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const group = { grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" }
      const user = { grantee: { type: "user", id: "1002" }, permission: "FULL_CONTROL" }
      const self = { grantee: { type: "user", id: "1001" }, permission: "READ" }
      const put = yield* call("PUT", "/mybucket?acl", { body: JSON.stringify({ acl: [group, self, user] }) })
      expect([put.status, put.text, put.headers["content-type"]]).toEqual([200, "", undefined])
      expect((yield* call("GET", "/mybucket?acl")).text).toBe(
        '{"owner":{"id":"1001","name":"owner"},"acl":[' +
          '{"grantee":{"type":"user","id":"1001","name":"owner"},"permission":"FULL_CONTROL"},' +
          '{"grantee":{"type":"group","name":"QS_ALL_USERS"},"permission":"READ"},' +
          '{"grantee":{"type":"user","id":"1002","name":""},"permission":"FULL_CONTROL"}]}'
      )
      expect(yield* sent("PUT", "/mybucket?acl", { acl: [] })).toBe(200)
      expect((yield* call("GET", "/mybucket?acl")).json.acl).toHaveLength(1)
    })
  )

  it.effect.each(jsonBodies.filter(({ operation }) => operation === "put_acl"))(
    "takes $id as SDKs write it",
    (vector) =>
      Effect.gen(function* () {
        yield* call("PUT", "/mybucket")
        const put = (body: string, md5: string) =>
          outcome("PUT", "/mybucket?acl", { body, headers: { "content-md5": md5, "content-type": "application/json" } })
        expect(yield* put(vector.python_body, vector.python_content_md5)).toBe(200)
        expect(yield* put(vector.compact_body, vector.compact_content_md5)).toBe(200)
        expect(yield* put(vector.compact_body, vector.python_content_md5)).toBe("400 bad_digest")
      })
  )

  it.effect("is refused when it is malformed, and to others", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect(yield* sent("PUT", "/mybucket?acl", "{")).toBe("400 invalid_json")
      expect(yield* outcome("PUT", "/mybucket?acl")).toBe("400 invalid_json")
      expect(yield* sent("PUT", "/mybucket?acl", {})).toBe("400 invalid_request")
      const grant = (grantee: unknown, permission = "READ") =>
        sent("PUT", "/mybucket?acl", { acl: [{ grantee, permission }] })
      expect(yield* grant({ type: "robot", id: "x" })).toBe("400 invalid_request")
      expect(yield* grant({ type: "user", id: null })).toBe("400 invalid_request")
      expect(yield* grant({ type: "group", name: "SOME" })).toBe("400 invalid_request")
      expect(yield* grant({ type: "user", id: "x" }, "ADMIN")).toBe("400 invalid_request")
      expect(yield* sent("PUT", "/mybucket?acl", { acl: [] }, { as: other })).toBe("403 permission_denied")
      expect(yield* outcome("GET", "/mybucket?acl", { as: "anonymous" })).toBe("403 permission_denied")
    })
  )
})
