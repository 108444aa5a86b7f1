/**
 * Reads a request target by hand.
 *
 * URL classes and routers fold `//`, resolve `.` and `..` and decode `%2F` too early; names of objects do not survive
 * that. Here every part is percent-decoded exactly once and otherwise left alone.
 */
import * as Data from "effect/Data"
import * as Result from "effect/Result"

/** The request target holds an escape that is not one, or bytes that are not UTF-8. */
export class MalformedTarget extends Data.TaggedError("MalformedTarget")<{ readonly part: string }> {
  override get message(): string {
    return `The request target holds a malformed escape: ${this.part}`
  }
}

/** Query parameters in the order they were sent, decoded. */
export class Query {
  readonly entries: ReadonlyArray<readonly [name: string, value: string]>

  constructor(entries: ReadonlyArray<readonly [name: string, value: string]>) {
    this.entries = entries
  }

  has(name: string): boolean {
    return this.entries.some((entry) => entry[0] === name)
  }

  /** The first value of a parameter; the empty text for a bare name. */
  get(name: string): string | undefined {
    return this.entries.find((entry) => entry[0] === name)?.[1]
  }
}

/** A request target, decoded. */
export interface Target {
  /** Starts with `/`. */
  readonly path: string
  readonly query: Query
}

// A server hands over bytes as Latin-1 characters; a client that sends raw UTF-8 means the same as one that escapes it.
const escapeRawBytes = (text: string): string =>
  text.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`)

/** Percent-decodes a text once. `+` stays a plus. */
export const decode = (text: string): Result.Result<string, MalformedTarget> => {
  if (!/[%\u0080-\uffff]/.test(text)) return Result.succeed(text)
  try {
    return Result.succeed(decodeURIComponent(escapeRawBytes(text)))
  } catch {
    return Result.fail(new MalformedTarget({ part: text }))
  }
}

/** Splits and decodes a query string without its `?`. */
export const parseQuery = (text: string): Result.Result<Query, MalformedTarget> =>
  Result.gen(function* () {
    const entries: Array<readonly [string, string]> = []
    for (const pair of text.split("&")) {
      if (pair === "") continue
      const equals = pair.indexOf("=")
      const name = yield* decode(equals === -1 ? pair : pair.slice(0, equals))
      const value = yield* decode(equals === -1 ? "" : pair.slice(equals + 1))
      entries.push([name, value])
    }
    return new Query(entries)
  })

/** Reads a request target in origin form (`/path?query`). */
export const parseTarget = (target: string): Result.Result<Target, MalformedTarget> =>
  Result.gen(function* () {
    const mark = target.indexOf("?")
    const rawPath = mark === -1 ? target : target.slice(0, mark)
    const path = yield* decode(rawPath)
    const query = yield* parseQuery(mark === -1 ? "" : target.slice(mark + 1))
    return { path: path.startsWith("/") ? path : `/${path}`, query }
  })
