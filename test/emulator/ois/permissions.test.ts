import { describe, expect, it, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { type JudgedCall, judge } from "../../../src/emulator/ois/policy.ts"
import type { PolicyStatement } from "../../../src/emulator/ois/settings.ts"
import { fitsWildcard } from "../../../src/emulator/ois/wildcard.ts"
import { presign } from "../../../src/layers/ois/signer/qs.ts"
import { other, owner } from "../fixture.ts"
import { call, md5Of, oisLayer, outcome, sent } from "./calls.ts"

const everybody = { type: "group", name: "QS_ALL_USERS" }

const open = (bucket: string, permission: string) =>
  Effect.gen(function* () {
    yield* call("PUT", `/${bucket}`)
    yield* call("PUT", `/${bucket}/k`, { body: "v" })
    yield* sent("PUT", `/${bucket}?acl`, { acl: [{ grantee: everybody, permission }] })
  })

const body = '{"objects":[{"key":"gone"}]}'

/** What others may want, in an order in which it can be done. */
const wishes: ReadonlyArray<readonly [string, string, Parameters<typeof call>[2]?]> = [
  ["GET", "k"],
  ["HEAD", "k"],
  ["GET", ""],
  ["PUT", "new", { body: "v" }],
  ["POST", "log?append&position=0", { body: "v" }],
  ["POST", "parts?uploads"],
  ["DELETE", "new"],
  ["POST", "?delete", { body, headers: { "content-md5": md5Of(body) } }],
  ["GET", "?stats"],
  ["GET", "?acl"],
  ["DELETE", ""]
]

const granted = (bucket: string, as: typeof other | "anonymous") =>
  Effect.gen(function* () {
    const done: Array<string> = []
    for (const [method, path, options] of wishes) {
      const target = path === "" || path.startsWith("?") ? `/${bucket}${path}` : `/${bucket}/${path}`
      const { status } = yield* call(method, target, { ...options, as })
      if (status < 300) done.push(`${method} ${path}`)
      else expect([target, status]).toEqual([target, 403])
    }
    // What was made is not there for the next one.
    yield* call("DELETE", `/${bucket}/log`)
    return done
  })

layer(oisLayer())("an ACL", (it) => {
  it.effect("grants others what it says, and those without a signature less", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/private-bucket")
      yield* call("PUT", "/private-bucket/k", { body: "v" })
      expect(yield* granted("private-bucket", other)).toEqual([])
      expect(yield* granted("private-bucket", "anonymous")).toEqual([])
      yield* open("read-bucket", "READ")
      expect(yield* granted("read-bucket", other)).toEqual(["GET k", "HEAD k", "GET "])
      expect(yield* granted("read-bucket", "anonymous")).toEqual(["GET k", "HEAD k"])
      yield* open("write-bucket", "WRITE")
      const writes = ["PUT new", "POST log?append&position=0", "POST parts?uploads"]
      expect(yield* granted("write-bucket", other)).toEqual([...writes, "DELETE new", "POST ?delete"])
      expect(yield* granted("write-bucket", "anonymous")).toEqual(writes)
      yield* open("control-bucket", "FULL_CONTROL")
      expect(yield* granted("control-bucket", "anonymous")).toEqual(["GET k", "HEAD k", ...writes])
    })
  )

  it.effect("may name one user", () =>
    Effect.gen(function* () {
      yield* open("user-bucket", "READ")
      yield* sent("PUT", "/user-bucket?acl", {
        acl: [{ grantee: { type: "user", id: other.ownerId }, permission: "READ" }]
      })
      expect(yield* granted("user-bucket", other)).toEqual(["GET k", "HEAD k", "GET "])
      expect(yield* granted("user-bucket", "anonymous")).toEqual([])
    })
  )
})

