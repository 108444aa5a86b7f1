/**
 * Global tables: which tables of which regions are one. That is kept and described; rows are not copied, for the other
 * regions are not emulated. Source: Tablestore, CreateGlobalTable and others.
 */
import * as G from "../../../schema/tablestore/protobuf/generated/globalTable.ts"
import type { Instance } from "../engine/Instance.ts"
import { isInstanceName } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid } from "../refusals.ts"
import { boundReplicas, describeReplica, presentReplicas, statusOf } from "./replicas.ts"
import {
  forgetGlobalTable,
  globalTableNamed,
  isAt,
  type Place,
  type StoredGlobalTable,
  type StoredReplica,
  saveGlobalTable
} from "./state.ts"

const isRegion = (regionId: string): boolean => /^[a-z][a-z0-9-]{1,63}$/.test(regionId)

const checkPlace = ({ instanceName, regionId }: Place): void => {
  if (!isRegion(regionId)) throw parameterInvalid(`Invalid region: '${regionId}'.`)
  if (!isInstanceName(instanceName)) throw parameterInvalid(`Invalid instance name: '${instanceName}'.`)
}

const checkPlacements = (placements: ReadonlyArray<G.Placement>, existing: ReadonlyArray<Place>): void => {
  if (placements.length === 0) throw parameterInvalid("No placement is specified.")
  for (const [i, placement] of placements.entries()) {
    checkPlace(placement)
    if (placements.findIndex((other) => isAt(other, placement)) !== i) {
      throw parameterInvalid(`Duplicated placement: '${placement.regionId}', '${placement.instanceName}'.`)
    }
    if (existing.some((other) => isAt(other, placement))) {
      throw objectAlreadyExists("The table is already bound there.")
    }
  }
}

const replicaOf = (
  instance: Instance,
  { instanceName, regionId, writable }: G.Placement,
  nowMillis: number
): StoredReplica => ({
  regionId,
  instanceName,
  tableId: instance.makeId("replica", nowMillis),
  writable,
  primary: false,
  primaryEligible: false,
  boundMillis: nowMillis
})

interface Named {
  readonly globalTableId?: string | undefined
  readonly globalTableName: string
}

const globalTableOf = (instance: Instance, { globalTableId, globalTableName }: Named): StoredGlobalTable => {
  const table = globalTableNamed(instance, globalTableName)
  const isOther = globalTableId !== undefined && globalTableId !== "" && table?.id !== globalTableId
  if (table === undefined || isOther) throw objectNotExist("Requested global table does not exist.")
  return table
}

const isOneOf = (values: Readonly<Record<string, number>>, value: number): boolean =>
  Object.values(values).includes(value)

export const createGlobalTable = (
  instance: Instance,
  request: G.CreateGlobalTableRequest,
  nowMillis: number
): G.CreateGlobalTableResponse => {
  const { baseTable, placements, syncMode } = request
  const serveMode = request.serveMode ?? G.ServeMode.PRIMARY_SECONDARY
  checkPlace(baseTable)
  if (baseTable.instanceName !== instance.name) throw parameterInvalid("The base table must be of this instance.")
  const { id: tableId, mainTable } = instance.table(baseTable.tableName)
  if (mainTable !== undefined) throw parameterInvalid("An index table can't be a global table.")
  if (!isOneOf(G.SyncMode, syncMode)) throw parameterInvalid("Invalid sync mode.")
  if (!isOneOf(G.ServeMode, serveMode)) throw parameterInvalid("Invalid serve mode.")
  if (globalTableNamed(instance, baseTable.tableName) !== undefined) {
    throw objectAlreadyExists("Requested global table already exists.")
  }
  checkPlacements(placements, [baseTable])
  const { instanceName, regionId } = baseTable
  const base: StoredReplica = {
    regionId,
    instanceName,
    tableId,
    writable: true,
    primary: true,
    primaryEligible: true,
    boundMillis: nowMillis
  }
  const table: StoredGlobalTable = {
    id: instance.makeId("globalTable", nowMillis),
    name: baseTable.tableName,
    syncMode,
    serveMode,
    replicas: [base, ...placements.map((placement) => replicaOf(instance, placement, nowMillis))],
    metaVersion: 1n
  }
  saveGlobalTable(instance, table)
  return { globalTableId: table.id, status: G.GlobalTableStatus.G_INIT, serveMode }
}

