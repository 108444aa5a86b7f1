import { describe, expect, it } from "vitest"
import { decodePrimaryKey, decodeRow, decodeRows } from "../../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import {
  encodeDeletedRow,
  encodePrimaryKey,
  encodeRow
} from "../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import type { PrimaryKey } from "../../../../src/schema/tablestore/format/rowValue.ts"
import {
  ListSearchIndexRequest,
  SearchRequest,
  SearchResponse
} from "../../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as M from "../../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { Condition } from "../../../../src/schema/tablestore/row/condition.ts"
import { Filter, type RowFilter } from "../../../../src/schema/tablestore/row/filter.ts"
import { AggregationResultsBytes } from "../../../../src/schema/tablestore/search/aggregationResult.ts"
import * as Query from "../../../../src/schema/tablestore/search/searchQuery.ts"
import {
  allColumns,
  ColumnsToGet,
  columns,
  SearchQuery
} from "../../../../src/schema/tablestore/search/searchRequest.ts"
import * as Sort from "../../../../src/schema/tablestore/search/searchSort.ts"
import { decodeMessage, encodeMessage, type Message } from "../../../../src/schema/wire/protobufMessage.ts"
import { read, write } from "../schemaValues.ts"
import {
  fromHex,
  group,
  toCell,
  toChange,
  toFilter,
  toHex,
  toKey,
  toRow,
  toValue,
  type Vector,
  type VectorRow
} from "../vectors.ts"

describe("filters", () => {
  it.each(group("filters"))("writes and reads $id", ({ filter, hex }) => {
    expect(toHex(write(Filter, toFilter(filter)))).toBe(hex)
    expect(read(Filter, fromHex(hex))).toStrictEqual(toFilter(filter))
  })
})

const key = (columns: any): Uint8Array => encodePrimaryKey(toKey(columns))

const existence = { IGNORE: "ignore", EXPECT_EXIST: "expectExist", EXPECT_NOT_EXIST: "expectNotExist" } as const

const conditionOf = ({ rowExistence, columnCondition }: any): Condition => ({
  rowExistence: existence[rowExistence as keyof typeof existence],
  ...(columnCondition === undefined ? {} : { columnCondition: toFilter(columnCondition) as RowFilter })
})

const condition = (input: any): M.Condition => write(Condition, conditionOf(input))

const returnContent = (returnType: keyof typeof M.ReturnType | undefined): M.ReturnContent | undefined =>
  returnType === undefined ? undefined : { returnType: M.ReturnType[returnType], returnColumnNames: [] }

const rowOf = ({ primaryKey, columns, updates }: any): Uint8Array =>
  encodeRow({ primaryKey: toKey(primaryKey), columns: columns?.map(toCell) ?? updates.map(toChange) })

const rowInBatch = (row: any): M.RowInBatchWriteRowRequest => ({
  type: M.OperationType[row.type as keyof typeof M.OperationType],
  rowChange: row.type === "DELETE" ? encodeDeletedRow(toKey(row.primaryKey) as PrimaryKey) : rowOf(row),
  condition: condition(row.condition)
})

const tableOptions = ({ timeToLive, maxVersions, maxTimeDeviation }: any): M.TableOptions => ({
  timeToLive,
  maxVersions,
  deviationCellVersionInSec: BigInt(maxTimeDeviation)
})

/** The query of the two search vectors, in the API's own form. */
const searchOf = ({ query, sort, limit, offset, getTotalCount }: any): SearchQuery => {
  const toQuery = (given: any): Query.Query => {
    if (given.matchAll !== undefined) return Query.matchAll
    if (given.term !== undefined) return Query.term(given.term.field, toValue(given.term.value))
    if (given.exists !== undefined) return Query.exists(given.exists.field)
    if (given.range !== undefined) {
      const { field, from, to, includeLower, includeUpper } = given.range
      return Query.range(field, {
        [includeLower ? "gte" : "gt"]: toValue(from),
        [includeUpper ? "lte" : "lt"]: toValue(to)
      })
    }
    return Query.bool({ must: given.bool.must.map(toQuery), mustNot: given.bool.mustNot.map(toQuery) })
  }
  return {
    query: toQuery(query),
    limit,
    getTotalCount,
    ...(offset === undefined ? {} : { offset }),
    ...(sort === undefined ? {} : { sort: sort.map((one: any) => Sort.field(one.field, one.order.toLowerCase())) })
  }
}

