import { assert } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { Oss } from "../../../src/services/Oss.ts"
import { oddKeys } from "./keys.ts"
import type { StoreContext, StoreIt } from "./StoreContext.ts"

/** Makes a request that nobody signs but its URL. */
const send = (
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | undefined = undefined
) =>
  Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    const bytes = body === undefined ? undefined : new TextEncoder().encode(body)
    const bare = HttpClientRequest.make(method as "PUT")(url)
    // A body may bring headers of its own; those that are signed have the last word.
    const request = HttpClientRequest.setHeaders(
      bytes === undefined
        ? bare
        : HttpClientRequest.setBody(bare, HttpBody.raw(bytes, { contentLength: bytes.length })),
      headers
    )
    const response = yield* client.execute(request)
    const answer = new Uint8Array(yield* response.arrayBuffer)
    return { status: response.status, headers: response.headers, text: new TextDecoder().decode(answer) }
  }).pipe(Effect.orDie)

const codeOf = (text: string) => /<Code>([^<]*)<\/Code>/.exec(text)?.[1]

/** A form as a browser sends it. */
const multipart = (fields: Readonly<Record<string, string>>, file: string) => {
  const boundary = "----boundary-of-a-test"
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  )
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${file}\r\n--${boundary}--\r\n`
  }
}

export const presignBehaviours = (it: StoreIt, { newBucket, signatureVersion }: StoreContext): void => {
  it.effect("let anybody read an object", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      for (const [name, key] of Object.entries(oddKeys)) {
        yield* bucket.putObject({ key, body: `content of ${key}` })
        const { url, method, headers, expiresAt } = yield* oss.presign("getObject", { bucket: bucket.name, key })
        const answer = yield* send(method, url, headers)
        assert.strictEqual(answer.text, `content of ${key}`, name)
        assert.strictEqual(answer.status, 200, name)
        const life = DateTime.toEpochMillis(expiresAt) - DateTime.toEpochMillis(yield* DateTime.now)
        assert.isTrue(life > 10 * 60_000 && life <= 15 * 60_000)
      }
    })
  )

  it.effect("let anybody read as it was signed, and nothing else", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "meow" })
      yield* bucket.putObject({ key: "dog", body: "woof" })
      const input = { bucket: bucket.name, key: "cat", responseContentType: "text/x-poem" }
      const { url } = yield* oss.presign("getObject", input, { expiresIn: "1 hour" })
      const answer = yield* send("GET", url)
      assert.strictEqual(answer.headers["content-type"], "text/x-poem")

      assert.strictEqual((yield* send("GET", url.replace("/cat?", "/dog?"))).status, 403)
      assert.strictEqual((yield* send("DELETE", url)).status, 403)
      assert.strictEqual((yield* send("GET", url.replace("text%2Fx-poem", "text%2Fhtml"))).status, 403)
      const unsigned = yield* send("GET", url.slice(0, url.indexOf("?")))
      assert.strictEqual(unsigned.status, 403)
      assert.strictEqual(codeOf(unsigned.text), "AccessDenied")
    })
  )

  it.effect("let anybody write an object, with the headers that were signed", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      const input = { bucket: bucket.name, key: "a b/猫", contentType: "text/x-poem", metadata: { a: "b" } }
      const { url, method, headers } = yield* oss.presign("putObject", input)
      assert.strictEqual(method, "PUT")
      assert.deepStrictEqual({ ...headers }, { "content-type": "text/x-poem", "x-oss-meta-a": "b" })
      const refused = yield* send(method, url, { ...headers, "x-oss-meta-a": "c" }, "meow")
      assert.strictEqual(refused.status, 403)
      assert.strictEqual(codeOf(refused.text), "SignatureDoesNotMatch")
      assert.strictEqual((yield* send(method, url, headers, "meow")).status, 200)
      const object = yield* bucket.getObject({ key: "a b/猫" })
      assert.strictEqual(yield* object.text, "meow")
      assert.strictEqual(object.contentType, "text/x-poem")
      assert.deepStrictEqual(object.metadata, { a: "b" })
    })
  )

  it.effect("are for calls of other kinds too", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "cat", body: "meow" })
      const head = yield* oss.presign("headObject", { bucket: bucket.name, key: "cat" })
      assert.strictEqual((yield* send(head.method, head.url, head.headers)).headers["content-length"], "4")
      const list = yield* oss.presign("listObjectsV2", { bucket: bucket.name, prefix: "c" })
      assert.include((yield* send(list.method, list.url, list.headers)).text, "<Key>cat</Key>")
      const acl = yield* oss.presign("getObjectAcl", { bucket: bucket.name, key: "cat" })
      assert.include((yield* send(acl.method, acl.url, acl.headers)).text, "<Grant>default</Grant>")
      const gone = yield* oss.presign("deleteObject", { bucket: bucket.name, key: "cat" })
      assert.strictEqual((yield* send(gone.method, gone.url, gone.headers)).status, 204)
      assert.isFalse(yield* bucket.objectExists({ key: "cat" }))
    })
  )

  it.effect("let a browser upload a form, as far as its policy allows", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      const form = yield* oss.postPolicy({
        bucket: bucket.name,
        conditions: [
          { _tag: "StartsWith", field: "key", prefix: "uploads/" },
          { _tag: "ContentLengthRange", minimum: 1, maximum: 10 }
        ]
      })
      const post = (key: string, file: string) => {
        const { contentType, body } = multipart({ ...form.fields, key }, file)
        return send("POST", form.url, { "content-type": contentType }, body)
      }
      const accepted = yield* post("uploads/a", "meow")
      assert.include([200, 204], accepted.status)
      assert.strictEqual(yield* (yield* bucket.getObject({ key: "uploads/a" })).text, "meow")
      assert.strictEqual((yield* post("elsewhere/a", "meow")).status, 403)
      assert.strictEqual(codeOf((yield* post("uploads/b", "much too long")).text), "EntityTooLarge")
      assert.isFalse(yield* bucket.objectExists({ key: "elsewhere/a" }))
      assert.isFalse(yield* bucket.objectExists({ key: "uploads/b" }))
    })
  )

  // Source: OSS API, "Add signatures to URLs": only V4 limits the life of a URL.
  if (signatureVersion === "v4") {
    it.effect("live no longer than allowed", () =>
      Effect.gen(function* () {
        const oss = yield* Oss
        const bucket = yield* newBucket()
        const input = { bucket: bucket.name, key: "cat" }
        for (const expiresIn of ["0 seconds", "8 days"] as const) {
          const error = yield* Effect.flip(oss.presign("getObject", input, { expiresIn }))
          assert.isTrue(error._tag === "ClientError" && error.reason._tag === "InvalidInput")
          assert.match(error.message, /expiresIn: .* must be 1 to 604800 seconds/)
        }
        const { url } = yield* oss.presign("getObject", input, { expiresIn: "7 days" })
        assert.include(url, "x-oss-expires=604800")
      })
    )
  }

  it.effect("that publish to a live channel are URLs of its own kind", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      const url = yield* oss.rtmpUrl({ bucket: bucket.name, channel: "tv", playlistName: "list.m3u8" })
      assert.match(url, /^rtmp:\/\/.*\/live\/tv\?/)
      assert.match(url, /[?&]Signature=/)
      const error = yield* Effect.flip(oss.rtmpUrl({ bucket: bucket.name, channel: "a/b" }))
      assert.strictEqual(error._tag, "ClientError")
    })
  )

  it.effect("are not needed for what is public", () =>
    Effect.gen(function* () {
      const oss = yield* Oss
      const bucket = yield* newBucket()
      yield* bucket.putObject({ key: "open", body: "hello", acl: "public-read" })
      yield* bucket.putObject({ key: "closed", body: "secret" })
      const urlOf = (key: string) =>
        Effect.map(oss.presign("getObject", { bucket: bucket.name, key }), ({ url }) => url.slice(0, url.indexOf("?")))
      assert.strictEqual((yield* send("GET", yield* urlOf("open"))).text, "hello")
      assert.strictEqual((yield* send("GET", yield* urlOf("closed"))).status, 403)
      assert.strictEqual((yield* send("PUT", yield* urlOf("open"), {}, "changed")).status, 403)
    })
  )
}
