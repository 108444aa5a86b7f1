/**
 * The vocabulary of operations that speak XML over REST.
 *
 * A document is read into plain data first: an element without child elements is its text, any other one a record of
 * its children, a repeated child an array.
 */

import { conversionOf } from "../conversion.ts"
import type { DownloadBody } from "../DownloadBody.ts"
import { type AnySchema, type List, listOf, type Nested, nested, type Slot, slot } from "../Fields.ts"
import { type Description, type Operation, operationParts } from "../Operation.ts"
import { type PathTemplate, type RestDescription, type RestOperationParts, type RestSlot, restParts } from "./rest.ts"

export { inBody, inHeader, inHeaders, inHost, inKeyPath, inPath, inQuery, inText, local } from "./rest.ts"

/** What an element holds. */
export type XmlContent = string | undefined | ReadonlyArray<XmlContent> | { readonly [name: string]: XmlContent }

/** A child element. */
export interface XmlSlot<S extends AnySchema = AnySchema> extends Slot<"xml", S, string, XmlContent> {
  /** Whether its text is percent-encoded in documents whose `EncodingType` says so. */
  readonly urlEncoded: boolean
}
/** The text of the document's root. */
export interface XmlTextSlot<S extends AnySchema = AnySchema> extends Slot<"xmlText", S, string, string> {}

/** A field of an operation that speaks XML. */
export type AnyXmlSlot = RestSlot | XmlSlot | XmlTextSlot

/** A child element of the document, or of the element around it. */
export const inXml = <S extends AnySchema>(name: string, schema: S): XmlSlot<S> => ({
  ...slot("xml", name, schema),
  urlEncoded: false
})
/** A child element whose text is percent-encoded in documents whose `EncodingType` is `url`. */
export const inEncodedXml = <S extends AnySchema>(name: string, schema: S): XmlSlot<S> => ({
  ...slot("xml", name, schema),
  urlEncoded: true
})
/** The text of the document's root element. */
export const inXmlText = <S extends AnySchema & { readonly Encoded: string | undefined }>(schema: S): XmlTextSlot<S> =>
  slot("xmlText", "", schema)

type XmlParts = ReadonlyArray<(() => Readonly<Record<string, XmlSlot>>) | { readonly slots: object }>

const childrenOf = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === "object" && content !== null && !Array.isArray(content) ? (content as Record<string, unknown>) : {}

/** An element with child elements; an empty element is one without any of them. */
/* @__NO_SIDE_EFFECTS__ */
export const element = <const Parts extends XmlParts>(...parts: Parts): Nested<Parts, XmlContent> =>
  nested(parts, { read: childrenOf })

/** What occurs once or more often; an element that should have children and has none says nothing. */
const occurrences = (item: AnySchema, found: unknown): ReadonlyArray<unknown> => {
  const all: ReadonlyArray<unknown> = found === undefined ? [] : Array.isArray(found) ? found : [found]
  return conversionOf(item.ast).slots === undefined ? all : all.filter((content) => content !== "")
}

/** A child element that may occur any number of times: always an array here, empty when there is none. */
export const repeated = <S extends AnySchema>(item: S): List<S, XmlContent> =>
  listOf(item, { read: (found) => occurrences(item, found), emptyWhenAbsent: true })

/** An element that only wraps a repeated child: `Buckets` around `Bucket`. Absent, it is an empty list. */
export const wrapped = <S extends AnySchema>(name: string, item: S): List<S, XmlContent> =>
  listOf(item, {
    write: (items) => ({ [name]: items as ReadonlyArray<XmlContent> }),
    read: (found) => occurrences(item, childrenOf(found)[name]),
    emptyWhenAbsent: true
  })

/** What operations that speak XML are described by, besides their fields. */
export interface XmlDescription {
  /** Name of the root element of the request's document. */
  readonly root?: string | undefined
}

/** An operation that speaks XML. */
export interface XmlOperation<Input, Output, Code extends string>
  extends Operation<Input, Output, Code>,
    RestOperationParts,
    XmlDescription {
  readonly input: Readonly<Record<string, AnyXmlSlot>>
  readonly output: Readonly<Record<string, AnyXmlSlot>>
}

export type AnyXmlOperation = XmlOperation<any, any, any>

/** Describes an operation. */
type DescribeXml<Known extends string, Common extends string, Extra> = <
  Input,
  Output,
  I extends Readonly<Record<keyof I, AnyXmlSlot>>,
  O extends Readonly<Record<keyof O, AnyXmlSlot>>,
  const Path extends string,
  const Code extends Known = never
>(
  name: string,
  description: Description<Input, Output, I, O, Code> &
    RestDescription<Input, Output> &
    XmlDescription & { readonly path: PathTemplate<Path, I> }
) => XmlOperation<Input, Output & Extra, Code | Common>

/** Gives the functions by which a service describes its operations. */
export const xmlService =
  <Known extends string>() =>
  <const Common extends Known>(service: {
    readonly service: string
    /** Codes any call of the service may fail with. */
    readonly commonErrors: ReadonlyArray<Common>
  }) => {
    const make =
      (streams: boolean): any =>
      (name: string, description: any) =>
        Object.assign(operationParts(service, name, description, streams), restParts(description), {
          root: description.root
        })
    return {
      /** An operation whose answer is read whole. */
      operation: make(false) as DescribeXml<Known, Common, unknown>,
      /** An operation whose answer's body is handed out as it arrives. */
      download: make(true) as DescribeXml<Known, Common, DownloadBody>
    }
  }
