/**
 * The package as npm would publish it, in a folder of its own inside the repository, so that its dependencies are found.
 */
import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"

export const repository = fileURLToPath(new URL("../..", import.meta.url))

/** Compiles the sources, and lays the result and the manifest into a folder below `.cache`. */
export const buildPackage = (name: string): string => {
  const folder = join(repository, ".cache", name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const compiler = join(repository, "node_modules/typescript/bin/tsc")
  const built = spawnSync(
    process.execPath,
    [compiler, "-p", join(repository, "tsconfig.build.json"), "--outDir", join(folder, "dist")],
    { encoding: "utf8" }
  )
  if (built.status !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`)
  cpSync(join(repository, "package.json"), join(folder, "package.json"))
  return folder
}

/** A Node of this machine. */
export interface MachineNode {
  readonly path: string
  /** E.g. `v20.20.2`. */
  readonly version: string
}

/**
 * The oldest Node on the `PATH`, besides the one that is a development dependency. On a machine without another one it
 * is that one.
 */
export const findMachineNode = (): MachineNode => {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !folder.includes("node_modules"))
    .map((folder) => join(folder, process.platform === "win32" ? "node.exe" : "node"))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, version: spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim() }))
    .filter(({ version }) => /^v\d+\./.test(version))
    .sort((left, right) => left.version.localeCompare(right.version, "en", { numeric: true }))
  return found[0] ?? { path: process.execPath, version: process.version }
}
