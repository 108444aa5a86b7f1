/**
 * Finds the operations and error codes of every service in `src/schema`.
 */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { CheckedOperation, CheckedService } from "./operationRules.ts"
import { repository } from "./sourceTree.ts"

const load = (path: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(repository, path)).href)

const isOperation = (value: unknown): value is CheckedOperation =>
  typeof value === "object" && value !== null && "isIdempotent" in value && "codes" in value && "methodName" in value

/** All texts in a value, however deep. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The services whose folder has an index with a table of operations. */
export const findServices = async (): Promise<ReadonlyArray<CheckedService>> => {
  const found: Array<CheckedService> = []
  for (const entry of readdirSync(join(repository, "src/schema"), { withFileTypes: true })) {
    const folder = `src/schema/${entry.name}`
    if (!entry.isDirectory() || !existsSync(join(repository, folder, "index.ts"))) continue
    const operations = Object.values(await load(`${folder}/index.ts`))
      .flat()
      .flatMap((exported) =>
        typeof exported === "object" && exported !== null
          ? Object.entries(exported).filter((named): named is [string, CheckedOperation] => isOperation(named[1]))
          : []
      )
    if (operations.length === 0) continue
    const errorCodes = new Set(textsIn(Object.values(await load(`${folder}/errors.ts`))))
    found.push({ folder, operations: Object.fromEntries(operations), errorCodes })
  }
  return found
}
