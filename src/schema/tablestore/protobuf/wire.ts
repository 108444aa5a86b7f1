/**
 * Fields of messages as Schemas.
 *
 * A codec of this folder throws; a field of an operation is a Schema. {@link wire} makes one of the other.
 */
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { Misfit, toSchema } from "../../conversion.ts"
import { alternatives } from "../../Fields.ts"
import { isWireError, WireValueError } from "../../wire/wireErrors.ts"

/** How a value becomes the field of a message, and back. Both may throw a `WireError` or {@link NotAllowed}. */
export interface Converter<Value, Wire> {
  readonly to: (value: Value) => Wire
  readonly from: (wire: Wire) => Value
}

/** A value breaks a rule of the service that is known without asking it. */
export class NotAllowed extends Data.TaggedError("NotAllowed")<{
  /** Where in the value, from outside to inside. */
  readonly path: ReadonlyArray<PropertyKey>
  /** What would have been allowed. */
  readonly expected: string
}> {
  override get message(): string {
    return `${this.path.join(".")}: expected ${this.expected}`
  }
}

/** Runs a part of a converter whose failures are about something inside of the value. */
export const inside = <A>(path: ReadonlyArray<PropertyKey>, run: () => A): A => {
  try {
    return run()
  } catch (error) {
    if (error instanceof NotAllowed) throw new NotAllowed({ path: [...path, ...error.path], expected: error.expected })
    if (error instanceof WireValueError) throw new NotAllowed({ path, expected: error.expected })
    if (error instanceof Misfit) throw new Misfit(new SchemaIssue.Pointer(path, error.issue))
    throw error
  }
}

const toIssue = (thrown: unknown): SchemaIssue.Issue | undefined => {
  if (thrown instanceof Misfit) return thrown.issue
  if (thrown instanceof NotAllowed) {
    const { path, expected } = thrown
    return new SchemaIssue.Pointer(path, new SchemaIssue.InvalidValue({ expected }, undefined))
  }
  if (thrown instanceof WireValueError) return new SchemaIssue.InvalidValue({ expected: thrown.expected }, undefined)
  return isWireError(thrown) ? new SchemaIssue.InvalidValue({ message: thrown.message }, undefined) : undefined
}

/** What a converter refused, as a misfit. Anything else that is thrown is a defect of this library, and thrown again. */
export const misfitOf = (thrown: unknown): Misfit => {
  const issue = toIssue(thrown)
  if (issue === undefined) throw thrown
  return new Misfit(issue)
}

/**
 * The Schema of a field that travels by a converter.
 *
 * @param is guard of the value
 * @param expected what the guard wants, in words
 * @param converter writes and reads the field of the message
 */
export const wire = <Value, Wire>(
  is: (value: unknown) => value is Value,
  expected: string,
  { to, from }: Converter<Value, Wire>
): Schema.Codec<Value, Wire> =>
  toSchema<Value, Wire>(
    () => ({
      encode: (value) => {
        if (!is(value)) throw new Misfit(new SchemaIssue.InvalidValue({ expected }, value))
        try {
          return to(value)
        } catch (thrown) {
          throw misfitOf(thrown)
        }
      },
      decode: (found) => {
        try {
          return from(found as Wire)
        } catch (thrown) {
          throw misfitOf(thrown)
        }
      }
    }),
    is,
    expected
  )

/** The other side of a converter whose values travel in one direction only. */
export const oneWay = (): never => {
  throw new WireValueError({ expected: "a value that travels the other way", found: "this one" })
}

/** An enum as words. A number without a word cannot be read. */
export const word = <Word extends string, Code extends number>(
  codes: Readonly<Record<Word, Code>>
): Schema.Codec<Word, Code> => {
  const names = Object.keys(codes) as Array<Word>
  const byName = new Map<unknown, Code>(Object.entries<Code>(codes))
  const byCode = new Map<unknown, Word>(names.map((name) => [codes[name], name]))
  const expected = alternatives(names)
  return toSchema<Word, Code>(
    () => ({
      encode: (name) => {
        const code = byName.get(name)
        if (code === undefined) throw new Misfit(new SchemaIssue.InvalidValue({ expected }, name))
        return code
      },
      decode: (code) => {
        const name = byCode.get(code)
        if (name !== undefined) return name
        throw new Misfit(new SchemaIssue.InvalidValue({ message: `has no number ${code}` }, undefined))
      }
    }),
    (value) => byName.has(value),
    expected
  )
}

