/**
 * Time series: data, and what is known of each series.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { Bytes, Int64, Positive, SafeInteger, word } from "../protobuf/wire.ts"
import {
  StoredTimeseriesRowsField,
  TimeseriesConditionField,
  TimeseriesKeyField,
  TimeseriesKeysField,
  TimeseriesMetasField,
  TimeseriesRowsField
} from "../timeseries/timeseriesFields.ts"
import { answer, linked, Token, table, tableErrors, tablestore } from "./legacyCommon.ts"

/** The version of tables the official clients say they know. */
const supportedTableVersion = 1n

const known = <A extends { readonly supportedTableVersion?: bigint | undefined }>(message: A): A => ({
  ...message,
  supportedTableVersion
})

const putData = linked(M.PutTimeseriesDataRequest, M.PutTimeseriesDataResponse, { complete: known })
const getData = linked(M.GetTimeseriesDataRequest, M.GetTimeseriesDataResponse, { complete: known })
const splitScan = linked(M.SplitTimeseriesScanTaskRequest, M.SplitTimeseriesScanTaskResponse)
const scanData = linked(M.ScanTimeseriesDataRequest, M.ScanTimeseriesDataResponse, {
  complete: (message) => known({ ...message, dataSerializeType: M.RowsSerializeType.RST_PLAIN_BUFFER })
})
const queryMeta = linked(M.QueryTimeseriesMetaRequest, M.QueryTimeseriesMetaResponse, { complete: known })
const updateMeta = linked(M.UpdateTimeseriesMetaRequest, M.UpdateTimeseriesMetaResponse, { complete: known })
const deleteMeta = linked(M.DeleteTimeseriesMetaRequest, M.DeleteTimeseriesMetaResponse, { complete: known })

/** A row that the service refused, by its place in the request. */
const FailedRow = Schema.Struct({
  rowIndex: Schema.Int,
  errorCode: optional(Schema.String),
  errorMessage: optional(Schema.String)
})

const FieldsToGet = Schema.Array(
  Schema.Struct({
    name: Schema.String,
    /** Number of the field's type. */
    type: optional(Schema.Int)
  })
)

