/** Making, changing and removing tables. Source: Tablestore, CreateTable, UpdateTable, DeleteTable. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { forgetTasksOf } from "../deliveries/state.ts"
import { globalTableNamed } from "../globalTables/state.ts"
import {
  defaultDeviationSeconds,
  isName,
  maxDefinedColumns,
  maxPrimaryKeyColumns,
  maxReservedUnits,
  maxTables
} from "../limits.ts"
import { objectAlreadyExists, parameterInvalid, tooManyTables } from "../refusals.ts"
import { checkSearched } from "../search/searchIndexes.ts"
import { forgetTunnelsOf } from "../tunnels/state.ts"
import { clear, type Instance } from "./Instance.ts"
import { addIndex, checkIndex, indexOf } from "./indexTables.ts"
import type { DefinedColumn, KeyColumn, KeyType, Options, Table, Throughput } from "./model.ts"
import { settingsOf } from "./streams.ts"
import { countTables, isTaken } from "./tableNames.ts"

const keyTypes: Readonly<Record<number, KeyType>> = { 1: "INTEGER", 2: "STRING", 3: "BINARY" }

export const checkName = (kind: "table" | "column" | "index", name: string): void => {
  if (!isName(name)) throw parameterInvalid(`Invalid ${kind} name: '${name}'.`)
}

const keyOf = (columns: ReadonlyArray<M.PrimaryKeySchema>): ReadonlyArray<KeyColumn> => {
  if (columns.length < 1 || columns.length > maxPrimaryKeyColumns) {
    throw parameterInvalid(`The number of primary key columns must be in range: [1, ${maxPrimaryKeyColumns}].`)
  }
  const key = columns.map(({ name, option, type }, i): KeyColumn => {
    checkName("column", name)
    if (columns.findIndex((column) => column.name === name) !== i) {
      throw parameterInvalid(`Duplicated primary key name: '${name}'.`)
    }
    const keyType = keyTypes[type]
    if (keyType === undefined) throw parameterInvalid(`${type} is an invalid type for the primary key.`)
    return { name, type: keyType, autoIncrement: option === M.PrimaryKeyOption.AUTO_INCREMENT }
  })
  if (key[0]!.autoIncrement) throw parameterInvalid("First primary key can't be auto increment.")
  const automatic = key.filter(({ autoIncrement }) => autoIncrement)
  if (automatic.some(({ type }) => type !== "INTEGER")) {
    throw parameterInvalid("AUTO_INCREMENT primary key must be integer.")
  }
  if (automatic.length > 1) throw parameterInvalid("AUTO_INCREMENT primary key count must <= 1.")
  return key
}

const definedColumnTypes: ReadonlySet<number> = new Set(Object.values(M.DefinedColumnType))

/** Checks columns that are to be predefined besides others. */
const definedColumnsOf = (
  key: ReadonlyArray<KeyColumn>,
  existing: ReadonlyArray<DefinedColumn>,
  added: ReadonlyArray<M.DefinedColumnSchema>
): ReadonlyArray<DefinedColumn> => {
  const all = [...existing]
  for (const { name, type } of added) {
    checkName("column", name)
    if (key.some((column) => column.name === name)) {
      throw parameterInvalid(`Duplicated attribute column name with primary key column: '${name}'.`)
    }
    if (all.some((column) => column.name === name)) throw parameterInvalid(`Duplicated defined column name: '${name}'.`)
    if (!definedColumnTypes.has(type)) throw parameterInvalid(`${type} is an invalid type for a defined column.`)
    all.push({ name, type })
  }
  if (all.length > maxDefinedColumns) {
    throw parameterInvalid(`The number of defined columns exceeds the limit, limit count: ${maxDefinedColumns}.`)
  }
  return all
}

