/**
 * Puts wrong values at every place of a valid input, and tells what an operation makes of them that it should not.
 *
 * Described fields are walked by their description; what is inside of a field without one (rows, keys, maps) is walked by
 * the valid value.
 */
import * as Result from "effect/Result"
import type { InputIssue } from "../../src/schema/Errors.ts"
import { type Slot, type SlotTable, slotsWithin } from "../../src/schema/Fields.ts"

/** Checks and writes an input. */
export type Encode = (input: unknown) => Result.Result<unknown, ReadonlyArray<InputIssue>>

type Path = ReadonlyArray<string>

const symbol = Symbol("no value of any field")
const functionValue = (): number => 1

const wrongValues: ReadonlyArray<unknown> = [
  5,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  7n,
  2n ** 64n,
  "x",
  "",
  "\ud83d",
  true,
  null,
  [],
  [null],
  {},
  { _tag: "None" },
  new Map([["a", 1]]),
  new Date(0),
  Uint8Array.of(1),
  symbol,
  functionValue
]

/** Fields that take functions. */
const takesFunctions = new Set(["onProgress"])

const show = (value: unknown): string => {
  if (typeof value === "object" && value !== null) return Object.prototype.toString.call(value)
  return typeof value === "bigint" ? `${value}n` : String(value)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))

/** Whether a record is a value of its own, as `infMin` is: it has parts only for those who made it. */
const isMark = (value: Readonly<Record<string, unknown>>): boolean => Object.keys(value).join() === "_tag"

const startsWith = (path: Path, start: Path): boolean => start.every((step, index) => path[index] === step)

interface Walk {
  readonly encode: Encode
  readonly complain: (path: Path, text: string) => void
  /** Tables that were walked without a value: recursive ones would have no end. */
  readonly imagined: Set<SlotTable>
}

/** Issues of an input; `undefined` where something was thrown, which is told. */
const issuesOf = ({ complain, encode }: Walk, path: Path, input: unknown, value: unknown) => {
  try {
    const encoded = encode(input)
    return Result.isFailure(encoded) ? encoded.failure : []
  } catch (thrown) {
    complain(path, `given ${show(value)}, threw ${String(thrown)}`)
    return undefined
  }
}

/** Whether a field takes a value, as far as it can tell alone. */
const fits = (slot: Slot, value: unknown): boolean => {
  try {
    slot.write(value)
    return true
  } catch {
    return false
  }
}

interface Place {
  readonly path: Path
  /** Makes an input with a value at the place. */
  readonly rebuild: (value: unknown) => unknown
  /** The field at the place, where the place is one. */
  readonly slot?: Slot | undefined
  /** Places that are at fault already, because the input holds no more than what leads to the place. */
  readonly known?: ReadonlySet<string> | undefined
}

/** Tries the wrong values at one place. */
const tryWrongValues = (walk: Walk, { known, path, rebuild, slot }: Place): void => {
  for (const value of wrongValues) {
    const issues = issuesOf(walk, path, rebuild(value), value)
    if (issues === undefined) continue
    const isWrong =
      slot !== undefined
        ? !fits(slot, value)
        : value === symbol || (value === functionValue && !takesFunctions.has(path.at(-1)!))
    if (value === symbol && slot !== undefined && !isWrong) walk.complain(path, "took a symbol")
    // A value of the right type may break a rule about the record around it.
    if (!isWrong) continue
    if (!issues.some((issue) => startsWith(issue.path, path))) walk.complain(path, `took ${show(value)}`)
    for (const { message, path: other } of issues) {
      if (startsWith(other, path) || known?.has(other.join(".")) === true) continue
      walk.complain(path, `given ${show(value)}, told of ${other.join(".")}: ${message}`)
    }
  }
}

/** Walks a value that no description tells the inside of. */
const walkValue = (walk: Walk, path: Path, value: unknown, rebuild: (value: unknown) => unknown): void => {
  if (Array.isArray(value)) {
    for (const [index, item] of [...value.entries()].slice(0, 4)) {
      const place = [...path, String(index)]
      const inner = (other: unknown) => rebuild(value.map((one, at) => (at === index ? other : one)))
      tryWrongValues(walk, { path: place, rebuild: inner })
      walkValue(walk, place, item, inner)
    }
  } else if (isRecord(value) && !isMark(value)) {
    for (const [name, item] of Object.entries(value)) {
      const place = [...path, name]
      const inner = (other: unknown) => rebuild({ ...value, [name]: other })
      tryWrongValues(walk, { path: place, rebuild: inner })
      walkValue(walk, place, item, inner)
    }
  }
}

