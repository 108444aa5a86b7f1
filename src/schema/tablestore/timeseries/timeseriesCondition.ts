/**
 * Conditions on time series.
 *
 * Source: Tablestore API, QueryTimeseriesMeta, MetaQueryCondition.
 */
import * as Schema from "effect/Schema"
import { fields, list, type Nested, nested, oneOf } from "../../Fields.ts"
import { inMessage, orMisfit, type PartsOf } from "../../wire/protobuf.ts"
import { decodeMessage, encodeMessage, type Message } from "../../wire/protobufMessage.ts"
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

type Condition<Tag extends string, Parts extends ReadonlyArray<object>> = Nested<
  Parts,
  M.MetaQueryCondition,
  { readonly _tag: Tag }
>

const bytesOf = (wire: unknown): Uint8Array => (wire as M.MetaQueryCondition).protoData

/** A kind of condition: a number, and the bytes of a message of its own. */
/* @__NO_SIDE_EFFECTS__ */
const condition = <const Tag extends string, Of, const Parts extends ReadonlyArray<object>>(
  tag: Tag,
  type: M.MetaQueryConditionType,
  of: Message<Of>,
  ...parts: Parts & PartsOf<Parts, Of>
): Condition<Tag, Parts> =>
  nested(parts, {
    tag,
    write: (named) => ({ type, protoData: orMisfit(() => encodeMessage(of, named as Of)) }),
    read: (wire) => orMisfit(() => decodeMessage(of, bytesOf(wire)) as Readonly<Record<string, unknown>>)
  })

class TextComparison extends /*#__PURE__*/ fields(() => ({
  /** How the text is compared with `value`. */
  comparison: inMessage("op", word({ ...orders, prefix: M.MetaQuerySingleOperator.OP_PREFIX })),
  /** What the text is compared with. */
  value: inMessage("value", Schema.String)
})) {}

/** Series by their measurement. */
export class MeasurementCondition extends /*#__PURE__*/ condition(
  "Measurement",
  kinds.MEASUREMENT_CONDITION,
  M.MetaQueryMeasurementCondition,
  TextComparison
) {}

/** Series by their data source. */
export class SourceCondition extends /*#__PURE__*/ condition(
  "Source",
  kinds.SOURCE_CONDITION,
  M.MetaQuerySourceCondition,
  TextComparison
) {}

/** Series by a tag. */
export class TagCondition extends /*#__PURE__*/ condition(
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
export class AttributeCondition extends /*#__PURE__*/ condition(
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
export class UpdateTimeCondition extends /*#__PURE__*/ condition(
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
/* @__NO_SIDE_EFFECTS__ */
const combination = <const Tag extends string>(
  tag: Tag,
  op: M.MetaQueryCompositeOperator,
  check?: (combined: { readonly conditions: ReadonlyArray<unknown> }) => string | undefined
): Condition<Tag, readonly [typeof parts]> =>
  nested([parts], {
    tag,
    check,
    write: (named) => {
      const subConditions = named["subConditions"] as ReadonlyArray<M.MetaQueryCondition>
      const protoData = orMisfit(() => encodeMessage(M.MetaQueryCompositeCondition, { op, subConditions }))
      return { type: kinds.COMPOSITE_CONDITION, protoData }
    },
    read: (wire) => {
      const { subConditions } = orMisfit(() => decodeMessage(M.MetaQueryCompositeCondition, bytesOf(wire)))
      return { subConditions }
    }
  })

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

type Tag = TimeseriesCondition["_tag"]

const tags: Readonly<Record<number, Tag>> = {
  [kinds.MEASUREMENT_CONDITION]: "Measurement",
  [kinds.SOURCE_CONDITION]: "Source",
  [kinds.TAG_CONDITION]: "Tag",
  [kinds.ATTRIBUTE_CONDITION]: "Attribute",
  [kinds.UPDATE_TIME_CONDITION]: "UpdateTime"
}

const combinations: Readonly<Record<number, Tag>> = {
  [M.MetaQueryCompositeOperator.OP_AND]: "And",
  [M.MetaQueryCompositeOperator.OP_OR]: "Or",
  [M.MetaQueryCompositeOperator.OP_NOT]: "Not"
}

const tagOf = ({ type, protoData }: M.MetaQueryCondition): Tag | undefined =>
  type === kinds.COMPOSITE_CONDITION
    ? combinations[orMisfit(() => decodeMessage(M.MetaQueryCompositeCondition, protoData)).op]
    : tags[type]

/** Which time series are meant. */
export const TimeseriesCondition: Schema.Codec<TimeseriesCondition, M.MetaQueryCondition> = /*#__PURE__*/ oneOf(
  "_tag",
  {
    And: AndCondition,
    Or: OrCondition,
    Not: NotCondition,
    Measurement: MeasurementCondition,
    Source: SourceCondition,
    Tag: TagCondition,
    Attribute: AttributeCondition,
    UpdateTime: UpdateTimeCondition
  },
  tagOf
)
