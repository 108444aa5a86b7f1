/** What callers write and read for the operations on time series, beside the messages that travel for it. */

import { encodeRows } from "../../../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as M from "../../../../../src/schema/tablestore/protobuf/generated/timeseries.ts"
import type { TimeseriesCondition } from "../../../../../src/schema/tablestore/timeseries/timeseriesCondition.ts"
import { encodeTimeseriesRows } from "../../../../../src/schema/tablestore/timeseries/timeseriesRows.ts"
import { encodeMessage } from "../../../../../src/schema/wire/protobufMessage.ts"
import type { OperationCase } from "./OperationCase.ts"

const tableName = "metrics"
const nothing = { response: {}, output: {} }
const bytes = (text: string) => new TextEncoder().encode(text)

const series = { measurement: "cpu", source: "host-1", tags: { region: "hz", zone: "b" } }
const seriesMessage = {
  measurement: "cpu",
  source: "host-1",
  tags: '["region=hz","zone=b"]',
  tagList: [
    { name: "region", value: "hz" },
    { name: "zone", value: "b" }
  ]
}
const row = { key: series, time: 5n, fields: { load: 1.5, count: 2n } }
const encoded = () => encodeTimeseriesRows([row])

const stored = encodeRows([
  {
    primaryKey: [
      { name: "_#h", value: "00" },
      { name: "_m_name", value: "cpu" },
      { name: "_data_source", value: "host-1" },
      { name: "_tags", value: '["region=hz","zone=b"]' },
      { name: "_time", value: 5n }
    ],
    columns: [
      { name: "count:i", value: 2n },
      { name: "load:d", value: 1.5 }
    ]
  }
]).slice()

const failedRows = [{ rowIndex: 1, errorCode: "OTSParameterInvalid", errorMessage: "no" }]

const condition: TimeseriesCondition = {
  _tag: "And",
  conditions: [
    { _tag: "Measurement", comparison: "equal", value: "cpu" },
    { _tag: "Source", comparison: "prefix", value: "host" },
    { _tag: "Tag", name: "region", comparison: "lessThan", value: "m" },
    { _tag: "Not", conditions: [{ _tag: "Attribute", name: "state", comparison: "greaterThanOrEqual", value: "x" }] },
    { _tag: "UpdateTime", comparison: "greaterThan", value: 7n }
  ]
}

const kinds = M.MetaQueryConditionType
const ops = M.MetaQuerySingleOperator

const conditionMessage: M.MetaQueryCondition = {
  type: kinds.COMPOSITE_CONDITION,
  protoData: encodeMessage(M.MetaQueryCompositeCondition, {
    op: M.MetaQueryCompositeOperator.OP_AND,
    subConditions: [
      {
        type: kinds.MEASUREMENT_CONDITION,
        protoData: encodeMessage(M.MetaQueryMeasurementCondition, { op: ops.OP_EQUAL, value: "cpu" })
      },
      {
        type: kinds.SOURCE_CONDITION,
        protoData: encodeMessage(M.MetaQuerySourceCondition, { op: ops.OP_PREFIX, value: "host" })
      },
      {
        type: kinds.TAG_CONDITION,
        protoData: encodeMessage(M.MetaQueryTagCondition, { op: ops.OP_LESS_THAN, tagName: "region", value: "m" })
      },
      {
        type: kinds.COMPOSITE_CONDITION,
        protoData: encodeMessage(M.MetaQueryCompositeCondition, {
          op: M.MetaQueryCompositeOperator.OP_NOT,
          subConditions: [
            {
              type: kinds.ATTRIBUTE_CONDITION,
              protoData: encodeMessage(M.MetaQueryAttributeCondition, {
                op: ops.OP_GREATER_EQUAL,
                attrName: "state",
                value: "x"
              })
            }
          ]
        })
      },
      {
        type: kinds.UPDATE_TIME_CONDITION,
        protoData: encodeMessage(M.MetaQueryUpdateTimeCondition, { op: ops.OP_GREATER_THAN, value: 7n })
      }
    ]
  })
}

