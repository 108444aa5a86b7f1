/** Bodies that are no faster than a request wants them to be. Source: OSS, single-connection bandwidth throttling. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { integer } from "./choices.ts"
import { trafficLimit } from "./limits.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import type { OssRequest } from "./OssRequest.ts"

const name = "x-oss-traffic-limit"

type Bytes = Stream.Stream<Uint8Array, unknown>

/** How often something is sent. */
const pausesPerSecond = 10

const pieces = (chunk: Uint8Array, size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(chunk.length / size) }, (_, i) => chunk.subarray(i * size, (i + 1) * size))

/** A body that takes the time that its bytes take. */
const paced =
  (bitsPerSecond: number) =>
  (stream: Bytes): Bytes => {
    const size = Math.floor(bitsPerSecond / 8 / pausesPerSecond)
    return Stream.flatMap(stream, (chunk) =>
      Stream.fromIterable(pieces(chunk, size), { chunkSize: 1 }).pipe(
        Stream.mapEffect((piece) => Effect.as(Effect.sleep((piece.length * 8000) / bitsPerSecond), piece))
      )
    )
  }

/** What a request wants done with its body or that of its answer; absent when it does not care. Header before query. */
export const readPace = ({
  headers,
  query
}: OssRequest): Result.Result<((stream: Bytes) => Bytes) | undefined, OssRefusal> =>
  Result.map(integer(name, headers[name] ?? query.get(name), trafficLimit), (bitsPerSecond) =>
    bitsPerSecond === undefined ? undefined : paced(bitsPerSecond)
  )
