/**
 * Fields at any depth: a Schema, a place on the wire and a name there, in one line.
 *
 * A record of fields is a class, made of parts: groups that other records share, and fields of its own. The class is
 * the type that callers see by its name, doc comments of fields included, and holds the fields for those who write,
 * read or describe them. Parts are functions where they hold fields, so that nothing is built before it is used and
 * bundlers drop what is not.
 */
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import { type AnySchema, type Conversion, conversionOf, listConversion, Misfit, toSchema } from "./conversion.ts"
import { anyRecord, type Entry, isRecord, type Plan, planOf, readBy, writeBy } from "./fieldPlan.ts"

export type { AnySchema }

/** A field: a Schema, a place on the wire, a name there. */
export interface Slot<
  Place extends string = string,
  S extends AnySchema = AnySchema,
  Name extends string = string,
  Written = unknown
> {
  readonly in: Place
  readonly name: Name
  readonly schema: S
  /** How the value is checked and converted. */
  readonly conversion: () => Conversion
  /** Checks a value and gives what travels. Throws `Misfit`. */
  readonly write: (value: unknown) => Written
}

/** Fields by their names in the API. */
export type SlotTable<S extends Slot = Slot> = Readonly<Record<string, S>>

/** A class of fields. */
export interface HasSlots {
  readonly slots: object
}

/** The fields of some parts together: of classes, and of functions that give some. */
export type SlotsOf<Parts> = Parts extends readonly [infer Head, ...infer Tail]
  ? (Head extends { readonly slots: infer S } ? S : Head extends () => infer S ? S : never) & SlotsOf<Tail>
  : {}

/** The value of a Schema: the class by its name where it is a class of fields. */
export type ValueOf<S> = S extends HasSlots & (new (_: never) => infer Value)
  ? Value
  : S extends { readonly Type: infer Value }
    ? Value
    : never

type OptionalSlot = { readonly schema: { readonly "~type.optionality": "optional" } }
type ValueIn<Field> = Field extends { readonly schema: infer S }
  ? S extends { readonly "~optional"?: infer Inner }
    ? ValueOf<NonNullable<Inner>> | undefined
    : ValueOf<S>
  : never

/** The record of some fields. */
// Clauses that only leave fields out keep the comments of the others; ones that give them new names do not.
export type TypeOf<F> = { readonly [K in keyof F as F[K] extends OptionalSlot ? never : K]: ValueIn<F[K]> } & {
  readonly [K in keyof F as F[K] extends OptionalSlot ? K : never]?: ValueIn<F[K]>
}

/** A class whose instances are records of its fields. They are written as plain objects; nothing is constructed. */
export interface Fields<Parts extends ReadonlyArray<object>> {
  new (_: never): TypeOf<SlotsOf<Parts>>
  readonly slots: SlotsOf<Parts>
}

/** A record of fields inside of another one: a class of fields that is a Schema too. */
export interface Nested<Parts extends ReadonlyArray<object>, Wire, Extra = unknown>
  extends Schema.BottomLazyWithoutNew<SchemaAST.AST, any> {
  new (_: never): TypeOf<SlotsOf<Parts>> & Extra
  readonly slots: SlotsOf<Parts>
  readonly Type: TypeOf<SlotsOf<Parts>> & Extra
  readonly Encoded: Wire
  readonly Iso: TypeOf<SlotsOf<Parts>> & Extra
  readonly DecodingServices: never
  readonly EncodingServices: never
  readonly Rebuild: Nested<Parts, Wire, Extra>
}

/** A list; its items keep the name of their class. */
export interface List<S extends AnySchema, Wire = ReadonlyArray<S["Encoded"]>>
  extends Schema.BottomLazyWithoutNew<SchemaAST.AST, any> {
  readonly Type: ReadonlyArray<ValueOf<S>>
  readonly Encoded: Wire
  readonly Iso: ReadonlyArray<ValueOf<S>>
  readonly DecodingServices: never
  readonly EncodingServices: never
  readonly Rebuild: List<S, Wire>
}

/** A field that may be left out. */
export interface Optional<S extends Schema.Constraint> extends Schema.optional<S> {
  readonly "~optional"?: S
}

/** Marks a field as one that may be left out; `undefined` is the same as nothing. */
export const optional: <S extends Schema.Constraint>(schema: S) => Optional<S> = Schema.optional

/** Makes a field. */
export const slot = <const Place extends string, S extends AnySchema, const Name extends string, Written>(
  place: Place,
  name: Name,
  schema: S
): Slot<Place, S, Name, Written> => {
  let made: Conversion | undefined
  const conversion = (): Conversion => (made ??= conversionOf(schema.ast))
  return { in: place, name, schema, conversion, write: (value) => (made ?? conversion()).encode(value) as Written }
}

const merged = (parts: ReadonlyArray<object>): SlotTable =>
  Object.assign({}, ...parts.map((part) => ("slots" in part ? part.slots : (part as () => object)())))