const dataCases: ReadonlyArray<OperationCase> = [
  {
    method: "putTimeseriesData",
    input: { tableName, rows: [row], metaUpdateMode: "ignore" },
    request: {
      tableName,
      rowsData: {
        type: M.RowsSerializeType.RST_FLAT_BUFFER,
        rowsData: encoded().bytes,
        flatbufferCrc32c: encoded().crc32c
      },
      metaUpdateMode: M.MetaUpdateMode.MUM_IGNORE,
      supportedTableVersion: 1n
    },
    response: { failedRows },
    output: { failedRows }
  },
  {
    method: "getTimeseriesData",
    input: {
      tableName,
      key: series,
      beginTime: 1n,
      endTime: 9n,
      backward: true,
      fieldsToGet: [{ name: "load" }],
      limit: 3
    },
    request: {
      tableName,
      timeSeriesKey: seriesMessage,
      beginTime: 1n,
      endTime: 9n,
      limit: 3,
      backward: true,
      fieldsToGet: [{ name: "load" }],
      supportedTableVersion: 1n
    },
    response: { rowsData: stored, nextToken: bytes("t") },
    output: { rows: [row], nextToken: bytes("t") }
  },
  {
    method: "splitTimeseriesScanTask",
    input: { tableName, splitCountHint: 2, measurementName: "cpu" },
    request: { tableName, measurementName: "cpu", splitCountHint: 2 },
    response: { splitInfos: [bytes("a"), bytes("b")] },
    output: { splitInfos: [bytes("a"), bytes("b")] }
  },
  {
    method: "scanTimeseriesData",
    input: { tableName, splitInfo: bytes("a"), startTimeUs: 1n, endTimeUs: 9n, token: bytes("t") },
    request: {
      tableName,
      splitInfo: bytes("a"),
      startTimeUs: 1n,
      endTimeUs: 9n,
      dataSerializeType: M.RowsSerializeType.RST_PLAIN_BUFFER,
      token: bytes("t"),
      supportedTableVersion: 1n
    },
    response: { dataSerializeType: M.RowsSerializeType.RST_PLAIN_BUFFER, data: stored },
    output: { rows: [row] }
  },
  {
    method: "queryTimeseriesMeta",
    input: { tableName, condition, getTotalHit: true, limit: 10 },
    request: { tableName, condition: conditionMessage, getTotalHit: true, limit: 10, supportedTableVersion: 1n },
    response: {
      timeseriesMetas: [
        { timeSeriesKey: { measurement: "cpu", tags: "[]" }, attributes: '["state=ok"]', updateTime: 8n }
      ],
      totalHit: 1n
    },
    output: {
      metas: [{ key: { measurement: "cpu", source: "", tags: {} }, attributes: { state: "ok" }, updateTime: 8n }],
      totalHit: 1
    }
  },
  {
    method: "updateTimeseriesMeta",
    input: { tableName, metas: [{ key: series, attributes: { state: "ok" } }] },
    request: {
      tableName,
      timeseriesMeta: [{ timeSeriesKey: seriesMessage, attributes: '["state=ok"]' }],
      supportedTableVersion: 1n
    },
    response: { failedRows },
    output: { failedRows }
  },
  {
    method: "deleteTimeseriesMeta",
    input: { tableName, keys: [series] },
    request: { tableName, timeseriesKey: [seriesMessage], supportedTableVersion: 1n },
    response: {},
    output: { failedRows: [] }
  }
]

const meta = {
  tableName,
  tableOptions: { timeToLive: -1 },
  metaOptions: { allowUpdateAttributes: true },
  status: "CREATED"
}
const store = { storeName: "copy", timeToLive: -1, syncOption: "full" }
const storeMessage = { storeName: "copy", timeToLive: -1, syncOption: M.AnalyticalStoreSyncType.SYNC_TYPE_FULL }

