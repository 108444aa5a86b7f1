/**
 * Time series: data, and what is known of each series.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { Bytes, Int32, Int64, Positive, SafeInteger, word } from "../protobuf/wire.ts"
import { StoredRows } from "../timeseries/storedRows.ts"
import { TimeseriesCondition } from "../timeseries/timeseriesCondition.ts"
import { Attributes, TimeseriesKey } from "../timeseries/timeseriesKey.ts"
import { Micros, WrittenRows } from "../timeseries/timeseriesRow.ts"
import { Answer, TableRef, Token, tableErrors, tablestore } from "./common.ts"

/** The version of tables the official clients say they know. */
const supportedTableVersion = 1n

const known = <A extends { readonly supportedTableVersion?: bigint | undefined }>(message: A): A => ({
  ...message,
  supportedTableVersion
})

/** A row that the service refused, by its place in the request. */
export class FailedRow extends /*#__PURE__*/ message(M.FailedRowInfo, () => ({
  /** Place of the row in the request, from 0. */
  rowIndex: inMessage("rowIndex", Int32),
  /** Code of the error. */
  errorCode: inMessage("errorCode", optional(Schema.String)),
  /** What is wrong, in the service's words. */
  errorMessage: inMessage("errorMessage", optional(Schema.String))
})) {}

/** A field to return. */
export class FieldToGet extends /*#__PURE__*/ message(M.TimeseriesFieldsToGet, () => ({
  /** Name of the field. */
  name: inMessage("name", Schema.String),
  /** Number of the field's type. */
  type: inMessage("type", optional(Int32))
})) {}

/** Which part of what was asked for is read. */
export class Paging extends /*#__PURE__*/ fields(() => ({
  /** Rows or series of the page at most. */
  limit: inMessage("limit", optional(Positive)),
  /** `nextToken` of the page before. */
  token: inMessage("token", optional(Token))
})) {}

/** Where the next page starts. */
export class NextPage extends /*#__PURE__*/ fields(() => ({
  /** `token` of the next page; absent at the end. */
  nextToken: inMessage("nextToken", optional(Token))
})) {}

/** What a write of several things answers with. */
export class WriteOutcome extends /*#__PURE__*/ fields(Answer, () => ({
  /** What was not written, by its place in the request; all else was. */
  failedRows: inMessage("failedRows", list(FailedRow))
})) {}

/** Input of {@link putTimeseriesData}. */
export class PutTimeseriesDataInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** 1 to 200 rows, at most 4 MiB in all. */
  rows: inMessage("rowsData", WrittenRows),
  /** `ignore` leaves what is known of the series as it is. */
  metaUpdateMode: inMessage(
    "metaUpdateMode",
    optional(word({ normal: M.MetaUpdateMode.MUM_NORMAL, ignore: M.MetaUpdateMode.MUM_IGNORE }))
  )
})) {}

/**
 * Writes rows of time series. Series that are new come to be with them.
 *
 * Source: Tablestore API, PutTimeseriesData.
 */
export const putTimeseriesData = /*#__PURE__*/ tablestore.operation("PutTimeseriesData", {
  request: M.PutTimeseriesDataRequest,
  response: M.PutTimeseriesDataResponse,
  completeMessage: known,
  idempotent: false,
  input: PutTimeseriesDataInput,
  output: WriteOutcome,
  errors: tableErrors
})

/** Input of {@link getTimeseriesData}. */
export class GetTimeseriesDataInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** The time series. */
    key: inMessage("timeSeriesKey", TimeseriesKey),
    /** Microseconds since 1970, inclusive. */
    beginTime: inMessage("beginTime", optional(Micros)),
    /** Microseconds since 1970, exclusive. */
    endTime: inMessage("endTime", optional(Micros)),
    /** Microseconds since 1970; goes without the other two. */
    specificTime: inMessage("specificTime", optional(Micros)),
    /** Whether the newest rows come first. */
    backward: inMessage("backward", optional(Schema.Boolean)),
    /** Fields to return; all when absent. */
    fieldsToGet: inMessage("fieldsToGet", optional(list(FieldToGet)))
  }),
  Paging
) {}

/** Output of {@link getTimeseriesData}. */
export class GetTimeseriesDataOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** The rows. */
    rows: inMessage("rowsData", StoredRows)
  }),
  NextPage
) {}

/**
 * Reads rows of a time series, one page.
 *
 * Source: Tablestore API, GetTimeseriesData.
 */
export const getTimeseriesData = /*#__PURE__*/ tablestore.operation("GetTimeseriesData", {
  request: M.GetTimeseriesDataRequest,
  response: M.GetTimeseriesDataResponse,
  completeMessage: known,
  idempotent: true,
  input: GetTimeseriesDataInput,
  output: GetTimeseriesDataOutput,
  errors: tableErrors
})

/** Input of {@link splitTimeseriesScanTask}. */
export class SplitTimeseriesScanTaskInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Only series of this measurement. */
  measurementName: inMessage("measurementName", optional(Schema.String)),
  /** How many parts are wanted. */
  splitCountHint: inMessage("splitCountHint", Positive)
})) {}

/** Output of {@link splitTimeseriesScanTask}. */
export class SplitTimeseriesScanTaskOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** `splitInfo` of a scan, one for each part. */
  splitInfos: inMessage("splitInfos", list(Bytes))
})) {}

