import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import * as Credentials from "../../../src/layers/Credentials.ts"
import { none } from "../../../src/layers/RetryPolicy.ts"
import { signOtsV2, signOtsV4 } from "../../../src/layers/tablestore/signer.ts"
import { encodeRow } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { Tablestore, type TablestoreOptions } from "../../../src/services/Tablestore.ts"
import { answer, type Step } from "../../suites/scriptedHttp.ts"
import { during } from "../../suites/scriptedOss.ts"
import {
  consumed,
  good,
  keys,
  noRow,
  refused,
  type SignedOptions,
  scriptedTablestore,
  secretText,
  signed
} from "../../suites/scriptedTablestore.ts"

const primaryKey = [{ name: "k", value: "a" }]
const getRow = Effect.flatMap(Tablestore, (tablestore) => tablestore.getRow({ tableName: "orders", primaryKey }))
const putRow = Effect.flatMap(Tablestore, (tablestore) => tablestore.putRow({ tableName: "orders", primaryKey }))

const noon = Date.UTC(2026, 10, 21, 12)
const minutes = 60_000

const row = encodeRow({ primaryKey, columns: [{ name: "c", value: 1n, timestamp: 5 }] }).slice()
const body = encodeMessage(M.GetRowResponse, { consumed, row }).slice()

/** Reads a row of scripted answers, without retries. */
const reading = (steps: ReadonlyArray<Step>, options?: TablestoreOptions) => {
  const { layer, seen } = scriptedTablestore({ steps, options, retryPolicy: none })
  return { seen, read: getRow.pipe(Effect.provide(layer)), fails: Effect.flip(getRow.pipe(Effect.provide(layer))) }
}

describe("requests", () => {
  it.effect("go to the path of their operation, signed by version 2", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { read, seen } = reading([noRow])
      yield* read
      const [{ method, target, host, headers, body }] = seen as [(typeof seen)[number]]
      assert.deepStrictEqual([method, host, target], ["POST", "shop.cn-hangzhou.ots.aliyuncs.com", "/GetRow"])
      assert.match(headers["user-agent"]!, /^effect-cloud-storage\//)
      const request = { method: "POST", host: {}, path: "GetRow", query: [], headers: {} }
      const expected = signOtsV2(request, keys, body!, { timeMillis: noon, instanceName: "shop" })
      assert.deepStrictEqual(
        Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-ots-"))),
        expected.headers
      )
    })
  )

  it.effect("are signed by version 4 where that is asked for, and so are their answers", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const endpoint = "https://shop.cn-hangzhou.ots.aliyuncs.com"
      const { read, seen } = reading([signed(200, body, { region: "cn-hangzhou" })], {
        endpoint,
        signatureVersion: "v4"
      })
      assert.deepStrictEqual((yield* read).row?.columns, [{ name: "c", value: 1n, timestamp: 5 }])
      const { headers, body: sent } = seen[0]!
      const request = { method: "POST", host: {}, path: "GetRow", query: [], headers: {} }
      const scope = { timeMillis: noon, instanceName: "shop", region: "cn-hangzhou" }
      assert.strictEqual(headers["x-ots-signaturev4"], signOtsV4(request, keys, sent!, scope).signature)
      assert.isUndefined(headers["x-ots-signature"])

      const { fails } = reading([signed(200, body)], { endpoint, signatureVersion: "v4" })
      assert.strictEqual((yield* fails).reason._tag, "UntrustedResponse")
    })
  )

  it.effect("carry the token of temporary keys, and sign it", () =>
    Effect.gen(function* () {
      const temporary = { ...keys, securityToken: Redacted.make("t0ken") }
      const { seen, layer } = scriptedTablestore({ steps: [noRow], credentials: Credentials.layerStatic(temporary) })
      yield* getRow.pipe(Effect.provide(layer))
      const request = { method: "POST", host: {}, path: "GetRow", query: [], headers: {} }
      const expected = signOtsV2(request, temporary, seen[0]!.body!, { timeMillis: 0, instanceName: "shop" })
      assert.strictEqual(seen[0]!.headers["x-ots-ststoken"], "t0ken")
      assert.strictEqual(seen[0]!.headers["x-ots-signature"], expected.signature)
    })
  )

  it.effect("without any fields have an empty body", () =>
    Effect.gen(function* () {
      const { seen, layer } = scriptedTablestore({ steps: [good(M.ListTableResponse, { tableNames: ["a"] })] })
      const { tableNames } = yield* Effect.flatMap(Tablestore, (tablestore) => tablestore.listTable({})).pipe(
        Effect.provide(layer)
      )
      assert.deepStrictEqual(tableNames, ["a"])
      assert.strictEqual(seen[0]!.headers["content-length"], "0")
      assert.strictEqual(seen[0]!.headers["x-ots-contentmd5"], "1B2M2Y8AsgTpgAmY7PhCfg==")
    })
  )
})

