import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as Stream from "effect/Stream"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import type { StorageError } from "../../src/schema/Errors.ts"
import { Oss, type OssService } from "../../src/services/Oss.ts"
import { answer, repeatedChunks, type Step, serviceError } from "../suites/scriptedHttp.ts"
import { scriptedOss } from "../suites/scriptedOss.ts"

/** One call that is answered so. */
const answered = <A>(step: Step, call: (oss: OssService) => Effect.Effect<A, StorageError>) =>
  Effect.flatMap(Oss, call).pipe(
    Effect.provide(scriptedOss({ steps: [step], retryPolicy: RetryPolicy.layerNone }).layer)
  )

const object = { bucket: "photos", key: "cat" }
const getText = (oss: OssService) => Effect.flatMap(oss.getObject(object), ({ text }) => text)
const list = (oss: OssService) => oss.listObjectsV2({ bucket: "photos" })

const serverError = (step: Step, call: (oss: OssService) => Effect.Effect<unknown, StorageError> = getText) =>
  Effect.map(Effect.flip(answered(step, call)), (error) => {
    assert.strictEqual(error._tag, "ServerError")
    return error._tag === "ServerError" ? error.reason : undefined
  })

const undecodable = (step: Step, call: (oss: OssService) => Effect.Effect<unknown, StorageError> = list) =>
  Effect.map(Effect.flip(answered(step, call)), (error) => {
    const reason = error._tag === "ClientError" ? error.reason : undefined
    assert.strictEqual(reason?._tag, "UndecodableResponse", String(error))
    return reason?._tag === "UndecodableResponse" ? reason : undefined
  })

const xml = { "content-type": "application/xml", "x-oss-request-id": "REQUEST-2" }

