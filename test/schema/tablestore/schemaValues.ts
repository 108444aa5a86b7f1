/**
 * Values of Schemas, written and read as operations do it.
 */
import { type AnySchema, conversionOf, Misfit } from "../../../src/schema/conversion.ts"
import type { ValueOf } from "../../../src/schema/Fields.ts"
import { toInputIssues } from "../../../src/schema/inputIssues.ts"

/** What is wrong with a value, as callers read it. */
export class Refused extends Error {}

const orRefused = <A>(value: unknown, run: () => A): A => {
  try {
    return run()
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown
    const issues = toInputIssues(thrown.issue, value)
    throw new Refused(issues.map(({ message, path }) => [path.join("."), message].join(" ").trim()).join("; "))
  }
}

/** What travels. Throws `Refused`. */
export const write = <S extends AnySchema>(schema: S, value: ValueOf<S>): S["Encoded"] =>
  orRefused(value, () => conversionOf(schema.ast).encode(value))

/** What came. Throws `Refused`. */
export const read = <S extends AnySchema>(schema: S, wire: S["Encoded"]): ValueOf<S> =>
  orRefused(wire, () => conversionOf(schema.ast).decode(wire) as ValueOf<S>)
