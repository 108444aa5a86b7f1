/** Time series tables. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Tablestore } from "../../../src/index.ts"
import { type RareIt, refusedWith } from "./RareIt.ts"

const series = { measurement: "cpu", source: "host1", tags: { zone: "a" } }
const start = 1_700_000_000_000_000n

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: series,
    time: start + BigInt(index),
    fields: { load: index / 2, count: BigInt(index), up: true, note: `n${index}` }
  }))

export const seriesBehaviours = (it: RareIt): void => {
  it.effect("keep time series by their time", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "metrics" }
      yield* tablestore.createTimeseriesTable({ ...table, tableOptions: { timeToLive: -1 } })
      const { tableMetas } = yield* tablestore.listTimeseriesTable({})
      assert.include(
        tableMetas.map(({ tableName }) => tableName),
        "metrics"
      )
      const rows = rowsOf(3)
      yield* tablestore.putTimeseriesData({ ...table, rows })
      const range = { beginTime: start + 1n, endTime: start + 3n }
      const read = yield* tablestore.getTimeseriesData({ ...table, key: series, ...range })
      assert.deepStrictEqual(read.rows, rows.slice(1))
      yield* tablestore.updateTimeseriesMeta({ ...table, metas: [{ key: series, attributes: { owner: "ada" } }] })
      const condition = { _tag: "Measurement", comparison: "equal", value: "cpu" } as const
      const found = yield* tablestore.queryTimeseriesMeta({ ...table, condition, getTotalHit: true })
      assert.strictEqual(found.totalHit, 1)
      assert.deepStrictEqual(found.metas[0]!.attributes, { owner: "ada" })
      yield* tablestore.deleteTimeseriesMeta({ ...table, keys: [series] })
      assert.lengthOf((yield* tablestore.queryTimeseriesMeta({ ...table, condition })).metas, 0)
      yield* tablestore.deleteTimeseriesTable(table)
      yield* refusedWith(tablestore.describeTimeseriesTable(table), "OTSObjectNotExist")
    })
  )

  it.effect("change what a time series table keeps", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "kept" }
      yield* tablestore.createTimeseriesTable(table)
      yield* tablestore.updateTimeseriesTable({
        ...table,
        tableOptions: { timeToLive: 86_400 },
        metaOptions: { metaTimeToLive: 604_800, allowUpdateAttributes: false }
      })
      const { tableMeta } = yield* tablestore.describeTimeseriesTable(table)
      assert.deepInclude(tableMeta, {
        tableName: "kept",
        tableOptions: { timeToLive: 86_400 },
        metaOptions: { metaTimeToLive: 604_800, allowUpdateAttributes: false }
      })
      // The rows are older than a day.
      yield* tablestore.putTimeseriesData({ ...table, rows: rowsOf(1) })
      assert.lengthOf((yield* tablestore.getTimeseriesData({ ...table, key: series })).rows, 0)
      yield* tablestore.deleteTimeseriesTable(table)
    })
  )

  it.effect("scan all series, part by part and page by page", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "scanned" }
      yield* tablestore.createTimeseriesTable(table)
      const rows = [...rowsOf(5), ...rowsOf(4).map((row) => ({ ...row, key: { ...series, source: "host2" } }))]
      yield* tablestore.putTimeseriesData({ ...table, rows })
      const { splitInfos } = yield* tablestore.splitTimeseriesScanTask({ ...table, splitCountHint: 2 })
      const scanned: Array<unknown> = []
      for (const splitInfo of splitInfos) {
        let page = yield* tablestore.scanTimeseriesData({ ...table, splitInfo, limit: 2 })
        scanned.push(...page.rows)
        while (page.nextToken !== undefined) {
          assert.isAtMost(page.rows.length, 2)
          page = yield* tablestore.scanTimeseriesData({ ...table, splitInfo, limit: 2, token: page.nextToken })
          scanned.push(...page.rows)
        }
      }
      assert.sameDeepMembers(scanned, rows)
      yield* tablestore.deleteTimeseriesTable(table)
    })
  )

  it.effect("keep tags and fields that are columns of a table's own key", () =>
    Effect.gen(function* () {
      const tablestore = yield* Tablestore
      const table = { tableName: "own_key" }
      yield* tablestore.createTimeseriesTable({
        ...table,
        timeseriesKeySchema: ["_m_name", "_tags", "region"],
        fieldPrimaryKeySchema: [{ name: "cores", type: "integer" }]
      })
      const key = { measurement: "cpu", source: "", tags: { region: "hz", vendor: "x" } }
      const rows = [8n, 16n].map((cores) => ({ key, time: start, fields: { cores, load: 0.5 } }))
      assert.deepStrictEqual((yield* tablestore.putTimeseriesData({ ...table, rows })).failedRows, [])
      assert.deepStrictEqual((yield* tablestore.getTimeseriesData({ ...table, key })).rows, rows)
      assert.deepStrictEqual((yield* tablestore.scanTimeseriesData(table)).rows, rows)
      assert.deepStrictEqual(
        (yield* tablestore.queryTimeseriesMeta(table)).metas.map((meta) => meta.key),
        [key]
      )
      yield* tablestore.deleteTimeseriesTable(table)
    })
  )
}