describe("errors of the service", () => {
  it.effect("tell all that the document tells", () =>
    Effect.gen(function* () {
      const reason = yield* serverError(
        serviceError(404, "NoSuchKey", {
          message: "The specified key does not exist.",
          details: "<Key>a &amp; b</Key><EC>0026-00000001</EC>"
        })
      )
      assert.deepStrictEqual(
        { ...reason },
        {
          _tag: "NoSuchKey",
          kind: "NotFound",
          service: "Oss",
          operation: "getObject",
          status: 404,
          code: "NoSuchKey",
          message: "The specified key does not exist.",
          requestId: "REQUEST-1",
          hostId: "host",
          ec: "0026-00000001",
          retryable: false,
          details: { Key: "a & b" }
        }
      )
    })
  )

  it.effect("of HEAD are read from their header", () =>
    Effect.gen(function* () {
      const document = Buffer.from(
        "<Error><Code>NoSuchBucket</Code><Message>m</Message><BucketName>photos</BucketName></Error>"
      ).toString("base64")
      const reason = yield* serverError(answer(404, { "x-oss-err": document, "x-oss-ec": "0015" }), (oss) =>
        oss.headObject(object)
      )
      assert.strictEqual(reason?._tag, "NoSuchBucket")
      assert.strictEqual(reason?.ec, "0015")
      assert.deepStrictEqual(reason?.details, { BucketName: "photos" })
    })
  )

  it.effect("of HEAD without a readable header are told by their status", () =>
    Effect.gen(function* () {
      for (const [status, headers, code] of [
        [404, {}, "NotFound"],
        [404, { "x-oss-err": "%%% no Base64 %%%" }, "NotFound"],
        [404, { "x-oss-err": Buffer.from("<html>").toString("base64") }, "NotFound"],
        [403, {}, "Forbidden"],
        [412, {}, "PreconditionFailed"],
        [304, {}, "NotModified"]
      ] as const) {
        const reason = yield* serverError(answer(status, headers), (oss) => oss.headObject(object))
        assert.strictEqual(reason?._tag, code)
        assert.strictEqual(reason?.status, status)
      }
    })
  )

  it.effect("304 is an error of its own for reads", () =>
    Effect.gen(function* () {
      const text = yield* answered(answer(304, { etag: '"E"' }), (oss) =>
        oss.getObject({ ...object, ifNoneMatch: "E" }).pipe(
          Effect.as("new"),
          Effect.catchReason("ServerError", "NotModified", () => Effect.succeed("old"))
        )
      )
      assert.strictEqual(text, "old")
    })
  )

  it.effect("may be JSON, wrapped or flat", () =>
    Effect.gen(function* () {
      const json = { "content-type": "application/json; charset=utf-8" }
      const flat = { Code: "AccessDenied", Message: "m", RequestId: "R", EC: "1", Detail: "d" }
      for (const document of [flat, { Error: flat }]) {
        const reason = yield* serverError(answer(403, json, JSON.stringify(document)))
        assert.strictEqual(reason?._tag, "AccessDenied")
        assert.strictEqual(reason?.requestId, "R")
        assert.deepStrictEqual(reason?.details, { Detail: "d" })
      }
      for (const broken of ["{", "null", "[]", '"text"', '{"Error":5}', '{"Code":{}}']) {
        const reason = yield* serverError(answer(403, json, broken))
        assert.strictEqual(reason?.code, "Forbidden", broken)
      }
    })
  )

  it.effect("of codes that nobody listed keep their text", () =>
    Effect.gen(function* () {
      const reason = yield* serverError(serviceError(409, "BrandNewProblem"))
      assert.strictEqual(reason?._tag, "Unknown")
      assert.strictEqual(reason?.code, "BrandNewProblem")
      const inherited = yield* serverError(serviceError(409, "constructor"))
      assert.strictEqual(inherited?._tag, "Unknown")
    })
  )

  it.effect("whose document is not one are told by their status", () =>
    Effect.gen(function* () {
      for (const body of [
        "",
        "<html><body>Bad gateway",
        "<html><body>Bad gateway</body></html>",
        "<Error><Code>NoSuchKey</Code>",
        "<Error></Error>",
        "<Error><Code></Code></Error>",
        "<Other><Code>NoSuchKey</Code></Other>",
        "\u0000\u0001\u0002",
        `<!DOCTYPE x [<!ENTITY a "NoSuchKey">]><Error><Code>&a;</Code></Error>`
      ]) {
        const reason = yield* serverError(answer(404, xml, body))
        assert.strictEqual(reason?._tag, "NotFound", body)
        assert.strictEqual(reason?.requestId, "REQUEST-2", body)
        const gateway = yield* serverError(answer(502, {}, body))
        assert.strictEqual(gateway?.code, "BadErrorResponse", body)
        assert.isTrue(gateway?.retryable)
      }
    })
  )

  it.effect("that come as a redirection are errors", () =>
    Effect.gen(function* () {
      const moved = serviceError(307, "TemporaryRedirect", { headers: { location: "http://elsewhere.example/" } })
      const reason = yield* serverError(moved)
      assert.strictEqual(reason?.status, 307)
      assert.strictEqual(reason?.code, "TemporaryRedirect")
    })
  )
})

