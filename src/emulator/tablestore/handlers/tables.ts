/** Calls on tables, secondary indexes and streams. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { createIndex, dropIndex } from "../engine/indexTables.ts"
import { computeSplitPointsBySize } from "../engine/splitPoints.ts"
import { describeStream, getShardIterator, getStreamRecord, listStream } from "../engine/streams.ts"
import { describeTable, describeUpdated, listTables } from "../engine/tableDescriptions.ts"
import { addDefinedColumns, createTable, deleteDefinedColumns, deleteTable, updateTable } from "../engine/tables.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"

export const tableHandlers: Handlers = {
  CreateTable: handleWithoutAnswer(M.CreateTableRequest, (request, { instance, nowMillis }) =>
    createTable(instance, request, nowMillis)
  ),
  ListTable: handle(M.ListTableRequest, M.ListTableResponse, (_, { instance }) => listTables(instance)),
  DescribeTable: handle(M.DescribeTableRequest, M.DescribeTableResponse, ({ tableName }, { instance }) =>
    describeTable(instance, tableName)
  ),
  UpdateTable: handle(M.UpdateTableRequest, M.UpdateTableResponse, (request, { instance, nowMillis }) =>
    describeUpdated(updateTable(instance, request, nowMillis))
  ),
  DeleteTable: handleWithoutAnswer(M.DeleteTableRequest, ({ tableName }, { instance }) =>
    deleteTable(instance, tableName)
  ),
  // Loading and unloading changes nothing here, but the table has to be there.
  LoadTable: handleWithoutAnswer(M.LoadTableRequest, ({ tableName }, { instance }) => void instance.table(tableName)),
  UnloadTable: handleWithoutAnswer(
    M.UnloadTableRequest,
    ({ tableName }, { instance }) => void instance.table(tableName)
  ),
  AddDefinedColumn: handleWithoutAnswer(M.AddDefinedColumnRequest, (request, { instance }) =>
    addDefinedColumns(instance, request)
  ),
  DeleteDefinedColumn: handleWithoutAnswer(M.DeleteDefinedColumnRequest, (request, { instance }) =>
    deleteDefinedColumns(instance, request)
  ),
  CreateIndex: handleWithoutAnswer(M.CreateIndexRequest, (request, { instance, nowMillis }) =>
    createIndex(instance, request, nowMillis)
  ),
  DropIndex: handleWithoutAnswer(M.DropIndexRequest, (request, { instance }) => dropIndex(instance, request)),
  ComputeSplitPointsBySize: handle(
    M.ComputeSplitPointsBySizeRequest,
    M.ComputeSplitPointsBySizeResponse,
    (request, { instance, nowMillis }) => computeSplitPointsBySize(instance, request, nowMillis)
  ),
  ListStream: handle(M.ListStreamRequest, M.ListStreamResponse, (request, { instance }) =>
    listStream(instance, request)
  ),
  DescribeStream: handle(M.DescribeStreamRequest, M.DescribeStreamResponse, (request, { instance }) =>
    describeStream(instance, request)
  ),
  GetShardIterator: handle(M.GetShardIteratorRequest, M.GetShardIteratorResponse, (request, { instance, nowMillis }) =>
    getShardIterator(instance, request, nowMillis)
  ),
  GetStreamRecord: handle(M.GetStreamRecordRequest, M.GetStreamRecordResponse, (request, { instance, nowMillis }) =>
    getStreamRecord(instance, request, nowMillis)
  )
}
