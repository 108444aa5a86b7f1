/**
 * Unions and dictionaries as messages.
 *
 * Protobuf says the kind of a record in three ways: by a number beside the bytes of the kind's own message
 * ({@link union}), by a number beside the fields of one message for all kinds ({@link unionBeside}), or by the field that
 * is there ({@link unionOfFields}). What programs write by names of their own travels as a list of messages that hold the
 * name ({@link dictionary}).
 */

import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { type Conversion, conversionOf, issueAt, Misfit, together, toSchema } from "../conversion.ts"
import { type AnySchema, alternatives, type Optional, optional, type ValueOf } from "../Fields.ts"
import { isRecord } from "../fieldPlan.ts"
import { orMisfit } from "./protobuf.ts"
import { decodeMessage, encodeMessage, type Message } from "./protobufMessage.ts"

type AnyTagged = AnySchema & { readonly tag: string }
type AnyKind = AnyTagged & { readonly number: number | string | (() => number) }

const numberOf = ({ number }: AnyKind): number | string => (typeof number === "function" ? number() : number)

const unreadable = (message: string): Misfit => new Misfit(new SchemaIssue.InvalidValue({ message }, undefined))

const notA = (expected: string): Misfit => new Misfit(new SchemaIssue.InvalidValue({ expected }, undefined))

/** The kinds of a union by their tags. */
const tagsOf = <One extends { readonly tag: string }>(kinds: ReadonlyArray<One>) => {
  const byTag = new Map(kinds.map((kind) => [kind.tag, kind]))
  return (expected: string, value: unknown): One => {
    if (!isRecord(value)) throw notA(expected)
    const kind = byTag.get(value["_tag"] as string)
    if (kind !== undefined) return kind
    throw new Misfit(new SchemaIssue.Pointer(["_tag"], notA(alternatives([...byTag.keys()])).issue))
  }
}

interface Numbered {
  readonly tag: string
  readonly number: number | string
  readonly conversion: Conversion
}

/** A union whose kinds are told apart by a number. */
const numbered = (
  expected: string,
  kinds: () => ReadonlyArray<{ readonly tag: string; readonly number: number | string; readonly schema: AnySchema }>,
  form: {
    /** Field of the message that holds the number. */
    readonly number: string
    readonly write: (number: number | string, body: unknown) => unknown
    readonly body: (wire: Readonly<Record<string, unknown>>) => unknown
  },
  otherwise?: AnyTagged
): Schema.Codec<any, any> =>
  toSchema(
    () => {
      const all: ReadonlyArray<Numbered> = kinds().map(({ number, schema, tag }) => ({
        tag,
        number,
        conversion: conversionOf(schema.ast)
      }))
      const kindOf = tagsOf(all)
      const byNumber = new Map(all.map((kind) => [kind.number, kind]))
      const rest = otherwise === undefined ? undefined : conversionOf(otherwise.ast)
      return {
        kinds: () => all.map(({ conversion }) => conversion),
        encode: (value) => {
          if (rest !== undefined && isRecord(value) && value["_tag"] === otherwise?.tag) return rest.encode(value)
          const { conversion, number } = kindOf(expected, value)
          return form.write(number, conversion.encode(value))
        },
        decode: (wire) => {
          if (!isRecord(wire)) throw notA(expected)
          const number = wire[form.number]
          const kind = byNumber.get(number as number)
          if (kind === undefined && rest !== undefined) return rest.decode(wire)
          if (kind === undefined) throw unreadable(`must be ${expected} of a known kind, not ${String(number)}`)
          return kind.conversion.decode(form.body(wire))
        }
      }
    },
    isRecord,
    expected
  )

const noBytes = new Uint8Array(0)

/**
 * A tagged union whose kinds travel as a number, and the bytes of their message beside it.
 *
 * @param expected what it is, in words
 * @param number field of the message that holds the number
 * @param body field of the message that holds the bytes
 * @param otherwise what holds a kind that is not known, in the same fields
 */
/* @__NO_SIDE_EFFECTS__ */
export const union = <
  M,
  const Number extends keyof M & string,
  const Body extends keyof M & string,
  const Kinds extends ReadonlyArray<AnyKind>,
  Rest extends AnyTagged = never
