/**
 * Delivery tasks: tables that are written to OSS as Parquet files.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/delivery.ts"
import { Int64, openWord, word } from "../protobuf/wire.ts"
import { Answer, Name, TableRef, Text, tableErrors, tablestore } from "./common.ts"

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

/** Column that tells the time of a row, and how. */
export class EventTimeColumn extends /*#__PURE__*/ message(M.EventColumn, () => ({
  /** Name of the column. */
  columnName: inMessage("columnName", optional(Schema.String)),
  /** How the column tells the time. */
  timeFormat: inMessage("timeFormat", optional(openWord(timeFormats)))
})) {}

/** A column of the files. */
export class ParquetColumn extends /*#__PURE__*/ message(M.ParquetSchema, () => ({
  /** Name of the table's column. */
  columnName: inMessage("columnName", optional(Schema.String)),
  /** Name in the files. */
  ossColumnName: inMessage("ossColumnName", optional(Schema.String)),
  /** Type in the files. */
  type: inMessage("type", optional(openWord(parquetTypes))),
  /** How the values are packed. */
  encode: inMessage("encode", optional(openWord(encodings))),
  /** What the type needs besides, e.g. the precision of `decimal`. */
  typeExtend: inMessage("typeExtend", optional(Schema.String))
})) {}

/** Where and how a table is written. */
export class DeliveryConfig extends /*#__PURE__*/ message(M.OSSTaskConfig, () => ({
  /** Prefix of the files' keys; `$yyyy/$MM/$dd` and the like stand for the time. */
  ossPrefix: inMessage("ossPrefix", optional(Schema.String)),
  /** How times in the prefix are written. */
  formatter: inMessage("formatter", optional(openWord({ ydm: M.TimeFormatter.YDMFormatter }))),
  /** Prefix for rows that do not fit. */
  ossDirtyPrefix: inMessage("ossDirtyPrefix", optional(Schema.String)),
  /** Name of the bucket. */
  ossBucket: inMessage("ossBucket", optional(Schema.String)),
  /** Endpoint of the bucket. */
  ossEndpoint: inMessage("ossEndpoint", optional(Schema.String)),
  /** Role that may write to the bucket. */
  ossStsRole: inMessage("ossStsRole", optional(Schema.String)),
  /** Column that tells the time of a row, and how. */
  eventTimeColumn: inMessage("eventTimeColumn", optional(EventTimeColumn)),
  /** Format of the files. */
  format: inMessage("format", optional(openWord({ parquet: M.Format.Parquet }))),
  /** Columns of the files. */
  schema: inMessage("schema", list(ParquetColumn))
})) {}

/** The request is about this delivery task. */
export class DeliveryTaskRef extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Name of the task. */
  taskName: inMessage("taskName", Text)
})) {}

/** Input of {@link createDeliveryTask}. */
export class CreateDeliveryTaskInput extends /*#__PURE__*/ fields(DeliveryTaskRef, () => ({
  /** Where and how the table is written. */
  taskConfig: inMessage("taskConfig", DeliveryConfig),
  /** All rows (`base`), changes (`inc`), or both. */
  taskType: inMessage("taskType", optional(word(taskTypes)))
})) {}

/**
 * Creates a delivery task of a table.
 *
 * Source: Tablestore API, CreateDeliveryTask.
 */
export const createDeliveryTask = /*#__PURE__*/ tablestore.operation("CreateDeliveryTask", {
  request: M.CreateDeliveryTaskRequest,
  response: M.CreateDeliveryTaskResponse,
  idempotent: false,
  input: CreateDeliveryTaskInput,
  output: Answer,
  errors: [...tableErrors, "OTSObjectAlreadyExist"]
})

/**
 * Deletes a delivery task.
 *
 * Source: Tablestore API, DeleteDeliveryTask.
 */
export const deleteDeliveryTask = /*#__PURE__*/ tablestore.operation("DeleteDeliveryTask", {
  request: M.DeleteDeliveryTaskRequest,
  response: M.DeleteDeliveryTaskResponse,
  idempotent: false,
  input: DeliveryTaskRef,
  output: Answer,
  errors: tableErrors
})

