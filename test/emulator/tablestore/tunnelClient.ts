/** A client of a tunnel, by calls of the engine. */
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { connectTunnel, heartbeatTunnel, shutdownTunnel } from "../../../src/emulator/tablestore/tunnels/clients.ts"
import { createTunnel } from "../../../src/emulator/tablestore/tunnels/definitions.ts"
import { describeTunnel } from "../../../src/emulator/tablestore/tunnels/descriptions.ts"
import {
  checkpointTunnel,
  getTunnelCheckpoint,
  readTunnelRecords
} from "../../../src/emulator/tablestore/tunnels/records.ts"
import { decodeRowChange } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { start } from "./engine.ts"

/** Makes the tunnel "mine" of the table "t". */
export const makeTunnel = (
  instance: Instance,
  tunnelType: T.TunnelType,
  streamTunnelConfig?: T.StreamTunnelConfig,
  now = start
): string =>
  createTunnel(instance, { tunnel: { tableName: "t", tunnelName: "mine", tunnelType, streamTunnelConfig } }, now)
    .tunnelId

export const describe = (instance: Instance, now = start) =>
  describeTunnel(instance, { tableName: "t", tunnelName: "mine" }, now)

/** What is known of the channels: kind, state, client. */
export const channelStates = (instance: Instance, now = start) =>
  describe(instance, now).channels.map(({ channelStatus, channelType, clientId }) => [
    channelType,
    channelStatus,
    clientId
  ])

export interface Client {
  readonly id: string
  readonly heartbeat: (channels?: ReadonlyArray<T.Channel>, now?: number) => ReadonlyArray<T.Channel>
  readonly checkpoint: (channelId: string, now?: number) => T.GetCheckpointResponse
  readonly keep: (channelId: string, checkpoint: string, sequenceNumber: bigint, now?: number) => void
  readonly read: (channelId: string, token: string, now?: number) => T.ReadRecordsResponse
  readonly shutdown: (now?: number) => void
}

export const connect = (instance: Instance, tunnelId: string, timeout?: bigint, now = start): Client => {
  const config = timeout === undefined ? {} : { clientConfig: { timeout, clientTag: "tester" } }
  const { clientId } = connectTunnel(instance, { tunnelId, ...config }, now)
  const ids = { tunnelId, clientId }
  return {
    id: clientId,
    heartbeat: (channels = [], at = now) => heartbeatTunnel(instance, { ...ids, channels }, at).channels,
    checkpoint: (channelId, at = now) => getTunnelCheckpoint(instance, { ...ids, channelId }, at),
    keep: (channelId, checkpoint, sequenceNumber, at = now) =>
      checkpointTunnel(instance, { ...ids, channelId, checkpoint, sequenceNumber }, at),
    read: (channelId, token, at = now) => readTunnelRecords(instance, { ...ids, channelId, token }, at),
    shutdown: (at = now) => shutdownTunnel(instance, ids, at)
  }
}

/** Reads a channel from its checkpoint on, as far as there are records, and keeps how far that was. */
export const drain = (client: Client, channelId: string, now = start) => {
  const { checkpoint, sequenceNumber } = client.checkpoint(channelId, now)
  const records: Array<T.Record> = []
  let pages = 0
  let token = checkpoint
  for (let more = true; more; pages++) {
    const page = client.read(channelId, token, now)
    records.push(...page.records)
    token = page.nextToken
    more = page.mayMoreRecord === true
  }
  client.keep(channelId, token, sequenceNumber + 1n, now)
  return {
    pages,
    token,
    changes: records.map(({ actionType, record }) => ({ actionType, ...decodeRowChange(record) }))
  }
}

/** Tells that a channel is read to its end. */
export const terminated = ({ channelId, version }: T.Channel): T.Channel => ({
  channelId,
  version: version + 1n,
  status: T.ChannelStatus.TERMINATED
})

/** Tells that a channel is left to others. */
export const closed = ({ channelId, version }: T.Channel): T.Channel => ({
  channelId,
  version: version + 1n,
  status: T.ChannelStatus.CLOSE
})
