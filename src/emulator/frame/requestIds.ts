/** Request ids, from `Random`. */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

const word = Effect.map(Random.nextIntBetween(0, 0xffffffff), (value) => value.toString(16).padStart(8, "0"))

/** So many lower-case hexadecimal digits. */
export const hexadecimal = (digits: number): Effect.Effect<string> =>
  Effect.map(Effect.all(Array.from({ length: Math.ceil(digits / 8) }, () => word)), (words) =>
    words.join("").slice(0, digits)
  )

/** Like `0005f0e0-c5a4-5e12-8c3b-3a2b0c1d2e3f`. */
export const uuid: Effect.Effect<string> = Effect.map(hexadecimal(32), (digits) =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-")
)
