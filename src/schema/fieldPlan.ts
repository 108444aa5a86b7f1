/**
 * Writes and reads all fields of a record, in one walk.
 */
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { issueAt, Misfit, together } from "./conversion.ts"
import type { Slot, SlotTable } from "./Fields.ts"

/** A field of a plan. */
export interface Entry {
  readonly field: string
  readonly slot: Slot
  readonly isOptional: boolean
  /** Whether it must be given. */
  readonly isRequired: boolean
  readonly encode: (value: unknown) => unknown
  readonly decode: (wire: unknown) => unknown
}

/** What writes and reads all fields of a record. */
export interface Plan {
  readonly entries: ReadonlyArray<Entry>
  readonly byField: ReadonlyMap<string, Entry>
  readonly required: ReadonlyArray<string>
  /** Fields that are sent even where the caller leaves them out. */
  readonly always: ReadonlyArray<Entry>
}

const plans = /*#__PURE__*/ new WeakMap<object, Plan>()

/** The plan of some fields, made once. */
export const planOf = (slots: SlotTable): Plan => {
  let plan = plans.get(slots)
  if (plan === undefined) {
    const entries = Object.entries(slots).map(([field, slot]): Entry => {
      const { encode, decode, whenAbsent } = slot.conversion()
      const isOptional = slot.schema.ast.context?.isOptional === true
      return { field, slot, isOptional, isRequired: !isOptional && whenAbsent === undefined, encode, decode }
    })
    plan = {
      entries,
      byField: new Map(entries.map((entry) => [entry.field, entry])),
      required: entries.filter(({ isRequired }) => isRequired).map(({ field }) => field),
      always: entries.filter(({ slot }) => slot.conversion().whenLeftOut !== undefined)
    }
    plans.set(slots, plan)
  }
  return plan
}

/** Whether a value is a record, as far as writing its fields goes. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** What issues about a whole record point to. */
export const anyRecord = /*#__PURE__*/ Schema.declare(isRecord, { expected: "a record" })

/**
 * Walks the fields that a record has. Throws `Misfit` with all that is wrong: what is no field, what does not fit its
 * field, what is missing. Absent and `undefined` are the same.
 *
 * @param put writes one field where it belongs; may throw `Misfit`
 */
export const writeFields = <S extends Slot>(
  slots: SlotTable<S>,
  record: unknown,
  put: (slot: S, value: unknown, field: string) => void
): void => {
  writeBy(planOf(slots), record, undefined, (_, { field, slot }, value) => put(slot as S, value, field), undefined)
}

type Issues = [SchemaIssue.Issue, ...Array<SchemaIssue.Issue>]

/** Most records have no issues: nothing is made for them. */
const added = (issues: Issues | undefined, issue: SchemaIssue.Issue): Issues => {
  if (issues === undefined) return [issue]
  issues.push(issue)
  return issues
}

/** {@link writeFields}; what is the same for all records of a kind comes from outside, since there may be many. */
export const writeBy = <Target>(
  { always, byField, required }: Plan,
  record: unknown,
  ignored: string | undefined,
  put: (target: Target, entry: Entry, value: unknown) => void,
  target: Target
): void => {
  const { ast } = anyRecord
  if (!isRecord(record)) throw new Misfit(new SchemaIssue.InvalidType(ast, record))
  let issues: Issues | undefined
  let missing = required.length
  for (const field in record) {
    const value = record[field]
    if (value === undefined || field === ignored) continue
    const found = byField.get(field)
    if (found === undefined) {
      issues = added(issues, new SchemaIssue.Pointer([field], new SchemaIssue.UnexpectedKey(ast, value)))
      continue
    }
    if (found.isRequired) missing--
    try {
      put(target, found, value)
    } catch (thrown) {
      issues = added(issues, issueAt(field, thrown))
    }
  }
  if (missing > 0) {
    for (const field of required) {
      if (record[field] !== undefined) continue
      issues = added(issues, new SchemaIssue.Pointer([field], new SchemaIssue.MissingKey(undefined)))
    }
  }
  if (issues !== undefined) throw new Misfit(together(ast, issues, record))
  for (const entry of always) {
    if (record[entry.field] === undefined) put(target, entry, entry.slot.conversion().whenLeftOut!())
  }
}

/**
 * Makes a record of what travelled. Throws `Misfit` with all that is wrong.
 *
 * @param take finds what travelled of a field; `undefined` where it is absent
 */
export const readFields = <S extends Slot>(
  slots: SlotTable<S>,
  take: (slot: S, field: string) => unknown
): Record<string, unknown> =>
  readBy(planOf(slots), undefined, (_, slot, field) => take(slot as S, field), {} as Record<string, unknown>)

/** {@link readFields}; what is the same for all records of a kind comes from outside, since there may be many. */
export const readBy = <Source>(
  { entries }: Plan,
  source: Source,
  take: (source: Source, slot: Slot, field: string) => unknown,
  record: Record<string, unknown>
): Record<string, unknown> => {
  let issues: Issues | undefined
  for (const { decode, field, slot, isOptional } of entries) {
    const wire = take(source, slot, field)
    try {
      if (wire !== undefined) {
        const value = decode(wire)
        if (value !== undefined) record[field] = value
        continue
      }
      if (isOptional) continue
      const { whenAbsent } = slot.conversion()
      if (whenAbsent !== undefined) record[field] = whenAbsent()
      else issues = added(issues, new SchemaIssue.Pointer([field], new SchemaIssue.MissingKey(undefined)))
    } catch (thrown) {
      issues = added(issues, issueAt(field, thrown))
    }
  }
  if (issues !== undefined) throw new Misfit(together(anyRecord.ast, issues, undefined))
  return record
}
