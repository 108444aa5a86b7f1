import { writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Stream from "effect/Stream"
import { crc64 } from "../../src/emulator/crc64.ts"
import { crc64From } from "../../src/layers/oss/integrity.ts"
import { type AttemptBody, type PreparedBody, prepare } from "../../src/layers/RequestBody.ts"
import * as Body from "../../src/schema/Body.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"

const attempt = (overrides: Partial<AttemptBody> = {}): AttemptBody => ({
  onProgress: undefined,
  digest: crc64From(0n),
  onActivity: () => undefined,
  onSent: () => undefined,
  begun: false,
  digestText: undefined,
  failure: undefined,
  ...overrides
})

/** Sends a body the way a transport does. */
const send = (body: PreparedBody, observer: AttemptBody) => {
  const opened = body.open(observer)
  switch (opened._tag) {
    case "Raw":
      return Effect.succeed(opened.body as Uint8Array)
    case "Stream":
      return Effect.map(Stream.runCollect(opened.stream), (chunks) => new Uint8Array(Buffer.concat(chunks)))
    default:
      return Effect.die(new Error(`not expected: ${opened._tag}`))
  }
}

const without = (body: Body.BodyInput) => prepare(body, undefined)

const withFiles = (body: Body.BodyInput) =>
  Effect.flatMap(FileSystem.FileSystem, (fileSystem) => prepare(body, fileSystem)).pipe(
    Effect.provide(NodeFileSystem.layer)
  )

describe("bodies", () => {
  it.effect("of text are its UTF-8", () =>
    Effect.gen(function* () {
      const body = yield* without("grüße 你好 😀")
      assert.strictEqual(body.contentLength, 19)
      const observer = attempt()
      assert.strictEqual(Buffer.from(yield* send(body, observer)).toString("utf8"), "grüße 你好 😀")
      assert.strictEqual(observer.digestText?.(), String(crc64(Buffer.from("grüße 你好 😀"))))
    })
  )

  it.effect("know their length, and go on from a given checksum", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array(3_000_001).map((_, index) => index & 0xff)
      for (const input of [
        bytes,
        Body.stream(Stream.fromIterable([bytes.subarray(0, 1), bytes.subarray(1)]), { contentLength: bytes.length })
      ]) {
        const body = yield* without(input)
        assert.strictEqual(body.contentLength, bytes.length)
        const plain = attempt()
        assert.isTrue(Buffer.from(bytes).equals(yield* send(body, plain)))
        assert.strictEqual(plain.digestText?.(), String(crc64(bytes)))
      }
      const rest = attempt({ digest: crc64From(crc64(bytes.subarray(0, 1000))) })
      yield* send(yield* without(bytes.subarray(1000)), rest)
      assert.strictEqual(rest.digestText?.(), String(crc64(bytes)))
    })
  )

  it.effect("have no checksum when none is wanted, or before they were sent whole", () =>
    Effect.gen(function* () {
      const unwanted = attempt({ digest: undefined })
      yield* send(yield* without(Stream.make(new Uint8Array(3))), unwanted)
      assert.isUndefined(unwanted.digestText)
      const broken = attempt()
      const failing = yield* without(Stream.concat(Stream.make(new Uint8Array(3)), Stream.fail("no")))
      yield* Effect.flip(send(failing, broken))
      assert.isUndefined(broken.digestText)
      assert.deepStrictEqual(broken.failure, {
        _tag: "BodyFailed",
        message: "the stream given as body failed: no"
      })
    })
  )

  it.effect("tell each chunk that is sent", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array(200_000)
      let sent = 0
      const told: Array<Body.Progress> = []
      const observer = attempt({
        onSent: (count) => {
          sent += count
        },
        onProgress: (progress) => Effect.sync(() => told.push(progress))
      })
      yield* send(yield* without(bytes), observer)
      assert.strictEqual(sent, 200_000)
      assert.deepStrictEqual(told.at(-1), { transferred: 200_000, total: 200_000 })
      assert.isAbove(told.length, 1)
    })
  )

  it.effect("that are empty are sent as nothing", () =>
    Effect.gen(function* () {
      for (const input of ["", new Uint8Array(0), Body.stream(Stream.empty, { contentLength: 0 }), Stream.empty]) {
        const body = yield* without(input)
        const observer = attempt()
        assert.lengthOf(yield* send(body, observer), 0)
        assert.strictEqual(observer.digestText?.(), "0")
      }
    })
  )

  it.effect("of streams say whether they can be sent again", () =>
    Effect.gen(function* () {
      const once = yield* without(Stream.make(new Uint8Array(1)))
      assert.isTrue(once.isReplayable())
      yield* send(once, attempt())
      assert.isFalse(once.isReplayable())
      const again = yield* without(Body.stream(Stream.make(new Uint8Array(1)), { replayable: true }))
      yield* send(again, attempt())
      assert.isTrue(again.isReplayable())
      const bytes = yield* without(new Uint8Array(1))
      yield* send(bytes, attempt())
      assert.isTrue(bytes.isReplayable())
    })
  )
})

describe("bodies of files", () => {
  it.live("are the file, or a part of it", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryDirectory, "file")
      writeFileSync(path, "0123456789")
      for (const [part, expected] of [
        [{}, "0123456789"],
        [{ offset: 4 }, "456789"],
        [{ length: 3 }, "012"],
        [{ offset: 4, length: 3 }, "456"],
        [{ offset: 10 }, ""],
        [{ offset: 99 }, ""],
        [{ offset: 4, length: 0 }, ""]
      ] as const) {
        const body = yield* withFiles(Body.file(path, part))
        assert.strictEqual(body.contentLength, expected.length, JSON.stringify(part))
        const observer = attempt()
        assert.strictEqual(Buffer.from(yield* send(body, observer)).toString(), expected, JSON.stringify(part))
        assert.strictEqual(observer.digestText?.(), String(crc64(Buffer.from(expected))))
        assert.isTrue(body.isReplayable())
      }
    })
  )

  it.live("longer than the file are an error", () =>
    Effect.gen(function* () {
      const path = join(yield* temporaryDirectory, "file")
      writeFileSync(path, "0123456789")
      const observer = attempt()
      yield* Effect.flip(send(yield* withFiles(Body.file(path, { offset: 5, length: 6 })), observer))
      assert.deepStrictEqual(observer.failure, {
        _tag: "LengthMismatch",
        direction: "upload",
        expected: 6,
        actual: 5
      })
    })
  )

  it.live("that are not there, or are folders, are errors that name them", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      for (const path of [join(directory, "missing"), directory]) {
        const reason = yield* Effect.flip(withFiles(Body.file(path)))
        assert.strictEqual(reason._tag, "LocalFile")
        assert.strictEqual(reason._tag === "LocalFile" ? reason.path : undefined, path)
      }
    })
  )

  it.effect("need a file system where the service is built", () =>
    Effect.gen(function* () {
      const reason = yield* Effect.flip(without(Body.file("/tmp/file")))
      assert.strictEqual(reason._tag, "InvalidConfiguration")
    })
  )
})
