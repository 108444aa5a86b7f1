/**
 * Schemas as plain functions.
 *
 * Every field of every call goes through a Schema. Run by Schema's own interpreter, a call of three fields and a nested
 * record costs more than its signature; so the AST of a Schema is walked once, into two functions that check and convert
 * at the same time. What the walk does not know is left to the interpreter: the outcome is the same.
 *
 * The functions throw {@link Misfit}, since they call one another for each field at any depth.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type { SlotTable } from "./Fields.ts"

/** A Schema that needs no services. */
export type AnySchema = Schema.Constraint & { readonly DecodingServices: never; readonly EncodingServices: never }

/** A value does not fit its Schema. Thrown, and never seen outside of this folder. */
export class Misfit {
  readonly issue: SchemaIssue.Issue
  constructor(issue: SchemaIssue.Issue) {
    this.issue = issue
  }
}

/** Puts a field's name in front of the places of a misfit; anything else that was thrown is a defect. */
export const issueAt = (key: PropertyKey, thrown: unknown): SchemaIssue.Issue => {
  if (thrown instanceof Misfit) return new SchemaIssue.Pointer([key], thrown.issue)
  throw thrown
}

/** Several issues as one. */
export const together = (
  ast: SchemaAST.AST,
  issues: readonly [SchemaIssue.Issue, ...ReadonlyArray<SchemaIssue.Issue>],
  value: unknown
): SchemaIssue.Issue =>
  issues.length === 1 ? issues[0] : new SchemaIssue.Composite(ast, issues as never, value, everything)

/** Checks and converts. Both functions throw {@link Misfit}. */
export interface Conversion {
  /** From what a program uses to what travels. */
  readonly encode: (value: unknown) => unknown
  /** From what travelled to what a program uses. */
  readonly decode: (wire: unknown) => unknown
  /** What an absent field means, where it means something. */
  readonly whenAbsent?: (() => unknown) | undefined
  /** What is sent of a field that the caller leaves out, where something is. */
  readonly whenLeftOut?: (() => unknown) | undefined
  /** Fields of a record, by their names in the API. */
  readonly slots?: (() => SlotTable) | undefined
  /** What a list consists of. */
  readonly item?: (() => Conversion) | undefined
  /** What a tagged union consists of. */
  readonly kinds?: (() => ReadonlyArray<Conversion>) | undefined
}

/** All that is wrong is told at once, and nothing is overlooked. */
const everything: SchemaAST.ParseOptions = { errors: "all", onExcessProperty: "error" }
/** What the service says beyond what is known is no error. */
const generous: SchemaAST.ParseOptions = { errors: "all" }

const toEffect =
  (convert: (value: unknown) => unknown) =>
  (value: unknown): Effect.Effect<any, SchemaIssue.Issue> => {
    try {
      return Effect.succeed(convert(value))
    } catch (thrown) {
      if (thrown instanceof Misfit) return Effect.fail(thrown.issue)
      throw thrown
    }
  }

/** Conversions of Schemas that were made of them, by the transformation in their AST: that stays when checks are added. */
const known = /*#__PURE__*/ new WeakMap<object, () => Conversion>()

/**
 * The Schema of a conversion.
 *
 * @param make makes the conversion when it is first needed
 * @param is guard of the value's outside
 * @param expected what the guard wants, in words
 */
export const toSchema = <Value, Wire>(
  make: (ast: SchemaAST.AST) => Conversion,
  is: (value: unknown) => boolean,
  expected: string
): Schema.Codec<Value, Wire> => {
  let conversion: Conversion | undefined
  const outside = Schema.declare((value: unknown): value is unknown => is(value), { expected })
  const get = (): Conversion => (conversion ??= make(outside.ast))
  const transformation = SchemaTransformation.transformEffect<unknown, unknown>({
    encode: toEffect((value) => get().encode(value)),
    decode: toEffect((wire) => get().decode(wire))
  })
  known.set(transformation, get)
  return Schema.Unknown.pipe(Schema.decodeTo(outside, transformation)) as never
}

const ownConversion = ({ encoding }: SchemaAST.AST): (() => Conversion) | undefined => {
  const link = encoding?.length === 1 ? encoding[0] : undefined
  return link === undefined ? undefined : known.get(link.transformation)
}

const conversions = /*#__PURE__*/ new WeakMap<SchemaAST.AST, Conversion>()

/** The conversion of a Schema's AST. */
export const conversionOf = (ast: SchemaAST.AST): Conversion => {
  let conversion = conversions.get(ast)
  if (conversion === undefined) {
    conversion = compile(ast)
    conversions.set(ast, conversion)
  }
  return conversion
}

const failedCheck = (
  check: SchemaAST.Check<any>,
  value: unknown,
  ast: SchemaAST.AST
): SchemaIssue.Issue | undefined => {
  if (check._tag === "FilterGroup") {
    for (const inner of check.checks) {
      const issue = failedCheck(inner, value, ast)
      if (issue !== undefined) return issue
    }
    return undefined
  }
  const issue = check.run(value, ast, everything)
  return issue === undefined ? undefined : new SchemaIssue.Filter(check, issue, value, everything)
}