layer(oisLayer())("a policy", (it) => {
  const put = (statement: ReadonlyArray<unknown>) => sent("PUT", "/mybucket?policy", { statement })
  const statement = { id: "s", user: "*", effect: "allow" }

  it.effect("comes before the ACL, and the first statement that fits decides", () =>
    Effect.gen(function* () {
      yield* open("mybucket", "READ")
      yield* call("PUT", "/mybucket/secret/k", { body: "v" })
      const deny = { ...statement, effect: "deny", action: ["get_object"], resource: ["mybucket/secret/*"] }
      const allow = { ...statement, id: "t", user: [other.ownerId], action: ["get_object"], resource: ["mybucket/*"] }
      expect(yield* put([deny, allow])).toBe(200)
      expect(yield* outcome("GET", "/mybucket/k", { as: other })).toBe(200)
      expect(yield* outcome("GET", "/mybucket/secret/k", { as: other })).toBe("403 permission_denied")
      expect(yield* outcome("HEAD", "/mybucket/secret/k", { as: other })).toBe(200)
      expect(yield* outcome("GET", "/mybucket/secret/k")).toBe(200)
      yield* put([allow, deny])
      expect(yield* outcome("GET", "/mybucket/secret/k", { as: other })).toBe(200)
      expect(yield* outcome("GET", "/mybucket/secret/k", { as: "anonymous" })).toBe("403 permission_denied")
    })
  )

  it.effect("may open to everybody what no ACL can", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?acl", { acl: [] })
      const actions = ["list_objects", "head_bucket", "get_bucket_stats", "delete_object"]
      yield* put([{ ...statement, action: actions }])
      const as = "anonymous"
      expect(yield* outcome("GET", "/mybucket", { as })).toBe(200)
      expect(yield* outcome("HEAD", "/mybucket", { as })).toBe(200)
      expect(yield* outcome("GET", "/mybucket?stats", { as })).toBe(200)
      expect(yield* outcome("DELETE", "/mybucket/x", { as })).toBe(204)
      expect(yield* outcome("GET", "/mybucket?policy", { as })).toBe("403 permission_denied")
      // The bucket itself is none of its objects.
      yield* put([{ ...statement, action: actions, resource: "mybucket/*" }])
      expect(yield* outcome("GET", "/mybucket", { as })).toBe("403 permission_denied")
      expect(yield* outcome("DELETE", "/mybucket/x", { as })).toBe(204)
    })
  )

  it.effect("judges each key of a batch", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* put([{ ...statement, action: "delete_object", resource: "mybucket/open/*" }])
      const batch = '{"objects":[{"key":"closed"},{"key":"open/k"}]}'
      const headers = { "content-md5": md5Of(batch) }
      const { json, status } = yield* call("POST", "/mybucket?delete", { as: other, body: batch, headers })
      expect([status, json]).toEqual([
        200,
        {
          deleted: [{ key: "open/k" }],
          errors: [{ key: "closed", code: "permission_denied", message: expect.any(String) }]
        }
      ])
    })
  )

  it.effect("knows the page that led to a call, and where it came from", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/k", { body: "v" })
      const condition = {
        string_like: { Referer: ["*.example1.com", "*.example2.com"] },
        ip_address: { source_ip: ["172.16.0.0/24"] }
      }
      yield* put([{ ...statement, action: ["get_object"], condition }])
      const read = (headers: Record<string, string>) => outcome("GET", "/mybucket/k", { as: "anonymous", headers })
      const right = { referer: "http://www.example2.com", "x-forwarded-for": "172.16.0.9, 10.0.0.1" }
      expect(yield* read(right)).toBe(200)
      expect(yield* read({ ...right, referer: "http://example3.com" })).toBe("403 permission_denied")
      expect(yield* read({ ...right, "x-forwarded-for": "172.16.1.9" })).toBe("403 permission_denied")
      expect(yield* read({ referer: right.referer })).toBe("403 permission_denied")
    })
  )
})

