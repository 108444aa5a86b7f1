/**
 * Values that travel as text in headers, queries and XML: numbers, booleans, dates, ETags.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { percentDecode, percentEncodePath } from "./percentEncoding.ts"

const digits = Schema.String.check(Schema.isPattern(/^-?\d{1,16}$/, { message: "must be a whole number" }))

/** A whole number as decimal text. `""` and `"0x10"` are refused, which `Number` would take. */
export const WireInt = digits.pipe(
  Schema.decodeTo(Schema.Int, SchemaTransformation.transform({ decode: Number, encode: String }))
)

/** A size or position in bytes, as decimal text. */
export const WireSize = digits.pipe(
  Schema.decodeTo(
    Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
    SchemaTransformation.transform({ decode: Number, encode: String })
  )
)

/** A 64-bit unsigned number as decimal text. */
export const WireUint64 = Schema.String.check(
  Schema.isPattern(/^\d{1,20}$/, { message: "must be a whole number" })
).pipe(Schema.decodeTo(Schema.BigInt, SchemaTransformation.transform({ decode: BigInt, encode: String })))

/** `true` or `false`; read whatever the letter case, since some servers and clients write `True`. */
export const WireBoolean = Schema.String.check(
  Schema.isPattern(/^(true|false)$/i, { message: "must be true or false" })
).pipe(
  Schema.decodeTo(
    Schema.Boolean,
    SchemaTransformation.transform({ decode: (text) => text.toLowerCase() === "true", encode: String })
  )
)

/**
 * One of the words that are known today, or any other text: services grow, and a new word must not make an answer
 * unreadable.
 */
export const openWord = <const Word extends string>(
  ..._known: ReadonlyArray<Word>
): Schema.Codec<Word | (string & {}), string> => Schema.String

/** An ETag: quoted on the wire, bare here. */
export const ETag = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transform({ decode: (text) => text.replace(/^"|"$/g, ""), encode: (tag) => `"${tag}"` })
  )
)

/**
 * An ETag as a condition: given bare or quoted, weak (`W/"…"`), `*` for any, or a list of quoted ones. A bare one is
 * quoted on the wire, everything else is sent as it is.
 */
export const ETagCondition = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transform({
      decode: (text) => text.replace(/^"([^"]*)"$/, "$1"),
      encode: (tag) => (tag === "*" || tag.includes('"') ? tag : `"${tag}"`)
    })
  )
)

const fromDate = (read: (text: string) => Date, what: string, write: (date: Date) => string) =>
  Schema.String.pipe(
    Schema.decodeTo(
      Schema.DateTimeUtc,
      SchemaTransformation.transformEffect<DateTime.Utc, string>({
        decode: (text, options) => {
          const made = DateTime.make(read(text))
          return Option.isSome(made)
            ? Effect.succeed(DateTime.toUtc(made.value))
            : Effect.fail(new SchemaIssue.InvalidValue({ expected: what }, text, options))
        },
        encode: (time) => Effect.succeed(write(DateTime.toDateUtc(time)))
      })
    )
  )

/**
 * A time as HTTP date, `Sat, 05 Dec 2015 11:10:29 GMT`: the form of HTTP headers, with English names whatever the
 * locale. Finer than seconds is cut off.
 *
 * **Example** (the seconds of a date header)
 *
 * ```ts
 * import { DateTime, Schema } from "effect"
 * import { Time } from "effect-cloud-storage"
 *
 * const time = Schema.decodeSync(Time.HttpDate)("Sat, 05 Dec 2015 11:10:29 GMT")
 * DateTime.toEpochMillis(time) / 1000 // 1449313829
 * ```
 */
export const HttpDate = fromDate(
  (text) => new Date(/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text) ? text : Number.NaN),
  "an HTTP date",
  (date) => date.toUTCString()
)

/** A time as ISO 8601 with milliseconds, `2015-12-05T00:00:00.000Z`: the form of XML documents. */
export const IsoTime = fromDate(
  (text) => new Date(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/.test(text) ? text : Number.NaN),
  "an ISO 8601 time",
  (date) => date.toISOString()
)

/**
 * A day as ISO 8601 at midnight UTC, `2015-12-05T00:00:00.000Z`: the form of lifecycle dates. A time inside the day is
 * moved to its start.
 */
export const IsoDay = fromDate(
  (text) => new Date(/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? `${text.slice(0, 10)}T00:00:00.000Z` : Number.NaN),
  "an ISO 8601 date",
  (date) => `${date.toISOString().slice(0, 10)}T00:00:00.000Z`
)

/** A time as Unix seconds in decimal text. */
export const UnixSeconds = fromDate(
  (text) => new Date(/^-?\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN),
  "a number of seconds since 1970",
  (date) => String(Math.floor(date.getTime() / 1000))
)

/** A path that is percent-encoded on the wire, its `/` kept. A text that is not validly encoded is taken literally. */
export const PercentEncodedPath = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transform({
      decode: (text) => percentDecode(text) ?? text,
      encode: percentEncodePath
    })
  )
)
