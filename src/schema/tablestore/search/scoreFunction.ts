/**
 * Functions of a row that change its score, for `Query.scoreFunctions`.
 *
 * Source: Tablestore, FunctionsScoreQuery.
 */
import * as Schema from "effect/Schema"
import { optional } from "../../Fields.ts"
import { union } from "../../wire/messageUnions.ts"
import { inFields, inMessage, kind, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { wire, word } from "../protobuf/wire.ts"
import { PointText } from "./geoPoint.ts"
import { OnField, TimeSpan } from "./searchValue.ts"

/** A numeric field, changed and multiplied. */
export class FieldValueFactor extends /*#__PURE__*/ message(M.FieldValueFactorFunction, OnField, () => ({
  /** What the field is multiplied by; 1 when absent. */
  factor: inMessage("factor", optional(Schema.Number)),
  /** What is done to the product. Default `none`. */
  modifier: inMessage(
    "modifier",
    optional(
      word({
        none: M.FunctionModifier.FM_NONE,
        log: M.FunctionModifier.FM_LOG,
        log1p: M.FunctionModifier.FM_LOG1P,
        log2p: M.FunctionModifier.FM_LOG2P,
        ln: M.FunctionModifier.FM_LN,
        ln1p: M.FunctionModifier.FM_LN1P,
        ln2p: M.FunctionModifier.FM_LN2P,
        square: M.FunctionModifier.FM_SQUARE,
        sqrt: M.FunctionModifier.FM_SQRT,
        reciprocal: M.FunctionModifier.FM_RECIPROCAL
      })
    )
  ),
  /** Value of rows without the field. */
  missing: inMessage("missing", optional(Schema.Number))
})) {}

type DateOrigin = bigint | string

const isDateOrigin = (value: unknown): value is DateOrigin => typeof value === "bigint" || typeof value === "string"

/** The origin is one of two fields. */
const DateOrigin: Schema.Codec<
  DateOrigin,
  Pick<M.DecayFuncDateParam, "originLong" | "originString">
> = /*#__PURE__*/ wire(isDateOrigin, "milliseconds since 1970 (bigint), or text", {
  to: (origin) => (typeof origin === "bigint" ? { originLong: origin } : { originString: origin }),
  from: ({ originLong, originString }) => originLong ?? originString!
})

/** Distance in time. */
export class DateDistance extends /*#__PURE__*/ kind(
  "DateDistance",
  () => M.DecayFuncParamType.DF_DATE_PARAM,
  M.DecayFuncDateParam,
  () => ({
    /** Milliseconds since 1970, or a text in a format of the field. */
    origin: inFields(["originLong", "originString"], DateOrigin),
    /** Where the score is `decay` of the decay. */
    scale: inMessage("scale", TimeSpan),
    /** Within it nothing falls. */
    offset: inMessage("offset", optional(TimeSpan))
  })
) {}

/** Distance on a number line. */
export class NumericDistance extends /*#__PURE__*/ kind(
  "NumericDistance",
  () => M.DecayFuncParamType.DF_NUMERIC_PARAM,
  M.DecayFuncNumericParam,
  () => ({
    /** From where it falls. */
    origin: inMessage("origin", Schema.Number),
    /** Where the score is `decay` of the decay. */
    scale: inMessage("scale", Schema.Number),
    /** Within it nothing falls. */
    offset: inMessage("offset", optional(Schema.Number))
  })
) {}

/** Distance on the earth, in metres. */
export class GeoDistance extends /*#__PURE__*/ kind(
  "GeoDistance",
  () => M.DecayFuncParamType.DF_GEO_PARAM,
  M.DecayFuncGeoParam,
  () => ({
    /** From where it falls. */
    origin: inMessage("origin", PointText),
    /** Where the score is `decay` of the decay. */
    scale: inMessage("scale", Schema.Number),
    /** Within it nothing falls. */
    offset: inMessage("offset", optional(Schema.Number))
  })
) {}

/** From where and how fast a {@link Decay} falls. */
export type DecayDistance = DateDistance | NumericDistance | GeoDistance

const DecayDistance: Schema.Codec<DecayDistance, Pick<M.DecayFunction, "paramType" | "param">> = /*#__PURE__*/ union(
  "a distance",
  M.DecayFunction,
  "paramType",
  "param",
  () => [DateDistance, NumericDistance, GeoDistance]
)

/** Falls with the distance from an origin. */
export class Decay extends /*#__PURE__*/ message(M.DecayFunction, OnField, () => ({
  /** How it falls. */
  mathFunction: inMessage(
    "mathFunction",
    optional(
      word({ gauss: M.DecayMathFunction.GAUSS, exp: M.DecayMathFunction.EXP, linear: M.DecayMathFunction.LINEAR })
    )
  ),
  /** From where and how fast it falls. */
  distance: inFields(["paramType", "param"], DecayDistance),
  /** Score at `scale` from the origin. */
  decay: inMessage("decay", optional(Schema.Number)),
  /** Which value of an array counts. */
  multiValueMode: inMessage(
    "multiValueMode",
    optional(
      word({
        max: M.MultiValueMode.MVM_MAX,
        min: M.MultiValueMode.MVM_MIN,
        sum: M.MultiValueMode.MVM_SUM,
        avg: M.MultiValueMode.MVM_AVG
      })
    )
  )
})) {}
