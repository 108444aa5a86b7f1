/**
 * What a table is made of: columns, settings, stream, encryption, reserved units, parts.
 */
import * as Schema from "effect/Schema"
import { list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import { decodeVariantBound } from "../format/plainBufferDecoder.ts"
import { encodeVariant } from "../format/plainBufferEncoder.ts"
import { type InfMax, type InfMin, infMax, infMin, type PrimaryKeyValue } from "../format/rowValue.ts"
import { tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import {
  between,
  Count,
  openWord,
  Positive,
  SafeInteger,
  TimeFromMicros,
  TimeFromSeconds,
  wire,
  word
} from "../protobuf/wire.ts"
import { CapacityUnit, Name } from "./common.ts"

const keyTypes = () =>
  ({
    integer: M.PrimaryKeyType.INTEGER,
    string: M.PrimaryKeyType.STRING,
    binary: M.PrimaryKeyType.BINARY
  }) as const

const keyOptions = () => ({ autoIncrement: M.PrimaryKeyOption.AUTO_INCREMENT }) as const

/** A key column of a table. */
export class PrimaryKeySchema extends /*#__PURE__*/ message(M.PrimaryKeySchema, () => ({
  /** Name of the column. */
  name: inMessage("name", Name),
  /** Type of its values. */
  type: inMessage("type", word(keyTypes())),
  /** `autoIncrement`: the service picks the value. Not for the first column, and INTEGER only. */
  option: inMessage("option", optional(word(keyOptions())))
})) {}

/** A key column of a table, as the service tells of it. */
export class PrimaryKeyDescription extends /*#__PURE__*/ message(M.PrimaryKeySchema, () => ({
  /** Name of the column. */
  name: inMessage("name", Schema.String),
  /** Type of its values. */
  type: inMessage("type", openWord(keyTypes())),
  /** `autoIncrement`: the service picks the value. */
  option: inMessage("option", optional(openWord(keyOptions())))
})) {}

const definedTypes = () =>
  ({
    integer: M.DefinedColumnType.DCT_INTEGER,
    double: M.DefinedColumnType.DCT_DOUBLE,
    boolean: M.DefinedColumnType.DCT_BOOLEAN,
    string: M.DefinedColumnType.DCT_STRING,
    binary: M.DefinedColumnType.DCT_BLOB
  }) as const

/** An attribute column that is known beforehand: secondary indexes can be made of it. */
export class DefinedColumnSchema extends /*#__PURE__*/ message(M.DefinedColumnSchema, () => ({
  /** Name of the column. */
  name: inMessage("name", Name),
  /** Type of its values. */
  type: inMessage("type", word(definedTypes()))
})) {}

/** An attribute column that is known beforehand, as the service tells of it. */
export class DefinedColumnDescription extends /*#__PURE__*/ message(M.DefinedColumnSchema, () => ({
  /** Name of the column. */
  name: inMessage("name", Schema.String),
  /** Type of its values. */
  type: inMessage("type", openWord(definedTypes()))
})) {}

/** Columns of a key, in their order. */
export const keyColumns = () =>
  list(PrimaryKeySchema).check(
    Schema.makeFilter((columns: ReadonlyArray<PrimaryKeySchema>) => {
      const { primaryKeyColumns } = tableLimits
      if (columns.length < 1 || columns.length > primaryKeyColumns)
        return `must be 1 to ${primaryKeyColumns} key columns`
      if (new Set(columns.map(({ name }) => name)).size < columns.length) return "must have different names"
      const picked = columns.filter(({ option }) => option !== undefined)
      if (picked.length > 1) return "must have at most one column whose value the service picks"
      if (picked.length === 1 && (picked[0] === columns[0] || picked[0]!.type !== "integer")) {
        return "must be of type integer, and not the first, where the service picks the value"
      }
      return true
    })
  )

/** Attribute columns that are known beforehand. */
export const definedColumns = () =>
  list(DefinedColumnSchema).check(
    Schema.isMaxLength(tableLimits.definedColumns, { message: `must be at most ${tableLimits.definedColumns} columns` })
  )

const timeToLive = () =>
  between(-1).check(Schema.makeFilter((seconds: number) => (seconds === 0 ? "must be -1, or 1 or more" : true)))

/** Settings of a table. */
export class TableOptions extends /*#__PURE__*/ message(M.TableOptions, () => ({
  /** Seconds that written data are kept, -1 for good. */
  timeToLive: inMessage("timeToLive", optional(timeToLive())),
  /** Versions that are kept of each column. */
  maxVersions: inMessage("maxVersions", optional(Positive)),
  /** Seconds by which a given cell timestamp may differ from now. */
  deviationCellVersionInSec: inMessage("deviationCellVersionInSec", optional(SafeInteger)),
  /** `false` forbids UpdateRow. */
  allowUpdate: inMessage("allowUpdate", optional(Schema.Boolean)),
  /** Whether updates write whole rows; fixed when the table is made. */
  updateFullRow: inMessage("updateFullRow", optional(Schema.Boolean)),
  /** Which Bloom filter is kept of rows. Of older instances. */
  bloomFilterType: inMessage(
    "bloomFilterType",
    optional(openWord({ none: M.BloomFilterType.NONE, cell: M.BloomFilterType.CELL, row: M.BloomFilterType.ROW }))
  ),
  /** Bytes of a block of stored data. Of older instances. */
  blockSize: inMessage("blockSize", optional(Count))
})) {}

/** Whether and for how long changes are kept in a stream. */
export class StreamSpecification extends /*#__PURE__*/ message(M.StreamSpecification, () => ({
  /** Whether changes are kept. */
  enableStream: inMessage("enableStream", Schema.Boolean),
  /** Hours, 1 to 168. */
  expirationTime: inMessage(
    "expirationTime",
    optional(between(tableLimits.minStreamHours, tableLimits.maxStreamHours))
  ),
  /** Columns whose values before a change go into the stream. */
  columnsToGet: inMessage("columnsToGet", optional(list(Name)))
})) {}

/** The stream of a table. */
export class StreamDetails extends /*#__PURE__*/ message(M.StreamDetails, () => ({
  /** Whether changes are kept. */
  enableStream: inMessage("enableStream", Schema.Boolean),
  /** Id of the stream. */
  streamId: inMessage("streamId", optional(Schema.String)),
  /** Hours that changes are kept. */
  expirationTime: inMessage("expirationTime", optional(Schema.Int)),
  /** When the stream was switched on. */
  lastEnableTime: inMessage("lastEnableTime", optional(TimeFromMicros)),
  /** Columns whose values before a change go into the stream. */
  columnToGet: inMessage("columnToGet", list(Schema.String))
})) {}

const Utf8: Schema.Codec<string, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is string => typeof value === "string",
  "text",
  {
    to: (text: string) => new TextEncoder().encode(text),
    from: (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  }
)

const sseKeyTypes = () => ({ kmsService: M.SSEKeyType.SSE_KMS_SERVICE, byok: M.SSEKeyType.SSE_BYOK }) as const

/** How a table is encrypted. */
export class SseSpecification extends /*#__PURE__*/ message(M.SSESpecification, () => ({
  /** Whether it is encrypted. */
  enable: inMessage("enable", Schema.Boolean),
  /** Whether the service keeps the key (`kmsService`), or it is one of yours (`byok`). */
  keyType: inMessage("keyType", optional(word(sseKeyTypes()))),
  /** Id of the key, with `byok`. */
  keyId: inMessage("keyId", optional(Utf8)),
  /** Role that may use the key, with `byok`. */
  roleArn: inMessage("roleArn", optional(Utf8))
})) {}

/** How a table is encrypted, as the service tells of it. */
export class SseDetails extends /*#__PURE__*/ message(M.SSEDetails, () => ({
  /** Whether it is encrypted. */
  enable: inMessage("enable", Schema.Boolean),
  /** Whether the service keeps the key (`kmsService`), or it is one of yours (`byok`). */
  keyType: inMessage("keyType", optional(openWord(sseKeyTypes()))),
  /** Id of the key, with `byok`. */
  keyId: inMessage("keyId", optional(Utf8)),
  /** Role that may use the key, with `byok`. */
  roleArn: inMessage("roleArn", optional(Utf8))
})) {}

/** What a table reserves, and when that was changed. */
export class ReservedThroughputDetails extends /*#__PURE__*/ message(M.ReservedThroughputDetails, () => ({
  /** Units of 4 KiB per second. */
  capacityUnit: inMessage("capacityUnit", CapacityUnit),
  /** When they were raised. */
  lastIncreaseTime: inMessage("lastIncreaseTime", TimeFromSeconds),
  /** When they were lowered. */
  lastDecreaseTime: inMessage("lastDecreaseTime", optional(TimeFromSeconds))
})) {}

/** Units that a table is to reserve. */
export class ReservedUnits extends /*#__PURE__*/ message(M.CapacityUnit, () => ({
  /** Units of 4 KiB per second. */
  read: inMessage("read", optional(between(0, tableLimits.reservedUnits))),
  /** Units of 4 KiB per second. */
  write: inMessage("write", optional(between(0, tableLimits.reservedUnits)))
})) {}

type PartitionValue = PrimaryKeyValue | InfMin | InfMax

const isOpen = (value: unknown): value is InfMin | InfMax =>
  typeof value === "object" &&
  value !== null &&
  "_tag" in value &&
  (value._tag === infMin._tag || value._tag === infMax._tag)

const PartitionBound = /*#__PURE__*/ wire(
  (value): value is PartitionValue =>
    typeof value === "bigint" || typeof value === "string" || value instanceof Uint8Array || isOpen(value),
  "a bigint, string, Uint8Array, infMin or infMax",
  { to: encodeVariant, from: decodeVariantBound }
)

/** Values of the first key column that are kept together. */
export class PartitionRange extends /*#__PURE__*/ message(M.PartitionRange, () => ({
  /** The least one. */
  begin: inMessage("begin", PartitionBound),
  /** The end, itself not part of it. */
  end: inMessage("end", PartitionBound)
})) {}

/** Parts of a table in a row that are at the same place. */
export class SplitLocation extends /*#__PURE__*/ message(M.SplitLocation, () => ({
  /** Hint where the parts are; may be empty. */
  location: inMessage("location", Schema.String),
  /** For how many parts in a row it holds. */
  repeat: inMessage("repeat", SafeInteger)
})) {}
