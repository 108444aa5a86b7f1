/** Delivery tasks and global tables. */
import * as D from "../../../../../src/schema/tablestore/protobuf/generated/delivery.ts"
import * as G from "../../../../../src/schema/tablestore/protobuf/generated/globalTable.ts"
import { nothing, type OperationCase, tableName } from "./OperationCase.ts"

const taskConfig = {
  ossPrefix: "p/",
  ossBucket: "b",
  ossEndpoint: "e",
  ossStsRole: "r",
  formatter: "ydm",
  format: "parquet",
  eventTimeColumn: { columnName: "at", timeFormat: "rfc3339" },
  schema: [{ columnName: "c", ossColumnName: "c", type: "utf8", encode: "plain" }]
}
const taskMessage = {
  ossPrefix: "p/",
  ossBucket: "b",
  ossEndpoint: "e",
  ossStsRole: "r",
  formatter: D.TimeFormatter.YDMFormatter,
  format: D.Format.Parquet,
  eventTimeColumn: { columnName: "at", timeFormat: D.EventTimeFormat.RFC3339 },
  schema: [{ columnName: "c", ossColumnName: "c", type: D.ParquetDataType.UTF8, encode: D.Encoding.PLAIN }]
}
const task = { tableName, taskName: "daily" }

export const deliveryCases: ReadonlyArray<OperationCase> = [
  {
    method: "createDeliveryTask",
    input: { ...task, taskConfig, taskType: "baseInc" },
    request: { ...task, taskConfig: taskMessage, taskType: D.DeliveryTaskType.BASE_INC },
    ...nothing
  },
  { method: "deleteDeliveryTask", input: task, request: task, ...nothing },
  {
    method: "describeDeliveryTask",
    input: task,
    request: task,
    response: {
      taskConfig: taskMessage,
      taskSyncStat: { taskSyncPhase: D.TaskSyncPhase.FULL, currentSyncTimestamp: 1n, errorCode: D.ErrorType.OK },
      taskType: D.DeliveryTaskType.INC
    },
    output: {
      taskConfig,
      taskSyncStat: { taskSyncPhase: "full", currentSyncTimestamp: 1n, errorCode: "ok" },
      taskType: "inc"
    }
  },
  {
    method: "updateDeliveryTask",
    input: { ...task, taskConfig },
    request: { table: tableName, taskName: "daily", taskConfig: taskMessage },
    ...nothing
  },
  {
    method: "listDeliveryTask",
    input: { tableName },
    request: { tableName },
    response: { tasks: [{ ...task, taskType: D.DeliveryTaskType.BASE }] },
    output: { tasks: [{ ...task, taskType: "base" }] }
  }
]

const place = { regionId: "cn-hangzhou", instanceName: "shop" }
const globalTable = { globalTableId: "g", globalTableName: "orders" }

export const globalTableCases: ReadonlyArray<OperationCase> = [
  {
    method: "createGlobalTable",
    input: {
      baseTable: { ...place, tableName },
      placements: [{ ...place, writable: true }],
      syncMode: "row",
      serveMode: "peerToPeer"
    },
    request: {
      baseTable: { ...place, tableName },
      placements: [{ ...place, writable: true }],
      syncMode: G.SyncMode.SYNC_MODE_ROW,
      serveMode: G.ServeMode.PEER_TO_PEER
    },
    response: { globalTableId: "g", status: G.GlobalTableStatus.G_INIT, serveMode: G.ServeMode.PRIMARY_SECONDARY },
    output: { globalTableId: "g", status: "init", serveMode: "primarySecondary" }
  },
  {
    method: "bindGlobalTable",
    input: { ...globalTable, placements: [{ ...place, writable: false }] },
    request: { ...globalTable, placements: [{ ...place, writable: false }] },
    response: { globalTableId: "g", status: G.GlobalTableStatus.G_RE_CONF },
    output: { globalTableId: "g", status: "reConf" }
  },
  {
    method: "unbindGlobalTable",
    input: { ...globalTable, removals: [place] },
    request: { ...globalTable, removals: [place] },
    response: { globalTableId: "g", status: G.GlobalTableStatus.G_ACTIVE },
    output: { globalTableId: "g", status: "active" }
  },
  {
    method: "describeGlobalTable",
    input: { globalTableName: "orders", returnRpo: true },
    request: { globalTableName: "orders", returnRpo: true },
    response: {
      globalTableId: "g",
      status: G.GlobalTableStatus.G_ACTIVE,
      phyTables: [
        {
          ...place,
          tableName,
          writable: true,
          status: G.PhyTableStatus.PHY_SYNCDATA,
          statusTimestamp: 1n,
          stage: G.SyncStage.SYNC_FULL,
          rpoNanos: 2n
        }
      ]
    },
    output: {
      globalTableId: "g",
      status: "active",
      phyTables: [
        { ...place, tableName, writable: true, status: "syncData", statusTimestamp: 1n, stage: "full", rpoNanos: 2n }
      ]
    }
  },
  {
    method: "updateGlobalTable",
    input: { ...globalTable, phyTable: { ...place, tableName, writable: true, primaryEligible: false } },
    request: { ...globalTable, phyTable: { ...place, tableName, writable: true, primaryEligible: false } },
    ...nothing
  }
]
