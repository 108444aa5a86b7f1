/** All calls of the service, by path, and which of them the emulator answers. */
import type { Handler, Handlers } from "./Handler.ts"
import { rowHandlers } from "./handlers/rows.ts"
import { searchHandlers } from "./handlers/search.ts"
import { sqlHandlers } from "./handlers/sql.ts"
import { tableHandlers } from "./handlers/tables.ts"
import { timeseriesHandlers } from "./handlers/timeseries.ts"
import { tunnelHandlers } from "./handlers/tunnels.ts"

const handlers: Handlers = {
  ...tableHandlers,
  ...rowHandlers,
  ...searchHandlers,
  ...sqlHandlers,
  ...timeseriesHandlers,
  ...tunnelHandlers
}

/** Calls that the service has and the emulator has not. */
const others: ReadonlySet<string> = new Set(
  `CreateDeliveryTask DeleteDeliveryTask UpdateDeliveryTask DescribeDeliveryTask ListDeliveryTask CreateGlobalTable
  BindGlobalTable UnbindGlobalTable DescribeGlobalTable UpdateGlobalTable CreateTimeseriesAnalyticalStore
  UpdateTimeseriesAnalyticalStore DeleteTimeseriesAnalyticalStore DescribeTimeseriesAnalyticalStore
  CreateTimeseriesLastpointIndex DeleteTimeseriesLastpointIndex tunnel/connect tunnel/heartbeat tunnel/shutdown
  tunnel/getcheckpoint tunnel/readrecords tunnel/checkpoint tunnel/getrpo`.split(/\s+/)
)

/** Names of the calls that the emulator answers. */
export const emulatedOperations: ReadonlyArray<string> = Object.keys(handlers)

/** Name of the call that a path stands for; absent when the service has no such call. */
export const operationOf = (path: string): string | undefined => {
  const name = path.slice(1)
  return Object.hasOwn(handlers, name) || others.has(name) ? name : undefined
}

/** Absent for a call that the emulator does not answer. */
export const handlerOf = (operation: string): Handler | undefined =>
  Object.hasOwn(handlers, operation) ? handlers[operation] : undefined
