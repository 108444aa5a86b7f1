/** Calls on time series. */
import * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"
import { createStore, deleteStore, describeStore, updateStore } from "../timeseries/analyticalStores.ts"
import {
  deleteMetas,
  getSeriesData,
  putSeriesData,
  queryMetas,
  scanSeriesData,
  splitScan,
  updateMetas
} from "../timeseries/data.ts"
import { createLastpointIndex, deleteLastpointIndex } from "../timeseries/lastpointIndexes.ts"
import {
  createSeriesTable,
  deleteSeriesTable,
  describeSeriesTable,
  listSeriesTables,
  updateSeriesTable
} from "../timeseries/tables.ts"

export const timeseriesHandlers: Handlers = {
  CreateTimeseriesTable: handleWithoutAnswer(T.CreateTimeseriesTableRequest, (request, { instance, nowMillis }) =>
    createSeriesTable(instance, request, nowMillis)
  ),
  ListTimeseriesTable: handle(T.ListTimeseriesTableRequest, T.ListTimeseriesTableResponse, (_, { instance }) =>
    listSeriesTables(instance)
  ),
  DescribeTimeseriesTable: handle(
    T.DescribeTimeseriesTableRequest,
    T.DescribeTimeseriesTableResponse,
    ({ tableName }, { instance }) => describeSeriesTable(instance, tableName)
  ),
  UpdateTimeseriesTable: handleWithoutAnswer(T.UpdateTimeseriesTableRequest, (request, { instance }) =>
    updateSeriesTable(instance, request)
  ),
  DeleteTimeseriesTable: handleWithoutAnswer(T.DeleteTimeseriesTableRequest, ({ tableName }, { instance }) =>
    deleteSeriesTable(instance, tableName)
  ),
  CreateTimeseriesAnalyticalStore: handleWithoutAnswer(
    T.CreateTimeseriesAnalyticalStoreRequest,
    (request, { instance, nowMillis }) => createStore(instance, request, nowMillis)
  ),
  UpdateTimeseriesAnalyticalStore: handleWithoutAnswer(
    T.UpdateTimeseriesAnalyticalStoreRequest,
    (request, { instance }) => updateStore(instance, request)
  ),
  DeleteTimeseriesAnalyticalStore: handleWithoutAnswer(
    T.DeleteTimeseriesAnalyticalStoreRequest,
    (request, { instance }) => deleteStore(instance, request)
  ),
  DescribeTimeseriesAnalyticalStore: handle(
    T.DescribeTimeseriesAnalyticalStoreRequest,
    T.DescribeTimeseriesAnalyticalStoreResponse,
    (request, { instance, nowMillis }) => describeStore(instance, request, nowMillis)
  ),
  CreateTimeseriesLastpointIndex: handleWithoutAnswer(
    T.CreateTimeseriesLastpointIndexRequest,
    (request, { instance, nowMillis }) => createLastpointIndex(instance, request, nowMillis)
  ),
  DeleteTimeseriesLastpointIndex: handleWithoutAnswer(
    T.DeleteTimeseriesLastpointIndexRequest,
    (request, { instance }) => deleteLastpointIndex(instance, request)
  ),
  PutTimeseriesData: handle(
    T.PutTimeseriesDataRequest,
    T.PutTimeseriesDataResponse,
    (request, { instance, nowMillis }) => putSeriesData(instance, request, nowMillis)
  ),
  GetTimeseriesData: handle(
    T.GetTimeseriesDataRequest,
    T.GetTimeseriesDataResponse,
    (request, { instance, nowMillis }) => getSeriesData(instance, request, nowMillis)
  ),
  SplitTimeseriesScanTask: handle(
    T.SplitTimeseriesScanTaskRequest,
    T.SplitTimeseriesScanTaskResponse,
    (request, { instance }) => splitScan(instance, request)
  ),
  ScanTimeseriesData: handle(
    T.ScanTimeseriesDataRequest,
    T.ScanTimeseriesDataResponse,
    (request, { instance, nowMillis }) => scanSeriesData(instance, request, nowMillis)
  ),
  QueryTimeseriesMeta: handle(T.QueryTimeseriesMetaRequest, T.QueryTimeseriesMetaResponse, (request, { instance }) =>
    queryMetas(instance, request)
  ),
  UpdateTimeseriesMeta: handle(
    T.UpdateTimeseriesMetaRequest,
    T.UpdateTimeseriesMetaResponse,
    (request, { instance, nowMillis }) => updateMetas(instance, request, nowMillis)
  ),
  DeleteTimeseriesMeta: handle(T.DeleteTimeseriesMetaRequest, T.DeleteTimeseriesMetaResponse, (request, { instance }) =>
    deleteMetas(instance, request)
  )
}
