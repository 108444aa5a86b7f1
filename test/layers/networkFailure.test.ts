import { assert, describe, it } from "@effect/vitest"
import { DecodeError, EncodeError, HttpClientError, InvalidUrlError, TransportError } from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { AnswerTooLong, toRequestErrorReason } from "../../src/layers/networkFailure.ts"

const request = HttpClientRequest.get("http://localhost/")
const response = HttpClientResponse.fromWeb(request, new Response(""))

const beforeHead = (cause: unknown) =>
  toRequestErrorReason(new HttpClientError({ reason: new TransportError({ request, cause }) }))
const inBody = (cause: unknown) =>
  toRequestErrorReason(new HttpClientError({ reason: new DecodeError({ request, response, cause }) }))

const coded = (code: string, syscall?: string) =>
  Object.assign(new Error(`it failed: ${code}`), { code, ...(syscall === undefined ? {} : { syscall }) })

describe("failures of the network", () => {
  it("are told by the codes of Node and undici", () => {
    const table: ReadonlyArray<readonly [code: string, tag: string, phase?: string]> = [
      ["ENOTFOUND", "Dns"],
      ["EAI_AGAIN", "Dns"],
      ["ECONNREFUSED", "Refused"],
      ["EHOSTUNREACH", "Refused"],
      ["ENETUNREACH", "Refused"],
      ["ECONNRESET", "Reset"],
      ["EPIPE", "Reset"],
      ["UND_ERR_SOCKET", "Reset"],
      ["ERR_STREAM_PREMATURE_CLOSE", "Reset"],
      ["ERR_TLS_CERT_ALTNAME_INVALID", "Tls"],
      ["DEPTH_ZERO_SELF_SIGNED_CERT", "Tls"],
      ["SELF_SIGNED_CERT_IN_CHAIN", "Tls"],
      ["CERT_HAS_EXPIRED", "Tls"],
      ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "Tls"],
      ["ERR_SSL_WRONG_VERSION_NUMBER", "Tls"],
      ["ABORT_ERR", "Aborted"],
      ["ETIMEDOUT", "Timeout", "connect"],
      ["UND_ERR_CONNECT_TIMEOUT", "Timeout", "connect"],
      ["UND_ERR_HEADERS_TIMEOUT", "Timeout", "response"],
      ["UND_ERR_BODY_TIMEOUT", "Timeout", "idle"],
      ["HPE_INVALID_CONSTANT", "Transport"]
    ]
    for (const [code, tag, phase] of table) {
      const reason = beforeHead(coded(code))
      assert.strictEqual(reason._tag, tag, code)
      assert.strictEqual(reason.detail, code)
      if (phase !== undefined) assert.strictEqual(reason._tag === "Timeout" ? reason.phase : undefined, phase, code)
    }
  })

  it("are found however deep the cause is", () => {
    const deep = new TypeError("fetch failed", {
      cause: new Error("inner", { cause: coded("ENOTFOUND", "getaddrinfo") })
    })
    assert.deepStrictEqual(beforeHead(deep), { _tag: "Dns", detail: "ENOTFOUND" })
    const several = new AggregateError([new Error("first"), coded("ECONNREFUSED", "connect")], "all attempts failed")
    assert.deepStrictEqual(beforeHead(several), { _tag: "Refused", detail: "ECONNREFUSED" })
  })

  it("whose causes go round in circles are still told", () => {
    const first = new Error("first")
    const second = new Error("second", { cause: first })
    first.cause = second
    assert.strictEqual(beforeHead(first)._tag, "Transport")
    const wide = new AggregateError(
      Array.from({ length: 1000 }, () => first),
      "many"
    )
    assert.strictEqual(beforeHead(wide)._tag, "Transport")
  })

  it("are told by their text where there is no code", () => {
    for (const [text, tag] of [
      ["connect ECONNREFUSED 127.0.0.1:1", "Refused"],
      ["getaddrinfo ENOTFOUND host.invalid", "Dns"],
      ["socket hang up", "Reset"],
      ["other side closed", "Reset"],
      ["terminated", "Reset"],
      ["self-signed certificate", "Tls"],
      ["fetch failed", "Transport"]
    ] as const) {
      assert.strictEqual(beforeHead(new TypeError(text))._tag, tag, text)
    }
    assert.deepStrictEqual(beforeHead("just a text"), { _tag: "Transport", detail: "just a text" })
  })

  it("of a connection that was there are breaks: something may have been done", () => {
    // An operating system that gives up an established connection reports the same code as one that cannot connect.
    assert.deepStrictEqual(beforeHead(coded("ETIMEDOUT", "read")), { _tag: "Reset", detail: "ETIMEDOUT" })
    assert.deepStrictEqual(beforeHead(coded("EHOSTUNREACH", "write")), { _tag: "Reset", detail: "EHOSTUNREACH" })
    assert.strictEqual(beforeHead(coded("EPROTO", "write"))._tag, "Reset")
    assert.strictEqual(beforeHead(coded("ETIMEDOUT", "connect"))._tag, "Timeout")
    assert.strictEqual(beforeHead(coded("EPROTO", "connect"))._tag, "Tls")
  })

  it("in the middle of a body are breaks, whatever they look like", () => {
    for (const cause of [
      coded("ECONNREFUSED"),
      coded("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
      coded("HPE_INVALID_CHUNK_SIZE"),
      new TypeError("terminated"),
      new Error("incorrect header check"),
      undefined
    ]) {
      assert.strictEqual(inBody(cause)._tag, "Reset", String(cause))
    }
    assert.strictEqual(inBody(coded("UND_ERR_BODY_TIMEOUT"))._tag, "Timeout")
  })

  it("of other kinds still say what they are", () => {
    const invalid = new HttpClientError({
      reason: new InvalidUrlError({ request, cause: new TypeError("Invalid URL") })
    })
    assert.deepStrictEqual(toRequestErrorReason(invalid), {
      _tag: "Transport",
      detail: "Invalid URL",
      permanent: true
    })
    const unknown = new HttpClientError({ reason: new EncodeError({ request }) })
    assert.deepStrictEqual(toRequestErrorReason(unknown), { _tag: "Transport", detail: "EncodeError" })
  })

  it("that are mistakes of the program or the client are permanent, in one line", () => {
    const ofBun = new TypeError(
      "dispatcher.dispatch is not a function. (In 'dispatcher.dispatch({\n  origin: 1,\n  path: 2\n})', 'x' is undefined)"
    )
    assert.deepStrictEqual(beforeHead(ofBun), {
      _tag: "Transport",
      detail: "dispatcher.dispatch is not a function.",
      permanent: true
    })
    for (const mistake of [
      new TypeError("Cannot read properties of undefined (reading 'request')"),
      new TypeError("Cannot read properties of undefined (reading 'aborted')"),
      new ReferenceError("fetch is not defined"),
      coded("ERR_INVALID_CHAR"),
      coded("ERR_INVALID_ARG_TYPE"),
      coded("UND_ERR_INVALID_ARG"),
      new TypeError("fetch failed", { cause: coded("UND_ERR_INVALID_ARG") })
    ]) {
      const reason = beforeHead(mistake)
      assert.isTrue(reason._tag === "Transport" && reason.permanent === true, String(mistake))
    }
  })

  it("that fetch throws as TypeErrors in any runtime are of the network, and not permanent", () => {
    for (const text of [
      "fetch failed",
      "Failed to fetch",
      "NetworkError when attempting to fetch resource.",
      "Load failed",
      "error sending request for url (http://localhost/)",
      "network error",
      "internal error"
    ]) {
      assert.deepStrictEqual(beforeHead(new TypeError(text)), { _tag: "Transport", detail: text })
    }
  })

  it("tell the texts of others in one line of bounded length", () => {
    const { detail } = beforeHead(new Error(`first\n  second\r\n${"x".repeat(1000)}`))
    assert.match(detail, /^first second x+…$/)
    assert.isBelow(detail.length, 400)
  })

  it("of an answer that is too long name the limit, and are permanent", () => {
    const reason = inBody(new AnswerTooLong(5))
    assert.deepStrictEqual(reason, {
      _tag: "Transport",
      detail: "the answer is longer than the 5 bytes that are read at once",
      permanent: true
    })
  })
})
