/**
 * The rarer calls of Tablestore, through our client: time series, tunnels, delivery, global tables. What an implementation
 * does not provide it has to refuse by a code of the service.
 */
import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { Tablestore } from "../../src/index.ts"
import type { TablestoreService } from "../../src/services/Tablestore.ts"

const series = { measurement: "cpu", source: "host1", tags: { zone: "a" } }
const tunnelled = { tableName: "tunnelled", tunnelName: "changes" }
const delivered = { tableName: "tunnelled", taskName: "daily" }
const globally = { globalTableId: "1", globalTableName: "everywhere" }
const place = { regionId: "cn-hangzhou", instanceName: "test" }

type Calls = Readonly<
  Record<string, (tablestore: TablestoreService) => Effect.Effect<object, { readonly _tag: string }>>
>

/** Calls that an implementation may refuse. */
const optionalCalls: Calls = {
  createTimeseriesAnalyticalStore: (t) =>
    t.createTimeseriesAnalyticalStore({
      tableName: "metrics",
      analyticalStore: { storeName: "history", timeToLive: -1 }
    }),
  updateTimeseriesAnalyticalStore: (t) =>
    t.updateTimeseriesAnalyticalStore({
      tableName: "metrics",
      analyticalStore: { storeName: "history", timeToLive: -1 }
    }),
  describeTimeseriesAnalyticalStore: (t) =>
    t.describeTimeseriesAnalyticalStore({ tableName: "metrics", storeName: "history" }),
  deleteTimeseriesAnalyticalStore: (t) =>
    t.deleteTimeseriesAnalyticalStore({ tableName: "metrics", storeName: "history" }),
  createTimeseriesLastpointIndex: (t) =>
    t.createTimeseriesLastpointIndex({ mainTableName: "metrics", indexTableName: "latest" }),
  deleteTimeseriesLastpointIndex: (t) =>
    t.deleteTimeseriesLastpointIndex({ mainTableName: "metrics", indexTableName: "latest" }),
  splitTimeseriesScanTask: (t) => t.splitTimeseriesScanTask({ tableName: "metrics", splitCountHint: 2 }),
  scanTimeseriesData: (t) => t.scanTimeseriesData({ tableName: "metrics", limit: 10 }),
  getTunnelRpo: (t) => t.getTunnelRpo({ tunnelId: "none" }),
  connectTunnel: (t) => t.connectTunnel({ tunnelId: "none", timeout: 30 }),
  heartbeatTunnel: (t) => t.heartbeatTunnel({ tunnelId: "none", clientId: "c", channels: [] }),
  shutdownTunnel: (t) => t.shutdownTunnel({ tunnelId: "none", clientId: "c" }),
  getTunnelCheckpoint: (t) => t.getTunnelCheckpoint({ tunnelId: "none", clientId: "c", channelId: "1" }),
  checkpointTunnel: (t) =>
    t.checkpointTunnel({ tunnelId: "none", clientId: "c", channelId: "1", checkpoint: "0", sequenceNumber: 1n }),
  readTunnelRecords: (t) => t.readTunnelRecords({ tunnelId: "none", clientId: "c", channelId: "1", token: "0" }),
  createDeliveryTask: (t) =>
    t.createDeliveryTask({
      ...delivered,
      taskConfig: { ossBucket: "lake", ossPrefix: "orders/", schema: [{ columnName: "id", type: "utf8" }] }
    }),
  describeDeliveryTask: (t) => t.describeDeliveryTask(delivered),
  updateDeliveryTask: (t) => t.updateDeliveryTask({ ...delivered, taskConfig: { ossPrefix: "new/", schema: [] } }),
  listDeliveryTask: (t) => t.listDeliveryTask({ tableName: "tunnelled" }),
  deleteDeliveryTask: (t) => t.deleteDeliveryTask(delivered),
  createGlobalTable: (t) =>
    t.createGlobalTable({
      baseTable: { ...place, tableName: "tunnelled" },
      placements: [{ ...place, regionId: "cn-beijing", writable: true }],
      syncMode: "row"
    }),
  bindGlobalTable: (t) => t.bindGlobalTable({ ...globally, placements: [{ ...place, writable: false }] }),
  describeGlobalTable: (t) => t.describeGlobalTable({ globalTableName: "everywhere" }),
  updateGlobalTable: (t) => t.updateGlobalTable({ ...globally, phyTable: { ...place, tableName: "tunnelled" } }),
  unbindGlobalTable: (t) => t.unbindGlobalTable({ ...globally, removals: [place] })
}