const withChecks = (ast: SchemaAST.AST, base: Conversion): Conversion => {
  const { checks } = ast
  if (checks === undefined) return base
  const checked = (value: unknown): unknown => {
    for (const check of checks) {
      const issue = failedCheck(check, value, ast)
      if (issue !== undefined) throw new Misfit(together(ast, [issue], value))
    }
    return value
  }
  return {
    ...base,
    // Rules are about values of the right type, so the parts of a value are looked at first.
    encode: (value) => {
      const wire = base.encode(value)
      checked(value)
      return wire
    },
    decode: (wire) => checked(base.decode(wire))
  }
}

const sameOf = (ast: SchemaAST.AST, is: (value: unknown) => boolean): Conversion => {
  const check = (value: unknown): unknown => {
    if (is(value)) return value
    throw new Misfit(new SchemaIssue.InvalidType(ast, value, everything))
  }
  return { encode: check, decode: check }
}

/** By Schema's own interpreter. */
const interpreted = (ast: SchemaAST.AST): Conversion => {
  const schema = Schema.make<Schema.Codec<unknown, unknown>>(ast)
  const encode = SchemaParser.encodeUnknownResult(schema, everything)
  const decode = SchemaParser.decodeUnknownResult(schema, generous)
  const get = (result: Result.Result<unknown, SchemaIssue.Issue>): unknown => {
    if (Result.isSuccess(result)) return result.success
    throw new Misfit(result.failure)
  }
  return { encode: (value) => get(encode(value)), decode: (wire) => get(decode(wire)) }
}

/** One of a few values; the interpreter finds the words for another one. */
const literals = (ast: SchemaAST.AST, values: ReadonlySet<unknown>): Conversion => {
  let words: Conversion | undefined
  const check = (value: unknown): unknown => {
    if (values.has(value)) return value
    words ??= interpreted(ast)
    return words.encode(value)
  }
  return { encode: check, decode: check }
}

/** How deep records may nest: deeper ones are an attack on the stack, not a question. */
const maxDepth = 64
let depth = 0

const deeper = (run: (value: unknown) => unknown, value: unknown): unknown => {
  if (depth >= maxDepth) {
    throw new Misfit(new SchemaIssue.InvalidValue({ expected: `nested at most ${maxDepth} levels deep` }, undefined))
  }
  depth++
  try {
    return run(value)
  } finally {
    depth--
  }
}

const suspended = (ast: SchemaAST.Suspend): Conversion => {
  let inner: Conversion | undefined
  const get = (): Conversion => (inner ??= conversionOf(ast.thunk()))
  return {
    encode: (value) => deeper(get().encode, value),
    decode: (wire) => deeper(get().decode, wire),
    slots: () => get().slots?.() ?? {},
    kinds: () => get().kinds?.() ?? []
  }
}

/** A conversion of lists, each item by another one. */
export const listConversion = (ast: SchemaAST.AST, item: () => Conversion): Conversion => {
  const each = (run: (value: unknown) => unknown, values: unknown): unknown => {
    if (!Array.isArray(values)) throw new Misfit(new SchemaIssue.InvalidType(ast, values, everything))
    const converted = new Array<unknown>(values.length)
    let issues: [SchemaIssue.Issue, ...Array<SchemaIssue.Issue>] | undefined
    for (let at = 0; at < values.length; at++) {
      try {
        converted[at] = run(values[at])
      } catch (thrown) {
        const issue = issueAt(at, thrown)
        if (issues === undefined) issues = [issue]
        else issues.push(issue)
      }
    }
    if (issues !== undefined) throw new Misfit(together(ast, issues, values))
    return converted
  }
  return { encode: (values) => each(item().encode, values), decode: (wires) => each(item().decode, wires), item }
}

const compile = (ast: SchemaAST.AST): Conversion => {
  const own = ownConversion(ast)
  if (own !== undefined) return withChecks(ast, own())
  if (ast.encoding !== undefined) return interpreted(ast)
  switch (ast._tag) {
    case "String":
      return withChecks(
        ast,
        sameOf(ast, (value) => typeof value === "string")
      )
    case "Boolean":
      return withChecks(
        ast,
        sameOf(ast, (value) => typeof value === "boolean")
      )
    case "Number":
      return withChecks(
        ast,
        sameOf(ast, (value) => typeof value === "number")
      )
    case "BigInt":
      return withChecks(
        ast,
        sameOf(ast, (value) => typeof value === "bigint")
      )
    case "Unknown":
      return withChecks(
        ast,
        sameOf(ast, () => true)
      )
    case "Suspend":
      return withChecks(ast, suspended(ast))
    case "Arrays": {
      const [rest, ...others] = ast.rest
      if (rest === undefined || others.length > 0 || ast.elements.length > 0) break
      let item: Conversion | undefined
      return withChecks(
        ast,
        listConversion(ast, () => (item ??= conversionOf(rest)))
      )
    }
    case "Union": {
      if (ast.checks !== undefined) break
      const present = ast.types.filter(({ _tag }) => _tag !== "Undefined")
      // A field that may be left out is its value where it is not.
      if (present.length === 1 && present.length < ast.types.length) return conversionOf(present[0]!)
      const values = present.map((type) =>
        type._tag === "Literal" && type.encoding === undefined ? type.literal : undefined
      )
      if (!values.includes(undefined)) return literals(ast, new Set<unknown>(values))
    }
  }
  return interpreted(ast)
}