/**
 * An enum of answers as words. The service grows: a number without a word is read as its digits, and breaks nothing. Of
 * the words that are no digits only the known ones can be sent.
 */
export const openWord = <Word extends string, Code extends number>(
  codes: Readonly<Record<Word, Code>>
): Schema.Codec<Word | (string & {}), Code> => {
  const byCode = new Map(Object.entries(codes).map(([name, code]) => [code as Code, name]))
  return wire((value): value is Word | (string & {}) => typeof value === "string", "text", {
    to: (name) => {
      if (Object.hasOwn(codes, name)) return codes[name as Word]
      // Digits that were read can be sent back.
      if (/^\d{1,9}$/.test(name)) return Number(name) as Code
      throw new NotAllowed({ path: [], expected: alternatives(Object.keys(codes)) })
    },
    from: (code) => byCode.get(code) ?? String(code)
  })
}

const isSafe = (value: unknown): value is number => Number.isSafeInteger(value)

/** A 64-bit integer as a number: one beyond 2^53 - 1 cannot be read, and is never rounded. */
export const SafeInteger: Schema.Codec<number, bigint> = wire(isSafe, "a whole number, at most 2^53 - 1", {
  to: BigInt,
  from: (found) => {
    const value = Number(found)
    if (isSafe(value)) return value
    throw new WireValueError({ expected: "a whole number, at most 2^53 - 1", found: String(found) })
  }
})

const maxInt64 = 2n ** 63n - 1n

/** Whole milliseconds since 1970, 0 to INT64_MAX: a number as far as it is exact, or a bigint. */
export const Millis: Schema.Codec<number | bigint, bigint> = wire(
  (value): value is number | bigint =>
    typeof value === "bigint" ? value >= 0n && value <= maxInt64 : isSafe(value) && value >= 0,
  "whole milliseconds since 1970, 0 or more, and a bigint beyond 2^53 - 1",
  {
    to: BigInt,
    from: (found) => (found > Number.MAX_SAFE_INTEGER || found < Number.MIN_SAFE_INTEGER ? found : Number(found))
  }
)

const timeIn = (unit: string, perSecond: bigint): Schema.Codec<DateTime.Utc, bigint> =>
  wire((value): value is DateTime.Utc => DateTime.isDateTime(value) && DateTime.isUtc(value), "a DateTime in UTC", {
    to: (time) => (BigInt(DateTime.toEpochMillis(time)) * perSecond) / 1000n,
    from: (count) => {
      const time = DateTime.make(Number((count * 1000n) / perSecond))
      if (time._tag === "Some") return DateTime.toUtc(time.value)
      throw new WireValueError({ expected: `a time in ${unit} since 1970`, found: String(count) })
    }
  })

/** A time that travels in seconds since 1970. */
export const TimeFromSeconds = /*#__PURE__*/ timeIn("seconds", 1n)
/** A time that travels in microseconds since 1970; what is finer than a millisecond is cut off. */
export const TimeFromMicros = /*#__PURE__*/ timeIn("microseconds", 1_000_000n)

const int64Range = /*#__PURE__*/ Schema.makeFilter((value: bigint) =>
  BigInt.asIntN(64, value) === value ? true : "must be a signed 64-bit integer"
)

/** A 64-bit integer. */
export const Int64 = /*#__PURE__*/ Schema.BigInt.check(int64Range)

const int32 = (minimum: number, maximum = 2 ** 31 - 1): Schema.Codec<number, number> => {
  const is = (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
  const expected = `a whole number, ${minimum} to ${maximum}`
  const check = (value: unknown): unknown => {
    if (is(value)) return value
    throw new Misfit(new SchemaIssue.InvalidValue({ expected }, value))
  }
  return toSchema<number, number>(() => ({ encode: check, decode: check }), is, expected)
}

/** A 32-bit integer of 0 or more. */
export const Count = /*#__PURE__*/ int32(0)
/** A 32-bit integer of 1 or more. */
export const Positive = /*#__PURE__*/ int32(1)
/** Any 32-bit integer. */
export const Int32 = /*#__PURE__*/ int32(-(2 ** 31))
/** A 32-bit integer within bounds. */
export const between = int32

/** Bytes that mean something to the service only. */
export const Bytes: Schema.Codec<Uint8Array, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is Uint8Array => value instanceof Uint8Array,
  "bytes (Uint8Array)",
  {
    to: (bytes) => bytes,
    // A view would keep the whole answer alive for as long as a token is kept.
    from: (bytes) => bytes.slice()
  }
)
