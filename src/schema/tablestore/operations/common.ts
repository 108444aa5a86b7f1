/**
 * Values and fields that many operations of Tablestore share.
 */
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { Misfit } from "../../conversion.ts"
import { absentAs, fields, list, optional } from "../../Fields.ts"
import { inHeader, inMessage, message, protobufService } from "../../wire/protobuf.ts"
import { type TablestoreErrorCode, tablestoreCommonErrors } from "../errors.ts"
import { namePattern, tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Bytes, Count, Int64, Millis, Positive, word } from "../protobuf/wire.ts"
import { Condition } from "../row/condition.ts"
import { count, Filter } from "../row/filter.ts"
import { nameRule } from "../row/rowFields.ts"

/** Describes operations of Tablestore. */
export const tablestore = protobufService<TablestoreErrorCode>()({
  service: "Tablestore",
  commonErrors: tablestoreCommonErrors
})

/** Name of a table, column or index. */
export const Name = Schema.String.check(Schema.isPattern(namePattern, { message: `must be ${nameRule}` }))

/** A text that must say something. */
export const Text = Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" }))

/** The request is about this table. */
export class TableRef extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  tableName: inMessage("tableName", Name)
})) {}

/** What every answer tells. */
export class Answer extends /*#__PURE__*/ fields(() => ({
  /** Id of the request: what the vendor's support asks for. */
  requestId: inHeader("x-ots-requestid", optional(Schema.String))
})) {}

/** Capacity units that a call used, or that a table reserves. */
export class CapacityUnit extends /*#__PURE__*/ message(M.CapacityUnit, () => ({
  /** Units of 4 KiB read. */
  read: inMessage("read", optional(Count)),
  /** Units of 4 KiB written. */
  write: inMessage("write", optional(Count))
})) {}

const noUnits = (): number => 0

/** What a call used. */
export class Consumed extends /*#__PURE__*/ message(M.ConsumedCapacity, () => ({
  /** Units of 4 KiB read. */
  read: inMessage("capacityUnit.read", absentAs(Schema.Number, noUnits)),
  /** Units of 4 KiB written. */
  write: inMessage("capacityUnit.write", absentAs(Schema.Number, noUnits)),
  /** What was read, where the service counts it so. */
  readSize: inMessage("capacityDataSize.readSize", optional(Int64)),
  /** What was written, where the service counts it so. */
  writeSize: inMessage("capacityDataSize.writeSize", optional(Int64))
})) {}

const timeRangeRule = ({ startTime, endTime, specificTime }: TimeRange): string | undefined => {
  if (specificTime !== undefined) {
    return startTime === undefined && endTime === undefined
      ? undefined
      : "must hold either specificTime, or startTime and endTime"
  }
  if (startTime === undefined || endTime === undefined) return "must hold specificTime, or startTime and endTime"
  return startTime < endTime ? undefined : "must have a startTime before its endTime"
}

/** Which versions of columns are read: those from `startTime` to before `endTime`, or the one of `specificTime`. */
export class TimeRange extends /*#__PURE__*/ message(M.TimeRange, () => ({
  /** Milliseconds since 1970, inclusive; a `bigint` beyond 2^53 - 1. */
  startTime: inMessage("startTime", optional(Millis)),
  /** Milliseconds since 1970, exclusive; a `bigint` beyond 2^53 - 1, up to INT64_MAX. */
  endTime: inMessage("endTime", optional(Millis)),
  /** Milliseconds since 1970; goes without the other two, and without `maxVersions`. */
  specificTime: inMessage("specificTime", optional(Millis))
})) {}

/** {@link TimeRange} with its rule. */
export const CheckedTimeRange = /*#__PURE__*/ TimeRange.check(
  Schema.makeFilter((range: TimeRange) => timeRangeRule(range) ?? true)
)

/** What a write answers with. */
export class ReturnContent extends /*#__PURE__*/ message(M.ReturnContent, () => ({
  /** `primaryKey` tells values the service picked; `afterModify` the columns of `returnColumnNames` after the write. */
  returnType: inMessage(
    "returnType",
    word({
      none: M.ReturnType.RT_NONE,
      primaryKey: M.ReturnType.RT_PK,
      afterModify: M.ReturnType.RT_AFTER_MODIFY
    })
  ),
  /** Columns to return with `afterModify`. */
  returnColumnNames: inMessage("returnColumnNames", optional(list(Name)))
})) {}

