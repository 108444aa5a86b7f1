/**
 * The clients of a tunnel, and how they share its channels: every heartbeat evens out who reads how many.
 * Source: Tablestore, Tunnel Service, connect, heartbeat, shutdown.
 */
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import type { Instance } from "../engine/Instance.ts"
import { tunnelClientSeconds } from "../limits.ts"
import { objectNotExist, parameterInvalid, resourceGone, tunnelExpired } from "../refusals.ts"
import { isExpired, isInStream, openChannels } from "./channels.ts"
import {
  type ChannelState,
  channelsOf,
  channelWithId,
  clientsOf,
  clientWithId,
  forgetClient,
  type StoredChannel,
  type StoredClient,
  type StoredTunnel,
  saveChannel,
  saveClient,
  tunnelWithId
} from "./state.ts"

/** Gives a channel another state; each time its version grows. */
const move = (
  instance: Instance,
  channel: StoredChannel,
  state: ChannelState,
  clientId: string | undefined,
  version = channel.version + 1n
): void => saveChannel(instance, { ...channel, state, clientId, version })

const isHeld = ({ state }: StoredChannel): boolean => state === "OPEN" || state === "CLOSING"

const release = (instance: Instance, tunnelId: string, clientId: string): void => {
  for (const channel of channelsOf(instance, tunnelId)) {
    if (channel.clientId === clientId && isHeld(channel)) move(instance, channel, "CLOSE", undefined)
  }
}

/** Forgets clients whose heartbeat stopped; others may have their channels. */
export const dropLost = (instance: Instance, tunnelId: string, nowMillis: number): void => {
  for (const client of clientsOf(instance, tunnelId)) {
    if (nowMillis < client.heartbeatMillis + client.timeoutMillis) continue
    forgetClient(instance, client)
    release(instance, tunnelId, client.id)
  }
}

const refuseExpired = (instance: Instance, tunnel: StoredTunnel, nowMillis: number): void => {
  if (isInStream(instance, tunnel) && isExpired(instance, tunnel, nowMillis)) throw tunnelExpired(tunnel.id)
}

export const connectTunnel = (instance: Instance, request: T.ConnectRequest, nowMillis: number): T.ConnectResponse => {
  const tunnel = tunnelWithId(instance, request.tunnelId)
  if (tunnel === undefined) throw objectNotExist("Requested tunnel does not exist.")
  refuseExpired(instance, tunnel, nowMillis)
  const { clientTag, timeout = BigInt(tunnelClientSeconds) } = request.clientConfig ?? {}
  if (timeout <= 0n) throw parameterInvalid("The timeout of a tunnel client must be greater than 0.")
  const id = instance.makeId("tunnelClient", nowMillis)
  saveClient(instance, {
    id,
    tunnelId: tunnel.id,
    tag: clientTag,
    timeoutMillis: Number(timeout) * 1000,
    heartbeatMillis: nowMillis
  })
  return { clientId: id }
}

interface Caller {
  readonly tunnelId: string
  readonly clientId: string
}

/** The tunnel and the client of a call; both must still be there. */
const callerOf = (
  instance: Instance,
  { clientId, tunnelId }: Caller,
  nowMillis: number
): { readonly tunnel: StoredTunnel; readonly client: StoredClient } => {
  const tunnel = tunnelWithId(instance, tunnelId)
  if (tunnel === undefined) throw resourceGone("Requested tunnel is gone.", tunnelId)
  dropLost(instance, tunnelId, nowMillis)
  const client = clientWithId(instance, tunnelId, clientId)
  if (client === undefined) throw resourceGone("The client is not connected, or its heartbeat timed out.", tunnelId)
  return { tunnel, client }
}

/** The channel of a call, which its client must hold. */
export const heldChannel = (
  instance: Instance,
  request: Caller & { readonly channelId: string },
  nowMillis: number
): { readonly tunnel: StoredTunnel; readonly channel: StoredChannel } => {
  const { client, tunnel } = callerOf(instance, request, nowMillis)
  refuseExpired(instance, tunnel, nowMillis)
  const channel = channelWithId(instance, tunnel.id, request.channelId)
  if (channel === undefined || channel.clientId !== client.id || !isHeld(channel)) {
    throw resourceGone("The client does not hold the channel.", tunnel.id)
  }
  return { tunnel, channel }
}

export const shutdownTunnel = (instance: Instance, request: T.ShutdownRequest, nowMillis: number): void => {
  const { client, tunnel } = callerOf(instance, request, nowMillis)
  forgetClient(instance, client)
  release(instance, tunnel.id, client.id)
}

/** What a client says of a channel counts when it is newer than what is known, and ends its work on it. */
const acceptReport = (instance: Instance, client: StoredClient, report: T.Channel): void => {
  const channel = channelWithId(instance, client.tunnelId, report.channelId)
  if (channel?.clientId !== client.id || !isHeld(channel) || report.version <= channel.version) return
  const { CLOSE, TERMINATED } = T.ChannelStatus
  if (report.status === CLOSE) move(instance, channel, "CLOSE", undefined, report.version)
  if (report.status === TERMINATED) move(instance, channel, "TERMINATED", undefined, report.version)
}

/** Gives free channels to a client that has less than its share, and asks back what it has more than that. */
const evenOut = (instance: Instance, { id, tunnelId }: StoredClient): void => {
  const active = channelsOf(instance, tunnelId).filter(({ state }) => state !== "TERMINATED")
  const share = Math.ceil(active.length / clientsOf(instance, tunnelId).length)
  const own = active.filter((channel) => channel.clientId === id)
  const open = own.filter(({ state }) => state === "OPEN")
  for (const channel of open.slice(share)) move(instance, channel, "CLOSING", id)
  const free = active.filter((channel) => !isHeld(channel))
  for (const channel of free.slice(0, Math.max(0, share - own.length))) move(instance, channel, "OPEN", id)
}

const statuses: Readonly<Partial<Record<ChannelState, T.ChannelStatus>>> = {
  OPEN: T.ChannelStatus.OPEN,
  CLOSING: T.ChannelStatus.CLOSING
}

export const heartbeatTunnel = (
  instance: Instance,
  request: T.HeartbeatRequest,
  nowMillis: number
): T.HeartbeatResponse => {
  const { client, tunnel } = callerOf(instance, request, nowMillis)
  saveClient(instance, { ...client, heartbeatMillis: nowMillis })
  for (const report of request.channels) acceptReport(instance, client, report)
  openChannels(instance, tunnel, nowMillis)
  refuseExpired(instance, tunnel, nowMillis)
  evenOut(instance, client)
  return {
    channels: channelsOf(instance, tunnel.id).flatMap(({ clientId, id, state, version }) => {
      const status = statuses[state]
      return clientId === client.id && status !== undefined ? [{ channelId: id, version, status }] : []
    })
  }
}
