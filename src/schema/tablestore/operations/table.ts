/**
 * Tables: list, create, describe, update, delete, columns, split points.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { openWord, Positive, SafeInteger, TimeFromMicros } from "../protobuf/wire.ts"
import { RangeKeyField } from "../row/rowFields.ts"
import { Answer, Consumed, Name, TableRef, tableErrors, tablestore } from "./common.ts"
import { IndexMeta, IndexMetaInput } from "./secondaryIndexMeta.ts"
import {
  DefinedColumnDescription,
  definedColumns,
  keyColumns,
  PartitionRange,
  PrimaryKeyDescription,
  ReservedThroughputDetails,
  ReservedUnits,
  SplitLocation,
  SseDetails,
  SseSpecification,
  StreamDetails,
  StreamSpecification,
  TableOptions
} from "./tableSettings.ts"

/** What {@link createTable} takes. */
export class CreateTableInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  tableName: inMessage("tableMeta.tableName", Name),
  /** Columns of the key, 1 to 4. The first one decides where a row is kept. */
  primaryKey: inMessage("tableMeta.primaryKey", keyColumns()),
  /** Attribute columns that indexes can be made of. Others need no declaration. */
  definedColumns: inMessage("tableMeta.definedColumn", optional(definedColumns())),
  /** Settings; data are kept for good in one version when absent. */
  tableOptions: inMessage("tableOptions", optional(TableOptions)),
  /** Units the table reserves, and is billed for; 0 when absent. */
  reservedThroughput: inMessage("reservedThroughput.capacityUnit", optional(ReservedUnits)),
  /** Whether changes are kept in a stream. */
  streamSpec: inMessage("streamSpec", optional(StreamSpecification)),
  /** How the table is encrypted. */
  sseSpec: inMessage("sseSpec", optional(SseSpecification)),
  /** Secondary indexes that are made with the table. */
  indexMetas: inMessage("indexMetas", optional(list(IndexMetaInput))),
  /** Whether rows of one partition key can be written in a local transaction. */
  enableLocalTxn: inMessage("enableLocalTxn", optional(Schema.Boolean)),
  /** Ranges of the first key column that the table is split into from the start. */
  partitions: inMessage("partitions", optional(list(PartitionRange)))
})) {}

/** What {@link createTable} gives. */
export class CreateTableOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Creates a table. It can be used after some seconds: until then calls fail with `OTSTableNotReady` and are repeated.
 *
 * Source: Tablestore API, CreateTable.
 */
export const createTable = /*#__PURE__*/ tablestore.operation("CreateTable", {
  request: M.CreateTableRequest,
  response: M.CreateTableResponse,
  completeMessage: (message) => ({
    ...message,
    reservedThroughput: { capacityUnit: { read: 0, write: 0, ...message.reservedThroughput?.capacityUnit } },
    tableOptions: { timeToLive: -1, maxVersions: 1, ...message.tableOptions }
  }),
  // Repeated after a lost answer it would find the table it made itself.
  idempotent: false,
  input: CreateTableInput,
  output: CreateTableOutput,
  errors: ["OTSObjectAlreadyExist"]
})

/** What {@link listTable} takes. */
export class ListTableInput extends /*#__PURE__*/ fields() {}

/** What {@link listTable} gives. */
export class ListTableOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Names of the tables. */
  tableNames: inMessage("tableNames", list(Schema.String))
})) {}

/**
 * Names all tables of the instance, index tables included.
 *
 * Source: Tablestore API, ListTable.
 */
export const listTable = /*#__PURE__*/ tablestore.operation("ListTable", {
  request: M.ListTableRequest,
  response: M.ListTableResponse,
  idempotent: true,
  input: ListTableInput,
  output: ListTableOutput,
  errors: []
})

/** What {@link describeTable} takes. */
export class DescribeTableInput extends /*#__PURE__*/ fields(TableRef) {}

