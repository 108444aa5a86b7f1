import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { content, etag, object, whole, withOss } from "../suites/downloads.ts"
import { eventually, head, rawServer } from "../suites/rawServer.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"

describe("a download to a file", () => {
  it.live("replaces what was there when all bytes have come, and only then", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const path = join(directory, "cat.jpg")
      writeFileSync(path, "before")
      let finish: (() => void) | undefined
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, whole))
        socket.write(content.subarray(0, 100_000))
        finish = () => socket.write(content.subarray(100_000))
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const download = yield* oss.getObject(object)
          const fiber = yield* Effect.forkChild(download.toFile(path))
          yield* eventually("a temporary file is there", () => readdirSync(directory).length === 2)
          assert.strictEqual(readFileSync(path, "utf8"), "before")
          finish?.()
          assert.strictEqual(yield* Fiber.join(fiber), content.length)
        })
      )
      assert.isTrue(Buffer.from(content).equals(readFileSync(path)))
      assert.deepStrictEqual(readdirSync(directory), ["cat.jpg"])
    })
  )

  it.live("leaves nothing behind when it fails or is interrupted", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const path = join(directory, "cat.jpg")
      const server = yield* rawServer(({ socket }, index) => {
        socket.write(head(200, { ...whole, "x-oss-hash-crc64ecma": "1" }))
        socket.write(index === 0 ? content : content.subarray(0, 1000))
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const damaged = yield* oss.getObject(object)
          const error = yield* Effect.flip(damaged.toFile(path))
          assert.strictEqual(error._tag, "ClientError")
          assert.deepStrictEqual(readdirSync(directory), [])

          const stalled = yield* oss.getObject(object)
          const fiber = yield* Effect.forkChild(stalled.toFile(path))
          yield* eventually("a temporary file is there", () => readdirSync(directory).length === 1)
          yield* Fiber.interrupt(fiber)
          assert.deepStrictEqual(readdirSync(directory), [])
          yield* eventually("the connection is closed", () => server.connections[1]!.closed)
        })
      )
    })
  )

  it.live("that cannot be written is the caller's error, and leaves no connection behind", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, { "content-length": 1_000_000_000, etag }))
        socket.write(content)
      })
      yield* withOss(server.url, (oss) =>
        Effect.gen(function* () {
          const path = join(directory, "missing", "cat.jpg")
          const error = yield* Effect.flatMap(oss.getObject(object), (download) => Effect.flip(download.toFile(path)))
          assert.isTrue(error._tag === "ClientError" && error.reason._tag === "LocalFile", String(error))
          assert.include(error.message, path)
          yield* eventually("the connection is closed", () => server.connections[0]!.closed)
        })
      )
    })
  )

  it.live("that cannot take its place leaves no temporary file behind", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const path = join(directory, "taken")
      mkdirSync(join(path, "by a folder"), { recursive: true })
      const server = yield* rawServer(({ socket }) => {
        socket.write(head(200, whole))
        socket.write(content)
      })
      const error = yield* withOss(server.url, (oss) =>
        Effect.flatMap(oss.getObject(object), (download) => Effect.flip(download.toFile(path)))
      )
      assert.isTrue(error._tag === "ClientError" && error.reason._tag === "LocalFile", String(error))
      assert.deepStrictEqual(readdirSync(directory), ["taken"])
      assert.isTrue(existsSync(join(path, "by a folder")))
    })
  )
})
