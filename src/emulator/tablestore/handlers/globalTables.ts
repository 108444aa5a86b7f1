/** Calls on global tables. */
import * as G from "../../../schema/tablestore/protobuf/generated/globalTable.ts"
import {
  bindGlobalTable,
  createGlobalTable,
  describeGlobalTable,
  unbindGlobalTable,
  updateGlobalTable
} from "../globalTables/globalTables.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"

export const globalTableHandlers: Handlers = {
  CreateGlobalTable: handle(
    G.CreateGlobalTableRequest,
    G.CreateGlobalTableResponse,
    (request, { instance, nowMillis }) => createGlobalTable(instance, request, nowMillis)
  ),
  BindGlobalTable: handle(G.BindGlobalTableRequest, G.BindGlobalTableResponse, (request, { instance, nowMillis }) =>
    bindGlobalTable(instance, request, nowMillis)
  ),
  UnbindGlobalTable: handle(
    G.UnbindGlobalTableRequest,
    G.UnbindGlobalTableResponse,
    (request, { instance, nowMillis }) => unbindGlobalTable(instance, request, nowMillis)
  ),
  DescribeGlobalTable: handle(
    G.DescribeGlobalTableRequest,
    G.DescribeGlobalTableResponse,
    (request, { instance, nowMillis }) => describeGlobalTable(instance, request, nowMillis)
  ),
  UpdateGlobalTable: handleWithoutAnswer(G.UpdateGlobalTableRequest, (request, { instance, nowMillis }) =>
    updateGlobalTable(instance, request, nowMillis)
  )
}