/** What {@link describeTable} gives. */
export class DescribeTableOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Name of the table. */
  tableName: inMessage("tableMeta.tableName", Schema.String),
  /** Columns of the key, in their order. */
  primaryKey: inMessage("tableMeta.primaryKey", list(PrimaryKeyDescription)),
  /** Attribute columns that indexes can be made of. */
  definedColumns: inMessage("tableMeta.definedColumn", list(DefinedColumnDescription)),
  /** Settings. */
  tableOptions: inMessage("tableOptions", TableOptions),
  /** Units the table reserves. */
  reservedThroughputDetails: inMessage("reservedThroughputDetails", ReservedThroughputDetails),
  /** Whether it can be used. */
  tableStatus: inMessage(
    "tableStatus",
    optional(
      openWord({
        active: M.TableStatus.ACTIVE,
        inactive: M.TableStatus.INACTIVE,
        loading: M.TableStatus.LOADING,
        unloading: M.TableStatus.UNLOADING,
        updating: M.TableStatus.UPDATING
      })
    )
  ),
  /** The stream of its changes. */
  streamDetails: inMessage("streamDetails", optional(StreamDetails)),
  /** How it is encrypted. */
  sseDetails: inMessage("sseDetails", optional(SseDetails)),
  /** Secondary indexes. */
  indexMetas: inMessage("indexMetas", list(IndexMeta)),
  /** Keys at which the table is split into parts. */
  shardSplits: inMessage("shardSplits", list(RangeKeyField)),
  /** When it was made. */
  creationTime: inMessage("creationTime", optional(TimeFromMicros)),
  /** Id of the table, which no other one gets. */
  tableId: inMessage("tableMeta.tableId", optional(Schema.String))
})) {}

/**
 * Tells all about a table.
 *
 * Source: Tablestore API, DescribeTable.
 */
export const describeTable = /*#__PURE__*/ tablestore.operation("DescribeTable", {
  request: M.DescribeTableRequest,
  response: M.DescribeTableResponse,
  idempotent: true,
  input: DescribeTableInput,
  output: DescribeTableOutput,
  errors: tableErrors
})

/** What {@link updateTable} takes. */
export class UpdateTableInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Settings that change. */
  tableOptions: inMessage("tableOptions", optional(TableOptions)),
  /** Units the table is to reserve. */
  reservedThroughput: inMessage("reservedThroughput.capacityUnit", optional(ReservedUnits)),
  /** Whether changes are kept in a stream. */
  streamSpec: inMessage("streamSpec", optional(StreamSpecification))
})) {}

/** What {@link updateTable} gives. */
export class UpdateTableOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** All settings, as they are now. */
  tableOptions: inMessage("tableOptions", TableOptions),
  /** Units the table reserves. */
  reservedThroughputDetails: inMessage("reservedThroughputDetails", ReservedThroughputDetails),
  /** The stream of its changes. */
  streamDetails: inMessage("streamDetails", optional(StreamDetails))
})) {}

/**
 * Changes settings of a table. What is not given stays as it is.
 *
 * Source: Tablestore API, UpdateTable.
 */
export const updateTable = /*#__PURE__*/ tablestore.operation("UpdateTable", {
  request: M.UpdateTableRequest,
  response: M.UpdateTableResponse,
  // The service counts changes of the throughput, and allows one in two minutes.
  idempotent: false,
  input: UpdateTableInput,
  output: UpdateTableOutput,
  errors: [...tableErrors, "OTSForbiddenUpdateCapacityUnit", "OTSTooFrequentReservedThroughputAdjustment"]
})

/** What {@link deleteTable} takes. */
export class DeleteTableInput extends /*#__PURE__*/ fields(TableRef) {}

/** What {@link deleteTable} gives. */
export class DeleteTableOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Deletes a table with all its rows. One with search indexes is refused.
 *
 * Source: Tablestore API, DeleteTable.
 */
export const deleteTable = /*#__PURE__*/ tablestore.operation("DeleteTable", {
  request: M.DeleteTableRequest,
  response: M.DeleteTableResponse,
  // Repeated after a lost answer it would report the absence of the table it deleted itself.
  idempotent: false,
  input: DeleteTableInput,
  output: DeleteTableOutput,
  errors: tableErrors
})

/** What {@link loadTable} takes. */
export class LoadTableInput extends /*#__PURE__*/ fields(TableRef) {}

