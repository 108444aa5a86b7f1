import { createHash } from "node:crypto"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import { crc64 } from "../../../src/emulator/crc64.ts"
import { crc64Digest, hashDigest, receiveBody } from "../../../src/emulator/objectStore/receiving.ts"

const Chunks = Schema.Array(Schema.Uint8Array.check(Schema.isMaxLength(50))).check(Schema.isMaxLength(6))
const digests = { crc: crc64Digest, sha: hashDigest("sha256") }
const abc = Stream.make(new Uint8Array([1]), new Uint8Array([2, 3]))

describe("receiveBody", () => {
  it.effect.prop("keeps the bytes and computes the digests that were asked for", { chunks: Chunks }, ({ chunks }) =>
    Effect.gen(function* () {
      const whole = Buffer.concat(chunks)
      const received = yield* receiveBody(Stream.fromIterable(chunks), { digests, maxBytes: 1000 })
      expect(Buffer.from(received.body.bytes())).toEqual(whole)
      expect(received.digests.crc).toBe(crc64(whole))
      expect(received.digests.sha).toEqual(createHash("sha256").update(whole).digest())
    })
  )

  it.effect("computes nothing that was not asked for", () =>
    Effect.gen(function* () {
      expect((yield* receiveBody(abc, { digests: {}, maxBytes: 3 })).digests).toEqual({})
    })
  )

  it.effect("refuses what is too long: by its declaration before the first byte, else as it comes", () =>
    Effect.gen(function* () {
      const untouched = Stream.fromEffect(Effect.die("The stream was read."))
      const options = { digests, maxBytes: 2 }
      expect(yield* Effect.flip(receiveBody(untouched, { ...options, declaredBytes: 3 }))).toEqual({
        _tag: "TooLarge",
        bytes: 3,
        maxBytes: 2
      })
      const endless = Stream.forever(Stream.succeed(new Uint8Array(1)))
      expect(yield* Effect.flip(receiveBody(endless, options))).toMatchObject({ _tag: "TooLarge", maxBytes: 2 })
    })
  )

  it.effect("refuses what breaks off or is not as long as declared", () =>
    Effect.gen(function* () {
      const broken = Stream.concat(abc, Stream.fail("broken"))
      for (const [stream, declaredBytes] of [
        [broken, 3],
        [abc, 2],
        [abc, 4]
      ] as const) {
        const problem = yield* Effect.flip(receiveBody(stream, { digests, maxBytes: 10, declaredBytes }))
        expect(problem).toEqual({ _tag: "Incomplete" })
      }
      expect((yield* receiveBody(abc, { digests, maxBytes: 10, declaredBytes: 3 })).body.size).toBe(3)
    })
  )
})
