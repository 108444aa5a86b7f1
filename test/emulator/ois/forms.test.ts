import { createHmac } from "node:crypto"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { signFormPolicy } from "../../../src/layers/ois/signer/formPolicy.ts"
import { owner } from "../fixture.ts"
import { call, eTagOf, oisLayer, outcome, sent } from "./calls.ts"

const boundary = "----boundary"

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is the service's own placeholder.
const placeholder = "${filename}"

interface Part {
  readonly name: string
  readonly value: string
  readonly fileName?: string
  readonly type?: string
}

const form = (parts: ReadonlyArray<Part>): string =>
  parts
    .map(({ fileName, name, type, value }) => {
      const file = fileName === undefined ? "" : `; filename="${fileName}"`
      const contentType = type === undefined ? "" : `Content-Type: ${type}\r\n`
      return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${contentType}\r\n${value}\r\n`
    })
    .join("")
    .concat(`--${boundary}--\r\n`)

const fields = (record: Readonly<Record<string, string>>): ReadonlyArray<Part> =>
  Object.entries(record).map(([name, value]) => ({ name, value }))

const file: Part = { name: "file", value: "content", fileName: "photo.png", type: "image/png" }

const headers = { "content-type": `multipart/form-data; boundary=${boundary}` }

const post = (parts: ReadonlyArray<Part>, target = "/mybucket", origin = "http://localhost") =>
  call("POST", target, { as: "anonymous", origin, body: form(parts), headers })

const signed = (record: Readonly<Record<string, string>>) => fields(signFormPolicy(record, owner.accessKeys[0]!).fields)

const opened = Effect.gen(function* () {
  yield* call("PUT", "/open-bucket")
  yield* sent("PUT", "/open-bucket?acl", {
    acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "WRITE" }]
  })
})

layer(oisLayer())("form uploads", (it) => {
  it.effect("store a file with its fields, under the name of the file", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const posted = yield* post([
        ...signed({
          key: `dir/${placeholder}`,
          "content-type": "image/x",
          "x-qs-meta-a": "中",
          "x-qs-storage-class": "STANDARD_IA"
        }),
        { ...file, fileName: "C:\\pictures\\photo.png" },
        ...fields({ "x-qs-meta-late": "ignored" })
      ])
      expect([posted.status, posted.text, posted.headers["etag"]]).toEqual([201, "", eTagOf("content")])
      const read = yield* call("GET", "/mybucket/dir/photo.png")
      expect([read.text, read.headers["content-type"], read.headers["x-qs-storage-class"]]).toEqual([
        "content",
        "image/x",
        "STANDARD_IA"
      ])
      expect(Buffer.from(read.headers["x-qs-meta-a"]!, "latin1").toString("utf8")).toBe("中")
      expect(read.headers["x-qs-meta-late"]).toBeUndefined()
    })
  )

  it.effect("go to the bucket of the host too", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect((yield* post([...signed({ key: "by-host" }), file], "/", "http://mybucket.localhost")).status).toBe(201)
      const read = yield* call("GET", "/mybucket/by-host")
      expect([read.text, read.headers["content-type"]]).toEqual(["content", "image/png"])
    })
  )

  it.effect("lead the browser on where they ask for it", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      for (const [redirect, start] of [
        ["http://example.com/callback", "http://example.com/callback?"],
        ["https://example.com/?a=b", "https://example.com/?a=b&"]
      ] as const) {
        const posted = yield* post([...signed({ key: "k", redirect }), file])
        const id = posted.headers["x-qs-request-id"]
        expect([posted.status, posted.headers["location"]]).toEqual([
          302,
          `${start}status=201&code=created&message=Object+created&request_id=${id}`
        ])
      }
      expect((yield* post([...signed({ key: "k", redirect: "javascript:0" }), file])).code).toBe("invalid_argument")
    })
  )

  it.effect("need neither key nor policy where everybody may write, and both elsewhere", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* opened
      const plain = [...fields({ key: "k" }), file]
      expect((yield* post(plain, "/open-bucket")).status).toBe(201)
      expect((yield* post(plain)).code).toBe("permission_denied")
      expect((yield* post(plain, "/nobucket")).code).toBe("bucket_not_exists")
    })
  )

  it.effect("are refused when they are not as the policy says, or somebody else signed it", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const { access_key_id, policy, signature } = signFormPolicy(
        { key: "a", redirect: "x" },
        owner.accessKeys[0]!
      ).fields
      const withFields = (record: Record<string, string>) =>
        Effect.map(
          post([...fields({ access_key_id: access_key_id!, policy: policy!, signature: signature!, ...record }), file]),
          ({ code, status }) => `${status} ${code}`
        )
      expect(yield* withFields({ key: "b", redirect: "x" })).toBe("400 form_policy_violated")
      expect(yield* withFields({ key: "a" })).toBe("400 form_policy_violated")
      expect(yield* withFields({ key: "a", redirect: "x", signature: "x" })).toBe("401 signature_not_matched")
      expect(yield* withFields({ key: "a", redirect: "x", access_key_id: "x" })).toBe("401 invalid_access_key_id")
      const incomplete = yield* post([...fields({ key: "a", policy: policy! }), file])
      expect(incomplete.code).toBe("invalid_request")
      const broken = Buffer.from("[]").toString("base64")
      const signatureOfBroken = createHmac("sha256", "test").update(broken).digest("base64")
      expect(yield* withFields({ key: "a", policy: broken, signature: signatureOfBroken })).toBe(
        "400 form_policy_violated"
      )
    })
  )

  it.effect("are refused when something of them is wrong", () =>
    Effect.gen(function* () {
      yield* opened
      const refused = (parts: ReadonlyArray<Part>) => Effect.map(post(parts, "/open-bucket"), ({ code }) => code)
      expect(yield* refused([file])).toBe("invalid_request")
      expect(yield* refused(fields({ key: "k" }))).toBe("invalid_request")
      expect(yield* refused([file, ...fields({ key: "late" })])).toBe("invalid_request")
      expect(yield* refused([...fields({ key: "/k" }), file])).toBe("invalid_argument")
      expect(yield* refused([...fields({ key: "k".repeat(1024) }), file])).toBe("invalid_object_name")
      expect(yield* refused([...fields({ key: "k", "x-qs-storage-class": "COLD" }), file])).toBe("invalid_request")
      expect(yield* refused([...fields({ key: "k", "x-qs-meta-a": "a\r\nb" }), file])).toBe("invalid_argument")
      expect(yield* refused([...fields({ key: "k", "x-qs-meta-a b": "v" }), file])).toBe("invalid_argument")
      const cut = form([...fields({ key: "k" }), file]).slice(0, -20)
      expect(yield* outcome("POST", "/open-bucket", { as: "anonymous", body: cut, headers })).toBe(
        "400 invalid_request"
      )
      expect(yield* outcome("POST", "/open-bucket", { as: "anonymous", body: "a=b" })).toBe("405 method_not_allowed")
    })
  )
})
