/**
 * Conditions on time series.
 *
 * Source: Tablestore API, QueryTimeseriesMeta, MetaQueryCondition.
 */
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { type Conversion, conversionOf, issueAt, Misfit, toSchema } from "../../conversion.ts"
import { fields, list, type Nested, nested } from "../../Fields.ts"
import { inMessage, type Kind, kind, orMisfit } from "../../wire/protobuf.ts"
import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/timeseries.ts"
import { Int64, word } from "../protobuf/wire.ts"

const kinds = M.MetaQueryConditionType

const orders = {
  equal: M.MetaQuerySingleOperator.OP_EQUAL,
  greaterThan: M.MetaQuerySingleOperator.OP_GREATER_THAN,
  greaterThanOrEqual: M.MetaQuerySingleOperator.OP_GREATER_EQUAL,
  lessThan: M.MetaQuerySingleOperator.OP_LESS_THAN,
  lessThanOrEqual: M.MetaQuerySingleOperator.OP_LESS_EQUAL
} as const

class TextComparison extends /*#__PURE__*/ fields(() => ({
  /** How the text is compared with `value`. */
  comparison: inMessage("op", word({ ...orders, prefix: M.MetaQuerySingleOperator.OP_PREFIX })),
  /** What the text is compared with. */
  value: inMessage("value", Schema.String)
})) {}

/** Series by their measurement. */
export class MeasurementCondition extends /*#__PURE__*/ kind(
  "Measurement",
  kinds.MEASUREMENT_CONDITION,
  M.MetaQueryMeasurementCondition,
  TextComparison
) {}

/** Series by their data source. */
export class SourceCondition extends /*#__PURE__*/ kind(
  "Source",
  kinds.SOURCE_CONDITION,
  M.MetaQuerySourceCondition,
  TextComparison
) {}

/** Series by a tag. */
export class TagCondition extends /*#__PURE__*/ kind(
  "Tag",
  kinds.TAG_CONDITION,
  M.MetaQueryTagCondition,
  () => ({
    /** Name of the tag. */
    name: inMessage("tagName", Schema.String)
  }),
  TextComparison
) {}

/** Series by an attribute. */
export class AttributeCondition extends /*#__PURE__*/ kind(
  "Attribute",
  kinds.ATTRIBUTE_CONDITION,
  M.MetaQueryAttributeCondition,
  () => ({
    /** Name of the attribute. */
    name: inMessage("attrName", Schema.String)
  }),
  TextComparison
) {}

/** Series by when something of them was written last. */
export class UpdateTimeCondition extends /*#__PURE__*/ kind(
  "UpdateTime",
  kinds.UPDATE_TIME_CONDITION,
  M.MetaQueryUpdateTimeCondition,
  () => ({
    /** How the time is compared with `value`. */
    comparison: inMessage("op", word(orders)),
    /** Microseconds since 1970. */
    value: inMessage("value", Int64)
  })
) {}

/** A condition inside of a condition. */
const Inner = /*#__PURE__*/ Schema.suspend(
  (): Schema.Codec<TimeseriesCondition, M.MetaQueryCondition> => TimeseriesCondition
)

const parts = () => ({
  /** The conditions. */
  conditions: inMessage("subConditions", list(Inner))
})

/** A combination of conditions: three kinds that share a number and a message, and differ in its `op`. */
const combination = <const Tag extends string>(
  tag: Tag,
  op: M.MetaQueryCompositeOperator,
  check?: (combined: { readonly conditions: ReadonlyArray<unknown> }) => string | undefined
): Kind<Tag, readonly [typeof parts]> => {
  const made: Nested<readonly [typeof parts], Uint8Array, { readonly _tag: Tag }> = nested([parts], {
    tag,
    check,
    write: (named) =>
      orMisfit(() => encodeMessage(M.MetaQueryCompositeCondition, { ...named, op } as M.MetaQueryCompositeCondition)),
    read: (bytes) =>
      orMisfit(
        () => ({ ...decodeMessage(M.MetaQueryCompositeCondition, bytes as Uint8Array) }) as Record<string, unknown>
      )
  })
  return Object.assign(made, { tag, number: kinds.COMPOSITE_CONDITION }) as never
}

/** Series that all of some conditions are true of. */
export class AndCondition extends /*#__PURE__*/ combination("And", M.MetaQueryCompositeOperator.OP_AND) {}

/** Series that any of some conditions is true of. */
export class OrCondition extends /*#__PURE__*/ combination("Or", M.MetaQueryCompositeOperator.OP_OR) {}

/** Series that a condition is not true of. */
export class NotCondition extends /*#__PURE__*/ combination(
  "Not",
  M.MetaQueryCompositeOperator.OP_NOT,
  ({ conditions }) => (conditions.length === 1 ? undefined : "must have exactly one of conditions")
) {}

/** Which time series are meant. */
export type TimeseriesCondition =
  | AndCondition
  | OrCondition
  | NotCondition
  | MeasurementCondition
  | SourceCondition
  | TagCondition
  | AttributeCondition
  | UpdateTimeCondition

const members = () => [
  AndCondition,
  OrCondition,
  NotCondition,
  MeasurementCondition,
  SourceCondition,
  TagCondition,
  AttributeCondition,
  UpdateTimeCondition
]

const combined: Readonly<Record<number, string>> = {
  [M.MetaQueryCompositeOperator.OP_AND]: "And",
  [M.MetaQueryCompositeOperator.OP_OR]: "Or",
  [M.MetaQueryCompositeOperator.OP_NOT]: "Not"
}

const misfit = (expected: string, value?: unknown): Misfit =>
  new Misfit(new SchemaIssue.InvalidValue({ expected }, value))

/** Which time series are meant. */
export const TimeseriesCondition: Schema.Codec<TimeseriesCondition, M.MetaQueryCondition> = /*#__PURE__*/ toSchema(
  (): Conversion => {
    const all = members()
    const conversions = new Map<unknown, Conversion>(all.map(({ ast, tag }) => [tag, conversionOf(ast)]))
    const numbers = new Map<unknown, number>(all.map(({ number, tag }) => [tag, number]))
    const byNumber = new Map(all.map(({ number, tag }) => [number, tag as string]))
    const known = all.map(({ tag }) => JSON.stringify(tag)).join(", ")
    return {
      kinds: () => [...conversions.values()],
      encode: (value) => {
        if (typeof value !== "object" || value === null) throw misfit("a condition on time series", value)
        const { _tag } = value as { readonly _tag?: unknown }
        const conversion = conversions.get(_tag)
        if (conversion === undefined) throw new Misfit(issueAt("_tag", misfit(`one of ${known}`, _tag)))
        return { type: numbers.get(_tag), protoData: conversion.encode(value) }
      },
      decode: (found) => {
        const { type, protoData } = found as M.MetaQueryCondition
        const tag =
          type === kinds.COMPOSITE_CONDITION
            ? combined[orMisfit(() => decodeMessage(M.MetaQueryCompositeCondition, protoData)).op]
            : byNumber.get(type)
        const conversion = conversions.get(tag)
        if (conversion === undefined) throw misfit("a known kind of condition")
        return conversion.decode(protoData)
      }
    }
  },
  (value) => typeof value === "object" && value !== null,
  "a condition on time series"
)
