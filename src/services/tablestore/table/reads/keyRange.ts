/**
 * Ranges of keys: which rows a range read goes through.
 *
 * The service reads from a bound that it includes to a bound that it excludes. Everything else is built from that here.
 */
import * as Result from "effect/Result"
import type { InputIssue } from "../../../../schema/Errors.ts"
import { infMax, infMin, type PrimaryKey, type PrimaryKeyValue } from "../../../../schema/tablestore/format/rowValue.ts"
import { utf8Length } from "../../../../schema/tablestore/format/utf8Length.ts"
import { tableLimits } from "../../../../schema/tablestore/limits.ts"
import type { RangeKey } from "../../../../schema/tablestore/row/rowFields.ts"
import { type RowCodec, rowCodecOf } from "../rows/rowCodec.ts"
import { compareKeys } from "../rows/storedValue.ts"
import type * as Definition from "../tableDefinition.ts"

/** Bounds of one key column; open where absent. */
export interface ValueBounds<A> {
  readonly _tag: "ValueBounds"
  readonly gt?: A | undefined
  readonly gte?: A | undefined
  readonly lt?: A | undefined
  readonly lte?: A | undefined
}

/** Bounds of whole keys, or of their first columns; open where absent. */
export interface KeyBounds<P> {
  readonly _tag: "KeyBounds"
  readonly gt?: P | undefined
  readonly gte?: P | undefined
  readonly lt?: P | undefined
  readonly lte?: P | undefined
}

type Limits<A> = Omit<ValueBounds<A>, "_tag">

/**
 * Bounds of the last key column that is given to a range. Of two lower (or upper) bounds the including one counts.
 *
 * **Example** (the orders 10 to 19 of a customer)
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Table, Tablestore } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const some = Effect.map(Tablestore, (tablestore) =>
 *   tablestore.table(Orders).range({ customer: "ada", order: Table.between({ gte: 10n, lt: 20n }) }))
 * ```
 */
export const between = <A>(limits: Limits<A>): ValueBounds<A> => ({ _tag: "ValueBounds", ...limits })

/**
 * Bounds of keys across columns. A bound that has only the first columns stands for all keys that start with them: `gt` leaves
 * all of them out, `lte` takes all of them in.
 *
 * **Example** (everything from one customer on, for instance to go on with a scan)
 *
 * ```ts
 * import { Effect, Schema } from "effect"
 * import { Table, Tablestore } from "effect-cloud-storage"
 *
 * class Orders extends Table.make("orders", {
 *   primaryKey: { customer: Schema.String, order: Schema.BigInt },
 *   attributes: { total: Schema.Finite, paid: Schema.Boolean, note: Schema.optionalKey(Schema.String) }
 * }) {}
 *
 * const rest = Effect.map(Tablestore, (tablestore) =>
 *   tablestore.table(Orders).range(Table.bounds({ gt: { customer: "ada", order: 7n } })))
 * ```
 */
export const bounds = <Low = never, High = never>(limits: {
  readonly gt?: Low | undefined
  readonly gte?: Low | undefined
  readonly lt?: High | undefined
  readonly lte?: High | undefined
}): KeyBounds<Low | High> => ({ _tag: "KeyBounds", ...limits })

/** The first columns of a key. */
export type KeyPrefix<T extends Definition.Any> = Partial<Definition.Key<T>>

/** What a range goes through: all keys that start so, or that lie within bounds. */
export type KeyRange<T extends Definition.Any> =
  | { readonly [C in keyof Definition.Key<T>]?: Definition.Key<T>[C] | ValueBounds<Definition.Key<T>[C]> }
  | KeyBounds<KeyPrefix<T>>

export type Direction = "forward" | "backward"

/** A range as the service reads it. */
export interface Interval {
  /** Where reading starts: included. */
  readonly start: RangeKey
  /** Where reading ends: excluded. */
  readonly end: RangeKey
  /** Whether nothing lies between `start` and `end`: the service refuses to look. */
  readonly isEmpty: boolean
  /** Whether a row that lies exactly at `start` is left out. */
  readonly skipStart: boolean
  /** A row that belongs to the range, behind all others, and that no excluded end takes in. */
  readonly last?: PrimaryKey | undefined
}

type Issues = ReadonlyArray<InputIssue>

