/**
 * Records of the API as messages of the wire: each kind of record is described once, and written and read by that.
 */

import { decodeMessage, encodeMessage, type Message } from "../../wire/protobufMessage.ts"
import { ProtobufError } from "../../wire/wireErrors.ts"

/** How a value of a record becomes a value of a message, and back. Both may throw a `WireError`. */
export interface Converter<Value, Wire> {
  readonly to: (value: Value) => Wire
  readonly from: (wire: Wire) => Value
}

type Present<A> = Exclude<A, undefined>

/** Message fields that take a value of the record as it is. */
type SameType<Fields, Value> = {
  readonly [K in keyof Fields]-?: [Present<Value>] extends [Present<Fields[K]>]
    ? [Present<Fields[K]>] extends [Present<Value>]
      ? K
      : never
    : never
}[keyof Fields]

/** Message fields that take a value of the record by a converter. */
type Converted<Fields, Value> = {
  readonly [K in keyof Fields]-?: readonly [K, Converter<Present<Value>, Present<Fields[K]>>]
}[keyof Fields]

type RequiredKeys<A> = { [K in keyof A]-?: undefined extends A[K] ? never : K }[keyof A]

/** Where each field of a record travels. */
export type Links<A, Fields> = {
  readonly [K in Exclude<keyof A, "_tag">]-?: SameType<Fields, A[K]> | Converted<Fields, A[K]>
}

/** Writes records as messages. */
export interface RecordCodec<A, Fields> {
  readonly messageName: string
  readonly toMessage: (record: A) => Fields
  readonly fromMessage: (message: Fields) => A
  readonly encode: (record: A) => Uint8Array
  readonly decode: (bytes: Uint8Array) => A
}

/** A message that is well formed, but whose content makes no sense. */
export const senseless = (messageName: string, found: string): ProtobufError =>
  new ProtobufError({ messageName, found })

interface Link {
  readonly field: string
  readonly name: string
  readonly converter: Converter<any, any> | undefined
  readonly required: boolean
}

/**
 * Describes a kind of record.
 *
 * @param tag `_tag` of the record; undefined for records without
 * @param required fields that must be there when a message is read
 */
export const recordCodec =
  <A>() =>
  <Fields>(
    message: Message<Fields>,
    tag: A extends { readonly _tag: infer Tag } ? Tag : undefined,
    links: Links<A, Fields>,
    required: ReadonlyArray<Exclude<RequiredKeys<A>, "_tag">>
  ): RecordCodec<A, Fields> => {
    const list: ReadonlyArray<Link> = Object.entries(links).map(([field, link]) => ({
      field,
      name: (typeof link === "string" ? link : (link as readonly [string, unknown])[0]) as string,
      converter: typeof link === "string" ? undefined : (link as readonly [string, Converter<any, any>])[1],
      required: (required as ReadonlyArray<string>).includes(field)
    }))
    const toMessage = (record: A): Fields => {
      const fields: Record<string, unknown> = {}
      for (const { field, name, converter } of list) {
        const value = (record as Readonly<Record<string, unknown>>)[field]
        if (value !== undefined) fields[name] = converter === undefined ? value : converter.to(value)
      }
      return fields as Fields
    }
    const fromMessage = (fields: Fields): A => {
      const record: Record<string, unknown> = tag === undefined ? {} : { _tag: tag }
      for (const { field, name, converter, required } of list) {
        const value = (fields as Readonly<Record<string, unknown>>)[name]
        if (value !== undefined) record[field] = converter === undefined ? value : converter.from(value)
        else if (required) throw senseless(message.name, `the field ${name} is missing`)
      }
      return record as A
    }
    return {
      messageName: message.name,
      toMessage,
      fromMessage,
      encode: (record) => encodeMessage(message, toMessage(record)),
      decode: (bytes) => fromMessage(decodeMessage(message, bytes))
    }
  }

/** Words of the API as numbers of the wire. */
export const words = <Word extends string, Code extends number>(
  messageName: string,
  codes: Readonly<Record<Word, Code>>
): { readonly to: (word: Word) => Code; readonly from: (code: number) => Word } => {
  const byCode = new Map<number, Word>()
  for (const [word, code] of Object.entries(codes)) byCode.set(code as number, word as Word)
  return {
    to: (word) => {
      const code = Object.hasOwn(codes, word) ? codes[word] : undefined
      if (code === undefined) throw senseless(messageName, `there is no ${JSON.stringify(word)}`)
      return code
    },
    from: (code) => {
      const word = byCode.get(code)
      if (word === undefined) throw senseless(messageName, `there is no number ${code}`)
      return word
    }
  }
}

/** Each element by a converter. */
export const listOf = <Value, Wire>({
  to,
  from
}: Converter<Value, Wire>): Converter<ReadonlyArray<Value>, ReadonlyArray<Wire>> => ({
  to: (values) => values.map((value) => to(value)),
  from: (wires) => wires.map((wire) => from(wire))
})

/** A record that travels as a nested message. */
export const nested = <A, Fields>(codec: () => RecordCodec<A, Fields>): Converter<A, Fields> => ({
  to: (record) => codec().toMessage(record),
  from: (message) => codec().fromMessage(message)
})

/** A record that travels as the bytes of its message. */
export const asBytes = <A, Fields>(codec: () => RecordCodec<A, Fields>): Converter<A, Uint8Array> => ({
  to: (record) => codec().encode(record),
  from: (bytes) => codec().decode(bytes)
})

/** How deep queries, filters and groups may nest: deeper ones are an attack on the stack, not a question. */
const maxDepth = 64

let depth = 0

/** Runs one level of a recursive codec. */
export const oneLevelDeeper = <A>(messageName: string, run: () => A): A => {
  if (depth >= maxDepth) throw senseless(messageName, `nested more than ${maxDepth} levels deep`)
  depth++
  try {
    return run()
  } finally {
    depth--
  }
}