/** What a request vector's input becomes: the message type, and its record. */
const request = <A>(message: Message<A>, record: A): { readonly message: Message<any>; readonly record: any } => ({
  message,
  record
})

const requests: Readonly<Record<string, (input: any) => { readonly message: Message<any>; readonly record: any }>> = {
  GetRow: ({ tableName, primaryKey, columnsToGet, maxVersions, filter }) =>
    request(M.GetRowRequest, {
      tableName,
      primaryKey: key(primaryKey),
      columnsToGet: columnsToGet ?? [],
      maxVersions,
      filter: filter && write(Filter, toFilter(filter))
    }),
  PutRow: (input) =>
    request(M.PutRowRequest, {
      tableName: input.tableName,
      row: rowOf(input),
      condition: condition(input.condition),
      returnContent: returnContent(input.returnType)
    }),
  UpdateRow: (input) =>
    request(M.UpdateRowRequest, {
      tableName: input.tableName,
      rowChange: rowOf(input),
      condition: condition(input.condition)
    }),
  DeleteRow: (input) =>
    request(M.DeleteRowRequest, {
      tableName: input.tableName,
      primaryKey: encodeDeletedRow(toKey(input.primaryKey) as PrimaryKey),
      condition: condition(input.condition)
    }),
  GetRange: ({ tableName, direction, start, end, limit, maxVersions }) =>
    request(M.GetRangeRequest, {
      tableName,
      direction: M.Direction[direction as keyof typeof M.Direction],
      columnsToGet: [],
      maxVersions,
      limit,
      inclusiveStartPrimaryKey: key(start),
      exclusiveEndPrimaryKey: key(end)
    }),
  BatchGetRow: ({ tables }) =>
    request(M.BatchGetRowRequest, {
      tables: tables.map(({ tableName, primaryKeys, columnsToGet, maxVersions }: any) => ({
        tableName,
        primaryKey: primaryKeys.map(key),
        token: [],
        columnsToGet: columnsToGet ?? [],
        maxVersions
      }))
    }),
  BatchWriteRow: ({ tables }) =>
    request(M.BatchWriteRowRequest, {
      tables: tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(rowInBatch) }))
    }),
  CreateTable: (input) =>
    request(M.CreateTableRequest, {
      tableMeta: {
        tableName: input.tableName,
        primaryKey: input.primaryKey.map(({ name, type }: any) => ({
          name,
          type: M.PrimaryKeyType[type as keyof typeof M.PrimaryKeyType]
        })),
        definedColumn: [],
        indexMeta: []
      },
      reservedThroughput: { capacityUnit: input.reserved },
      tableOptions: tableOptions(input),
      partitions: [],
      indexMetas: []
    }),
  ListTable: () => request(M.ListTableRequest, {}),
  DeleteTable: ({ tableName }) => request(M.DeleteTableRequest, { tableName }),
  DescribeTable: ({ tableName }) => request(M.DescribeTableRequest, { tableName }),
  UpdateTable: (input) =>
    request(M.UpdateTableRequest, {
      tableName: input.tableName,
      reservedThroughput: { capacityUnit: input.reserved },
      tableOptions: tableOptions(input)
    }),
  CreateIndex: ({ tableName, index, includeBaseData }) =>
    request(M.CreateIndexRequest, {
      mainTableName: tableName,
      indexMeta: {
        name: index.name,
        primaryKey: index.primaryKey,
        definedColumn: index.definedColumns,
        indexUpdateMode: M.IndexUpdateMode.IUM_ASYNC_INDEX,
        indexType: M.IndexType.IT_GLOBAL_INDEX
      },
      includeBaseData
    }),
  DropIndex: ({ tableName, indexName }) => request(M.DropIndexRequest, { mainTableName: tableName, indexName }),
  StartLocalTransaction: ({ tableName, primaryKey }) =>
    request(M.StartLocalTransactionRequest, { tableName, key: key(primaryKey) }),
  CommitTransaction: (input) => request(M.CommitTransactionRequest, input),
  AbortTransaction: (input) => request(M.AbortTransactionRequest, input),
  SQLQuery: ({ query, version }) =>
    request(M.SQLQueryRequest, { query, version: M.SQLPayloadVersion[version as keyof typeof M.SQLPayloadVersion] }),
  ListSearchIndex: (input) => request(ListSearchIndexRequest, input),
  ComputeSplits: ({ tableName, indexName }) =>
    request(M.ComputeSplitsRequest, { tableName, searchIndexSplitsOptions: { indexName } }),
  Search: (input) =>
    request(SearchRequest, {
      tableName: input.tableName,
      indexName: input.indexName,
      columnsToGet: Object.assign(
        { columnNames: [] },
        write(
          ColumnsToGet,
          input.columnsToGet.returnType === "RETURN_ALL" ? allColumns : columns(...input.columnsToGet.columns)
        )
      ),
      searchQuery: write(SearchQuery, searchOf(input)),
      routingValues: []
    })
}

