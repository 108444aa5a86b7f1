/** SQL. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { type Handlers, handle } from "../Handler.ts"
import { sqlQuery } from "../sql/statements.ts"

export const sqlHandlers: Handlers = {
  SQLQuery: handle(M.SQLQueryRequest, M.SQLQueryResponse, (request, { instance, nowMillis }) =>
    sqlQuery(instance, request, nowMillis)
  )
}
