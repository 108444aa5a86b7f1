import { assert, describe, it } from "@effect/vitest"
import { maxKeptCharacters, readErrorAnswer, requestId } from "../../../src/layers/ois/errorAnswer.ts"
import { vectors } from "./vectors.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (status: number, body: string, headers: Record<string, string> = {}) =>
  readErrorAnswer({ status, headers, body: bytes(body) })

const id = "aa08cf7a43f611e5"
const document = JSON.stringify({
  code: "object_not_exists",
  message: "The object you are accessing does not exist.",
  request_id: id,
  url: "http://docs.example.com/object/get.html"
})
const found = {
  code: "object_not_exists",
  message: "The object you are accessing does not exist.",
  requestId: id,
  details: { url: "http://docs.example.com/object/get.html" }
}

describe("an error answer of OIS", () => {
  const errors = vectors("responses").filter(({ expected }) => !expected.ok)

  it("is read as the official SDK reads it", () => {
    assert.strictEqual(errors.length, 3)
    for (const { id, response, expected } of errors) {
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value])
      )
      const answer = read(response.status, response.body, headers)
      const { code, message, request_id, url } = expected.parsed
      if (code !== undefined) {
        const described = { code, message: message!, requestId: request_id, details: { url: url! } }
        assert.deepStrictEqual(answer, described, id)
      } else {
        assert.strictEqual(answer.requestId, headers["x-qs-request-id"], id)
        assert.strictEqual(answer.details?.["body"], response.body === "" ? undefined : response.body, id)
      }
    }
  })

  it("is read by its body: chunked, without a content type, or with one that is wrong", () => {
    assert.deepStrictEqual(read(404, document, { "transfer-encoding": "chunked" }), found)
    assert.deepStrictEqual(read(404, document, { "content-type": "application/json; charset=utf-8" }), found)
    assert.deepStrictEqual(read(404, document, { "content-type": "application/octet-stream" }), found)
    assert.deepStrictEqual(read(404, `\uFEFF${document}\n`), found)
  })

  it("has the request id of the header where the document has none", () => {
    assert.strictEqual(read(403, '{"code":"permission_denied"}', { "x-qs-request-id": id }).requestId, id)
    assert.strictEqual(read(403, '{"code":"c","request_id":""}', { "x-qs-request-id": id }).requestId, id)
    assert.strictEqual(read(404, document, { "x-qs-request-id": "other" }).requestId, id)
    assert.isFalse("requestId" in read(502, ""))
    assert.strictEqual(requestId({ "x-qs-request-id": id }), id)
    assert.strictEqual(requestId({}), undefined)
  })

  it("without a body has a code that stands for its status", () => {
    for (const [status, code] of [
      [304, "not_modified"],
      [401, "unauthorized"],
      [403, "forbidden"],
      [404, "not_found"],
      [405, "method_not_allowed"],
      [412, "precondition_failed"],
      [416, "invalid_range"],
      [400, "BadErrorResponse"],
      [502, "BadErrorResponse"]
    ] as const) {
      const answer = read(status, "", { "x-qs-request-id": id })
      assert.strictEqual(answer.code, code)
      assert.isAbove(answer.message.length, 10)
      assert.strictEqual(answer.requestId, id)
      assert.strictEqual(answer.details, undefined)
    }
  })

  it("keeps the text of a body that is no document of the service", () => {
    const page = "<html><body>Bad Gateway</body></html>"
    assert.deepStrictEqual(read(502, `${page}\n`, { "content-type": "text/html" }), {
      code: "BadErrorResponse",
      message: "the answer holds no readable error",
      details: { body: page }
    })
    for (const body of ["[]", "null", "17", '"text"', '{"code":']) {
      assert.deepInclude(read(403, body), { code: "forbidden", details: { body } })
    }
    assert.strictEqual(read(500, "x".repeat(100_000)).details?.["body"]?.length, maxKeptCharacters)
  })

  it("survives bytes that are no text", () => {
    const answer = readErrorAnswer({ status: 503, headers: {}, body: new Uint8Array([0xff, 0xfe, 0x00]) })
    assert.strictEqual(answer.code, "BadErrorResponse")
  })

  it("keeps a message without a code, and whatever else the document says", () => {
    assert.deepStrictEqual(read(403, '{"message":"no","reason":null,"limits":{"keys":1},"n":2,"x":""}'), {
      code: "forbidden",
      message: "no",
      details: { limits: '{"keys":1}', n: "2" }
    })
    assert.deepInclude(read(400, '{"code":7}'), {
      code: "BadErrorResponse",
      message: "the answer holds no readable error"
    })
  })

  it("keeps a code that nobody knows, and needs no message", () => {
    const answer = read(409, '{"code":"brand_new"}')
    assert.deepStrictEqual(answer, { code: "brand_new", message: "" })
    assert.deepStrictEqual(read(409, '{"code":"constructor"}'), { code: "constructor", message: "" })
  })
})