describe("answers that cannot be read", () => {
  it.effect("say which, with the id of the request", () =>
    Effect.gen(function* () {
      for (const body of [
        "<ListBucketResult><Name>photos</Name>",
        "<ListBucketResult><Name>photos</Nam></ListBucketResult>",
        "not xml",
        "<html><body>Please log in</body></html>",
        "",
        `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ListBucketResult><Name>&a;</Name></ListBucketResult>`,
        `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><ListBucketResult><Name>&b;</Name></ListBucketResult>`,
        `<ListBucketResult>${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}</ListBucketResult>`
      ]) {
        const reason = yield* undecodable(answer(200, xml, body))
        assert.strictEqual(reason?.requestId, "REQUEST-2", body.slice(0, 80))
        assert.strictEqual(reason?.status, 200)
      }
    })
  )

  it.effect("name the elements that are missing or wrong", () =>
    Effect.gen(function* () {
      const contents = (inner: string) =>
        answer(200, xml, `<ListBucketResult><Name>photos</Name><Contents>${inner}</Contents></ListBucketResult>`)
      const good =
        '<Key>k</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"E"</ETag><StorageClass>Standard</StorageClass>'
      assert.match((yield* undecodable(contents(good)))!.message, /size/i)
      assert.match((yield* undecodable(contents(`${good}<Size>1e3</Size>`)))!.message, /size/i)
      assert.match((yield* undecodable(contents(`${good}<Size></Size>`)))!.message, /size/i)
      assert.match((yield* undecodable(contents(`${good}<Size>-1</Size>`)))!.message, /size/i)
      const wrongTime = `${good.replace("2026-01-01T00:00:00.000Z", "yesterday")}<Size>1</Size>`
      assert.match((yield* undecodable(contents(wrongTime)))!.message, /lastModified/)
      const page = yield* answered(contents(`${good}<Size>7</Size>`), list)
      assert.strictEqual(page.objects[0]?.size, 7)
    })
  )

  it.effect("may lack a header that the operation needs", () =>
    Effect.gen(function* () {
      const reason = yield* undecodable(answer(200, {}), (oss) =>
        oss.appendObject({ ...object, position: 0, body: "" })
      )
      assert.match(reason!.message, /nextAppendPosition is missing/)
    })
  )

  it.effect("may be longer than any document, announced or not", () =>
    Effect.gen(function* () {
      const megabyte = new Uint8Array(1024 * 1024).fill(32)
      let pulled = 0
      const counted = (times: number) =>
        repeatedChunks(megabyte, times).pipeThrough(
          new TransformStream({
            transform: (chunk, controller) => {
              pulled++
              controller.enqueue(chunk)
            }
          })
        )
      for (const headers of [
        {},
        { "content-length": String(200 * 1024 * 1024) },
        { "content-encoding": "gzip", "content-length": "100" }
      ]) {
        pulled = 0
        const error = yield* Effect.flip(answered(answer(200, headers, counted(200)), list))
        assert.strictEqual(error._tag, "RequestError")
        assert.isBelow(pulled, 70, JSON.stringify(headers))
      }
    })
  )

  it.effect("with names that mean something to JavaScript are harmless", () =>
    Effect.gen(function* () {
      const body =
        "<ListBucketResult><Name>photos</Name><__proto__><polluted>yes</polluted></__proto__><constructor><prototype>x</prototype></constructor><toString>1</toString></ListBucketResult>"
      const page = yield* answered(answer(200, xml, body), list)
      assert.strictEqual(page.name, "photos")
      assert.notProperty({}, "polluted")
    })
  )

  it.effect("may hold fields and values of the future", () =>
    Effect.gen(function* () {
      const body =
        '<ListBucketResult><Name>photos</Name><NewField>1</NewField><Contents><Key>k</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"E"</ETag><Type>Hologram</Type><Size>1</Size><StorageClass>Quantum</StorageClass><New/></Contents></ListBucketResult>'
      const { objects } = yield* answered(answer(200, xml, body), list)
      assert.strictEqual(objects[0]?.storageClass, "Quantum")
      assert.strictEqual(objects[0]?.type, "Hologram")
    })
  )
})

