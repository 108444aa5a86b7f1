/** Streams tell what happened to rows. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import {
  describeStream,
  getShardIterator,
  getStreamRecord,
  listStream
} from "../../../src/emulator/tablestore/engine/streams.ts"
import { updateTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import { commitTransaction, startTransaction } from "../../../src/emulator/tablestore/engine/transactions.ts"
import { decodeRowChange } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodePrimaryKey } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import { ActionType } from "../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { key, makeInstance, makeTable, put, refusalOf, remove, start, update } from "./engine.ts"

const hour = 3_600_000

const withStream = () => {
  const instance = makeInstance()
  const streamSpec = { enableStream: true, expirationTime: 1, columnsToGet: ["c"] }
  makeTable(instance, "t", {}, { streamSpec, enableLocalTxn: true })
  return instance
}

const open = (instance: Instance, now = start, timestamp?: bigint): string => {
  const [stream] = listStream(instance, { tableName: "t" }).streams
  const [shard] = describeStream(instance, { streamId: stream!.streamId }).shards
  return getShardIterator(instance, { streamId: stream!.streamId, shardId: shard!.shardId, timestamp }, now)
    .shardIterator
}

const read = (instance: Instance, shardIterator: string, now = start, limit?: number) =>
  getStreamRecord(instance, { shardIterator, limit }, now)

describe("a stream", () => {
  test("tells changes with their outcome and what was before", () => {
    const instance = withStream()
    put(instance, key("a", 1), [Row.put("c", 1n)])
    update(instance, key("a", 1), [Row.increment("c", 2n), Row.deleteAllVersions("d")], { now: start + 1 })
    remove(instance, key("a", 1), { now: start + 2 })
    const { streamRecords } = read(instance, open(instance))
    expect(streamRecords.map(({ actionType }) => actionType)).toEqual([
      ActionType.PUT_ROW,
      ActionType.UPDATE_ROW,
      ActionType.DELETE_ROW
    ])
    const [first, second, third] = streamRecords.map(({ record }) => decodeRowChange(record))
    expect(first).toMatchObject({ primaryKey: key("a", 1), columns: [{ name: "c", value: 1n, timestamp: start }] })
    expect(second?.columns).toEqual([{ name: "c", value: 3n, timestamp: start + 1 }, Row.deleteAllVersions("d")])
    expect(third).toMatchObject({ columns: [], deleteMarker: true, sequence: { timestamp: BigInt(start + 2) * 1000n } })
    const origins = streamRecords.map(({ originRecord }) =>
      originRecord === undefined ? undefined : decodeRowChange(originRecord).columns
    )
    expect(origins).toEqual([
      undefined,
      [{ name: "c", value: 1n, timestamp: start }],
      [{ name: "c", value: 3n, timestamp: start + 1 }]
    ])
  })

  test("goes on after the time of its last change without telling it again", () => {
    const instance = withStream()
    put(instance, key("a", 1))
    put(instance, key("a", 2), [], { now: start + 1 })
    const times = read(instance, open(instance)).streamRecords.map(
      ({ record }) => decodeRowChange(record).sequence!.timestamp
    )
    const from = (timestamp: bigint) => read(instance, open(instance, start + 2, timestamp)).streamRecords.length
    expect(times.map(from)).toEqual([2, 1])
    expect(times.map((time) => from(time + 1n))).toEqual([1, 0])
  })

  test("is read in pages and goes on with what comes later", () => {
    const instance = withStream()
    for (let n = 0; n < 3; n++) put(instance, key("a", n))
    const first = read(instance, open(instance), start, 2)
    expect(first.streamRecords).toHaveLength(2)
    expect(first.mayMoreRecord).toBe(true)
    const second = read(instance, first.nextShardIterator!)
    expect(second.streamRecords).toHaveLength(1)
    expect(read(instance, second.nextShardIterator!).streamRecords).toEqual([])
    put(instance, key("a", 9))
    expect(read(instance, second.nextShardIterator!).streamRecords).toHaveLength(1)
  })

  test("starts at a time", () => {
    const instance = withStream()
    put(instance, key("a", 1))
    put(instance, key("a", 2), [], { now: start + 10 })
    expect(
      read(instance, open(instance, start + 10, BigInt(start + 5) * 1000n), start + 10).streamRecords
    ).toHaveLength(1)
    expect(
      read(instance, open(instance, start + 10, BigInt(start + 11) * 1000n), start + 10).streamRecords
    ).toHaveLength(0)
  })

  test("forgets what is too old, and says so", () => {
    const instance = withStream()
    put(instance, key("a", 1))
    const early = open(instance)
    put(instance, key("a", 2), [], { now: start + hour })
    expect(read(instance, open(instance, start + hour + 1), start + hour + 1).streamRecords).toHaveLength(1)
    expect(refusalOf(() => read(instance, early, start + hour + 1))?.code).toBe("OTSTunnelServerUnavailable")
  })

  test("tells of transactions once they are committed", () => {
    const instance = withStream()
    const iterator = open(instance)
    const { transactionId } = startTransaction(
      instance,
      { tableName: "t", key: encodePrimaryKey([{ name: "p", value: "a" }]) },
      start
    )
    put(instance, key("a", 1), [], { transactionId })
    expect(read(instance, iterator).streamRecords).toEqual([])
    commitTransaction(instance, transactionId, start)
    expect(read(instance, iterator).streamRecords).toHaveLength(1)
  })

  test("ends when it is switched off", () => {
    const instance = withStream()
    const iterator = open(instance)
    updateTable(instance, { tableName: "t", streamSpec: { enableStream: false, columnsToGet: [] } }, start)
    expect(listStream(instance, {}).streams).toEqual([])
    expect(refusalOf(() => read(instance, iterator))?.code).toBe("OTSObjectNotExist")
    expect(refusalOf(() => read(instance, "nonsense"))?.code).toBe("OTSParameterInvalid")
  })

  test("keeps records from one hour to a week", () => {
    const instance = makeInstance()
    for (const expirationTime of [0, 169]) {
      expect(
        refusalOf(() =>
          makeTable(instance, "t", {}, { streamSpec: { enableStream: true, expirationTime, columnsToGet: [] } })
        )?.code
      ).toBe("OTSParameterInvalid")
    }
  })
})