const checkOptions = ({ deviationCellVersionInSec: deviation, maxVersions, timeToLive }: M.TableOptions): void => {
  if (timeToLive !== undefined && (timeToLive === 0 || timeToLive < -1)) {
    throw parameterInvalid("TimeToLive cannot be 0 or less than -1.")
  }
  if (maxVersions !== undefined && maxVersions <= 0) {
    throw parameterInvalid("The maximum versions cannot be less than or equal to 0.")
  }
  if (deviation !== undefined && deviation <= 0n) {
    throw parameterInvalid("The deviation of the cell version must be greater than 0.")
  }
}

const optionsOf = (options: M.TableOptions | undefined): Options => {
  if (options?.timeToLive === undefined) throw parameterInvalid("Time-to-live is missing while creating table.")
  if (options.maxVersions === undefined) throw parameterInvalid("MaxVersions is missing while creating table.")
  checkOptions(options)
  return {
    timeToLive: options.timeToLive,
    maxVersions: options.maxVersions,
    deviationSeconds: Number(options.deviationCellVersionInSec ?? BigInt(defaultDeviationSeconds)),
    allowUpdate: options.allowUpdate ?? true,
    updateFullRow: options.updateFullRow ?? false
  }
}

const throughputOf = (units: M.CapacityUnit, current: Throughput | undefined, nowMillis: number): Throughput => {
  const { read = current?.read ?? 0, write = current?.write ?? 0 } = units
  if ([read, write].some((value) => value < 0 || value > maxReservedUnits)) {
    throw parameterInvalid(`Reserved capacity units must be in range: [0, ${maxReservedUnits}].`)
  }
  return { read, write, changedSeconds: Math.floor(nowMillis / 1000) }
}

export const createTable = (instance: Instance, request: M.CreateTableRequest, nowMillis: number): void => {
  const { indexMetas, reservedThroughput, streamSpec, tableMeta } = request
  const { tableName: name } = tableMeta
  checkName("table", name)
  const key = keyOf(tableMeta.primaryKey)
  const definedColumns = definedColumnsOf(key, [], tableMeta.definedColumn)
  const options = optionsOf(request.tableOptions)
  const throughput = throughputOf(reservedThroughput.capacityUnit, undefined, nowMillis)
  if (isTaken(instance, name)) throw objectAlreadyExists()
  const metas = [...indexMetas, ...tableMeta.indexMeta]
  if (countTables(instance) + 1 + metas.length > maxTables) throw tooManyTables()
  const table: Table = {
    name,
    id: instance.makeId("table", nowMillis),
    key,
    definedColumns,
    options,
    throughput,
    localTransactions: request.enableLocalTxn ?? instance.settings.localTransactions,
    createdMillis: nowMillis,
    indexes: [],
    stream: streamSpec === undefined ? undefined : settingsOf(instance, undefined, streamSpec, nowMillis)
  }
  const indexes = metas.map(indexOf)
  // All are checked before the first is made.
  for (const [i, index] of indexes.entries()) checkIndex(instance, { ...table, indexes: indexes.slice(0, i) }, index)
  instance.tables.set(name, table)
  for (const index of indexes) addIndex(instance, name, index, { includeBaseData: false }, nowMillis)
}

/** Refuses to remove a table that has search indexes. */
export const refuseSearched = (instance: Instance, name: string): void => {
  if ([...instance.stored("searchIndexes").scan({ prefix: `${name}/` })].length > 0) {
    throw parameterInvalid("The table has search indexes: delete them first.")
  }
}

export const deleteTable = (instance: Instance, name: string): void => {
  const table = instance.table(name)
  if (table.mainTable !== undefined) throw parameterInvalid("Can't delete index table directly.")
  const copies = [...table.indexes.map((index) => index.name), ...(table.lastpoints ?? [])]
  for (const one of [name, ...copies]) refuseSearched(instance, one)
  if (globalTableNamed(instance, name) !== undefined) {
    throw parameterInvalid("The table is part of a global table: unbind it first.")
  }
  forgetTunnelsOf(instance, name)
  forgetTasksOf(instance, name)
  for (const one of copies) removeTable(instance, one)
  removeTable(instance, name)
}

