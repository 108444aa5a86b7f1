/** Streams and tunnels. */

import type { RowChange } from "../../../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as U from "../../../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { columns } from "../../../../../src/schema/tablestore/row/rowRecord.ts"
import {
  bytes,
  consumed,
  instant,
  nothing,
  type OperationCase,
  primaryKey,
  rowBytes,
  seconds,
  tableName,
  used
} from "./OperationCase.ts"

const change: RowChange = {
  primaryKey,
  columns: [{ name: "c", op: "deleteAllVersions" }],
  sequence: { epoch: 1, timestamp: 2n, rowIndex: 3 }
}
const record = { action: "update", ...change, original: { primaryKey, columns: columns({ c: 1n }) } }
const wireRecord = {
  actionType: T.ActionType.UPDATE_ROW,
  record: rowBytes(change),
  originRecord: rowBytes({ primaryKey, columns: columns({ c: 1n }) })
}

export const streamCases: ReadonlyArray<OperationCase> = [
  {
    method: "listStream",
    input: { tableName },
    request: { tableName },
    response: { streams: [{ streamId: "s", tableName, creationTime: seconds * 1_000_000n }] },
    output: { streams: [{ streamId: "s", tableName, creationTime: instant }] }
  },
  {
    method: "describeStream",
    input: { streamId: "s", inclusiveStartShardId: "1", shardLimit: 2, supportTimeseriesDataTable: true },
    request: { streamId: "s", inclusiveStartShardId: "1", shardLimit: 2, supportTimeseriesDataTable: true },
    response: {
      streamId: "s",
      expirationTime: 24,
      tableName,
      creationTime: seconds * 1_000_000n,
      streamStatus: T.StreamStatus.STREAM_ACTIVE,
      shards: [{ shardId: "2", parentId: "1", parentSiblingId: "0" }],
      nextShardId: ""
    },
    output: {
      streamId: "s",
      expirationTime: 24,
      tableName,
      creationTime: instant,
      streamStatus: "active",
      shards: [{ shardId: "2", parentId: "1", parentSiblingId: "0" }]
    }
  },
  {
    method: "getShardIterator",
    input: { streamId: "s", shardId: "1", timestamp: 5n },
    request: { streamId: "s", shardId: "1", timestamp: 5n },
    response: { shardIterator: "i", nextToken: "t" },
    output: { shardIterator: "i", nextToken: "t" }
  },
  {
    method: "getStreamRecord",
    input: { shardIterator: "i", limit: 7, tableName },
    request: { shardIterator: "i", limit: 7, tableName },
    response: { streamRecords: [wireRecord], nextShardIterator: "j", consumed, mayMoreRecord: true },
    output: { records: [record], nextShardIterator: "j", consumed: used, mayMoreRecord: true }
  }
]

const tunnel = { tunnelId: "t", clientId: "c" }
const channel = { ...tunnel, channelId: "ch" }

export const tunnelCases: ReadonlyArray<OperationCase> = [
  {
    method: "createTunnel",
    input: {
      tableName,
      tunnelName: "changes",
      tunnelType: "baseAndStream",
      streamTunnelConfig: { flag: "earliest", startOffset: 1 }
    },
    request: {
      tunnel: {
        tableName,
        tunnelName: "changes",
        tunnelType: U.TunnelType.BaseAndStream,
        streamTunnelConfig: { flag: U.StartOffsetFlag.EARLIEST, startOffset: 1n }
      }
    },
    response: { tunnelId: "t" },
    output: { tunnelId: "t" }
  },
  {
    method: "deleteTunnel",
    input: { tableName, tunnelName: "changes" },
    request: { tableName, tunnelName: "changes" },
    ...nothing
  },
  {
    method: "listTunnel",
    input: {},
    request: {},
    response: {
      tunnels: [
        {
          tunnelId: "t",
          tunnelType: "Stream",
          tableName,
          instanceName: "shop",
          streamId: "s",
          stage: "ProcessStream",
          expired: false,
          createTime: 9n
        }
      ]
    },
    output: {
      tunnels: [
        {
          tunnelId: "t",
          tunnelType: "Stream",
          tableName,
          instanceName: "shop",
          streamId: "s",
          stage: "ProcessStream",
          expired: false,
          createTime: 9n
        }
      ]
    }
  },
  {
    method: "describeTunnel",
    input: { tableName, tunnelName: "changes", tunnelId: "t" },
    request: { tableName, tunnelName: "changes", tunnelId: "t" },
    response: {
      tunnel: { tunnelId: "t", tunnelType: "Stream", tableName, instanceName: "i", streamId: "s", stage: "x" },
      channels: [{ channelId: "ch", channelStatus: "OPEN", clientId: "c", channelRpo: 1n, channelCount: 2n }],
      tunnelRpo: 3n
    },
    output: {
      tunnel: { tunnelId: "t", tunnelType: "Stream", tableName, instanceName: "i", streamId: "s", stage: "x" },
      channels: [{ channelId: "ch", channelStatus: "OPEN", clientId: "c", channelRpo: 1n, channelCount: 2 }],
      tunnelRpo: 3n
    }
  },
  {
    method: "getTunnelRpo",
    input: { tunnelId: "t" },
    request: { tunnelId: "t" },
    response: { rpoInfos: bytes("r") },
    output: { rpoInfos: bytes("r") }
  },
  {
    method: "connectTunnel",
    input: { tunnelId: "t", timeout: 300, clientTag: "worker" },
    request: { tunnelId: "t", clientConfig: { timeout: 300n, clientTag: "worker" } },
    response: { clientId: "c" },
    output: { clientId: "c" }
  },
  {
    method: "heartbeatTunnel",
    input: { ...tunnel, channels: [{ channelId: "ch", version: 1n, status: "open" }] },
    request: { ...tunnel, channels: [{ channelId: "ch", version: 1n, status: U.ChannelStatus.OPEN }] },
    response: { channels: [{ channelId: "ch", version: 2n, status: 9, detail: bytes("d") }] },
    output: { channels: [{ channelId: "ch", version: 2n, status: "9", detail: bytes("d") }] }
  },
  { method: "shutdownTunnel", input: tunnel, request: tunnel, ...nothing },
  {
    method: "getTunnelCheckpoint",
    input: channel,
    request: channel,
    response: { checkpoint: "p", sequenceNumber: 4n },
    output: { checkpoint: "p", sequenceNumber: 4n }
  },
  {
    method: "checkpointTunnel",
    input: { ...channel, checkpoint: "p", sequenceNumber: 5n },
    request: { ...channel, checkpoint: "p", sequenceNumber: 5n },
    ...nothing
  },
  {
    method: "readTunnelRecords",
    input: { ...channel, token: "p" },
    request: { ...channel, token: "p" },
    response: { records: [wireRecord], nextToken: "finished" },
    output: { records: [record], nextToken: "finished" }
  }
]