/** How far a delivery task is. */
export class DeliverySync extends /*#__PURE__*/ message(M.TaskSyncStat, () => ({
  /** Whether all rows or changes are written now. */
  taskSyncPhase: inMessage(
    "taskSyncPhase",
    optional(openWord({ init: M.TaskSyncPhase.INIT, full: M.TaskSyncPhase.FULL, incr: M.TaskSyncPhase.INCR }))
  ),
  /** In the service's own unit. */
  currentSyncTimestamp: inMessage("currentSyncTimestamp", optional(Int64)),
  /** What stops the task, or `ok`. */
  errorCode: inMessage(
    "errorCode",
    optional(
      openWord({
        ok: M.ErrorType.OK,
        unauthorized: M.ErrorType.UNAUTHORIZED,
        invalidOssBucket: M.ErrorType.INVALID_OSS_BUCKET
      })
    )
  ),
  /** What stops the task, in the service's words. */
  detail: inMessage("detail", optional(Schema.String))
})) {}

/** Output of {@link describeDeliveryTask}. */
export class DescribeDeliveryTaskOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Where and how the table is written. */
  taskConfig: inMessage("taskConfig", optional(DeliveryConfig)),
  /** How far the task is. */
  taskSyncStat: inMessage("taskSyncStat", optional(DeliverySync)),
  /** All rows (`base`), changes (`inc`), or both. */
  taskType: inMessage("taskType", optional(openWord(taskTypes)))
})) {}

/**
 * Tells all about a delivery task.
 *
 * Source: Tablestore API, DescribeDeliveryTask.
 */
export const describeDeliveryTask = /*#__PURE__*/ tablestore.operation("DescribeDeliveryTask", {
  request: M.DescribeDeliveryTaskRequest,
  response: M.DescribeDeliveryTaskResponse,
  idempotent: true,
  input: DeliveryTaskRef,
  output: DescribeDeliveryTaskOutput,
  errors: tableErrors
})

/** Input of {@link updateDeliveryTask}. */
export class UpdateDeliveryTaskInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  tableName: inMessage("table", Name),
  /** Name of the task. */
  taskName: inMessage("taskName", Text),
  /** Where and how the table is written from now on. */
  taskConfig: inMessage("taskConfig", DeliveryConfig)
})) {}

/**
 * Changes where and how a delivery task writes.
 *
 * Source: Tablestore API, UpdateDeliveryTask.
 */
export const updateDeliveryTask = /*#__PURE__*/ tablestore.operation("UpdateDeliveryTask", {
  request: M.UpdateDeliveryTaskRequest,
  response: M.UpdateDeliveryTaskResponse,
  idempotent: false,
  input: UpdateDeliveryTaskInput,
  output: Answer,
  errors: tableErrors
})

/** Input of {@link listDeliveryTask}. */
export class ListDeliveryTaskInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table; the tasks of all tables when absent. */
  tableName: inMessage("tableName", optional(Name))
})) {}

/** A delivery task. */
export class DeliveryTask extends /*#__PURE__*/ message(M.DeliveryTaskInfo, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", optional(Schema.String)),
  /** Name of the task. */
  taskName: inMessage("taskName", optional(Schema.String)),
  /** All rows (`base`), changes (`inc`), or both. */
  taskType: inMessage("taskType", optional(openWord(taskTypes)))
})) {}

/** Output of {@link listDeliveryTask}. */
export class ListDeliveryTaskOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The tasks. */
  tasks: inMessage("tasks", list(DeliveryTask))
})) {}

/**
 * Lists the delivery tasks of a table.
 *
 * Source: Tablestore API, ListDeliveryTask.
 */
export const listDeliveryTask = /*#__PURE__*/ tablestore.operation("ListDeliveryTask", {
  request: M.ListDeliveryTaskRequest,
  response: M.ListDeliveryTaskResponse,
  idempotent: true,
  input: ListDeliveryTaskInput,
  output: ListDeliveryTaskOutput,
  errors: tableErrors
})