/** Removes a table with its rows. */
export const removeTable = (instance: Instance, name: string): void => {
  const table = instance.tables.get(name)
  if (table === undefined) return
  instance.tables.delete(name)
  instance.stored("sqlTables").delete(name)
  clear(instance.rows(table))
  instance.pastChanges.delete(table.id)
  for (const open of [...instance.transactions.values()]) {
    if (open.tableId === table.id) instance.transactions.delete(open.id)
  }
}

const changedOptions = (current: Options, changes: M.TableOptions): Options => {
  checkOptions(changes)
  const { allowUpdate, deviationCellVersionInSec: deviation, maxVersions, timeToLive } = changes
  return {
    ...current,
    timeToLive: timeToLive ?? current.timeToLive,
    maxVersions: maxVersions ?? current.maxVersions,
    deviationSeconds: deviation === undefined ? current.deviationSeconds : Number(deviation),
    allowUpdate: allowUpdate ?? current.allowUpdate
  }
}

/** Lastpoint indexes have the options of their table, and streams when it has one. */
const updateLastpointTables = (
  instance: Instance,
  { lastpoints = [], options }: Table,
  streamSpec: M.StreamSpecification | undefined,
  nowMillis: number
): void => {
  for (const name of lastpoints) {
    const table = instance.tables.get(name)
    if (table === undefined) continue
    const stream = streamSpec === undefined ? table.stream : settingsOf(instance, table.stream, streamSpec, nowMillis)
    instance.tables.set(name, { ...table, options, stream })
  }
}

export const updateTable = (instance: Instance, request: M.UpdateTableRequest, nowMillis: number): Table => {
  const { reservedThroughput, streamSpec, tableName, tableOptions } = request
  const table = instance.table(tableName)
  const hasOption = tableOptions !== undefined && Object.values(tableOptions).some((value) => value !== undefined)
  if (reservedThroughput === undefined && streamSpec === undefined && !hasOption) {
    throw parameterInvalid("No parameter is specified in table options.")
  }
  const changed: Table = {
    ...table,
    options: tableOptions === undefined ? table.options : changedOptions(table.options, tableOptions),
    throughput:
      reservedThroughput === undefined
        ? table.throughput
        : throughputOf(reservedThroughput.capacityUnit, table.throughput, nowMillis),
    stream: streamSpec === undefined ? table.stream : settingsOf(instance, table.stream, streamSpec, nowMillis)
  }
  for (const index of table.indexes) checkIndex(instance, changed, index, true)
  checkSearched(instance, tableName, changed.options)
  instance.tables.set(tableName, changed)
  for (const { name } of table.indexes) {
    const indexTable = instance.tables.get(name)
    if (indexTable !== undefined) instance.tables.set(name, { ...indexTable, options: changed.options })
  }
  updateLastpointTables(instance, changed, streamSpec, nowMillis)
  if (table.stream !== undefined && changed.stream === undefined) clear(instance.records(table.stream.id))
  return changed
}

export const addDefinedColumns = (instance: Instance, request: M.AddDefinedColumnRequest): void => {
  const table = instance.table(request.tableName)
  if (table.mainTable !== undefined) throw parameterInvalid("Can't change index table directly.")
  if (request.columns.length === 0) throw parameterInvalid("No defined column is specified.")
  const definedColumns = definedColumnsOf(table.key, table.definedColumns, request.columns)
  instance.tables.set(table.name, { ...table, definedColumns })
}

export const deleteDefinedColumns = (instance: Instance, request: M.DeleteDefinedColumnRequest): void => {
  const table = instance.table(request.tableName)
  for (const name of request.columns) {
    if (!table.definedColumns.some((column) => column.name === name)) {
      throw parameterInvalid(`Defined column: '${name}' does not exist.`)
    }
    if (table.indexes.some((index) => index.primaryKey.includes(name) || index.definedColumns.includes(name))) {
      throw parameterInvalid(`Defined column: '${name}' is used by an index.`)
    }
  }
  const definedColumns = table.definedColumns.filter(({ name }) => !request.columns.includes(name))
  instance.tables.set(table.name, { ...table, definedColumns })
}
