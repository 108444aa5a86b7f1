import { assert, describe, it } from "@effect/vitest"
import { platformOf, type Scope } from "../../src/layers/platform.ts"

const dropsHeaders = (names: ReadonlyArray<string>) =>
  class extends Request {
    constructor(input: RequestInfo | URL, init: RequestInit = {}) {
      const headers = new Headers(init.headers)
      for (const name of names) headers.delete(name)
      super(input, { ...init, headers })
    }
  }

/** As a runtime without streams in requests has it: the stream becomes the text of an object. */
class TextOnly extends Request {
  constructor(input: RequestInfo | URL, init: RequestInit = {}) {
    super(input, init.body === undefined ? init : { ...init, body: String(init.body) })
  }
}

describe("what a runtime can do", () => {
  it("is all of it here", () => {
    assert.deepStrictEqual(platformOf(globalThis as Scope), {
      guardsRequests: false,
      sendsStreams: true,
      headersAreText: false
    })
  })

  it("is less where headers are dropped, as in browsers, which take streams badly", () => {
    assert.deepStrictEqual(platformOf({ ...globalThis, Request: dropsHeaders(["date", "host"]), ReadableStream }), {
      guardsRequests: true,
      sendsStreams: false,
      headersAreText: false
    })
  })

  it("is without streams where requests take none", () => {
    assert.isFalse(platformOf({ Request: TextOnly, ReadableStream }).sendsStreams)
    assert.isFalse(platformOf({ Request }).sendsStreams)
    class Throwing extends Request {
      constructor(input: RequestInfo | URL, init: RequestInit = {}) {
        if (init.body !== undefined) throw new TypeError("no streams")
        super(input, init)
      }
    }
    assert.deepStrictEqual(platformOf({ Request: Throwing, ReadableStream }), {
      guardsRequests: false,
      sendsStreams: false,
      headersAreText: false
    })
  })

  it("is left to the HTTP client where there is no fetch", () => {
    assert.deepStrictEqual(platformOf({}), {
      guardsRequests: false,
      sendsStreams: true,
      headersAreText: false
    })
  })

  it("is to write header text as its UTF-8 where all characters are taken", () => {
    class OfText extends Headers {
      constructor(init: Readonly<Record<string, string>>) {
        super(Object.fromEntries(Object.keys(init).map((name) => [name, "text"])))
      }
    }
    assert.isTrue(platformOf({ Headers: OfText as never }).headersAreText)
    assert.isFalse(platformOf({ Headers }).headersAreText)
  })
})
