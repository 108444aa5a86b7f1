/** The tables of a global table in time: new ones get ready, unbound ones leave. Both take as long as a new table. */
import * as G from "../../../schema/tablestore/protobuf/generated/globalTable.ts"
import type { Instance } from "../engine/Instance.ts"
import type { StoredGlobalTable, StoredReplica } from "./state.ts"

const isGone = ({ unboundMillis }: StoredReplica, { settings }: Instance, nowMillis: number): boolean =>
  unboundMillis !== undefined && nowMillis >= unboundMillis + settings.readyAfterMillis

/** The tables that are there, whether on their way in or out. */
export const presentReplicas = (
  instance: Instance,
  table: StoredGlobalTable,
  nowMillis: number
): ReadonlyArray<StoredReplica> => table.replicas.filter((replica) => !isGone(replica, instance, nowMillis))

/** The tables that are to stay. */
export const boundReplicas = (table: StoredGlobalTable): ReadonlyArray<StoredReplica> =>
  table.replicas.filter(({ unboundMillis }) => unboundMillis === undefined)

const isReady = ({ boundMillis, primary }: StoredReplica, { settings }: Instance, nowMillis: number): boolean =>
  primary || nowMillis >= boundMillis + settings.readyAfterMillis

export const statusOf = (instance: Instance, table: StoredGlobalTable, nowMillis: number): G.GlobalTableStatus => {
  const present = presentReplicas(instance, table, nowMillis)
  const settled = present.every(
    (replica) => replica.unboundMillis === undefined && isReady(replica, instance, nowMillis)
  )
  if (settled) return G.GlobalTableStatus.G_ACTIVE
  return table.metaVersion === 1n ? G.GlobalTableStatus.G_INIT : G.GlobalTableStatus.G_RE_CONF
}

const { PHY_ACTIVE, PHY_INIT, PHY_UNBINDING } = G.PhyTableStatus

/** What is told of one of the tables. */
export const describeReplica = (
  instance: Instance,
  table: StoredGlobalTable,
  replica: StoredReplica,
  options: { readonly nowMillis: number; readonly returnRpo: boolean }
): G.PhyTable => {
  const { boundMillis, instanceName, primary, regionId, tableId, unboundMillis, writable } = replica
  const ready = isReady(replica, instance, options.nowMillis)
  return {
    regionId,
    instanceName,
    tableName: table.name,
    writable,
    status: unboundMillis !== undefined ? PHY_UNBINDING : ready ? PHY_ACTIVE : PHY_INIT,
    statusTimestamp: BigInt(
      unboundMillis ?? (ready && !primary ? boundMillis + instance.settings.readyAfterMillis : boundMillis)
    ),
    tableId,
    endpoint: `https://${instanceName}.${regionId}.ots.aliyuncs.com`,
    stage: ready ? G.SyncStage.SYNC_INCR : G.SyncStage.SYNC_INIT,
    metaVersion: table.metaVersion,
    isFailed: false,
    role: primary ? "primary" : "secondary",
    // A table that follows is never behind once it is ready; before that, it is behind since it was bound.
    ...(options.returnRpo && !primary
      ? { rpoNanos: ready ? 0n : BigInt(options.nowMillis - boundMillis) * 1_000_000n }
      : {})
  }
}
