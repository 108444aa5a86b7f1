/**
 * The vocabulary of operations that send one protobuf message and are answered by another.
 *
 * A field is checked against its message by the compiler: its name, and that its Schema gives what the message holds.
 */
import * as SchemaIssue from "effect/SchemaIssue"
import { Misfit } from "../conversion.ts"
import { type AnySchema, type Nested, nested, type Slot, type SlotTable, slot } from "../Fields.ts"
import { type Description, type Operation, operationParts } from "../Operation.ts"
import { decodeMessage, encodeMessage, type Message } from "./protobufMessage.ts"
import type { HeaderSlot, LocalSlot } from "./rest.ts"
import { isWireError } from "./wireErrors.ts"

export { inHeader, local } from "./rest.ts"

/** A field of the message; `a.b` is the field `b` of the message in `a`. */
export interface MessageSlot<Name extends string = string, S extends AnySchema = AnySchema>
  extends Slot<"message", S, Name, unknown> {
  /** Name of the message around the field, where there is one. */
  readonly outer: string | undefined
  /** Name of the field in the message around it. */
  readonly inner: string
}
/** A field that travels in several fields of the message. */
export interface SpreadSlot<
  Names extends ReadonlyArray<string> = ReadonlyArray<string>,
  S extends AnySchema = AnySchema
> extends Slot<"messageFields", S, Names[number], Readonly<Record<string, unknown>>> {
  readonly names: Names
}
/** One of several fields that travel together in one field of the message. */
export interface PartSlot<Name extends string = string, S extends AnySchema = AnySchema>
  extends Slot<"part", S, Name, unknown> {
  readonly part: string
}

/** A field of an operation that speaks protobuf. */
export type AnyMessageSlot = MessageSlot | SpreadSlot | PartSlot | HeaderSlot | LocalSlot

/** A field of the message, by its name in the generated code; `a.b` is the field `b` of the message in `a`. */
export const inMessage = <const Name extends string, S extends AnySchema>(
  name: Name,
  schema: S
): MessageSlot<Name, S> => {
  const dot = name.indexOf(".")
  const outer = dot < 0 ? undefined : name.slice(0, dot)
  return { ...slot("message", name, schema), outer, inner: name.slice(dot + 1) }
}

/** A field that travels in several fields of the message: its Schema encodes to a record of them. */
export const inFields = <const Names extends ReadonlyArray<string>, S extends AnySchema>(
  names: Names,
  schema: S
): SpreadSlot<Names, S> => ({
  ...slot<"messageFields", S, Names[number], Readonly<Record<string, unknown>>>(
    "messageFields",
    names.join(", "),
    schema
  ),
  names
})

/**
 * One of several fields that travel together in one field of the message. `joins` of the operation, or of the record,
 * puts them together; `splits` of the record takes them apart.
 */
export const inPart = <const Name extends string, S extends AnySchema>(
  name: Name,
  part: string,
  schema: S
): PartSlot<Name, S> => ({ ...slot("part", name, schema), part })

type Named = Record<string, any>

/** Puts what a field wrote into its message. */
export const putInMessage = (message: Named, slot: Slot, written: unknown): void => {
  if (slot.in === "message") {
    const { inner, outer } = slot as MessageSlot
    if (outer === undefined) message[inner] = written
    else message[outer] = { ...message[outer], [inner]: written }
  } else if (slot.in === "part") {
    const parts = message[slot.name]
    if (parts === undefined) message[slot.name] = { [(slot as PartSlot).part]: written }
    else parts[(slot as PartSlot).part] = written
  } else if (slot.in === "messageFields") {
    Object.assign(message, written)
  }
}

/** Finds what travelled of a field in its message. */
export const takeFromMessage = (message: Readonly<Named>, slot: Slot): unknown => {
  if (slot.in === "message") {
    const { inner, outer } = slot as MessageSlot
    return outer === undefined ? message[inner] : message[outer]?.[inner]
  }
  if (slot.in === "messageFields") {
    return (slot as SpreadSlot).names.every((name) => message[name] === undefined) ? undefined : message
  }
  return slot.in === "part" ? message[slot.name]?.[(slot as PartSlot).part] : undefined
}

/** By the names of a message's fields: puts the parts together that travel in one of them. May throw `Misfit`. */
export type Joins = Readonly<Record<string, (parts: Readonly<Record<string, any>>) => unknown>>

type Leaf = undefined | string | number | bigint | boolean | Uint8Array

/** A message as it can be written: without lists that are empty. */
type Written<A> = A extends Leaf
  ? A
  : A extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Written<Item>>
    : { readonly [K in keyof A as A[K] extends ReadonlyArray<unknown> ? never : K]: Written<A[K]> } & {
        readonly [K in keyof A as A[K] extends ReadonlyArray<unknown> ? K : never]?: Written<A[K]> | undefined
      }

