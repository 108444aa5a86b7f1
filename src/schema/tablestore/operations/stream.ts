/**
 * Streams: what was changed in a table, in order, for some hours or days.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, inPart, message, messageBy } from "../../wire/protobuf.ts"
import { decodeRowChange } from "../format/plainBufferDecoder.ts"
import type { CellChange, PrimaryKey, Row, SequenceInfo } from "../format/rowValue.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Int64, oneWay, openWord, Positive, TimeFromMicros, wire } from "../protobuf/wire.ts"
import { Answer, Consumed, Name, Text, tablestore } from "./common.ts"

/** A part of a change that was read from its row. */
const read = <Value extends object>(expected: string): Schema.Codec<Value, Value> =>
  wire((value): value is Value => typeof value === "object" && value !== null, expected, {
    to: oneWay,
    from: (value) => value
  })

const OriginalRow: Schema.Codec<Row, Uint8Array> = /*#__PURE__*/ wire(
  (value): value is Row => typeof value === "object" && value !== null,
  "a row",
  { to: oneWay, from: (bytes: Uint8Array) => (bytes.length === 0 ? undefined : decodeRowChange(bytes)) as Row }
)

/** A change of a row. */
export class StreamRecord extends /*#__PURE__*/ messageBy(
  M.StreamRecord,
  { splits: ({ record }) => ({ record: decodeRowChange(record) }) },
  () => ({
    /** `put` replaced the row, `update` changed some of its columns, `delete` removed it. */
    action: inMessage(
      "actionType",
      openWord({ put: M.ActionType.PUT_ROW, update: M.ActionType.UPDATE_ROW, delete: M.ActionType.DELETE_ROW })
    ),
    /** The key of the row. */
    primaryKey: inPart("record", "primaryKey", read<PrimaryKey>("a list of key columns")),
    /** What was written or removed. */
    columns: inPart("record", "columns", read<ReadonlyArray<CellChange>>("a list of changes")),
    /** Place of the change in the order of the stream. */
    sequence: inPart("record", "sequence", optional(read<SequenceInfo>("a place in the stream"))),
    /** The columns before the change that the stream was told to keep. */
    original: inMessage("originRecord", optional(OriginalRow))
  })
) {}

/** Changes of rows. */
export const StreamRecords = /*#__PURE__*/ list(StreamRecord)

/** A stream. */
export class StreamSummary extends /*#__PURE__*/ message(M.Stream, () => ({
  /** Id of the stream. */
  streamId: inMessage("streamId", Schema.String),
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** When the stream was switched on. */
  creationTime: inMessage("creationTime", TimeFromMicros)
})) {}

/** A part of a stream. */
export class StreamShard extends /*#__PURE__*/ message(M.StreamShard, () => ({
  /** Id of the shard. */
  shardId: inMessage("shardId", Schema.String),
  /** The shard that is to be read before this one. */
  parentId: inMessage("parentId", optional(Schema.String)),
  /** The other one, after two were merged. */
  parentSiblingId: inMessage("parentSiblingId", optional(Schema.String))
})) {}

/** What {@link listStream} takes. */
export class ListStreamInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table; those of all tables when absent. */
  tableName: inMessage("tableName", optional(Name))
})) {}

/** What {@link listStream} gives. */
export class ListStreamOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The streams. */
  streams: inMessage("streams", list(StreamSummary))
})) {}

/**
 * Lists the streams of a table, or of the whole instance.
 *
 * Source: Tablestore API, ListStream.
 */
export const listStream = /*#__PURE__*/ tablestore.operation("ListStream", {
  request: M.ListStreamRequest,
  response: M.ListStreamResponse,
  idempotent: true,
  input: ListStreamInput,
  output: ListStreamOutput,
  errors: ["OTSObjectNotExist"]
})

/** What {@link describeStream} takes. */
export class DescribeStreamInput extends /*#__PURE__*/ fields(() => ({
  /** Id of the stream. */
  streamId: inMessage("streamId", Text),
  /** `nextShardId` of the page before. */
  inclusiveStartShardId: inMessage("inclusiveStartShardId", optional(Text)),
  /** Shards of the page at most. */
  shardLimit: inMessage("shardLimit", optional(Positive)),
  /** Whether the stream may be that of a time series table. */
  supportTimeseriesDataTable: inMessage("supportTimeseriesDataTable", optional(Schema.Boolean))
})) {}

