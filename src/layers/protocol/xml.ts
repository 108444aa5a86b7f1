/**
 * XML over REST.
 */
import * as Effect from "effect/Effect"
import { type SlotTable, slotsWithin } from "../../schema/Fields.ts"
import { readFields, writeFields } from "../../schema/fieldPlan.ts"
import { percentDecode } from "../../schema/percentEncoding.ts"
import type { AnyXmlOperation, AnyXmlSlot, XmlContent } from "../../schema/wire/xml.ts"
import { type Answer, orIssues, orUnreadable, type Protocol, UnreadableAnswer } from "./Protocol.ts"
import { finishRequest, readField, startRequest, writeField } from "./rest.ts"
import { readXml, writeXml } from "./xmlDocument.ts"

const encode: Protocol<AnyXmlOperation>["encode"] = (operation, input) =>
  orIssues(input, () => {
    const draft = startRequest(operation)
    let document: Record<string, XmlContent> | undefined
    writeFields(operation.input, input, (slot, value, field) => {
      switch (slot.in) {
        case "xml":
          document ??= {}
          document[slot.name] = slot.write(value)
          return
        case "xmlText":
          return
        default:
          return writeField(draft, slot, value, field)
      }
    })
    if (document !== undefined && operation.root !== undefined) {
      draft.body = writeXml(operation.root, document)
      draft.headers["content-type"] ??= "application/xml"
    }
    return finishRequest(draft, input)
  })

/** What must be known of an operation's answers to read their documents. */
interface Reading {
  readonly wantsDocument: boolean
  /** Names of the elements that may be percent-encoded. */
  readonly urlEncoded: ReadonlySet<string>
}

const encodedNames = (slots: SlotTable): ReadonlyArray<string> =>
  Object.values(slots).flatMap((slot) => [
    ...("urlEncoded" in slot && slot.urlEncoded === true ? [slot.name] : []),
    ...slotsWithin(slot.conversion()).flatMap(encodedNames)
  ])

const readings = new WeakMap<AnyXmlOperation, Reading>()

const readingOf = (operation: AnyXmlOperation): Reading => {
  let reading = readings.get(operation)
  if (reading === undefined) {
    const slots = Object.values(operation.output)
    const wantsDocument = slots.some(({ in: place }) => place === "xml" || place === "xmlText")
    reading = { wantsDocument, urlEncoded: new Set(wantsDocument ? encodedNames(operation.output) : []) }
    readings.set(operation, reading)
  }
  return reading
}

const percentDecodeNamed = (content: unknown, names: ReadonlySet<string>): unknown => {
  if (typeof content !== "object" || content === null) return content
  if (Array.isArray(content)) return content.map((item) => percentDecodeNamed(item, names))
  const decoded: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(content)) {
    decoded[name] =
      typeof value === "string" && names.has(name) ? (percentDecode(value) ?? value) : percentDecodeNamed(value, names)
  }
  return decoded
}

const childrenOf = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {}

const toOutput = (
  { output }: AnyXmlOperation,
  answer: Answer,
  content: unknown
): Effect.Effect<unknown, UnreadableAnswer> => {
  const children = childrenOf(content)
  const take = (slot: AnyXmlSlot): unknown => {
    switch (slot.in) {
      case "xml":
        return children[slot.name]
      case "xmlText":
        return typeof content === "string" ? content : ""
      default:
        return readField(slot, answer)
    }
  }
  return orUnreadable(() => readFields(output, take))
}

const decode: Protocol<AnyXmlOperation>["decode"] = (operation, answer) => {
  const { urlEncoded, wantsDocument } = readingOf(operation)
  // An empty body is a document without children: quiet answers come so.
  if (!wantsDocument || answer.body.length === 0) return toOutput(operation, answer, {})
  return readXml(answer.body).pipe(
    Effect.mapError((error) => new UnreadableAnswer({ message: `the answer is no XML document: ${error.message}` })),
    Effect.flatMap(({ content }) => {
      const isEncoded = urlEncoded.size > 0 && childrenOf(content)["EncodingType"] === "url"
      return toOutput(operation, answer, isEncoded ? percentDecodeNamed(content, urlEncoded) : content)
    })
  )
}

/** XML over REST. */
export const xmlProtocol: Protocol<AnyXmlOperation> = { encode, decode }
