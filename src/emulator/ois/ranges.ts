/** Ranges, with the refusals of OIS: one that is written wrong, or names several, is as invalid as one beyond the end. */
import * as Result from "effect/Result"
import { type ByteRange, readRange } from "../objectStore/ranges.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidRange } from "./refusals.ts"

/** The part of `size` bytes that a header asks for; absent for all of them. */
export const resolveRange = (
  header: string | undefined,
  size: number
): Result.Result<ByteRange | undefined, OisRefusal> => {
  if (header === undefined) return Result.succeed(undefined)
  const meaning = readRange(header, size)
  return meaning._tag === "Inside" ? Result.succeed(meaning.range) : Result.fail(invalidRange())
}
