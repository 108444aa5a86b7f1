import * as Effect from "effect/Effect"
import { crc64 } from "../../src/emulator/crc64.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { type Connection, head, headerOf } from "./rawServer.ts"
import { socketOss } from "./socketOss.ts"
import { transports } from "./transports.ts"

export const content = new Uint8Array(300_000).map((_, index) => (index * 7 + (index >> 8)) & 0xff)
export const checksum = String(crc64(content))
export const object = { bucket: "photos", key: "cat" }
export const etag = '"ABC"'

/** Headers of an answer with all of it. */
export const whole = {
  "content-length": content.length,
  etag,
  "x-oss-hash-crc64ecma": checksum,
  "x-oss-request-id": "R"
}

/** Answers the rest that was asked for. */
export const answerRange = (connection: Connection, headers: Readonly<Record<string, string | number>> = {}) => {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headerOf(connection, "range") ?? "") ?? []
  const part = content.subarray(Number(first), Number(last) + 1)
  connection.socket.write(
    head(206, {
      "content-length": part.length,
      "content-range": `bytes ${first}-${last}/${content.length}`,
      etag,
      "x-oss-hash-crc64ecma": checksum,
      ...headers
    })
  )
  connection.socket.write(part)
}

export const oneTransport = transports[0]![1]

/** Uses OSS with short limits and short pauses. */
export const withOss = <A, E>(
  url: string,
  use: (oss: OssService) => Effect.Effect<A, E>,
  retry?: RetryPolicy.RetryOptions
) =>
  Effect.flatMap(Oss, use).pipe(
    Effect.provide(
      socketOss(
        url,
        oneTransport,
        { idleTimeout: "300 millis", responseTimeout: "5 seconds" },
        RetryPolicy.layer({ baseDelay: "5 millis", ...retry })
      )
    )
  )

export const getBytes = (oss: OssService) => Effect.flatMap(oss.getObject(object), ({ bytes }) => bytes)
