/**
 * Columns of a row through their Schemas.
 *
 * A column may be called `constructor` or `__proto__`: every object seems to have those, so a Struct takes an inherited
 * value for one that was given. Inside, such a column has another name, which no column can have.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { InputIssue } from "../../../../schema/Errors.ts"
import type { AnySchema } from "../../../../schema/Fields.ts"
import { toInputIssues } from "../../../../schema/inputIssues.ts"
import type * as Definition from "../tableDefinition.ts"

type Issues = ReadonlyArray<InputIssue>
type Plain = Readonly<Record<string, unknown>>
type Parse = (value: unknown) => Result.Result<unknown, SchemaIssue.Issue>

/** Encodes or decodes some columns. Failures name them. */
export type ColumnParser = (value: unknown) => Result.Result<Plain, Issues>

/** Sets a field, whatever its name. */
export const setOwn = (record: Record<string, unknown>, name: string, value: unknown): void => {
  if (name !== "__proto__") record[name] = value
  else Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
}

const marker = "column "
const isInherited = (name: string): boolean => name in Object.prototype
const toField = (name: string): string => (isInherited(name) ? marker + name : name)
const toName = (field: string): string => (field.startsWith(marker) ? field.slice(marker.length) : field)

const toFields = (columns: ReadonlyArray<Definition.Column>, value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  const fields: Record<string, unknown> = {}
  for (const name of Object.keys(value)) fields[toField(name)] = (value as Plain)[name]
  // A class may have getters.
  for (const { name } of columns) {
    if (name in value && !isInherited(name) && !Object.hasOwn(fields, name)) fields[name] = (value as Plain)[name]
  }
  return fields
}

const toNames = (fields: Plain): Plain =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [toName(field), value]))

const parserOf = (columns: ReadonlyArray<Definition.Column>, make: (struct: AnySchema) => Parse): ColumnParser => {
  const fields = columns.map(({ name, schema }) => [toField(name), schema as AnySchema])
  const parse = make(Schema.Struct(Object.fromEntries(fields) as Record<string, AnySchema>))
  const explained: ColumnParser = (value) => {
    const parsed = parse(value) as Result.Result<Plain, SchemaIssue.Issue>
    return Result.isFailure(parsed)
      ? Result.fail(toInputIssues(parsed.failure, value))
      : (parsed as Result.Result<Plain, never>)
  }
  if (!columns.some(({ name }) => isInherited(name))) return explained
  return (value) =>
    Result.mapBoth(explained(toFields(columns, value)), {
      onFailure: (issues) => issues.map((issue) => ({ ...issue, path: issue.path.map(toName) })),
      onSuccess: toNames
    })
}

/** A parser that is made when it is first needed. */
const lazily = (make: () => ColumnParser): ColumnParser => {
  let parse: ColumnParser | undefined
  return (value) => {
    parse ??= make()
    return parse(value)
  }
}

/** What encodes some columns, and takes no others. */
export const encoder = (columns: ReadonlyArray<Definition.Column>): ColumnParser =>
  lazily(() =>
    parserOf(columns, (struct) =>
      SchemaParser.encodeUnknownResult(struct, { errors: "all", onExcessProperty: "error" })
    )
  )

/** What decodes some columns. */
export const decoder = (columns: ReadonlyArray<Definition.Column>): ColumnParser =>
  lazily(() => parserOf(columns, (struct) => SchemaParser.decodeUnknownResult(struct, { errors: "all" })))