const filterRule = `must be at most ${tableLimits.filters} comparisons and combinations`

/** What a read is filtered by. */
export const FilterField = /*#__PURE__*/ Filter.check(
  /*#__PURE__*/ Schema.makeFilter((filter: Filter) => (count(filter) <= tableLimits.filters ? true : filterRule))
)

/** What a write depends on. */
export const ConditionField = /*#__PURE__*/ Condition.check(
  /*#__PURE__*/ Schema.makeFilter(({ columnCondition }: Condition) =>
    columnCondition === undefined || count(columnCondition) <= tableLimits.filters
      ? true
      : { path: ["columnCondition"], issue: filterRule }
  )
)

/** The condition that every write has. */
export const noCondition: M.Condition = { rowExistence: M.RowExistenceExpectation.IGNORE }

/** Names of the columns to read. */
export const ColumnsToGet = list(Name).check(
  Schema.isMaxLength(tableLimits.columnsToGet, { message: `must be at most ${tableLimits.columnsToGet} names` })
)

/** Which columns and versions are read. */
export class Reading extends /*#__PURE__*/ fields(() => ({
  /** Names of columns to return; all when absent. Rows without any of them are not returned. */
  columnsToGet: inMessage("columnsToGet", optional(ColumnsToGet)),
  /** Versions by their time. */
  timeRange: inMessage("timeRange", optional(CheckedTimeRange)),
  /** Versions of each column to return, the newest ones; 1 when neither this nor `timeRange` is given. Not with `specificTime`. */
  maxVersions: inMessage("maxVersions", optional(Positive)),
  /** Only rows that pass. It sees only the columns of `columnsToGet`. */
  filter: inMessage("filter", optional(FilterField)),
  /** First name of a range of columns. */
  startColumn: inMessage("startColumn", optional(Schema.String)),
  /** End of a range of columns, itself not part of it. */
  endColumn: inMessage("endColumn", optional(Schema.String)),
  /** Whether the service keeps what it reads in its cache; `true` when absent. */
  cacheBlocks: inMessage("cacheBlocks", optional(Schema.Boolean))
})) {}

interface Versions {
  readonly maxVersions?: number | undefined
  readonly timeRange?: M.TimeRange | undefined
}

/**
 * The service wants to be told which versions to return, and one point in time is one version at most. Throws `Misfit`.
 *
 * Source: Tablestore, GetRow.
 */
export const withVersions = <A extends Versions>(message: A): A => {
  const { maxVersions, timeRange } = message
  if (maxVersions === undefined) return timeRange === undefined ? { ...message, maxVersions: 1 } : message
  if (timeRange?.specificTime !== undefined) {
    throw new Misfit(
      new SchemaIssue.Pointer(
        ["maxVersions"],
        new SchemaIssue.InvalidValue({ expected: "absent with a specificTime" }, undefined)
      )
    )
  }
  return message
}

/** The call is part of a local transaction. */
export class TransactionRef extends /*#__PURE__*/ fields(() => ({
  /** Id of the local transaction the call is part of. */
  transactionId: inMessage("transactionId", optional(Text))
})) {}

/** A page to go on with. */
export const Token = Bytes

/** Codes of calls that need a table. */
export const tableErrors = ["OTSObjectNotExist", "OTSTableNotReady"] as const
/** Codes of calls that read or write rows. */
export const rowErrors = [
  ...tableErrors,
  "OTSInvalidPK",
  "OTSNotEnoughCapacityUnit",
  "OTSCapacityUnitExhausted",
  "OTSStorageServerBusy",
  "OTSSessionNotExist",
  "OTSSessionBusy",
  "OTSDataOutOfRange"
] as const
/** Codes of calls that write rows. */
export const writeErrors = [
  ...rowErrors,
  "OTSConditionCheckFail",
  "OTSRowOperationConflict",
  "OTSOutOfColumnCountLimit",
  "OTSOutOfRowSizeLimit",
  "OTSOutOfTransactionDataSizeLimit"
] as const