describe("lists", () => {
  it.effect("of keys that XML cannot hold come percent-encoded", () =>
    Effect.gen(function* () {
      const body =
        '<ListBucketResult><Name>photos</Name><EncodingType>url</EncodingType><Prefix>%01%2B</Prefix><Contents><Key>%01%2B%20%E4%BD%A0%25</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"E"</ETag><Size>1</Size><StorageClass>Standard</StorageClass></Contents><CommonPrefixes><Prefix>a%2Fb%0A/</Prefix></CommonPrefixes></ListBucketResult>'
      const page = yield* answered(answer(200, xml, body), list)
      assert.strictEqual(page.objects[0]?.key, "\u0001+ 你%")
      assert.strictEqual(page.commonPrefixes[0]?.prefix, "a/b\n/")
      assert.strictEqual(page.prefix, "\u0001+")
      const plain = yield* answered(answer(200, xml, body.replace("<EncodingType>url</EncodingType>", "")), list)
      assert.strictEqual(plain.objects[0]?.key, "%01%2B%20%E4%BD%A0%25")
    })
  )

  it.effect("are fetched page by page, as far as they are wanted", () =>
    Effect.gen(function* () {
      const page = (from: number, token: string | undefined) =>
        answer(
          200,
          xml,
          `<ListBucketResult><Name>photos</Name>${[from, from + 1]
            .map(
              (n) =>
                `<Contents><Key>k${n}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"E"</ETag><Size>1</Size><StorageClass>Standard</StorageClass></Contents>`
            )
            .join(
              ""
            )}<IsTruncated>${token !== undefined}</IsTruncated>${token === undefined ? "" : `<NextContinuationToken>${token}</NextContinuationToken>`}</ListBucketResult>`
        )
      const keys = (count: number, steps: ReadonlyArray<Step>) => {
        const { seen, layer } = scriptedOss({ steps })
        return Stream.unwrap(Effect.map(Oss, (oss) => oss.listObjectsAll({ bucket: "photos", pageSize: 2 }))).pipe(
          Stream.take(count),
          Stream.runCollect,
          Effect.map((objects) => ({ keys: objects.map(({ key }) => key), seen })),
          Effect.provide(layer)
        )
      }
      const all = yield* keys(100, [page(0, "a+b/="), page(2, "c"), page(4, undefined)])
      assert.deepStrictEqual(all.keys, ["k0", "k1", "k2", "k3", "k4", "k5"])
      assert.deepStrictEqual(
        all.seen.map(({ target }) => new URL(target, "http://x").searchParams.get("continuation-token")),
        [null, "a+b/=", "c"]
      )
      const some = yield* keys(2, [page(0, "a")])
      assert.deepStrictEqual(some.keys, ["k0", "k1"])
      assert.lengthOf(some.seen, 1)
    })
  )

  it.effect("of entries divide keys at slashes unless told otherwise", () =>
    Effect.gen(function* () {
      const empty = answer(200, xml, "<ListBucketResult><Name>photos</Name></ListBucketResult>")
      const { seen, layer } = scriptedOss({ steps: [empty, empty, empty] })
      const delimiterOf = (input: { readonly delimiter?: string | undefined }) =>
        Stream.unwrap(Effect.map(Oss, (oss) => oss.listEntriesAll({ bucket: "photos", ...input }))).pipe(
          Stream.runDrain,
          Effect.map(() => new URL(seen.at(-1)!.target, "http://x").searchParams.get("delimiter")),
          Effect.provide(layer)
        )
      assert.strictEqual(yield* delimiterOf({}), "/")
      assert.strictEqual(yield* delimiterOf({ delimiter: undefined }), "/")
      assert.strictEqual(yield* delimiterOf({ delimiter: "-" }), "-")
    })
  )
})

describe("an HTTP stack", () => {
  const failsWith = (step: Step) =>
    Effect.map(Effect.flip(answered(step, (oss) => oss.deleteObject(object))), (error) => {
      assert.strictEqual(error._tag, "RequestError")
      return error._tag === "RequestError" ? error.reason : undefined
    })

  it.effect("that throws instead of failing is a failed request", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* failsWith(() => Effect.die(new TypeError("Invalid character"))), {
        _tag: "Transport",
        detail: "Invalid character",
        permanent: true
      })
      const throwing: Step = () => {
        throw new Error("thrown")
      }
      assert.deepStrictEqual(yield* failsWith(throwing), { _tag: "Transport", detail: "thrown" })
      assert.strictEqual((yield* failsWith(() => Effect.die("text")))?._tag, "Transport")
    })
  )

  it.effect("is not asked to tell the service of traces", () =>
    Effect.gen(function* () {
      const headers: Array<Readonly<Record<string, string>>> = []
      const step: Step = (request: HttpClientRequest, signal) => {
        headers.push({ ...request.headers })
        return answer(204)(request, signal)
      }
      yield* answered(step, (oss) => oss.deleteObject(object)).pipe(Effect.withSpan("outer"))
      assert.deepStrictEqual(Object.keys(headers[0]!).sort(), [
        "authorization",
        "user-agent",
        "x-oss-content-sha256",
        "x-oss-date"
      ])
    })
  )
})
