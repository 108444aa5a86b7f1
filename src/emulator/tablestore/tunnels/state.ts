/** What is stored of tunnels: their definitions, their channels, and the clients that read them. */
import type * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import type { Instance } from "../engine/Instance.ts"

/** A tunnel. */
export interface StoredTunnel {
  readonly id: string
  readonly tableName: string
  readonly name: string
  readonly type: T.TunnelType
  readonly config?: T.StreamTunnelConfig | undefined
  readonly createdMillis: number
  /** The stream that it reads; absent for tunnels of rows alone. */
  readonly streamId?: string | undefined
  /** Place in the stream of the first change that it hands out. */
  readonly streamFrom: number
}

/** Rows of the table, or changes of its stream. */
export type ChannelKind = "BaseData" | "Stream"

/** `WAIT` had no client yet, `CLOSE` had one that is gone. */
export type ChannelState = "WAIT" | "OPEN" | "CLOSING" | "CLOSE" | "TERMINATED"

/** How far a channel was read. */
export interface Progress {
  /** Records that were handed out up to here. */
  readonly count: bigint
  /** Time of the last change, or of the last look at a stream that had no more; nanoseconds since 1970. */
  readonly consumedNanos: bigint
}

/** A part of a tunnel. */
export interface StoredChannel {
  readonly id: string
  readonly tunnelId: string
  readonly kind: ChannelKind
  /** Which partition keys it holds: those whose hash leaves `part` when divided by `parts`. */
  readonly part: number
  readonly parts: number
  readonly state: ChannelState
  readonly version: bigint
  readonly clientId?: string | undefined
  /** Token to read on with, or `finished`. */
  readonly checkpoint: string
  readonly sequenceNumber: bigint
  /** Up to the checkpoint. */
  readonly progress: Progress
  /** At the end of the channel; absent until it was read. */
  readonly end?: Progress | undefined
  /** When it was read last, in Unix milliseconds. */
  readonly accessedMillis?: number | undefined
}

/** A reader of a tunnel. */
export interface StoredClient {
  readonly id: string
  readonly tunnelId: string
  readonly tag?: string | undefined
  readonly timeoutMillis: number
  readonly heartbeatMillis: number
}

const tunnels = (instance: Instance) => instance.stored<StoredTunnel>("tunnels")
const channels = (instance: Instance) => instance.stored<StoredChannel>("tunnelChannels")
const clients = (instance: Instance) => instance.stored<StoredClient>("tunnelClients")

export const allTunnels = (instance: Instance): ReadonlyArray<StoredTunnel> =>
  [...tunnels(instance).scan()].map(([, tunnel]) => tunnel)

export const tunnelNamed = (instance: Instance, tableName: string, name: string): StoredTunnel | undefined =>
  tunnels(instance).get(`${tableName}/${name}`)

export const tunnelWithId = (instance: Instance, id: string | undefined): StoredTunnel | undefined =>
  allTunnels(instance).find((tunnel) => tunnel.id === id)

export const saveTunnel = (instance: Instance, tunnel: StoredTunnel): void =>
  tunnels(instance).set(`${tunnel.tableName}/${tunnel.name}`, tunnel)

export const channelsOf = (instance: Instance, tunnelId: string): ReadonlyArray<StoredChannel> =>
  [...channels(instance).scan({ prefix: `${tunnelId}/` })].map(([, channel]) => channel)

export const channelWithId = (instance: Instance, tunnelId: string, id: string): StoredChannel | undefined =>
  channels(instance).get(`${tunnelId}/${id}`)

export const saveChannel = (instance: Instance, channel: StoredChannel): void =>
  channels(instance).set(`${channel.tunnelId}/${channel.id}`, channel)

export const clientsOf = (instance: Instance, tunnelId: string): ReadonlyArray<StoredClient> =>
  [...clients(instance).scan({ prefix: `${tunnelId}/` })].map(([, client]) => client)

export const clientWithId = (instance: Instance, tunnelId: string, id: string): StoredClient | undefined =>
  clients(instance).get(`${tunnelId}/${id}`)

export const saveClient = (instance: Instance, client: StoredClient): void =>
  clients(instance).set(`${client.tunnelId}/${client.id}`, client)

export const forgetClient = (instance: Instance, { id, tunnelId }: StoredClient): void => {
  clients(instance).delete(`${tunnelId}/${id}`)
}

/** Removes a tunnel with its channels and clients. */
export const forgetTunnel = (instance: Instance, tunnel: StoredTunnel): void => {
  tunnels(instance).delete(`${tunnel.tableName}/${tunnel.name}`)
  for (const { id } of channelsOf(instance, tunnel.id)) channels(instance).delete(`${tunnel.id}/${id}`)
  for (const client of clientsOf(instance, tunnel.id)) forgetClient(instance, client)
}

/** Removes the tunnels of a table. */
export const forgetTunnelsOf = (instance: Instance, tableName: string): void => {
  for (const tunnel of allTunnels(instance)) if (tunnel.tableName === tableName) forgetTunnel(instance, tunnel)
}
