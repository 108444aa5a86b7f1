/**
 * Streams: what was changed in a table, in order, for some hours or days.
 */
import * as Schema from "effect/Schema"
import { decodeRowChange } from "../format/plainBufferDecoder.ts"
import type { CellChange, PrimaryKey, Row, SequenceInfo } from "../format/rowValue.ts"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { words } from "../protobuf/recordCodec.ts"
import { Int64, list, oneWay, openWord, Positive, TimeFromMicros } from "../protobuf/wire.ts"
import { answer, Consumed, linked, Name, Text, tablestore } from "./legacyCommon.ts"

/** A change of a row. */
export interface StreamRecord {
  /** `put` replaced the row, `update` changed some of its columns, `delete` removed it. */
  readonly action: "put" | "update" | "delete"
  readonly primaryKey: PrimaryKey
  /** What was written or removed. */
  readonly columns: ReadonlyArray<CellChange>
  /** Place of the change in the order of the stream. */
  readonly sequence?: SequenceInfo | undefined
  /** The columns before the change that the stream was told to keep. */
  readonly original?: Row | undefined
}

const actions = /*#__PURE__*/ words("StreamRecord", {
  put: M.ActionType.PUT_ROW,
  update: M.ActionType.UPDATE_ROW,
  delete: M.ActionType.DELETE_ROW
})

/** A change as it travels: in streams and in tunnels. */
export interface WireRecord {
  readonly actionType: M.ActionType
  readonly record: Uint8Array
  readonly originRecord?: Uint8Array | undefined
}

const recordFrom = ({ actionType, record, originRecord }: WireRecord): StreamRecord => {
  const { primaryKey, columns, sequence } = decodeRowChange(record)
  const original = originRecord === undefined || originRecord.length === 0 ? undefined : decodeRowChange(originRecord)
  return {
    action: actions.from(actionType),
    primaryKey: primaryKey as PrimaryKey,
    columns,
    ...(sequence === undefined ? {} : { sequence }),
    ...(original === undefined ? {} : { original: original as Row })
  }
}

/** Changes of rows. */
export const StreamRecords: Schema.Codec<ReadonlyArray<StreamRecord>, ReadonlyArray<WireRecord>> = list(
  "a list of changes",
  { to: oneWay, from: (records: ReadonlyArray<WireRecord>) => records.map(recordFrom) }
)

/** A stream. */
export const StreamSummary = Schema.Struct({
  streamId: Schema.String,
  tableName: Schema.String,
  creationTime: TimeFromMicros
})
export type StreamSummary = typeof StreamSummary.Type

/** A part of a stream. */
export const StreamShard = Schema.Struct({
  shardId: Schema.String,
  /** The shard that is to be read before this one. */
  parentId: optional(Schema.String),
  /** The other one, after two were merged. */
  parentSiblingId: optional(Schema.String)
})
export type StreamShard = typeof StreamShard.Type

const listStream = linked(M.ListStreamRequest, M.ListStreamResponse)
const describeStream = linked(M.DescribeStreamRequest, M.DescribeStreamResponse)
const getShardIterator = linked(M.GetShardIteratorRequest, M.GetShardIteratorResponse)
const getStreamRecord = linked(M.GetStreamRecordRequest, M.GetStreamRecordResponse)

export const streamOperations = {
  /**
   * Lists the streams of a table, or of the whole instance.
   *
   * Source: Tablestore API, ListStream.
   */
  listStream: tablestore.operation("ListStream", {
    ...listStream.messages,
    idempotent: true,
    input: {
      /** Name of the table; those of all tables when absent. */
      tableName: listStream.sends("tableName", optional(Name))
    },
    output: { ...answer, streams: listStream.receives("streams", Schema.Array(StreamSummary)) },
    errors: ["OTSObjectNotExist"]
  }),

  /**
   * Tells the shards of a stream, one page.
   *
   * Source: Tablestore API, DescribeStream.
   */
  describeStream: tablestore.operation("DescribeStream", {
    ...describeStream.messages,
    idempotent: true,
    input: {
      streamId: describeStream.sends("streamId", Text),
      /** `nextShardId` of the page before. */
      inclusiveStartShardId: describeStream.sends("inclusiveStartShardId", optional(Text)),
      /** Shards of the page at most. */
      shardLimit: describeStream.sends("shardLimit", optional(Positive)),
      /** Whether the stream may be that of a time series table. */
      supportTimeseriesDataTable: describeStream.sends("supportTimeseriesDataTable", optional(Schema.Boolean))
    },
    output: {
      ...answer,
      streamId: describeStream.receives("streamId", Schema.String),
      /** Hours that changes are kept. */
      expirationTime: describeStream.receives("expirationTime", Schema.Int),
      tableName: describeStream.receives("tableName", Schema.String),
      creationTime: describeStream.receives("creationTime", TimeFromMicros),
      streamStatus: describeStream.receives(
        "streamStatus",
        openWord({ enabling: M.StreamStatus.STREAM_ENABLING, active: M.StreamStatus.STREAM_ACTIVE })
      ),
      shards: describeStream.receives("shards", Schema.Array(StreamShard)),
      /** `inclusiveStartShardId` of the next page; absent at the end. */
      nextShardId: describeStream.receives("nextShardId", optional(Schema.String)),
      isTimeseriesDataTable: describeStream.receives("isTimeseriesDataTable", optional(Schema.Boolean))
    },
    errors: ["OTSObjectNotExist"]
  }),

  /**
   * Gives the place to read a shard from: its start, or the first change from a time on.
   *
   * Source: Tablestore API, GetShardIterator.
   */
  getShardIterator: tablestore.operation("GetShardIterator", {
    ...getShardIterator.messages,
    idempotent: true,
    input: {
      streamId: getShardIterator.sends("streamId", Text),
      shardId: getShardIterator.sends("shardId", Text),
      /** Microseconds since 1970; the start of the shard when absent. */
      timestamp: getShardIterator.sends("timestamp", optional(Int64)),
      /** `nextToken` of the answer before. */
      token: getShardIterator.sends("token", optional(Text))
    },
    output: {
      ...answer,
      /** `shardIterator` of GetStreamRecord. */
      shardIterator: getShardIterator.receives("shardIterator", Schema.String),
      nextToken: getShardIterator.receives("nextToken", optional(Schema.String))
    },
    errors: ["OTSObjectNotExist", "OTSTunnelServerUnavailable"]
  }),

  /**
   * Reads changes of a shard, one page. Without new changes the page is empty, and the next iterator goes on waiting.
   *
   * Source: Tablestore API, GetStreamRecord.
   */
  getStreamRecord: tablestore.operation("GetStreamRecord", {
    ...getStreamRecord.messages,
    idempotent: true,
    input: {
      shardIterator: getStreamRecord.sends("shardIterator", Text),
      /** Changes of the page at most. */
      limit: getStreamRecord.sends("limit", optional(Positive)),
      tableName: getStreamRecord.sends("tableName", optional(Name))
    },
    output: {
      ...answer,
      records: getStreamRecord.receives("streamRecords", StreamRecords),
      /** `shardIterator` of the next page; absent when the shard is closed and read to its end. */
      nextShardIterator: getStreamRecord.receives("nextShardIterator", optional(Schema.String)),
      consumed: getStreamRecord.receives("consumed", optional(Consumed)),
      /** Whether more changes are there already. */
      mayMoreRecord: getStreamRecord.receives("mayMoreRecord", optional(Schema.Boolean))
    },
    errors: ["OTSObjectNotExist", "OTSTunnelServerUnavailable"]
  })
}
