/** Tunnels: their definitions. Their consumers are not emulated. Source: Tablestore, Tunnel Service. */
import * as T from "../../schema/tablestore/generated/tunnel.ts"
import type { Instance } from "./engine/Instance.ts"
import { settingsOf } from "./engine/streams.ts"
import { objectNotExist, parameterInvalid, tunnelExists } from "./faults.ts"
import { streamHours } from "./limits.ts"

/** What is stored of a tunnel. */
export interface StoredTunnel {
  readonly id: string
  readonly tableName: string
  readonly name: string
  readonly type: T.TunnelType
  readonly config?: T.StreamTunnelConfig | undefined
  readonly createdMillis: number
}

const tunnels = (instance: Instance) => instance.stored<StoredTunnel>("tunnels")

const keyOf = (tableName: string, name: string): string => `${tableName}/${name}`

const typeNames: Readonly<Record<number, string>> = {
  [T.TunnelType.BaseData]: "BaseData",
  [T.TunnelType.Stream]: "Stream",
  [T.TunnelType.BaseAndStream]: "BaseAndStream"
}

export const createTunnel = (
  instance: Instance,
  { tunnel }: T.CreateTunnelRequest,
  nowMillis: number
): T.CreateTunnelResponse => {
  const { streamTunnelConfig, tableName, tunnelName, tunnelType } = tunnel
  const table = instance.table(tableName)
  if (typeNames[tunnelType] === undefined) throw parameterInvalid("Invalid tunnel type.")
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(tunnelName)) throw parameterInvalid(`Invalid tunnel name: '${tunnelName}'.`)
  if (tunnels(instance).get(keyOf(tableName, tunnelName)) !== undefined) throw tunnelExists()
  // A tunnel of changes needs a stream; the service enables it.
  if (tunnelType !== T.TunnelType.BaseData && table.stream === undefined) {
    const spec = { enableStream: true, expirationTime: streamHours.max, columnsToGet: [] }
    instance.tables.set(tableName, { ...table, stream: settingsOf(instance, undefined, spec, nowMillis) })
  }
  const id = instance.makeId("tunnel", nowMillis)
  tunnels(instance).set(keyOf(tableName, tunnelName), {
    id,
    tableName,
    name: tunnelName,
    type: tunnelType,
    config: streamTunnelConfig,
    createdMillis: nowMillis
  })
  return { tunnelId: id }
}

const infoOf = (instance: Instance, tunnel: StoredTunnel): T.TunnelInfo => ({
  tunnelId: tunnel.id,
  tunnelType: typeNames[tunnel.type]!,
  tableName: tunnel.tableName,
  instanceName: instance.name,
  streamId: instance.tables.get(tunnel.tableName)?.stream?.id ?? "",
  stage: tunnel.type === T.TunnelType.Stream ? "ProcessStream" : "ProcessBaseData",
  expired: false,
  tunnelName: tunnel.name,
  streamTunnelConfig: tunnel.config,
  createTime: BigInt(tunnel.createdMillis) * 1_000_000n
})

const tunnelOf = (instance: Instance, { tableName, tunnelId, tunnelName }: T.DescribeTunnelRequest): StoredTunnel => {
  const byName = tunnels(instance).get(keyOf(tableName, tunnelName))
  const tunnel = byName ?? [...tunnels(instance).scan()].map(([, one]) => one).find(({ id }) => id === tunnelId)
  if (tunnel === undefined) throw objectNotExist("Requested tunnel does not exist.")
  return tunnel
}

export const describeTunnel = (instance: Instance, request: T.DescribeTunnelRequest): T.DescribeTunnelResponse => ({
  tunnel: infoOf(instance, tunnelOf(instance, request)),
  channels: [],
  tunnelRpo: 0n
})

export const listTunnels = (instance: Instance, { tableName }: T.ListTunnelRequest): T.ListTunnelResponse => ({
  tunnels: [...tunnels(instance).scan()]
    .map(([, tunnel]) => tunnel)
    .filter((tunnel) => tableName === undefined || tableName === "" || tunnel.tableName === tableName)
    .map((tunnel) => infoOf(instance, tunnel))
})

export const deleteTunnel = (instance: Instance, request: T.DeleteTunnelRequest): void => {
  const { name, tableName } = tunnelOf(instance, request)
  tunnels(instance).delete(keyOf(tableName, name))
}