/** Gives an object the fields of some parts, put together when somebody asks for them. */
const withSlots = (target: object, parts: ReadonlyArray<object>): (() => SlotTable) => {
  let slots: SlotTable | undefined
  const get = (): SlotTable => (slots ??= merged(parts))
  Object.defineProperty(target, "slots", { get })
  return get
}

/** A class of fields: what an operation takes or gives, or a group that several of them share. */
/* @__NO_SIDE_EFFECTS__ */
export const fields = <const Parts extends ReadonlyArray<object>>(...parts: Parts): Fields<Parts> => {
  const made = class {}
  withSlots(made, parts)
  return made as never
}

/** How a record of fields travels. */
export interface RecordForm {
  /** `_tag` of the record, which does not travel. */
  readonly tag?: string | undefined
  /** Puts what a field wrote where it travels; by its wire name when absent. */
  readonly put?: ((named: Record<string, unknown>, slot: Slot, written: unknown) => void) | undefined
  /** Finds what travelled of a field; by its wire name when absent. */
  readonly take?: ((named: Readonly<Record<string, unknown>>, slot: Slot) => unknown) | undefined
  /** From the wire names of the fields to what travels. May throw `Misfit`. */
  readonly write?: ((named: Record<string, unknown>) => unknown) | undefined
  /** From what travelled to the wire names of the fields. May throw `Misfit`. */
  readonly read?: ((wire: unknown) => Readonly<Record<string, unknown>>) | undefined
  /** What is wrong with the record as a whole, in words. */
  readonly check?: ((record: any) => string | undefined) | undefined
}

const asNamed = (wire: unknown): Readonly<Record<string, unknown>> => {
  if (isRecord(wire)) return wire
  throw new Misfit(new SchemaIssue.InvalidType(anyRecord.ast, wire))
}

const putByName = (named: Record<string, unknown>, { name }: Slot, written: unknown): void => {
  named[name] = written
}

const takeByName = (named: Readonly<Record<string, unknown>>, { name }: Slot): unknown => named[name]

/** How deep records may nest: deeper ones hold themselves, or are an attack on the stack. */
const maxDepth = 100

let depth = 0

/** Runs what writes or reads one record, which may hold records in turn. */
const oneLevelDeeper = <A>(run: (record: unknown) => A, record: unknown): A => {
  if (depth >= maxDepth) {
    const message = `is nested more than ${maxDepth} levels deep`
    throw new Misfit(new SchemaIssue.InvalidValue({ message }, undefined))
  }
  depth++
  try {
    return run(record)
  } finally {
    depth--
  }
}

const recordConversion = (slots: () => SlotTable, form: RecordForm): Conversion => {
  const { tag, put = putByName, take = takeByName, write, read = asNamed, check } = form
  const ignored = tag === undefined ? undefined : "_tag"
  let plan: Plan | undefined
  const getPlan = (): Plan => (plan ??= planOf(slots()))
  const writeInto = (named: Record<string, unknown>, { encode, slot }: Entry, value: unknown): void =>
    put(named, slot, encode(value))
  const encode = (record: unknown): unknown => {
    const named: Record<string, unknown> = {}
    writeBy(getPlan(), record, ignored, writeInto, named)
    const wrong = check?.(record)
    if (wrong !== undefined) throw new Misfit(new SchemaIssue.InvalidValue({ message: wrong }, undefined))
    return write === undefined ? named : write(named)
  }
  const decode = (wire: unknown): unknown => {
    const named = read(wire)
    return readBy(getPlan(), named, take, tag === undefined ? {} : { _tag: tag })
  }
  return {
    slots,
    encode: (record) => oneLevelDeeper(encode, record),
    decode: (wire) => oneLevelDeeper(decode, wire)
  }
}

/** A record inside of another one. Protocols give it its form. */
export const nested = <Parts extends ReadonlyArray<object>, Wire, Extra = unknown>(
  parts: ReadonlyArray<object>,
  form: RecordForm = {}
): Nested<Parts, Wire, Extra> => {
  let slots: () => SlotTable
  const schema = toSchema<unknown, unknown>(() => recordConversion(() => slots(), form), isRecord, "a record")
  slots = withSlots(schema, parts)
  return schema as never
}

/** Which of some kinds a record is, and how each of them travels. */
export interface OneOf<Kinds extends Readonly<Record<string, AnySchema>>>
  extends Schema.BottomLazyWithoutNew<SchemaAST.AST, any> {
  // As all Schemas have it: recursive kinds are named by the type of any Schema.
  new (_: never): {}
  readonly Type: ValueOf<Kinds[keyof Kinds]>
  readonly Encoded: Kinds[keyof Kinds]["Encoded"]
  readonly Iso: ValueOf<Kinds[keyof Kinds]>
  readonly DecodingServices: never
  readonly EncodingServices: never
  readonly Rebuild: OneOf<Kinds>
}