describe("answers that are not proven to come from the service are refused", () => {
  const stranger = { ...keys, accessKeySecret: Redacted.make("another secret") }
  const other = { ...keys, accessKeyId: "other" }

  const cases: ReadonlyArray<readonly [name: string, options: SignedOptions, message: RegExp]> = [
    ["without a digest", { headers: { "x-ots-contentmd5": undefined } }, /lacks the header x-ots-contentmd5/],
    ["without a date", { headers: { "x-ots-date": undefined } }, /lacks the header x-ots-date/],
    ["without an id", { headers: { "x-ots-requestid": undefined } }, /lacks the header x-ots-requestid/],
    ["without a type", { headers: { "x-ots-contenttype": undefined } }, /lacks the header x-ots-contenttype/],
    ["without a signature", { forged: { authorization: undefined } }, /lacks the header authorization/],
    ["with a date that is none", { headers: { "x-ots-date": "yesterday" } }, /x-ots-date of the answer is not a date/],
    ["of 16 minutes ago", { skewMillis: -16 * minutes }, /more than 15 minutes from now/],
    ["of 16 minutes ahead", { skewMillis: 16 * minutes }, /more than 15 minutes from now/],
    ["signed by somebody else", { signedBy: stranger }, /the signature of the answer is not the service's/],
    ["signed for somebody else", { signedBy: other }, /the signature of the answer is not the service's/],
    ["with half a signature", { forged: { authorization: "OTS id" } }, /the signature of the answer/],
    ["with another id than was signed", { forged: { "x-ots-requestid": "X" } }, /the signature of the answer/],
    ["with a header that was not signed", { forged: { "x-ots-more": "1" } }, /the signature of the answer/]
  ]

  it.effect.each(cases)("%s", ([, options, message]) =>
    Effect.gen(function* () {
      const error = yield* reading([signed(200, body, options)]).fails
      assert.strictEqual(error._tag, "ClientError")
      assert.strictEqual(error.reason._tag, "UntrustedResponse")
      assert.match(error.message, message)
      assert.match(error.message, /\(HTTP 200\)/)
    })
  )

  it.effect("a body that does not match its digest is a checksum mismatch", () =>
    Effect.gen(function* () {
      const damaged = body.slice()
      damaged[body.length - 1]! ^= 1
      const error = yield* reading([signed(200, body, { forgedBody: damaged })]).fails
      assert.strictEqual(error.reason._tag, "ChecksumMismatch")
      const cut = yield* reading([signed(200, body, { forgedBody: body.subarray(0, 5) })]).fails
      assert.strictEqual(cut.reason._tag, "ChecksumMismatch")
    })
  )

  it.effect("dates within 15 minutes, and with up to six digits of a second, are accepted", () =>
    Effect.gen(function* () {
      for (const skewMillis of [-15 * minutes, 15 * minutes]) {
        assert.isUndefined((yield* reading([signed(200, encodeNoRow(), { skewMillis })]).read).row)
      }
      const date = "1970-01-01T00:00:00.123456Z"
      assert.isUndefined((yield* reading([signed(200, encodeNoRow(), { headers: { "x-ots-date": date } })]).read).row)
    })
  )

  it.effect("nothing is checked when the caller says so", () =>
    Effect.gen(function* () {
      const { read } = reading([answer(200, {}, new Uint8Array(body))], {
        endpoint: "https://shop.cn-hangzhou.ots.aliyuncs.com",
        verifyAnswers: false
      })
      assert.deepStrictEqual((yield* read).row?.primaryKey, primaryKey)
    })
  )
})

const encodeNoRow = () => encodeMessage(M.GetRowResponse, { consumed, row: new Uint8Array(0) })

describe("answers that make no sense", () => {
  const garbage = [
    ["nothing", new Uint8Array(0), /the required field consumed is missing/],
    ["text", new TextEncoder().encode("<html>hello</html>"), /the answer cannot be read/],
    ["half a message", body.subarray(0, body.length - 3), /the answer cannot be read: message GetRowResponse, offset/],
    [
      "a row that is none",
      encodeMessage(M.GetRowResponse, { consumed, row: new Uint8Array([1, 2, 3]) }),
      /row PlainBuffer/
    ]
  ] as const

  it.effect.each(garbage)("%s is an undecodable response", ([, bytes, message]) =>
    Effect.gen(function* () {
      const error = yield* reading([signed(200, bytes)]).fails
      assert.strictEqual(error.reason._tag, "UndecodableResponse")
      assert.match(error.message, message)
      assert.match(error.message, /\[request REQUEST-1\]/)
    })
  )
})

describe("errors of the service", () => {
  it.effect("have a code, a message and the id of the request", () =>
    Effect.gen(function* () {
      const error = yield* reading([refused(404, "OTSObjectNotExist", "Requested table does not exist.")]).fails
      assert.strictEqual(
        error.message,
        "Tablestore.getRow: OTSObjectNotExist (HTTP 404) Requested table does not exist. [request REQUEST-1]"
      )
      assert.strictEqual(error.reason._tag, "OTSObjectNotExist")
    })
  )

  it.effect("that nobody listed are unknown, with their text", () =>
    Effect.gen(function* () {
      const error = yield* reading([refused(418, "OTSTeapot")]).fails
      assert.deepStrictEqual([error.reason._tag, (error.reason as any).code], ["Unknown", "OTSTeapot"])
    })
  )

  it.effect("of a front server have no proof, and are told as they are", () =>
    Effect.gen(function* () {
      const error = yield* reading([answer(502, { "content-type": "text/html" }, "<html>bad gateway</html>")]).fails
      assert.deepStrictEqual([error._tag, (error.reason as any).code], ["ServerError", "BadErrorResponse"])
      assert.strictEqual((error.reason as any).status, 502)
    })
  )

  const forged: ReadonlyArray<readonly [name: string, step: Step, tag: string]> = [
    ["with a wrong digest", refused(404, "OTSObjectNotExist", "no", { forgedBody: body }), "ChecksumMismatch"],
    [
      "with a wrong signature",
      refused(404, "OTSObjectNotExist", "no", { forged: { authorization: "OTS id:x" } }),
      "UntrustedResponse"
    ],
    ["of long ago", refused(404, "OTSObjectNotExist", "no", { skewMillis: -20 * minutes }), "UntrustedResponse"],
    [
      "that forbid, with a wrong signature",
      refused(403, "OTSConditionCheckFail", "no", { forged: { authorization: "OTS id:x" } }),
      "UntrustedResponse"
    ],
    ["that forbid, rightly signed", refused(403, "OTSConditionCheckFail"), "OTSConditionCheckFail"],
    [
      "without a signature",
      refused(404, "OTSObjectNotExist", "no", { forged: { authorization: undefined } }),
      "OTSObjectNotExist"
    ],
    // Who cannot be told apart from nobody cannot be answered with a signature.
    [
      "of refused keys, signed by nobody",
      refused(403, "OTSAuthFailed", "no", { forged: { authorization: "OTS x:y" } }),
      "OTSAuthFailed"
    ]
  ]

  it.effect.each(forged)("%s are believed or not", ([, step, tag]) =>
    Effect.gen(function* () {
      const { layer } = scriptedTablestore({ steps: [step], retryPolicy: none })
      const error = yield* Effect.flip(putRow.pipe(Effect.provide(layer)))
      assert.strictEqual(error.reason._tag, tag)
    })
  )
})

describe("clocks that differ", () => {
  const mismatch = (skewMillis: number) =>
    refused(403, "OTSAuthFailed", "Mismatch between system time and x-ots-date: 2026-11-21T12:00:00.000Z.", {
      skewMillis
    })

  it.effect("are corrected by the service's, once for all calls", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const ahead = 40 * minutes
      const { layer, seen } = scriptedTablestore({
        steps: [mismatch(ahead), good(M.PutRowResponse, { consumed }, { skewMillis: ahead }), noRowAt(ahead)]
      })
      yield* Effect.andThen(putRow, getRow).pipe(Effect.provide(layer))
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers["x-ots-date"]),
        ["2026-11-21T12:00:00.000Z", "2026-11-21T12:40:00.000Z", "2026-11-21T12:40:00.000Z"]
      )
    })
  )

  it.effect("by more than a century are not believed, and the service's error is told", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const { fails, seen } = reading([mismatch(101 * 365 * 24 * 60 * minutes)])
      assert.strictEqual((yield* fails).reason._tag, "OTSAuthFailed")
      assert.strictEqual(seen.length, 1)
    })
  )
})

