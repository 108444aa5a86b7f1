/** Reads arguments that allow only certain texts. An empty one is as good as absent: clients drop empty parameters. */
import * as Result from "effect/Result"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidArgument } from "./refusals.ts"

/** A decimal number within bounds, or absent. */
export const integer = (
  name: string,
  value: string | undefined,
  { max = Number.MAX_SAFE_INTEGER, min = 0 }: { readonly min?: number; readonly max?: number } = {}
): Result.Result<number | undefined, OisRefusal> => {
  if (value === undefined || value === "") return Result.succeed(undefined)
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  return number >= min && number <= max
    ? Result.succeed(number)
    : Result.fail(invalidArgument(`${name} must be an integer from ${min} to ${max}`))
}

/** How many entries a page may have. More than the service gives is no error. */
export const pageSize = (
  value: string | undefined,
  { default: usual, max }: { readonly default: number; readonly max: number }
): Result.Result<number, OisRefusal> =>
  Result.map(integer("limit", value, { min: 1 }), (limit = usual) => Math.min(limit, max))

/** At most one character. */
export const readDelimiter = (value = ""): Result.Result<string, OisRefusal> =>
  Array.from(value).length <= 1
    ? Result.succeed(value)
    : Result.fail(invalidArgument("the delimiter must be one character"))
