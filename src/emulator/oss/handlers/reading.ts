/** Reading request bodies in handlers. */
import * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Exchange } from "../Exchange.ts"
import { missingContentLength } from "../faults.ts"
import { maxDocumentBytes, maxObjectBytes } from "../limits.ts"
import type { OssFault } from "../OssFault.ts"
import { type Received, receive } from "../receiving.ts"
import { readDocument, type XmlNode } from "../xml.ts"

const declaredBytes = ({ headers }: Exchange): number | undefined => {
  const length = headers["content-length"]
  return length === undefined ? undefined : Number(length)
}

const isChunked = ({ headers }: Exchange): boolean => /chunked/i.test(headers["transfer-encoding"] ?? "")

/** The bytes of an object. Their number has to be declared, or the body sent in chunks. */
export const receiveObject = (exchange: Exchange): Effect.Effect<Received, OssFault> =>
  declaredBytes(exchange) === undefined && !isChunked(exchange)
    ? Effect.fail(missingContentLength())
    : receive(exchange.stream, {
        declaredBytes: declaredBytes(exchange),
        maxBytes: maxObjectBytes,
        contentMd5: exchange.headers["content-md5"]
      })

/** The bytes of a document; none when there is no body. */
export const receiveDocument = (exchange: Exchange): Effect.Effect<Uint8Array, OssFault> =>
  declaredBytes(exchange) === undefined && !isChunked(exchange)
    ? Effect.succeed(new Uint8Array(0))
    : Effect.map(
        receive(exchange.stream, {
          declaredBytes: declaredBytes(exchange),
          maxBytes: maxDocumentBytes,
          contentMd5: exchange.headers["content-md5"]
        }),
        ({ body }) => body.bytes()
      )

/** A document with the given root. */
export const receiveXml = (exchange: Exchange, root: string): Effect.Effect<XmlNode, OssFault> =>
  Effect.flatMap(receiveDocument(exchange), (bytes) => Effect.fromResult(readDocument(bytes, root)))

/** Applies a rule as one step: nothing else happens between what it reads and what it changes. */
export const apply = <A>(rule: () => Result.Result<A, OssFault>): Effect.Effect<A, OssFault> =>
  Effect.suspend(() => Effect.fromResult(rule()))
