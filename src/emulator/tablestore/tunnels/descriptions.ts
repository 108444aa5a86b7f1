/** What the service tells of tunnels. Source: Tablestore, Tunnel Service, list, describe, getrpo. */
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import type { Instance } from "../engine/Instance.ts"
import { objectNotExist } from "../refusals.ts"
import { isExpired, isInStream } from "./channels.ts"
import { dropLost } from "./clients.ts"
import { tunnelOf } from "./definitions.ts"
import { allTunnels, channelsOf, type StoredChannel, type StoredTunnel, tunnelWithId } from "./state.ts"

const typeNames: Readonly<Record<T.TunnelType, string>> = {
  [T.TunnelType.BaseData]: "BaseData",
  [T.TunnelType.Stream]: "Stream",
  [T.TunnelType.BaseAndStream]: "BaseAndStream"
}

const infoOf = (instance: Instance, tunnel: StoredTunnel, nowMillis: number): T.TunnelInfo => ({
  tunnelId: tunnel.id,
  tunnelType: typeNames[tunnel.type],
  tableName: tunnel.tableName,
  instanceName: instance.name,
  streamId: tunnel.streamId ?? "",
  stage: isInStream(instance, tunnel) ? "ProcessStream" : "ProcessBaseData",
  expired: isExpired(instance, tunnel, nowMillis),
  tunnelName: tunnel.name,
  streamTunnelConfig: tunnel.config,
  createTime: BigInt(tunnel.createdMillis) * 1_000_000n
})

/** How far the slowest of the channels is, in nanoseconds since 1970. */
const slowest = (channels: ReadonlyArray<StoredChannel>): bigint => {
  const unread = channels.filter(({ state }) => state !== "TERMINATED")
  const counted = unread.length === 0 ? channels : unread
  return counted
    .map(({ progress }) => progress.consumedNanos)
    .reduce((least, nanos) => (nanos < least ? nanos : least), counted[0]?.progress.consumedNanos ?? 0n)
}

export const describeTunnel = (
  instance: Instance,
  request: T.DescribeTunnelRequest,
  nowMillis: number
): T.DescribeTunnelResponse => {
  const tunnel = tunnelOf(instance, request)
  dropLost(instance, tunnel.id, nowMillis)
  const channels = channelsOf(instance, tunnel.id)
  return {
    tunnel: infoOf(instance, tunnel, nowMillis),
    channels: channels.map(({ clientId, id, kind, progress, state }) => ({
      channelId: id,
      channelType: kind,
      channelStatus: state,
      clientId,
      channelRpo: progress.consumedNanos,
      channelCount: progress.count
    })),
    tunnelRpo: slowest(channels)
  }
}

export const listTunnels = (
  instance: Instance,
  { tableName }: T.ListTunnelRequest,
  nowMillis: number
): T.ListTunnelResponse => ({
  tunnels: allTunnels(instance)
    .filter((tunnel) => tableName === undefined || tableName === "" || tunnel.tableName === tableName)
    .map((tunnel) => infoOf(instance, tunnel, nowMillis))
})

interface Latency {
  readonly ChannelTyp?: string
  readonly Status: string
  readonly TotalCount: number
  /** When it was read last, and how far; nanoseconds since 1970. */
  readonly AccessTime: number
  readonly RpoTime: number
}

const accessNanos = ({ accessedMillis = 0 }: StoredChannel): number => accessedMillis * 1_000_000

const latencyOf = (channel: StoredChannel): Latency => ({
  ChannelTyp: channel.kind,
  Status: channel.state,
  TotalCount: Number(channel.progress.count),
  AccessTime: accessNanos(channel),
  RpoTime: Number(channel.progress.consumedNanos)
})

const sumOf = (instance: Instance, tunnel: StoredTunnel, channels: ReadonlyArray<StoredChannel>): Latency => ({
  Status: isInStream(instance, tunnel) ? "ProcessStream" : "ProcessBaseData",
  TotalCount: channels.reduce((sum, { progress }) => sum + Number(progress.count), 0),
  AccessTime: Math.max(0, ...channels.map(accessNanos)),
  RpoTime: Number(slowest(channels))
})

const jsonOf = (entries: ReadonlyArray<readonly [string, unknown]>): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)))

/** Of one tunnel, or of all; as JSON, by the ids of tunnels and of their channels. */
export const getTunnelRpo = (instance: Instance, { tunnelId }: T.GetRpoRequest): T.GetRpoResponse => {
  const wanted = tunnelId === undefined || tunnelId === "" ? undefined : tunnelWithId(instance, tunnelId)
  if (wanted === undefined && tunnelId !== undefined && tunnelId !== "") {
    throw objectNotExist("Requested tunnel does not exist.")
  }
  const parts = (wanted === undefined ? allTunnels(instance) : [wanted]).map(
    (tunnel) => [tunnel, channelsOf(instance, tunnel.id)] as const
  )
  return {
    rpoInfos: jsonOf(
      parts.map(([{ id }, channels]) => [
        id,
        Object.fromEntries(channels.map((channel) => [channel.id, latencyOf(channel)]))
      ])
    ),
    tunnelRpoInfos: jsonOf(parts.map(([tunnel, channels]) => [tunnel.id, sumOf(instance, tunnel, channels)]))
  }
}
