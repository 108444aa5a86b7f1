/**
 * Byte ranges. Source: OSS API, GetObject.
 *
 * By default a range that does not lie inside the object is ignored and the whole object is sent. With
 * `x-oss-range-behavior: standard` the end is clipped and a start beyond the end is refused, as HTTP says.
 */
import * as Result from "effect/Result"
import type { OssRefusal } from "./OssRefusal.ts"
import { invalidRange } from "./refusals.ts"

/** Positions of the first and the last byte. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

const pattern = /^bytes=(?:(\d{1,16})-(\d{1,16})?|-(\d{1,16}))$/

/** The bytes to send; absent for the whole object. */
export const resolveRange = (
  header: string | undefined,
  size: number,
  behavior: "standard" | "default"
): Result.Result<ByteRange | undefined, OssRefusal> => {
  const match = header === undefined ? null : pattern.exec(header.replace(/\s/g, ""))
  if (header === undefined || match === null) return Result.succeed(undefined)
  const [, from, to, suffix] = match
  const first = suffix === undefined ? Number(from) : size - Number(suffix)
  const last = suffix === undefined && to !== undefined ? Number(to) : size - 1
  if (to !== undefined && first > last) return Result.succeed(undefined)
  const exact = first >= 0 && first < size && last < size
  if (exact) return Result.succeed({ first, last })
  if (behavior === "default") return Result.succeed(undefined)
  const satisfiable = first < size && suffix !== "0" && size > 0
  return satisfiable
    ? Result.succeed({ first: Math.max(first, 0), last: Math.min(last, size - 1) })
    : Result.fail(invalidRange(size, header))
}