/** Tries a field that nobody declared. */
const tryMisspelt = (
  walk: Walk,
  path: Path,
  slots: SlotTable,
  record: Readonly<Record<string, unknown>>,
  rebuild: (value: unknown) => unknown
) => {
  const neighbour = `${Object.keys(slots)[0] ?? ""}_`
  const issues = issuesOf(walk, path, rebuild({ ...record, [neighbour]: 1 }), neighbour)
  const place = [...path, neighbour].join("\u0000")
  if (issues !== undefined && !issues.some((issue) => issue.path.join("\u0000") === place)) {
    walk.complain([...path, neighbour], "is no field, and taken")
  }
}

/** A field whose record is absent from the valid input: what leads to it is made up. */
const walkImagined = (
  walk: Walk,
  path: Path,
  slot: Slot,
  tables: ReadonlyArray<SlotTable>,
  rebuild: (value: unknown) => unknown
) => {
  const conversion = slot.conversion()
  const item = conversion.item?.()
  // Kinds are told apart by a tag that descriptions do not have.
  if ((item ?? conversion).kinds !== undefined || item?.item !== undefined) return
  const place = item === undefined ? path : [...path, "0"]
  for (const slots of tables) {
    if (walk.imagined.has(slots)) continue
    walk.imagined.add(slots)
    walkRecord(walk, place, slots, {}, item === undefined ? rebuild : (record) => rebuild([record]))
  }
}

const walkField = (walk: Walk, place: Place & { readonly slot: Slot }, value: unknown): void => {
  const { path, rebuild, slot } = place
  tryWrongValues(walk, place)
  const tables = slotsWithin(slot.conversion())
  if (tables.length === 0) walkValue(walk, path, value, rebuild)
  else if (value === undefined) walkImagined(walk, path, slot, tables, rebuild)
  else walkRecords(walk, path, tables, value, rebuild)
}

/** Walks the record of a field, or each of its list. */
const walkRecords = (
  walk: Walk,
  path: Path,
  tables: ReadonlyArray<SlotTable>,
  value: unknown,
  rebuild: (value: unknown) => unknown
): void => {
  if (Array.isArray(value)) {
    for (const [index, item] of [...value.entries()].slice(0, 8)) {
      const place = [...path, String(index)]
      const inner = (other: unknown) => rebuild(value.map((one, at) => (at === index ? other : one)))
      tryWrongValues(walk, { path: place, rebuild: inner })
      walkRecords(walk, place, tables, item, inner)
    }
    return
  }
  if (!isRecord(value)) return
  const names = Object.keys(value).filter((name) => name !== "_tag")
  // Kinds may have fields of the same name: the one that takes the values is meant.
  const slots = tables.find((table) =>
    names.every((name) => Object.hasOwn(table, name) && fits(table[name]!, value[name]))
  )
  if (slots === undefined) {
    // A kind without fields of its own has no table.
    if (names.length > 0) walk.complain(path, "is valid, but not described")
    return
  }
  walkRecord(walk, path, slots, value, rebuild)
}

const walkRecord = (
  walk: Walk,
  path: Path,
  slots: SlotTable,
  record: Readonly<Record<string, unknown>>,
  rebuild: (value: unknown) => unknown
): void => {
  tryMisspelt(walk, path, slots, record, rebuild)
  for (const [field, slot] of Object.entries(slots)) {
    const { [field]: value, ...others } = record
    const without = issuesOf(walk, [...path, field], rebuild(others), undefined) ?? []
    const known = new Set(without.map((issue) => issue.path.join(".")))
    const inner = (other: unknown) => rebuild({ ...record, [field]: other })
    walkField(walk, { path: [...path, field], rebuild: inner, slot, known }, value)
  }
}

/** All that an operation makes of wrong values and should not. Empty when the input itself is not taken is told too. */
export const wrongOutcomes = (
  slots: SlotTable,
  encode: Encode,
  valid: Readonly<Record<string, unknown>>
): ReadonlyArray<string> => {
  const complaints: Array<string> = []
  const complain = (path: Path, text: string) => complaints.push(`${path.join(".")}: ${text}`)
  const walk: Walk = { encode, complain, imagined: new Set() }
  for (const { message, path } of issuesOf(walk, [], valid, "the valid input") ?? []) complain(path, message)
  if (complaints.length > 0) return complaints
  tryWrongInputs(walk)
  walkRecord(walk, [], slots, valid, (value) => value)
  return complaints
}

/** What is given in place of a whole input is refused, and nothing else. */
const tryWrongInputs = (walk: Walk): void => {
  for (const value of wrongValues) {
    const issues = issuesOf(walk, [], value, value)
    if (issues !== undefined && issues.length === 0 && (typeof value !== "object" || value === null)) {
      walk.complain([], `took ${show(value)}`)
    }
  }
}