const requestOf = ({ op, input }: Vector) => {
  const build = requests[op]
  if (build === undefined) throw new Error(`no request is built for ${op}`)
  return build(input)
}

/** Fields that are given as undefined are absent after reading. */
const withoutUndefined = (value: any): any => {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, withoutUndefined(field)])
  )
}

describe("requests", () => {
  it.each(group("requests"))("writes $id byte for byte", (vector) => {
    const { message, record } = requestOf(vector)
    expect(vector.path).toBe(`/${vector.op}`)
    expect(toHex(encodeMessage(message, record))).toBe(vector.bodyHex)
  })

  it.each(group("requests"))("reads $id", (vector) => {
    const { message, record } = requestOf(vector)
    expect(decodeMessage(message, fromHex(vector.bodyHex))).toStrictEqual(withoutUndefined(record))
  })

  it.each(group("requests").filter(({ nodeBodyHex }) => nodeBodyHex !== undefined))(
    "reads $id as the Node client sends it, with zeros after its rows",
    (vector) => {
      const { message } = requestOf(vector)
      const ours = decodeMessage(message, fromHex(vector.bodyHex)) as any
      const theirs = decodeMessage(message, fromHex(vector.nodeBodyHex)) as any
      for (const [name, value] of Object.entries(ours)) {
        if (!(value instanceof Uint8Array)) expect(theirs[name]).toStrictEqual(value)
        else expect(toHex(theirs[name]).replace(/(00)*$/, "")).toBe(toHex(value).replace(/(00)*$/, ""))
      }
    }
  )

  it.each(group("requests").filter(({ op }) => op === "Search"))("reads the query of $id", (vector) => {
    const { searchQuery } = decodeMessage(SearchRequest, fromHex(vector.bodyHex))
    expect(read(SearchQuery, searchQuery!)).toStrictEqual(searchOf(vector.input))
  })

  it.each(group("requests").filter(({ input }) => input.condition !== undefined))(
    "reads the condition of $id",
    (vector) => {
      const { message } = requestOf(vector)
      const found = decodeMessage(message, fromHex(vector.bodyHex)) as { readonly condition: M.Condition }
      expect(read(Condition, found.condition)).toStrictEqual(conditionOf(vector.input.condition))
    }
  )
})

const consumed = (value: any) => ({ capacityUnit: value })

/** Reads bytes that hold a row, none, or are absent, as the vectors tell it. */
const rowOrNull = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : (decodeRow(bytes) ?? null))

