/** Tables. */

import { encodePrimaryKey, encodeVariant } from "../../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import { infMin } from "../../../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { key } from "../../../../../src/schema/tablestore/row/rowRecord.ts"
import {
  bytes,
  consumed,
  instant,
  nothing,
  type OperationCase,
  seconds,
  tableName,
  time,
  used
} from "./OperationCase.ts"

const throughput = { capacityUnit: { read: 5, write: 6 }, lastIncreaseTime: seconds, lastDecreaseTime: 0n }
const throughputOutput = {
  capacityUnit: { read: 5, write: 6 },
  lastIncreaseTime: instant,
  lastDecreaseTime: time("1970-01-01T00:00:00Z")
}

export const tableCases: ReadonlyArray<OperationCase> = [
  {
    method: "createTable",
    input: {
      tableName,
      primaryKey: [
        { name: "k", type: "string" },
        { name: "n", type: "integer", option: "autoIncrement" }
      ],
      definedColumns: [{ name: "blob", type: "binary" }],
      tableOptions: { maxVersions: 3, allowUpdate: false },
      reservedThroughput: { read: 1 },
      streamSpec: { enableStream: true, expirationTime: 168, columnsToGet: ["c"] },
      sseSpec: { enable: true, keyType: "byok", keyId: "key-1", roleArn: "acs:ram::1:role/r" },
      indexMetas: [{ name: "ix", primaryKey: ["k", "blob"], indexType: "local" }],
      enableLocalTxn: true,
      partitions: [{ begin: infMin, end: "m" }]
    },
    request: {
      tableMeta: {
        tableName,
        primaryKey: [
          { name: "k", type: T.PrimaryKeyType.STRING },
          { name: "n", type: T.PrimaryKeyType.INTEGER, option: T.PrimaryKeyOption.AUTO_INCREMENT }
        ],
        definedColumn: [{ name: "blob", type: T.DefinedColumnType.DCT_BLOB }]
      },
      reservedThroughput: { capacityUnit: { read: 1, write: 0 } },
      tableOptions: { timeToLive: -1, maxVersions: 3, allowUpdate: false },
      partitions: [{ begin: encodeVariant(infMin).slice(), end: encodeVariant("m").slice() }],
      streamSpec: { enableStream: true, expirationTime: 168, columnsToGet: ["c"] },
      sseSpec: {
        enable: true,
        keyType: T.SSEKeyType.SSE_BYOK,
        keyId: bytes("key-1"),
        roleArn: bytes("acs:ram::1:role/r")
      },
      indexMetas: [
        {
          name: "ix",
          primaryKey: ["k", "blob"],
          indexUpdateMode: T.IndexUpdateMode.IUM_SYNC_INDEX,
          indexType: T.IndexType.IT_LOCAL_INDEX
        }
      ],
      enableLocalTxn: true
    },
    ...nothing
  },
  {
    method: "describeTable",
    input: { tableName },
    request: { tableName },
    response: {
      tableMeta: {
        tableName,
        primaryKey: [{ name: "k", type: T.PrimaryKeyType.BINARY }],
        definedColumn: [{ name: "c", type: T.DefinedColumnType.DCT_DOUBLE }],
        tableId: "id-1"
      },
      reservedThroughputDetails: throughput,
      tableOptions: { timeToLive: 86400, maxVersions: 1, deviationCellVersionInSec: 86400n, bloomFilterType: 2 },
      tableStatus: 77,
      streamDetails: { enableStream: true, streamId: "s", expirationTime: 24, lastEnableTime: seconds * 1_000_000n },
      shardSplits: [encodePrimaryKey([{ name: "k", value: new Uint8Array([1]) }]).slice()],
      sseDetails: { enable: true, keyType: T.SSEKeyType.SSE_KMS_SERVICE },
      indexMetas: [
        {
          name: "ix",
          primaryKey: ["c"],
          definedColumn: ["d"],
          indexUpdateMode: T.IndexUpdateMode.IUM_ASYNC_INDEX,
          indexType: T.IndexType.IT_GLOBAL_INDEX,
          indexSyncPhase: T.IndexSyncPhase.ISP_INCR
        }
      ],
      creationTime: seconds * 1_000_000n
    },
    output: {
      tableName,
      primaryKey: [{ name: "k", type: "binary" }],
      definedColumns: [{ name: "c", type: "double" }],
      tableOptions: {
        timeToLive: 86400,
        maxVersions: 1,
        deviationCellVersionInSec: 86400,
        bloomFilterType: "cell"
      },
      reservedThroughputDetails: throughputOutput,
      // A status that is not known here is told as it is.
      tableStatus: "77",
      streamDetails: {
        enableStream: true,
        streamId: "s",
        expirationTime: 24,
        lastEnableTime: instant,
        columnToGet: []
      },
      sseDetails: { enable: true, keyType: "kmsService" },
      indexMetas: [
        {
          name: "ix",
          primaryKey: ["c"],
          definedColumns: ["d"],
          indexType: "global",
          indexUpdateMode: "async",
          indexSyncPhase: "incr"
        }
      ],
      shardSplits: [[{ name: "k", value: new Uint8Array([1]) }]],
      creationTime: instant,
      tableId: "id-1"
    }
  },
  {
    method: "updateTable",
    input: { tableName, tableOptions: { timeToLive: 86400 }, streamSpec: { enableStream: false } },
    request: { tableName, tableOptions: { timeToLive: 86400 }, streamSpec: { enableStream: false, columnsToGet: [] } },
    response: { reservedThroughputDetails: throughput, tableOptions: { timeToLive: 86400, maxVersions: 1 } },
    output: {
      reservedThroughputDetails: throughputOutput,
      tableOptions: { timeToLive: 86400, maxVersions: 1 }
    }
  },
  { method: "loadTable", input: { tableName }, request: { tableName }, ...nothing },
  { method: "unloadTable", input: { tableName }, request: { tableName }, ...nothing },
  {
    method: "addDefinedColumn",
    input: { tableName, columns: [{ name: "paid", type: "boolean" }] },
    request: { tableName, columns: [{ name: "paid", type: T.DefinedColumnType.DCT_BOOLEAN }] },
    ...nothing
  },
  {
    method: "deleteDefinedColumn",
    input: { tableName, columns: ["paid"] },
    request: { tableName, columns: ["paid"] },
    ...nothing
  },
  {
    method: "computeSplitPointsBySize",
    input: { tableName, splitSize: 2, splitSizeUnitInByte: 1048576, splitPointLimit: 3 },
    request: { tableName, splitSize: 2n, splitSizeUnitInByte: 1048576n, splitPointLimit: 3 },
    response: {
      consumed,
      schema: [{ name: "k", type: T.PrimaryKeyType.STRING }],
      splitPoints: [encodePrimaryKey(key({ k: "m" })).slice()],
      locations: [{ location: "", repeat: 2n }]
    },
    output: {
      consumed: used,
      schema: [{ name: "k", type: "string" }],
      splitPoints: [key({ k: "m" })],
      locations: [{ location: "", repeat: 2 }]
    }
  }
]
