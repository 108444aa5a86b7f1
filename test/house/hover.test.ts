/**
 * What a user's editor shows: the packed package, installed beside a program, asked through TypeScript's language
 * service for the hover of methods and fields.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { getLibFiles, ts } from "@ts-morph/common"
import { beforeAll, describe, expect, it } from "vitest"
import { buildPackage, repository } from "./builtPackage.ts"

/** A program; `|` stands in front of each place that is hovered. */
const program = `
import { Effect } from "effect"
import { Ois, Oss, Tablestore } from "effect-cloud-storage"
declare const oss: Oss["Service"]
declare const tablestore: Tablestore["Service"]
declare const ois: Ois["Service"]
oss.|putObject({ |bucket: "b", |key: "k", body: "", |contentType: "text/plain", |metadata: {} })
oss.bucket("b").|getObject({ |key: "k", |range: [0, 1] })
oss.|listObjectsV2({ bucket: "b", |prefix: "" }).pipe(Effect.map((page) => page.objects.map((object) => object.|lastModified)))
oss.|deleteMultipleObjects({ bucket: "b", |objects: [{ |key: "k" }] })
oss.getBucketInfo({ bucket: "b" }).pipe(Effect.map(({ bucket }) => bucket.|extranetEndpoint))
tablestore.|getRow({ |tableName: "t", |primaryKey: [], |timeRange: { |startTime: 1, endTime: 2 } })
tablestore.|putRow({ tableName: "t", primaryKey: [], |returnContent: { |returnType: "none" } })
tablestore.|describeTable({ tableName: "t" }).pipe(Effect.map((table) => table.|primaryKey))
ois.bucket("b", "jn1a").|putObject({ |key: "k", body: "", |metadata: {} })
ois.|putBucketAcl({ bucket: "b", |acl: [{ |grantee: { |type: "user" }, |permission: "READ" }] })
ois.|listObjects({ bucket: "b" }).pipe(Effect.map(({ keys }) => keys.map((object) => object.|modified)))
`

interface Hover {
  readonly text: string
  readonly docs: string
}

const hovers = new Map<string, Hover>()
let problems: ReadonlyArray<string> = []

/** Packs the package as npm would publish it, unpacks it where a program finds it, and hovers over the program. */
const hoverAll = (): void => {
  const folder = buildPackage("hover")
  // What npm would take along; its dependencies are found in the folders above.
  const packed = spawnSync("npm", ["pack", "--ignore-scripts", "--silent"], { cwd: folder, encoding: "utf8" })
  const tarball = packed.stdout.trim().split("\n").at(-1)!
  const user = join(folder, "user")
  mkdirSync(join(user, "node_modules"), { recursive: true })
  const unpacked = spawnSync("tar", ["-xzf", join(folder, tarball), "-C", user], { encoding: "utf8" })
  if (unpacked.status !== 0) throw new Error(`the tarball cannot be read: ${unpacked.stderr}`)
  symlinkSync(join(user, "package"), join(user, "node_modules", "effect-cloud-storage"))
  symlinkSync(join(repository, "node_modules", "effect"), join(user, "node_modules", "effect"))

  const file = join(user, "program.ts")
  const places: Array<number> = []
  let text = ""
  for (const piece of program.split("|")) {
    if (text !== "" || places.length > 0) places.push(text.length)
    text += piece
  }
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    preserveSymlinks: false,
    types: []
  }
  // The compiler's own library is not on the disk.
  const library = new Map(getLibFiles().map(({ fileName, text: content }) => [join(user, "lib", fileName), content]))
  const read = (path: string): string | undefined =>
    path === file ? text : (library.get(path) ?? ts.sys.readFile(path))
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const found = read(path)
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found)
    },
    getCurrentDirectory: () => user,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (of) => join(user, "lib", ts.getDefaultLibFileName(of)),
    fileExists: (path) => path === file || library.has(path) || ts.sys.fileExists(path),
    readFile: read,
    readDirectory: ts.sys.readDirectory,
    directoryExists: (path) => path === join(user, "lib") || ts.sys.directoryExists(path),
    getDirectories: ts.sys.getDirectories
  }
  if (ts.sys.realpath !== undefined) host.realpath = ts.sys.realpath
  const service = ts.createLanguageService(host)
  problems = service
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
  for (const [index, place] of places.entries()) {
    const info = service.getQuickInfoAtPosition(file, place)
    const name = /\w+/.exec(text.slice(place))![0]
    hovers.set(`${index + 1} ${name}`, {
      text: ts.displayPartsToString(info?.displayParts),
      docs: ts.displayPartsToString(info?.documentation)
    })
  }
}

describe("the published types", () => {
  beforeAll(hoverAll, 180_000)

  it("fit a user's program", () => {
    expect(problems).toEqual([])
  })

  it("show the doc comment of each method and field on hover", () => {
    expect([...hovers].filter(([, { docs }]) => docs.length < 10).map(([name]) => name)).toEqual([])
    expect(hovers.size).toBe(program.split("|").length - 1)
    const putObject = hovers.get("1 putObject")!
    expect(putObject.docs).toMatch(/^Stores an object, replacing any object of the same key/)
    expect(putObject.docs).toContain("Source: OSS API, PutObject.")
    expect(hovers.get("4 contentType")!.docs).toMatch(/^Media type; guessed from the key's extension/)
  })

  it("name inputs and outputs instead of printing them", () => {
    for (const [name, { text }] of hovers) {
      if (!/^\(property\)|^\(method\)/.test(text)) continue
      expect(text.length, `${name}: ${text}`).toBeLessThan(700)
    }
    expect(hovers.get("1 putObject")!.text).toContain("(input: PutObjectInput) => Effect.Effect<PutObjectOutput, ")
  })

  it("hold no machine's paths", () => {
    const entry = readFileSync(join(repository, ".cache", "hover", "dist", "index.d.ts"), "utf8")
    expect(entry).not.toContain(repository)
  })
})
