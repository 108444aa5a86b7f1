import { createHmac } from "node:crypto"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { inProcessLayer } from "../fixture.ts"
import { call, outcome } from "./calls.ts"

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

const fields = (record: Record<string, string>): ReadonlyArray<Part> =>
  Object.entries(record).map(([name, value]) => ({ name, value }))

const file: Part = { name: "file", value: "content", fileName: "photo.png", type: "image/png" }

const post = (parts: ReadonlyArray<Part>, bucket = "posts") =>
  call("POST", `/${bucket}`, {
    as: "anonymous",
    body: form(parts),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` }
  })

const signed = (conditions: ReadonlyArray<unknown>, expiration = "2030-01-01T00:00:00.000Z") => {
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64")
  const Signature = createHmac("sha1", "test").update(policy).digest("base64")
  return { OSSAccessKeyId: "test", policy, Signature }
}

layer(inProcessLayer)("form uploads", (it) => {
  it.effect("store a file with its fields", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts")
      const conditions = [{ bucket: "posts" }, ["starts-with", "$key", "up/"], ["content-length-range", 1, 7]]
      const posted = yield* post([
        ...fields({
          key: `up/${placeholder}`,
          ...signed(conditions),
          "x-oss-meta-a": "中",
          "Cache-Control": "no-cache"
        }),
        file,
        ...fields({ "x-oss-meta-late": "ignored" })
      ])
      expect([posted.status, posted.text]).toEqual([204, ""])
      const read = yield* call("GET", "/posts/up/photo.png")
      expect(read.text).toBe("content")
      expect(read.headers).toMatchObject({
        "content-type": "image/png",
        "cache-control": "no-cache",
        etag: posted.headers["etag"]
      })
      expect(Buffer.from(read.headers["x-oss-meta-a"]!, "latin1").toString("utf8")).toBe("中")
      expect(read.headers["x-oss-meta-late"]).toBeUndefined()
    })
  )

  it.effect("take a file part without file name, with any bytes, and the content type of a field", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts", { headers: { "x-oss-acl": "public-read-write" } })
      const value = `\r\n--${boundary.slice(0, -1)}\r\n\u0000 end`
      yield* post([
        ...fields({ key: "raw", "x-oss-content-type": "text/a", "Content-Type": "text/b" }),
        { name: "file", value }
      ])
      const read = yield* call("GET", "/posts/raw")
      expect([read.text, read.headers["content-type"]]).toEqual([value, "text/a"])
    })
  )

  it.effect("answer as the form asks", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts", { headers: { "x-oss-acl": "public-read-write" } })
      const withFields = (record: Record<string, string>) => post([...fields({ key: "a b", ...record }), file])
      expect((yield* withFields({ success_action_status: "200" })).status).toBe(200)
      expect((yield* withFields({ success_action_status: "999" })).status).toBe(204)
      const created = yield* withFields({ success_action_status: "201" })
      expect(created.status).toBe(201)
      expect(created.text).toContain(
        `<PostResponse><Bucket>posts</Bucket><ETag>&quot;9A0364B9E99BB480DD25E1F0284C8555&quot;</ETag><Key>a b</Key><Location>http://localhost/posts/a%20b</Location></PostResponse>`
      )
      expect(created.headers["location"]).toBe("http://localhost/posts/a%20b")
      const byHost = yield* call("POST", "/", {
        as: "anonymous",
        origin: "http://posts.localhost:4560",
        body: form([...fields({ key: "k", success_action_status: "201" }), file]),
        headers: { "content-type": `multipart/form-data; boundary=${boundary}` }
      })
      expect(byHost.headers["location"]).toBe("http://posts.localhost:4560/k")
      const redirected = yield* withFields({ success_action_redirect: "http://done.test/?x=1" })
      expect(redirected.status).toBe(303)
      expect(redirected.headers["location"]).toBe(
        "http://done.test/?x=1&bucket=posts&key=a%20b&etag=%229A0364B9E99BB480DD25E1F0284C8555%22"
      )
    })
  )

  it.effect("need a right to write when they carry no policy", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/closed")
      expect((yield* post([...fields({ key: "k" }), file], "closed")).code).toBe("AccessDenied")
      expect((yield* post([...fields({ key: "k" }), file], "unknown")).code).toBe("NoSuchBucket")
    })
  )

  it.effect.each([
    [[{ bucket: "other" }], "AccessDenied"],
    [[["eq", "$key", "j"]], "AccessDenied"],
    [[["eq", "$key", "k"]], undefined],
    [[{ KEY: "k" }], undefined],
    [[["starts-with", "$key", "x"]], "AccessDenied"],
    [[["starts-with", "$x-oss-meta-a", ""]], undefined],
    [[["in", "$key", ["j", "k"]]], undefined],
    [[["in", "$key", ["j"]]], "AccessDenied"],
    [[["not-in", "$key", ["j"]]], undefined],
    [[["not-in", "$key", ["j", "k"]]], "AccessDenied"],
    [[["content-length-range", 8, 9]], "EntityTooSmall"],
    [[["content-length-range", 0, 6]], "EntityTooLarge"],
    [[["content-length-range", 7, 7]], undefined],
    [[["content-length-range", "0", "9"]], "InvalidPolicyDocument"],
    [[["like", "$key", "k"]], "InvalidPolicyDocument"],
    [[["eq", "key", "k"]], "InvalidPolicyDocument"],
    [["key"], "InvalidPolicyDocument"],
    [[{}], "InvalidPolicyDocument"]
  ] as ReadonlyArray<readonly [ReadonlyArray<unknown>, string | undefined]>)("judge %j: %s", ([conditions, code]) =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts", { headers: { "x-oss-acl": "private" } })
      const posted = yield* post([...fields({ key: "k", ...signed(conditions) }), file])
      expect(posted.code).toBe(code)
    })
  )

  it.effect("refuse policies that are expired, unreadable or signed by someone else", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts", { headers: { "x-oss-acl": "private" } })
      const withFields = (record: Record<string, string>) => post([...fields({ key: "k", ...record }), file])
      const expired = yield* withFields(signed([], "1969-12-31T23:59:59.000Z"))
      expect(expired.code).toBe("AccessDenied")
      expect(expired.text).toContain("Invalid according to Policy: Policy expired.")
      expect((yield* withFields(signed([], "soon"))).code).toBe("InvalidPolicyDocument")
      expect((yield* withFields({ ...signed([]), Signature: "x" })).code).toBe("SignatureDoesNotMatch")
      expect((yield* withFields({ ...signed([]), OSSAccessKeyId: "x" })).code).toBe("InvalidAccessKeyId")
      const policy = Buffer.from("{").toString("base64")
      const Signature = createHmac("sha1", "test").update(policy).digest("base64")
      expect((yield* withFields({ OSSAccessKeyId: "test", policy, Signature })).code).toBe("InvalidPolicyDocument")
    })
  )

  it.effect("refuse what is no form, and forms that lack something", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/posts", { headers: { "x-oss-acl": "public-read-write" } })
      const headers = { "content-type": `multipart/form-data; boundary=${boundary}` }
      const send = (body: string, contentType = headers["content-type"]) =>
        outcome("POST", "/posts", { as: "anonymous", body, headers: { "content-type": contentType } })
      expect(yield* send("a=1", "application/x-www-form-urlencoded")).toBe("400 RequestIsNotMultiPartContent")
      expect(yield* send("garbage")).toBe("400 MalformedPOSTRequest")
      expect(yield* send(form([...fields({ key: "k" }), file]).slice(0, -20))).toBe("400 MalformedPOSTRequest")
      expect(yield* send(form([...fields({ key: "k" }), file]), "multipart/form-data")).toBe("400 MalformedPOSTRequest")
      expect((yield* post(fields({ key: "k" }))).code).toBe("IncorrectNumberOfFilesInPOSTRequest")
      const keyless = yield* post([file])
      expect(keyless.code).toBe("IncorrectNumberOfFilesInPOSTRequest")
      expect(keyless.text).toContain("<ArgumentName>key</ArgumentName>")
      expect((yield* post([file, ...fields({ key: "late" })])).code).toBe("IncorrectNumberOfFilesInPOSTRequest")
      expect((yield* post([...fields({ key: "k" }), file, file])).code).toBe("IncorrectNumberOfFilesInPOSTRequest")
      const large = "v".repeat(1024 * 1024 + 1)
      expect((yield* post([...fields({ key: "k", a: large, b: large }), file])).code).toBe("FieldItemTooLong")
    })
  )
})
