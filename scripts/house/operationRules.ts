/**
 * What every operation of every service has: a doc comment that cites its source, known error codes, one wire name per
 * field, and a test or vector that speaks of it.
 */
import { codeOf } from "./sourceText.ts"
import type { SourceTree, Violation } from "./sourceTree.ts"

/** As much of an operation as the rules look at. */
export interface CheckedOperation {
  readonly name: string
  readonly codes: ReadonlySet<string>
  readonly input: CheckedSlots
  readonly output: CheckedSlots
}

type CheckedSlots = Readonly<
  Record<string, { readonly in: string; readonly name: string; readonly part?: string | undefined }>
>

/** A service's operations, by the names of its methods. */
export interface CheckedService {
  /** Folder of its schema, e.g. `src/schema/oss`. */
  readonly folder: string
  readonly operations: Readonly<Record<string, CheckedOperation>>
  /** Every error code the service is known for. */
  readonly errorCodes: ReadonlySet<string>
}

interface Declaration {
  readonly path: string
  readonly line: number
  readonly comment: string | undefined
}

/** Where an operation is declared, with the doc comment right before it. */
const declarationOf = (tree: SourceTree, folder: string, method: string): Declaration | undefined => {
  const pattern = new RegExp(
    `(/\\*\\*(?:[^*]|\\*(?!/))*\\*/)?\\s*\\n(?: {2}${method}: |export const ${method} = (?:/\\*#__PURE__\\*/ )?)[\\w.]+\\(\\s*"`
  )
  for (const [path, text] of tree) {
    const match = path.startsWith(`${folder}/`) ? pattern.exec(text) : null
    if (match === null) continue
    return { path, line: text.slice(0, match.index + match[0].length).split("\n").length, comment: match[1] }
  }
  return undefined
}

const doubledNames = (slots: CheckedSlots): ReadonlyArray<string> => {
  const fields = new Map<string, string>()
  const doubled: Array<string> = []
  for (const [field, { in: place, name, part = "" }] of Object.entries(slots)) {
    if (name === "") continue
    const address = `${place} ${name.toLowerCase()} ${part}`
    const other = fields.get(address)
    if (other !== undefined) doubled.push(`${other} and ${field} share the ${place} ${name}`)
    fields.set(address, field)
  }
  return doubled
}

const problemsOf = (
  method: string,
  { codes, input, output }: CheckedOperation,
  { errorCodes }: CheckedService,
  comment: string | undefined
): ReadonlyArray<string> => {
  const problems: Array<string> = []
  if (comment === undefined) problems.push("has no doc comment")
  else if (!/\n\s*\* Source: \S/.test(comment)) problems.push('has no "Source:" line in its doc comment')
  for (const code of codes) if (!errorCodes.has(code)) problems.push(`names the unknown error code ${code}`)
  problems.push(...doubledNames(input), ...doubledNames(output))
  return problems.map((problem) => `${method} ${problem}`)
}

/** Operations that miss something. */
export const checkOperations = (tree: SourceTree, service: CheckedService): ReadonlyArray<Violation> =>
  Object.entries(service.operations).flatMap(([method, operation]): ReadonlyArray<Violation> => {
    const declaration = declarationOf(tree, service.folder, method)
    if (declaration === undefined) {
      return [{ path: service.folder, message: `${method} is not declared as an export` }]
    }
    const { path, line, comment } = declaration
    return problemsOf(method, operation, service, comment).map((message) => ({ path, line, message }))
  })

/**
 * Operations that no test and no vector speaks of.
 *
 * @param tests the suites, the conformance cases and the vectors
 */
export const checkTested = (tests: SourceTree, service: CheckedService): ReadonlyArray<Violation> => {
  const words = new Set<string>()
  for (const [path, text] of tests) {
    const code = path.endsWith(".ts") ? codeOf(text, { keepTexts: true }) : text
    for (const [word] of code.matchAll(/\w+/g)) words.add(word)
  }
  return Object.entries(service.operations)
    .filter(([method, { name }]) => !words.has(method) && !words.has(name))
    .map(([method]) => ({ path: service.folder, message: `${method} is in no suite, conformance case or vector` }))
}

const fieldLine = /^\s+(\w+): (?:in[A-Z]\w*|local)(?:\(|<)/

/** Fields without a doc comment: it is what users see on hover. */
export const checkFieldComments = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => path.startsWith("src/schema/"))
    .flatMap(([path, text]) => {
      let before = ""
      return text.split("\n").flatMap((line, index) => {
        const field = fieldLine.exec(line)?.[1]
        const commented = before.trimEnd().endsWith("*/")
        if (line.trim() !== "") before = line
        return field === undefined || commented
          ? []
          : [{ path, line: index + 1, message: `the field ${field} has no doc comment` }]
      })
    })
