/** Tunnels: made, described, and read to their end. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Row, Tablestore } from "../../../src/index.ts"
import { makeTable, type RareIt, refusedWith } from "./RareIt.ts"
import { connect, drain, heartbeat, heartbeatForOne, terminated } from "./tunnelReading.ts"

const rowOf = (index: number) => ({
  primaryKey: Row.key({ id: `row${String(index).padStart(4, "0")}` }),
  columns: [Row.put("n", BigInt(index))]
})

/** Writes so many rows. */
const fill = (tableName: string, count: number) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const rows = Array.from({ length: count }, (_, index) => ({ type: "put" as const, ...rowOf(index) }))
    for (let from = 0; from < count; from += 200) {
      yield* tablestore.batchWriteRow({ tables: [{ tableName, rows: rows.slice(from, from + 200) }] })
    }
  })

const valuesOf = (columns: ReadonlyArray<Row.CellChange>) =>
  columns.map((cell) => [cell.name, "value" in cell ? cell.value : cell.op])

export const tunnelBehaviours = (it: RareIt): void => {
  it.effect("make, list, describe and delete tunnels", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("tunnelled", 24)
      const tunnel = { tableName: "tunnelled", tunnelName: "changes" }
      const { tunnelId } = yield* tablestore.createTunnel({ ...tunnel, tunnelType: "stream" })
      const taken = yield* refusedWith(tablestore.createTunnel({ ...tunnel, tunnelType: "baseData" }), "OTSTunnelExist")
      assert.strictEqual(taken.details?.["tunnelId"], tunnelId)
      const { tunnels } = yield* tablestore.listTunnel({ tableName: "tunnelled" })
      assert.deepStrictEqual(
        tunnels.map((one) => [one.tunnelId, one.tunnelName, one.tunnelType, one.stage]),
        [[tunnelId, "changes", "Stream", "ProcessStream"]]
      )
      const described = yield* tablestore.describeTunnel(tunnel)
      const { streams } = yield* tablestore.listStream({ tableName: "tunnelled" })
      assert.deepStrictEqual(
        streams.map(({ streamId }) => streamId),
        [described.tunnel.streamId]
      )
      assert.deepStrictEqual(
        described.channels.map(({ channelType, channelStatus }) => [channelType, channelStatus]),
        [["Stream", "WAIT"]]
      )
      yield* tablestore.deleteTunnel(tunnel)
      yield* refusedWith(tablestore.describeTunnel(tunnel), "OTSObjectNotExist")
      yield* refusedWith(tablestore.connectTunnel({ tunnelId }), "OTSObjectNotExist")
      yield* refusedWith(tablestore.getTunnelRpo({ tunnelId }), "OTSObjectNotExist")
    })
  )

  it.effect("hand out every row of a table once", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("rows")
      yield* fill("rows", 1200)
      const tunnel = { tableName: "rows", tunnelName: "all" }
      const { tunnelId } = yield* tablestore.createTunnel({ ...tunnel, tunnelType: "baseData" })
      const reader = yield* connect(tunnelId)
      const channel = yield* heartbeatForOne(reader)
      const { pages, records, token } = yield* drain(reader, channel.channelId)
      assert.strictEqual(token, "finished")
      assert.isAbove(pages, 1)
      assert.lengthOf(records, 1200)
      for (const [index, { action, columns, primaryKey, sequence }] of records.entries()) {
        assert.deepStrictEqual([action, sequence, primaryKey], ["put", undefined, rowOf(index).primaryKey])
        assert.deepStrictEqual(valuesOf(columns), [["n", BigInt(index)]])
      }
      assert.deepStrictEqual(yield* heartbeat(reader, [terminated(channel)]), [])
      const { channels } = yield* tablestore.describeTunnel(tunnel)
      assert.deepInclude(channels[0], { channelStatus: "TERMINATED", channelCount: 1200 })
      const { rpoInfos, tunnelRpoInfos } = yield* tablestore.getTunnelRpo({ tunnelId })
      const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes))
      assert.strictEqual(json(rpoInfos)[tunnelId][channel.channelId].TotalCount, 1200)
      assert.strictEqual(json(tunnelRpoInfos)[tunnelId].TotalCount, 1200)
      yield* tablestore.shutdownTunnel(reader)
      yield* refusedWith(tablestore.heartbeatTunnel({ ...reader, channels: [] }), "OTSResourceGone")
    })
  )

  it.effect("hand out rows first, and then every change since the tunnel was made", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("both")
      yield* fill("both", 2)
      const tunnel = { tableName: "both", tunnelName: "all" }
      const { tunnelId } = yield* tablestore.createTunnel({ ...tunnel, tunnelType: "baseAndStream" })
      const reader = yield* connect(tunnelId)
      const base = yield* heartbeatForOne(reader)
      const rows = yield* drain(reader, base.channelId)
      assert.deepStrictEqual(
        rows.records.map(({ primaryKey }) => primaryKey),
        [rowOf(0).primaryKey, rowOf(1).primaryKey]
      )
      const changed = { tableName: "both", primaryKey: rowOf(0).primaryKey }
      yield* tablestore.updateRow({ ...changed, columns: [Row.increment("n", 5n), Row.deleteAllVersions("gone")] })
      yield* tablestore.deleteRow(changed)
      const stream = yield* heartbeatForOne(reader, [terminated(base)])
      assert.notStrictEqual(stream.channelId, base.channelId)
      assert.strictEqual((yield* tablestore.describeTunnel(tunnel)).tunnel.stage, "ProcessStream")
      const first = yield* drain(reader, stream.channelId)
      assert.deepStrictEqual(
        first.records.map(({ action, columns, primaryKey }) => [action, primaryKey, valuesOf(columns)]),
        [
          [
            "update",
            changed.primaryKey,
            [
              ["n", 5n],
              ["gone", "deleteAllVersions"]
            ]
          ],
          ["delete", changed.primaryKey, []]
        ]
      )
      assert.isTrue(first.records.every(({ sequence }) => sequence !== undefined))
      assert.notStrictEqual(first.token, "finished")
      yield* tablestore.putRow({ tableName: "both", ...rowOf(7) })
      const second = yield* drain(reader, stream.channelId)
      assert.deepStrictEqual(
        second.records.map(({ action, primaryKey }) => [action, primaryKey]),
        [["put", rowOf(7).primaryKey]]
      )
      const { channels, tunnelRpo = 0n } = yield* tablestore.describeTunnel(tunnel)
      assert.deepStrictEqual(
        channels.map(({ channelCount, channelType }) => [channelType, channelCount]),
        [
          ["BaseData", 2],
          ["Stream", 3]
        ]
      )
      assert.isTrue(tunnelRpo > 0n)
    })
  )

  it.effect("let another reader go on where one stopped", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("shared")
      yield* fill("shared", 1200)
      const { tunnelId } = yield* tablestore.createTunnel({
        tableName: "shared",
        tunnelName: "all",
        tunnelType: "baseData"
      })
      const first = yield* connect(tunnelId)
      const second = yield* connect(tunnelId)
      const channel = yield* heartbeatForOne(first)
      const { channelId } = channel
      assert.deepStrictEqual(yield* heartbeat(second), [])
      const start = yield* tablestore.getTunnelCheckpoint({ ...first, channelId })
      assert.strictEqual(start.sequenceNumber, 0n)
      const page = yield* tablestore.readTunnelRecords({ ...first, channelId, token: start.checkpoint })
      const keep = { ...first, channelId, checkpoint: page.nextToken }
      yield* refusedWith(tablestore.checkpointTunnel({ ...keep, sequenceNumber: 5n }), "OTSSequenceNumberNotMatch")
      yield* tablestore.checkpointTunnel({ ...keep, sequenceNumber: 1n })
      yield* refusedWith(tablestore.checkpointTunnel({ ...keep, sequenceNumber: 1n }), "OTSSequenceNumberNotMatch")
      yield* refusedWith(tablestore.getTunnelCheckpoint({ ...second, channelId }), "OTSResourceGone")
      yield* tablestore.shutdownTunnel(first)
      const taken = yield* heartbeatForOne(second)
      assert.strictEqual(taken.channelId, channelId)
      assert.isTrue(taken.version > channel.version)
      yield* refusedWith(
        tablestore.readTunnelRecords({ ...first, channelId, token: page.nextToken }),
        "OTSResourceGone"
      )
      const rest = yield* drain(second, channelId)
      const keys = [...page.records, ...rest.records].map(({ primaryKey }) => primaryKey)
      assert.deepStrictEqual(
        keys,
        Array.from({ length: 1200 }, (_, index) => rowOf(index).primaryKey)
      )
    })
  )
}
