import { assert, describe, it } from "@effect/vitest"
import { dateHeaderOf } from "../../../src/layers/ois/dateHeader.ts"

/** Requests of a browser: what may not be set is dropped without a word. */
class BrowserRequest {
  readonly headers: Headers
  constructor(_url: string, init: { readonly headers: Record<string, string> }) {
    this.headers = new Headers(init.headers)
    for (const name of ["date", "host", "accept-encoding"]) this.headers.delete(name)
  }
}

describe("the header that carries the time", () => {
  it("is Date where a program may set it, or where nothing is known of requests", () => {
    assert.strictEqual(dateHeaderOf(globalThis), "date")
    assert.strictEqual(dateHeaderOf({}), "date")
  })

  it("is x-qs-date where Date gets lost", () => {
    assert.strictEqual(dateHeaderOf({ Request: BrowserRequest }), "x-qs-date")
  })
})
