import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { call, oisLayer, outcome, sent } from "./calls.ts"

const rules = {
  cors_rules: [
    {
      allowed_origin: "http://*.qingcloud.com",
      allowed_methods: ["PUT", "GET"],
      allowed_headers: ["X-QS-Date", "x-qs-meta-*"],
      expose_headers: ["ETag", "x-qs-request-id"],
      max_age_seconds: 200
    },
    { allowed_origin: "*", allowed_methods: ["GET"] }
  ]
}

const ask = (origin: string, method: string, headers?: string) =>
  call("OPTIONS", "/mybucket/k", {
    as: "anonymous",
    headers: {
      origin,
      "access-control-request-method": method,
      ...(headers === undefined ? {} : { "access-control-request-headers": headers })
    }
  })

const allowed = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-")))

layer(oisLayer())("cross-origin questions", (it) => {
  it.effect("are answered without a signature and without rules", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const answer = yield* ask("http://qingcloud.com", "GET")
      expect([answer.status, answer.text, allowed(answer.headers)]).toEqual([200, "", {}])
      const nothing = { as: "anonymous", headers: { origin: "http://a.com" } } as const
      expect(yield* outcome("OPTIONS", "/mybucket/k", nothing)).toBe("400 invalid_request")
      const headers = { origin: "http://a.com", "access-control-request-method": "GET" }
      expect(yield* outcome("OPTIONS", "/nobucket/k", { as: "anonymous", headers })).toBe("404 bucket_not_exists")
      expect(yield* outcome("OPTIONS", "/mybucket?acl", { as: "anonymous", headers })).toBe(200)
      expect(yield* outcome("OPTIONS", "/", { as: "anonymous", headers })).toBe("405 method_not_allowed")
    })
  )

  it.effect("are answered by the first rule that fits", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?cors", rules)
      const asked = (...question: Parameters<typeof ask>) =>
        Effect.map(ask(...question), ({ headers, status }) => [status, allowed(headers)])
      expect(yield* asked("http://www.qingcloud.com", "PUT", "x-qs-date, X-QS-Meta-A")).toEqual([
        200,
        {
          "access-control-allow-origin": "http://www.qingcloud.com",
          "access-control-allow-methods": "PUT, GET",
          "access-control-allow-headers": "x-qs-date, x-qs-meta-a",
          "access-control-expose-headers": "ETag, x-qs-request-id",
          "access-control-max-age": "200"
        }
      ])
      expect(yield* asked("http://elsewhere.com", "GET")).toEqual([
        200,
        { "access-control-allow-origin": "http://elsewhere.com", "access-control-allow-methods": "GET" }
      ])
      const nothing = [200, {}]
      expect(yield* asked("http://elsewhere.com", "PUT")).toEqual(nothing)
      expect(yield* asked("http://www.qingcloud.com", "DELETE")).toEqual(nothing)
      expect(yield* asked("http://www.qingcloud.com", "PUT", "x-other")).toEqual(nothing)
      expect(yield* asked("http://www.qingcloud.com.evil.com", "PUT")).toEqual(nothing)
    })
  )

  it.effect("have their answer with every call of a page, refusals included", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?cors", { ...rules, resp_vary: "enabled" })
      const made = (method: string, target: string, origin: string) =>
        Effect.map(call(method, target, { headers: { origin } }), ({ headers, status }) => [
          status,
          allowed(headers),
          headers["vary"]
        ])
      const mine = {
        "access-control-allow-origin": "http://www.qingcloud.com",
        "access-control-expose-headers": "ETag, x-qs-request-id"
      }
      expect(yield* made("PUT", "/mybucket/k", "http://www.qingcloud.com")).toEqual([201, mine, "Origin"])
      expect(yield* made("GET", "/mybucket/missing", "http://www.qingcloud.com")).toEqual([404, mine, "Origin"])
      expect(yield* made("DELETE", "/mybucket/k", "http://www.qingcloud.com")).toEqual([204, {}, "Origin"])
      expect((yield* call("GET", "/mybucket/k")).headers["access-control-allow-origin"]).toBeUndefined()
    })
  )

  it.effect("may be about all methods", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* sent("PUT", "/mybucket?cors", { cors_rules: [{ allowed_origin: "*", allowed_methods: ["*"] }] })
      const { headers } = yield* ask("http://a.com", "DELETE")
      expect(headers["access-control-allow-methods"]).toBe("GET, PUT, POST, DELETE, HEAD")
    })
  )
})
