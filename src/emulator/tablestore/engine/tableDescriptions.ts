/** What the service tells of a table. Source: Tablestore, DescribeTable, UpdateTable. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import type { Instance } from "./Instance.ts"
import type { KeyColumn, SecondaryIndex, Table } from "./model.ts"

const keyTypes = { INTEGER: 1, STRING: 2, BINARY: 3 } as const

export const keySchema = ({ autoIncrement, name, type }: KeyColumn): M.PrimaryKeySchema => ({
  name,
  type: keyTypes[type],
  ...(autoIncrement ? { option: M.PrimaryKeyOption.AUTO_INCREMENT } : {})
})

const throughputDetails = ({ throughput: { changedSeconds, read, write } }: Table): M.ReservedThroughputDetails => ({
  capacityUnit: { read, write },
  lastIncreaseTime: BigInt(changedSeconds)
})

const tableOptions = ({ options }: Table): M.TableOptions => ({
  timeToLive: options.timeToLive,
  maxVersions: options.maxVersions,
  deviationCellVersionInSec: BigInt(options.deviationSeconds),
  allowUpdate: options.allowUpdate,
  updateFullRow: options.updateFullRow
})

const streamDetails = ({ stream }: Table): M.StreamDetails =>
  stream === undefined
    ? { enableStream: false, columnToGet: [] }
    : {
        enableStream: true,
        streamId: stream.id,
        expirationTime: stream.expirationHours,
        lastEnableTime: stream.enabledMicros,
        columnToGet: stream.columnsToGet
      }

const indexMeta = ({ definedColumns, isLocal, name, primaryKey }: SecondaryIndex): M.IndexMeta => ({
  name,
  primaryKey,
  definedColumn: definedColumns,
  indexUpdateMode: isLocal ? M.IndexUpdateMode.IUM_SYNC_INDEX : M.IndexUpdateMode.IUM_ASYNC_INDEX,
  indexType: isLocal ? M.IndexType.IT_LOCAL_INDEX : M.IndexType.IT_GLOBAL_INDEX,
  indexSyncPhase: M.IndexSyncPhase.ISP_INCR
})

export const describeUpdated = (table: Table): M.UpdateTableResponse => ({
  reservedThroughputDetails: throughputDetails(table),
  tableOptions: tableOptions(table),
  streamDetails: streamDetails(table)
})

export const describeTable = (instance: Instance, name: string): M.DescribeTableResponse => {
  const table = instance.table(name)
  return {
    ...describeUpdated(table),
    tableMeta: {
      tableName: table.name,
      primaryKey: table.key.map(keySchema),
      definedColumn: table.definedColumns.map((column) => ({
        name: column.name,
        type: column.type as M.DefinedColumnType
      })),
      indexMeta: []
    },
    tableStatus: M.TableStatus.ACTIVE,
    shardSplits: [],
    sseDetails: { enable: false },
    indexMetas: table.indexes.map(indexMeta),
    creationTime: BigInt(table.createdMillis) * 1000n
  }
}

export const listTables = (instance: Instance): M.ListTableResponse => ({
  tableNames: [...instance.tables.scan()].map(([name]) => name)
})
