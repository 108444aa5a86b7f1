/**
 * Compiles every `ts` example of the documents and doc comments, all in one run of the compiler.
 *
 * Each example is a module of its own, as a reader would copy it, and imports this package by its name. The short ones of
 * internal modules see what their module exports.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { findExamples, toModule } from "./house/docExamples.ts"
import { readTree, repository, type SourceTree, showViolation } from "./house/sourceTree.ts"

/** Inside the repository, so that the package finds itself by its name. */
const folder = join(repository, ".cache/doc-examples")

const options = {
  extends: "../../tsconfig.json",
  compilerOptions: { noUnusedLocals: false, rootDir: "../.." },
  include: ["*.ts"],
  exclude: []
}

const tree: SourceTree = new Map([
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(
    (path) => [path, readFileSync(join(repository, path), "utf8")] as const
  ),
  ...readTree(["docs"], [".md"]),
  ...readTree(["src"], [".ts"])
])
const examples = findExamples(tree)

const fileNameOf = (index: number): string => `example${index}.ts`

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options))
for (const [index, example] of examples.entries()) {
  writeFileSync(join(folder, fileNameOf(index)), toModule(example, tree, "../.."))
}

const compiler = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url))
const compiled = spawnSync(process.execPath, [compiler, "--noEmit", "--pretty", "false", "-p", folder], {
  encoding: "utf8"
})

/** The compiler's lines with the place in the document instead of the place in the copy. */
const problems = compiled.stdout
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const match = /example(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line)
    const example = match === null ? undefined : examples[Number(match[1])]
    return example === undefined
      ? line
      : showViolation({ path: example.path, line: example.line + Number(match![2]), message: match![3]! })
  })
process.stdout.write([...problems, `doc examples: ${examples.length}, ${problems.length} problems`, ""].join("\n"))
if (compiled.status !== 0 && problems.length === 0) process.stdout.write(compiled.stderr)
process.exitCode = compiled.status === 0 ? 0 : 1
