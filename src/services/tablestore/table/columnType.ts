/**
 * What the service stores for a column, read off the encoded side of its Schema.
 */
import type * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/** A type of the service. */
export type ColumnType = "string" | "integer" | "double" | "boolean" | "binary"

const typeOfValue = (value: unknown): ColumnType | undefined => {
  switch (typeof value) {
    case "string":
      return "string"
    case "bigint":
      return "integer"
    case "number":
      return "double"
    case "boolean":
      return "boolean"
    default:
      return undefined
  }
}

const hasIntegerCheck = (checks: ReadonlyArray<SchemaAST.Check<any>> | undefined): boolean =>
  checks?.some((check) =>
    check._tag === "FilterGroup"
      ? hasIntegerCheck(check.checks)
      : check.annotations?.["representation"]?.id === "effect/schema/isInt"
  ) ?? false

/**
 * All types that an encoded value may have; `"integerNumber"` for a number that is checked to be an integer, `"nothing"` for
 * null and undefined.
 */
const typesOf = (ast: SchemaAST.AST): ReadonlyArray<ColumnType | "integerNumber" | "nothing" | undefined> => {
  switch (ast._tag) {
    case "String":
    case "TemplateLiteral":
      return ["string"]
    case "Number":
      return [hasIntegerCheck(ast.checks) ? "integerNumber" : "double"]
    case "Null":
    case "Undefined":
    case "Void":
      return ["nothing"]
    case "Boolean":
      return ["boolean"]
    case "BigInt":
      return ["integer"]
    case "Literal":
      return [typeOfValue(ast.literal)]
    case "Enum":
      return ast.enums.map(([, value]) => typeOfValue(value))
    case "Union":
      return ast.types.flatMap(typesOf)
    case "Suspend":
      return typesOf(ast.thunk())
    case "Declaration":
      // The only class among the values of columns.
      return ["binary"]
    default:
      return [undefined]
  }
}

/**
 * The type of a column. Absent when its values may have different types.
 *
 * @returns the message of what is wrong, as a failure
 */
export const columnTypeOfSchema = (
  schema: Schema.Constraint,
  isKey: boolean
): { readonly type: ColumnType | undefined } | { readonly wrong: string } => {
  const types = new Set(typesOf(SchemaAST.toEncoded(schema.ast)))
  if (types.has("integerNumber")) {
    return {
      wrong:
        "a number is stored as DOUBLE, even an integer: use Table.integer for INTEGER columns that are read as " +
        "safe numbers, Schema.BigInt for all of them, or Schema.Finite for DOUBLE columns"
    }
  }
  if (types.has("nothing")) {
    return {
      wrong: isKey
        ? "a key column always has a value: it cannot be null or undefined"
        : "neither null nor undefined is stored: for a column that rows may lack use Schema.optionalKey(...), or " +
          "Schema.OptionFromOptionalKey(...) to read it as an Option"
    }
  }
  if (types.has(undefined)) {
    return { wrong: "must encode to a string, number, boolean, bigint or Uint8Array" }
  }
  const [only] = types
  return { type: types.size === 1 ? (only as ColumnType) : undefined }
}
