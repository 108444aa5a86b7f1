/**
 * An operation is the only description of an API call: its name, method, where each field travels, which server error
 * codes it is known for, and whether it may be repeated. Service methods, validation, wire form and decoding follow
 * from it.
 *
 * A field of an operation is a slot: a Schema and a place on the wire. Protocols (`src/layers/protocol`) turn slots
 * into bytes and back.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { DownloadBody } from "../DownloadBody.ts"
import type { InputIssue } from "../Errors.ts"
import type { AnySchema } from "../Fields.ts"
import { toInputIssues } from "../inputIssues.ts"
import type { Operation as NewOperation } from "../Operation.ts"

/** Where a field travels. Protocols may add places of their own. */
export type Place =
  | "host"
  | "path"
  | "query"
  | "header"
  | "headers"
  | "body"
  | "xml"
  | "xmlText"
  | "json"
  | "message"
  | "local"

export type { AnySchema }

/** A field of an operation. */
export interface Slot<S extends AnySchema = AnySchema> {
  readonly schema: S
  readonly in: Place
  /** Name on the wire; the prefix for `"headers"`. */
  readonly name: string
}

/** The fields of an operation, by their names in the API. */
export interface Slots {
  readonly [field: string]: Slot
}

const slot =
  (place: Place) =>
  <S extends AnySchema>(name: string, schema: S): Slot<S> => ({ schema, in: place, name })

/** A label of the host name, or the first path segment in path style: the bucket. */
export const inHost = slot("host")
/** A part of the path. */
export const inPath = slot("path")
/** A query parameter. An empty text is sent as a bare name. */
export const inQuery = slot("query")
/** A header. */
export const inHeader = slot("header")
/** All headers with a prefix, as a record without the prefix. */
export const inHeaders = slot("headers")
/** A child element of the XML document. */
export const inXml = slot("xml")
/** The text of the XML document's root. */
export const inXmlText = <S extends AnySchema>(schema: S): Slot<S> => slot("xmlText")("", schema)
/** The whole body. */
export const inBody = <S extends AnySchema>(schema: S): Slot<S> => slot("body")("", schema)
/** A field of the protobuf message, by its name in the generated code; `a.b` is the field `b` of the message in `a`. */
export const inMessage = slot("message")
/** Not sent: read by the client itself. */
export const local = <S extends AnySchema>(schema: S): Slot<S> => slot("local")("", schema)

/** Marks a field of a slot as one that may be left out. */
export const optional: typeof Schema.optional = Schema.optional

/** The Struct of some slots: what a caller writes. */
export type StructOf<F extends Slots> = Schema.Struct<{ readonly [K in keyof F]: F[K]["schema"] }>
/** The record that a caller of some slots writes, or reads. */
export type TypeOf<F extends Slots> = StructOf<F>["Type"]

/** The encoded fields of an input, by slot. */
export type Encoded = Readonly<Record<string, unknown>>

