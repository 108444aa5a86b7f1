/** All calls of the service, by path. */
import type { Handler, Handlers } from "./Handler.ts"
import { deliveryHandlers } from "./handlers/deliveries.ts"
import { globalTableHandlers } from "./handlers/globalTables.ts"
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
  ...tunnelHandlers,
  ...deliveryHandlers,
  ...globalTableHandlers
}

/** Names of the calls that the emulator answers. */
export const emulatedOperations: ReadonlyArray<string> = Object.keys(handlers)

/** Name of the call that a path stands for; absent when the service has no such call. */
export const operationOf = (path: string): string | undefined => {
  const name = path.slice(1)
  return Object.hasOwn(handlers, name) ? name : undefined
}

/** Absent when the service has no such call. */
export const handlerOf = (operation: string | undefined): Handler | undefined =>
  operation !== undefined && Object.hasOwn(handlers, operation) ? handlers[operation] : undefined
