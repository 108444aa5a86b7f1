/** Streams: what happened to the rows of a table, in order. Source: Tablestore, Stream. */

import { encodeRow } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { streamHours } from "../limits.ts"
import { objectNotExist, parameterInvalid, streamDataTrimmed } from "../refusals.ts"
import { consumed } from "./capacity.ts"
import { counterText, type Instance } from "./Instance.ts"
import type { ChangeKind, StreamRecord, StreamSettings, Table } from "./model.ts"

/** The stream that a specification asks for; absent when it asks for none. */
export const settingsOf = (
  instance: Instance,
  current: StreamSettings | undefined,
  spec: M.StreamSpecification,
  nowMillis: number
): StreamSettings | undefined => {
  if (!spec.enableStream) return undefined
  const { expirationTime } = spec
  if (expirationTime === undefined || expirationTime < streamHours.min || expirationTime > streamHours.max) {
    throw parameterInvalid(
      `The expiration time of a stream must be in range: [${streamHours.min}, ${streamHours.max}].`
    )
  }
  return {
    id: current?.id ?? instance.makeId("stream", nowMillis),
    shardId: current?.shardId ?? instance.makeId("shard", nowMillis),
    expirationHours: expirationTime,
    columnsToGet: spec.columnsToGet,
    enabledMicros: current?.enabledMicros ?? BigInt(nowMillis) * 1000n
  }
}

const streamedTables = (instance: Instance): ReadonlyArray<Table & { readonly stream: StreamSettings }> =>
  [...instance.tables.scan()].flatMap(([, table]) =>
    table.stream === undefined ? [] : [{ ...table, stream: table.stream }]
  )

const streamed = (instance: Instance, streamId: string): Table & { readonly stream: StreamSettings } => {
  const table = streamedTables(instance).find(({ stream }) => stream.id === streamId)
  if (table === undefined) throw objectNotExist("Requested stream does not exist.")
  return table
}

export const listStream = (instance: Instance, { tableName }: M.ListStreamRequest): M.ListStreamResponse => {
  if (tableName !== undefined && tableName !== "") instance.table(tableName)
  return {
    streams: streamedTables(instance)
      .filter(({ name }) => tableName === undefined || tableName === "" || name === tableName)
      .map(({ name, stream }) => ({ streamId: stream.id, tableName: name, creationTime: stream.enabledMicros }))
  }
}

export const describeStream = (instance: Instance, request: M.DescribeStreamRequest): M.DescribeStreamResponse => {
  const { name, stream } = streamed(instance, request.streamId)
  return {
    streamId: stream.id,
    expirationTime: stream.expirationHours,
    tableName: name,
    creationTime: stream.enabledMicros,
    streamStatus: M.StreamStatus.STREAM_ACTIVE,
    shards: [{ shardId: stream.shardId }]
  }
}

const iteratorText = (streamId: string, position: number): string =>
  Buffer.from(`${streamId}:${counterText(position)}`).toString("base64url")

const readIterator = (text: string): { readonly streamId: string; readonly position: number } => {
  const match = /^([0-9a-f-]{36}):([0-9a-f]{12})$/.exec(Buffer.from(text, "base64url").toString("latin1"))
  if (match === null) throw parameterInvalid("Invalid shard iterator.")
  return { streamId: match[1]!, position: Number.parseInt(match[2]!, 16) }
}

/** Forgets the records that are older than the stream keeps them. */
export const trim = (instance: Instance, { expirationHours, id }: StreamSettings, nowMillis: number): void => {
  const records = instance.records(id)
  const limit = nowMillis - expirationHours * 3_600_000
  const old: Array<string> = []
  for (const [key, { writtenMillis }] of records.scan()) {
    if (writtenMillis >= limit) break
    old.push(key)
  }
  for (const key of old) records.delete(key)
  if (old.length > 0) instance.nextFrom(`trimmed/${id}`, Number.parseInt(old.at(-1)!, 16))
}

/** The place of the last record that was forgotten; 0 when none was. */
export const trimmedUpTo = (instance: Instance, streamId: string): number => instance.last(`trimmed/${streamId}`)

/** Time of a record as the stream tells it, in microseconds. */
const recordMicros = (writtenMillis: number): bigint => BigInt(writtenMillis) * 1000n

export const getShardIterator = (
  instance: Instance,
  request: M.GetShardIteratorRequest,
  nowMillis: number
): M.GetShardIteratorResponse => {
  const { stream } = streamed(instance, request.streamId)
  if (request.shardId !== stream.shardId) throw objectNotExist("Requested shard does not exist.")
  trim(instance, stream, nowMillis)
  const from = request.timestamp ?? 0n
  for (const [key, { writtenMillis }] of instance.records(stream.id).scan()) {
    if (recordMicros(writtenMillis) >= from) return { shardIterator: iteratorText(stream.id, Number.parseInt(key, 16)) }
  }
  return { shardIterator: iteratorText(stream.id, instance.last(`stream/${stream.id}`) + 1) }
}

const actions: Readonly<Record<ChangeKind, M.ActionType>> = {
  put: M.ActionType.PUT_ROW,
  update: M.ActionType.UPDATE_ROW,
  delete: M.ActionType.DELETE_ROW
}

/** A record as it is sent, with its place in the order of the stream. */
export const recordMessage = (
  position: number,
  { change, kind, origin, writtenMillis }: StreamRecord
): M.StreamRecord => ({
  actionType: actions[kind],
  record: encodeRow({
    ...change,
    sequence: { epoch: 0, timestamp: recordMicros(writtenMillis), rowIndex: position % 0x7fff_ffff }
  }),
  // Rows before the change come without their key.
  ...(origin.length === 0 ? {} : { originRecord: encodeRow({ primaryKey: [], columns: origin }) })
})

const maxRecords = 1000

export const getStreamRecord = (
  instance: Instance,
  request: M.GetStreamRecordRequest,
  nowMillis: number
): M.GetStreamRecordResponse => {
  const { limit = maxRecords } = request
  if (limit <= 0) throw parameterInvalid("The limit must be greater than 0.")
  const { position, streamId } = readIterator(request.shardIterator)
  const { stream } = streamed(instance, streamId)
  trim(instance, stream, nowMillis)
  if (position <= trimmedUpTo(instance, streamId)) throw streamDataTrimmed()
  const records: Array<M.StreamRecord> = []
  let next = position
  let more = false
  for (const [key, record] of instance.records(streamId).scan({ from: counterText(position) })) {
    if (records.length >= Math.min(limit, maxRecords)) {
      more = true
      break
    }
    const at = Number.parseInt(key, 16)
    records.push(recordMessage(at, record))
    next = at + 1
  }
  return {
    streamRecords: records,
    nextShardIterator: iteratorText(streamId, next),
    consumed: consumed(records.length === 0 ? 0 : 1, 0),
    mayMoreRecord: more
  }
}
