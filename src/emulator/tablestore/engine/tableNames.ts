/** Names of tables, index tables and time series tables: one space, and one limit for all of them. */
import type { Instance } from "./Instance.ts"

interface SeriesTable {
  readonly stores: ReadonlyArray<unknown>
}

const seriesTables = (instance: Instance) => instance.stored<SeriesTable>("timeseriesTables")

/** Whether there is a table of any kind with this name. */
export const isTaken = (instance: Instance, name: string): boolean =>
  instance.tables.get(name) !== undefined || seriesTables(instance).get(name) !== undefined

/**
 * How many tables an instance has. A time series table counts as two, and each of its analytical stores as one.
 * Source: Tablestore, operations on time series tables.
 */
export const countTables = (instance: Instance): number =>
  [...seriesTables(instance).scan()].reduce(
    (sum, [, { stores }]) => sum + 2 + stores.length,
    [...instance.tables.scan()].length
  )