/** A place among all keys: before or after those that start with some columns. */
interface Edge {
  readonly key: PrimaryKey
  readonly after: boolean
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const isValueBounds = (value: unknown): value is ValueBounds<unknown> =>
  isObject(value) && "_tag" in value && value._tag === "ValueBounds"

const isKeyBounds = (value: unknown): value is KeyBounds<Readonly<Record<string, unknown>>> =>
  isObject(value) && "_tag" in value && value._tag === "KeyBounds"

const toKeyBounds = (
  table: Definition.Any,
  range: Readonly<Record<string, unknown>>
): Result.Result<Limits<Readonly<Record<string, unknown>>>, Issues> => {
  const bounded = Object.keys(range).filter((name) => isValueBounds(range[name]))
  const [column] = bounded
  if (column === undefined) return Result.succeed({ gte: range, lte: range })
  const last = table.keyColumns.filter(({ name }) => Object.hasOwn(range, name) && range[name] !== undefined).at(-1)
  if (bounded.length > 1 || last?.name !== column) {
    return Result.fail([{ path: [column], message: "only the last key column that is given can have bounds" }])
  }
  const { [column]: limits, ...prefix } = range
  const { gt, gte, lt, lte } = limits as ValueBounds<unknown>
  const at = (value: unknown) => ({ ...prefix, [column]: value })
  return Result.succeed({
    ...(gte !== undefined ? { gte: at(gte) } : gt !== undefined ? { gt: at(gt) } : { gte: prefix }),
    ...(lte !== undefined ? { lte: at(lte) } : lt !== undefined ? { lt: at(lt) } : { lte: prefix })
  })
}

const edge = (
  codec: RowCodec,
  including: Readonly<Record<string, unknown>> | undefined,
  excluding: Readonly<Record<string, unknown>> | undefined,
  isUpper: boolean
): Result.Result<Edge, Issues> =>
  Result.map(codec.encodePrefix(including ?? excluding ?? {}), (key) => ({
    key,
    after: (including === undefined && excluding !== undefined) !== isUpper
  }))

const fill = (columns: ReadonlyArray<Definition.Column>, { key, after }: Edge): RangeKey => [
  ...key,
  ...columns.slice(key.length).map(({ name }) => ({ name, value: after ? infMax : infMin }))
]

const minInteger = -(2n ** 63n)
const maxInteger = 2n ** 63n - 1n

/** The least value above one, or undefined when there is none that the service takes. */
const successor = (value: PrimaryKeyValue): RangeKey[number]["value"] | undefined => {
  if (typeof value === "bigint") return value === maxInteger ? infMax : value + 1n
  const length = typeof value === "string" ? utf8Length(value) : value.length
  if (length >= tableLimits.primaryKeyValueBytes) return undefined
  if (typeof value === "string") return `${value}\0`
  const longer = new Uint8Array(length + 1)
  longer.set(value)
  return longer
}

/** The greatest value below one. Below a text there is none: between any two lie more. */
const predecessor = (value: PrimaryKeyValue): RangeKey[number]["value"] | undefined =>
  typeof value === "bigint" ? (value === minInteger ? infMin : value - 1n) : undefined

const nextAfter = (value: PrimaryKeyValue, direction: Direction): RangeKey[number]["value"] | undefined =>
  direction === "forward" ? successor(value) : predecessor(value)

const replaceLast = (key: PrimaryKey, value: RangeKey[number]["value"]): RangeKey => [
  ...key.slice(0, -1),
  { name: key.at(-1)!.name, value } satisfies RangeKey[number]
]

/** The interval of a range, in the direction it is read. Failures name the key columns. */
export const toInterval = <T extends Definition.Any>(
  table: T,
  range: KeyRange<T>,
  direction: Direction
): Result.Result<Interval, Issues> => {
  const codec = rowCodecOf(table)
  const columns = table.keyColumns
  const limits = isKeyBounds(range) ? Result.succeed(range) : toKeyBounds(table, range as Record<string, unknown>)
  if (Result.isFailure(limits)) return Result.fail(limits.failure)
  const { gt, gte, lt, lte } = limits.success
  const low = edge(codec, gte, gt, false)
  if (Result.isFailure(low)) return Result.fail(low.failure)
  const high = edge(codec, lte, lt, true)
  if (Result.isFailure(high)) return Result.fail(high.failure)
  const [first, second] = direction === "forward" ? [low.success, high.success] : [high.success, low.success]
  const start = fill(columns, first)
  // Reading forward starts before what it takes in, reading backward after it.
  const skipStart = first.key.length === columns.length && first.after === (direction === "forward")
  const takesEnd = second.key.length === columns.length && second.after === (direction === "forward")
  const next = takesEnd ? nextAfter(second.key.at(-1)!.value, direction) : undefined
  const end = next === undefined ? fill(columns, second) : replaceLast(second.key, next)
  const order = (a: RangeKey, b: RangeKey) => (direction === "forward" ? compareKeys(a, b) : compareKeys(b, a))
  const isEmpty = order(start, end) >= 0
  const isLast = takesEnd && next === undefined && order(start, second.key) <= (skipStart ? -1 : 0)
  return Result.succeed({ start, end, isEmpty, skipStart, ...(isLast ? { last: second.key } : {}) })
}