>(
  expected: string,
  _of: Message<M>,
  number: Number,
  body: Body,
  kinds: () => Kinds,
  otherwise?: Rest
): Schema.Codec<ValueOf<Kinds[number] | Rest>, Pick<M, Number | Body>> =>
  numbered(
    expected,
    () => kinds().map((schema) => ({ tag: schema.tag, number: numberOf(schema), schema })),
    {
      number,
      write: (kind, bytes) => ({ [number]: kind, [body]: bytes }),
      // A kind without fields may leave them out altogether.
      body: (wire) => wire[body] ?? noBytes
    },
    otherwise
  )

/**
 * A tagged union whose kinds travel in one message, with a number beside their fields.
 *
 * @param expected what it is, in words
 * @param number field of the message that holds the number
 * @param kinds their numbers and what they hold
 */
/* @__NO_SIDE_EFFECTS__ */
export const unionBeside = <M, const Number extends keyof M & string, const Kinds extends ReadonlyArray<AnyTagged>>(
  expected: string,
  _of: Message<M>,
  number: Number,
  kinds: () => { readonly [I in keyof Kinds]: readonly [number: M[Number], kind: Kinds[I]] }
): Schema.Codec<ValueOf<Kinds[number]>, M> =>
  numbered(
    expected,
    () =>
      (kinds() as unknown as ReadonlyArray<readonly [number, AnyTagged]>).map(([one, schema]) => ({
        tag: schema.tag,
        number: one,
        schema
      })),
    {
      number,
      write: (kind, fields) => ({ ...(fields as object), [number]: kind }),
      body: (wire) => wire
    }
  )

/**
 * A tagged union whose kinds travel in a field of their own each.
 *
 * @param expected what it is, in words
 * @param kinds by the fields of the message
 */
/* @__NO_SIDE_EFFECTS__ */
export const unionOfFields = <M, const Kinds extends { readonly [Field in keyof M]?: AnyTagged }>(
  expected: string,
  _of: Message<M>,
  kinds: () => Kinds
): Schema.Codec<ValueOf<Kinds[keyof Kinds]>, M> =>
  toSchema(
    () => {
      const all = Object.entries(kinds() as Readonly<Record<string, AnyTagged>>).map(([field, schema]) => ({
        field,
        tag: schema.tag,
        conversion: conversionOf(schema.ast)
      }))
      const kindOf = tagsOf(all)
      return {
        kinds: () => all.map(({ conversion }) => conversion),
        encode: (value) => {
          const { conversion, field } = kindOf(expected, value)
          return { [field]: conversion.encode(value) }
        },
        decode: (wire) => {
          if (!isRecord(wire)) throw notA(expected)
          const found = all.find(({ field }) => wire[field] !== undefined)
          if (found === undefined) throw unreadable(`must be ${expected} of a known kind`)
          return found.conversion.decode(wire[found.field])
        }
      }
    },
    isRecord,
    expected
  )

type Dictionary<S extends AnySchema> = Readonly<{ [name: string]: ValueOf<S> }>

/**
 * Values by names of the caller's, as a list of messages that hold the name. Names whose value is `undefined` are left
 * out.
 *
 * @param key field of the message that holds the name
 * @param item what becomes the rest of the message
 */
