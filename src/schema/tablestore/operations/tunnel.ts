/**
 * The tunnel service: all rows of a table and then its changes, to readers that share the work.
 *
 * The calls are here; what reads a tunnel from its start to its end is made of them: connect, heartbeat for the channels,
 * and for each channel readRecords from its checkpoint on.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tunnel.ts"
import { Bytes, Int64, openWord, SafeInteger, word } from "../protobuf/wire.ts"
import { Answer, Name, TableRef, Text, tablestore } from "./common.ts"
import { StreamRecords } from "./stream.ts"

const errors = ["OTSObjectNotExist", "OTSTunnelServerUnavailable", "OTSResourceGone", "OTSTunnelExpired"] as const

/** Which changes a tunnel hands out. */
export class StreamTunnelConfig extends /*#__PURE__*/ message(M.StreamTunnelConfig, () => ({
  /** Whether changes are read from the first one that is kept, or from now on. */
  flag: inMessage(
    "flag",
    optional(openWord({ latest: M.StartOffsetFlag.LATEST, earliest: M.StartOffsetFlag.EARLIEST }))
  ),
  /** Milliseconds since 1970 of the first change. */
  startOffset: inMessage("startOffset", optional(SafeInteger)),
  /** Milliseconds since 1970 of the last change. */
  endOffset: inMessage("endOffset", optional(SafeInteger))
})) {}

/** A tunnel. */
export class TunnelInfo extends /*#__PURE__*/ message(M.TunnelInfo, () => ({
  /** Id of the tunnel. */
  tunnelId: inMessage("tunnelId", Schema.String),
  /** Rows, changes, or first rows and then changes; in the service's words. */
  tunnelType: inMessage("tunnelType", Schema.String),
  /** Name of the table. */
  tableName: inMessage("tableName", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String),
  /** Id of the stream that the changes come from. */
  streamId: inMessage("streamId", Schema.String),
  /** What it hands out now, rows or changes. */
  stage: inMessage("stage", Schema.String),
  /** Whether changes were lost before they were read. */
  expired: inMessage("expired", optional(Schema.Boolean)),
  /** Name of the tunnel. */
  tunnelName: inMessage("tunnelName", optional(Schema.String)),
  /** Whether the tunnel is one of the user's, not of the service itself. */
  public: inMessage("public", optional(Schema.Boolean)),
  /** Which changes. */
  streamTunnelConfig: inMessage("streamTunnelConfig", optional(StreamTunnelConfig)),
  /** In the service's own unit, nanoseconds since 1970 as far as known. */
  createTime: inMessage("createTime", optional(Int64))
})) {}

/** A part of a tunnel, as it is described. */
export class ChannelInfo extends /*#__PURE__*/ message(M.ChannelInfo, () => ({
  /** Id of the channel. */
  channelId: inMessage("channelId", Schema.String),
  /** Whether it holds rows or changes, in the service's words. */
  channelType: inMessage("channelType", optional(Schema.String)),
  /** Whether it is read, in the service's words. */
  channelStatus: inMessage("channelStatus", optional(Schema.String)),
  /** Who reads the channel. */
  clientId: inMessage("clientId", optional(Schema.String)),
  /** In the service's own unit. */
  channelRpo: inMessage("channelRpo", optional(Int64)),
  /** Rows or changes that were read. */
  channelCount: inMessage("channelCount", optional(SafeInteger))
})) {}

/** A part of a tunnel, as its reader and the service tell each other of it. */
export class Channel extends /*#__PURE__*/ message(M.Channel, () => ({
  /** Id of the channel. */
  channelId: inMessage("channelId", Schema.String),
  /** Grows with each change of the status. */
  version: inMessage("version", Int64),
  /** Whether the channel is to be read. */
  status: inMessage(
    "status",
    openWord({
      open: M.ChannelStatus.OPEN,
      closing: M.ChannelStatus.CLOSING,
      close: M.ChannelStatus.CLOSE,
      terminated: M.ChannelStatus.TERMINATED
    })
  ),
  /** What the service says besides. */
  detail: inMessage("detail", optional(Bytes))
})) {}

/** The request is about this tunnel of a table. */
export class TunnelRef extends /*#__PURE__*/ fields(TableRef, () => ({
  /** Name of the tunnel. */
  tunnelName: inMessage("tunnelName", Text),
  /** Id of the tunnel. */
  tunnelId: inMessage("tunnelId", optional(Text))
})) {}

/** The request is about the tunnel of this id. */
export class TunnelId extends /*#__PURE__*/ fields(() => ({
  /** Id of the tunnel. */
  tunnelId: inMessage("tunnelId", Text)
})) {}

/** The request comes from this reader of a tunnel. */
export class TunnelClientRef extends /*#__PURE__*/ fields(TunnelId, () => ({
  /** `clientId` of ConnectTunnel. */
  clientId: inMessage("clientId", Text)
})) {}

/** The request is about this channel of a tunnel. */
export class ChannelRef extends /*#__PURE__*/ fields(TunnelClientRef, () => ({
  /** Id of the channel. */
  channelId: inMessage("channelId", Text)
})) {}

