/**
 * What sources must not contain, and how long they may be.
 */
import { codeOf } from "./sourceText.ts"
import type { SourceTree, Violation } from "./sourceTree.ts"

/** Lists of cases may be longer than what is to be understood. */
const longestOf = (path: string): number => (path.startsWith("test/") ? 800 : 500)

const isGenerated = (path: string): boolean => path.includes("/generated/")

/** Files longer than 500 lines, or 800 of tests; generated ones excluded. */
export const checkSizes = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => !isGenerated(path))
    .flatMap(([path, text]) => {
      const lines = text.trimEnd().split("\n").length
      const longest = longestOf(path)
      return lines > longest ? [{ path, message: `has ${lines} lines, at most ${longest} are allowed` }] : []
    })

const forbidden: ReadonlyArray<readonly [pattern: RegExp, instead: string]> = [
  [/\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, "use Clock or DateTime: tests cannot move this time"],
  [/\bMath\.random\b/, "use Random: tests cannot choose this number"],
  [/\bconsole\.\w+/, "use the logging of Effect, or Console"],
  [/\b(setTimeout|setInterval)\(/, "use Effect.sleep or a Schedule"]
]

/** Calls that no test can control. */
export const checkCalls = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => !isGenerated(path))
    .flatMap(([path, text]) =>
      codeOf(text, { keepTexts: false })
        .split("\n")
        .flatMap((line, index) =>
          forbidden.flatMap(([pattern, instead]) => {
            const found = pattern.exec(line)?.[0]
            return found === undefined ? [] : [{ path, line: index + 1, message: `${found}: ${instead}` }]
          })
        )
    )

/** Notes to do something later. */
export const checkNotes = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree]
    .filter(([path]) => !isGenerated(path))
    .flatMap(([path, text]) =>
      text.split("\n").flatMap((line, index) => {
        const note = /\b(TODO|FIXME|XXX|HACK)\b/.exec(line)?.[0]
        return note === undefined ? [] : [{ path, line: index + 1, message: `${note}: do it, or open an issue` }]
      })
    )

const vagueNames = /^(utils?|helpers?|types|misc|common-utils)\.ts$/i

/** Files whose name says nothing. */
export const checkNames = (tree: SourceTree): ReadonlyArray<Violation> =>
  [...tree.keys()]
    .filter((path) => vagueNames.test(path.split("/").at(-1)!))
    .map((path) => ({ path, message: "the name must say what is inside" }))