describe("the judgement of a policy", () => {
  const call: JudgedCall = { action: "get_object", bucket: "b", key: "dir/k", sourceIp: "172.16.1.1", user: "usr-1" }
  const statement: PolicyStatement = { id: "s", user: ["usr-1"], action: ["get_object"], effect: "allow" }

  it.each([
    [{}, {}, "allow"],
    [{ effect: "deny" }, {}, "deny"],
    [{ user: ["usr-2"] }, {}, undefined],
    [{ user: ["usr-2", "*"] }, { user: undefined }, "allow"],
    [{ action: ["head_object"] }, {}, undefined],
    [{ action: "upload_multipart" }, { action: "upload_object_part" }, "allow"],
    [{ resource: [] }, {}, "allow"],
    [{ resource: ["b"] }, {}, undefined],
    [{ resource: ["b/*"] }, {}, "allow"],
    [{ resource: ["b/dir/*", "x"] }, {}, "allow"],
    [{ resource: ["b/*.jpg"] }, {}, undefined],
    [{ resource: ["b"] }, { key: undefined, action: "get_object" }, "allow"],
    [{ condition: { ip_address: { source_ip: "172.16.1.1" } } }, {}, "allow"],
    [{ condition: { ip_address: { source_ip: ["172.16.1.1/32"] } } }, {}, "allow"],
    [{ condition: { ip_address: { source_ip: ["172.16.0.0/24"] } } }, {}, undefined],
    [{ condition: { not_ip_address: { source_ip: ["172.16.0.0/24"] } } }, {}, "allow"],
    [{ condition: { not_ip_address: { source_ip: ["172.16.0.0/16"] } } }, {}, undefined],
    [{ condition: { ip_address: { source_ip: ["2001:db8::/32"] } } }, { sourceIp: "2001:db8::1" }, "allow"],
    [{ condition: { ip_address: { source_ip: ["172.16.0.0/16"] } } }, { sourceIp: "nowhere" }, undefined],
    [{ condition: { string_like: { Referer: "*.a.com" } } }, { referer: "http://x.a.com" }, "allow"],
    [{ condition: { string_like: { Referer: "*.a.com" } } }, {}, undefined],
    [{ condition: { string_not_like: { Referer: "*.a.com" } } }, {}, "allow"],
    [{ condition: { string_not_like: { Referer: "*.a.com" } } }, { referer: "http://x.a.com" }, undefined],
    [{ condition: { is_null: { Referer: true } } }, {}, "allow"],
    [{ condition: { is_null: { Referer: true } } }, { referer: "http://x" }, undefined],
    [{ condition: { is_null: { Referer: false } } }, { referer: "http://x" }, "allow"]
  ] as ReadonlyArray<readonly [Partial<PolicyStatement>, Partial<JudgedCall>, string | undefined]>)(
    "of %j about %j is %s",
    (changedStatement, changedCall, verdict) => {
      expect(judge([{ ...statement, ...changedStatement }], { ...call, ...changedCall })).toBe(verdict)
    }
  )

  it.each([
    ["", "", true],
    ["", "*", true],
    ["abc", "abc", true],
    ["abc", "ab", false],
    ["abc", "a*c", true],
    ["abc", "*b*", true],
    ["abc", "a*b*c*", true],
    ["ab", "ab*b", false],
    ["aXbXc", "a*b*c", true],
    ["abab", "*ab", true],
    ["a.c", "a?c", false]
  ])("takes %j for %j: %s", (text, pattern, fits) => {
    expect(fitsWildcard(text, pattern)).toBe(fits)
  })
})

layer(oisLayer())("a signed URL", (it) => {
  it.effect("is as good as a signature until it expires", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/dir//k", { body: "v" })
      const sign = (rawPath: string, hostBucket?: string) => {
        const query = [["response-content-type", "text/plain"]] as const
        const times = { timeMillis: 0, expiresInSeconds: 60 }
        const signed = presign({ method: "GET", rawPath, query, headers: {}, hostBucket }, owner.accessKeys[0]!, times)
        const all = [...query, ...signed.query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        return `${rawPath}?${all.join("&")}`
      }
      const anonymous = { as: "anonymous" } as const
      const read = yield* call("GET", sign("/mybucket/dir//k"), anonymous)
      expect([read.text, read.headers["content-type"]]).toEqual(["v", "text/plain"])
      const inHost = { ...anonymous, origin: "http://mybucket.localhost" }
      expect(yield* outcome("GET", sign("/dir//k", "mybucket"), inHost)).toBe(200)
      expect(yield* outcome("HEAD", sign("/mybucket/dir//k"), anonymous)).toBe(401)
      expect(yield* outcome("GET", sign("/mybucket/k").replace("/k?", "/dir//k?"), anonymous)).toBe(
        "401 signature_not_matched"
      )
      yield* TestClock.adjust("60 seconds")
      expect(yield* outcome("GET", sign("/mybucket/dir//k"), anonymous)).toBe(200)
      yield* TestClock.adjust("1 second")
      expect(yield* outcome("GET", sign("/mybucket/dir//k"), anonymous)).toBe("403 request_expired")
    })
  )

  it.effect("is not needed where the service is asked in the host of a bucket's style", () =>
    Effect.gen(function* () {
      // A call without a bucket signs none, whatever the style of the client.
      expect(yield* outcome("GET", "/", { origin: "http://pek3a.qingstor.com" })).toBe(200)
      expect(yield* outcome("GET", "/", { origin: "http://qingstor.com" })).toBe(200)
      yield* call("PUT", "/", { origin: "http://mybucket.pek3a.qingstor.com", hostBucket: "mybucket" })
      const wrong = { origin: "http://mybucket.pek3a.qingstor.com" }
      expect(yield* outcome("GET", "/", wrong)).toBe("401 signature_not_matched")
      expect(yield* outcome("GET", "/", { ...wrong, hostBucket: "mybucket" })).toBe(200)
    })
  )
})
