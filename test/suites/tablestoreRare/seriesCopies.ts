/** Analytical stores and lastpoint indexes. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Row, Tablestore } from "../../../src/index.ts"
import { type RareIt, refusedWith } from "./RareIt.ts"

const time = 1_700_000_000_000_000n

const point = (source: string, offset: bigint, fields: Readonly<Record<string, bigint>>) => ({
  key: { measurement: "cpu", source, tags: {} },
  time: time + offset,
  fields
})

const indexKeys = ["_#h", "_m_name", "_data_source", "_tags"]

/** All rows of a lastpoint index, as records without the partition key that the service makes up. */
const pointsIn = (tableName: string) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const bound = (value: Row.InfMin | Row.InfMax) => indexKeys.map((name) => ({ name, value }))
    const { rows } = yield* tablestore.getRange({
      tableName,
      inclusiveStartPrimaryKey: bound(Row.infMin),
      exclusiveEndPrimaryKey: bound(Row.infMax)
    })
    return rows.map((row) => {
      const { "_#h": partition, ...rest } = Row.toRecord(row)
      assert.isString(partition)
      return rest
    })
  })

export const seriesCopyBehaviours = (it: RareIt): void => {
  it.effect("make, describe, change and delete analytical stores", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "analysed" }
      const store = { ...table, storeName: "history" }
      yield* tablestore.createTimeseriesTable(table)
      const made = { storeName: "history", timeToLive: 2_592_000, syncOption: "full" } as const
      yield* tablestore.createTimeseriesAnalyticalStore({ ...table, analyticalStore: made })
      yield* refusedWith(
        tablestore.createTimeseriesAnalyticalStore({ ...table, analyticalStore: made }),
        "OTSObjectAlreadyExist"
      )
      assert.deepStrictEqual((yield* tablestore.describeTimeseriesTable(table)).analyticalStores, [made])
      const empty = yield* tablestore.describeTimeseriesAnalyticalStore(store)
      assert.deepStrictEqual(empty.analyticalStore, made)
      assert.strictEqual(empty.storageSize?.size, 0)
      const changed = { storeName: "history", timeToLive: -1 }
      yield* tablestore.updateTimeseriesAnalyticalStore({ ...table, analyticalStore: changed })
      yield* tablestore.putTimeseriesData({ ...table, rows: [point("h1", 0n, { load: 1n })] })
      const filled = yield* tablestore.describeTimeseriesAnalyticalStore(store)
      assert.deepStrictEqual(filled.analyticalStore, { ...made, timeToLive: -1 })
      assert.strictEqual(filled.syncStat?.syncPhase, "incr")
      assert.isTrue((filled.syncStat?.currentSyncTimestamp ?? 0n) > 0n)
      assert.isAbove(filled.storageSize?.size ?? 0, 0)
      yield* tablestore.deleteTimeseriesAnalyticalStore(store)
      yield* refusedWith(tablestore.describeTimeseriesAnalyticalStore(store), "OTSObjectNotExist")
      assert.deepStrictEqual((yield* tablestore.describeTimeseriesTable(table)).analyticalStores, [])
      yield* tablestore.deleteTimeseriesTable(table)
    })
  )

  it.effect("keep the last point of each series in a table of its own", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "pointed" }
      const index = { mainTableName: "pointed", indexTableName: "latest" }
      yield* tablestore.createTimeseriesTable({ ...table, lastpointIndexMetas: [{ indexTableName: "first" }] })
      yield* tablestore.putTimeseriesData({
        ...table,
        rows: [
          point("h1", 5000n, { load: 5n }),
          point("h1", 1000n, { load: 1n, up: 1n }),
          point("h2", 0n, { load: 7n })
        ]
      })
      yield* tablestore.createTimeseriesLastpointIndex({ ...index, includeBaseData: true })
      yield* refusedWith(tablestore.createTimeseriesLastpointIndex(index), "OTSObjectAlreadyExist")
      const indexes = (yield* tablestore.describeTimeseriesTable(table)).lastpointIndexes
      assert.deepStrictEqual(indexes, [{ indexTableName: "first" }, { indexTableName: "latest" }])
      const h1 = { _m_name: "cpu", _data_source: "h1", _tags: "[]", _time: time + 5000n, load: 5n, up: 1n }
      const h2 = { _m_name: "cpu", _data_source: "h2", _tags: "[]", _time: time, load: 7n }
      assert.sameDeepMembers(yield* pointsIn("first"), [h1, h2])
      assert.sameDeepMembers(yield* pointsIn("latest"), [h1, h2])
      yield* tablestore.putTimeseriesData({ ...table, rows: [point("h2", 9000n, { load: 9n })] })
      assert.sameDeepMembers(yield* pointsIn("latest"), [h1, { ...h2, _time: time + 9000n, load: 9n }])
      yield* tablestore.deleteTimeseriesLastpointIndex(index)
      yield* refusedWith(tablestore.describeTable({ tableName: "latest" }), "OTSObjectNotExist")
      const left = (yield* tablestore.describeTimeseriesTable(table)).lastpointIndexes
      assert.deepStrictEqual(left, [{ indexTableName: "first" }])
      yield* tablestore.deleteTimeseriesTable(table)
    })
  )
}
