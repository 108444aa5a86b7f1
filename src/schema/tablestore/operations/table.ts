/**
 * Tables: list, create, describe, update, delete, columns, split points.
 */
import * as Schema from "effect/Schema"
import { decodePrimaryKeyBound, decodeVariantBound } from "../format/plainBufferDecoder.ts"
import { encodePrimaryKey, encodeVariant } from "../format/plainBufferEncoder.ts"
import { type InfMax, type InfMin, infMax, infMin, type PrimaryKeyValue } from "../format/rowValue.ts"
import { optional } from "../legacyOperation.ts"
import { tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import {
  between,
  Count,
  list,
  openWord,
  Positive,
  SafeInteger,
  TimeFromMicros,
  TimeFromSeconds,
  wire,
  word
} from "../protobuf/wire.ts"
import type { RangeKey } from "../row/rowFields.ts"
import { answer, CapacityUnit, Consumed, linked, Name, table, tableErrors, tablestore } from "./legacyCommon.ts"
import { IndexMeta, IndexMetaInput } from "./secondaryIndexMeta.ts"

const keyTypes = {
  integer: M.PrimaryKeyType.INTEGER,
  string: M.PrimaryKeyType.STRING,
  binary: M.PrimaryKeyType.BINARY
} as const

/** A key column of a table. */
export const PrimaryKeySchema = Schema.Struct({
  name: Name,
  type: word(keyTypes),
  /** `autoIncrement`: the service picks the value. Not for the first column, and INTEGER only. */
  option: optional(word({ autoIncrement: M.PrimaryKeyOption.AUTO_INCREMENT }))
})
export type PrimaryKeySchema = typeof PrimaryKeySchema.Type

/** An attribute column that is known beforehand: secondary indexes can be made of it. */
export const DefinedColumnSchema = Schema.Struct({
  name: Name,
  type: word({
    integer: M.DefinedColumnType.DCT_INTEGER,
    double: M.DefinedColumnType.DCT_DOUBLE,
    boolean: M.DefinedColumnType.DCT_BOOLEAN,
    string: M.DefinedColumnType.DCT_STRING,
    binary: M.DefinedColumnType.DCT_BLOB
  })
})
export type DefinedColumnSchema = typeof DefinedColumnSchema.Type

const KeyColumns = Schema.Array(PrimaryKeySchema).check(
  Schema.makeFilter((columns: ReadonlyArray<PrimaryKeySchema>) => {
    const { primaryKeyColumns } = tableLimits
    if (columns.length < 1 || columns.length > primaryKeyColumns) return `must be 1 to ${primaryKeyColumns} key columns`
    if (new Set(columns.map(({ name }) => name)).size < columns.length) return "must have different names"
    const picked = columns.filter(({ option }) => option !== undefined)
    if (picked.length > 1) return "must have at most one column whose value the service picks"
    if (picked.length === 1 && (picked[0] === columns[0] || picked[0]!.type !== "integer")) {
      return "must be of type integer, and not the first, where the service picks the value"
    }
    return true
  })
)

const DefinedColumns = Schema.Array(DefinedColumnSchema).check(
  Schema.isMaxLength(tableLimits.definedColumns, { message: `must be at most ${tableLimits.definedColumns} columns` })
)

const bloomFilterTypes = {
  none: M.BloomFilterType.NONE,
  cell: M.BloomFilterType.CELL,
  row: M.BloomFilterType.ROW
} as const

/** Settings of a table. */
export const TableOptions = Schema.Struct({
  /** Seconds that written data are kept, -1 for good. */
  timeToLive: optional(
    between(-1).check(Schema.makeFilter((seconds: number) => (seconds === 0 ? "must be -1, or 1 or more" : true)))
  ),
  /** Versions that are kept of each column. */
  maxVersions: optional(Positive),
  /** Seconds by which a given cell timestamp may differ from now. */
  deviationCellVersionInSec: optional(SafeInteger),
  /** `false` forbids UpdateRow. */
  allowUpdate: optional(Schema.Boolean),
  /** Whether updates write whole rows; fixed when the table is made. */
  updateFullRow: optional(Schema.Boolean),
  bloomFilterType: optional(openWord(bloomFilterTypes)),
  blockSize: optional(Count)
})
export type TableOptions = typeof TableOptions.Type

/** Whether and for how long changes are kept in a stream. */
export const StreamSpecification = Schema.Struct({
  enableStream: Schema.Boolean,
  /** Hours, 1 to 168. */
  expirationTime: optional(between(tableLimits.minStreamHours, tableLimits.maxStreamHours)),
  /** Columns whose values before a change go into the stream. */
  columnsToGet: optional(Schema.Array(Name))
})

/** The stream of a table. */
export const StreamDetails = Schema.Struct({
  enableStream: Schema.Boolean,
  streamId: optional(Schema.String),
  /** Hours that changes are kept. */
  expirationTime: optional(Schema.Int),
  /** When the stream was switched on. */
  lastEnableTime: optional(TimeFromMicros),
  /** Columns whose values before a change go into the stream. */
  columnToGet: Schema.Array(Schema.String)
})

const Utf8: Schema.Codec<string, Uint8Array> = wire((value): value is string => typeof value === "string", "text", {
  to: (text: string) => new TextEncoder().encode(text),
  from: (bytes: Uint8Array) => new TextDecoder().decode(bytes)
})

const sseKeyTypes = { kmsService: M.SSEKeyType.SSE_KMS_SERVICE, byok: M.SSEKeyType.SSE_BYOK } as const

/** How a table is encrypted. */
export const SseSpecification = Schema.Struct({
  enable: Schema.Boolean,
  /** Whether the service keeps the key (`kmsService`), or it is one of yours (`byok`). */
  keyType: optional(word(sseKeyTypes)),
  /** Id of the key, with `byok`. */
  keyId: optional(Utf8),
  /** Role that may use the key, with `byok`. */
  roleArn: optional(Utf8)
})

const SseDetails = Schema.Struct({
  enable: Schema.Boolean,
  keyType: optional(openWord(sseKeyTypes)),
  keyId: optional(Utf8),
  roleArn: optional(Utf8)
})

/** What a table reserves, and when that was changed. */
export const ReservedThroughputDetails = Schema.Struct({
  /** Units of 4 KiB per second. */
  capacityUnit: CapacityUnit,
  lastIncreaseTime: TimeFromSeconds,
  lastDecreaseTime: optional(TimeFromSeconds)
})

type PartitionValue = PrimaryKeyValue | InfMin | InfMax

const PartitionBound = wire(
  (value): value is PartitionValue =>
    typeof value === "bigint" ||
    typeof value === "string" ||
    value instanceof Uint8Array ||
    value === infMin ||
    value === infMax,
  "a bigint, string, Uint8Array, infMin or infMax",
  { to: encodeVariant, from: decodeVariantBound }
)

/** Keys at which a table is split, as they were sent: open values at the end may be left out. */
export const SplitPoints: Schema.Codec<ReadonlyArray<RangeKey>, ReadonlyArray<Uint8Array>> = list(
  "a list of primary keys",
  {
    to: (keys) => keys.map(encodePrimaryKey),
    from: (all) => all.map((bytes) => decodePrimaryKeyBound(bytes) as RangeKey)
  }
)

const SplitLocation = Schema.Struct({
  /** Hint where the parts are; may be empty. */
  location: Schema.String,
  /** For how many parts in a row it holds. */
  repeat: SafeInteger
})

const Units = Schema.Struct({
  /** Units of 4 KiB per second. */
  read: optional(between(0, tableLimits.reservedUnits)),
  /** Units of 4 KiB per second. */
  write: optional(between(0, tableLimits.reservedUnits))
})

const createTable = linked(M.CreateTableRequest, M.CreateTableResponse, {
  complete: (message) => ({
    ...message,
    reservedThroughput: { capacityUnit: { read: 0, write: 0, ...message.reservedThroughput?.capacityUnit } },
    tableOptions: { timeToLive: -1, maxVersions: 1, ...message.tableOptions }
  })
})
const listTable = linked(M.ListTableRequest, M.ListTableResponse)
const describeTable = linked(M.DescribeTableRequest, M.DescribeTableResponse)
const updateTable = linked(M.UpdateTableRequest, M.UpdateTableResponse)
const deleteTable = linked(M.DeleteTableRequest, M.DeleteTableResponse)
const loadTable = linked(M.LoadTableRequest, M.LoadTableResponse)
const unloadTable = linked(M.UnloadTableRequest, M.UnloadTableResponse)
const addDefinedColumn = linked(M.AddDefinedColumnRequest, M.AddDefinedColumnResponse)
const deleteDefinedColumn = linked(M.DeleteDefinedColumnRequest, M.DeleteDefinedColumnResponse)
const computeSplitPoints = linked(M.ComputeSplitPointsBySizeRequest, M.ComputeSplitPointsBySizeResponse)

export const tableOperations = {
  /**
   * Creates a table. It can be used after some seconds: until then calls fail with `OTSTableNotReady` and are repeated.
   *
   * Source: Tablestore API, CreateTable.
   */
  createTable: tablestore.operation("CreateTable", {
    ...createTable.messages,
    // Repeated after a lost answer it would find the table it made itself.
    idempotent: false,
    input: {
      /** Name of the table. */
      tableName: createTable.sends("tableMeta.tableName", Name),
      /** Columns of the key, 1 to 4. The first one decides where a row is kept. */
      primaryKey: createTable.sends("tableMeta.primaryKey", KeyColumns),
      /** Attribute columns that indexes can be made of. Others need no declaration. */
      definedColumns: createTable.sends("tableMeta.definedColumn", optional(DefinedColumns)),
      /** Settings; data are kept for good in one version when absent. */
      tableOptions: createTable.sends("tableOptions", optional(TableOptions)),
      /** Units the table reserves, and is billed for; 0 when absent. */
      reservedThroughput: createTable.sends("reservedThroughput.capacityUnit", optional(Units)),
      /** Whether changes are kept in a stream. */
      streamSpec: createTable.sends("streamSpec", optional(StreamSpecification)),
      /** How the table is encrypted. */
      sseSpec: createTable.sends("sseSpec", optional(SseSpecification)),
      /** Secondary indexes that are made with the table. */
      indexMetas: createTable.sends("indexMetas", optional(Schema.Array(IndexMetaInput))),
      /** Whether rows of one partition key can be written in a local transaction. */
      enableLocalTxn: createTable.sends("enableLocalTxn", optional(Schema.Boolean)),
      /** Ranges of the first key column that the table is split into from the start. */
      partitions: createTable.sends(
        "partitions",
        optional(Schema.Array(Schema.Struct({ begin: PartitionBound, end: PartitionBound })))
      )
    },
    output: answer,
    errors: ["OTSObjectAlreadyExist"]
  }),

  /**
   * Names all tables of the instance, index tables included.
   *
   * Source: Tablestore API, ListTable.
   */
  listTable: tablestore.operation("ListTable", {
    ...listTable.messages,
    idempotent: true,
    input: {},
    output: { ...answer, tableNames: listTable.receives("tableNames", Schema.Array(Schema.String)) },
    errors: []
  }),

  /**
   * Tells all about a table.
   *
   * Source: Tablestore API, DescribeTable.
   */
  describeTable: tablestore.operation("DescribeTable", {
    ...describeTable.messages,
    idempotent: true,
    input: table,
    output: {
      ...answer,
      tableName: describeTable.receives("tableMeta.tableName", Schema.String),
      primaryKey: describeTable.receives("tableMeta.primaryKey", Schema.Array(PrimaryKeySchema)),
      definedColumns: describeTable.receives("tableMeta.definedColumn", Schema.Array(DefinedColumnSchema)),
      tableOptions: describeTable.receives("tableOptions", TableOptions),
      reservedThroughputDetails: describeTable.receives("reservedThroughputDetails", ReservedThroughputDetails),
      tableStatus: describeTable.receives(
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
      streamDetails: describeTable.receives("streamDetails", optional(StreamDetails)),
      sseDetails: describeTable.receives("sseDetails", optional(SseDetails)),
      /** Secondary indexes. */
      indexMetas: describeTable.receives("indexMetas", Schema.Array(IndexMeta)),
      /** Keys at which the table is split into parts. */
      shardSplits: describeTable.receives("shardSplits", SplitPoints),
      creationTime: describeTable.receives("creationTime", optional(TimeFromMicros)),
      tableId: describeTable.receives("tableMeta.tableId", optional(Schema.String))
    },
    errors: tableErrors
  }),

  /**
   * Changes settings of a table. What is not given stays as it is.
   *
   * Source: Tablestore API, UpdateTable.
   */
  updateTable: tablestore.operation("UpdateTable", {
    ...updateTable.messages,
    // The service counts changes of the throughput, and allows one in two minutes.
    idempotent: false,
    input: {
      ...table,
      tableOptions: updateTable.sends("tableOptions", optional(TableOptions)),
      reservedThroughput: updateTable.sends("reservedThroughput.capacityUnit", optional(Units)),
      streamSpec: updateTable.sends("streamSpec", optional(StreamSpecification))
    },
    output: {
      ...answer,
      tableOptions: updateTable.receives("tableOptions", TableOptions),
      reservedThroughputDetails: updateTable.receives("reservedThroughputDetails", ReservedThroughputDetails),
      streamDetails: updateTable.receives("streamDetails", optional(StreamDetails))
    },
    errors: [...tableErrors, "OTSForbiddenUpdateCapacityUnit", "OTSTooFrequentReservedThroughputAdjustment"]
  }),

  /**
   * Deletes a table with all its rows. One with search indexes is refused.
   *
   * Source: Tablestore API, DeleteTable.
   */
  deleteTable: tablestore.operation("DeleteTable", {
    ...deleteTable.messages,
    // Repeated after a lost answer it would report the absence of the table it deleted itself.
    idempotent: false,
    input: table,
    output: answer,
    errors: tableErrors
  }),

  /**
   * Loads an unloaded table.
   *
   * Source: Tablestore API, LoadTable.
   */
  loadTable: tablestore.operation("LoadTable", {
    ...loadTable.messages,
    idempotent: false,
    input: table,
    output: answer,
    errors: tableErrors
  }),

  /**
   * Unloads a table: it cannot be read or written until it is loaded again.
   *
   * Source: Tablestore API, UnloadTable.
   */
  unloadTable: tablestore.operation("UnloadTable", {
    ...unloadTable.messages,
    idempotent: false,
    input: table,
    output: answer,
    errors: tableErrors
  }),

  /**
   * Declares more attribute columns, so that indexes can be made of them.
   *
   * Source: Tablestore API, AddDefinedColumn.
   */
  addDefinedColumn: tablestore.operation("AddDefinedColumn", {
    ...addDefinedColumn.messages,
    // A column that is there already is an error.
    idempotent: false,
    input: { ...table, columns: addDefinedColumn.sends("columns", DefinedColumns) },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Takes back the declaration of attribute columns. Their values stay.
   *
   * Source: Tablestore API, DeleteDefinedColumn.
   */
  deleteDefinedColumn: tablestore.operation("DeleteDefinedColumn", {
    ...deleteDefinedColumn.messages,
    idempotent: false,
    input: {
      ...table,
      /** Names of the columns. */
      columns: deleteDefinedColumn.sends("columns", Schema.Array(Name))
    },
    output: answer,
    errors: tableErrors
  }),

  /**
   * Tells keys that cut a table into parts of about the same size, for readers that work side by side.
   *
   * Source: Tablestore API, ComputeSplitPointsBySize.
   */
  computeSplitPointsBySize: tablestore.operation("ComputeSplitPointsBySize", {
    ...computeSplitPoints.messages,
    idempotent: true,
    input: {
      ...table,
      /** Size of a part, in units of 100 MB unless `splitSizeUnitInByte` says otherwise. */
      splitSize: computeSplitPoints.sends("splitSize", SafeInteger),
      /** Bytes of a unit of `splitSize`. */
      splitSizeUnitInByte: computeSplitPoints.sends("splitSizeUnitInByte", optional(SafeInteger)),
      /** Keys to tell at most. */
      splitPointLimit: computeSplitPoints.sends("splitPointLimit", optional(Positive))
    },
    output: {
      ...answer,
      consumed: computeSplitPoints.receives("consumed", Consumed),
      /** Key columns of the table. */
      schema: computeSplitPoints.receives("schema", Schema.Array(PrimaryKeySchema)),
      /** Ascending; open values at the end are left out. One less than there are parts. */
      splitPoints: computeSplitPoints.receives("splitPoints", SplitPoints),
      locations: computeSplitPoints.receives("locations", Schema.Array(SplitLocation))
    },
    errors: tableErrors
  })
}