/**
 * Cuts a table into parts that can be scanned side by side.
 *
 * Source: Tablestore API, SplitTimeseriesScanTask.
 */
export const splitTimeseriesScanTask = /*#__PURE__*/ tablestore.operation("SplitTimeseriesScanTask", {
  request: M.SplitTimeseriesScanTaskRequest,
  response: M.SplitTimeseriesScanTaskResponse,
  idempotent: true,
  input: SplitTimeseriesScanTaskInput,
  output: SplitTimeseriesScanTaskOutput,
  errors: tableErrors
})

/** Input of {@link scanTimeseriesData}. */
export class ScanTimeseriesDataInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** Part of the table; all of it when absent. */
    splitInfo: inMessage("splitInfo", optional(Bytes)),
    /** Microseconds since 1970, inclusive. */
    startTimeUs: inMessage("startTimeUs", optional(Micros)),
    /** Microseconds since 1970, exclusive. */
    endTimeUs: inMessage("endTimeUs", optional(Micros)),
    /** Fields to return; all when absent. */
    fieldsToGet: inMessage("fieldsToGet", optional(list(FieldToGet)))
  }),
  Paging
) {}

/** Output of {@link scanTimeseriesData}. */
export class ScanTimeseriesDataOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** The rows. */
    rows: inMessage("data", StoredRows)
  }),
  NextPage
) {}

/**
 * Reads rows of all time series of a part of a table, one page.
 *
 * Source: Tablestore API, ScanTimeseriesData.
 */
export const scanTimeseriesData = /*#__PURE__*/ tablestore.operation("ScanTimeseriesData", {
  request: M.ScanTimeseriesDataRequest,
  response: M.ScanTimeseriesDataResponse,
  completeMessage: (message) => known({ ...message, dataSerializeType: M.RowsSerializeType.RST_PLAIN_BUFFER }),
  idempotent: true,
  input: ScanTimeseriesDataInput,
  output: ScanTimeseriesDataOutput,
  errors: tableErrors
})

/** What is known of a time series. */
export class TimeseriesMeta extends /*#__PURE__*/ message(M.TimeseriesMeta, () => ({
  /** The time series. */
  key: inMessage("timeSeriesKey", TimeseriesKey),
  /** What programs note of it. Names without `=` and quotes, values without quotes. */
  attributes: inMessage("attributes", optional(Attributes)),
  /** When something of the series was written last, microseconds since 1970. */
  updateTime: inMessage("updateTime", optional(Int64))
})) {}

/** Input of {@link queryTimeseriesMeta}. */
export class QueryTimeseriesMetaInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** Which series; all when absent. */
    condition: inMessage("condition", optional(TimeseriesCondition)),
    /** Whether the number of series found is told. */
    getTotalHit: inMessage("getTotalHit", optional(Schema.Boolean))
  }),
  Paging
) {}

/** Output of {@link queryTimeseriesMeta}. */
export class QueryTimeseriesMetaOutput extends /*#__PURE__*/ fields(
  Answer,
  () => ({
    /** The series. */
    metas: inMessage("timeseriesMetas", list(TimeseriesMeta)),
    /** Number of series found, of all pages. */
    totalHit: inMessage("totalHit", optional(SafeInteger))
  }),
  NextPage
) {}

/**
 * Finds time series, one page.
 *
 * Source: Tablestore API, QueryTimeseriesMeta.
 */
export const queryTimeseriesMeta = /*#__PURE__*/ tablestore.operation("QueryTimeseriesMeta", {
  request: M.QueryTimeseriesMetaRequest,
  response: M.QueryTimeseriesMetaResponse,
  completeMessage: known,
  idempotent: true,
  input: QueryTimeseriesMetaInput,
  output: QueryTimeseriesMetaOutput,
  errors: tableErrors
})

/** Input of {@link updateTimeseriesMeta}. */
export class UpdateTimeseriesMetaInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** The series with what is noted of them from now on. */
  metas: inMessage("timeseriesMeta", list(TimeseriesMeta))
})) {}

/**
 * Changes the attributes of time series.
 *
 * Source: Tablestore API, UpdateTimeseriesMeta.
 */
export const updateTimeseriesMeta = /*#__PURE__*/ tablestore.operation("UpdateTimeseriesMeta", {
  request: M.UpdateTimeseriesMetaRequest,
  response: M.UpdateTimeseriesMetaResponse,
  completeMessage: known,
  idempotent: false,
  input: UpdateTimeseriesMetaInput,
  output: WriteOutcome,
  errors: tableErrors
})

/** Input of {@link deleteTimeseriesMeta}. */
export class DeleteTimeseriesMetaInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** The series. */
  keys: inMessage("timeseriesKey", list(TimeseriesKey))
})) {}

/**
 * Forgets time series. Their data stay.
 *
 * Source: Tablestore API, DeleteTimeseriesMeta.
 */
export const deleteTimeseriesMeta = /*#__PURE__*/ tablestore.operation("DeleteTimeseriesMeta", {
  request: M.DeleteTimeseriesMetaRequest,
  response: M.DeleteTimeseriesMetaResponse,
  completeMessage: known,
  idempotent: false,
  input: DeleteTimeseriesMetaInput,
  output: WriteOutcome,
  errors: tableErrors
})
