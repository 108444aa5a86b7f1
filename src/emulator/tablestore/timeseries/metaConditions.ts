/** Conditions on time series. Source: Tablestore, QueryTimeseriesMeta. */
import * as T from "../../../schema/tablestore/protobuf/generated/timeseries.ts"
import { decodeMessage } from "../../../schema/wire/protobufMessage.ts"
import { compareKeys } from "../../Store.ts"
import { parameterInvalid } from "../refusals.ts"
import type { SeriesMeta } from "./state.ts"

type Test = (meta: SeriesMeta) => boolean

const decides = (op: T.MetaQuerySingleOperator, order: number): boolean => {
  const { OP_EQUAL, OP_GREATER_EQUAL, OP_GREATER_THAN, OP_LESS_EQUAL, OP_LESS_THAN } = T.MetaQuerySingleOperator
  switch (op) {
    case OP_EQUAL:
      return order === 0
    case OP_GREATER_THAN:
      return order > 0
    case OP_GREATER_EQUAL:
      return order >= 0
    case OP_LESS_THAN:
      return order < 0
    case OP_LESS_EQUAL:
      return order <= 0
    default:
      throw parameterInvalid("Invalid operator of a condition.")
  }
}

const compareText = (op: T.MetaQuerySingleOperator, own: string | undefined, wanted: string): boolean => {
  if (own === undefined) return false
  return op === T.MetaQuerySingleOperator.OP_PREFIX ? own.startsWith(wanted) : decides(op, compareKeys(own, wanted))
}

const valueOf = (pairs: ReadonlyArray<readonly [string, string]>, name: string): string | undefined =>
  pairs.find((pair) => pair[0] === name)?.[1]

/** How deep conditions may nest: deeper ones are an attack on the stack, not a question. */
const maxDepth = 64

const compositeTest = ({ op, subConditions }: T.MetaQueryCompositeCondition, depth: number): Test => {
  if (depth >= maxDepth) throw parameterInvalid(`Invalid condition: nested more than ${maxDepth} levels deep.`)
  const tests = subConditions.map((condition) => metaTest(condition, depth + 1))
  const { OP_AND, OP_NOT, OP_OR } = T.MetaQueryCompositeOperator
  switch (op) {
    case OP_AND:
      return (meta) => tests.every((test) => test(meta))
    case OP_OR:
      return (meta) => tests.some((test) => test(meta))
    case OP_NOT:
      if (tests.length !== 1) throw parameterInvalid("Invalid NOT operator: the number of sub-conditions must be 1.")
      return (meta) => !tests[0]!(meta)
    default:
      throw parameterInvalid("Invalid operator of a condition.")
  }
}

/** Compiles a condition. */
export const metaTest = ({ protoData, type }: T.MetaQueryCondition, depth = 0): Test => {
  const kinds = T.MetaQueryConditionType
  switch (type) {
    case kinds.COMPOSITE_CONDITION:
      return compositeTest(decodeMessage(T.MetaQueryCompositeCondition, protoData), depth)
    case kinds.MEASUREMENT_CONDITION: {
      const { op, value } = decodeMessage(T.MetaQueryMeasurementCondition, protoData)
      return ({ series }) => compareText(op, series.measurement, value)
    }
    case kinds.SOURCE_CONDITION: {
      const { op, value } = decodeMessage(T.MetaQuerySourceCondition, protoData)
      return ({ series }) => compareText(op, series.source, value)
    }
    case kinds.TAG_CONDITION: {
      const { op, tagName, value } = decodeMessage(T.MetaQueryTagCondition, protoData)
      return ({ series }) => compareText(op, valueOf(series.tags, tagName), value)
    }
    case kinds.ATTRIBUTE_CONDITION: {
      const { attrName, op, value } = decodeMessage(T.MetaQueryAttributeCondition, protoData)
      return ({ attributes }) => compareText(op, valueOf(attributes, attrName), value)
    }
    case kinds.UPDATE_TIME_CONDITION: {
      const { op, value } = decodeMessage(T.MetaQueryUpdateTimeCondition, protoData)
      return ({ updateTime }) => decides(op, updateTime < value ? -1 : updateTime > value ? 1 : 0)
    }
    default:
      throw parameterInvalid("Invalid type of a condition.")
  }
}
