/**
 * Service methods from operations: nothing is said twice.
 */
import type * as Effect from "effect/Effect"
import { withSpan } from "../layers/tracing.ts"
import type { StorageError } from "../schema/Errors.ts"
import { type AnyOperation, isOperation } from "../schema/Operation.ts"

/** Executes any operation of a service. */
export type Execute = (operation: any, input: any) => Effect.Effect<any, StorageError>

/** Where a call goes, for its span. Keys and other contents of a call are the caller's own business. */
const attributesOf = (operation: AnyOperation, input: any): Readonly<Record<string, unknown>> => ({
  "rpc.system": "effect-cloud-storage",
  "rpc.service": operation.service,
  "rpc.method": operation.name,
  ...(typeof input?.bucket === "string" ? { "ecs.bucket": input.bucket } : {}),
  ...(typeof input?.tableName === "string" ? { "ecs.table": input.tableName } : {})
})

/** The operations of some modules, by the names of their methods. */
export const operationsOf = (modules: ReadonlyArray<object>): Readonly<Record<string, AnyOperation>> =>
  Object.fromEntries(modules.flatMap((module) => Object.entries(module)).filter(([, value]) => isOperation(value)))

/** The methods of some modules of operations. Each opens one span, named like the method: `Oss.putObject`. */
export const bindOperations = <Methods>(modules: ReadonlyArray<object>, execute: Execute): Methods => {
  const methods: Record<string, unknown> = {}
  for (const [name, operation] of Object.entries(operationsOf(modules))) {
    methods[name] = (input: unknown = {}) =>
      withSpan(execute(operation, input), `${operation.service}.${name}`, () => attributesOf(operation, input))
  }
  return methods as Methods
}
