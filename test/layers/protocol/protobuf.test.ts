import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { encodeRow } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { Row } from "../../../src/schema/tablestore/format/rowValue.ts"
import * as M from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { Error as TunnelError } from "../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { columns } from "../../../src/schema/tablestore/row/rowRecord.ts"
import * as Query from "../../../src/schema/tablestore/search/searchQuery.ts"
import { allColumns, columns as columnsOfIndex } from "../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../src/schema/tablestore/search/searchSort.ts"
import type { AnyProtobufOperation } from "../../../src/schema/wire/protobuf.ts"
import { encodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import {
  fromHex,
  group,
  toCell,
  toChange,
  toFilter,
  toHex,
  toKey,
  toRow,
  toValue
} from "../../schema/tablestore/vectors.ts"
import { operations as methods, protocol, readError } from "../../suites/tablestoreProtocol.ts"

const operations: Readonly<Record<string, AnyProtobufOperation>> = Object.fromEntries(
  Object.values(methods).map((operation) => [operation.name, operation as AnyProtobufOperation])
)

const existence = { IGNORE: "ignore", EXPECT_EXIST: "expectExist", EXPECT_NOT_EXIST: "expectNotExist" } as const

const conditionOf = ({ rowExistence, columnCondition }: any) => ({
  rowExistence: existence[rowExistence as keyof typeof existence],
  ...(columnCondition === undefined ? {} : { columnCondition: toFilter(columnCondition) })
})

/** `IGNORE` is what is sent where nothing is said: half of the vectors say it. */
const conditionField = (condition: any) =>
  condition.rowExistence === "IGNORE" ? {} : { condition: conditionOf(condition) }

const units = ({ reserved }: any) => (reserved === undefined ? {} : { reservedThroughput: reserved })

const optionsOf = ({ timeToLive, maxVersions, maxTimeDeviation }: any) => ({
  timeToLive,
  maxVersions,
  deviationCellVersionInSec: maxTimeDeviation
})

const reading = ({ columnsToGet, maxVersions, filter, limit }: any) => ({
  ...(columnsToGet === undefined ? {} : { columnsToGet }),
  ...(maxVersions === undefined ? {} : { maxVersions }),
  ...(limit === undefined ? {} : { limit }),
  ...(filter === undefined ? {} : { filter: toFilter(filter) })
})

const queryOf = (query: any): Query.Query => {
  if (query.matchAll) return Query.matchAll
  if (query.term) return Query.term(query.term.field, toValue(query.term.value))
  if (query.exists) return Query.exists(query.exists.field)
  if (query.range) {
    const { field, from, to, includeLower, includeUpper } = query.range
    return Query.range(field, {
      [includeLower ? "gte" : "gt"]: toValue(from),
      [includeUpper ? "lte" : "lt"]: toValue(to)
    })
  }
  return Query.bool({ must: query.bool.must.map(queryOf), mustNot: query.bool.mustNot.map(queryOf) })
}

const rowInBatch = ({ type, primaryKey, columns, updates, condition }: any) => ({
  type: type.toLowerCase(),
  primaryKey: toKey(primaryKey),
  ...(columns === undefined ? {} : { columns: columns.map(toCell) }),
  ...(updates === undefined ? {} : { columns: updates.map(toChange) }),
  ...conditionField(condition)
})

/** What a caller of ours writes for a vector. */
const inputs: Readonly<Record<string, (input: any) => unknown>> = {
  GetRow: (input) => ({ tableName: input.tableName, primaryKey: toKey(input.primaryKey), ...reading(input) }),
  PutRow: (input) => ({
    tableName: input.tableName,
    primaryKey: toKey(input.primaryKey),
    columns: input.columns.map(toCell),
    ...conditionField(input.condition),
    ...(input.returnType === undefined ? {} : { returnContent: { returnType: "primaryKey" } })
  }),
  UpdateRow: (input) => ({
    tableName: input.tableName,
    primaryKey: toKey(input.primaryKey),
    columns: input.updates.map(toChange),
    condition: conditionOf(input.condition)
  }),
  DeleteRow: (input) => ({ tableName: input.tableName, primaryKey: toKey(input.primaryKey) }),
  GetRange: (input) => ({
    tableName: input.tableName,
    direction: input.direction.toLowerCase(),
    inclusiveStartPrimaryKey: toKey(input.start),
    exclusiveEndPrimaryKey: toKey(input.end),
    ...reading(input)
  }),
  BatchGetRow: (input) => ({
    tables: input.tables.map((table: any) => ({
      tableName: table.tableName,
      primaryKeys: table.primaryKeys.map(toKey),
      ...reading(table)
    }))
  }),
  BatchWriteRow: (input) => ({
    tables: input.tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(rowInBatch) }))
  }),
  CreateTable: (input) => ({
    tableName: input.tableName,
    primaryKey: input.primaryKey.map(({ name, type }: any) => ({ name, type: type.toLowerCase() })),
    tableOptions: optionsOf(input)
  }),
  UpdateTable: (input) => ({ tableName: input.tableName, tableOptions: optionsOf(input), ...units(input) }),
  ListTable: () => ({}),
  DeleteTable: ({ tableName }) => ({ tableName }),
  DescribeTable: ({ tableName }) => ({ tableName }),
  CreateIndex: ({ tableName, index, includeBaseData }) => ({
    mainTableName: tableName,
    indexMeta: { name: index.name, primaryKey: index.primaryKey, definedColumns: index.definedColumns },
    includeBaseData
  }),
  DropIndex: ({ tableName, indexName }) => ({ mainTableName: tableName, indexName }),
  StartLocalTransaction: ({ tableName, primaryKey }) => ({ tableName, key: toKey(primaryKey) }),
  CommitTransaction: ({ transactionId }) => ({ transactionId }),
  AbortTransaction: ({ transactionId }) => ({ transactionId }),
  SQLQuery: ({ query }) => ({ query }),
  ListSearchIndex: ({ tableName }) => ({ tableName }),
  ComputeSplits: ({ tableName, indexName }) => ({ tableName, indexName }),
  Search: ({ tableName, indexName, query, sort, limit, offset, getTotalCount, columnsToGet }) => ({
    tableName,
    indexName,
    columnsToGet:
      columnsToGet.returnType === "RETURN_ALL"
        ? allColumns
        : columnsOfIndex(...(columnsToGet.columns as Array<string>)),
    searchQuery: {
      query: queryOf(query),
      getTotalCount,
      limit,
      ...(offset === undefined ? {} : { offset }),
      ...(sort === undefined ? {} : { sort: sort.map((one: any) => Sort.field(one.field, one.order.toLowerCase())) })
    }
  })
}