/** What {@link describeStream} gives. */
export class DescribeStreamOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Id of the stream. */
  streamId: inMessage("streamId", Schema.String),
  /** Hours that changes are kept. */
  expirationTime: inMessage("expirationTime", Schema.Int),
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** When the stream was switched on. */
  creationTime: inMessage("creationTime", TimeFromMicros),
  /** Whether changes are written into it already. */
  streamStatus: inMessage(
    "streamStatus",
    openWord({ enabling: M.StreamStatus.STREAM_ENABLING, active: M.StreamStatus.STREAM_ACTIVE })
  ),
  /** The shards of the page. */
  shards: inMessage("shards", list(StreamShard)),
  /** `inclusiveStartShardId` of the next page; absent at the end. */
  nextShardId: inMessage("nextShardId", optional(Schema.String)),
  /** Whether the stream is that of a time series table. */
  isTimeseriesDataTable: inMessage("isTimeseriesDataTable", optional(Schema.Boolean))
})) {}

/**
 * Tells the shards of a stream, one page.
 *
 * Source: Tablestore API, DescribeStream.
 */
export const describeStream = /*#__PURE__*/ tablestore.operation("DescribeStream", {
  request: M.DescribeStreamRequest,
  response: M.DescribeStreamResponse,
  idempotent: true,
  input: DescribeStreamInput,
  output: DescribeStreamOutput,
  errors: ["OTSObjectNotExist"]
})

/** What {@link getShardIterator} takes. */
export class GetShardIteratorInput extends /*#__PURE__*/ fields(() => ({
  /** Id of the stream. */
  streamId: inMessage("streamId", Text),
  /** Id of the shard. */
  shardId: inMessage("shardId", Text),
  /** Microseconds since 1970; the start of the shard when absent. */
  timestamp: inMessage("timestamp", optional(Int64)),
  /** `nextToken` of the answer before. */
  token: inMessage("token", optional(Text))
})) {}

/** What {@link getShardIterator} gives. */
export class GetShardIteratorOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** `shardIterator` of GetStreamRecord. */
  shardIterator: inMessage("shardIterator", Schema.String),
  /** `token` of the next call; absent at the end. */
  nextToken: inMessage("nextToken", optional(Schema.String))
})) {}

/**
 * Gives the place to read a shard from: its start, or the first change from a time on.
 *
 * Source: Tablestore API, GetShardIterator.
 */
export const getShardIterator = /*#__PURE__*/ tablestore.operation("GetShardIterator", {
  request: M.GetShardIteratorRequest,
  response: M.GetShardIteratorResponse,
  idempotent: true,
  input: GetShardIteratorInput,
  output: GetShardIteratorOutput,
  errors: ["OTSObjectNotExist", "OTSTunnelServerUnavailable"]
})

/** What {@link getStreamRecord} takes. */
export class GetStreamRecordInput extends /*#__PURE__*/ fields(() => ({
  /** `shardIterator` of GetShardIterator, or `nextShardIterator` of the page before. */
  shardIterator: inMessage("shardIterator", Text),
  /** Changes of the page at most. */
  limit: inMessage("limit", optional(Positive)),
  /** Name of the table. */
  tableName: inMessage("tableName", optional(Name))
})) {}

/** What {@link getStreamRecord} gives. */
export class GetStreamRecordOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The changes in their order. */
  records: inMessage("streamRecords", StreamRecords),
  /** `shardIterator` of the next page; absent when the shard is closed and read to its end. */
  nextShardIterator: inMessage("nextShardIterator", optional(Schema.String)),
  /** What the call used. */
  consumed: inMessage("consumed", optional(Consumed)),
  /** Whether more changes are there already. */
  mayMoreRecord: inMessage("mayMoreRecord", optional(Schema.Boolean))
})) {}

/**
 * Reads changes of a shard, one page. Without new changes the page is empty, and the next iterator goes on waiting.
 *
 * Source: Tablestore API, GetStreamRecord.
 */
export const getStreamRecord = /*#__PURE__*/ tablestore.operation("GetStreamRecord", {
  request: M.GetStreamRecordRequest,
  response: M.GetStreamRecordResponse,
  idempotent: true,
  input: GetStreamRecordInput,
  output: GetStreamRecordOutput,
  errors: ["OTSObjectNotExist", "OTSTunnelServerUnavailable"]
})