/** Registers the behaviours for an implementation. */
export const tablestoreRareSuite = <E>(name: string, implementation: Layer.Layer<Tablestore, E>): void => {
  withLayer(implementation, { excludeTestServices: true })(`Tablestore's rarer calls, ${name}`, (it) => {
    it.effect("keep time series", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        yield* tablestore.createTimeseriesTable({ tableName: "metrics", tableOptions: { timeToLive: -1 } })
        assert.lengthOf(Object.values(yield* tablestore.listTimeseriesTable({})).filter(Array.isArray)[0]!, 1)
        yield* tablestore.updateTimeseriesTable({ tableName: "metrics", tableOptions: { timeToLive: -1 } })
        assert.isObject(yield* tablestore.describeTimeseriesTable({ tableName: "metrics" }))
        const rows = [1n, 2n, 3n].map((index) => ({
          key: series,
          time: 1_700_000_000_000_000n + index,
          fields: { load: Number(index) / 2, count: index, up: true, note: `n${index}` }
        }))
        yield* tablestore.putTimeseriesData({ tableName: "metrics", rows })
        const read = yield* tablestore.getTimeseriesData({
          tableName: "metrics",
          key: series,
          beginTime: 1_700_000_000_000_002n,
          endTime: 1_800_000_000_000_000n
        })
        assert.deepStrictEqual(read.rows, rows.slice(1))
        yield* tablestore.updateTimeseriesMeta({
          tableName: "metrics",
          metas: [{ key: series, attributes: { owner: "ada" } }]
        })
        const found = yield* tablestore.queryTimeseriesMeta({
          tableName: "metrics",
          condition: { _tag: "Measurement", comparison: "equal", value: "cpu" },
          getTotalHit: true
        })
        assert.lengthOf(found.metas, 1)
        assert.deepStrictEqual(found.metas[0]!.attributes, { owner: "ada" })
        yield* tablestore.deleteTimeseriesMeta({ tableName: "metrics", keys: [series] })
        yield* tablestore.deleteTimeseriesTable({ tableName: "metrics" })
      })
    )

    it.effect("make and describe tunnels", () =>
      Effect.gen(function* () {
        const tablestore = yield* Tablestore
        yield* tablestore.createTable({
          tableName: "tunnelled",
          primaryKey: [{ name: "id", type: "string" }],
          streamSpec: { enableStream: true, expirationTime: 24 }
        })
        const { tunnelId } = yield* tablestore.createTunnel({ ...tunnelled, tunnelType: "stream" })
        assert.isAbove(tunnelId.length, 0)
        const { tunnels } = yield* tablestore.listTunnel({ tableName: "tunnelled" })
        assert.deepStrictEqual(
          tunnels.map((tunnel) => tunnel.tunnelId),
          [tunnelId]
        )
        assert.isObject(yield* tablestore.describeTunnel(tunnelled))
        yield* tablestore.deleteTunnel(tunnelled)
        const gone = yield* Effect.flip(tablestore.describeTunnel(tunnelled))
        assert.strictEqual(gone._tag, "ServerError")
      })
    )

    for (const [method, call] of Object.entries(optionalCalls)) {
      it.effect(`answer ${method}, or refuse it by a code of the service`, () =>
        Effect.gen(function* () {
          const outcome = yield* Effect.result(Effect.flatMap(Tablestore, call))
          if (outcome._tag === "Success") {
            assert.isString((outcome.success as { readonly requestId?: string }).requestId)
            return
          }
          const error = outcome.failure as unknown as {
            readonly _tag: string
            readonly reason: { readonly code?: string; readonly operation?: string }
          }
          assert.strictEqual(error._tag, "ServerError")
          assert.match(error.reason.code ?? "", /^OTS[A-Z]/)
          assert.strictEqual(error.reason.operation, method)
        })
      )
    }
  })
}