const encode = (operation: AnyProtobufOperation, input: unknown) => Result.getOrThrow(protocol.encode(operation, input))

const decode = (name: string, body: Uint8Array, status = 200) => {
  const operation = operations[name]!
  const answer = { status, headers: { "x-ots-requestid": "REQUEST-1" }, body }
  return protocol.decode(operation, answer)
}

describe("requests are the bytes of the official clients", () => {
  it.each(group("requests"))("$id ($op)", ({ op, path, input, bodyHex }) => {
    const { request, body } = encode(operations[op]!, inputs[op]!(input))
    assert.strictEqual(`/${request.path}`, path)
    assert.strictEqual(request.method, "POST")
    assert.strictEqual(toHex(body as Uint8Array), bodyHex)
  })
})

const rowOf = (row: any): { readonly row?: Row } => (row === null || row === undefined ? {} : { row: toRow(row) })

const rowResult = ({ isOk, error, consumed, row }: any) =>
  isOk
    ? { _tag: "Ok", ...(consumed === undefined ? {} : { consumed }), ...rowOf(row) }
    : {
        _tag: "Failed",
        error: { ...error, retryable: error.code === "OTSServerBusy" },
        ...(consumed === undefined ? {} : { consumed })
      }

const outputs: Readonly<Record<string, (expected: any) => Readonly<Record<string, unknown>>>> = {
  GetRow: ({ consumed, row }) => ({ consumed, ...rowOf(row) }),
  PutRow: ({ consumed, row }) => ({ consumed, ...rowOf(row) }),
  GetRange: ({ consumed, rows, nextStartPrimaryKey }) => ({
    consumed,
    rows: rows.map(toRow),
    ...(nextStartPrimaryKey === null ? {} : { nextStartPrimaryKey: toKey(nextStartPrimaryKey) })
  }),
  BatchGetRow: ({ tables }) => ({
    tables: tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(rowResult) }))
  }),
  BatchWriteRow: ({ tables }) => ({
    tables: tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(rowResult) }))
  }),
  Search: ({ totalHits, isAllSucceeded, nextTokenHex, rows, aggs }) => ({
    totalHits: Number(totalHits),
    isAllSucceeded,
    nextToken: fromHex(nextTokenHex),
    rows: rows.map(toRow),
    searchHits: [],
    aggregations: Object.fromEntries(aggs.map(({ name, value }: any) => [name, { _tag: "Max", value }]))
  }),
  ListTable: ({ tableNames }) => ({ tableNames })
}

