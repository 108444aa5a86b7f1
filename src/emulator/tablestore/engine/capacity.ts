/** Capacity units. Source: Tablestore, billing: a unit is 4 KB, and an operation costs at least one. */
import type { ConsumedCapacity } from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { capacityUnitBytes } from "../limits.ts"

/** Units of an amount of bytes, at least one. */
export const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / capacityUnitBytes))

export const consumed = (read: number, write: number): ConsumedCapacity => ({ capacityUnit: { read, write } })
