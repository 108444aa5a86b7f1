/**
 * What can be asked of images: operations one after the other, each `NAME:KEY_VALUE,KEY_VALUE`.
 * Source: QingStor API, "Image process".
 */
import * as Result from "effect/Result"
import type { OisRefusal } from "./OisRefusal.ts"
import { invalidArgument } from "./refusals.ts"

export interface ImageOperation {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
}

const number = /^\d{1,6}$/
const base64 = /^[A-Za-z0-9+/_-]+$/
/** More than 0, and 1 at most. */
const opacity = /^(?:0?\.\d*[1-9]\d*|1(?:\.0+)?)$/

interface Rules {
  readonly parameters: Readonly<Record<string, RegExp>>
  readonly required?: ReadonlyArray<string>
}

const operations: Readonly<Record<string, Rules>> = {
  info: { parameters: {} },
  crop: { parameters: { w: number, h: number, g: /^[0-9]$/, l: number, t: number } },
  rotate: { parameters: { a: /^-?\d{1,3}$/ }, required: ["a"] },
  resize: { parameters: { w: number, h: number, m: /^[0-2]$/ } },
  watermark: { parameters: { d: number, p: opacity, t: base64, c: base64 }, required: ["t"] },
  watermark_image: { parameters: { l: number, t: number, p: opacity, u: base64 }, required: ["u"] },
  format: { parameters: { t: /^(?:jpeg|png|webp|tiff)$/ }, required: ["t"] },
  save: { parameters: { b: /^[a-z0-9-]+$/, k: /^.+$/s }, required: ["b", "k"] }
}

const readOperation = (text: string): ImageOperation | undefined => {
  const colon = text.indexOf(":")
  const name = colon === -1 ? text : text.slice(0, colon)
  const rules = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (rules === undefined) return undefined
  const pairs = colon === -1 ? [] : text.slice(colon + 1).split(",")
  const parameters: Record<string, string> = {}
  for (const pair of pairs) {
    const [key, value] = [pair.slice(0, 1), pair.slice(2)]
    const rule = Object.hasOwn(rules.parameters, key) ? rules.parameters[key] : undefined
    if (rule === undefined || pair[1] !== "_" || !rule.test(value)) return undefined
    parameters[key] = value
  }
  const isPlacedTwice = parameters["g"] !== undefined && (parameters["l"] ?? parameters["t"]) !== undefined
  const isWhole = (rules.required ?? []).every((key) => parameters[key] !== undefined)
  return isWhole && !isPlacedTwice ? { name, parameters } : undefined
}

/** Reads an `action`. */
export const readActions = (action: string | undefined): Result.Result<ReadonlyArray<ImageOperation>, OisRefusal> => {
  const read = (action ?? "").split("|").map(readOperation)
  return read.every((operation) => operation !== undefined)
    ? Result.succeed(read)
    : Result.fail(invalidArgument("the action is none that images know"))
}
