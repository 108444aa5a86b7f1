/** Takes in request bodies. */
import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { type Body, BodyWriter } from "../Body.ts"
import { Crc64 } from "../crc64.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { entityTooLarge, invalidDigest, requestTimeout } from "./refusals.ts"

/** A body that has arrived. */
export interface Received {
  readonly body: Body
  readonly crc64: bigint
  readonly md5: Buffer
}

/** Takes in bytes and computes their checksums on the way. */
export class Receiver {
  private readonly writer: BodyWriter
  private readonly crc = new Crc64()
  private readonly hash = createHash("md5")

  constructor(expectedBytes?: number) {
    this.writer = new BodyWriter(expectedBytes)
  }

  /** Bytes taken in so far. */
  get size(): number {
    return this.writer.size
  }

  write(bytes: Uint8Array): void {
    this.writer.write(bytes)
    this.crc.update(bytes)
    this.hash.update(bytes)
  }

  finish(): Received {
    return { body: this.writer.finish(), crc64: this.crc.value, md5: this.hash.digest() }
  }
}

/** Checks that a Content-MD5 header can be one. */
export const checkContentMd5 = (contentMd5: string | undefined): Result.Result<void, OssRefusal> =>
  contentMd5 === undefined ||
  (/^[A-Za-z0-9+/]{22}==$/.test(contentMd5) && Buffer.from(contentMd5, "base64").length === 16)
    ? Result.succeed(undefined)
    : Result.fail(invalidDigest("The Content-MD5 you specified is not valid.", contentMd5))

export interface ReceiveOptions {
  /** Content-Length; absent when the body is chunked. */
  readonly declaredBytes?: number | undefined
  readonly maxBytes: number
  /** Base64 of the MD5 that the body must have. */
  readonly contentMd5?: string | undefined
}

/**
 * Takes in a whole body. Refuses one that is too long (before the first byte, when its length is declared), shorter or
 * longer than declared, or not of the given MD5.
 */
export const receive = <E>(
  stream: Stream.Stream<Uint8Array, E>,
  options: ReceiveOptions
): Effect.Effect<Received, OssRefusal> =>
  Effect.suspend(() => {
    const { contentMd5, declaredBytes, maxBytes } = options
    const digest = checkContentMd5(contentMd5)
    if (Result.isFailure(digest)) return Effect.fail(digest.failure)
    if (declaredBytes !== undefined && declaredBytes > maxBytes)
      return Effect.fail(entityTooLarge(declaredBytes, maxBytes))
    const receiver = new Receiver(declaredBytes)
    const taking = Stream.runForEachArray(stream, (chunks) =>
      Effect.suspend(() => {
        for (const chunk of chunks) receiver.write(chunk)
        return receiver.size > maxBytes ? Effect.fail(entityTooLarge(receiver.size, maxBytes)) : Effect.void
      })
    )
    return Effect.matchEffect(taking, {
      onFailure: (cause) => Effect.fail(isRefusal(cause) ? cause : requestTimeout()),
      onSuccess: () => {
        if (declaredBytes !== undefined && receiver.size !== declaredBytes) return Effect.fail(requestTimeout())
        const received = receiver.finish()
        return contentMd5 === undefined || received.md5.toString("base64") === contentMd5
          ? Effect.succeed(received)
          : Effect.fail(invalidDigest("The Content-MD5 you specified did not match what we received.", contentMd5))
      }
    })
  })

const isRefusal = (cause: unknown): cause is OssRefusal => (cause as { readonly _tag?: unknown })?._tag === "OssRefusal"
