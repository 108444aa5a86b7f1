/**
 * The tunnel service: all rows of a table and then its changes, to readers that share the work.
 *
 * The calls are here; what reads a tunnel from its start to its end is made of them: connect, heartbeat for the channels,
 * and for each channel readRecords from its checkpoint on.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/tunnel.ts"
import { Bytes, Int64, openWord, SafeInteger, word } from "../protobuf/wire.ts"
import { answer, linked, Name, Text, tablestore } from "./legacyCommon.ts"
import { StreamRecords } from "./stream.ts"

const error = { error: M.Error }

const createTunnel = linked(M.CreateTunnelRequest, M.CreateTunnelResponse, error)
const deleteTunnel = linked(M.DeleteTunnelRequest, M.DeleteTunnelResponse, error)
const listTunnel = linked(M.ListTunnelRequest, M.ListTunnelResponse, error)
const describeTunnel = linked(M.DescribeTunnelRequest, M.DescribeTunnelResponse, error)
const getRpo = linked(M.GetRpoRequest, M.GetRpoResponse, error)
const connect = linked(M.ConnectRequest, M.ConnectResponse, error)
const heartbeat = linked(M.HeartbeatRequest, M.HeartbeatResponse, error)
const shutdown = linked(M.ShutdownRequest, M.ShutdownResponse, error)
const getCheckpoint = linked(M.GetCheckpointRequest, M.GetCheckpointResponse, error)
const checkpoint = linked(M.CheckpointRequest, M.CheckpointResponse, error)
const readRecords = linked(M.ReadRecordsRequest, M.ReadRecordsResponse, error)

const StreamTunnelConfig = Schema.Struct({
  /** Whether changes are read from the first one that is kept, or from now on. */
  flag: optional(word({ latest: M.StartOffsetFlag.LATEST, earliest: M.StartOffsetFlag.EARLIEST })),
  /** Milliseconds since 1970 of the first change. */
  startOffset: optional(SafeInteger),
  /** Milliseconds since 1970 of the last change. */
  endOffset: optional(SafeInteger)
})

/** A tunnel. */
export const TunnelInfo = Schema.Struct({
  tunnelId: Schema.String,
  tunnelType: Schema.String,
  tableName: Schema.String,
  instanceName: Schema.String,
  streamId: Schema.String,
  /** What it hands out now, rows or changes. */
  stage: Schema.String,
  expired: optional(Schema.Boolean),
  tunnelName: optional(Schema.String),
  public: optional(Schema.Boolean),
  streamTunnelConfig: optional(StreamTunnelConfig),
  /** In the service's own unit, nanoseconds since 1970 as far as known. */
  createTime: optional(Int64)
})

const ChannelInfo = Schema.Struct({
  channelId: Schema.String,
  channelType: optional(Schema.String),
  channelStatus: optional(Schema.String),
  /** Who reads the channel. */
  clientId: optional(Schema.String),
  /** In the service's own unit. */
  channelRpo: optional(Int64),
  channelCount: optional(SafeInteger)
})

/** A part of a tunnel, as its reader and the service tell each other of it. */
export const Channel = Schema.Struct({
  channelId: Schema.String,
  /** Grows with each change of the status. */
  version: Int64,
  status: openWord({
    open: M.ChannelStatus.OPEN,
    closing: M.ChannelStatus.CLOSING,
    close: M.ChannelStatus.CLOSE,
    terminated: M.ChannelStatus.TERMINATED
  }),
  detail: optional(Bytes)
})

const tunnel = {
  tableName: deleteTunnel.sends("tableName", Name),
  tunnelName: deleteTunnel.sends("tunnelName", Text),
  tunnelId: deleteTunnel.sends("tunnelId", optional(Text))
}

const client = {
  tunnelId: shutdown.sends("tunnelId", Text),
  /** `clientId` of ConnectTunnel. */
  clientId: shutdown.sends("clientId", Text)
}

const channel = {
  ...client,
  channelId: getCheckpoint.sends("channelId", Text)
}

const errors = ["OTSObjectNotExist", "OTSTunnelServerUnavailable", "OTSResourceGone", "OTSTunnelExpired"] as const

