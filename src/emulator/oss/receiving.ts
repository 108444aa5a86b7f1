/** Takes in the bodies of requests, with the digests and refusals of OSS. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import {
  crc64Digest,
  hashDigest,
  type ReceivedBody,
  type ReceivingProblem,
  receiveBody
} from "../objectStore/receiving.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { entityTooLarge, invalidDigest, requestTimeout } from "./refusals.ts"

/** What OSS computes of every body. */
export const digests = { crc64: crc64Digest, md5: hashDigest("md5") }

/** A body that has arrived, with its digests. */
export type OssBody = ReceivedBody<typeof digests>

/** Checks that a Content-MD5 header can be one. */
export const checkContentMd5 = (contentMd5: string | undefined): Result.Result<void, OssRefusal> =>
  contentMd5 === undefined ||
  (/^[A-Za-z0-9+/]{22}==$/.test(contentMd5) && Buffer.from(contentMd5, "base64").length === 16)
    ? Result.succeed(undefined)
    : Result.fail(invalidDigest("The Content-MD5 you specified is not valid.", contentMd5))

/** The refusal of a body that could not be taken in. */
export const refuseBody = (problem: ReceivingProblem): OssRefusal =>
  problem._tag === "TooLarge" ? entityTooLarge(problem.bytes, problem.maxBytes) : requestTimeout()

export interface ReceiveOptions {
  /** Content-Length; absent when the body is chunked. */
  readonly declaredBytes?: number | undefined
  readonly maxBytes: number
  /** Base64 of the MD5 that the body must have. */
  readonly contentMd5?: string | undefined
}

/** Takes in a whole body that has the given MD5. */
export const receive = (
  stream: Stream.Stream<Uint8Array, unknown>,
  { contentMd5, declaredBytes, maxBytes }: ReceiveOptions
): Effect.Effect<OssBody, OssRefusal> =>
  Effect.gen(function* () {
    yield* Effect.fromResult(checkContentMd5(contentMd5))
    const received = yield* Effect.mapError(receiveBody(stream, { digests, declaredBytes, maxBytes }), refuseBody)
    if (contentMd5 === undefined || received.digests.md5.toString("base64") === contentMd5) return received
    return yield* Effect.fail(
      invalidDigest("The Content-MD5 you specified did not match what we received.", contentMd5)
    )
  })
