/**
 * TypeScript sources without what is no code: comments, and the contents of texts.
 */

/** Whether a `/` after this code starts a regular expression. */
const startsRegExp = (before: string): boolean =>
  /(^|[(,=:[!&|?{};+\-*%~^<>]|=>|\b(return|typeof|case|in|of|yield|await|throw|else))$/.test(
    before.trimEnd().slice(-12)
  )

const endOfQuoted = (text: string, start: number): number => {
  const quote = text[start]
  let at = start + 1
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1
  return at + 1
}

const endOfRegExp = (text: string, start: number): number => {
  let inClass = false
  let at = start + 1
  for (; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++
    else if (text[at] === "[") inClass = true
    else if (text[at] === "]") inClass = false
    else if (text[at] === "/" && !inClass) break
  }
  return at + 1
}

/** What to leave out of a source. */
export interface CodeOptions {
  /** Whether the contents of texts stay; comments never do. */
  readonly keepTexts: boolean
}

/** The code of a source. Line breaks stay where they are, so that line numbers do. */
export const codeOf = (text: string, { keepTexts }: CodeOptions): string => {
  let code = ""
  let at = 0
  /** For each template that is open, how many braces are open inside its current expression. */
  const templates: Array<number> = []
  const lineBreaks = (from: number, to: number) => text.slice(from, to).replace(/[^\n]/g, "")
  const takeTemplate = () => {
    const start = at
    while (at < text.length && text[at] !== "`" && !text.startsWith("${", at)) at += text[at] === "\\" ? 2 : 1
    code += keepTexts ? text.slice(start, at) : lineBreaks(start, at)
    if (text[at] === "`") {
      code += "`"
      at++
      templates.pop()
    } else {
      code += "${"
      at += 2
    }
  }
  while (at < text.length) {
    const character = text[at]!
    if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at)
      at = end < 0 ? text.length : end
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at)
      const next = end < 0 ? text.length : end + 2
      code += lineBreaks(at, next)
      at = next
    } else if (character === '"' || character === "'") {
      const end = endOfQuoted(text, at)
      code += keepTexts ? text.slice(at, end) : `${character}${character}`
      at = end
    } else if (character === "/" && startsRegExp(code)) {
      at = endOfRegExp(text, at)
      code += "/x/"
    } else if (character === "`") {
      code += character
      at++
      templates.push(0)
      takeTemplate()
    } else {
      code += character
      at++
      if (templates.length === 0) continue
      if (character === "{") templates[templates.length - 1]!++
      if (character === "}" && templates[templates.length - 1]!-- === 0) {
        templates[templates.length - 1] = 0
        takeTemplate()
      }
    }
  }
  return code
}

/** One import or re-export. */
export interface Import {
  readonly specifier: string
  readonly line: number
  /** Whether only types are named: nothing of it is left when the program runs. */
  readonly ofTypes: boolean
}

/** All modules that a source names: by `import`, `export … from`, `import()` and in types. */
export const importsOf = (text: string): ReadonlyArray<Import> => {
  const code = codeOf(text, { keepTexts: true })
  const statement = /(?<!")\b(?:from|import)\s*\(?\s*"([^"\n]+)"/g
  return [...code.matchAll(statement)].map((match) => {
    const before = code.slice(0, match.index)
    const start = Math.max(before.lastIndexOf("import"), before.lastIndexOf("export"))
    return {
      specifier: match[1]!,
      line: before.split("\n").length,
      ofTypes: start >= 0 && /^(import|export)\s+type\b/.test(code.slice(start))
    }
  })
}
