/**
 * What identifies a time series, and the names and values that it is made of.
 */
import type * as Schema from "effect/Schema"
import { nested } from "../../Fields.ts"
import { inMessage, orMisfit } from "../../wire/protobuf.ts"
import { ProtobufError } from "../../wire/wireErrors.ts"
import { utf8Length } from "../format/utf8Length.ts"
import { timeseriesLimits } from "../limits.ts"
import type * as M from "../protobuf/generated/timeseries.ts"
import { NotAllowed, wire } from "../protobuf/wire.ts"

/** Names and values. */
export type Pairs = Readonly<Record<string, string>>

/** Whether a text has more than so many bytes of UTF-8. */
export const isLonger = (text: string, bytes: number): boolean =>
  // A text of n UTF-16 units has n to 3n bytes: only those in between need to be counted to know.
  text.length * 3 > bytes && (text.length > bytes || utf8Length(text) > bytes)

/** A record, as programs write names with values: not a Map, nor anything else that is walked. */
export const isNamed = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !(Symbol.iterator in value)

/** A text of which a rule says what is wrong. Only what is written is checked: an answer is read as it is. */
const textBy = (wrongWith: (text: string) => string | undefined): Schema.Codec<string, string> =>
  wire((value): value is string => typeof value === "string", "text", {
    to: (text) => {
      const expected = text.isWellFormed() ? wrongWith(text) : "text without half of a surrogate pair"
      if (expected !== undefined) throw new NotAllowed({ path: [], expected })
      return text
    },
    from: (text) => text
  })

/** Name of a measurement. */
export const Measurement = /*#__PURE__*/ textBy((text) => {
  if (/[\s\p{Cc}#]/u.test(text)) return 'a name without "#", blanks and control characters'
  return isLonger(text, timeseriesLimits.measurementBytes)
    ? `at most ${timeseriesLimits.measurementBytes} bytes of UTF-8`
    : undefined
})

const DataSource = /*#__PURE__*/ textBy((text) =>
  isLonger(text, timeseriesLimits.sourceBytes) ? `at most ${timeseriesLimits.sourceBytes} bytes of UTF-8` : undefined
)

const isPairs = (value: unknown): value is Pairs => isNamed(value)

const checkPairs = (pairs: Pairs, wrongWith: (name: string, value: string) => string | undefined): void => {
  for (const [name, value] of Object.entries(pairs)) {
    const expected =
      typeof value !== "string"
        ? "text"
        : name.isWellFormed() && value.isWellFormed()
          ? wrongWith(name, value)
          : "text without half of a surrogate pair"
    if (expected !== undefined) throw new NotAllowed({ path: [name], expected })
  }
}

/** Tags of a time series. */
const Tags: Schema.Codec<Pairs, Pairs> = /*#__PURE__*/ wire(isPairs, "tags by their names", {
  to: (tags) => {
    checkPairs(tags, (name, value) =>
      /^[!#-<>-~]+$/.test(name) && /^[^"=]+$/.test(value)
        ? undefined
        : 'a name of visible ASCII without "=" and quotes, a value that is not empty, without "=" and quotes'
    )
    return tags
  },
  from: (tags) => tags
})

/** Names and values in the order of the names. */
export const sortedPairs = (pairs: Pairs): ReadonlyArray<readonly [string, string]> =>
  Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/** Names and values as the text `["name=value",...]`. */
export const textOfPairs = (pairs: ReadonlyArray<readonly [string, string]>): string =>
  `[${pairs.map(([name, value]) => `"${name}=${value}"`).join(",")}]`

/** Names and values out of the text `["name=value",...]`. Throws `ProtobufError`. */
export const pairsFrom = (text: string): Pairs => {
  if (text === "" || text === "[]") return {}
  const items = text.match(/^\["(.*)"\]$/s)
  if (items === null) {
    throw new ProtobufError({
      messageName: "TimeseriesKey",
      found: `tags or attributes that are no ["name=value",...]`
    })
  }
  return Object.fromEntries(
    items[1]!.split('","').map((item) => {
      const at = item.indexOf("=")
      return at < 0 ? [item, ""] : [item.slice(0, at), item.slice(at + 1)]
    })
  )
}

/** What programs note of a time series. */
export const Attributes: Schema.Codec<Pairs, string> = /*#__PURE__*/ wire(isPairs, "attributes by their names", {
  to: (attributes) => {
    // There is no way to write others.
    checkPairs(attributes, (name, value) =>
      /^[^"=]+$/.test(name) && !value.includes('"')
        ? undefined
        : 'a name without "=" and quotes, a value without quotes'
    )
    return textOfPairs(sortedPairs(attributes))
  },
  from: pairsFrom
})

const keyFields = () => ({
  /**
   * What is measured: 1 to 128 bytes of UTF-8 without `#`, blanks and control characters; "" in tables whose own key does
   * not have it.
   */
  measurement: inMessage("measurement", Measurement),
  /** Where the data come from, at most 256 bytes of UTF-8; "" for none. */
  source: inMessage("source", DataSource),
  /** Names are visible ASCII; neither names nor values are empty, or contain `=` or quotes. */
  tags: inMessage("tags", Tags)
})

/** What identifies a time series. */
export class TimeseriesKey extends /*#__PURE__*/ nested<readonly [typeof keyFields], M.TimeseriesKey>([keyFields], {
  write: (named) => {
    const tags = named["tags"] as Pairs
    // Services of either version of time series tables find the tags where they look for them.
    const tagList = Object.entries(tags).map(([name, value]) => ({ name, value }))
    return { ...named, tags: textOfPairs(sortedPairs(tags)), tagList }
  },
  read: (wire) => {
    const { measurement = "", source = "", tags = "", tagList } = wire as M.TimeseriesKey
    const listed = tagList.length > 0
    return {
      measurement,
      source,
      tags: listed ? Object.fromEntries(tagList.map(({ name, value }) => [name, value])) : tagsOf(tags)
    }
  }
}) {}

const tagsOf = (text: string): Pairs => orMisfit(() => pairsFrom(text))

/** {@link TimeseriesKey} as part of a row, which travels in a form of its own. */
export const RowKey: Schema.Codec<TimeseriesKey, TimeseriesKey> = /*#__PURE__*/ nested<
  readonly [typeof keyFields],
  TimeseriesKey
>([keyFields]) as never