export const timeseriesOperations = {
  /**
   * Writes rows of time series. Series that are new come to be with them.
   *
   * Source: Tablestore API, PutTimeseriesData.
   */
  putTimeseriesData: tablestore.operation("PutTimeseriesData", {
    ...putData.messages,
    idempotent: false,
    input: {
      ...table,
      rows: putData.sends("rowsData", TimeseriesRowsField),
      /** `ignore` leaves what is known of the series as it is. */
      metaUpdateMode: putData.sends(
        "metaUpdateMode",
        optional(word({ normal: M.MetaUpdateMode.MUM_NORMAL, ignore: M.MetaUpdateMode.MUM_IGNORE }))
      )
    },
    output: {
      ...answer,
      /** Rows that were not written, by their place; all others were. */
      failedRows: putData.receives("failedRows", Schema.Array(FailedRow))
    },
    errors: tableErrors
  }),

  /**
   * Reads rows of a time series, one page.
   *
   * Source: Tablestore API, GetTimeseriesData.
   */
  getTimeseriesData: tablestore.operation("GetTimeseriesData", {
    ...getData.messages,
    idempotent: true,
    input: {
      ...table,
      key: getData.sends("timeSeriesKey", TimeseriesKeyField),
      /** Microseconds since 1970, inclusive. */
      beginTime: getData.sends("beginTime", optional(Int64)),
      /** Microseconds since 1970, exclusive. */
      endTime: getData.sends("endTime", optional(Int64)),
      /** Microseconds since 1970; goes without the other two. */
      specificTime: getData.sends("specificTime", optional(Int64)),
      /** Whether the newest rows come first. */
      backward: getData.sends("backward", optional(Schema.Boolean)),
      /** Fields to return; all when absent. */
      fieldsToGet: getData.sends("fieldsToGet", optional(FieldsToGet)),
      /** Rows of the page at most. */
      limit: getData.sends("limit", optional(Positive)),
      /** `nextToken` of the page before. */
      token: getData.sends("token", optional(Token))
    },
    output: {
      ...answer,
      rows: getData.receives("rowsData", StoredTimeseriesRowsField),
      /** `token` of the next page; absent at the end. */
      nextToken: getData.receives("nextToken", optional(Token))
    },
    errors: tableErrors
  }),

  /**
   * Cuts a table into parts that can be scanned side by side.
   *
   * Source: Tablestore API, SplitTimeseriesScanTask.
   */
  splitTimeseriesScanTask: tablestore.operation("SplitTimeseriesScanTask", {
    ...splitScan.messages,
    idempotent: true,
    input: {
      ...table,
      /** Only series of this measurement. */
      measurementName: splitScan.sends("measurementName", optional(Schema.String)),
      /** How many parts are wanted. */
      splitCountHint: splitScan.sends("splitCountHint", Positive)
    },
    output: {
      ...answer,
      /** `splitInfo` of a scan, one for each part. */
      splitInfos: splitScan.receives("splitInfos", Schema.Array(Bytes))
    },
    errors: tableErrors
  }),

  /**
   * Reads rows of all time series of a part of a table, one page.
   *
   * Source: Tablestore API, ScanTimeseriesData.
   */
  scanTimeseriesData: tablestore.operation("ScanTimeseriesData", {
    ...scanData.messages,
    idempotent: true,
    input: {
      ...table,
      /** Part of the table; all of it when absent. */
      splitInfo: scanData.sends("splitInfo", optional(Bytes)),
      /** Microseconds since 1970, inclusive. */
      startTimeUs: scanData.sends("startTimeUs", optional(Int64)),
      /** Microseconds since 1970, exclusive. */
      endTimeUs: scanData.sends("endTimeUs", optional(Int64)),
      /** Fields to return; all when absent. */
      fieldsToGet: scanData.sends("fieldsToGet", optional(FieldsToGet)),
      /** Rows of the page at most. */
      limit: scanData.sends("limit", optional(Positive)),
      /** `nextToken` of the page before. */
      token: scanData.sends("token", optional(Token))
    },
    output: {
      ...answer,
      rows: scanData.receives("data", StoredTimeseriesRowsField),
      /** `token` of the next page; absent at the end. */
      nextToken: scanData.receives("nextToken", optional(Token))
    },
    errors: tableErrors
  }),

  /**
   * Finds time series, one page.
   *
   * Source: Tablestore API, QueryTimeseriesMeta.
   */
  queryTimeseriesMeta: tablestore.operation("QueryTimeseriesMeta", {
    ...queryMeta.messages,
    idempotent: true,
    input: {
      ...table,
      /** Which series; all when absent. */
      condition: queryMeta.sends("condition", optional(TimeseriesConditionField)),
      /** Whether the number of series found is told. */
      getTotalHit: queryMeta.sends("getTotalHit", optional(Schema.Boolean)),
      /** Series of the page at most. */
      limit: queryMeta.sends("limit", optional(Positive)),
      /** `nextToken` of the page before. */
      token: queryMeta.sends("token", optional(Token))
    },
    output: {
      ...answer,
      metas: queryMeta.receives("timeseriesMetas", TimeseriesMetasField),
      totalHit: queryMeta.receives("totalHit", optional(SafeInteger)),
      /** `token` of the next page; absent at the end. */
      nextToken: queryMeta.receives("nextToken", optional(Token))
    },
    errors: tableErrors
  }),

  /**
   * Changes the attributes of time series.
   *
   * Source: Tablestore API, UpdateTimeseriesMeta.
   */
  updateTimeseriesMeta: tablestore.operation("UpdateTimeseriesMeta", {
    ...updateMeta.messages,
    idempotent: false,
    input: { ...table, metas: updateMeta.sends("timeseriesMeta", TimeseriesMetasField) },
    output: { ...answer, failedRows: updateMeta.receives("failedRows", Schema.Array(FailedRow)) },
    errors: tableErrors
  }),

  /**
   * Forgets time series. Their data stay.
   *
   * Source: Tablestore API, DeleteTimeseriesMeta.
   */
  deleteTimeseriesMeta: tablestore.operation("DeleteTimeseriesMeta", {
    ...deleteMeta.messages,
    idempotent: false,
    input: { ...table, keys: deleteMeta.sends("timeseriesKey", TimeseriesKeysField) },
    output: { ...answer, failedRows: deleteMeta.receives("failedRows", Schema.Array(FailedRow)) },
    errors: tableErrors
  })
}
