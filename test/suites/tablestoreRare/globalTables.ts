/** Global tables. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { makeTable, type RareIt, refusedWith } from "./RareIt.ts"

const home = { regionId: "cn-hangzhou", instanceName: "test" }
const second = { regionId: "cn-beijing", instanceName: "second" }
const third = { regionId: "cn-shanghai", instanceName: "third" }

export const globalTableBehaviours = (it: RareIt): void => {
  it.effect("make, extend, change, reduce and end global tables", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("everywhere")
      const created = yield* tablestore.createGlobalTable({
        baseTable: { ...home, tableName: "everywhere" },
        placements: [{ ...second, writable: true }],
        syncMode: "row",
        serveMode: "peerToPeer"
      })
      assert.deepInclude(created, { status: "init", serveMode: "peerToPeer" })
      const table = { globalTableId: created.globalTableId, globalTableName: "everywhere" }
      const placesNow = Effect.map(tablestore.describeGlobalTable(table), ({ phyTables }) =>
        phyTables.map(({ instanceName, regionId, tableName, writable }) => [
          regionId,
          instanceName,
          tableName,
          writable
        ])
      )
      const at = (place: typeof home, writable: boolean) => [place.regionId, place.instanceName, "everywhere", writable]
      assert.deepStrictEqual(yield* placesNow, [at(home, true), at(second, true)])
      const bound = yield* tablestore.bindGlobalTable({ ...table, placements: [{ ...third, writable: false }] })
      assert.deepInclude(bound, { globalTableId: created.globalTableId, status: "reConf" })
      yield* tablestore.updateGlobalTable({
        ...table,
        phyTable: { ...second, tableName: "everywhere", writable: false }
      })
      assert.deepStrictEqual(yield* placesNow, [at(home, true), at(second, false), at(third, false)])
      const one = yield* tablestore.describeGlobalTable({
        globalTableName: "everywhere",
        phyTable: { ...third, tableName: "everywhere", writable: false },
        returnRpo: true
      })
      assert.strictEqual(one.serveMode, "peerToPeer")
      assert.lengthOf(one.phyTables, 1)
      assert.deepInclude(one.phyTables[0], { ...third, role: "secondary", isFailed: false, rpoNanos: 0n })
      yield* refusedWith(tablestore.deleteTable({ tableName: "everywhere" }), "OTSParameterInvalid")
      yield* tablestore.unbindGlobalTable({ ...table, removals: [second] })
      assert.deepStrictEqual(yield* placesNow, [at(home, true), at(third, false)])
      yield* refusedWith(tablestore.unbindGlobalTable({ ...table, removals: [second] }), "OTSObjectNotExist")
      yield* tablestore.unbindGlobalTable({ ...table, removals: [home, third] })
      yield* refusedWith(tablestore.describeGlobalTable(table), "OTSObjectNotExist")
      yield* tablestore.deleteTable({ tableName: "everywhere" })
    })
  )

  it.effect("refuse global tables of tables that are not there", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("somewhere")
      const request = {
        baseTable: { ...home, tableName: "somewhere" },
        placements: [{ ...second, writable: false }],
        syncMode: "column"
      } as const
      const nowhere = { ...request.baseTable, tableName: "nowhere" }
      yield* refusedWith(tablestore.createGlobalTable({ ...request, baseTable: nowhere }), "OTSObjectNotExist")
      yield* refusedWith(tablestore.createGlobalTable({ ...request, placements: [] }), "OTSParameterInvalid")
      yield* refusedWith(tablestore.describeGlobalTable({ globalTableName: "somewhere" }), "OTSObjectNotExist")
    })
  )
}
