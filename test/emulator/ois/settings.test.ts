import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { other } from "../fixture.ts"
import { call, oisLayer, outcome, sent } from "./calls.ts"
import { jsonBodies } from "./jsonBodies.ts"

const subResources: ReadonlyArray<readonly [string, unknown]> = [
  ["cors", { cors_rules: [] }],
  ["policy", { statement: [] }],
  ["lifecycle", { rule: [] }],
  ["notification", { notifications: [] }],
  ["mirror", { source_site: "" }],
  ["logging", {}],
  ["replication", { rules: [] }]
]

const read = (target: string) => Effect.map(call("GET", target), ({ json }) => json)

layer(oisLayer())("a setting of a bucket", (it) => {
  it.effect.each(subResources)("that is not set reads as an empty document: %s", ([name, nothing]) =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect(yield* read(`/mybucket?${name}`)).toEqual(nothing)
      const removed = yield* call("DELETE", `/mybucket?${name}`)
      expect([removed.status, removed.text, removed.headers["content-type"]]).toEqual([204, "", undefined])
    })
  )

  it.effect.each(subResources)("is nothing for others than the owner: %s", ([name]) =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?acl", {
        acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "FULL_CONTROL" }]
      })
      for (const as of [other, "anonymous"] as const) {
        expect(yield* outcome("GET", `/mybucket?${name}`, { as })).toBe("403 permission_denied")
        expect(yield* sent("PUT", `/mybucket?${name}`, {}, { as })).toBe("403 permission_denied")
        expect(yield* outcome("DELETE", `/mybucket?${name}`, { as })).toBe("403 permission_denied")
      }
      expect(yield* outcome("GET", `/nobucket?${name}`)).toBe("404 bucket_not_exists")
      expect(yield* sent("PUT", `/mybucket?${name}`, "[")).toBe("400 invalid_json")
      expect(yield* sent("PUT", `/mybucket?${name}`, {})).toBe("400 invalid_request")
    })
  )

  const documents = jsonBodies.filter(({ operation }) => operation !== "put_acl")

  it.effect.each(documents)("is taken as SDKs write it, read, and removed: $id", (document) =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const target = `/mybucket?${document.query}`
      for (const [body, md5] of [
        [document.python_body, document.python_content_md5],
        [document.compact_body, document.compact_content_md5]
      ] as const) {
        const put = yield* call("PUT", target, { body, headers: { "content-md5": md5 } })
        expect([put.status, put.text]).toEqual([200, ""])
        expect(yield* read(target)).toMatchObject(document.input)
        expect(yield* outcome("DELETE", target)).toBe(204)
        expect(yield* read(target)).not.toMatchObject(document.input)
      }
      expect(yield* outcome("PUT", target, { body: document.compact_body, headers: { "content-md5": "x" } })).toBe(
        "400 bad_digest"
      )
    })
  )

  it.effect("may hold null where nothing is meant, and fields that nobody knows", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const rule = { allowed_origin: "*", allowed_methods: ["GET"], allowed_headers: null, unknown: 1 }
      expect(yield* sent("PUT", "/mybucket?cors", { cors_rules: [rule], resp_vary: null })).toBe(200)
      expect((yield* call("GET", "/mybucket?cors")).text).toBe(
        '{"cors_rules":[{"allowed_origin":"*","allowed_methods":["GET"]}]}'
      )
      expect(yield* sent("PUT", "/mybucket?cors", { cors_rules: null })).toBe("400 invalid_request")
    })
  )

  const cors = { allowed_origin: "*", allowed_methods: ["GET"] }
  const statement = { id: "s", user: "*", action: "get_object", effect: "allow" }
  const rule = { id: "r", status: "enabled", filter: { prefix: "" }, expiration: { days: 1 } }
  const replica = { id: "r", filters: { prefix: "a" }, destination: { bucket: "replica-bucket" } }

  it.effect.each([
    ["cors", { cors_rules: [{ ...cors, allowed_origin: "*.*" }] }],
    ["cors", { cors_rules: [{ ...cors, allowed_methods: [] }] }],
    ["cors", { cors_rules: [{ ...cors, allowed_methods: ["PATCH"] }] }],
    ["cors", { cors_rules: [{ ...cors, expose_headers: ["a\r\nb: c"] }] }],
    ["cors", { cors_rules: [{ allowed_methods: ["GET"] }] }],
    ["policy", { statement: [{ ...statement, action: "unknown" }] }],
    ["policy", { statement: [{ ...statement, user: [] }] }],
    ["policy", { statement: [{ ...statement, id: "i".repeat(101) }] }],
    ["policy", { statement: [{ ...statement, effect: "maybe" }] }],
    ["policy", { statement: [{ ...statement, resource: ["r".repeat(2048)] }] }],
    ["policy", { statement: [{ ...statement, condition: { ip_address: { source_ip: ["1.2.3.4/33"] } } }] }],
    ["policy", { statement: [statement, statement] }],
    ["lifecycle", { rule: [] }],
    ["lifecycle", { rule: [rule, rule] }],
    ["lifecycle", { rule: [rule, { ...rule, id: "other" }] }],
    ["lifecycle", { rule: [{ ...rule, expiration: { days: 0 } }] }],
    ["lifecycle", { rule: [{ ...rule, transition: { days: 30, storage_class: "STANDARD_IA" } }] }],
    ["lifecycle", { rule: [{ id: "r", status: "enabled", filter: {} }] }],
    [
      "lifecycle",
      { rule: [{ id: "r", status: "enabled", filter: {}, transition: { days: 29, storage_class: "STANDARD_IA" } }] }
    ],
    ["lifecycle", { rule: [{ ...rule, id: "é".repeat(128) }] }],
    [
      "lifecycle",
      { rule: Array.from({ length: 101 }, (_, i) => ({ ...rule, id: `${i}`, filter: { prefix: `${i}` } })) }
    ],
    ["notification", { notifications: [{ id: "n", event_types: ["unknown"], cloudfunc: "notifier" }] }],
    [
      "notification",
      { notifications: [{ id: "n", event_types: ["create_object"], cloudfunc: "image", cloudfunc_args: {} }] }
    ],
    ["mirror", { source_site: "ftp://example.com" }],
    ["mirror", { source_site: "https://example.com/\u4e2d" }],
    ["logging", { target_bucket: "logs" }],
    ["replication", { rules: [] }],
    ["replication", { rules: [{ ...replica, destination: { bucket: "no-such-bucket" } }] }],
    ["replication", { rules: [{ ...replica, destination: { bucket: "mybucket" } }] }],
    ["replication", { rules: [replica, { ...replica, id: "other", filters: { prefix: "ab" } }] }],
    [
      "replication",
      { rules: [replica, { ...replica, id: "o", filters: { prefix: "b" }, destination: { bucket: "third-bucket" } }] }
    ],
    ["versioning", { status: "DISABLED" }]
  ] as const)("is refused when it breaks a rule: %s %j", ([name, document]) =>
    Effect.gen(function* () {
      for (const bucket of ["mybucket", "replica-bucket", "third-bucket"]) yield* call("PUT", `/${bucket}`)
      expect(yield* sent("PUT", `/mybucket?${name}`, document)).toBe("400 invalid_request")
    })
  )

  it.effect("of a lifecycle tells when it was made, and whether it was looked at", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32.999Z"))
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?lifecycle", { rule: [rule] })
      expect((yield* call("GET", "/mybucket?lifecycle")).text).toBe(
        '{"rule":[{"id":"r","status":"enabled","filter":{"prefix":""},"expiration":{"days":1},"state":"unchecked",' +
          '"created":1471878212}]}'
      )
      yield* TestClock.adjust("1 day")
      expect((yield* read("/mybucket?lifecycle")).rule).toMatchObject([{ state: "ready", created: 1471878212 }])
    })
  )

  it.effect("of a policy reads as lists, whatever it was written as", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?policy", { statement: [{ ...statement, resource: "mybucket/*" }] })
      expect(yield* read("/mybucket?policy")).toEqual({
        statement: [{ id: "s", user: ["*"], action: ["get_object"], effect: "allow", resource: ["mybucket/*"] }]
      })
    })
  )

  it.effect("of a notification keeps the service's own spelling", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const document = {
        notifications: [
          {
            id: "n",
            event_types: ["create_object", "complete_multipart"],
            cloudfunc: "tupu-porn",
            cloudfunc_args: { action: "tupu-porn", key_prefix: "gen", key_seprate: "_", save_bucket: "b" },
            object_filters: ["*"],
            notify_url: "http://user_notify_url"
          }
        ]
      }
      expect(yield* sent("PUT", "/mybucket?notification", document)).toBe(200)
      expect(yield* read("/mybucket?notification")).toEqual(document)
    })
  )

  it.effect("of replication tells what applies, and the zone of the destination", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/replica-in-sh1a", { origin: "http://sh1a.qingstor.com" })
      const destination = { bucket: "replica-in-sh1a", storage_class: "STANDARD_IA" }
      yield* sent("PUT", "/mybucket?replication", {
        rules: [
          { id: "r", filters: { prefix: "a" }, destination },
          { id: "s", filters: { prefix: "b" }, destination, status: "disabled", delete_marker: "enabled" }
        ]
      })
      expect(yield* read("/mybucket?replication")).toEqual({
        rules: [
          {
            id: "r",
            status: "enabled",
            filters: { prefix: "a" },
            destination: { ...destination, zone: "sh1a" },
            sync_marker: "disabled",
            delete_marker: "disabled"
          },
          {
            id: "s",
            status: "disabled",
            filters: { prefix: "b" },
            destination: { ...destination, zone: "sh1a" },
            sync_marker: "disabled",
            delete_marker: "enabled"
          }
        ]
      })
    })
  )
})

layer(oisLayer())("domains of a bucket", (it) => {
  it.effect("are bound to one bucket, listed by type, and removed by a document", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2020-01-01T00:00:00Z"))
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/other-bucket")
      expect(yield* sent("PUT", "/mybucket?cname", { domain: "a.example.com", type: "normal" })).toBe(200)
      expect(yield* sent("PUT", "/mybucket?cname", { domain: "b.example.com", type: "website" })).toBe(200)
      expect(yield* sent("PUT", "/mybucket?cname", { domain: "a.example.com", type: "normal" })).toBe(200)
      expect(yield* sent("PUT", "/other-bucket?cname", { domain: "a.example.com", type: "normal" })).toBe(
        "400 domain_occupied"
      )
      expect((yield* call("GET", "/mybucket?cname")).text).toBe(
        '{"cname_records":[{"domain":"a.example.com","type":"normal","created":"2020-01-01T00:00:00.000Z"}],"count":1}'
      )
      expect((yield* read("/mybucket?cname&type=website")).cname_records).toMatchObject([{ domain: "b.example.com" }])
      for (const _ of [1, 2]) {
        expect(yield* sent("DELETE", "/mybucket?cname", { domain: "a.example.com" })).toBe(204)
      }
      expect(yield* read("/mybucket?cname")).toEqual({ cname_records: [], count: 0 })
      expect(yield* sent("PUT", "/other-bucket?cname", { domain: "a.example.com", type: "normal" })).toBe(200)
    })
  )

  it.effect("are refused when they are none", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      for (const domain of ["", "nodot", "-a.example.com", "a b.example.com"]) {
        expect(yield* sent("PUT", "/mybucket?cname", { domain, type: "normal" })).toBe("400 invalid_argument")
      }
      expect(yield* sent("PUT", "/mybucket?cname", { domain: "a.example.com", type: "odd" })).toBe(
        "400 invalid_request"
      )
      expect(yield* sent("PUT", "/mybucket?cname", { domain: "a.example.com" })).toBe("400 invalid_request")
      expect(yield* outcome("DELETE", "/mybucket?cname")).toBe("400 invalid_json")
    })
  )
})

layer(oisLayer())("an external mirror", (it) => {
  it.effect("is where a reader is led who misses an object", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/here", { body: "v" })
      yield* sent("PUT", "/mybucket?mirror", { source_site: "https://example.com/something/" })
      expect(yield* outcome("GET", "/mybucket/here")).toBe(200)
      const led = yield* call("GET", "/mybucket/dir/%E4%B8%AD%20b")
      expect([led.status, led.headers["location"], led.text]).toEqual([
        302,
        "https://example.com/something/dir/%E4%B8%AD%20b",
        ""
      ])
      expect(yield* outcome("HEAD", "/mybucket/missing")).toBe(404)
      expect(yield* outcome("GET", "/mybucket/missing", { as: "anonymous" })).toBe("403 permission_denied")
      yield* call("DELETE", "/mybucket?mirror")
      expect(yield* outcome("GET", "/mybucket/missing")).toBe("404 object_not_exists")
    })
  )
})
