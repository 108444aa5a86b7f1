/** Score functions as messages of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import {
  type Converter,
  listOf,
  nested,
  type RecordCodec,
  recordCodec,
  senseless,
  words
} from "../protobuf/recordCodec.ts"
import type {
  DateDistance,
  Decay,
  DecayDistance,
  FieldValueFactor,
  GeoDistance,
  NumericDistance,
  ScoreFunction,
  ScoreFunctionsQuery
} from "./scoreFunction.ts"
import type { Query } from "./searchQuery.ts"
import { pointText, timeSpanCodec } from "./searchValueCodec.ts"

const modifiers = /*#__PURE__*/ words("FieldValueFactorFunction", {
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

const mathFunctions = /*#__PURE__*/ words("DecayFunction", {
  gauss: M.DecayMathFunction.GAUSS,
  exp: M.DecayMathFunction.EXP,
  linear: M.DecayMathFunction.LINEAR
})

const multiValueModes = /*#__PURE__*/ words("DecayFunction", {
  max: M.MultiValueMode.MVM_MAX,
  min: M.MultiValueMode.MVM_MIN,
  sum: M.MultiValueMode.MVM_SUM,
  avg: M.MultiValueMode.MVM_AVG
})

const scoreModes = /*#__PURE__*/ words("FunctionsScoreQuery", {
  avg: M.FunctionScoreMode.FSM_AVG,
  max: M.FunctionScoreMode.FSM_MAX,
  sum: M.FunctionScoreMode.FSM_SUM,
  min: M.FunctionScoreMode.FSM_MIN,
  multiply: M.FunctionScoreMode.FSM_MULTIPLY,
  first: M.FunctionScoreMode.FSM_FIRST
})

const combineModes = /*#__PURE__*/ words("FunctionsScoreQuery", {
  multiply: M.FunctionCombineMode.FCM_MULTIPLY,
  avg: M.FunctionCombineMode.FCM_AVG,
  max: M.FunctionCombineMode.FCM_MAX,
  sum: M.FunctionCombineMode.FCM_SUM,
  min: M.FunctionCombineMode.FCM_MIN,
  replace: M.FunctionCombineMode.FCM_REPLACE
})

const fieldValueFactorCodec = /*#__PURE__*/ recordCodec<FieldValueFactor>()(
  M.FieldValueFactorFunction,
  undefined,
  { field: "fieldName", factor: "factor", modifier: ["modifier", modifiers], missing: "missing" },
  ["field"]
)

/** The origin of a date is one of two fields. */
const dateCodec: Converter<DateDistance, M.DecayFuncDateParam> = {
  to: ({ origin, scale, offset }) => ({
    ...(typeof origin === "bigint" ? { originLong: origin } : { originString: origin }),
    scale: timeSpanCodec.toMessage(scale),
    ...(offset === undefined ? {} : { offset: timeSpanCodec.toMessage(offset) })
  }),
  from: ({ originLong, originString, scale, offset }) => {
    const origin = originLong ?? originString
    if (origin === undefined || scale === undefined) throw senseless("DecayFuncDateParam", "origin or scale is missing")
    return {
      _tag: "DateDistance",
      origin,
      scale: timeSpanCodec.fromMessage(scale),
      ...(offset === undefined ? {} : { offset: timeSpanCodec.fromMessage(offset) })
    }
  }
}

const numericCodec = /*#__PURE__*/ recordCodec<NumericDistance>()(
  M.DecayFuncNumericParam,
  "NumericDistance",
  { origin: "origin", scale: "scale", offset: "offset" },
  ["origin", "scale"]
)

const geoCodec = /*#__PURE__*/ recordCodec<GeoDistance>()(
  M.DecayFuncGeoParam,
  "GeoDistance",
  { origin: ["origin", pointText], scale: "scale", offset: "offset" },
  ["origin", "scale"]
)

const encodeDistance = (distance: DecayDistance): Pick<M.DecayFunction, "paramType" | "param"> => {
  switch (distance._tag) {
    case "DateDistance":
      return {
        paramType: M.DecayFuncParamType.DF_DATE_PARAM,
        param: encodeMessage(M.DecayFuncDateParam, dateCodec.to(distance))
      }
    case "NumericDistance":
      return { paramType: M.DecayFuncParamType.DF_NUMERIC_PARAM, param: numericCodec.encode(distance) }
    case "GeoDistance":
      return { paramType: M.DecayFuncParamType.DF_GEO_PARAM, param: geoCodec.encode(distance) }
  }
}

const decodeDistance = ({ paramType, param }: M.DecayFunction): DecayDistance => {
  if (param === undefined) throw senseless("DecayFunction", "the field param is missing")
  switch (paramType) {
    case M.DecayFuncParamType.DF_DATE_PARAM:
      return dateCodec.from(decodeMessage(M.DecayFuncDateParam, param))
    case M.DecayFuncParamType.DF_NUMERIC_PARAM:
      return numericCodec.decode(param)
    case M.DecayFuncParamType.DF_GEO_PARAM:
      return geoCodec.decode(param)
    default:
      throw senseless("DecayFunction", `there is no parameter type ${String(paramType)}`)
  }
}

/** All of a decay but its distance. */
const decayCodec = /*#__PURE__*/ recordCodec<Omit<Decay, "distance">>()(
  M.DecayFunction,
  undefined,
  {
    field: "fieldName",
    mathFunction: ["mathFunction", mathFunctions],
    decay: "decay",
    multiValueMode: ["multiValueMode", multiValueModes]
  },
  ["field"]
)

const decay: Converter<Decay, M.DecayFunction> = {
  to: (value) => ({ ...decayCodec.toMessage(value), ...encodeDistance(value.distance) }),
  from: (message) => ({ ...decayCodec.fromMessage(message), distance: decodeDistance(message) })
}

const random: Converter<true, M.RandomScoreFunction> = { to: () => ({}), from: () => true }

/**
 * Score functions as `FunctionsScoreQuery` messages.
 *
 * @param query how the queries inside are written
 */
export const scoreFunctionsCodec = (
  query: Converter<Query, M.Query>
): RecordCodec<ScoreFunctionsQuery, M.FunctionsScoreQuery> => {
  const functionCodec = recordCodec<ScoreFunction>()(
    M.Function,
    undefined,
    {
      fieldValueFactor: ["fieldValueFactor", nested(() => fieldValueFactorCodec)],
      random: ["random", random],
      decay: ["decay", decay],
      weight: "weight",
      filter: ["filter", query]
    },
    []
  )
  return recordCodec<ScoreFunctionsQuery>()(
    M.FunctionsScoreQuery,
    "ScoreFunctions",
    {
      query: ["query", query],
      functions: ["functions", listOf(nested(() => functionCodec))],
      scoreMode: ["scoreMode", scoreModes],
      combineMode: ["combineMode", combineModes],
      minScore: "minScore",
      maxScore: "maxScore"
    },
    ["query", "functions"]
  )
}
