/**
 * XML documents as plain data: an element without child elements is its text, any other a record of its children, a
 * repeated child an array. Names are taken without their namespace prefix.
 *
 * Documents are read by the streaming decoder of Effect, which is strict and takes a tenth of the time of a DOM-like
 * parser, and written by fast-xml-parser's builder.
 */
import * as Effect from "effect/Effect"
import * as Xml from "effect/encoding/Xml"
import * as Stream from "effect/Stream"
import { XMLBuilder } from "fast-xml-parser"

/** A read document: name and content of its root. */
export interface XmlDocument {
  readonly root: string
  readonly content: unknown
}

const localName = (name: string): string => {
  const colon = name.indexOf(":")
  return colon < 0 ? name : name.slice(colon + 1)
}

interface OpenElement {
  readonly name: string
  text: string
  children: Record<string, unknown> | undefined
}

/** @param finish What becomes of each text once it is whole. */
const collect = (finish: (text: string) => string) => {
  const open: Array<OpenElement> = []
  let document: XmlDocument | undefined
  const close = () => {
    const done = open.pop()!
    const content = done.children ?? finish(done.text)
    const parent = open[open.length - 1]
    if (parent === undefined) {
      document = { root: done.name, content }
      return
    }
    // Without a prototype, a child called "__proto__" is a child like any other.
    parent.children ??= Object.create(null) as Record<string, unknown>
    const siblings = parent.children
    const before = siblings[done.name]
    if (before === undefined) siblings[done.name] = content
    else if (Array.isArray(before)) before.push(content)
    else siblings[done.name] = [before, content]
  }
  return {
    take: (event: Xml.Event): void => {
      switch (event._tag) {
        case "StartElement":
          open.push({ name: localName(event.name), text: "", children: undefined })
          break
        case "EndElement":
          close()
          break
        case "Text": {
          const current = open[open.length - 1]
          if (current !== undefined) current.text += event.text
        }
      }
    },
    result: () => document
  }
}

const parse = (bytes: Uint8Array, finish: (text: string) => string): Effect.Effect<XmlDocument, Xml.XmlError> =>
  Effect.suspend(() => {
    const collector = collect(finish)
    return Stream.make(bytes).pipe(
      Stream.pipeThroughChannel(Xml.decode<never, unknown>({ maxDepth: 32 })),
      Stream.runForEachArray((events) =>
        Effect.sync(() => {
          for (const event of events) collector.take(event)
        })
      ),
      Effect.flatMap(() => {
        const document = collector.result()
        return document === undefined
          ? Effect.fail(new Xml.XmlError({ kind: "Syntax", message: "the document is empty" }))
          : Effect.succeed(document)
      })
    )
  })

/** Stands before the number of a character that XML cannot hold. A character of its own is written so too. */
const mark = "\u{10fffd}"
const marked = (code: number): string => `${mark}${code.toString(16)};`

/** Characters that XML 1.0 forbids even as references. Source: XML 1.0, 2.2; halves of surrogate pairs stay forbidden. */
const isForbidden = (code: number): boolean =>
  (code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd) || code === 0xfffe || code === 0xffff

const withMarks = (text: string): string =>
  text.replace(
    /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&#(?:x([0-9a-fA-F]+)|([0-9]+));|\u{10fffd}/gu,
    (found, hex?: string, decimal?: string) => {
      // No references there: they would be text.
      if (found.startsWith("<")) return found.replaceAll(mark, marked(0x10fffd))
      const code = hex === undefined ? Number(decimal ?? 0x10fffd) : Number.parseInt(hex, 16)
      return isForbidden(code) || code === 0x10fffd ? marked(code) : found
    }
  )

const withoutMarks = (text: string): string =>
  text.replace(/\u{10fffd}([0-9a-f]+);/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))

/** The document with marks in place of such references; absent when it has none, or is not UTF-8. */
const markedBytes = (bytes: Uint8Array): Uint8Array | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    const changed = withMarks(text)
    return changed === text ? undefined : new TextEncoder().encode(changed)
  } catch {
    return undefined
  }
}

/**
 * Reads a document; fails when it is not well-formed, nested deeper than 32 elements, or not UTF-8.
 *
 * Object keys may hold control characters, and the services write them as references that XML forbids: those are read as
 * what they mean.
 */
export const readXml = (bytes: Uint8Array): Effect.Effect<XmlDocument, Xml.XmlError> =>
  Effect.catch(
    parse(bytes, (text) => text),
    (error) => {
      const again = markedBytes(bytes)
      return again === undefined ? Effect.fail(error) : parse(again, withoutMarks)
    }
  )

const special: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;"
}

/** Control characters become references: keys may hold them, and the services read them so. */
const escapeText = (text: string): string =>
  text.replace(
    /[&<>"'\x00-\x1f\x7f]/g,
    (character) => special[character] ?? `&#x${character.charCodeAt(0).toString(16)};`
  )

let builder: XMLBuilder | undefined

/** Writes a document. */
export const writeXml = (root: string, content: unknown): string => {
  builder ??= new XMLBuilder({
    processEntities: false,
    suppressEmptyNode: false,
    tagValueProcessor: (_name, value) => escapeText(String(value))
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: content })}`
}
