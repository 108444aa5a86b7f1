/**
 * Shapes of XML documents: which child element holds which field.
 *
 * A document is read into plain data first: an element without child elements is its text, any other one a record of
 * its children, a repeated child an array. These helpers turn such data into typed records.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type { AnySchema, Slots, StructOf } from "./Operation.ts"

/** An element with child elements; an empty element is one without any of them. */
export const element = <const F extends Slots>(slots: F): Schema.Codec<StructOf<F>["Type"], unknown> => {
  const names = Object.entries(slots).map(([field, { name }]) => [field, name] as const)
  const schemas = Object.fromEntries(Object.entries(slots).map(([field, { schema }]) => [field, schema]))
  return Schema.Unknown.pipe(
    Schema.decodeTo(
      Schema.Struct(schemas),
      SchemaTransformation.transform({
        decode: (document: unknown) => {
          const children =
            typeof document === "object" && document !== null ? (document as Record<string, unknown>) : {}
          const fields: Record<string, unknown> = {}
          for (const [field, name] of names) {
            if (children[name] !== undefined) fields[field] = children[name]
          }
          return fields as never
        },
        encode: (fields: Record<string, unknown>): unknown => {
          const children: Record<string, unknown> = {}
          for (const [field, name] of names) {
            if (fields[field] !== undefined) children[name] = fields[field]
          }
          return children
        }
      })
    )
  ) as never
}

/** A child element that may occur any number of times: always an array here. */
export const repeated = <S extends AnySchema>(item: S) =>
  Schema.ArrayEnsure(item).pipe(Schema.withDecodingDefaultKey(Effect.succeed([])))

/** An element that only wraps a repeated child: `Buckets` around `Bucket`. */
export const wrapped = <S extends AnySchema>(name: string, item: S): Schema.Codec<ReadonlyArray<S["Type"]>, unknown> =>
  Schema.Unknown.pipe(
    Schema.decodeTo(
      Schema.Array(item as unknown as Schema.Codec<unknown, unknown>),
      SchemaTransformation.transform({
        decode: (document: unknown) => {
          const child = typeof document === "object" && document !== null ? (document as any)[name] : undefined
          return (child === undefined ? [] : Array.isArray(child) ? child : [child]) as never
        },
        encode: (items: ReadonlyArray<unknown>): unknown => ({ [name]: items })
      })
    )
  ) as never
