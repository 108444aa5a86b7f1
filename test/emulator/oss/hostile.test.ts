/** Requests that mean harm, over a socket: each is answered, and the server goes on. */
import { createHmac } from "node:crypto"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { emulatorLayer, serveOss } from "../fixture.ts"
import { call, md5Of } from "./calls.ts"

const boundary = "limit"

const formOf = (fields: ReadonlyArray<readonly [name: string, value: string]>): string =>
  [...fields, ["file", "content"] as const]
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")
    .concat(`--${boundary}--\r\n`)

const live = <A, E, R>(effect: (origin: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const { url: origin } = yield* serveOss
    yield* call("PUT", "/open", { origin, headers: { "x-oss-acl": "public-read-write" } })
    const result = yield* effect(origin)
    expect((yield* call("GET", "/open", { origin })).status).toBe(200)
    return result
  }).pipe(Effect.provide(emulatorLayer), Effect.provide(NodeHttpClient.layerUndici))

const post = (origin: string, fields: ReadonlyArray<readonly [string, string]>) =>
  call("POST", "/open", {
    origin,
    as: "anonymous",
    body: formOf(fields),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` }
  })

describe("the server", () => {
  it.live.each([
    [["x-oss-meta-a", "line\r\nbreak: 1"]],
    [["x-oss-meta-a", "\u0000"]],
    [["x-oss-meta-a b", "1"]],
    [["Cache-Control", "a\nb"]],
    [["Content-Type", "a\u0007"]],
    [["x-oss-content-type", "a\rb"]]
  ] as ReadonlyArray<readonly [readonly [string, string]]>)(
    "refuses the form field %j, which no header could carry",
    ([field]) =>
      live((origin) =>
        Effect.gen(function* () {
          const posted = yield* post(origin, [["key", "k"], field])
          expect([posted.status, posted.code]).toEqual([400, "InvalidArgument"])
          expect((yield* call("GET", "/open/k", { origin })).status).toBe(404)
        })
      )
  )

  it.live("refuses to send browsers where no header could", () =>
    live((origin) =>
      Effect.gen(function* () {
        const posted = yield* post(origin, [
          ["key", "k"],
          ["success_action_redirect", "http://a.test/\r\nx: 1"]
        ])
        expect([posted.status, posted.code]).toEqual([400, "InvalidArgument"])
      })
    )
  )

  it.live("answers keys of any characters", () =>
    live((origin) =>
      Effect.gen(function* () {
        const key = "a\r\nb\u0000\u007f"
        expect(
          (yield* post(origin, [
            ["key", key],
            ["success_action_status", "201"]
          ])).status
        ).toBe(201)
        expect((yield* call("GET", `/open/${encodeURIComponent(key)}`, { origin })).text).toBe("content")
        const missing = yield* call("HEAD", `/open/${encodeURIComponent(`${key}!`)}`, { origin })
        expect([missing.status, missing.code]).toEqual([404, "NoSuchKey"])
      })
    )
  )

  it.live("refuses a policy that is nested without end", () =>
    live((origin) =>
      Effect.gen(function* () {
        const depth = 200_000
        const conditions = `${"[".repeat(depth)}${"]".repeat(depth)}`
        const policy = Buffer.from(`{"expiration":"2100-01-01T00:00:00.000Z","conditions":[${conditions}]}`).toString(
          "base64"
        )
        const Signature = createHmac("sha1", "test").update(policy).digest("base64")
        const posted = yield* post(origin, Object.entries({ key: "k", policy, OSSAccessKeyId: "test", Signature }))
        expect(posted.code).toBe("InvalidPolicyDocument")
      })
    )
  )

  it.live("goes on after the largest documents of any shape", () =>
    live((origin) =>
      Effect.gen(function* () {
        const bytes = 2 * 1024 * 1024 - 100
        const shapes = [
          "<a>",
          "<a/>",
          "<a></a>",
          "&#1;",
          "<!-- -->",
          "<!--",
          "<![CDATA[",
          "<?a?>",
          "<",
          "&",
          '<a b="">'
        ]
        for (const shape of shapes) {
          const body = `<Delete>${shape.repeat(bytes / shape.length)}</Delete>`
          const { status } = yield* call("POST", "/open?delete", {
            origin,
            body,
            headers: { "content-md5": md5Of(body) }
          })
          expect([shape, status]).toEqual([shape, 400])
        }
      })
    )
  )
})