/* @__NO_SIDE_EFFECTS__ */
export const dictionary = <const Key extends string, S extends AnySchema>(
  key: Key,
  item: S
): Schema.Codec<Dictionary<S>, ReadonlyArray<S["Encoded"] & { readonly [K in Key]?: string }>> =>
  toSchema(
    (ast) => {
      const get = (): Conversion => conversionOf(item.ast)
      const each = <A>(
        all: ReadonlyArray<A>,
        nameOf: (one: A) => string,
        convert: (one: A, name: string) => void,
        whole: unknown
      ): void => {
        let issues: [SchemaIssue.Issue, ...Array<SchemaIssue.Issue>] | undefined
        for (const one of all) {
          const name = nameOf(one)
          try {
            convert(one, name)
          } catch (thrown) {
            const issue = issueAt(name, thrown)
            if (issues === undefined) issues = [issue]
            else issues.push(issue)
          }
        }
        if (issues !== undefined) throw new Misfit(together(ast, issues, whole))
      }
      return {
        item: get,
        encode: (record) => {
          if (!isRecord(record)) throw notA("a record")
          const wires: Array<unknown> = []
          const names = Object.keys(record).filter((name) => record[name] !== undefined)
          each(
            names,
            (name) => name,
            (_, name) => wires.push({ ...(get().encode(record[name]) as object), [key]: name }),
            record
          )
          return wires
        },
        decode: (wires) => {
          const entries: Array<readonly [string, unknown]> = []
          each(
            wires as ReadonlyArray<Readonly<Record<string, unknown>>>,
            (wire) => (wire[key] as string | undefined) ?? "",
            (wire, name) => entries.push([name, get().decode(wire)]),
            wires
          )
          return Object.fromEntries(entries)
        }
      }
    },
    isRecord,
    "a record"
  )

/**
 * A Schema whose wire is changed into another one. Both functions may throw `Misfit`.
 *
 * @param wrap from the Schema's own wire
 * @param unwrap back to it
 */
/* @__NO_SIDE_EFFECTS__ */
export const wrapped = <S extends AnySchema, Wire>(
  { ast }: S,
  wrap: (wire: S["Encoded"]) => Wire,
  unwrap: (wire: Wire) => S["Encoded"]
): Schema.Codec<ValueOf<S>, Wire> =>
  toSchema(
    () => {
      const inner = conversionOf(ast)
      return {
        ...inner,
        encode: (value) => wrap(inner.encode(value)),
        decode: (wire) => inner.decode(unwrap(wire as Wire))
      }
    },
    (value) => value !== undefined,
    "a value"
  )

/** A value that is all that its message holds, in one field. */
/* @__NO_SIDE_EFFECTS__ */
export const onlyField = <M, const Field extends keyof M & string, S extends AnySchema>(
  _of: Message<M>,
  field: Field,
  schema: S & ([Exclude<S["Encoded"], undefined>] extends [Exclude<M[Field], undefined>] ? unknown : never)
): Schema.Codec<ValueOf<S>, Pick<M, Field>> =>
  wrapped(
    schema as AnySchema,
    (wire) => ({ [field]: wire }),
    (message) => message[field]
  ) as never

/** A value whose message travels as bytes. */
/* @__NO_SIDE_EFFECTS__ */
export const bytesOf = <M, S extends AnySchema>(
  of: Message<M>,
  schema: S & ([S["Encoded"]] extends [M] ? unknown : never)
): Schema.Codec<ValueOf<S>, Uint8Array> =>
  wrapped(
    schema as AnySchema,
    (wire) => orMisfit(() => encodeMessage(of, wire as M)),
    (bytes: Uint8Array) => orMisfit(() => decodeMessage(of, bytes))
  ) as never

/** A list, or a dictionary, that may be left out, and is absent where it is empty: the wire does not tell these apart. */
/* @__NO_SIDE_EFFECTS__ */
export const orAbsent = <S extends AnySchema>(schema: S): Optional<S> =>
  optional(
    toSchema<unknown, unknown>(
      () => {
        const inner = conversionOf(schema.ast)
        return {
          ...inner,
          decode: (wires) => ((wires as ArrayLike<unknown>).length === 0 ? undefined : inner.decode(wires))
        }
      },
      (value) => value !== undefined,
      "a value"
    )
  ) as never

/** A dictionary that is not sent where it is empty, and empty where it is absent. */
/* @__NO_SIDE_EFFECTS__ */
export const orEmpty = <S extends AnySchema>(schema: S): Schema.Codec<ValueOf<S>, S["Encoded"]> =>
  toSchema(
    () => {
      const inner = conversionOf(schema.ast)
      return {
        ...inner,
        encode: (value) => {
          const wire = inner.encode(value)
          return Object.keys(value as object).length === 0 ? undefined : wire
        },
        whenAbsent: () => ({})
      }
    },
    isRecord,
    "a record"
  )
