/**
 * Rows: get, put, update, delete, and ranges of them.
 */
import * as Schema from "effect/Schema"
import { inRowColumns, inRowKey, optional } from "../legacyOperation.ts"
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
  WrittenKeyField
} from "../row/rowFields.ts"
import {
  answer,
  ConditionField,
  Consumed,
  linked,
  noCondition,
  ReturnContent,
  reading,
  rowErrors,
  Token,
  table,
  tablestore,
  transaction,
  withVersions,
  writeErrors
} from "./legacyCommon.ts"

const withCondition = <A extends { readonly condition?: M.Condition | undefined }>(message: A): A =>
  message.condition === undefined ? { ...message, condition: noCondition } : message

const getRow = linked(M.GetRowRequest, M.GetRowResponse, { complete: withVersions })
const putRow = linked(M.PutRowRequest, M.PutRowResponse, { complete: withCondition })
const updateRow = linked(M.UpdateRowRequest, M.UpdateRowResponse, { complete: withCondition })
const deleteRow = linked(M.DeleteRowRequest, M.DeleteRowResponse, { complete: withCondition })
const getRange = linked(M.GetRangeRequest, M.GetRangeResponse, {
  complete: (message) => ({ ...withVersions(message), direction: message.direction ?? M.Direction.FORWARD })
})

/** What can be said about any write of one row. */
const writing = {
  /** What the write depends on; nothing when absent. When it does not hold: `OTSConditionCheckFail`. */
  condition: putRow.sends("condition", optional(ConditionField)),
  /** What the answer tells of the row; nothing when absent. */
  returnContent: putRow.sends("returnContent", optional(ReturnContent)),
  ...transaction
}

/** What any write of one row answers. */
const written = {
  ...answer,
  consumed: putRow.receives("consumed", Consumed),
  /** What `returnContent` asked for. */
  row: putRow.receives("row", optional(RowField))
}

export const rowOperations = {
  /**
   * Reads one row by its key. `row` is absent when there is none.
   *
   * Source: Tablestore API, GetRow.
   */
  getRow: tablestore.operation("GetRow", {
    ...getRow.messages,
    idempotent: true,
    input: {
      ...table,
      /** All key columns, in the order of the table. */
      primaryKey: getRow.sends("primaryKey", StoredKeyField),
      ...reading,
      /** `nextToken` of the answer before, for rows of very many columns. */
      token: getRow.sends("token", optional(Token)),
      ...transaction
    },
    output: {
      ...answer,
      consumed: getRow.receives("consumed", Consumed),
      /** The row; absent when there is none, or when it does not pass the filter. */
      row: getRow.receives("row", optional(RowField)),
      /** `token` of the next call, when the row has more columns. */
      nextToken: getRow.receives("nextToken", optional(Token))
    },
    errors: rowErrors
  }),

  /**
   * Stores a row, replacing any row of the same key with all its columns.
   *
   * Source: Tablestore API, PutRow.
   */
  putRow: tablestore.operation("PutRow", {
    ...putRow.messages,
    idempotent: false,
    input: {
      ...table,
      /** All key columns, in the order of the table. With `autoIncrement`, ask for `returnContent` `primaryKey`. */
      primaryKey: inRowKey("row", WrittenKeyField),
      /** The columns of the row, at most 1,024; a row may have none. */
      columns: inRowColumns("row", optional(CellsField)),
      ...writing
    },
    output: written,
    errors: writeErrors
  }),

  /**
   * Changes columns of a row: writes, adds to, and removes. Creates the row when there is none.
   *
   * Source: Tablestore API, UpdateRow.
   */
  updateRow: tablestore.operation("UpdateRow", {
    ...updateRow.messages,
    idempotent: false,
    input: {
      ...table,
      /** All key columns, in the order of the table. */
      primaryKey: inRowKey("rowChange", WrittenKeyField),
      /** The changes, 1 to 1,024; a plain cell is written. */
      columns: inRowColumns("rowChange", CellChangesField),
      ...writing
    },
    output: written,
    errors: writeErrors
  }),

  /**
   * Removes a row with all its columns. Removing none is no error, unless the condition expects one.
   *
   * Source: Tablestore API, DeleteRow.
   */
  deleteRow: tablestore.operation("DeleteRow", {
    ...deleteRow.messages,
    idempotent: false,
    input: {
      ...table,
      /** All key columns, in the order of the table. */
      primaryKey: deleteRow.sends("primaryKey", RemovedKeyField),
      ...writing
    },
    output: written,
    errors: writeErrors
  }),

  /**
   * Reads the rows between two keys, one page: at most 5,000 rows or 4 MiB are looked at. There is more while
   * `nextStartPrimaryKey` is there, also when `rows` is empty because of a filter.
   *
   * Source: Tablestore API, GetRange.
   */
  getRange: tablestore.operation("GetRange", {
    ...getRange.messages,
    idempotent: true,
    input: {
      ...table,
      /** `backward` reads from the greater key to the less. Default `forward`. */
      direction: getRange.sends(
        "direction",
        optional(word({ forward: M.Direction.FORWARD, backward: M.Direction.BACKWARD }))
      ),
      /** Where the range begins, all key columns; `infMin` and `infMax` stand below and above all values. */
      inclusiveStartPrimaryKey: getRange.sends("inclusiveStartPrimaryKey", RangeKeyField),
      /** Where the range ends, itself not part of it. */
      exclusiveEndPrimaryKey: getRange.sends("exclusiveEndPrimaryKey", RangeKeyField),
      /** Rows to return at most. */
      limit: getRange.sends("limit", optional(Positive)),
      ...reading,
      /** `nextToken` of the page before, for rows of very many columns. */
      token: getRange.sends("token", optional(Token)),
      ...transaction,
      /** Whether rows come as PlainBuffer (the default), or as a matrix of values without their times. */
      dataBlockTypeHint: getRange.sends(
        "dataBlockTypeHint",
        optional(
          word({
            plainBuffer: M.DataBlockType.DBT_PLAIN_BUFFER,
            simpleRowMatrix: M.DataBlockType.DBT_SIMPLE_ROW_MATRIX
          })
        )
      ),
      /** `false` leaves out key columns that `columnsToGet` does not name. Default `true`. */
      returnEntirePrimaryKeys: getRange.sends("returnEntirePrimaryKeys", optional(Schema.Boolean))
    },
    output: {
      ...answer,
      consumed: getRange.receives("consumed", Consumed),
      rows: getRange.receives("rows", RowBlockField),
      /** `inclusiveStartPrimaryKey` of the next page; absent at the end. */
      nextStartPrimaryKey: getRange.receives("nextStartPrimaryKey", optional(RangeKeyField)),
      /** `token` of the next page, where the service gives one. */
      nextToken: getRange.receives("nextToken", optional(Token))
    },
    errors: rowErrors
  })
}
