/**
 * Values of requests and answers by the Schemas of the API.
 */
import { type AnySchema, conversionOf, Misfit } from "../../schema/conversion.ts"
import type { ValueOf } from "../../schema/Fields.ts"
import { toInputIssues } from "../../schema/inputIssues.ts"
import { parameterInvalid } from "./refusals.ts"

/** What a request holds. What makes no sense is an invalid parameter. */
export const readValue = <S extends AnySchema>(schema: S, wire: S["Encoded"]): ValueOf<S> => {
  try {
    return conversionOf(schema.ast).decode(wire) as ValueOf<S>
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown
    const issues = toInputIssues(thrown.issue, wire)
    throw parameterInvalid(issues.map(({ message, path }) => [path.join("."), message].join(" ").trim()).join("; "))
  }
}

/** What an answer holds. */
export const writeValue = <S extends AnySchema>(schema: S, value: ValueOf<S>): S["Encoded"] =>
  conversionOf(schema.ast).encode(value)
