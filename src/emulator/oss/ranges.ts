/**
 * Byte ranges as OSS takes them. Source: OSS API, GetObject.
 *
 * By default a range that does not lie inside the object is ignored and the whole object is sent. With
 * `x-oss-range-behavior: standard` the end is clipped and a start beyond the end is refused, as HTTP says.
 */
import * as Result from "effect/Result"
import { type ByteRange, readRange } from "../objectStore/ranges.ts"
import type { OssRefusal } from "./OssRefusal.ts"
import { invalidRange } from "./refusals.ts"

/** The bytes to send; absent for the whole object. */
export const resolveRange = (
  header: string | undefined,
  size: number,
  behavior: "standard" | "default"
): Result.Result<ByteRange | undefined, OssRefusal> => {
  const meaning = readRange(header, size)
  switch (meaning._tag) {
    case "None":
      return Result.succeed(undefined)
    case "Inside":
      return Result.succeed(meaning.clipped && behavior === "default" ? undefined : meaning.range)
    case "Outside":
      return behavior === "default" ? Result.succeed(undefined) : Result.fail(invalidRange(size, header ?? ""))
  }
}
