/** The channels of a tunnel: first those of the rows, then those of the stream. Source: Tablestore, Tunnel Service. */
import { TunnelType } from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import type { Instance } from "../engine/Instance.ts"
import { trim, trimmedUpTo } from "../engine/streams.ts"
import { type ChannelKind, channelsOf, type StoredChannel, type StoredTunnel, saveChannel } from "./state.ts"
import { finished, readToken, writeToken } from "./tokens.ts"

const nothing = { count: 0n, consumedNanos: 0n }

const startOf = (kind: ChannelKind, { streamFrom, streamId = "" }: StoredTunnel): string =>
  writeToken(kind === "BaseData" ? { kind, ...nothing } : { kind, ...nothing, streamId, position: streamFrom })

const addChannels = (instance: Instance, tunnel: StoredTunnel, kind: ChannelKind, nowMillis: number): void => {
  const parts = instance.settings.tunnelChannels
  for (let part = 0; part < parts; part++) {
    saveChannel(instance, {
      id: instance.makeId("channel", nowMillis),
      tunnelId: tunnel.id,
      kind,
      part,
      parts,
      state: "WAIT",
      version: 0n,
      checkpoint: startOf(kind, tunnel),
      sequenceNumber: 0n,
      progress: nothing
    })
  }
}

const areRowsRead = (channels: ReadonlyArray<StoredChannel>): boolean =>
  channels.every(({ kind, state }) => kind !== "BaseData" || state === "TERMINATED")

/** Opens the channels that the tunnel hands out next. */
export const openChannels = (instance: Instance, tunnel: StoredTunnel, nowMillis: number): void => {
  const channels = channelsOf(instance, tunnel.id)
  const has = (wanted: ChannelKind): boolean => channels.some(({ kind }) => kind === wanted)
  const { BaseAndStream, BaseData, Stream } = TunnelType
  if (tunnel.type !== Stream && !has("BaseData")) addChannels(instance, tunnel, "BaseData", nowMillis)
  const isNext = tunnel.type === Stream || (tunnel.type === BaseAndStream && has("BaseData") && areRowsRead(channels))
  if (tunnel.type !== BaseData && isNext && !has("Stream")) addChannels(instance, tunnel, "Stream", nowMillis)
}

/** Whether the tunnel hands out changes by now. */
export const isInStream = (instance: Instance, tunnel: StoredTunnel): boolean =>
  tunnel.type === TunnelType.Stream ||
  (tunnel.type === TunnelType.BaseAndStream && areRowsRead(channelsOf(instance, tunnel.id)))

/** The first change that a channel still has to hand out; absent when it is read to its end, or holds rows. */
const nextChange = ({ checkpoint, kind, state }: StoredChannel): number | undefined => {
  if (kind === "BaseData" || state === "TERMINATED" || checkpoint === finished) return undefined
  const place = readToken(checkpoint)
  return place.kind === "Stream" ? place.position : undefined
}

/** Whether changes that the tunnel still has to hand out are gone, or its stream is. */
export const isExpired = (instance: Instance, tunnel: StoredTunnel, nowMillis: number): boolean => {
  if (tunnel.type === TunnelType.BaseData) return false
  const stream = instance.tables.get(tunnel.tableName)?.stream
  if (stream === undefined || stream.id !== tunnel.streamId) return true
  trim(instance, stream, nowMillis)
  const trimmed = trimmedUpTo(instance, stream.id)
  const channels = channelsOf(instance, tunnel.id)
  if (!channels.some(({ kind }) => kind === "Stream")) return tunnel.streamFrom <= trimmed
  return channels.some((channel) => (nextChange(channel) ?? Number.POSITIVE_INFINITY) <= trimmed)
}