/** Keeps a change, with the tables that are gone left out. */
const change = (
  instance: Instance,
  table: StoredGlobalTable,
  replicas: ReadonlyArray<StoredReplica>,
  nowMillis: number
): void => {
  const changed = { ...table, replicas, metaVersion: table.metaVersion + 1n }
  saveGlobalTable(instance, { ...changed, replicas: presentReplicas(instance, changed, nowMillis) })
}

export const bindGlobalTable = (
  instance: Instance,
  request: G.BindGlobalTableRequest,
  nowMillis: number
): G.BindGlobalTableResponse => {
  const table = globalTableOf(instance, request)
  const present = presentReplicas(instance, table, nowMillis)
  checkPlacements(request.placements, present)
  const added = request.placements.map((placement) => replicaOf(instance, placement, nowMillis))
  change(instance, table, [...present, ...added], nowMillis)
  return { globalTableId: table.id, status: G.GlobalTableStatus.G_RE_CONF }
}

/** Lets a table that may be the primary be it when the primary has left. */
const withPrimary = (replicas: ReadonlyArray<StoredReplica>): ReadonlyArray<StoredReplica> => {
  const staying = replicas.filter(({ unboundMillis }) => unboundMillis === undefined)
  if (staying.length === 0 || staying.some(({ primary }) => primary)) return replicas
  const heir = staying.find(({ primaryEligible }) => primaryEligible)
  if (heir === undefined) throw parameterInvalid("The primary table can't be unbound: no other table may replace it.")
  return replicas.map((replica) =>
    replica === heir ? { ...replica, primary: true, writable: true } : { ...replica, primary: false }
  )
}

/** With its last table, a global table ends; the tables themselves stay. */
export const unbindGlobalTable = (
  instance: Instance,
  request: G.UnbindGlobalTableRequest,
  nowMillis: number
): G.UnbindGlobalTableResponse => {
  const table = globalTableOf(instance, request)
  const { removals } = request
  const bound = boundReplicas(table)
  if (removals.length === 0) throw parameterInvalid("No removal is specified.")
  const unknown = removals.find((removal) => !bound.some((replica) => isAt(replica, removal)))
  if (unknown !== undefined) {
    throw objectNotExist(`The table is not bound at '${unknown.regionId}', '${unknown.instanceName}'.`)
  }
  const replicas = withPrimary(
    presentReplicas(instance, table, nowMillis).map((replica) =>
      replica.unboundMillis === undefined && removals.some((removal) => isAt(replica, removal))
        ? { ...replica, unboundMillis: nowMillis }
        : replica
    )
  )
  if (replicas.every(({ unboundMillis }) => unboundMillis !== undefined)) forgetGlobalTable(instance, table)
  else change(instance, table, replicas, nowMillis)
  return { globalTableId: table.id, status: G.GlobalTableStatus.G_RE_CONF }
}

export const describeGlobalTable = (
  instance: Instance,
  request: G.DescribeGlobalTableRequest,
  nowMillis: number
): G.DescribeGlobalTableResponse => {
  const table = globalTableOf(instance, request)
  const { phyTable, returnRpo = false } = request
  const wanted = presentReplicas(instance, table, nowMillis).filter(
    (replica) => phyTable === undefined || (isAt(replica, phyTable) && phyTable.tableName === table.name)
  )
  return {
    globalTableId: table.id,
    status: statusOf(instance, table, nowMillis),
    phyTables: wanted.map((replica) => describeReplica(instance, table, replica, { nowMillis, returnRpo })),
    serveMode: table.serveMode
  }
}

export const updateGlobalTable = (instance: Instance, request: G.UpdateGlobalTableRequest, nowMillis: number): void => {
  const table = globalTableOf(instance, request)
  const { phyTable } = request
  if (phyTable === undefined || (phyTable.writable === undefined && phyTable.primaryEligible === undefined)) {
    throw parameterInvalid("No change of the global table is specified.")
  }
  const found = boundReplicas(table).find((replica) => isAt(replica, phyTable))
  if (found === undefined || phyTable.tableName !== table.name) {
    throw objectNotExist("The table is not bound there.")
  }
  const { primaryEligible = found.primaryEligible, writable = found.writable } = phyTable
  const changed = { ...found, primaryEligible, writable }
  change(
    instance,
    table,
    table.replicas.map((replica) => (replica === found ? changed : replica)),
    nowMillis
  )
}