describe("answers of the service are read", () => {
  it.effect.each(group("responses"))("$id ($op)", ({ op, bodyHex, expected }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* decode(op, fromHex(bodyHex)), {
        requestId: "REQUEST-1",
        ...outputs[op]!(expected)
      })
    })
  )

  it.effect("a page without a next one has neither a next key nor a token, also when they come empty", () =>
    Effect.gen(function* () {
      const body = encodeMessage(M.GetRangeResponse, {
        consumed: { capacityUnit: { read: 1, write: 0 } },
        rows: new Uint8Array(0),
        nextStartPrimaryKey: new Uint8Array(0),
        nextToken: new Uint8Array(0)
      })
      assert.deepStrictEqual(yield* decode("GetRange", body), {
        requestId: "REQUEST-1",
        consumed: { read: 1, write: 0 },
        rows: []
      })
    })
  )

  it.effect("says what is wrong with a message that is cut off", () =>
    Effect.gen(function* () {
      const { bodyHex } = group("responses").find(({ id }) => id === "rs-getrow")!
      const whole = fromHex(bodyHex)
      for (const length of [1, 9, whole.length - 1]) {
        const failure = yield* Effect.flip(decode("GetRow", whole.subarray(0, length)))
        assert.match(failure.message, /^the answer cannot be read: message GetRowResponse/)
      }
    })
  )

  it.effect("says what is wrong with a row that is damaged", () =>
    Effect.gen(function* () {
      const row = encodeRow({ primaryKey: [{ name: "k", value: "a" }], columns: columns({ c: 1n }) as never }).slice()
      row[row.length - 3]! ^= 1
      const body = encodeMessage(M.GetRowResponse, { consumed: { capacityUnit: { read: 1 } }, row })
      const failure = yield* Effect.flip(decode("GetRow", body))
      assert.match(failure.message, /^the answer is not as described: row PlainBuffer, offset \d+: expected/)
    })
  )
})

describe("errors of the service are read", () => {
  const read = (name: string, status: number, body: Uint8Array, headers = {}) =>
    readError(operations[name]!, {
      status,
      headers: { "x-ots-requestid": "REQUEST-1", ...headers },
      body
    })

  it.effect.each(group("errors"))("$id ($code)", ({ status, code, message, bodyHex }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read("GetRow", status, fromHex(bodyHex)), { code, message, requestId: "REQUEST-1" })
    })
  )

  it.effect("with what is told of a denied access", () =>
    Effect.gen(function* () {
      const accessDeniedDetail = {
        authAction: "ots:GetRow",
        authPrincipalType: "SubUser",
        authPrincipalOwnerId: "1",
        authPrincipalDisplayName: "ada",
        policyType: "AccountLevelIdentityBasedPolicy",
        noPermissionType: "ImplicitDeny"
      }
      const body = encodeMessage(M.Error, { code: "OTSNoPermissionAccess", message: "no", accessDeniedDetail })
      assert.deepStrictEqual((yield* read("GetRow", 403, body)).details, accessDeniedDetail)
    })
  )

  it.effect("in the tunnel service's own form", () =>
    Effect.gen(function* () {
      const body = encodeMessage(TunnelError, { code: "OTSTunnelExpired", message: "gone", tunnelId: "T-1" })
      assert.deepStrictEqual(yield* read("HeartbeatTunnel", 400, body), {
        code: "OTSTunnelExpired",
        message: "gone",
        requestId: "REQUEST-1",
        details: { tunnelId: "T-1" }
      })
    })
  )

  it.effect("as no more than the status where they are none", () =>
    Effect.gen(function* () {
      for (const text of ["", "<html>bad gateway</html>", "\u0008\u0096\u0001"]) {
        assert.deepStrictEqual(yield* read("GetRow", 502, new TextEncoder().encode(text)), {
          code: "BadErrorResponse",
          message: "the answer holds no readable error",
          requestId: "REQUEST-1"
        })
      }
      const moved = yield* read("GetRow", 301, new Uint8Array(0), { location: "https://elsewhere/" })
      assert.strictEqual(moved.message, "the answer sends elsewhere, to https://elsewhere/; redirects are not followed")
    })
  )
})