/** Input of {@link createTunnel}. */
export class CreateTunnelInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table. */
  tableName: inMessage("tunnel.tableName", Name),
  /** Name of the tunnel. */
  tunnelName: inMessage("tunnel.tunnelName", Text),
  /** Rows, changes, or first rows and then changes. */
  tunnelType: inMessage(
    "tunnel.tunnelType",
    word({
      baseData: M.TunnelType.BaseData,
      stream: M.TunnelType.Stream,
      baseAndStream: M.TunnelType.BaseAndStream
    })
  ),
  /** Which changes. */
  streamTunnelConfig: inMessage("tunnel.streamTunnelConfig", optional(StreamTunnelConfig))
})) {}

/** Output of {@link createTunnel}. */
export class CreateTunnelOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Id of the tunnel. */
  tunnelId: inMessage("tunnelId", Schema.String)
})) {}

/**
 * Creates a tunnel of a table.
 *
 * Source: Tablestore, Tunnel Service, create.
 */
export const createTunnel = /*#__PURE__*/ tablestore.operation("CreateTunnel", {
  request: M.CreateTunnelRequest,
  response: M.CreateTunnelResponse,
  error: M.Error,
  path: "tunnel/create",
  idempotent: false,
  input: CreateTunnelInput,
  output: CreateTunnelOutput,
  errors: [...errors, "OTSTunnelExist"]
})

/**
 * Deletes a tunnel.
 *
 * Source: Tablestore, Tunnel Service, delete.
 */
export const deleteTunnel = /*#__PURE__*/ tablestore.operation("DeleteTunnel", {
  request: M.DeleteTunnelRequest,
  response: M.DeleteTunnelResponse,
  error: M.Error,
  path: "tunnel/delete",
  idempotent: false,
  input: TunnelRef,
  output: Answer,
  errors
})

/** Input of {@link listTunnel}. */
export class ListTunnelInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table; those of all tables when absent. */
  tableName: inMessage("tableName", optional(Name))
})) {}

/** Output of {@link listTunnel}. */
export class ListTunnelOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The tunnels. */
  tunnels: inMessage("tunnels", list(TunnelInfo))
})) {}

/**
 * Lists the tunnels of a table, or of the whole instance.
 *
 * Source: Tablestore, Tunnel Service, list.
 */
export const listTunnel = /*#__PURE__*/ tablestore.operation("ListTunnel", {
  request: M.ListTunnelRequest,
  response: M.ListTunnelResponse,
  error: M.Error,
  path: "tunnel/list",
  idempotent: true,
  input: ListTunnelInput,
  output: ListTunnelOutput,
  errors
})

/** Output of {@link describeTunnel}. */
export class DescribeTunnelOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The tunnel. */
  tunnel: inMessage("tunnel", TunnelInfo),
  /** Its parts. */
  channels: inMessage("channels", list(ChannelInfo)),
  /** How far the readers are, in the service's own unit. */
  tunnelRpo: inMessage("tunnelRpo", optional(Int64))
})) {}

/**
 * Tells all about a tunnel.
 *
 * Source: Tablestore, Tunnel Service, describe.
 */
export const describeTunnel = /*#__PURE__*/ tablestore.operation("DescribeTunnel", {
  request: M.DescribeTunnelRequest,
  response: M.DescribeTunnelResponse,
  error: M.Error,
  path: "tunnel/describe",
  idempotent: true,
  input: TunnelRef,
  output: DescribeTunnelOutput,
  errors
})

/** Output of {@link getTunnelRpo}. */
export class GetTunnelRpoOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** How far each channel is, in the service's own form. */
  rpoInfos: inMessage("rpoInfos", optional(Bytes)),
  /** How far the tunnel is, in the service's own form. */
  tunnelRpoInfos: inMessage("tunnelRpoInfos", optional(Bytes))
})) {}

/**
 * Tells how far the readers of a tunnel are, in the service's own form.
 *
 * Source: Tablestore, Tunnel Service, getrpo.
 */
export const getTunnelRpo = /*#__PURE__*/ tablestore.operation("GetTunnelRpo", {
  request: M.GetRpoRequest,
  response: M.GetRpoResponse,
  error: M.Error,
  path: "tunnel/getrpo",
  idempotent: true,
  input: TunnelId,
  output: GetTunnelRpoOutput,
  errors
})

/** Input of {@link connectTunnel}. */
export class ConnectTunnelInput extends /*#__PURE__*/ fields(TunnelId, () => ({
  /** Seconds without a heartbeat after which the reader counts as gone. */
  timeout: inMessage("clientConfig.timeout", optional(SafeInteger)),
  /** Name by which the reader is shown. */
  clientTag: inMessage("clientConfig.clientTag", optional(Schema.String))
})) {}

/** Output of {@link connectTunnel}. */
export class ConnectTunnelOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Id of the reader. */
  clientId: inMessage("clientId", Schema.String)
})) {}

