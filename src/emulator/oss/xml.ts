/** Request and answer documents. */
import * as Result from "effect/Result"
import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser"
import type { OssRefusal } from "./OssRefusal.ts"
import { malformedXml } from "./refusals.ts"

/** Content of an element to write; absent children are left out, a list repeats its element. */
export type XmlContent = string | number | bigint | boolean | XmlChildren
export interface XmlChildren {
  readonly [element: string]: XmlContent | ReadonlyArray<XmlContent> | undefined
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;"
}

// Keys may hold control characters, which XML only knows as references; U+FFFE and U+FFFF it does not know at all.
const escapeText = (text: string): string =>
  text.replace(
    /[&<>"'\u0000-\u001f\u007f\ufffe\uffff]/g,
    (c) => entities[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`
  )

const builder = new XMLBuilder({
  processEntities: false,
  tagValueProcessor: (_element, value) => escapeText(String(value))
})

/** Writes a document. */
export const printDocument = (root: string, content: XmlContent): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: typeof content === "bigint" ? String(content) : content })}`

/** An element that was read: its text, or its children. */
export type XmlNode = string | { readonly [element: string]: XmlNode | ReadonlyArray<XmlNode> | undefined }

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

const character = (reference: string, digits: string, radix: number): string => {
  const point = Number.parseInt(digits, radix)
  // Halves of surrogate pairs are no characters, and cannot be written again.
  const isCharacter = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
  return isCharacter ? String.fromCodePoint(point) : reference
}

const decodeReferences = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (reference, hex, decimal, name) =>
    hex !== undefined
      ? character(reference, hex, 16)
      : decimal !== undefined
        ? character(reference, decimal, 10)
        : (named[name] ?? reference)
  )

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Every element arrives as a list, so that one and many look alike.
  isArray: () => true,
  // The library's own decoder drops references to control characters, which keys may hold.
  entityDecoder: {
    decode: decodeReferences,
    reset: () => {},
    setXmlVersion: () => {},
    setExternalEntities: () => {},
    addInputEntities: () => {}
  }
})

// The largest documents of the service have a thousand entries of a few dozen elements; reading one element costs
// microseconds, for which all other requests wait.
const maxTags = 100_000

const hasTooManyTags = (text: string): boolean => {
  let tags = 0
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) if (++tags > maxTags) return true
  return false
}

/** Reads a document with the given root. */
export const readDocument = (bytes: Uint8Array, root: string): Result.Result<XmlNode, OssRefusal> => {
  const text = new TextDecoder().decode(bytes)
  if (/<!DOCTYPE/i.test(text)) return Result.fail(malformedXml("A document type declaration is not allowed."))
  if (hasTooManyTags(text)) return Result.fail(malformedXml("The document has too many elements."))
  const valid = XMLValidator.validate(text)
  if (valid !== true) return Result.fail(malformedXml(valid.err.msg))
  try {
    const found = (parser.parse(text) as Record<string, ReadonlyArray<XmlNode>>)[root]?.[0]
    return found === undefined ? Result.fail(malformedXml(`The root element must be ${root}.`)) : Result.succeed(found)
  } catch {
    return Result.fail(malformedXml("The document cannot be read."))
  }
}

/** All children of a name. */
export const childrenOf = (node: XmlNode | undefined, element: string): ReadonlyArray<XmlNode> => {
  if (node === undefined || typeof node === "string") return []
  const found = node[element]
  return Array.isArray(found) ? found : []
}

/** The first child of a name. */
export const childOf = (node: XmlNode | undefined, element: string): XmlNode | undefined => childrenOf(node, element)[0]

/** The text of the first child of a name. */
export const textOf = (node: XmlNode | undefined, element: string): string | undefined => {
  const child = childOf(node, element)
  return typeof child === "string" ? child : undefined
}
