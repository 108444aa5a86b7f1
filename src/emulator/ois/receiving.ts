/** Takes in the bodies of requests, with the digests and refusals of OIS. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { hashDigest, type ReceivedBody, receiveBody } from "../objectStore/receiving.ts"
import { maxDocumentBytes, maxPutBytes } from "./limits.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import type { OisRequest } from "./OisRequest.ts"
import { badDigest, entityTooLarge, incompleteBody, invalidJson, invalidRequest } from "./refusals.ts"

/** What OIS computes of every body. */
export const digests = { md5: hashDigest("md5") }

/** A body that has arrived, with its digests. */
export type OisBody = ReceivedBody<typeof digests>

const declaredBytes = ({ headers }: OisRequest): number | undefined => {
  const length = headers["content-length"]
  return length === undefined ? undefined : Number(length)
}

const isFramed = (request: OisRequest): boolean =>
  declaredBytes(request) !== undefined || /chunked/i.test(request.headers["transfer-encoding"] ?? "")

const receive = (request: OisRequest, maxBytes: number): Effect.Effect<OisBody, OisRefusal> =>
  Effect.gen(function* () {
    const received = yield* receiveBody(request.stream, {
      digests,
      maxBytes,
      declaredBytes: declaredBytes(request)
    }).pipe(Effect.mapError(({ _tag }) => (_tag === "TooLarge" ? entityTooLarge() : incompleteBody())))
    const contentMd5 = request.headers["content-md5"]?.trim()
    return contentMd5 === undefined || contentMd5 === received.digests.md5.toString("base64")
      ? received
      : yield* Effect.fail(badDigest())
  })

/** The bytes of an object or a part. Their number has to be declared, or the body sent in chunks. */
export const receiveContent = (request: OisRequest): Effect.Effect<OisBody, OisRefusal> =>
  isFramed(request)
    ? receive(request, maxPutBytes)
    : Effect.fail(invalidRequest("A request with content needs a Content-Length."))

// Clients write null for what is not set.
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, withoutNulls(field)]]))
  )
}

const parse = (bytes: Uint8Array): Result.Result<unknown, OisRefusal> =>
  Result.try({
    try: () => withoutNulls(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))),
    catch: () => invalidJson()
  })

/** A JSON document. What it must have and lacks, or has in the wrong form, is an invalid request. */
export const receiveJson = <S extends Schema.Codec<unknown, unknown>>(
  request: OisRequest,
  schema: S
): Effect.Effect<S["Type"], OisRefusal> =>
  Effect.gen(function* () {
    const { body } = isFramed(request) ? yield* receive(request, maxDocumentBytes) : yield* Effect.fail(invalidJson())
    const parsed = yield* Effect.fromResult(parse(body.bytes()))
    return yield* Effect.fromResult(
      Result.mapError(Schema.decodeUnknownResult(schema)(parsed), ({ message }) =>
        invalidRequest(`The document is not valid: ${message.replace(/\s*\n\s*/g, " ")}`)
      )
    )
  })

/** Applies a rule as one step: nothing else happens between what it reads and what it changes. */
export const apply = <A>(rule: () => Result.Result<A, OisRefusal>): Effect.Effect<A, OisRefusal> =>
  Effect.suspend(() => Effect.fromResult(rule()))
