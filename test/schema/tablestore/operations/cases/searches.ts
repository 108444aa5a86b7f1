/** Search indexes and searches. */
import * as S from "../../../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as IndexField from "../../../../../src/schema/tablestore/search/searchIndexSchema.ts"
import * as Query from "../../../../../src/schema/tablestore/search/searchQuery.ts"
import { columns as columnsOfIndex, noColumns } from "../../../../../src/schema/tablestore/search/searchRequest.ts"
import {
  bytes,
  consumed,
  instant,
  keyBytes,
  nothing,
  type OperationCase,
  primaryKey,
  rowBytes,
  seconds,
  tableName,
  used
} from "./OperationCase.ts"

const searchSchema = {
  fields: [IndexField.keyword("state", { sortAndAgg: true }), IndexField.nested("items", [IndexField.long("count")])]
}

export const searchCases: ReadonlyArray<OperationCase> = [
  {
    method: "createSearchIndex",
    input: { tableName, indexName: "ix", schema: { fields: [IndexField.long("n")] }, timeToLive: 86400 },
    request: {
      tableName,
      indexName: "ix",
      schema: { fieldSchemas: [{ fieldName: "n", fieldType: S.FieldType.LONG }], indexSetting: { numberOfShards: 1 } },
      timeToLive: 86400
    },
    ...nothing
  },
  {
    method: "updateSearchIndex",
    input: {
      tableName,
      indexName: "ix",
      switchIndexName: "iy",
      queryFlowWeight: [{ indexName: "ix", weight: 100 }],
      addedFields: [IndexField.long("n")]
    },
    request: {
      tableName,
      indexName: "ix",
      switchIndexName: "iy",
      queryFlowWeight: [{ indexName: "ix", weight: 100 }],
      addedFieldSchemas: [{ fieldName: "n", fieldType: S.FieldType.LONG }]
    },
    ...nothing
  },
  {
    method: "describeSearchIndex",
    input: { tableName, indexName: "ix", includeSyncStat: true },
    request: { tableName, indexName: "ix", includeSyncStat: true },
    response: {
      schema: {
        fieldSchemas: [
          { fieldName: "state", fieldType: S.FieldType.KEYWORD, sortAndAgg: true },
          {
            fieldName: "items",
            fieldType: S.FieldType.NESTED,
            fieldSchemas: [{ fieldName: "count", fieldType: S.FieldType.LONG }]
          }
        ]
      },
      syncStat: { syncPhase: S.SyncPhase.INCR, currentSyncTimestamp: 5n },
      meteringInfo: { storageSize: 1n, rowCount: 2n, reservedReadCu: 3n, timestamp: 4n },
      brotherIndexName: "iy",
      createTime: seconds * 1_000_000n,
      timeToLive: -1,
      indexStatus: { status: S.IndexStatusEnum.RUNNING, statusDescription: "" }
    },
    output: {
      schema: searchSchema,
      syncStat: { syncPhase: "incr", currentSyncTimestamp: 5n },
      meteringInfo: { storageSize: 1, rowCount: 2, reservedReadCu: 3, timestamp: 4n },
      brotherIndexName: "iy",
      queryFlowWeight: [],
      createTime: instant,
      timeToLive: -1,
      indexStatus: { status: "running", statusDescription: "" }
    }
  },
  {
    method: "listSearchIndex",
    input: {},
    request: {},
    response: { indices: [{ tableName, indexName: "ix" }] },
    output: { indices: [{ tableName, indexName: "ix" }] }
  },
  {
    method: "deleteSearchIndex",
    input: { tableName, indexName: "ix" },
    request: { tableName, indexName: "ix" },
    ...nothing
  },
  {
    method: "computeSplits",
    input: { tableName, indexName: "ix" },
    request: { tableName, searchIndexSplitsOptions: { indexName: "ix" } },
    response: { sessionId: bytes("s"), splitsSize: 3 },
    output: { sessionId: bytes("s"), splitsSize: 3 }
  },
  {
    method: "parallelScan",
    input: {
      tableName,
      indexName: "ix",
      columnsToGet: noColumns,
      sessionId: bytes("s"),
      timeoutMs: 10_000,
      scanQuery: { query: Query.matchAll, limit: 2000, maxParallel: 2, currentParallelId: 1, aliveTimeSeconds: 60 }
    },
    request: {
      tableName,
      indexName: "ix",
      columnsToGet: { returnType: S.ColumnReturnType.RETURN_NONE },
      sessionId: bytes("s"),
      scanQuery: {
        query: { type: S.QueryType.MATCH_ALL_QUERY, query: new Uint8Array(0) },
        limit: 2000,
        aliveTime: 60,
        currentParallelId: 1,
        maxParallel: 2
      },
      timeoutMs: 10_000
    },
    response: { rows: [rowBytes({ primaryKey, columns: [] })], nextToken: bytes("t") },
    output: { rows: [{ primaryKey, columns: [] }], nextToken: bytes("t") }
  },
  {
    method: "search",
    input: {
      tableName,
      indexName: "ix",
      columnsToGet: columnsOfIndex("c"),
      searchQuery: { limit: 0 },
      routingValues: [primaryKey]
    },
    request: {
      tableName,
      indexName: "ix",
      columnsToGet: { returnType: S.ColumnReturnType.RETURN_SPECIFIED, columnNames: ["c"] },
      // Field 2 is the limit; field 8, whether all hits are counted, is always sent.
      searchQuery: new Uint8Array([0x10, 0, 0x40, 0]),
      routingValues: [keyBytes()]
    },
    response: {
      totalHits: -1n,
      rows: [rowBytes({ primaryKey, columns: [] })],
      isAllSucceeded: true,
      searchHits: [
        {
          score: 1.5,
          highlightResult: { highlightFields: [{ fieldName: "note", fieldFragments: ["a <em>b</em>"] }] },
          searchInnerHits: [{ path: "items", searchHits: [{ nestedDocOffset: 2 }] }]
        }
      ],
      consumed,
      reservedConsumed: consumed
    },
    output: {
      totalHits: -1,
      rows: [{ primaryKey, columns: [] }],
      searchHits: [
        {
          score: 1.5,
          highlights: { note: ["a <em>b</em>"] },
          innerHits: { items: [{ nestedDocOffset: 2 }] }
        }
      ],
      isAllSucceeded: true,
      consumed: used,
      reservedConsumed: used
    }
  }
]
