/** SQL. */
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { type Handlers, handleInSteps } from "../Handler.ts"
import { sqlQuery } from "../sql/statements.ts"

export const sqlHandlers: Handlers = {
  SQLQuery: handleInSteps(M.SQLQueryRequest, M.SQLQueryResponse, (request, { instance, nowMillis }) =>
    sqlQuery(instance, request, nowMillis)
  )
}