/**
 * Joins the readers of a tunnel.
 *
 * Source: Tablestore, Tunnel Service, connect.
 */
export const connectTunnel = /*#__PURE__*/ tablestore.operation("ConnectTunnel", {
  request: M.ConnectRequest,
  response: M.ConnectResponse,
  error: M.Error,
  path: "tunnel/connect",
  // Each call is a reader more.
  idempotent: false,
  input: ConnectTunnelInput,
  output: ConnectTunnelOutput,
  errors
})

/** The channels that reader and service tell each other of. */
export class Channels extends /*#__PURE__*/ fields(() => ({
  /** The channels that the reader reads; in an answer those that it shall read. */
  channels: inMessage("channels", list(Channel))
})) {}

/** Input of {@link heartbeatTunnel}. */
export class HeartbeatTunnelInput extends /*#__PURE__*/ fields(TunnelClientRef, Channels) {}

/** Output of {@link heartbeatTunnel}. */
export class HeartbeatTunnelOutput extends /*#__PURE__*/ fields(Answer, Channels) {}

/**
 * Tells the service that a reader is alive, and which channels it reads; the answer tells which it shall read.
 *
 * Source: Tablestore, Tunnel Service, heartbeat.
 */
export const heartbeatTunnel = /*#__PURE__*/ tablestore.operation("HeartbeatTunnel", {
  request: M.HeartbeatRequest,
  response: M.HeartbeatResponse,
  error: M.Error,
  path: "tunnel/heartbeat",
  idempotent: false,
  input: HeartbeatTunnelInput,
  output: HeartbeatTunnelOutput,
  errors
})

/**
 * Leaves the readers of a tunnel.
 *
 * Source: Tablestore, Tunnel Service, shutdown.
 */
export const shutdownTunnel = /*#__PURE__*/ tablestore.operation("ShutdownTunnel", {
  request: M.ShutdownRequest,
  response: M.ShutdownResponse,
  error: M.Error,
  path: "tunnel/shutdown",
  idempotent: false,
  input: TunnelClientRef,
  output: Answer,
  errors
})

/** Output of {@link getTunnelCheckpoint}. */
export class GetTunnelCheckpointOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** `token` to read on with. */
  checkpoint: inMessage("checkpoint", Schema.String),
  /** The next checkpoint has the number after this. */
  sequenceNumber: inMessage("sequenceNumber", Int64)
})) {}

/**
 * Tells how far a channel was read.
 *
 * Source: Tablestore, Tunnel Service, getcheckpoint.
 */
export const getTunnelCheckpoint = /*#__PURE__*/ tablestore.operation("GetTunnelCheckpoint", {
  request: M.GetCheckpointRequest,
  response: M.GetCheckpointResponse,
  error: M.Error,
  path: "tunnel/getcheckpoint",
  idempotent: true,
  input: ChannelRef,
  output: GetTunnelCheckpointOutput,
  errors
})

/** Input of {@link checkpointTunnel}. */
export class CheckpointTunnelInput extends /*#__PURE__*/ fields(ChannelRef, () => ({
  /** `nextToken` of the last page that was worked through. */
  checkpoint: inMessage("checkpoint", Text),
  /** The number after that of the last checkpoint. */
  sequenceNumber: inMessage("sequenceNumber", Int64)
})) {}

/**
 * Keeps how far a channel was read.
 *
 * Source: Tablestore, Tunnel Service, checkpoint.
 */
export const checkpointTunnel = /*#__PURE__*/ tablestore.operation("CheckpointTunnel", {
  request: M.CheckpointRequest,
  response: M.CheckpointResponse,
  error: M.Error,
  path: "tunnel/checkpoint",
  // Repeated after a lost answer it would find its number taken by itself.
  idempotent: false,
  input: CheckpointTunnelInput,
  output: Answer,
  errors: [...errors, "OTSSequenceNumberNotMatch"]
})

/** Input of {@link readTunnelRecords}. */
export class ReadTunnelRecordsInput extends /*#__PURE__*/ fields(ChannelRef, () => ({
  /** `nextToken` of the page before, or the checkpoint. */
  token: inMessage("token", Text)
})) {}

/** Output of {@link readTunnelRecords}. */
export class ReadTunnelRecordsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The rows or changes. */
  records: inMessage("records", StreamRecords),
  /** `token` of the next page; `finished` at the end of the channel. */
  nextToken: inMessage("nextToken", Schema.String),
  /** Whether more of them are there already. */
  mayMoreRecord: inMessage("mayMoreRecord", optional(Schema.Boolean))
})) {}

/**
 * Reads rows or changes of a channel, one page.
 *
 * Source: Tablestore, Tunnel Service, readrecords.
 */
export const readTunnelRecords = /*#__PURE__*/ tablestore.operation("ReadTunnelRecords", {
  request: M.ReadRecordsRequest,
  response: M.ReadRecordsResponse,
  error: M.Error,
  path: "tunnel/readrecords",
  idempotent: true,
  input: ReadTunnelRecordsInput,
  output: ReadTunnelRecordsOutput,
  errors
})
