/** Making and removing secondary indexes. Source: Tablestore, CreateIndex, DropIndex. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { isName, maxDefinedColumns, maxPrimaryKeyColumns, maxSecondaryIndexes, maxTables } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid, tooManyTables } from "../refusals.ts"
import { clear, type Instance } from "./Instance.ts"
import type { SecondaryIndex, Table } from "./model.ts"
import { fillIndex, indexKey, indexKeyType } from "./secondaryIndexes.ts"
import { countTables, isTaken } from "./tableNames.ts"

export const indexOf = ({ definedColumn, indexType, name, primaryKey }: M.IndexMeta): SecondaryIndex => ({
  name,
  primaryKey,
  definedColumns: definedColumn,
  isLocal: indexType === M.IndexType.IT_LOCAL_INDEX
})

const checkColumns = (table: Table, { definedColumns, isLocal, primaryKey }: SecondaryIndex): void => {
  if (primaryKey.length < 1 || primaryKey.length > maxPrimaryKeyColumns) {
    throw parameterInvalid(`The number of index columns must be in range: [1, ${maxPrimaryKeyColumns}].`)
  }
  if (new Set(primaryKey).size < primaryKey.length) throw parameterInvalid("Duplicated index column.")
  const unusable = primaryKey.find((name) => indexKeyType(table, name) === undefined)
  if (unusable !== undefined) {
    throw parameterInvalid(`Index column: '${unusable}' is no key column and no defined column of a key's type.`)
  }
  if (isLocal && primaryKey[0] !== table.key[0]!.name) {
    throw parameterInvalid("The first column of a local index must be the partition key.")
  }
  if (definedColumns.length > maxDefinedColumns) throw parameterInvalid("Too many defined columns in the index.")
  const unknown = definedColumns.find((name) => !table.definedColumns.some((column) => column.name === name))
  if (unknown !== undefined) throw parameterInvalid(`Column: '${unknown}' is not a defined column of the table.`)
}

/** Refuses a table whose rows an index could not follow. */
export const checkMainOptions = ({ options }: Table): void => {
  if (options.maxVersions !== 1) throw parameterInvalid("The table of an index must keep one version.")
  if (options.timeToLive !== -1 && options.allowUpdate) {
    throw parameterInvalid("The table of an index must have no time to live unless updates are not allowed.")
  }
}

/** @param existing Whether the index is there already and only the table changes. */
export const checkIndex = (instance: Instance, table: Table, index: SecondaryIndex, existing = false): void => {
  checkMainOptions(table)
  checkColumns(table, index)
  if (existing) return
  if (!isName(index.name)) throw parameterInvalid(`Invalid index name: '${index.name}'.`)
  const taken =
    index.name === table.name || table.indexes.some(({ name }) => name === index.name) || isTaken(instance, index.name)
  if (taken) throw objectAlreadyExists("Requested index already exists.")
  if (table.indexes.length >= maxSecondaryIndexes) {
    throw parameterInvalid(`The number of indexes exceeds the limit: ${maxSecondaryIndexes}.`)
  }
}

/** Makes the table of an index. */
export const addIndex = (
  instance: Instance,
  tableName: string,
  index: SecondaryIndex,
  { includeBaseData }: { readonly includeBaseData: boolean },
  nowMillis: number
): void => {
  const table = instance.table(tableName)
  if (table.mainTable !== undefined) throw parameterInvalid("An index table can't have indexes.")
  checkIndex(instance, table, index)
  const indexTable: Table = {
    name: index.name,
    id: instance.makeId("table", nowMillis),
    key: indexKey(table, index),
    definedColumns: table.definedColumns.filter(({ name }) => index.definedColumns.includes(name)),
    options: { ...table.options },
    throughput: table.throughput,
    localTransactions: false,
    createdMillis: nowMillis,
    indexes: [],
    mainTable: tableName
  }
  instance.tables.set(index.name, indexTable)
  instance.tables.set(tableName, { ...table, indexes: [...table.indexes, index] })
  if (includeBaseData) fillIndex(instance, table, indexTable, index, nowMillis)
}

export const createIndex = (instance: Instance, request: M.CreateIndexRequest, nowMillis: number): void => {
  if (countTables(instance) >= maxTables) throw tooManyTables()
  const includeBaseData = request.includeBaseData ?? false
  addIndex(instance, request.mainTableName, indexOf(request.indexMeta), { includeBaseData }, nowMillis)
}

export const dropIndex = (instance: Instance, { indexName, mainTableName }: M.DropIndexRequest): void => {
  const table = instance.table(mainTableName)
  const indexTable = instance.tables.get(indexName)
  if (indexTable === undefined || !table.indexes.some(({ name }) => name === indexName)) {
    throw objectNotExist("Requested index does not exist.")
  }
  clear(instance.rows(indexTable))
  instance.tables.delete(indexName)
  instance.tables.set(mainTableName, { ...table, indexes: table.indexes.filter(({ name }) => name !== indexName) })
}