/** How an operation is described. */
export interface Description<In extends Slots, Out extends Slots, Code extends string> {
  /** HTTP method. */
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE" | "OPTIONS"
  /** Query parameters that select the operation, e.g. `{ acl: "" }`. */
  readonly query?: Readonly<Record<string, string>>
  /** Headers that are always sent. */
  readonly headers?: Readonly<Record<string, string>>
  /** What the caller gives. */
  readonly input: In
  /** What the caller gets. */
  readonly output: Out
  /** Server error codes the operation is known for, besides those common to its service. */
  readonly errors: ReadonlyArray<Code>
  /**
   * Whether the call can be repeated after a failure that leaves its outcome open (a reset, a timeout, HTTP 5xx). A
   * function decides by the input.
   */
  readonly idempotent: boolean | ((input: TypeOf<In>) => boolean)
  /** Name of the root element of the request's XML document. */
  readonly xmlRoot?: string
  /** Path of the request, where it is not the operation's name. */
  readonly path?: string
  /** Protobuf messages of request, answer and error. */
  readonly messages?: {
    readonly request: unknown
    readonly response: unknown
    /** Where it is not the one of all other operations. */
    readonly error?: unknown
    /** Adds what the service requires and the caller did not say. */
    readonly complete?: (message: any) => unknown
  }
  /** Elements whose text is percent-encoded when the document says `EncodingType` `url`. */
  readonly urlEncoded?: ReadonlyArray<string>
  /** Statuses that are no error although they are not 2xx, and 2xx ones that are. */
  readonly statuses?: { readonly success?: ReadonlyArray<number>; readonly failure?: ReadonlyArray<number> }
  /** Checksum of the body that is compared with the service's. */
  readonly checksum?: "crc64"
  /** CRC the compared checksum goes on from; `undefined` when the checksum of this call cannot be known. */
  readonly checksumFrom?: (input: TypeOf<In>) => bigint | undefined
  /**
   * The call that goes on with a broken download, given the output so far and how many bytes of it have arrived;
   * `undefined` when it cannot be continued.
   */
  readonly resume?: (input: TypeOf<In>, output: TypeOf<Out>, received: number) => TypeOf<In> | undefined
  /** Whether the answer holds all bytes its checksum is about. */
  readonly isWhole?: (input: TypeOf<In>, output: TypeOf<Out>) => boolean
  /** Whether the request needs a Content-MD5. */
  readonly contentMd5?: boolean
  /** Field whose file extension gives the content type when the caller gives none. */
  readonly contentTypeFrom?: string
  /** Where the caller finds this call in the service's own documentation. */
  readonly source?: string
}

/** A described call of a service. */
export interface Operation<Input, Output, Code extends string> extends NewOperation<Input, Output, Code> {
  readonly spec: Description<Slots, Slots, string>
  readonly encode: (input: Input) => Result.Result<Encoded, ReadonlyArray<InputIssue>>
  readonly decode: (fields: Encoded) => Result.Result<Output, ReadonlyArray<InputIssue>>
}

/** Any operation. */
export type AnyOperation = Operation<any, any, any>

const structOf = (slots: Slots): Schema.Struct<Record<string, AnySchema>> =>
  Schema.Struct(Object.fromEntries(Object.entries(slots).map(([field, { schema }]) => [field, schema])))

