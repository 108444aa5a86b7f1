/**
 * Finds the examples in documents and doc comments.
 */
import { posix } from "node:path"
import type { SourceTree } from "./sourceTree.ts"

/** A fenced block of TypeScript. */
export interface DocExample {
  readonly path: string
  /** Line of the opening fence. */
  readonly line: number
  readonly code: string
}

const exportedValue = /^export (?:const|class|function) (\w+)/gm

/**
 * An example as a module of its own.
 *
 * The short examples of internal modules have no imports: what their module exports is in scope. Relative imports are
 * those of the module.
 *
 * @param root way from the folder of the copy to the repository, e.g. `../..`
 */
export const toModule = ({ code, path }: DocExample, tree: SourceTree, root: string): string => {
  const folder = posix.join(root, posix.dirname(path))
  const values = [...tree.get(path)!.matchAll(exportedValue)].map((match) => match[1]!)
  const isComplete = /^import /m.test(code) || values.length === 0
  // On the first line of the example, so that its line numbers stay.
  const prelude = isComplete ? "" : `import { ${values.join(", ")} } from "${posix.join(root, path)}"; `
  return `${prelude}${code.replace(/(from ")(\.[^"]*)"/g, (_, from, to) => `${from}${posix.join(folder, to)}"`)}\nexport {}\n`
}

const opening = /^(\s*(?:\*\s?)?\s*)```(\S*)(.*)$/

/**
 * All blocks fenced as `ts`. A block of another language is not looked at.
 *
 * In sources only those in doc comments count, without the ` * ` of their lines.
 */
export const findExamples = (tree: SourceTree): ReadonlyArray<DocExample> =>
  [...tree].flatMap(([path, text]) => {
    const examples: Array<DocExample> = []
    const lines = text.split("\n")
    for (let index = 0; index < lines.length; index++) {
      const fence = opening.exec(lines[index]!)
      if (fence === null || (path.endsWith(".ts") && !fence[1]!.includes("*"))) continue
      const prefix = fence[1]!.trimEnd()
      const start = index
      const code: Array<string> = []
      for (index++; index < lines.length && !/^\s*(\*\s?)?\s*```\s*$/.test(lines[index]!); index++) {
        const line = lines[index]!
        // `prefix` is the indentation and the star; a line of a comment that is empty may lack the blank after it.
        code.push(
          line.startsWith(`${prefix} `) && prefix !== "" ? line.slice(prefix.length + 1) : prefix === "" ? line : ""
        )
      }
      if (fence[2] === "ts") examples.push({ path, line: start + 1, code: code.join("\n") })
    }
    return examples
  })
