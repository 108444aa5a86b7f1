/** What npm is told. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { repository } from "./builtPackage.ts"

interface Target {
  readonly "effect-cloud-storage-source": string
  readonly types: string
  readonly default: string
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, Target | string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = (path: string): string => readFileSync(join(repository, path), "utf8")
const manifest = JSON.parse(read("package.json")) as Manifest
const lockText = read("package-lock.json")
const locked = (JSON.parse(lockText) as { readonly packages: Readonly<Record<string, Locked>> }).packages

describe("package.json", () => {
  const targets = Object.entries(manifest.exports).filter(
    (named): named is [string, Target] => typeof named[1] !== "string"
  )

  it.each(targets)("exports %s from the file that the compiler makes of its source", (_subpath, target) => {
    const source = target["effect-cloud-storage-source"]
    expect(existsSync(join(repository, source))).toBe(true)
    const built = source.replace("./src/", "./dist/")
    expect([target.types, target.default]).toEqual([built.replace(/ts$/, "d.ts"), built.replace(/ts$/, "js")])
    // The first condition that applies counts.
    expect(Object.keys(target)).toEqual(["effect-cloud-storage-source", "types", "default"])
  })

  it("has its command in a source that starts with a hashbang", () => {
    const source = manifest.bin["effect-cloud-storage"]!.replace("./dist/", "src/").replace(/js$/, "ts")
    expect(read(source).startsWith("#!/usr/bin/env node\n")).toBe(true)
  })

  it("pins what it is built and tested with", () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it("leaves Effect to its user, so that there is only one of it", () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(["@effect/platform-node", "effect"])
    expect(Object.keys(manifest.dependencies)).not.toContain("effect")
  })
})

describe("package-lock.json", () => {
  it("names no place to download from", () => {
    expect(lockText).not.toMatch(/"resolved"|"version": "https?:/)
  })

  it("is in step with package.json", () => {
    const root = locked[""] as unknown as Manifest
    expect([root.version, root.dependencies, root.devDependencies, root.peerDependencies]).toEqual([
      manifest.version,
      manifest.dependencies,
      manifest.devDependencies,
      manifest.peerDependencies
    ])
  })

  it("holds the parts for every platform, without which npm ci fails", () => {
    const names = new Set(Object.keys(locked).map((path) => path.split("node_modules/").at(-1)))
    const missing = Object.values(locked).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter((name) => !names.has(name))
    )
    expect(missing).toEqual([])
  })
})

describe("CHANGELOG.md", () => {
  it("has a place for what comes next, and one for this version or the first", () => {
    expect(read("CHANGELOG.md")).toMatch(/^## Unreleased$/m)
  })
})