/** Of equal paths only the first issue is kept: the later ones follow from it. */
const firstPerPath = (issues: ReadonlyArray<InputIssue>): ReadonlyArray<InputIssue> => {
  const seen = new Set<string>()
  return issues.filter(({ path }) => {
    const key = path.join("\u0000")
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Whether a text can travel in a header: no line breaks, no other control characters. */
const isHeaderText = (text: string): boolean => !/[\x00-\x08\x0a-\x1f\x7f]/.test(text)

/** Headers cannot hold line breaks: one in a value would start a header of its own. */
const headerIssues = (slots: Slots, fields: Encoded): ReadonlyArray<InputIssue> => {
  const issues: Array<InputIssue> = []
  const message = "must not contain line breaks or other control characters"
  for (const field in slots) {
    const { in: place } = slots[field]!
    const value = fields[field]
    if (place === "header" && typeof value === "string" && !isHeaderText(value)) issues.push({ path: [field], message })
    if (place === "headers" && value !== undefined) {
      for (const [name, text] of Object.entries(value as Record<string, string>)) {
        if (!isHeaderText(text)) issues.push({ path: [field, name], message })
      }
    }
  }
  return issues
}

interface Compiled {
  readonly encode: (input: unknown) => Result.Result<Encoded, ReadonlyArray<InputIssue>>
  readonly decode: (fields: unknown) => Result.Result<unknown, ReadonlyArray<InputIssue>>
}

type Parse = (value: unknown) => Result.Result<unknown, SchemaIssue.Issue>

/**
 * A parser of records that looks only at the fields a record has and those it must have. An operation has some thirty
 * optional fields, of which a call uses three: looking at all of them takes most of the time of a call.
 *
 * Gives `undefined` for what is no record of known fields.
 */
const sparse = (slots: Slots, make: (struct: ReturnType<typeof structOf>) => Parse) => {
  const required = Object.keys(slots).filter((field) => slots[field]!.schema.ast.context?.isOptional !== true)
  const bySignature = new Map<string, Parse>()
  return (record: unknown): Result.Result<unknown, SchemaIssue.Issue> | undefined => {
    if (typeof record !== "object" || record === null) return undefined
    let signature = ""
    for (const field in record) signature += `${field}\u0000`
    let parse = bySignature.get(signature)
    if (parse === undefined) {
      const present = Object.keys(record)
      if (present.some((field) => !Object.hasOwn(slots, field))) return undefined
      const fields = [...new Set([...present, ...required])]
      parse = make(structOf(Object.fromEntries(fields.map((field) => [field, slots[field]!]))))
      // Programs call in a few ways; one that finds ever new ones must not fill the memory with parsers.
      if (bySignature.size < maxSignatures) bySignature.set(signature, parse)
    }
    return parse(record)
  }
}

const maxSignatures = 64

const compile = (input: Slots, output: Slots): Compiled => {
  // Says all that is wrong at once, for those who have to mend it.
  const explain = (() => {
    let validate: Parse | undefined
    return (value: unknown): ReadonlyArray<InputIssue> => {
      validate ??= SchemaParser.decodeUnknownResult(Schema.toType(structOf(input)), {
        errors: "all",
        onExcessProperty: "error"
      })
      const valid = validate(value)
      return Result.isFailure(valid) ? firstPerPath(toInputIssues(valid.failure, value)) : []
    }
  })()
  const encode = sparse(input, (struct) => SchemaParser.encodeUnknownResult(struct))
  const decode = sparse(output, (struct) => SchemaParser.decodeUnknownResult(struct, { errors: "all" }))
  return {
    encode: (value) => {
      const encoded = encode(value)
      if (encoded === undefined) return Result.fail(explain(value))
      if (Result.isFailure(encoded)) {
        const issues = explain(value)
        return Result.fail(issues.length > 0 ? issues : toInputIssues(encoded.failure, value))
      }
      const fields = encoded.success as Encoded
      const issues = headerIssues(input, fields)
      return issues.length > 0 ? Result.fail(issues) : Result.succeed(fields)
    },
    decode: (fields) => {
      const decoded = decode(fields)!
      return Result.isFailure(decoded)
        ? Result.fail(toInputIssues(decoded.failure, fields))
        : Result.succeed(decoded.success)
    }
  }
}

/** What all operations of a service share. */
export interface ServiceDescription<Code extends string> {
  readonly service: string
  readonly protocol: string
  /** Codes any call of the service may fail with. */
  readonly commonErrors: ReadonlyArray<Code>
}

const lowerFirst = (name: string): string => name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (word) => word.toLowerCase())

const make = (
  family: ServiceDescription<string>,
  name: string,
  spec: Description<Slots, Slots, string>,
  streams: boolean
): AnyOperation => {
  // Compiled at the first call: a program that uses three operations of a service does not pay for a hundred.
  let compiled: Compiled | undefined
  const get = (): Compiled => (compiled ??= compile(spec.input, spec.output))
  const { idempotent } = spec
  return {
    service: family.service,
    name,
    methodName: lowerFirst(name),
    streams,
    spec,
    input: spec.input as never,
    output: spec.output as never,
    complete: (input: any) => input,
    codes: new Set([...spec.errors, ...family.commonErrors]),
    encode: (input) => get().encode(input),
    decode: (fields) => get().decode(fields),
    isIdempotent: typeof idempotent === "function" ? idempotent : () => idempotent
  }
}

/** Gives the functions by which a service describes its operations. */
export const describeService =
  <Known extends string>() =>
  <const Common extends Known>(family: ServiceDescription<Common>) => ({
    /** An operation whose answer is read whole. */
    operation: <const In extends Slots, const Out extends Slots, const Code extends Known = never>(
      name: string,
      spec: Description<In, Out, Code>
    ): Operation<TypeOf<In>, TypeOf<Out>, Code | Common> => make(family, name, spec as never, false),
    /** An operation whose answer's body is handed out as it arrives. */
    download: <const In extends Slots, const Out extends Slots, const Code extends Known = never>(
      name: string,
      spec: Description<In, Out, Code>
    ): Operation<TypeOf<In>, TypeOf<Out> & DownloadBody, Code | Common> => make(family, name, spec as never, true)
  })
