/**
 * What all protocols over REST write and read alike: host labels, paths, queries, headers.
 */
import * as SchemaIssue from "effect/SchemaIssue"
import type { BodyInput, BodyParts } from "../../schema/Body.ts"
import { Misfit } from "../../schema/conversion.ts"
import { percentEncode, percentEncodePath } from "../../schema/percentEncoding.ts"
import type { RestOperationParts, RestSlot } from "../../schema/wire/rest.ts"
import { contentTypeOf } from "../contentType.ts"
import { fromWireText } from "./headerText.ts"
import type { Answer, EncodedRequest } from "./Protocol.ts"

const decoder = new TextDecoder()

const misfit = (message: string): Misfit => new Misfit(new SchemaIssue.InvalidValue({ message }, undefined))

/** A path template taken apart: texts, and between them the names of fields. */
interface PathPattern {
  readonly texts: ReadonlyArray<string>
  readonly fields: ReadonlyArray<string>
}

const patterns = new Map<string, PathPattern>()

const patternOf = (path: string): PathPattern => {
  let pattern = patterns.get(path)
  if (pattern === undefined) {
    const pieces = path.slice(1).split(/\{(\w+)\}/)
    pattern = {
      texts: pieces.filter((_, index) => index % 2 === 0),
      fields: pieces.filter((_, index) => index % 2 === 1)
    }
    patterns.set(path, pattern)
  }
  return pattern
}

// The URL standard removes segments "." and "..", however they are encoded. Encoded slashes join such a segment with its
// neighbours into one harmless segment; the services decode the path before they read the key.
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/

/** A part of a path as it stands in a URL. Throws `Misfit` for those that no URL can carry. */
export const escapePart = (text: string, keepsSlashes: boolean): string => {
  if (text === "." || text === "..") throw misfit(`cannot be addressed: no URL can name ${JSON.stringify(text)}`)
  return !keepsSlashes || dotSegment.test(text) ? percentEncode(text) : percentEncodePath(text)
}

/** Whether a text can travel in a header: no line breaks, no other control characters. */
const isHeaderText = (text: string): boolean => !/[\x00-\x08\x0a-\x1f\x7f]/.test(text)

const headerText = (text: string): string => {
  // A line break would start a header of its own.
  if (!isHeaderText(text)) throw misfit("must not contain line breaks or other control characters")
  return text.trim()
}

/** A request that is being written. */
export interface RestDraft {
  readonly operation: RestOperationParts
  readonly host: Record<string, string>
  readonly query: Array<readonly [string, string]>
  readonly headers: Record<string, string>
  /** Parts of the path: as they are, and as they stand in a URL. */
  readonly parts: Map<string, readonly [decoded: string, escaped: string]>
  body: BodyInput | BodyParts | undefined
}

/** Begins a request with what the operation always sends. */
export const startRequest = (operation: RestOperationParts): RestDraft => ({
  operation,
  host: {},
  query: operation.query === undefined ? [] : Object.entries(operation.query),
  headers: { ...operation.headers },
  parts: new Map(),
  body: undefined
})

/** Writes one field. Throws `Misfit`. */
export const writeField = (draft: RestDraft, slot: RestSlot, value: unknown, field: string): void => {
  switch (slot.in) {
    case "host":
      draft.host[slot.name] = slot.write(value)
      return
    case "path": {
      const text = slot.write(value)
      draft.parts.set(field, [text, escapePart(text, slot.keepsSlashes)])
      return
    }
    case "query":
      draft.query.push([slot.name, slot.write(value)])
      return
    case "header":
      draft.headers[slot.name] = headerText(slot.write(value))
      return
    case "headers":
      for (const [suffix, text] of Object.entries(slot.write(value))) {
        const name = slot.name + suffix.toLowerCase()
        if (draft.headers[name] !== undefined) {
          throw misfit(`must not have ${JSON.stringify(suffix)} twice: names differ by more than their letter case`)
        }
        try {
          draft.headers[name] = headerText(text)
        } catch (thrown) {
          throw thrown instanceof Misfit ? new Misfit(new SchemaIssue.Pointer([suffix], thrown.issue)) : thrown
        }
      }
      return
    case "body":
    case "text":
      draft.body = slot.write(value)
      return
    case "local":
      slot.write(value)
      return
  }
}

/** The request as it was written. */
export const finishRequest = (draft: RestDraft, input: unknown): EncodedRequest => {
  const { body, headers, host, operation, parts, query } = draft
  const { texts, fields } = patternOf(operation.path)
  let path = texts[0]!
  let escapedPath = path
  for (const [index, field] of fields.entries()) {
    const [decoded, escaped] = parts.get(field) ?? ["", ""]
    path += decoded + texts[index + 1]!
    escapedPath += escaped + texts[index + 1]!
  }
  const { contentTypeFrom } = operation
  if (contentTypeFrom !== undefined && body !== undefined && headers["content-type"] === undefined) {
    const name = (input as Readonly<Record<string, unknown>>)[contentTypeFrom]
    headers["content-type"] = contentTypeOf(body, typeof name === "string" ? name : "")
  }
  return { request: { method: operation.method, host, path, escapedPath, query, headers }, body }
}

/** What an answer's head says of a field; `undefined` for fields that are elsewhere. */
export const readField = (slot: RestSlot, { body, headers }: Answer): unknown => {
  switch (slot.in) {
    case "text":
      return body.length === 0 ? undefined : decoder.decode(body)
    case "header": {
      const text = headers[slot.name]
      return text === undefined ? undefined : fromWireText(text)
    }
    case "headers": {
      const found: Record<string, string> = {}
      for (const name in headers) {
        const text = headers[name]
        if (name.startsWith(slot.name) && text !== undefined) found[name.slice(slot.name.length)] = fromWireText(text)
      }
      return found
    }
    default:
      return undefined
  }
}
