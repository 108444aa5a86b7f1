/**
 * Delivery tasks: tables that are written to OSS as Parquet files.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/delivery.ts"
import { Int64, openWord, word } from "../protobuf/wire.ts"
import { answer, linked, Name, Text, tableErrors, tablestore } from "./legacyCommon.ts"

const taskTypes = {
  base: M.DeliveryTaskType.BASE,
  inc: M.DeliveryTaskType.INC,
  baseInc: M.DeliveryTaskType.BASE_INC
} as const

const timeFormats = {
  rfc822: M.EventTimeFormat.RFC822,
  rfc850: M.EventTimeFormat.RFC850,
  rfc1123: M.EventTimeFormat.RFC1123,
  rfc3339: M.EventTimeFormat.RFC3339,
  unix: M.EventTimeFormat.Unix
} as const

const parquetTypes = {
  bool: M.ParquetDataType.BOOL,
  int64: M.ParquetDataType.INT64,
  utf8: M.ParquetDataType.UTF8,
  double: M.ParquetDataType.DOUBLE,
  date: M.ParquetDataType.DATE,
  decimal: M.ParquetDataType.DECIMAL,
  timeMillis: M.ParquetDataType.TIME_MILLIS,
  timeMicros: M.ParquetDataType.TIME_MICROS,
  timestampMillis: M.ParquetDataType.TIMESTAMP_MILLIS,
  timestampMicros: M.ParquetDataType.TIMESTAMP_MICROS,
  list: M.ParquetDataType.LIST,
  map: M.ParquetDataType.MAP,
  interval: M.ParquetDataType.INTERVAL,
  float: M.ParquetDataType.FLOAT,
  int32: M.ParquetDataType.INT32,
  int96: M.ParquetDataType.INT96
} as const

const encodings = {
  plain: M.Encoding.PLAIN,
  plainDictionary: M.Encoding.PLAIN_DICTIONARY,
  deltaBinaryPacked: M.Encoding.DELTA_BINARY_PACKED,
  deltaByteArray: M.Encoding.DELTA_BYTE_ARRAY,
  deltaLengthByteArray: M.Encoding.DELTA_LENGTH_BYTE_ARRAY
} as const

/** Where and how a table is written. */
export const DeliveryConfig = Schema.Struct({
  /** Prefix of the files' keys; `$yyyy/$MM/$dd` and the like stand for the time. */
  ossPrefix: optional(Schema.String),
  formatter: optional(word({ ydm: M.TimeFormatter.YDMFormatter })),
  /** Prefix for rows that do not fit. */
  ossDirtyPrefix: optional(Schema.String),
  ossBucket: optional(Schema.String),
  ossEndpoint: optional(Schema.String),
  /** Role that may write to the bucket. */
  ossStsRole: optional(Schema.String),
  /** Column that tells the time of a row, and how. */
  eventTimeColumn: optional(
    Schema.Struct({ columnName: optional(Schema.String), timeFormat: optional(openWord(timeFormats)) })
  ),
  format: optional(word({ parquet: M.Format.Parquet })),
  /** Columns of the files. */
  schema: Schema.Array(
    Schema.Struct({
      columnName: optional(Schema.String),
      ossColumnName: optional(Schema.String),
      type: optional(openWord(parquetTypes)),
      encode: optional(openWord(encodings)),
      typeExtend: optional(Schema.String)
    })
  )
})

const createTask = linked(M.CreateDeliveryTaskRequest, M.CreateDeliveryTaskResponse)
const deleteTask = linked(M.DeleteDeliveryTaskRequest, M.DeleteDeliveryTaskResponse)
const describeTask = linked(M.DescribeDeliveryTaskRequest, M.DescribeDeliveryTaskResponse)
const updateTask = linked(M.UpdateDeliveryTaskRequest, M.UpdateDeliveryTaskResponse)
const listTask = linked(M.ListDeliveryTaskRequest, M.ListDeliveryTaskResponse)

const task = {
  tableName: deleteTask.sends("tableName", Name),
  taskName: deleteTask.sends("taskName", Text)
}

export const deliveryOperations = {
  /**
   * Creates a delivery task of a table.
   *
   * Source: Tablestore API, CreateDeliveryTask.
   */
  createDeliveryTask: tablestore.operation("CreateDeliveryTask", {
    ...createTask.messages,
    idempotent: false,
    input: {
      ...task,
      taskConfig: createTask.sends("taskConfig", DeliveryConfig),
      /** All rows (`base`), changes (`inc`), or both. */
      taskType: createTask.sends("taskType", optional(word(taskTypes)))
    },
    output: answer,
    errors: [...tableErrors, "OTSObjectAlreadyExist"]
  }),

  /**
   * Deletes a delivery task.
   *
   * Source: Tablestore API, DeleteDeliveryTask.
   */
  deleteDeliveryTask: tablestore.operation("DeleteDeliveryTask", {
    ...deleteTask.messages,
    idempotent: false,
    input: task,
    output: answer,
    errors: tableErrors
  }),

  /**
   * Tells all about a delivery task.
   *
   * Source: Tablestore API, DescribeDeliveryTask.
   */
  describeDeliveryTask: tablestore.operation("DescribeDeliveryTask", {
    ...describeTask.messages,
    idempotent: true,
    input: task,
    output: {
      ...answer,
      taskConfig: describeTask.receives("taskConfig", optional(DeliveryConfig)),
      taskSyncStat: describeTask.receives(
        "taskSyncStat",
        optional(
          Schema.Struct({
            taskSyncPhase: optional(
              openWord({ init: M.TaskSyncPhase.INIT, full: M.TaskSyncPhase.FULL, incr: M.TaskSyncPhase.INCR })
            ),
            /** In the service's own unit. */
            currentSyncTimestamp: optional(Int64),
            errorCode: optional(
              openWord({
                ok: M.ErrorType.OK,
                unauthorized: M.ErrorType.UNAUTHORIZED,
                invalidOssBucket: M.ErrorType.INVALID_OSS_BUCKET
              })
            ),
            detail: optional(Schema.String)
          })
        )
      ),
      taskType: describeTask.receives("taskType", optional(openWord(taskTypes)))
    },
    errors: tableErrors
  }),

  /**
   * Changes where and how a delivery task writes.
   *
   * Source: Tablestore API, UpdateDeliveryTask.
   */
  updateDeliveryTask: tablestore.operation("UpdateDeliveryTask", {
    ...updateTask.messages,
    idempotent: false,
    input: {
      tableName: updateTask.sends("table", Name),
      taskName: updateTask.sends("taskName", Text),
      taskConfig: updateTask.sends("taskConfig", DeliveryConfig)
    },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Lists the delivery tasks of a table.
   *
   * Source: Tablestore API, ListDeliveryTask.
   */
  listDeliveryTask: tablestore.operation("ListDeliveryTask", {
    ...listTask.messages,
    idempotent: true,
    input: { tableName: listTask.sends("tableName", optional(Name)) },
    output: {
      ...answer,
      tasks: listTask.receives(
        "tasks",
        Schema.Array(
          Schema.Struct({
            tableName: optional(Schema.String),
            taskName: optional(Schema.String),
            taskType: optional(openWord(taskTypes))
          })
        )
      )
    },
    errors: tableErrors
  })
}
