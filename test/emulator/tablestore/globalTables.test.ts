/** Global tables are kept and described. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { deleteTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import {
  bindGlobalTable,
  createGlobalTable,
  describeGlobalTable,
  unbindGlobalTable,
  updateGlobalTable
} from "../../../src/emulator/tablestore/globalTables/globalTables.ts"
import * as G from "../../../src/schema/tablestore/protobuf/generated/globalTable.ts"
import { makeInstance, makeTable, refusalOf, start } from "./engine.ts"

const { G_ACTIVE, G_INIT, G_RE_CONF } = G.GlobalTableStatus
const { PHY_ACTIVE, PHY_INIT, PHY_UNBINDING } = G.PhyTableStatus

const base = { regionId: "cn-hangzhou", instanceName: "test" }
const beijing = { regionId: "cn-beijing", instanceName: "second" }
const shanghai = { regionId: "cn-shanghai", instanceName: "third" }

const request: G.CreateGlobalTableRequest = {
  baseTable: { ...base, tableName: "t" },
  placements: [{ ...beijing, writable: false }],
  syncMode: G.SyncMode.SYNC_MODE_ROW
}

const withGlobalTable = (readyAfterMillis = 0) => {
  const instance = makeInstance({ readyAfterMillis })
  makeTable(instance)
  const { globalTableId } = createGlobalTable(instance, request, start)
  return { instance, named: { globalTableId, globalTableName: "t" } }
}

const describeIt = (instance: Instance, now = start, more: Partial<G.DescribeGlobalTableRequest> = {}) =>
  describeGlobalTable(instance, { globalTableName: "t", ...more }, now)

const places = (instance: Instance, now = start) =>
  describeIt(instance, now).phyTables.map(({ regionId, status }) => [regionId, status])

describe("global tables", () => {
  test("are described as they were made", () => {
    const { instance, named } = withGlobalTable()
    const [first, second, ...none] = describeIt(instance, start, { returnRpo: true }).phyTables
    expect(none).toEqual([])
    expect(first).toMatchObject({
      ...base,
      tableName: "t",
      writable: true,
      status: PHY_ACTIVE,
      tableId: instance.table("t").id,
      stage: G.SyncStage.SYNC_INCR,
      isFailed: false,
      role: "primary",
      metaVersion: 1n
    })
    expect(first?.rpoNanos).toBeUndefined()
    expect(second).toMatchObject({
      ...beijing,
      tableName: "t",
      writable: false,
      statusTimestamp: BigInt(start),
      endpoint: "https://second.cn-beijing.ots.aliyuncs.com",
      role: "secondary",
      rpoNanos: 0n
    })
    expect(describeIt(instance)).toMatchObject({
      globalTableId: named.globalTableId,
      status: G_ACTIVE,
      serveMode: G.ServeMode.PRIMARY_SECONDARY
    })
    const one = { ...beijing, tableName: "t", writable: false }
    expect(describeIt(instance, start, { phyTable: one }).phyTables.map(({ regionId }) => regionId)).toEqual([
      "cn-beijing"
    ])
  })

  test("get ready, and reconfigure, in the time that tables take", () => {
    const { instance, named } = withGlobalTable(1000)
    expect(describeIt(instance, start + 999).status).toBe(G_INIT)
    expect(places(instance, start + 999)).toEqual([
      ["cn-hangzhou", PHY_ACTIVE],
      ["cn-beijing", PHY_INIT]
    ])
    expect(describeIt(instance, start + 999, { returnRpo: true }).phyTables[1]?.rpoNanos).toBe(999_000_000n)
    expect(describeIt(instance, start + 1000).status).toBe(G_ACTIVE)
    const bound = bindGlobalTable(instance, { ...named, placements: [{ ...shanghai, writable: true }] }, start + 2000)
    expect(bound).toEqual({ globalTableId: named.globalTableId, status: G_RE_CONF })
    expect(describeIt(instance, start + 2999).status).toBe(G_RE_CONF)
    expect(places(instance, start + 3000)).toHaveLength(3)
    expect(describeIt(instance, start + 3000)).toMatchObject({ status: G_ACTIVE })
    unbindGlobalTable(instance, { ...named, removals: [beijing] }, start + 4000)
    expect(places(instance, start + 4999)[1]).toEqual(["cn-beijing", PHY_UNBINDING])
    expect(describeIt(instance, start + 4999).status).toBe(G_RE_CONF)
    expect(places(instance, start + 5000).map(([region]) => region)).toEqual(["cn-hangzhou", "cn-shanghai"])
    expect(describeIt(instance, start + 5000).status).toBe(G_ACTIVE)
  })

  test("let tables be written or not, and another one be the primary", () => {
    const { instance, named } = withGlobalTable()
    const phyTable = { ...beijing, tableName: "t" }
    const unbindBase = () => unbindGlobalTable(instance, { ...named, removals: [base] }, start)
    expect(refusalOf(unbindBase)?.code).toBe("OTSParameterInvalid")
    updateGlobalTable(instance, { ...named, phyTable: { ...phyTable, writable: true } }, start)
    expect(describeIt(instance).phyTables[1]).toMatchObject({ writable: true, metaVersion: 2n })
    updateGlobalTable(instance, { ...named, phyTable: { ...phyTable, writable: false, primaryEligible: true } }, start)
    unbindBase()
    expect(describeIt(instance).phyTables).toMatchObject([{ ...beijing, role: "primary", writable: true }])
  })

  test("end with their last table, and hold their tables until then", () => {
    const { instance, named } = withGlobalTable()
    expect(refusalOf(() => deleteTable(instance, "t"))?.code).toBe("OTSParameterInvalid")
    unbindGlobalTable(instance, { ...named, removals: [beijing, base] }, start)
    expect(refusalOf(() => describeIt(instance))).toMatchObject({ status: 404, code: "OTSObjectNotExist" })
    expect(refusalOf(() => deleteTable(instance, "t"))).toBeUndefined()
  })

  test("refuse what makes no sense", () => {
    const { instance, named } = withGlobalTable()
    makeTable(instance, "u")
    const create = (more: Partial<G.CreateGlobalTableRequest>) => () =>
      createGlobalTable(instance, { ...request, baseTable: { ...base, tableName: "u" }, ...more }, start)
    const bind =
      (...placements: ReadonlyArray<G.Placement>) =>
      () =>
        bindGlobalTable(instance, { ...named, placements }, start)
    const update = (phyTable: G.UpdatePhyTable | undefined) => () =>
      updateGlobalTable(instance, { ...named, phyTable }, start)
    const writable = true
    const cases: ReadonlyArray<readonly [string, () => unknown]> = [
      ["OTSObjectAlreadyExist", create({ baseTable: request.baseTable })],
      ["OTSObjectNotExist", create({ baseTable: { ...base, tableName: "none" } })],
      ["OTSParameterInvalid", create({ baseTable: { ...base, instanceName: "other", tableName: "u" } })],
      ["OTSParameterInvalid", create({ baseTable: { ...base, regionId: "", tableName: "u" } })],
      ["OTSParameterInvalid", create({ placements: [] })],
      [
        "OTSParameterInvalid",
        create({
          placements: [
            { ...beijing, writable },
            { ...beijing, writable }
          ]
        })
      ],
      ["OTSObjectAlreadyExist", create({ placements: [{ ...base, writable }] })],
      ["OTSParameterInvalid", create({ syncMode: 3 as G.SyncMode })],
      ["OTSParameterInvalid", create({ serveMode: 1 as G.ServeMode })],
      ["OTSParameterInvalid", bind()],
      ["OTSParameterInvalid", bind({ regionId: "cn-x", instanceName: "no/name", writable })],
      ["OTSObjectAlreadyExist", bind({ ...beijing, writable })],
      ["OTSParameterInvalid", () => unbindGlobalTable(instance, { ...named, removals: [] }, start)],
      ["OTSObjectNotExist", () => unbindGlobalTable(instance, { ...named, removals: [shanghai] }, start)],
      ["OTSObjectNotExist", () => bindGlobalTable(instance, { ...named, globalTableId: "x", placements: [] }, start)],
      ["OTSObjectNotExist", () => describeIt(instance, start, { globalTableName: "u" })],
      ["OTSParameterInvalid", update(undefined)],
      ["OTSParameterInvalid", update({ ...beijing, tableName: "t" })],
      ["OTSObjectNotExist", update({ ...shanghai, tableName: "t", writable })],
      ["OTSObjectNotExist", update({ ...beijing, tableName: "u", writable })]
    ]
    for (const [code, run] of cases) expect(refusalOf(run)?.code, run.toString()).toBe(code)
    expect(describeIt(instance).phyTables).toHaveLength(2)
  })
})
