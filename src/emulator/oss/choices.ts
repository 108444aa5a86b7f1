/** Reads arguments that allow only certain texts. */
import * as Result from "effect/Result"
import type { OssRefusal } from "./OssRefusal.ts"
import { invalidArgument } from "./refusals.ts"

/** One of the allowed texts, or absent. */
export const choice = <const A extends string>(
  allowed: ReadonlyArray<A>,
  name: string,
  value: string | undefined,
  message = `The value of ${name} is not valid.`
): Result.Result<A | undefined, OssRefusal> => {
  if (value === undefined) return Result.succeed(undefined)
  const found = allowed.find((known) => known === value)
  return found === undefined ? Result.fail(invalidArgument(message, name, value)) : Result.succeed(found)
}

/** `true` or `false` in any case, since some clients write `True`; absent is `false`. */
export const flag = (name: string, value: string | undefined): Result.Result<boolean, OssRefusal> => {
  const text = value?.toLowerCase()
  return text === undefined || text === "true" || text === "false"
    ? Result.succeed(text === "true")
    : Result.fail(invalidArgument(`The value of ${name} is not valid.`, name, value))
}

/** A decimal number within bounds, or absent. */
export const integer = (
  name: string,
  value: string | undefined,
  { min, max }: { readonly min: number; readonly max: number }
): Result.Result<number | undefined, OssRefusal> => {
  if (value === undefined) return Result.succeed(undefined)
  const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  return number >= min && number <= max
    ? Result.succeed(number)
    : Result.fail(invalidArgument(`Argument ${name} must be an integer between ${min} and ${max}.`, name, value))
}
