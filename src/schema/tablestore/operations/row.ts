/**
 * Rows: get, put, update, delete, and ranges of them.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../../Fields.ts"
import { inMessage, inPart } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Positive, word } from "../protobuf/wire.ts"
import {
  CellChangesField,
  CellsField,
  RangeKeyField,
  RemovedKeyField,
  RowBlockField,
  RowField,
  StoredKeyField,
  WrittenKeyField,
  writtenRow
} from "../row/rowFields.ts"
import {
  Answer,
  ConditionField,
  Consumed,
  noCondition,
  Reading,
  ReturnContent,
  rowErrors,
  TableRef,
  Token,
  TransactionRef,
  tablestore,
  withVersions,
  writeErrors
} from "./common.ts"

const withCondition = <A extends { readonly condition?: M.Condition | undefined }>(message: A): A =>
  message.condition === undefined ? { ...message, condition: noCondition } : message

const joinRow = writtenRow as (parts: Readonly<Record<string, any>>) => Uint8Array

/** What can be said about any write of one row. */
export class Writing extends /*#__PURE__*/ fields(
  () => ({
    /** What the write depends on; nothing when absent. When it does not hold: `OTSConditionCheckFail`. */
    condition: inMessage("condition", optional(ConditionField)),
    /** What the answer tells of the row; nothing when absent. */
    returnContent: inMessage("returnContent", optional(ReturnContent))
  }),
  TransactionRef
) {}

/** What any write of one row answers. */
export class Written extends /*#__PURE__*/ fields(Answer, () => ({
  /** What the call used. */
  consumed: inMessage("consumed", Consumed),
  /** What `returnContent` asked for. */
  row: inMessage("row", optional(RowField))
})) {}

/** What {@link getRow} takes. */
export class GetRowInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** All key columns, in the order of the table. */
    primaryKey: inMessage("primaryKey", StoredKeyField)
  }),
  Reading,
  () => ({
    /** `nextToken` of the answer before, for rows of very many columns. */
    token: inMessage("token", optional(Token))
  }),
  TransactionRef
) {}

/** What {@link getRow} gives. */
export class GetRowOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** What the call used. */
  consumed: inMessage("consumed", Consumed),
  /** The row; absent when there is none, or when it does not pass the filter. */
  row: inMessage("row", optional(RowField)),
  /** `token` of the next call, when the row has more columns. */
  nextToken: inMessage("nextToken", optional(Token))
})) {}

/**
 * Reads one row by its key. `row` is absent when there is none.
 *
 * Source: Tablestore API, GetRow.
 */
export const getRow = /*#__PURE__*/ tablestore.operation("GetRow", {
  request: M.GetRowRequest,
  response: M.GetRowResponse,
  completeMessage: withVersions,
  idempotent: true,
  input: GetRowInput,
  output: GetRowOutput,
  errors: rowErrors
})

/** What {@link putRow} takes. */
export class PutRowInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** All key columns, in the order of the table. With `autoIncrement`, ask for `returnContent` `primaryKey`. */
    primaryKey: inPart("row", "primaryKey", WrittenKeyField),
    /** The columns of the row, at most 1,024; a row may have none. */
    columns: inPart("row", "columns", optional(CellsField))
  }),
  Writing
) {}

/** What {@link putRow} gives. */
export class PutRowOutput extends /*#__PURE__*/ fields(Written) {}

/**
 * Stores a row, replacing any row of the same key with all its columns.
 *
 * Source: Tablestore API, PutRow.
 */
export const putRow = /*#__PURE__*/ tablestore.operation("PutRow", {
  request: M.PutRowRequest,
  response: M.PutRowResponse,
  completeMessage: withCondition,
  joins: { row: joinRow },
  idempotent: false,
  input: PutRowInput,
  output: PutRowOutput,
  errors: writeErrors
})

/** What {@link updateRow} takes. */
export class UpdateRowInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** All key columns, in the order of the table. */
    primaryKey: inPart("rowChange", "primaryKey", WrittenKeyField),
    /** The changes, 1 to 1,024; a plain cell is written. */
    columns: inPart("rowChange", "columns", CellChangesField)
  }),
  Writing
) {}

/** What {@link updateRow} gives. */
export class UpdateRowOutput extends /*#__PURE__*/ fields(Written) {}

/**
 * Changes columns of a row: writes, adds to, and removes. Creates the row when there is none.
 *
 * Source: Tablestore API, UpdateRow.
 */
