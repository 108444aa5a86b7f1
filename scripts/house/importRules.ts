/**
 * Which module may import which: services → layers → schema, emulator → schema, and never in a circle.
 */
import { posix } from "node:path"
import { importsOf } from "./sourceText.ts"
import type { SourceTree, Violation } from "./sourceTree.ts"

/** What the outside sees. Entries may import everything; nothing may import them. */
const entries = ["src/index.ts", "src/node.ts", "src/testing.ts"]

/** What everybody may import. */
const shared = ["src/version.ts"]

const rooms: Readonly<Record<string, ReadonlyArray<string>>> = {
  schema: ["schema"],
  layers: ["layers", "schema"],
  services: ["services", "layers", "schema"],
  // Never the layers: the emulator must not check signatures by the code that made them.
  emulator: ["emulator", "schema"]
}

const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1]

const targetOf = (path: string, specifier: string): string | undefined =>
  specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined

const directionOf = (path: string, target: string): string | undefined => {
  if (!target.startsWith("src/")) return "leaves src"
  if (shared.includes(target)) return undefined
  if (entries.includes(path)) {
    // The test layers stand on the ready-made ones for Node.
    return target === "src/node.ts" || !entries.includes(target) ? undefined : "imports an entry"
  }
  if (entries.includes(target)) return "imports an entry"
  const room = roomOf(path)
  const targetRoom = roomOf(target)
  if (room === undefined || rooms[room] === undefined) return `is in no known room: ${Object.keys(rooms).join(", ")}`
  return targetRoom !== undefined && rooms[room].includes(targetRoom)
    ? undefined
    : `${room} must not import ${targetRoom ?? "this"}`
}

/** Imports that go against the direction of the rooms. */
export const checkDirections = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree].flatMap(([path, text]) =>
    importsOf(text).flatMap(({ specifier, line }): ReadonlyArray<Violation> => {
      const target = targetOf(path, specifier)
      if (target === undefined) return []
      if (!tree.has(target)) return [{ path, line, message: `imports ${specifier}, which is not there` }]
      const problem = directionOf(path, target)
      return problem === undefined ? [] : [{ path, line, message: `${problem}: ${specifier}` }]
    })
  )

/**
 * Modules that import themselves by way of others. One circle is told once. Types do not count: those that are made of
 * each other, like queries and sorters, may live in files of their own.
 */
export const checkCircles = (tree: SourceTree): ReadonlyArray<Violation> => {
  const next = (path: string): ReadonlyArray<string> =>
    importsOf(tree.get(path)!).flatMap(({ ofTypes, specifier }) => {
      const target = targetOf(path, specifier)
      return !ofTypes && target !== undefined && tree.has(target) ? [target] : []
    })
  const finished = new Set<string>()
  const violations: Array<Violation> = []
  const visit = (path: string, way: ReadonlyArray<string>): void => {
    const start = way.indexOf(path)
    if (start >= 0) {
      violations.push({ path, message: `imports itself: ${[...way.slice(start), path].join(" → ")}` })
      return
    }
    if (finished.has(path)) return
    for (const target of next(path)) visit(target, [...way, path])
    finished.add(path)
  }
  for (const path of tree.keys()) visit(path, [])
  return violations
}

const forbiddenInSchema = /^(node:|undici|@effect\/platform|effect\/http|effect\/FileSystem|effect\/Path$)/

/** Modules of the schema that know of Node, HTTP or files. */
export const checkSchemaIsPure = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => path.startsWith("src/schema/"))
    .flatMap(([path, text]) =>
      importsOf(text)
        .filter(({ specifier }) => forbiddenInSchema.test(specifier))
        .map(({ specifier, line }) => ({ path, line, message: `the schema must not import ${specifier}` }))
    )

/** Imports of whole barrels: they cost their users more than twice the bytes. */
export const checkDeepImports = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree].flatMap(([path, text]) =>
    importsOf(text)
      .filter(({ specifier }) => /^(effect|effect\/[a-z]+|@effect\/platform-node)$/.test(specifier))
      .map(({ specifier, line }) => ({ path, line, message: `import single modules, not the barrel ${specifier}` }))
  )

const nodeOnly = /^(node:|undici|@effect\/platform-node)/

/** What may run in Node only. */
const isForNode = (path: string): boolean =>
  path.startsWith("src/emulator/") ||
  path.startsWith("src/layers/node/") ||
  path === "src/node.ts" ||
  path === "src/testing.ts"

/** Modules that browsers and workers could not load, by themselves or by what they import. */
export const checkPortable = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => !isForNode(path))
    .flatMap(([path, text]) =>
      importsOf(text)
        .filter(({ specifier }) => nodeOnly.test(specifier) || isForNode(targetOf(path, specifier) ?? ""))
        .map(({ specifier, line }) => ({ path, line, message: `${specifier} is not there in browsers` }))
    )

const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

/**
 * Imports of packages that a user of this one may not have.
 *
 * @param installed names of the dependencies and peer dependencies
 */
export const checkDependencies = (tree: SourceTree, installed: ReadonlySet<string>): ReadonlyArray<Violation> =>
  [...tree].flatMap(([path, text]) =>
    importsOf(text)
      .filter(({ specifier }) => !/^(\.|node:)/.test(specifier) && !installed.has(packageOf(specifier)))
      .map(({ specifier, line }) => ({ path, line, message: `${packageOf(specifier)} is no dependency` }))
  )
