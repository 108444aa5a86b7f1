/**
 * The files that rules are about, by their paths from the root of the repository, with `/`.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** Text of each file by its path. */
export type SourceTree = ReadonlyMap<string, string>

/** A broken rule. */
export interface Violation {
  readonly path: string
  readonly line?: number | undefined
  readonly message: string
}

/** Folder of the repository. */
export const repository: string = fileURLToPath(new URL("../..", import.meta.url))

/** Reads all files with one of the extensions below some folders. */
export const readTree = (folders: ReadonlyArray<string>, extensions: ReadonlyArray<string>): SourceTree => {
  const tree = new Map<string, string>()
  for (const folder of folders) {
    for (const entry of readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !extensions.some((extension) => entry.name.endsWith(extension))) continue
      const full = join(entry.parentPath, entry.name)
      tree.set(full.slice(repository.length).replaceAll("\\", "/"), readFileSync(full, "utf8"))
    }
  }
  return new Map([...tree].sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** A violation as one line: `src/a.ts:3 message`. */
export const showViolation = ({ path, line, message }: Violation): string =>
  `${path}${line === undefined ? "" : `:${line}`}  ${message}`
