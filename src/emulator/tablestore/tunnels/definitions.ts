/** Making and removing tunnels. Source: Tablestore, Tunnel Service, create, delete. */
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import { counterText, type Instance } from "../engine/Instance.ts"
import type { StreamSettings, Table } from "../engine/model.ts"
import { settingsOf } from "../engine/streams.ts"
import { isTunnelName, streamHours, tunnelStartMarginMillis } from "../limits.ts"
import { objectNotExist, parameterInvalid, tunnelExists } from "../refusals.ts"
import { openChannels } from "./channels.ts"
import { forgetTunnel, type StoredTunnel, saveTunnel, tunnelNamed, tunnelWithId } from "./state.ts"

const types: ReadonlySet<number> = new Set(Object.values(T.TunnelType))

// The vendor's documents name milliseconds here and nanoseconds there. Which it is shows by the size: milliseconds of
// this size are tens of thousands of years away.
const nanosFrom = 10n ** 15n

const millisOf = (offset: bigint | undefined): number | undefined => {
  if (offset === undefined || offset === 0n) return undefined
  return Number(offset >= nanosFrom ? offset / 1_000_000n : offset)
}

/** When the changes of a tunnel end, in Unix milliseconds; infinity when they do not. */
export const endMillisOf = ({ config }: StoredTunnel): number => millisOf(config?.endOffset) ?? Number.POSITIVE_INFINITY

const checkConfig = (
  type: T.TunnelType,
  config: T.StreamTunnelConfig,
  stream: StreamSettings | undefined,
  nowMillis: number
): void => {
  if (type !== T.TunnelType.Stream) throw parameterInvalid("Only a tunnel of type Stream has a start and an end.")
  if (config.flag !== undefined && !Object.values(T.StartOffsetFlag).some((flag) => flag === config.flag)) {
    throw parameterInvalid("Invalid flag of the start offset.")
  }
  const start = millisOf(config.startOffset)
  const hours = stream?.expirationHours ?? streamHours.max
  const earliest = nowMillis - hours * 3_600_000 + tunnelStartMarginMillis
  if (start !== undefined && (start > nowMillis || start < earliest)) {
    throw parameterInvalid("The start offset must be within the time that the stream keeps changes.")
  }
  const end = millisOf(config.endOffset)
  if (end !== undefined && end <= (start ?? 0)) throw parameterInvalid("The end offset must be after the start offset.")
}

/** Place of the first change that the tunnel hands out; those from now on, unless its settings say otherwise. */
const firstChange = (instance: Instance, stream: StreamSettings, config: T.StreamTunnelConfig | undefined): number => {
  const latest = instance.last(`stream/${stream.id}`) + 1
  const start = millisOf(config?.startOffset)
  if (start === undefined && config?.flag !== T.StartOffsetFlag.EARLIEST) return latest
  for (const [key, { writtenMillis }] of instance.records(stream.id).scan({ from: counterText(0) })) {
    if (writtenMillis >= (start ?? 0)) return Number.parseInt(key, 16)
  }
  return latest
}

/** The stream that a tunnel of changes needs: the service turns it on where it is off. */
const streamOf = (instance: Instance, table: Table, nowMillis: number): StreamSettings => {
  if (table.stream !== undefined) return table.stream
  if (table.mainTable !== undefined) throw parameterInvalid("An index table has no stream.")
  const spec = { enableStream: true, expirationTime: streamHours.max, columnsToGet: [] }
  const stream = settingsOf(instance, undefined, spec, nowMillis)!
  instance.tables.set(table.name, { ...table, stream })
  return stream
}

export const createTunnel = (
  instance: Instance,
  { tunnel }: T.CreateTunnelRequest,
  nowMillis: number
): T.CreateTunnelResponse => {
  const { streamTunnelConfig: config, tableName, tunnelName, tunnelType } = tunnel
  const table = instance.table(tableName)
  if (!types.has(tunnelType)) throw parameterInvalid("Invalid tunnel type.")
  if (!isTunnelName(tunnelName)) throw parameterInvalid(`Invalid tunnel name: '${tunnelName}'.`)
  const existing = tunnelNamed(instance, tableName, tunnelName)
  if (existing !== undefined) throw tunnelExists(existing.id)
  if (config !== undefined) checkConfig(tunnelType, config, table.stream, nowMillis)
  const stream = tunnelType === T.TunnelType.BaseData ? undefined : streamOf(instance, table, nowMillis)
  const stored: StoredTunnel = {
    id: instance.makeId("tunnel", nowMillis),
    tableName,
    name: tunnelName,
    type: tunnelType,
    config,
    createdMillis: nowMillis,
    streamId: stream?.id,
    streamFrom: stream === undefined ? 0 : firstChange(instance, stream, config)
  }
  saveTunnel(instance, stored)
  openChannels(instance, stored, nowMillis)
  return { tunnelId: stored.id }
}

/** A tunnel by its name, or else by its id. */
export const tunnelOf = (
  instance: Instance,
  { tableName, tunnelId, tunnelName }: T.DescribeTunnelRequest
): StoredTunnel => {
  const tunnel = tunnelNamed(instance, tableName, tunnelName) ?? tunnelWithId(instance, tunnelId)
  if (tunnel === undefined) throw objectNotExist("Requested tunnel does not exist.")
  return tunnel
}

export const deleteTunnel = (instance: Instance, request: T.DeleteTunnelRequest): void =>
  forgetTunnel(instance, tunnelOf(instance, request))
