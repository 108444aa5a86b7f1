import { writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { formProtocol } from "../../../src/layers/protocol/form.ts"
import { type AttemptBody, prepare } from "../../../src/layers/RequestBody.ts"
import * as Body from "../../../src/schema/Body.ts"
import { fields, optional } from "../../../src/schema/Fields.ts"
import { formService, inFormField, inFormFile, inHeader, inJson, local } from "../../../src/schema/wire/form.ts"
import { temporaryDirectory } from "../../suites/temporaryDirectory.ts"

const service = formService<"TooLarge">()({ service: "Demo", commonErrors: [] })

class UploadInput extends fields(() => ({
  content: inFormFile("content", Body.BodyInput, { fileNameFrom: "name" }),
  name: local(Schema.String),
  dir: inFormField("dir", Schema.String),
  token: inHeader("authorization", Schema.String),
  note: inFormField('a "quoted"\r\nname', optional(Schema.String))
})) {}
class UploadOutput extends fields(() => ({ url: inJson("url", Schema.String) })) {}

const upload = service.operation("Upload", {
  method: "POST",
  path: "/api/proxy/upload",
  idempotent: false,
  input: UploadInput,
  output: UploadOutput,
  errors: ["TooLarge"]
})

const observer = (): AttemptBody => ({
  onProgress: undefined,
  digest: undefined,
  onActivity: () => undefined,
  onSent: () => undefined,
  digestText: undefined,
  begun: false,
  failure: undefined
})

/** Sends a call's body, and reads it by a parser that knows nothing of ours. */
const sent = (input: object, fileSystem?: FileSystem.FileSystem) =>
  Effect.gen(function* () {
    const { body, request } = Result.getOrThrow(formProtocol.encode(upload, input))
    const prepared = yield* prepare(body!, fileSystem)
    const opened = prepared.open(observer())
    if (opened._tag !== "Stream") throw new Error(`not expected: ${opened._tag}`)
    const chunks = yield* Stream.runCollect(opened.stream)
    const bytes = new Uint8Array(Buffer.concat(chunks))
    const form = yield* Effect.promise(() =>
      new Response(bytes, { headers: { "content-type": request.headers["content-type"]! } }).formData()
    )
    return { form, bytes, prepared, request }
  })

const base = { dir: "/goods", token: "t" }

describe("forms", () => {
  it.effect("hold their fields before the file, whatever the order they are given in", () =>
    Effect.gen(function* () {
      const { bytes, form, prepared, request } = yield* sent({ content: "bytes of the file", name: "1.jpg", ...base })
      assert.deepStrictEqual([...form.keys()], ["dir", "content"])
      assert.strictEqual(form.get("dir"), "/goods")
      const file = form.get("content") as File
      assert.deepStrictEqual(
        [file.name, file.type, yield* Effect.promise(() => file.text())],
        ["1.jpg", "image/jpeg", "bytes of the file"]
      )
      assert.strictEqual(prepared.contentLength, bytes.length)
      assert.strictEqual(request.headers["authorization"], "t")
      assert.strictEqual(request.escapedPath, "api/proxy/upload")
    })
  )

  it.effect("keep names of any text", () =>
    Effect.gen(function* () {
      const { form } = yield* sent({ content: "x", name: '中文 "a";b\r\n.jpg', note: "n", ...base })
      assert.deepStrictEqual([...form.keys()], ['a "quoted"\r\nname', "dir", "content"])
      assert.strictEqual((form.get("content") as File).name, '中文 "a";b\r\n.jpg')
    })
  )

  it.effect("cannot be ended by what they hold", () =>
    Effect.gen(function* () {
      const first = yield* sent({ content: "x", name: "a", ...base })
      const boundary = /boundary=(.*)$/.exec(first.request.headers["content-type"]!)![1]!
      // What an earlier boundary was does not help: each form has its own.
      const { form } = yield* sent({ content: `x\r\n--${boundary}--\r\n`, name: "a", ...base })
      assert.strictEqual(yield* Effect.promise(() => (form.get("content") as File).text()), `x\r\n--${boundary}--\r\n`)
    })
  )

  it.live("take files and streams, with their length where it is known", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryDirectory, "photo.png")
      writeFileSync(path, "0123456789")
      const fileSystem = yield* FileSystem.FileSystem
      for (const [content, length] of [
        [Body.file(path, { offset: 2, length: 5 }), 5],
        [Body.stream(Stream.make(new Uint8Array(7)), { contentLength: 7 }), 7],
        [Stream.make(new Uint8Array(7)), undefined]
      ] as const) {
        const { bytes, form, prepared } = yield* sent({ content, name: "n", ...base }, fileSystem)
        const file = form.get("content") as File
        assert.strictEqual(file.size, length ?? 7)
        assert.strictEqual(prepared.contentLength, length === undefined ? undefined : bytes.length)
        assert.strictEqual(prepared.rereadable, length === 5)
      }
    }).pipe(Effect.provide(NodeFileSystem.layer))
  )

  it.effect("fail with the stream that is in them", () =>
    Effect.gen(function* () {
      const content = Body.stream(Stream.make(new Uint8Array(3)), { contentLength: 5 })
      const { body } = Result.getOrThrow(formProtocol.encode(upload, { content, name: "n", ...base }))
      const prepared = yield* prepare(body!, undefined)
      const attempt = observer()
      const opened = prepared.open(attempt)
      if (opened._tag === "Stream") yield* Effect.flip(Stream.runDrain(opened.stream))
      assert.strictEqual(attempt.failure?._tag, "LengthMismatch")
    })
  )

  it.effect("are answered in JSON", () =>
    Effect.gen(function* () {
      const answer = (text: string) => ({ status: 200, headers: {}, body: new TextEncoder().encode(text) })
      assert.deepStrictEqual(yield* formProtocol.decode(upload, answer('{"url":"http://x/1.jpg","isImage":true}')), {
        url: "http://x/1.jpg"
      })
      for (const [text, message] of [
        ["<html>", "the answer is no JSON document"],
        ['{"url":null}', "the answer is not as described: url is missing"],
        ["[]", "the answer is not as described: url is missing"]
      ] as const) {
        assert.strictEqual((yield* Effect.flip(formProtocol.decode(upload, answer(text)))).message, message)
      }
    })
  )
})