export const tunnelOperations = {
  /**
   * Creates a tunnel of a table.
   *
   * Source: Tablestore, Tunnel Service, create.
   */
  createTunnel: tablestore.operation("CreateTunnel", {
    ...createTunnel.messages,
    path: "tunnel/create",
    idempotent: false,
    input: {
      tableName: createTunnel.sends("tunnel.tableName", Name),
      tunnelName: createTunnel.sends("tunnel.tunnelName", Text),
      /** Rows, changes, or first rows and then changes. */
      tunnelType: createTunnel.sends(
        "tunnel.tunnelType",
        word({
          baseData: M.TunnelType.BaseData,
          stream: M.TunnelType.Stream,
          baseAndStream: M.TunnelType.BaseAndStream
        })
      ),
      /** Which changes. */
      streamTunnelConfig: createTunnel.sends("tunnel.streamTunnelConfig", optional(StreamTunnelConfig))
    },
    output: { ...answer, tunnelId: createTunnel.receives("tunnelId", Schema.String) },
    errors: [...errors, "OTSTunnelExist"]
  }),

  /**
   * Deletes a tunnel.
   *
   * Source: Tablestore, Tunnel Service, delete.
   */
  deleteTunnel: tablestore.operation("DeleteTunnel", {
    ...deleteTunnel.messages,
    path: "tunnel/delete",
    idempotent: false,
    input: tunnel,
    output: answer,
    errors
  }),

  /**
   * Lists the tunnels of a table, or of the whole instance.
   *
   * Source: Tablestore, Tunnel Service, list.
   */
  listTunnel: tablestore.operation("ListTunnel", {
    ...listTunnel.messages,
    path: "tunnel/list",
    idempotent: true,
    input: {
      /** Name of the table; those of all tables when absent. */
      tableName: listTunnel.sends("tableName", optional(Name))
    },
    output: { ...answer, tunnels: listTunnel.receives("tunnels", Schema.Array(TunnelInfo)) },
    errors
  }),

  /**
   * Tells all about a tunnel.
   *
   * Source: Tablestore, Tunnel Service, describe.
   */
  describeTunnel: tablestore.operation("DescribeTunnel", {
    ...describeTunnel.messages,
    path: "tunnel/describe",
    idempotent: true,
    input: tunnel,
    output: {
      ...answer,
      tunnel: describeTunnel.receives("tunnel", TunnelInfo),
      channels: describeTunnel.receives("channels", Schema.Array(ChannelInfo)),
      /** How far the readers are, in the service's own unit. */
      tunnelRpo: describeTunnel.receives("tunnelRpo", optional(Int64))
    },
    errors
  }),

  /**
   * Tells how far the readers of a tunnel are, in the service's own form.
   *
   * Source: Tablestore, Tunnel Service, getrpo.
   */
  getTunnelRpo: tablestore.operation("GetTunnelRpo", {
    ...getRpo.messages,
    path: "tunnel/getrpo",
    idempotent: true,
    input: { tunnelId: getRpo.sends("tunnelId", Text) },
    output: {
      ...answer,
      rpoInfos: getRpo.receives("rpoInfos", optional(Bytes)),
      tunnelRpoInfos: getRpo.receives("tunnelRpoInfos", optional(Bytes))
    },
    errors
  }),

  /**
   * Joins the readers of a tunnel.
   *
   * Source: Tablestore, Tunnel Service, connect.
   */
  connectTunnel: tablestore.operation("ConnectTunnel", {
    ...connect.messages,
    path: "tunnel/connect",
    // Each call is a reader more.
    idempotent: false,
    input: {
      tunnelId: connect.sends("tunnelId", Text),
      /** Seconds without a heartbeat after which the reader counts as gone. */
      timeout: connect.sends("clientConfig.timeout", optional(SafeInteger)),
      /** Name by which the reader is shown. */
      clientTag: connect.sends("clientConfig.clientTag", optional(Schema.String))
    },
    output: { ...answer, clientId: connect.receives("clientId", Schema.String) },
    errors
  }),

  /**
   * Tells the service that a reader is alive, and which channels it reads; the answer tells which it shall read.
   *
   * Source: Tablestore, Tunnel Service, heartbeat.
   */
  heartbeatTunnel: tablestore.operation("HeartbeatTunnel", {
    ...heartbeat.messages,
    path: "tunnel/heartbeat",
    idempotent: false,
    input: { ...client, channels: heartbeat.sends("channels", Schema.Array(Channel)) },
    output: { ...answer, channels: heartbeat.receives("channels", Schema.Array(Channel)) },
    errors
  }),

  /**
   * Leaves the readers of a tunnel.
   *
   * Source: Tablestore, Tunnel Service, shutdown.
   */
  shutdownTunnel: tablestore.operation("ShutdownTunnel", {
    ...shutdown.messages,
    path: "tunnel/shutdown",
    idempotent: false,
    input: client,
    output: answer,
    errors
  }),

  /**
   * Tells how far a channel was read.
   *
   * Source: Tablestore, Tunnel Service, getcheckpoint.
   */
  getTunnelCheckpoint: tablestore.operation("GetTunnelCheckpoint", {
    ...getCheckpoint.messages,
    path: "tunnel/getcheckpoint",
    idempotent: true,
    input: channel,
    output: {
      ...answer,
      /** `token` to read on with. */
      checkpoint: getCheckpoint.receives("checkpoint", Schema.String),
      /** The next checkpoint has the number after this. */
      sequenceNumber: getCheckpoint.receives("sequenceNumber", Int64)
    },
    errors
  }),

  /**
   * Keeps how far a channel was read.
   *
   * Source: Tablestore, Tunnel Service, checkpoint.
   */
  checkpointTunnel: tablestore.operation("CheckpointTunnel", {
    ...checkpoint.messages,
    path: "tunnel/checkpoint",
    // Repeated after a lost answer it would find its number taken by itself.
    idempotent: false,
    input: {
      ...channel,
      /** `nextToken` of the last page that was worked through. */
      checkpoint: checkpoint.sends("checkpoint", Text),
      sequenceNumber: checkpoint.sends("sequenceNumber", Int64)
    },
    output: answer,
    errors: [...errors, "OTSSequenceNumberNotMatch"]
  }),

  /**
   * Reads rows or changes of a channel, one page.
   *
   * Source: Tablestore, Tunnel Service, readrecords.
   */
  readTunnelRecords: tablestore.operation("ReadTunnelRecords", {
    ...readRecords.messages,
    path: "tunnel/readrecords",
    idempotent: true,
    input: {
      ...channel,
      /** `nextToken` of the page before, or the checkpoint. */
      token: readRecords.sends("token", Text)
    },
    output: {
      ...answer,
      records: readRecords.receives("records", StreamRecords),
      /** `token` of the next page; `finished` at the end of the channel. */
      nextToken: readRecords.receives("nextToken", Schema.String),
      mayMoreRecord: readRecords.receives("mayMoreRecord", optional(Schema.Boolean))
    },
    errors
  })
}
