/** The HTTP side of the emulated Tablestore. */
import { deflateSync, inflateSync } from "node:zlib"
import { describe, expect, layer } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Faults } from "../../../src/emulator/Faults.ts"
import { emulatedOperations } from "../../../src/emulator/tablestore/app.ts"
import { decodeRow } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodePrimaryKey, encodeRow } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import { put } from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { decodeMessage, encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { call, inProcessLayer, type Signing, send } from "./calls.ts"

const noBytes = new Uint8Array(0)

const table = (tableName: string, timeToLive = -1): M.CreateTableRequest => ({
  tableMeta: {
    tableName,
    primaryKey: [{ name: "p", type: M.PrimaryKeyType.STRING }],
    definedColumn: [],
    indexMeta: []
  },
  reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
  tableOptions: { timeToLive, maxVersions: 1 },
  partitions: [],
  indexMetas: []
})

const createTable = (tableName: string, timeToLive?: number) =>
  call("CreateTable", M.CreateTableRequest, M.CreateTableResponse, table(tableName, timeToLive))

const ignore = { rowExistence: M.RowExistenceExpectation.IGNORE }

const putRow = (tableName: string, p: string) =>
  call("PutRow", M.PutRowRequest, M.PutRowResponse, {
    tableName,
    row: encodeRow({ primaryKey: [{ name: "p", value: p }], columns: [put("c", "v")] }),
    condition: ignore
  })

const getRow = (tableName: string, p: string) =>
  call("GetRow", M.GetRowRequest, M.GetRowResponse, {
    tableName,
    primaryKey: encodePrimaryKey([{ name: "p", value: p }]),
    columnsToGet: [],
    maxVersions: 1
  }).pipe(Effect.map(({ row }) => decodeRow(row)))

const errorOf = (body: Uint8Array) => decodeMessage(M.Error, body)
const refused = (path: string, signing?: Signing) =>
  Effect.map(send(path, noBytes, signing), ({ body, status }) => ({ status, ...errorOf(body) }))

describe("answers", () => {
  layer(inProcessLayer())("of the emulated Tablestore", (it) => {
    it.effect("are signed and carry the digest of their body", () =>
      Effect.gen(function* () {
        const answer = yield* send("/ListTable", noBytes)
        expect(answer).toMatchObject({ status: 200, isSigned: true, isWhole: true })
        expect(answer.headers["x-ots-contenttype"]).toBe("protocol buffer")
        expect(answer.headers["x-ots-requestid"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      })
    )

    it.effect("are signed when they are errors, too", () =>
      Effect.gen(function* () {
        const missing = encodeMessage(M.DescribeTableRequest, { tableName: "missing" })
        const answer = yield* send("/DescribeTable", missing)
        expect(answer).toMatchObject({ status: 404, isSigned: true, isWhole: true })
        expect(errorOf(answer.body)).toEqual({ code: "OTSObjectNotExist", message: "Requested table does not exist." })
        expect(yield* send("/DescribeTable", missing, { without: "x-ots-signature" })).toMatchObject({
          status: 400,
          isSigned: true
        })
      })
    )

    it.effect("are not signed for strangers", () =>
      Effect.gen(function* () {
        const answer = yield* send("/ListTable", noBytes, { accessKeyId: "nobody" })
        expect(answer.status).toBe(403)
        expect(answer.headers["authorization"]).toBeUndefined()
        expect(errorOf(answer.body).code).toBe("OTSAuthFailed")
      })
    )

    it.effect("to version 4 signatures are signed with their key", () =>
      Effect.gen(function* () {
        expect(yield* send("/ListTable", noBytes, { region: "cn-hangzhou" })).toMatchObject({
          status: 200,
          isSigned: true
        })
        expect((yield* send("/ListTable", noBytes, { region: "cn-hangzhou", secret: "wrong" })).status).toBe(403)
      })
    )

    it.effect("refuse in the order of the service's checks", () =>
      Effect.gen(function* () {
        expect(yield* refused("/Nothing", { method: "GET", secret: "wrong" })).toMatchObject({
          status: 405,
          code: "OTSMethodNotAllowed"
        })
        expect(yield* refused("/Nothing", { secret: "wrong" })).toMatchObject({
          status: 400,
          message: "Unsupported operation: 'Nothing'."
        })
        expect(yield* refused("/listtable")).toMatchObject({ status: 400 })
        expect(yield* refused("/GetRow", { without: "x-ots-date", secret: "wrong" })).toMatchObject({
          message: "Missing header: 'x-ots-date'."
        })
        expect(yield* refused("/GetRow", { secret: "wrong" })).toMatchObject({
          status: 403,
          message: "Signature mismatch."
        })
        expect(yield* refused("/GetRow")).toMatchObject({ status: 400, code: "OTSParameterInvalid" })
        expect(yield* refused("/CreateGlobalTable")).toMatchObject({ status: 400, code: "OTSParameterInvalid" })
        expect(yield* refused("/ListTable", { instance: "no such/name" })).toMatchObject({ status: 400 })
      })
    )

    it.effect("refuse bodies above five megabytes", () =>
      Effect.gen(function* () {
        const answer = yield* send("/GetRow", new Uint8Array(5 * 1024 * 1024 + 1))
        expect(answer.status).toBe(413)
        expect(errorOf(answer.body).code).toBe("OTSRequestBodyTooLarge")
      })
    )

    it.effect("survive any bytes in the body of any call", () =>
      Effect.gen(function* () {
        for (const operation of emulatedOperations) {
          for (const body of [
            Uint8Array.of(0xff),
            Uint8Array.of(0x0a, 0x7f),
            Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 0xff)
          ]) {
            const { status } = yield* send(`/${operation}`, body)
            expect([operation, [200, 400, 404].includes(status)]).toEqual([operation, true])
          }
        }
      })
    )

    it.effect("come from the instance of the caller's account only", () =>
      Effect.gen(function* () {
        yield* send("/ListTable", noBytes, { instance: "mine" })
        const stranger = yield* refused("/ListTable", { instance: "mine", accessKeyId: "other", secret: "secret" })
        expect(stranger).toMatchObject({ status: 403, code: "OTSAuthFailed" })
        yield* createTable("separate")
        const elsewhere = yield* send("/ListTable", noBytes, { instance: "elsewhere" })
        expect(decodeMessage(M.ListTableResponse, elsewhere.body).tableNames).toEqual([])
      })
    )

    it.effect("take and give compressed bodies", () =>
      Effect.gen(function* () {
        yield* createTable("compressed")
        const request = encodeMessage(M.DescribeTableRequest, { tableName: "compressed" })
        const answer = yield* send("/DescribeTable", new Uint8Array(deflateSync(request)), {
          headers: {
            "x-ots-request-compress-type": "deflate",
            "x-ots-request-compress-size": String(request.length),
            "x-ots-response-compress-type": "deflate"
          }
        })
        expect(answer).toMatchObject({ status: 200, isSigned: true, isWhole: true })
        const content = new Uint8Array(inflateSync(answer.body))
        expect(answer.headers["x-ots-response-compress-size"]).toBe(String(content.length))
        expect(decodeMessage(M.DescribeTableResponse, content).tableMeta.tableName).toBe("compressed")
        const broken = yield* send("/DescribeTable", request, { headers: { "x-ots-request-compress-type": "deflate" } })
        expect(broken.status).toBe(400)
      })
    )
  })
})

describe("time", () => {
  layer(inProcessLayer({ readyAfterMillis: 2000 }))("comes from the clock", (it) => {
    it.effect("so tables become ready and rows expire", () =>
      Effect.gen(function* () {
        yield* createTable("expiring", 86_400)
        expect(yield* Effect.flip(putRow("expiring", "a"))).toMatchObject({ status: 404, code: "OTSTableNotReady" })
        yield* TestClock.adjust("2 seconds")
        yield* putRow("expiring", "a")
        yield* TestClock.adjust("1 day")
        expect((yield* getRow("expiring", "a"))?.columns).toHaveLength(1)
        yield* TestClock.adjust("1 millis")
        expect(yield* getRow("expiring", "a")).toBeUndefined()
      })
    )
  })
})

describe("faults", () => {
  layer(inProcessLayer())("are injected", (it) => {
    it.effect("as errors that change nothing", () =>
      Effect.gen(function* () {
        const faults = yield* Faults
        yield* createTable("faulty")
        yield* faults.add({
          operation: "PutRow",
          nth: 1,
          action: { _tag: "Error", status: 503, code: "OTSServerBusy", message: "Server is busy." }
        })
        expect(yield* Effect.flip(putRow("faulty", "a"))).toMatchObject({
          status: 503,
          code: "OTSServerBusy",
          message: "Server is busy."
        })
        expect(yield* getRow("faulty", "a")).toBeUndefined()
        yield* putRow("faulty", "a")
        yield* faults.clear
      })
    )

    it.effect("as a clock that is wrong", () =>
      Effect.gen(function* () {
        const faults = yield* Faults
        yield* faults.add({ operation: "ListTable", times: 1, action: { _tag: "SkewClock", millis: 3_600_000 } })
        const skewed = yield* send("/ListTable", noBytes)
        expect(skewed.status).toBe(403)
        expect(errorOf(skewed.body).message).toMatch(/^Mismatch between system time and x-ots-date/)
        expect(Date.parse(skewed.headers["x-ots-date"]!)).toBe(3_600_000)
        yield* faults.clear
      })
    )

    it.effect("as bodies and digests that do not fit", () =>
      Effect.gen(function* () {
        const faults = yield* Faults
        yield* createTable("digest")
        yield* faults.add({ operation: "ListTable", nth: 1, action: { _tag: "CorruptByte", position: 0 } })
        yield* faults.add({ operation: "ListTable", nth: 2, action: { _tag: "WrongChecksum" } })
        expect(yield* send("/ListTable", noBytes)).toMatchObject({ isSigned: true, isWhole: false })
        expect(yield* send("/ListTable", noBytes)).toMatchObject({ isSigned: false, isWhole: false })
        expect(yield* send("/ListTable", noBytes)).toMatchObject({ isSigned: true, isWhole: true })
        yield* faults.clear
      })
    )

    it.effect("as delays and broken connections, and calls are logged", () =>
      Effect.gen(function* () {
        const faults = yield* Faults
        yield* faults.clearCalls
        yield* faults.add({ operation: "ListTable", nth: 1, action: { _tag: "Reset" } })
        yield* faults.add({ operation: "ListTable", nth: 2, action: { _tag: "Delay", duration: Duration.seconds(5) } })
        expect((yield* Effect.flip(send("/ListTable", noBytes)))._tag).toBe("HttpClientError")
        const waiting = yield* Effect.forkChild(send("/ListTable", noBytes))
        yield* TestClock.adjust("5 seconds")
        expect((yield* Fiber.join(waiting)).status).toBe(200)
        const calls = yield* faults.calls
        expect(calls.map(({ faults, instance, operation, status }) => [operation, instance, faults, status])).toEqual([
          ["ListTable", "my-instance", ["Reset"], undefined],
          ["ListTable", "my-instance", ["Delay"], 200]
        ])
        yield* faults.clear
      })
    )
  })
})