export const updateRow = /*#__PURE__*/ tablestore.operation("UpdateRow", {
  request: M.UpdateRowRequest,
  response: M.UpdateRowResponse,
  completeMessage: withCondition,
  joins: { rowChange: joinRow },
  idempotent: false,
  input: UpdateRowInput,
  output: UpdateRowOutput,
  errors: writeErrors
})

/** What {@link deleteRow} takes. */
export class DeleteRowInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** All key columns, in the order of the table. */
    primaryKey: inMessage("primaryKey", RemovedKeyField)
  }),
  Writing
) {}

/** What {@link deleteRow} gives. */
export class DeleteRowOutput extends /*#__PURE__*/ fields(Written) {}

/**
 * Removes a row with all its columns. Removing none is no error, unless the condition expects one.
 *
 * Source: Tablestore API, DeleteRow.
 */
export const deleteRow = /*#__PURE__*/ tablestore.operation("DeleteRow", {
  request: M.DeleteRowRequest,
  response: M.DeleteRowResponse,
  completeMessage: withCondition,
  idempotent: false,
  input: DeleteRowInput,
  output: DeleteRowOutput,
  errors: writeErrors
})

/** Whether rows come as PlainBuffer, or as a matrix of values without their times. */
export const dataBlockType = () =>
  word({
    plainBuffer: M.DataBlockType.DBT_PLAIN_BUFFER,
    simpleRowMatrix: M.DataBlockType.DBT_SIMPLE_ROW_MATRIX
  })

/** Rows between two keys. */
export class KeyRange extends /*#__PURE__*/ fields(() => ({
  /** Where the range begins, all key columns; `infMin` and `infMax` stand below and above all values. */
  inclusiveStartPrimaryKey: inMessage("inclusiveStartPrimaryKey", RangeKeyField),
  /** Where the range ends, itself not part of it. */
  exclusiveEndPrimaryKey: inMessage("exclusiveEndPrimaryKey", RangeKeyField)
})) {}

/** A page of rows. */
export class RowPage extends /*#__PURE__*/ fields(Answer, () => ({
  /** What the call used. */
  consumed: inMessage("consumed", Consumed),
  /** The rows in the order they were asked for. */
  rows: inMessage("rows", RowBlockField),
  /** `inclusiveStartPrimaryKey` of the next page; absent at the end. */
  nextStartPrimaryKey: inMessage("nextStartPrimaryKey", optional(RangeKeyField))
})) {}

/** What {@link getRange} takes. */
export class GetRangeInput extends /*#__PURE__*/ fields(
  TableRef,
  () => ({
    /** `backward` reads from the greater key to the less. Default `forward`. */
    direction: inMessage("direction", optional(word({ forward: M.Direction.FORWARD, backward: M.Direction.BACKWARD })))
  }),
  KeyRange,
  () => ({
    /** Rows to return at most. */
    limit: inMessage("limit", optional(Positive))
  }),
  Reading,
  () => ({
    /** `nextToken` of the page before, for rows of very many columns. */
    token: inMessage("token", optional(Token))
  }),
  TransactionRef,
  () => ({
    /** Whether rows come as PlainBuffer (the default), or as a matrix of values without their times. */
    dataBlockTypeHint: inMessage("dataBlockTypeHint", optional(dataBlockType())),
    /** `false` leaves out key columns that `columnsToGet` does not name. Default `true`. */
    returnEntirePrimaryKeys: inMessage("returnEntirePrimaryKeys", optional(Schema.Boolean))
  })
) {}

/** What {@link getRange} gives. */
export class GetRangeOutput extends /*#__PURE__*/ fields(RowPage, () => ({
  /** `token` of the next page, where the service gives one. */
  nextToken: inMessage("nextToken", optional(Token))
})) {}

/**
 * Reads the rows between two keys, one page: at most 5,000 rows or 4 MiB are looked at. There is more while
 * `nextStartPrimaryKey` is there, also when `rows` is empty because of a filter.
 *
 * Source: Tablestore API, GetRange.
 */
export const getRange = /*#__PURE__*/ tablestore.operation("GetRange", {
  request: M.GetRangeRequest,
  response: M.GetRangeResponse,
  completeMessage: (message) => ({ ...withVersions(message), direction: message.direction ?? M.Direction.FORWARD }),
  idempotent: true,
  input: GetRangeInput,
  output: GetRangeOutput,
  errors: rowErrors
})
