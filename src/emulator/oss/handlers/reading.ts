/** Reading request bodies in handlers. */
import * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import { maxDocumentBytes, maxObjectBytes } from "../limits.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { OssRequest } from "../OssRequest.ts"
import { type OssBody, receive } from "../receiving.ts"
import { missingContentLength } from "../refusals.ts"
import { readDocument, type XmlNode } from "../xml.ts"

const declaredBytes = ({ headers }: OssRequest): number | undefined => {
  const length = headers["content-length"]
  return length === undefined ? undefined : Number(length)
}

const isChunked = ({ headers }: OssRequest): boolean => /chunked/i.test(headers["transfer-encoding"] ?? "")

/** The bytes of an object. Their number has to be declared, or the body sent in chunks. */
export const receiveObject = (request: OssRequest): Effect.Effect<OssBody, OssRefusal> =>
  declaredBytes(request) === undefined && !isChunked(request)
    ? Effect.fail(missingContentLength())
    : receive(request.stream, {
        declaredBytes: declaredBytes(request),
        maxBytes: maxObjectBytes,
        contentMd5: request.headers["content-md5"]
      })

/** The bytes of a document; none when there is no body. */
export const receiveDocument = (request: OssRequest): Effect.Effect<Uint8Array, OssRefusal> =>
  declaredBytes(request) === undefined && !isChunked(request)
    ? Effect.succeed(new Uint8Array(0))
    : Effect.map(
        receive(request.stream, {
          declaredBytes: declaredBytes(request),
          maxBytes: maxDocumentBytes,
          contentMd5: request.headers["content-md5"]
        }),
        ({ body }) => body.bytes()
      )

/** A document with the given root. */
export const receiveXml = (request: OssRequest, root: string): Effect.Effect<XmlNode, OssRefusal> =>
  Effect.flatMap(receiveDocument(request), (bytes) => Effect.fromResult(readDocument(bytes, root)))

/** Applies a rule as one step: nothing else happens between what it reads and what it changes. */
export const apply = <A>(rule: () => Result.Result<A, OssRefusal>): Effect.Effect<A, OssRefusal> =>
  Effect.suspend(() => Effect.fromResult(rule()))