const tableCases: ReadonlyArray<OperationCase> = [
  {
    method: "createTimeseriesTable",
    input: {
      tableName,
      tableOptions: { timeToLive: 86400 },
      metaOptions: { allowUpdateAttributes: false, metaTimeToLive: -1 },
      timeseriesKeySchema: ["_m_name"],
      analyticalStores: [store],
      enableAnalyticalStore: true,
      lastpointIndexMetas: [{ indexTableName: "last" }]
    },
    request: {
      tableMeta: {
        tableName,
        tableOptions: { timeToLive: 86400 },
        metaOptions: { allowUpdateAttributes: false, metaTimeToLive: -1 },
        timeseriesKeySchema: ["_m_name"]
      },
      analyticalStores: [storeMessage],
      enableAnalyticalStore: true,
      lastpointIndexMetas: [{ indexTableName: "last" }]
    },
    ...nothing
  },
  {
    method: "listTimeseriesTable",
    input: {},
    request: {},
    response: { tableMetas: [meta] },
    output: { tableMetas: [{ ...meta, timeseriesKeySchema: [], fieldPrimaryKeySchema: [] }] }
  },
  {
    method: "describeTimeseriesTable",
    input: { tableName },
    request: { tableName },
    response: { tableMeta: meta, analyticalStores: [storeMessage], lastpointIndexes: [{ indexTableName: "last" }] },
    output: {
      tableMeta: { ...meta, timeseriesKeySchema: [], fieldPrimaryKeySchema: [] },
      analyticalStores: [store],
      lastpointIndexes: [{ indexTableName: "last" }]
    }
  },
  {
    method: "updateTimeseriesTable",
    input: { tableName, tableOptions: { timeToLive: -1 } },
    request: { tableName, tableOptions: { timeToLive: -1 } },
    ...nothing
  },
  { method: "deleteTimeseriesTable", input: { tableName }, request: { tableName }, ...nothing },
  {
    method: "createTimeseriesAnalyticalStore",
    input: { tableName, analyticalStore: store },
    request: { tableName, analyticalStore: storeMessage },
    ...nothing
  },
  {
    method: "updateTimeseriesAnalyticalStore",
    input: { tableName, analyticalStore: store },
    request: { tableName, analyticalStore: storeMessage },
    ...nothing
  },
  {
    method: "deleteTimeseriesAnalyticalStore",
    input: { tableName, storeName: "copy", dropMappingTable: true },
    request: { tableName, storeName: "copy", dropMappingTable: true },
    ...nothing
  },
  {
    method: "describeTimeseriesAnalyticalStore",
    input: { tableName, storeName: "copy" },
    request: { tableName, storeName: "copy" },
    response: {
      analyticalStore: storeMessage,
      syncStat: { syncPhase: M.AnalyticalStoreSyncType.SYNC_TYPE_INCR, currentSyncTimestamp: 1n },
      storageSize: { size: 2n, timestamp: 3n }
    },
    output: {
      analyticalStore: store,
      syncStat: { syncPhase: "incr", currentSyncTimestamp: 1n },
      storageSize: { size: 2, timestamp: 3n }
    }
  },
  {
    method: "createTimeseriesLastpointIndex",
    input: {
      mainTableName: tableName,
      indexTableName: "last",
      includeBaseData: true,
      indexPrimaryKeyNames: ["_m_name"]
    },
    request: {
      mainTableName: tableName,
      indexTableName: "last",
      includeBaseData: true,
      indexPrimaryKeyNames: ["_m_name"]
    },
    ...nothing
  },
  {
    method: "deleteTimeseriesLastpointIndex",
    input: { mainTableName: tableName, indexTableName: "last" },
    request: { mainTableName: tableName, indexTableName: "last" },
    ...nothing
  }
]

export const timeseriesCases: ReadonlyArray<OperationCase> = [...dataCases, ...tableCases]