const expectedRow = (row: VectorRow | null) => (row === null ? null : toRow(row))

const expectedBatchRow = (row: any) => ({
  isOk: row.isOk,
  error: row.error,
  consumed: row.consumed && consumed(row.consumed),
  row: expectedRow(row.row)
})

const batchRow = ({ isOk, error, consumed, row }: M.RowInBatchGetRowResponse | M.RowInBatchWriteRowResponse) => ({
  isOk,
  error,
  consumed,
  row: rowOrNull(row)
})

const single = (message: Message<any>) => (bytes: Uint8Array, expected: any) => {
  const read = decodeMessage(message, bytes)
  expect(read.consumed).toStrictEqual(consumed(expected.consumed))
  expect(rowOrNull(read.row)).toStrictEqual(expectedRow(expected.row))
  expect(encodeMessage(message, read)).toStrictEqual(bytes)
}

const batch = (message: Message<any>) => (bytes: Uint8Array, expected: any) => {
  const read = decodeMessage(message, bytes)
  expect(read.tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(batchRow) }))).toStrictEqual(
    expected.tables.map(({ tableName, rows }: any) => ({ tableName, rows: rows.map(expectedBatchRow) }))
  )
  expect(encodeMessage(message, read)).toStrictEqual(bytes)
}

const responses: Readonly<Record<string, (bytes: Uint8Array, expected: any) => void>> = {
  GetRow: single(M.GetRowResponse),
  PutRow: single(M.PutRowResponse),
  GetRange: (bytes, expected) => {
    const read = decodeMessage(M.GetRangeResponse, bytes)
    expect(read.consumed).toStrictEqual(consumed(expected.consumed))
    expect(decodeRows(read.rows)).toStrictEqual(expected.rows.map(toRow))
    const next = read.nextStartPrimaryKey
    expect(next === undefined ? null : decodePrimaryKey(next)).toStrictEqual(
      expected.nextStartPrimaryKey === null ? null : toKey(expected.nextStartPrimaryKey)
    )
    expect(encodeMessage(M.GetRangeResponse, read)).toStrictEqual(bytes)
  },
  BatchGetRow: batch(M.BatchGetRowResponse),
  BatchWriteRow: batch(M.BatchWriteRowResponse),
  Search: (bytes, expected) => {
    const found = decodeMessage(SearchResponse, bytes)
    expect(found.totalHits).toBe(BigInt(expected.totalHits))
    expect(found.isAllSucceeded).toBe(expected.isAllSucceeded)
    expect(toHex(found.nextToken!)).toBe(expected.nextTokenHex)
    expect(found.rows.map(decodeRow)).toStrictEqual(expected.rows.map(toRow))
    expect(read(AggregationResultsBytes, found.aggs!)).toStrictEqual(
      Object.fromEntries(
        expected.aggs.map(({ name, type, value }: any) => {
          expect(type).toBe("AGG_MAX")
          return [name, { _tag: "Max", value }]
        })
      )
    )
    expect(encodeMessage(SearchResponse, found)).toStrictEqual(bytes)
  },
  ListTable: (bytes, expected) => {
    expect(decodeMessage(M.ListTableResponse, bytes)).toStrictEqual(expected)
    expect(encodeMessage(M.ListTableResponse, expected)).toStrictEqual(bytes)
  }
}

describe("responses", () => {
  it.each(group("responses"))("reads and writes $id", ({ op, bodyHex, expected }) => {
    const check = responses[op]
    if (check === undefined) throw new Error(`no response is read for ${op}`)
    check(fromHex(bodyHex), expected)
  })

  it.each(group("errors"))("reads and writes the error $id", ({ code, message, bodyHex }) => {
    expect(decodeMessage(M.Error, fromHex(bodyHex))).toStrictEqual({ code, message })
    expect(toHex(encodeMessage(M.Error, { code, message }))).toBe(bodyHex)
  })
})
