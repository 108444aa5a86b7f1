/**
 * The vocabulary of operations that speak JSON over REST.
 */
import type { DownloadBody } from "../DownloadBody.ts"
import { type AnySchema, type List, listOf, type Nested, nested, type Slot, slot } from "../Fields.ts"
import { type Description, type Operation, operationParts } from "../Operation.ts"
import { type PathTemplate, type RestDescription, type RestOperationParts, type RestSlot, restParts } from "./rest.ts"

export { inBody, inHeader, inHeaders, inHost, inKeyPath, inPath, inQuery, inText, local } from "./rest.ts"

/** What a JSON document holds. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | ReadonlyArray<Json>
  | { readonly [name: string]: Json }

type JsonSchema = AnySchema & { readonly Encoded: Json }

/** A member of the document's object. */
export interface JsonSlot<S extends AnySchema = AnySchema> extends Slot<"json", S, string, Json> {}
/** The whole document, where it is no object of named members. */
export interface JsonDocumentSlot<S extends AnySchema = AnySchema> extends Slot<"jsonDocument", S, string, Json> {}

/** A field of an operation that speaks JSON. */
export type AnyJsonSlot = RestSlot | JsonSlot | JsonDocumentSlot

/** A member of the document, or of the object around it. `null` and nothing are the same. */
export const inJson = <S extends JsonSchema>(name: string, schema: S): JsonSlot<S> => slot("json", name, schema)
/** The whole document. */
export const inJsonDocument = <S extends JsonSchema>(schema: S): JsonDocumentSlot<S> => slot("jsonDocument", "", schema)

/** Whether a member says nothing. */
export const isNothing = (json: unknown): boolean => json === null || json === undefined

type JsonParts = ReadonlyArray<(() => Readonly<Record<string, JsonSlot>>) | { readonly slots: object }>

const membersOf = (json: unknown): Readonly<Record<string, unknown>> => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json as never
  const members: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(json)) if (!isNothing(value)) members[name] = value
  return members
}

/** An object in a document. */
/* @__NO_SIDE_EFFECTS__ */
export const object = <const Parts extends JsonParts>(
  ...parts: Parts
): Nested<Parts, { readonly [name: string]: Json }> => nested(parts, { read: membersOf })

/** A list that may be absent, or `null`, in answers: it is empty then. */
export const listOrNothing = <S extends JsonSchema>(item: S): List<S> =>
  listOf(item, { read: (found) => (isNothing(found) ? [] : (found as ReadonlyArray<unknown>)), emptyWhenAbsent: true })

/** An operation that speaks JSON. */
export interface JsonOperation<Input, Output, Code extends string>
  extends Operation<Input, Output, Code>,
    RestOperationParts {
  readonly input: Readonly<Record<string, AnyJsonSlot>>
  readonly output: Readonly<Record<string, AnyJsonSlot>>
}

export type AnyJsonOperation = JsonOperation<any, any, any>

/** Describes an operation. */
type DescribeJson<Known extends string, Common extends string, Extra> = <
  Input,
  Output,
  I extends Readonly<Record<keyof I, AnyJsonSlot>>,
  O extends Readonly<Record<keyof O, AnyJsonSlot>>,
  const Path extends string,
  const Code extends Known = never
>(
  name: string,
  description: Description<Input, Output, I, O, Code> &
    RestDescription<Input, Output> & { readonly path: PathTemplate<Path, I> }
) => JsonOperation<Input, Output & Extra, Code | Common>

/** Gives the functions by which a service describes its operations. */
export const jsonService =
  <Known extends string>() =>
  <const Common extends Known>(service: {
    readonly service: string
    /** Codes any call of the service may fail with. */
    readonly commonErrors: ReadonlyArray<Common>
  }) => {
    const make =
      (streams: boolean): any =>
      (name: string, description: any) =>
        Object.assign(operationParts(service, name, description, streams), restParts(description))
    return {
      /** An operation whose answer is read whole. */
      operation: make(false) as DescribeJson<Known, Common, unknown>,
      /** An operation whose answer's body is handed out as it arrives. */
      download: make(true) as DescribeJson<Known, Common, DownloadBody>
    }
  }
