/** What is stored of global tables. */
import type * as G from "../../../schema/tablestore/protobuf/generated/globalTable.ts"
import type { Instance } from "../engine/Instance.ts"

/** Where a table of a global table is. */
export interface Place {
  readonly regionId: string
  readonly instanceName: string
}

/** A table of a global table. All of them have one name. */
export interface StoredReplica extends Place {
  readonly tableId: string
  readonly writable: boolean
  /** Whether it is the one that the others follow. */
  readonly primary: boolean
  /** Whether it takes the primary's part when that leaves. */
  readonly primaryEligible: boolean
  readonly boundMillis: number
  /** When its removal began. */
  readonly unboundMillis?: number | undefined
}

/** A global table. It is kept by the instance of its first table. */
export interface StoredGlobalTable {
  readonly id: string
  readonly name: string
  readonly syncMode: G.SyncMode
  readonly serveMode: G.ServeMode
  readonly replicas: ReadonlyArray<StoredReplica>
  /** Grows with each change. */
  readonly metaVersion: bigint
}

const globalTables = (instance: Instance) => instance.stored<StoredGlobalTable>("globalTables")

export const globalTableNamed = (instance: Instance, name: string): StoredGlobalTable | undefined =>
  globalTables(instance).get(name)

export const saveGlobalTable = (instance: Instance, table: StoredGlobalTable): void =>
  globalTables(instance).set(table.name, table)

export const forgetGlobalTable = (instance: Instance, { name }: StoredGlobalTable): void => {
  globalTables(instance).delete(name)
}

export const isAt = (place: Place, other: Place): boolean =>
  place.regionId === other.regionId && place.instanceName === other.instanceName
