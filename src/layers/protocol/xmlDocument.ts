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

const collect = () => {
  const open: Array<OpenElement> = []
  let document: XmlDocument | undefined
  const close = () => {
    const done = open.pop()!
    const content = done.children ?? done.text
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

/** Reads a document; fails when it is not well-formed, nested deeper than 32 elements, or not UTF-8. */
export const readXml = (bytes: Uint8Array): Effect.Effect<XmlDocument, Xml.XmlError> =>
  Effect.suspend(() => {
    const collector = collect()
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