/** What a message holds under a name; a sentence where it holds nothing. */
type At<M, Name extends string> = Name extends keyof M
  ? { readonly found: Exclude<M[Name], undefined> }
  : Name extends `${infer Outer extends keyof M & string}.${infer Inner}`
    ? At<Exclude<M[Outer], undefined>, Inner>
    : undefined

/** Turns each field that does not fit the message into a sentence. */
export type FitsWritten<F, M> = {
  readonly [K in keyof F]: F[K] extends {
    readonly in: "message"
    readonly name: infer Name extends string
    readonly schema: { readonly Encoded: infer Encoded }
  }
    ? At<M, Name> extends { readonly found: infer Found }
      ? [Exclude<Encoded, undefined>] extends [Written<Found>]
        ? unknown
        : { readonly schema: { readonly Encoded: Found } }
      : { readonly name: `the message has no field ${Name}` }
    : F[K] extends { readonly in: "messageFields"; readonly schema: { readonly Encoded: infer Encoded } }
      ? [Exclude<Encoded, undefined>] extends [Partial<Written<M>>]
        ? unknown
        : { readonly schema: { readonly Encoded: Partial<M> } }
      : unknown
}

/** The same for messages that are read. */
export type FitsRead<F, M> = {
  readonly [K in keyof F]: F[K] extends {
    readonly in: "message"
    readonly name: infer Name extends string
    readonly schema: { readonly Encoded: infer Encoded }
  }
    ? At<M, Name> extends { readonly found: infer Found }
      ? [Found] extends [Exclude<Encoded, undefined>]
        ? unknown
        : { readonly schema: { readonly Encoded: Found } }
      : { readonly name: `the message has no field ${Name}` }
    : unknown
}

/** Parts of a record that becomes a message. */
export type PartsOf<Parts, M> = {
  readonly [I in keyof Parts]: Parts[I] &
    (Parts[I] extends () => infer F
      ? () => FitsWritten<F, M>
      : Parts[I] extends { readonly slots: infer F }
        ? { readonly slots: FitsWritten<F, M> }
        : unknown)
}

/** A record with a `_tag`. */
export interface Tagged<Tag extends string, Parts extends ReadonlyArray<object>, Wire>
  extends Nested<Parts, Wire, { readonly _tag: Tag }> {
  readonly tag: Tag
}

const unreadable = (thrown: unknown): Misfit => {
  if (!isWireError(thrown)) throw thrown
  return new Misfit(new SchemaIssue.InvalidValue({ message: thrown.message }, undefined))
}

/** Runs a codec of bytes; what it cannot write or read is a misfit of the field. */
export const orMisfit = <A>(codec: () => A): A => {
  try {
    return codec()
  } catch (thrown) {
    throw unreadable(thrown)
  }
}

/** Puts parts together that {@link putInMessage} put beside one another. Throws `Misfit`. */
export const joinParts = (message: Named, joins: Joins | undefined): void => {
  for (const name in joins) {
    const parts = message[name]
    if (parts === undefined) continue
    try {
      message[name] = joins[name]!(parts)
    } catch (thrown) {
      throw unreadable(thrown)
    }
  }
}

/** A record that travels as a nested message. */
/* @__NO_SIDE_EFFECTS__ */
export const message = <M, const Parts extends ReadonlyArray<object>>(
  _of: Message<M>,
  ...parts: Parts & PartsOf<Parts, M>
): Nested<Parts, M> => nested(parts, inMessages)

const inMessages = { put: putInMessage, take: takeFromMessage }

/** A record with a `_tag` that does not travel, as a nested message. */
/* @__NO_SIDE_EFFECTS__ */
export const tagged = <const Tag extends string, M, const Parts extends ReadonlyArray<object>>(
  tag: Tag,
  _of: Message<M>,
  ...parts: Parts & PartsOf<Parts, M>
): Tagged<Tag, Parts, M> =>
  Object.assign(nested<Parts, M, { readonly _tag: Tag }>(parts, { ...inMessages, tag }), { tag }) as never

/** How a record travels of which more is to be said than where its fields are. */
export interface MessageForm<M, Tag extends string = never> {
  /** `_tag` of the record, which does not travel. */
  readonly tag?: Tag | undefined
  /** Puts the parts together that travel in one field of the message. May throw `Misfit`. */
  readonly joins?: Joins | undefined
  /** Gives the parts that a message has in its fields, or that follow from it, by the names they are looked for under. */
  readonly splits?: ((message: M) => Readonly<Record<string, object | undefined>>) | undefined
  /** Adds to the message what the service insists on and the caller did not say. May throw `Misfit`. */
  readonly completeMessage?: ((message: Partial<M>) => Partial<M>) | undefined
}

