/** Reading the channels of a tunnel, and keeping how far they were read. Source: Tablestore, Tunnel Service. */

import { encodeRow } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import { infMax, type PrimaryKey, type PrimaryKeyBound } from "../../../schema/tablestore/format/rowValue.ts"
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import { counterText, type Instance } from "../engine/Instance.ts"
import { keyText, partitionText } from "../engine/keyText.ts"
import type { Table } from "../engine/model.ts"
import { rowsOfRange } from "../engine/rowReads.ts"
import { recordMessage, trimmedUpTo } from "../engine/streams.ts"
import { maxRangeBytes, maxTunnelRecords } from "../limits.ts"
import { parameterInvalid, sequenceNumberNotMatch, tunnelExpired } from "../refusals.ts"
import { heldChannel } from "./clients.ts"
import { endMillisOf } from "./definitions.ts"
import { type Progress, type StoredChannel, type StoredTunnel, saveChannel } from "./state.ts"
import { type ChangePlace, finished, type Place, type RowPlace, readToken, writeToken } from "./tokens.ts"

const nanosOf = (millis: number): bigint => BigInt(millis) * 1_000_000n

/** Whether a channel holds the rows of a partition key. */
const holds = ({ part, parts }: StoredChannel, key: PrimaryKey<PrimaryKeyBound>): boolean => {
  if (parts === 1) return true
  let hash = 0
  for (const character of partitionText(key)) hash = (Math.imul(hash, 31) + character.codePointAt(0)!) >>> 0
  return hash % parts === part
}

interface Page {
  readonly records: ReadonlyArray<T.Record>
  /** Absent at the end of the channel. */
  readonly next?: Place | undefined
  /** At the end of the page. */
  readonly progress: Progress
  /** Whether more is there already. */
  readonly more: boolean
}

/** Each row as if it had been put just now; without a place in the stream, as it comes from none. */
const rowPage = (
  instance: Instance,
  table: Table,
  channel: StoredChannel,
  { count, key }: RowPlace,
  nowMillis: number
): Page => {
  const records: Array<T.Record> = []
  const progress = (): Progress => ({ count: count + BigInt(records.length), consumedNanos: 0n })
  const end = keyText(table.key.map(({ name }) => ({ name, value: infMax })))
  const range = { start: key === undefined ? "" : keyText(key), end, backward: false }
  let looked = 0
  let bytes = 0
  for (const { cells, primaryKey } of rowsOfRange(instance, table, range, undefined, nowMillis)) {
    if (looked >= maxTunnelRecords || bytes >= maxRangeBytes) {
      return { records, next: { kind: "BaseData", ...progress(), key: primaryKey }, progress: progress(), more: true }
    }
    looked++
    if (!holds(channel, primaryKey)) continue
    const record = encodeRow({ primaryKey, columns: cells })
    bytes += record.length
    records.push({ actionType: T.ActionType.PUT_ROW, record })
  }
  return { records, progress: progress(), more: false }
}

const changePage = (
  instance: Instance,
  tunnel: StoredTunnel,
  channel: StoredChannel,
  { count, position, streamId }: ChangePlace,
  nowMillis: number
): Page => {
  const records: Array<T.Record> = []
  const endMillis = endMillisOf(tunnel)
  let next = position
  let looked = 0
  let bytes = 0
  const page = (consumedMillis: number, more: boolean, hasEnded = false): Page => {
    const progress = { count: count + BigInt(records.length), consumedNanos: nanosOf(consumedMillis) }
    if (hasEnded) return { records, progress, more }
    return { records, next: { kind: "Stream", ...progress, streamId, position: next }, progress, more }
  }
  let lastMillis = 0
  for (const [key, record] of instance.records(streamId).scan({ from: counterText(position) })) {
    if (record.writtenMillis >= endMillis) return page(endMillis, false, true)
    if (looked >= maxTunnelRecords || bytes >= maxRangeBytes) return page(lastMillis, true)
    const at = Number.parseInt(key, 16)
    next = at + 1
    looked++
    lastMillis = record.writtenMillis
    if (!holds(channel, record.change.primaryKey)) continue
    const message = recordMessage(at, record)
    bytes += message.record.length
    records.push(message)
  }
  // Nothing more can come before the end once it has passed.
  return nowMillis >= endMillis ? page(endMillis, false, true) : page(nowMillis, false)
}

const placeIn = (channel: StoredChannel, token: string): Place => {
  const place = readToken(token)
  if (place.kind !== channel.kind) throw parameterInvalid("Invalid token: it belongs to another channel.")
  return place
}

const pageOf = (
  instance: Instance,
  tunnel: StoredTunnel,
  channel: StoredChannel,
  token: string,
  nowMillis: number
): Page => {
  const table = instance.table(tunnel.tableName)
  const place = placeIn(channel, token)
  if (place.kind === "BaseData") return rowPage(instance, table, channel, place, nowMillis)
  const isKept = place.streamId === tunnel.streamId && place.position > trimmedUpTo(instance, place.streamId)
  if (!isKept) throw tunnelExpired(tunnel.id)
  return changePage(instance, tunnel, channel, place, nowMillis)
}

export const readTunnelRecords = (
  instance: Instance,
  request: T.ReadRecordsRequest,
  nowMillis: number
): T.ReadRecordsResponse => {
  const { channel, tunnel } = heldChannel(instance, request, nowMillis)
  if (request.token === finished) return { records: [], nextToken: finished, mayMoreRecord: false }
  const { more, next, progress, records } = pageOf(instance, tunnel, channel, request.token, nowMillis)
  const end = next === undefined ? progress : channel.end
  saveChannel(instance, { ...channel, accessedMillis: nowMillis, end })
  return { records, nextToken: next === undefined ? finished : writeToken(next), mayMoreRecord: more }
}

export const getTunnelCheckpoint = (
  instance: Instance,
  request: T.GetCheckpointRequest,
  nowMillis: number
): T.GetCheckpointResponse => {
  const { checkpoint, sequenceNumber } = heldChannel(instance, request, nowMillis).channel
  return { checkpoint, sequenceNumber }
}

/** Each checkpoint has the number after the one before: so no client overwrites what another one kept meanwhile. */
export const checkpointTunnel = (instance: Instance, request: T.CheckpointRequest, nowMillis: number): void => {
  const { channel, tunnel } = heldChannel(instance, request, nowMillis)
  const { checkpoint, sequenceNumber } = request
  const expected = channel.sequenceNumber + 1n
  if (sequenceNumber !== expected) throw sequenceNumberNotMatch(sequenceNumber, expected, tunnel.id)
  const { consumedNanos, count } =
    checkpoint === finished ? (channel.end ?? channel.progress) : placeIn(channel, checkpoint)
  saveChannel(instance, { ...channel, checkpoint, sequenceNumber, progress: { count, consumedNanos } })
}