/** Words to choose from, as text. */
export const alternatives = (names: ReadonlyArray<string>): string => {
  const quoted = names.map((name) => JSON.stringify(name))
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`
}

/**
 * A record of one of several kinds, each of which has a field with a value of its own.
 *
 * @param field the field that tells the kinds apart
 * @param kinds what each value of the field means
 * @param kindOf finds the value of the field in what travelled
 */
export const oneOf = <const Kinds extends Readonly<Record<string, AnySchema>>>(
  field: string,
  kinds: Kinds,
  kindOf: (wire: Kinds[keyof Kinds]["Encoded"]) => keyof Kinds | undefined
): OneOf<Kinds> =>
  toSchema<unknown, unknown>(
    () => {
      const conversions = new Map<unknown, Conversion>()
      for (const name in kinds) conversions.set(name, conversionOf(kinds[name]!.ast))
      const { ast } = anyRecord
      const unknownKind = (): SchemaIssue.Issue =>
        new SchemaIssue.Pointer(
          [field],
          new SchemaIssue.InvalidValue({ expected: alternatives(Object.keys(kinds)) }, undefined)
        )
      return {
        encode: (record) => {
          if (!isRecord(record)) throw new Misfit(new SchemaIssue.InvalidType(ast, record))
          const conversion = conversions.get(record[field])
          if (conversion === undefined) throw new Misfit(unknownKind())
          return conversion.encode(record)
        },
        decode: (wire) => {
          const conversion = conversions.get(kindOf(wire as never))
          if (conversion === undefined) throw new Misfit(unknownKind())
          return conversion.decode(wire)
        },
        kinds: () => [...conversions.values()]
      }
    },
    isRecord,
    "a record"
  ) as never

/** A list of any length. */
export const list = <S extends AnySchema>(item: S): List<S> =>
  toSchema<unknown, unknown>(
    (ast) => listConversion(ast, () => conversionOf(item.ast)),
    Array.isArray,
    "a list"
  ) as never

/** A list by a form of its own, e.g. one that may be absent. */
export const listOf = <S extends AnySchema, Wire>(
  item: S,
  form: {
    readonly write?: (wires: ReadonlyArray<unknown>) => Wire
    readonly read: (wire: unknown) => ReadonlyArray<unknown>
    readonly emptyWhenAbsent: boolean
  }
): List<S, Wire> =>
  toSchema<unknown, unknown>(
    (ast) => {
      const { encode, decode, item: inner } = listConversion(ast, () => conversionOf(item.ast))
      const { write, read, emptyWhenAbsent } = form
      return {
        item: inner,
        encode: write === undefined ? encode : (values) => write(encode(values) as ReadonlyArray<unknown>),
        decode: (wire) => decode(read(wire)),
        whenAbsent: emptyWhenAbsent ? () => [] : undefined
      }
    },
    Array.isArray,
    "a list"
  ) as never

/** A Schema whose absent value means something. */
export const absentAs = <S extends AnySchema>(
  schema: S,
  value: () => S["Type"]
): Schema.Codec<S["Type"], S["Encoded"]> =>
  toSchema(
    () => ({ ...conversionOf(schema.ast), whenAbsent: value }),
    (given) => given !== undefined,
    "a value"
  )

/** A field that is sent even where the caller leaves it out. */
export const alwaysSent = <S extends AnySchema>(schema: S, value: S["Type"]): Optional<S> =>
  optional(
    toSchema<unknown, unknown>(
      () => ({ ...conversionOf(schema.ast), whenLeftOut: () => value }),
      (given) => given !== undefined,
      "a value"
    )
  ) as never

/** A field as documentation, an emulator or a tool sees it. */
export interface FieldDescription {
  readonly field: string
  readonly in: string
  /** Name on the wire. */
  readonly name: string
  readonly optional: boolean
  /** Fields of the record, or of the items of the list, that the field holds; kinds of a tagged union one after another. */
  readonly fields: ReadonlyArray<FieldDescription>
}

/** Fields of the records that a field holds: its own, its items', its kinds'. */
export const slotsWithin = (conversion: Conversion): ReadonlyArray<SlotTable> => {
  const { slots, item, kinds } = conversion
  if (item !== undefined) return slotsWithin(item())
  const own = slots?.() ?? {}
  const ofKinds = (kinds?.() ?? []).flatMap(slotsWithin)
  return Object.keys(own).length === 0 ? ofKinds : [own, ...ofKinds]
}

/** The fields of a record, and of the records in it, with their names on the wire. Recursive ones are told once. */
export const describe = (slots: SlotTable, seen: ReadonlySet<SlotTable> = new Set()): ReadonlyArray<FieldDescription> =>
  Object.entries(slots).map(([field, { conversion, in: place, name, schema }]) => ({
    field,
    in: place,
    name,
    optional: schema.ast.context?.isOptional === true,
    fields: slotsWithin(conversion())
      .filter((inner) => !seen.has(inner))
      .flatMap((inner) => describe(inner, new Set([...seen, slots, inner])))
  }))