/** A record that travels as a nested message, by a form of its own. */
/* @__NO_SIDE_EFFECTS__ */
export const messageBy = <M, const Parts extends ReadonlyArray<object>, const Tag extends string = never>(
  _of: Message<M>,
  { completeMessage, joins, splits, tag }: MessageForm<M, Tag>,
  ...parts: Parts & PartsOf<Parts, M>
): Nested<Parts, M, [Tag] extends [never] ? unknown : { readonly _tag: Tag }> =>
  nested(parts, {
    ...inMessages,
    tag,
    write: (named) => {
      if (joins !== undefined) joinParts(named, joins)
      return completeMessage === undefined ? named : completeMessage(named as Partial<M>)
    },
    read: splits === undefined ? undefined : (wire) => ({ ...(wire as object), ...orMisfit(() => splits(wire as M)) })
  })

/** A message as bytes; what cannot be written or read is a misfit. */
const asBytes = <M>(of: Message<M>) => ({
  write: (named: Named): Uint8Array => {
    try {
      return encodeMessage(of, named as M)
    } catch (thrown) {
      throw unreadable(thrown)
    }
  },
  read: (bytes: unknown): Readonly<Named> => {
    try {
      return decodeMessage(of, bytes as Uint8Array) as Readonly<Named>
    } catch (thrown) {
      throw unreadable(thrown)
    }
  }
})

/** A record that travels as the bytes of its message. */
/* @__NO_SIDE_EFFECTS__ */
export const bytesOfMessage = <M, const Parts extends ReadonlyArray<object>>(
  of: Message<M>,
  ...parts: Parts & PartsOf<Parts, M>
): Nested<Parts, Uint8Array> =>
  nested(parts, {
    ...inMessages,
    ...asBytes(of)
  })

/** One kind of a tagged union: a record with a `_tag`, a number on the wire, and a message of its own. */
export interface Kind<Tag extends string, Parts extends ReadonlyArray<object>> extends Tagged<Tag, Parts, Uint8Array> {
  /** The kind's number on the wire, or its name. */
  readonly number: number | string | (() => number)
}

/**
 * One kind of a tagged union.
 *
 * @param number the kind's number on the wire, or its name; a function where it is read of a table: bundlers keep classes whose heads read properties
 */
/* @__NO_SIDE_EFFECTS__ */
export const kind = <const Tag extends string, M, const Parts extends ReadonlyArray<object>>(
  tag: Tag,
  number: number | string | (() => number),
  of: Message<M>,
  ...parts: Parts & PartsOf<Parts, M>
): Kind<Tag, Parts> =>
  Object.assign(
    nested<Parts, Uint8Array, { readonly _tag: Tag }>(parts, {
      ...inMessages,
      tag,
      ...asBytes(of)
    }),
    { tag, number }
  ) as never

/** What operations that speak protobuf are described by, besides their fields. */
export interface ProtobufDescription<Request, Response> {
  readonly request: Message<Request>
  readonly response: Message<Response>
  /** Message of errors, where it is not the one of all other operations. */
  readonly error?: Message<any> | undefined
  /** Adds to the message what the service insists on and the caller did not say. */
  readonly completeMessage?: ((message: Partial<Request>) => Partial<Request>) | undefined
  /** Puts the parts together that travel in one field of the message. */
  readonly joins?: Joins | undefined
}

/** An operation that speaks protobuf. Its path is its name. */
export interface ProtobufOperation<Input, Output, Code extends string>
  extends Operation<Input, Output, Code>,
    ProtobufDescription<any, any> {
  readonly input: SlotTable<AnyMessageSlot>
  readonly output: SlotTable<AnyMessageSlot>
  readonly path: string
}

export type AnyProtobufOperation = ProtobufOperation<any, any, any>

/** Gives the function by which a service describes its operations. */
export const protobufService =
  <Known extends string>() =>
  <const Common extends Known>(service: {
    readonly service: string
    /** Codes any call of the service may fail with. */
    readonly commonErrors: ReadonlyArray<Common>
  }) => ({
    operation: <
      Input,
      Output,
      I extends Readonly<Record<keyof I, AnyMessageSlot>>,
      O extends Readonly<Record<keyof O, AnyMessageSlot>>,
      Request,
      Response,
      const Code extends Known = never
    >(
      name: string,
      description: Description<Input, Output, I & FitsWritten<I, Request>, O & FitsRead<O, Response>, Code> &
        ProtobufDescription<Request, Response> & {
          /** Path of the request, where it is not the operation's name. */
          readonly path?: string | undefined
        }
    ): ProtobufOperation<Input, Output, Code | Common> => {
      const { completeMessage, error, joins, path = name, request, response } = description
      return Object.assign(operationParts(service, name, description as never), {
        completeMessage,
        error,
        joins,
        path,
        request,
        response
      }) as never
    }
  })
