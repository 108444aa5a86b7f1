/**
 * Checks the rules of this house: who imports whom, what every operation has, what no source contains.
 *
 * Run it with `npm run house`.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { version } from "../src/version.ts"
import {
  checkCircles,
  checkDeepImports,
  checkDependencies,
  checkDirections,
  checkPortable,
  checkSchemaIsPure
} from "./house/importRules.ts"
import { checkFieldComments, checkOperations, checkTested } from "./house/operationRules.ts"
import { findServices } from "./house/services.ts"
import { readTree, repository, showViolation, type Violation } from "./house/sourceTree.ts"
import { checkCalls, checkNames, checkNotes, checkSizes } from "./house/textRules.ts"

const sources = readTree(["src"], [".ts"])
const written = new Map([...sources, ...readTree(["test", "examples", "bench", "scripts"], [".ts"])])
const tests = new Map([
  ...readTree(["test/suites", "test/conformance", "test/services", "test/layers"], [".ts"]),
  ...readTree(["test/fixtures/vectors"], [".json"])
])
const services = await findServices()

const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}
const installed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))
const checkVersion = (): ReadonlyArray<Violation> =>
  manifest.version === version
    ? []
    : [{ path: "src/version.ts", message: `is ${version}, package.json is ${manifest.version}` }]

const violations: ReadonlyArray<Violation> = [
  ...checkDirections(sources),
  ...checkCircles(sources),
  ...checkSchemaIsPure(sources),
  ...checkPortable(sources),
  ...checkDeepImports(sources),
  ...checkDependencies(sources, installed),
  ...checkCalls(sources),
  ...checkNames(written),
  ...checkSizes(written),
  ...checkNotes(sources),
  ...checkFieldComments(sources),
  ...checkVersion(),
  ...services.flatMap((service) => [...checkOperations(sources, service), ...checkTested(tests, service)])
]

const operations = services.reduce((sum, service) => sum + Object.keys(service.operations).length, 0)
const summary = `house rules: ${sources.size} sources, ${operations} operations, ${violations.length} violations`
process.stdout.write([...violations.map(showViolation), summary, ""].join("\n"))
process.exitCode = violations.length === 0 ? 0 : 1