const noRowAt = (skewMillis: number): Step =>
  good(M.GetRowResponse, { consumed, row: new Uint8Array(0) }, { skewMillis })

describe("temporary keys", () => {
  const expired = refused(403, "OTSAuthFailed", "The security token has expired.")

  it.effect("are renewed when the service calls them expired", () =>
    Effect.gen(function* () {
      let provided = 0
      const provider = Effect.sync(() =>
        Credentials.makeKeys({
          accessKeyId: "id",
          accessKeySecret: secretText,
          securityToken: `token-${++provided}`,
          expiration: DateTime.makeUnsafe("2030-01-01T00:00:00Z")
        })
      )
      const { layer, seen } = scriptedTablestore({
        steps: [expired, noRow],
        credentials: Credentials.layerProvider(provider),
        retryPolicy: none
      })
      yield* getRow.pipe(Effect.provide(layer))
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers["x-ots-ststoken"]),
        ["token-1", "token-2"]
      )
    })
  )

  it.effect("that stay expired are the service's error", () =>
    Effect.gen(function* () {
      const { fails, seen } = reading([expired])
      assert.strictEqual((yield* fails).reason._tag, "OTSAuthFailed")
      assert.strictEqual(seen.length, 1)
    })
  )

  it.effect("show up in no error, whatever the service repeats", () =>
    Effect.gen(function* () {
      const token = "t0ken-of-the-tests"
      const { layer } = scriptedTablestore({
        steps: [refused(403, "OTSAuthFailed", `Signature mismatch: x-ots-ststoken:${token}`)],
        credentials: Credentials.layerStatic({ ...keys, securityToken: token }),
        retryPolicy: none
      })
      const error = yield* Effect.flip(getRow.pipe(Effect.provide(layer)))
      for (const text of [error.message, JSON.stringify(error), String(error), String(error.stack)]) {
        assert.notInclude(text, token)
        assert.notInclude(text, secretText)
      }
    })
  )
})

describe("silence", () => {
  it.effect("ends after 50 seconds, or as long as was asked for", () =>
    Effect.gen(function* () {
      const silent: Step = () => Effect.never
      const waited = (options: TablestoreOptions, duration: string) => {
        const { layer } = scriptedTablestore({ steps: [silent], options, retryPolicy: none })
        return during(Effect.flip(getRow.pipe(Effect.provide(layer))), duration as never)
      }
      const endpoint = "https://shop.cn-hangzhou.ots.aliyuncs.com"
      const slow = yield* waited({ endpoint }, "50 seconds")
      assert.match(
        slow.message,
        /timeout \(response\) of shop\.cn-hangzhou\.ots\.aliyuncs\.com \(nothing for 50000 ms\)/
      )
      const fast = yield* waited({ endpoint, socketTimeout: "2 seconds" }, "2 seconds")
      assert.match(fast.message, /nothing for 2000 ms/)
    })
  )
})