/** What {@link loadTable} gives. */
export class LoadTableOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Loads an unloaded table.
 *
 * Source: Tablestore API, LoadTable.
 */
export const loadTable = /*#__PURE__*/ tablestore.operation("LoadTable", {
  request: M.LoadTableRequest,
  response: M.LoadTableResponse,
  idempotent: false,
  input: LoadTableInput,
  output: LoadTableOutput,
  errors: tableErrors
})

/** What {@link unloadTable} takes. */
export class UnloadTableInput extends /*#__PURE__*/ fields(TableRef) {}

/** What {@link unloadTable} gives. */
export class UnloadTableOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Unloads a table: it cannot be read or written until it is loaded again.
 *
 * Source: Tablestore API, UnloadTable.
 */
export const unloadTable = /*#__PURE__*/ tablestore.operation("UnloadTable", {
  request: M.UnloadTableRequest,
  response: M.UnloadTableResponse,
  idempotent: false,
  input: UnloadTableInput,
  output: UnloadTableOutput,
  errors: tableErrors
})

/** What {@link addDefinedColumn} takes. */
export class AddDefinedColumnInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** The columns to declare. */
  columns: inMessage("columns", definedColumns())
})) {}

/** What {@link addDefinedColumn} gives. */
export class AddDefinedColumnOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Declares more attribute columns, so that indexes can be made of them.
 *
 * Source: Tablestore API, AddDefinedColumn.
 */
export const addDefinedColumn = /*#__PURE__*/ tablestore.operation("AddDefinedColumn", {
  request: M.AddDefinedColumnRequest,
  response: M.AddDefinedColumnResponse,
  // A column that is there already is an error.
  idempotent: false,
  input: AddDefinedColumnInput,
  output: AddDefinedColumnOutput,
  errors: tableErrors
})

/** What {@link deleteDefinedColumn} takes. */
export class DeleteDefinedColumnInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Names of the columns. */
  columns: inMessage("columns", list(Name))
})) {}

/** What {@link deleteDefinedColumn} gives. */
export class DeleteDefinedColumnOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Takes back the declaration of attribute columns. Their values stay.
 *
 * Source: Tablestore API, DeleteDefinedColumn.
 */
export const deleteDefinedColumn = /*#__PURE__*/ tablestore.operation("DeleteDefinedColumn", {
  request: M.DeleteDefinedColumnRequest,
  response: M.DeleteDefinedColumnResponse,
  idempotent: false,
  input: DeleteDefinedColumnInput,
  output: DeleteDefinedColumnOutput,
  errors: tableErrors
})

/** What {@link computeSplitPointsBySize} takes. */
export class ComputeSplitPointsBySizeInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Size of a part, in units of 100 MB unless `splitSizeUnitInByte` says otherwise. */
  splitSize: inMessage("splitSize", SafeInteger),
  /** Bytes of a unit of `splitSize`. */
  splitSizeUnitInByte: inMessage("splitSizeUnitInByte", optional(SafeInteger)),
  /** Keys to tell at most. */
  splitPointLimit: inMessage("splitPointLimit", optional(Positive))
})) {}

/** What {@link computeSplitPointsBySize} gives. */
export class ComputeSplitPointsBySizeOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** What the call used. */
  consumed: inMessage("consumed", Consumed),
  /** Key columns of the table. */
  schema: inMessage("schema", list(PrimaryKeyDescription)),
  /** Ascending; open values at the end are left out. One less than there are parts. */
  splitPoints: inMessage("splitPoints", list(RangeKeyField)),
  /** Where the parts are, in their order. */
  locations: inMessage("locations", list(SplitLocation))
})) {}

/**
 * Tells keys that cut a table into parts of about the same size, for readers that work side by side.
 *
 * Source: Tablestore API, ComputeSplitPointsBySize.
 */
export const computeSplitPointsBySize = /*#__PURE__*/ tablestore.operation("ComputeSplitPointsBySize", {
  request: M.ComputeSplitPointsBySizeRequest,
  response: M.ComputeSplitPointsBySizeResponse,
  idempotent: true,
  input: ComputeSplitPointsBySizeInput,
  output: ComputeSplitPointsBySizeOutput,
  errors: tableErrors
})
