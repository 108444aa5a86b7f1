/**
 * Service methods from operations: nothing is said twice.
 */
import * as Effect from "effect/Effect"
import type { StorageError } from "../schema/Errors.ts"
import type { AnyOperation, Methods } from "../schema/Operation.ts"

/** Executes any operation of a service. */
export type Execute = (operation: AnyOperation, input: any) => Effect.Effect<any, StorageError>

/** The methods of a table of operations. Each opens one span, named like the method: `Oss.putObject`. */
export const bindOperations = <const Operations extends { readonly [name: string]: AnyOperation }>(
  operations: Operations,
  execute: Execute
): Methods<Operations> => {
  const methods: Record<string, unknown> = {}
  for (const [name, operation] of Object.entries(operations)) {
    methods[name] = Effect.fn(`${operation.service}.${name}`)((input: unknown = {}) => execute(operation, input))
  }
  return methods as Methods<Operations>
}
