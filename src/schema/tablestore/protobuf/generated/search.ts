// Generated from ../proto/search.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"
import { ConsumedCapacity } from "./tableStore.ts"

export const AggregationType = {
  AGG_AVG: 1,
  AGG_MAX: 2,
  AGG_MIN: 3,
  AGG_SUM: 4,
  AGG_COUNT: 5,
  AGG_DISTINCT_COUNT: 6,
  AGG_TOP_ROWS: 7,
  AGG_PERCENTILES: 8
} as const
export type AggregationType = (typeof AggregationType)[keyof typeof AggregationType]

export const GroupByType = {
  GROUP_BY_FIELD: 1,
  GROUP_BY_RANGE: 2,
  GROUP_BY_FILTER: 3,
  GROUP_BY_GEO_DISTANCE: 4,
  GROUP_BY_HISTOGRAM: 5,
  GROUP_BY_DATE_HISTOGRAM: 6,
  GROUP_BY_GEO_GRID: 7,
  GROUP_BY_COMPOSITE: 8
} as const
export type GroupByType = (typeof GroupByType)[keyof typeof GroupByType]

export const GeoHashPrecision = {
  GHP_5009KM_4992KM_1: 1,
  GHP_1252KM_624KM_2: 2,
  GHP_156KM_156KM_3: 3,
  GHP_39KM_19KM_4: 4,
  GHP_4900M_4900M_5: 5,
  GHP_1200M_609M_6: 6,
  GHP_152M_152M_7: 7,
  GHP_38M_19M_8: 8,
  GHP_480CM_480CM_9: 9,
  GHP_120CM_595MM_10: 10,
  GHP_149MM_149MM_11: 11,
  GHP_37MM_19MM_12: 12
} as const
export type GeoHashPrecision = (typeof GeoHashPrecision)[keyof typeof GeoHashPrecision]

export const QueryType = {
  MATCH_QUERY: 1,
  MATCH_PHRASE_QUERY: 2,
  TERM_QUERY: 3,
  RANGE_QUERY: 4,
  PREFIX_QUERY: 5,
  BOOL_QUERY: 6,
  CONST_SCORE_QUERY: 7,
  FUNCTION_SCORE_QUERY: 8,
  NESTED_QUERY: 9,
  WILDCARD_QUERY: 10,
  MATCH_ALL_QUERY: 11,
  GEO_BOUNDING_BOX_QUERY: 12,
  GEO_DISTANCE_QUERY: 13,
  GEO_POLYGON_QUERY: 14,
  TERMS_QUERY: 15,
  EXISTS_QUERY: 16,
  KNN_VECTOR_QUERY: 17,
  FUNCTIONS_SCORE_QUERY: 18,
  SUFFIX_QUERY: 19
} as const
export type QueryType = (typeof QueryType)[keyof typeof QueryType]

export const QueryOperator = {
  OR: 1,
  AND: 2
} as const
export type QueryOperator = (typeof QueryOperator)[keyof typeof QueryOperator]

export const FunctionModifier = {
  FM_NONE: 1,
  FM_LOG: 2,
  FM_LOG1P: 3,
  FM_LOG2P: 4,
  FM_LN: 5,
  FM_LN1P: 6,
  FM_LN2P: 7,
  FM_SQUARE: 8,
  FM_SQRT: 9,
  FM_RECIPROCAL: 10
} as const
export type FunctionModifier = (typeof FunctionModifier)[keyof typeof FunctionModifier]

export const DecayFuncParamType = {
  DF_DATE_PARAM: 1,
  DF_NUMERIC_PARAM: 2,
  DF_GEO_PARAM: 3
} as const
export type DecayFuncParamType = (typeof DecayFuncParamType)[keyof typeof DecayFuncParamType]

export const DecayMathFunction = {
  GAUSS: 1,
  EXP: 2,
  LINEAR: 3
} as const
export type DecayMathFunction = (typeof DecayMathFunction)[keyof typeof DecayMathFunction]

export const MultiValueMode = {
  MVM_MAX: 1,
  MVM_MIN: 2,
  MVM_SUM: 3,
  MVM_AVG: 4
} as const
export type MultiValueMode = (typeof MultiValueMode)[keyof typeof MultiValueMode]

export const FunctionScoreMode = {
  FSM_AVG: 1,
  FSM_MAX: 2,
  FSM_SUM: 3,
  FSM_MIN: 4,
  FSM_MULTIPLY: 5,
  FSM_FIRST: 6
} as const
export type FunctionScoreMode = (typeof FunctionScoreMode)[keyof typeof FunctionScoreMode]

export const FunctionCombineMode = {
  FCM_MULTIPLY: 1,
  FCM_AVG: 2,
  FCM_MAX: 3,
  FCM_SUM: 4,
  FCM_MIN: 5,
  FCM_REPLACE: 6
} as const
export type FunctionCombineMode = (typeof FunctionCombineMode)[keyof typeof FunctionCombineMode]

export const ScoreMode = {
  SCORE_MODE_NONE: 1,
  SCORE_MODE_AVG: 2,
  SCORE_MODE_MAX: 3,
  SCORE_MODE_TOTAL: 4,
  SCORE_MODE_MIN: 5
} as const
export type ScoreMode = (typeof ScoreMode)[keyof typeof ScoreMode]

export const SortOrder = {
  SORT_ORDER_ASC: 0,
  SORT_ORDER_DESC: 1
} as const
export type SortOrder = (typeof SortOrder)[keyof typeof SortOrder]

export const SortMode = {
  SORT_MODE_MIN: 0,
  SORT_MODE_MAX: 1,
  SORT_MODE_AVG: 2
} as const
export type SortMode = (typeof SortMode)[keyof typeof SortMode]

export const GeoDistanceType = {
  GEO_DISTANCE_ARC: 0,
  GEO_DISTANCE_PLANE: 1
} as const
export type GeoDistanceType = (typeof GeoDistanceType)[keyof typeof GeoDistanceType]

export const HighlightFragmentOrder = {
  TEXT_SEQUENCE: 1,
  SCORE: 2
} as const
export type HighlightFragmentOrder = (typeof HighlightFragmentOrder)[keyof typeof HighlightFragmentOrder]

export const HighlightEncoder = {
  PLAIN_MODE: 1,
  HTML_MODE: 2
} as const
export type HighlightEncoder = (typeof HighlightEncoder)[keyof typeof HighlightEncoder]

export const ColumnReturnType = {
  RETURN_ALL: 1,
  RETURN_SPECIFIED: 2,
  RETURN_NONE: 3,
  RETURN_ALL_FROM_INDEX: 4
} as const
export type ColumnReturnType = (typeof ColumnReturnType)[keyof typeof ColumnReturnType]

export const IndexOptions = {
  DOCS: 1,
  FREQS: 2,
  POSITIONS: 3,
  OFFSETS: 4
} as const
export type IndexOptions = (typeof IndexOptions)[keyof typeof IndexOptions]

export const FieldType = {
  LONG: 1,
  DOUBLE: 2,
  BOOLEAN: 3,
  KEYWORD: 4,
  TEXT: 5,
  NESTED: 6,
  GEO_POINT: 7,
  DATE: 8,
  VECTOR: 9,
  FUZZY_KEYWORD: 10,
  IP: 11,
  JSON: 12,
  FLATTENED: 13
} as const
export type FieldType = (typeof FieldType)[keyof typeof FieldType]

export const DateTimeUnit = {
  YEAR: 1,
  QUARTER_YEAR: 2,
  MONTH: 3,
  WEEK: 4,
  DAY: 5,
  HOUR: 6,
  MINUTE: 7,
  SECOND: 8,
  MILLISECOND: 9
} as const
export type DateTimeUnit = (typeof DateTimeUnit)[keyof typeof DateTimeUnit]

export const JsonType = {
  OBJECT_JSON: 1,
  NESTED_JSON: 2
} as const
export type JsonType = (typeof JsonType)[keyof typeof JsonType]

export const VectorDataType = {
  VD_FLOAT_32: 2
} as const
export type VectorDataType = (typeof VectorDataType)[keyof typeof VectorDataType]

export const VectorMetricType = {
  VM_EUCLIDEAN: 0,
  VM_COSINE: 1,
  VM_DOT_PRODUCT: 2
} as const
export type VectorMetricType = (typeof VectorMetricType)[keyof typeof VectorMetricType]

export const SyncPhase = {
  FULL: 1,
  INCR: 2
} as const
export type SyncPhase = (typeof SyncPhase)[keyof typeof SyncPhase]

export const IndexStatusEnum = {
  PENDING: 1,
  FAILED: 2,
  RUNNING: 3
} as const
export type IndexStatusEnum = (typeof IndexStatusEnum)[keyof typeof IndexStatusEnum]

export interface GeoPoint {
  readonly lat?: number | undefined
  readonly lon?: number | undefined
}
export const GeoPoint: P.Message<GeoPoint> = {
  name: "GeoPoint",
  write(m, w) {
    if (m.lat !== undefined) w.uint32(9).double(m.lat)
    if (m.lon !== undefined) w.uint32(17).double(m.lon)
  },
  read(r) {
    const m = {} as P.Mutable<GeoPoint>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.lat = r.double(); break
        case 17: m.lon = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Aggregation {
  readonly name?: string | undefined
  /** kind */
  readonly type?: AggregationType | undefined
  /** serialized message of that type */
  readonly body?: Uint8Array | undefined
}
export const Aggregation: P.Message<Aggregation> = {
  name: "Aggregation",
  write(m, w) {
    if (m.name !== undefined) w.uint32(10).string(m.name)
    if (m.type !== undefined) P.writeInt32(w.uint32(16), m.type)
    if (m.body !== undefined) w.uint32(26).bytes(m.body)
  },
  read(r) {
    const m = {} as P.Mutable<Aggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as AggregationType; break
        case 26: m.body = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Aggregations {
  readonly aggs: ReadonlyArray<Aggregation>
}
export const Aggregations: P.Message<Aggregations> = {
  name: "Aggregations",
  write(m, w, depth) {
    if (m.aggs !== undefined) for (const v of m.aggs) P.writeNested(w, 10, Aggregation, v, depth)
  },
  read(r, depth) {
    const m = { aggs: [] } as unknown as P.Mutable<Aggregations>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.aggs.push(P.readNested(r, Aggregation, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupBy {
  readonly name?: string | undefined
  /** kind */
  readonly type?: GroupByType | undefined
  /** serialized message of that type */
  readonly body?: Uint8Array | undefined
}
export const GroupBy: P.Message<GroupBy> = {
  name: "GroupBy",
  write(m, w) {
    if (m.name !== undefined) w.uint32(10).string(m.name)
    if (m.type !== undefined) P.writeInt32(w.uint32(16), m.type)
    if (m.body !== undefined) w.uint32(26).bytes(m.body)
  },
  read(r) {
    const m = {} as P.Mutable<GroupBy>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as GroupByType; break
        case 26: m.body = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupBys {
  readonly groupBys: ReadonlyArray<GroupBy>
}
export const GroupBys: P.Message<GroupBys> = {
  name: "GroupBys",
  write(m, w, depth) {
    if (m.groupBys !== undefined) for (const v of m.groupBys) P.writeNested(w, 10, GroupBy, v, depth)
  },
  read(r, depth) {
    const m = { groupBys: [] } as unknown as P.Mutable<GroupBys>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupBys.push(P.readNested(r, GroupBy, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AvgAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const AvgAggregation: P.Message<AvgAggregation> = {
  name: "AvgAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.missing !== undefined) w.uint32(18).bytes(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<AvgAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MaxAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const MaxAggregation: P.Message<MaxAggregation> = {
  name: "MaxAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.missing !== undefined) w.uint32(18).bytes(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<MaxAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MinAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const MinAggregation: P.Message<MinAggregation> = {
  name: "MinAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.missing !== undefined) w.uint32(18).bytes(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<MinAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SumAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const SumAggregation: P.Message<SumAggregation> = {
  name: "SumAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.missing !== undefined) w.uint32(18).bytes(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<SumAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CountAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
}
export const CountAggregation: P.Message<CountAggregation> = {
  name: "CountAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
  },
  read(r) {
    const m = {} as P.Mutable<CountAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DistinctCountAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const DistinctCountAggregation: P.Message<DistinctCountAggregation> = {
  name: "DistinctCountAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.missing !== undefined) w.uint32(18).bytes(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<DistinctCountAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TopRowsAggregation {
  /** maximum number of rows */
  readonly limit?: number | undefined
  /** order of the rows */
  readonly sort?: Sort | undefined
}
export const TopRowsAggregation: P.Message<TopRowsAggregation> = {
  name: "TopRowsAggregation",
  write(m, w, depth) {
    if (m.limit !== undefined) P.writeInt32(w.uint32(8), m.limit)
    if (m.sort !== undefined) P.writeNested(w, 18, Sort, m.sort, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<TopRowsAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.limit = r.int32(); break
        case 18: m.sort = P.readNested(r, Sort, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PercentilesAggregation {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly percentiles: ReadonlyArray<number>
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
}
export const PercentilesAggregation: P.Message<PercentilesAggregation> = {
  name: "PercentilesAggregation",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.percentiles !== undefined) for (const v of m.percentiles) w.uint32(17).double(v)
    if (m.missing !== undefined) w.uint32(26).bytes(m.missing)
  },
  read(r) {
    const m = { percentiles: [] } as unknown as P.Mutable<PercentilesAggregation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 17: m.percentiles.push(r.double()); break
        case 18: r.doubles(m.percentiles); break
        case 26: m.missing = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FieldRange {
  /** search variant */
  readonly min?: Uint8Array | undefined
  /** search variant */
  readonly max?: Uint8Array | undefined
}
export const FieldRange: P.Message<FieldRange> = {
  name: "FieldRange",
  write(m, w) {
    if (m.min !== undefined) w.uint32(10).bytes(m.min)
    if (m.max !== undefined) w.uint32(18).bytes(m.max)
  },
  read(r) {
    const m = {} as P.Mutable<FieldRange>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.min = r.bytes(); break
        case 18: m.max = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByDateHistogram {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly interval?: DateTimeValue | undefined
  /** bounds of the histogram */
  readonly fieldRange?: FieldRange | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
  /** groups with fewer rows are dropped */
  readonly minDocCount?: bigint | undefined
  readonly timeZone?: string | undefined
  /** sort of the groups or rows */
  readonly sort?: GroupBySort | undefined
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
  /** shift of the buckets */
  readonly offset?: DateTimeValue | undefined
}
export const GroupByDateHistogram: P.Message<GroupByDateHistogram> = {
  name: "GroupByDateHistogram",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.interval !== undefined) P.writeNested(w, 18, DateTimeValue, m.interval, depth)
    if (m.fieldRange !== undefined) P.writeNested(w, 26, FieldRange, m.fieldRange, depth)
    if (m.missing !== undefined) w.uint32(34).bytes(m.missing)
    if (m.minDocCount !== undefined) P.writeInt64(w.uint32(40), m.minDocCount)
    if (m.timeZone !== undefined) w.uint32(50).string(m.timeZone)
    if (m.sort !== undefined) P.writeNested(w, 58, GroupBySort, m.sort, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 66, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 74, GroupBys, m.subGroupBys, depth)
    if (m.offset !== undefined) P.writeNested(w, 82, DateTimeValue, m.offset, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByDateHistogram>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.interval = P.readNested(r, DateTimeValue, depth); break
        case 26: m.fieldRange = P.readNested(r, FieldRange, depth); break
        case 34: m.missing = r.bytes(); break
        case 40: m.minDocCount = P.readInt64(r); break
        case 50: m.timeZone = r.string(); break
        case 58: m.sort = P.readNested(r, GroupBySort, depth); break
        case 66: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 74: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        case 82: m.offset = P.readNested(r, DateTimeValue, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByHistogram {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** search variant */
  readonly interval?: Uint8Array | undefined
  /** value used for rows lacking the field; search variant bytes */
  readonly missing?: Uint8Array | undefined
  /** groups with fewer rows are dropped */
  readonly minDocCount?: bigint | undefined
  /** sort of the groups or rows */
  readonly sort?: GroupBySort | undefined
  /** bounds of the histogram */
  readonly fieldRange?: FieldRange | undefined
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
  /** shift of the buckets; search variant bytes */
  readonly offset?: Uint8Array | undefined
}
export const GroupByHistogram: P.Message<GroupByHistogram> = {
  name: "GroupByHistogram",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.interval !== undefined) w.uint32(18).bytes(m.interval)
    if (m.missing !== undefined) w.uint32(26).bytes(m.missing)
    if (m.minDocCount !== undefined) P.writeInt64(w.uint32(32), m.minDocCount)
    if (m.sort !== undefined) P.writeNested(w, 42, GroupBySort, m.sort, depth)
    if (m.fieldRange !== undefined) P.writeNested(w, 50, FieldRange, m.fieldRange, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 58, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 66, GroupBys, m.subGroupBys, depth)
    if (m.offset !== undefined) w.uint32(74).bytes(m.offset)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByHistogram>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.interval = r.bytes(); break
        case 26: m.missing = r.bytes(); break
        case 32: m.minDocCount = P.readInt64(r); break
        case 42: m.sort = P.readNested(r, GroupBySort, depth); break
        case 50: m.fieldRange = P.readNested(r, FieldRange, depth); break
        case 58: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 66: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        case 74: m.offset = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupKeySort {
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const GroupKeySort: P.Message<GroupKeySort> = {
  name: "GroupKeySort",
  write(m, w) {
    if (m.order !== undefined) P.writeInt32(w.uint32(8), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<GroupKeySort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface RowCountSort {
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const RowCountSort: P.Message<RowCountSort> = {
  name: "RowCountSort",
  write(m, w) {
    if (m.order !== undefined) P.writeInt32(w.uint32(8), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<RowCountSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SubAggSort {
  readonly subAggName?: string | undefined
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const SubAggSort: P.Message<SubAggSort> = {
  name: "SubAggSort",
  write(m, w) {
    if (m.subAggName !== undefined) w.uint32(10).string(m.subAggName)
    if (m.order !== undefined) P.writeInt32(w.uint32(16), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<SubAggSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.subAggName = r.string(); break
        case 16: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupBySorter {
  readonly groupKeySort?: GroupKeySort | undefined
  readonly rowCountSort?: RowCountSort | undefined
  readonly subAggSort?: SubAggSort | undefined
}
export const GroupBySorter: P.Message<GroupBySorter> = {
  name: "GroupBySorter",
  write(m, w, depth) {
    if (m.groupKeySort !== undefined) P.writeNested(w, 10, GroupKeySort, m.groupKeySort, depth)
    if (m.rowCountSort !== undefined) P.writeNested(w, 18, RowCountSort, m.rowCountSort, depth)
    if (m.subAggSort !== undefined) P.writeNested(w, 26, SubAggSort, m.subAggSort, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupBySorter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupKeySort = P.readNested(r, GroupKeySort, depth); break
        case 18: m.rowCountSort = P.readNested(r, RowCountSort, depth); break
        case 26: m.subAggSort = P.readNested(r, SubAggSort, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupBySort {
  readonly sorters: ReadonlyArray<GroupBySorter>
}
export const GroupBySort: P.Message<GroupBySort> = {
  name: "GroupBySort",
  write(m, w, depth) {
    if (m.sorters !== undefined) for (const v of m.sorters) P.writeNested(w, 10, GroupBySorter, v, depth)
  },
  read(r, depth) {
    const m = { sorters: [] } as unknown as P.Mutable<GroupBySort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.sorters.push(P.readNested(r, GroupBySorter, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByComposite {
  readonly sources?: GroupBys | undefined
  /** maximum number of groups */
  readonly size?: number | undefined
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: string | undefined
  readonly suggestedSize?: number | undefined
}
export const GroupByComposite: P.Message<GroupByComposite> = {
  name: "GroupByComposite",
  write(m, w, depth) {
    if (m.sources !== undefined) P.writeNested(w, 10, GroupBys, m.sources, depth)
    if (m.size !== undefined) P.writeInt32(w.uint32(16), m.size)
    if (m.subAggs !== undefined) P.writeNested(w, 34, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 42, GroupBys, m.subGroupBys, depth)
    if (m.nextToken !== undefined) w.uint32(50).string(m.nextToken)
    if (m.suggestedSize !== undefined) P.writeInt32(w.uint32(56), m.suggestedSize)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByComposite>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.sources = P.readNested(r, GroupBys, depth); break
        case 16: m.size = r.int32(); break
        case 34: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 42: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        case 50: m.nextToken = r.string(); break
        case 56: m.suggestedSize = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByCompositeResultItem {
  readonly keys: ReadonlyArray<string>
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
  readonly isNullKeys: ReadonlyArray<boolean>
}
export const GroupByCompositeResultItem: P.Message<GroupByCompositeResultItem> = {
  name: "GroupByCompositeResultItem",
  write(m, w, depth) {
    if (m.keys !== undefined) for (const v of m.keys) w.uint32(10).string(v)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(16), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 26, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 34, GroupBysResult, m.subGroupBysResult, depth)
    if (m.isNullKeys !== undefined) for (const v of m.isNullKeys) w.uint32(40).bool(v)
  },
  read(r, depth) {
    const m = { keys: [], isNullKeys: [] } as unknown as P.Mutable<GroupByCompositeResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.keys.push(r.string()); break
        case 16: m.rowCount = P.readInt64(r); break
        case 26: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 34: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        case 40: m.isNullKeys.push(r.bool()); break
        case 42: r.bools(m.isNullKeys); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByCompositeResult {
  readonly groupByCompositeResultItems: ReadonlyArray<GroupByCompositeResultItem>
  readonly sourceGroupByNames: ReadonlyArray<string>
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: string | undefined
}
export const GroupByCompositeResult: P.Message<GroupByCompositeResult> = {
  name: "GroupByCompositeResult",
  write(m, w, depth) {
    if (m.groupByCompositeResultItems !== undefined) for (const v of m.groupByCompositeResultItems) P.writeNested(w, 10, GroupByCompositeResultItem, v, depth)
    if (m.sourceGroupByNames !== undefined) for (const v of m.sourceGroupByNames) w.uint32(18).string(v)
    if (m.nextToken !== undefined) w.uint32(26).string(m.nextToken)
  },
  read(r, depth) {
    const m = { groupByCompositeResultItems: [], sourceGroupByNames: [] } as unknown as P.Mutable<GroupByCompositeResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByCompositeResultItems.push(P.readNested(r, GroupByCompositeResultItem, depth)); break
        case 18: m.sourceGroupByNames.push(r.string()); break
        case 26: m.nextToken = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByField {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** maximum number of groups */
  readonly size?: number | undefined
  /** sort of the groups or rows */
  readonly sort?: GroupBySort | undefined
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
  /** groups with fewer rows are dropped */
  readonly minDocCount?: bigint | undefined
}
export const GroupByField: P.Message<GroupByField> = {
  name: "GroupByField",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.size !== undefined) P.writeInt32(w.uint32(16), m.size)
    if (m.sort !== undefined) P.writeNested(w, 26, GroupBySort, m.sort, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 34, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 42, GroupBys, m.subGroupBys, depth)
    if (m.minDocCount !== undefined) P.writeInt64(w.uint32(48), m.minDocCount)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByField>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.size = r.int32(); break
        case 26: m.sort = P.readNested(r, GroupBySort, depth); break
        case 34: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 42: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        case 48: m.minDocCount = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Range {
  /** inclusive; absent = open */
  readonly from?: number | undefined
  /** exclusive; absent = open */
  readonly to?: number | undefined
}
export const Range: P.Message<Range> = {
  name: "Range",
  write(m, w) {
    if (m.from !== undefined) w.uint32(9).double(m.from)
    if (m.to !== undefined) w.uint32(17).double(m.to)
  },
  read(r) {
    const m = {} as P.Mutable<Range>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.from = r.double(); break
        case 17: m.to = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByRange {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** list of ranges */
  readonly ranges: ReadonlyArray<Range>
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
}
export const GroupByRange: P.Message<GroupByRange> = {
  name: "GroupByRange",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.ranges !== undefined) for (const v of m.ranges) P.writeNested(w, 18, Range, v, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 26, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 34, GroupBys, m.subGroupBys, depth)
  },
  read(r, depth) {
    const m = { ranges: [] } as unknown as P.Mutable<GroupByRange>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.ranges.push(P.readNested(r, Range, depth)); break
        case 26: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 34: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByFilter {
  readonly filters: ReadonlyArray<Query>
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
}
export const GroupByFilter: P.Message<GroupByFilter> = {
  name: "GroupByFilter",
  write(m, w, depth) {
    if (m.filters !== undefined) for (const v of m.filters) P.writeNested(w, 10, Query, v, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 18, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 26, GroupBys, m.subGroupBys, depth)
  },
  read(r, depth) {
    const m = { filters: [] } as unknown as P.Mutable<GroupByFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.filters.push(P.readNested(r, Query, depth)); break
        case 18: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 26: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoDistance {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly origin?: GeoPoint | undefined
  /** list of ranges */
  readonly ranges: ReadonlyArray<Range>
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
}
export const GroupByGeoDistance: P.Message<GroupByGeoDistance> = {
  name: "GroupByGeoDistance",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.origin !== undefined) P.writeNested(w, 18, GeoPoint, m.origin, depth)
    if (m.ranges !== undefined) for (const v of m.ranges) P.writeNested(w, 26, Range, v, depth)
    if (m.subAggs !== undefined) P.writeNested(w, 34, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 42, GroupBys, m.subGroupBys, depth)
  },
  read(r, depth) {
    const m = { ranges: [] } as unknown as P.Mutable<GroupByGeoDistance>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.origin = P.readNested(r, GeoPoint, depth); break
        case 26: m.ranges.push(P.readNested(r, Range, depth)); break
        case 34: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 42: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoGrid {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly precision?: GeoHashPrecision | undefined
  /** maximum number of groups; int64 in some definitions, same wire form */
  readonly size?: number | undefined
  /** aggregations computed inside each group */
  readonly subAggs?: Aggregations | undefined
  /** group-bys nested in each group */
  readonly subGroupBys?: GroupBys | undefined
}
export const GroupByGeoGrid: P.Message<GroupByGeoGrid> = {
  name: "GroupByGeoGrid",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.precision !== undefined) P.writeInt32(w.uint32(16), m.precision)
    if (m.size !== undefined) P.writeInt32(w.uint32(24), m.size)
    if (m.subAggs !== undefined) P.writeNested(w, 34, Aggregations, m.subAggs, depth)
    if (m.subGroupBys !== undefined) P.writeNested(w, 42, GroupBys, m.subGroupBys, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByGeoGrid>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.precision = r.int32() as GeoHashPrecision; break
        case 24: m.size = r.int32(); break
        case 34: m.subAggs = P.readNested(r, Aggregations, depth); break
        case 42: m.subGroupBys = P.readNested(r, GroupBys, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GeoGrid {
  readonly topLeft?: GeoPoint | undefined
  readonly bottomRight?: GeoPoint | undefined
}
export const GeoGrid: P.Message<GeoGrid> = {
  name: "GeoGrid",
  write(m, w, depth) {
    if (m.topLeft !== undefined) P.writeNested(w, 10, GeoPoint, m.topLeft, depth)
    if (m.bottomRight !== undefined) P.writeNested(w, 18, GeoPoint, m.bottomRight, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GeoGrid>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.topLeft = P.readNested(r, GeoPoint, depth); break
        case 18: m.bottomRight = P.readNested(r, GeoPoint, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AvgAggregationResult {
  readonly value?: number | undefined
}
export const AvgAggregationResult: P.Message<AvgAggregationResult> = {
  name: "AvgAggregationResult",
  write(m, w) {
    if (m.value !== undefined) w.uint32(9).double(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<AvgAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.value = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TopRowsAggregationResult {
  /** PlainBuffer rows */
  readonly rows: ReadonlyArray<Uint8Array>
}
export const TopRowsAggregationResult: P.Message<TopRowsAggregationResult> = {
  name: "TopRowsAggregationResult",
  write(m, w) {
    if (m.rows !== undefined) for (const v of m.rows) w.uint32(10).bytes(v)
  },
  read(r) {
    const m = { rows: [] } as unknown as P.Mutable<TopRowsAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.rows.push(r.bytes()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PercentilesAggregationItem {
  /** group key */
  readonly key?: number | undefined
  /** search variant */
  readonly value?: Uint8Array | undefined
}
export const PercentilesAggregationItem: P.Message<PercentilesAggregationItem> = {
  name: "PercentilesAggregationItem",
  write(m, w) {
    if (m.key !== undefined) w.uint32(9).double(m.key)
    if (m.value !== undefined) w.uint32(18).bytes(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<PercentilesAggregationItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.key = r.double(); break
        case 18: m.value = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PercentilesAggregationResult {
  readonly percentilesAggregationItems: ReadonlyArray<PercentilesAggregationItem>
}
export const PercentilesAggregationResult: P.Message<PercentilesAggregationResult> = {
  name: "PercentilesAggregationResult",
  write(m, w, depth) {
    if (m.percentilesAggregationItems !== undefined) for (const v of m.percentilesAggregationItems) P.writeNested(w, 10, PercentilesAggregationItem, v, depth)
  },
  read(r, depth) {
    const m = { percentilesAggregationItems: [] } as unknown as P.Mutable<PercentilesAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.percentilesAggregationItems.push(P.readNested(r, PercentilesAggregationItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DistinctCountAggregationResult {
  readonly value?: bigint | undefined
}
export const DistinctCountAggregationResult: P.Message<DistinctCountAggregationResult> = {
  name: "DistinctCountAggregationResult",
  write(m, w) {
    if (m.value !== undefined) P.writeInt64(w.uint32(8), m.value)
  },
  read(r) {
    const m = {} as P.Mutable<DistinctCountAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.value = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MaxAggregationResult {
  readonly value?: number | undefined
}
export const MaxAggregationResult: P.Message<MaxAggregationResult> = {
  name: "MaxAggregationResult",
  write(m, w) {
    if (m.value !== undefined) w.uint32(9).double(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MaxAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.value = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MinAggregationResult {
  readonly value?: number | undefined
}
export const MinAggregationResult: P.Message<MinAggregationResult> = {
  name: "MinAggregationResult",
  write(m, w) {
    if (m.value !== undefined) w.uint32(9).double(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MinAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.value = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SumAggregationResult {
  readonly value?: number | undefined
}
export const SumAggregationResult: P.Message<SumAggregationResult> = {
  name: "SumAggregationResult",
  write(m, w) {
    if (m.value !== undefined) w.uint32(9).double(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<SumAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.value = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CountAggregationResult {
  readonly value?: bigint | undefined
}
export const CountAggregationResult: P.Message<CountAggregationResult> = {
  name: "CountAggregationResult",
  write(m, w) {
    if (m.value !== undefined) P.writeInt64(w.uint32(8), m.value)
  },
  read(r) {
    const m = {} as P.Mutable<CountAggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.value = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AggregationResult {
  readonly name?: string | undefined
  /** kind */
  readonly type?: AggregationType | undefined
  /** serialized result of that type */
  readonly aggResult?: Uint8Array | undefined
}
export const AggregationResult: P.Message<AggregationResult> = {
  name: "AggregationResult",
  write(m, w) {
    if (m.name !== undefined) w.uint32(10).string(m.name)
    if (m.type !== undefined) P.writeInt32(w.uint32(16), m.type)
    if (m.aggResult !== undefined) w.uint32(26).bytes(m.aggResult)
  },
  read(r) {
    const m = {} as P.Mutable<AggregationResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as AggregationType; break
        case 26: m.aggResult = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AggregationsResult {
  readonly aggResults: ReadonlyArray<AggregationResult>
}
export const AggregationsResult: P.Message<AggregationsResult> = {
  name: "AggregationsResult",
  write(m, w, depth) {
    if (m.aggResults !== undefined) for (const v of m.aggResults) P.writeNested(w, 10, AggregationResult, v, depth)
  },
  read(r, depth) {
    const m = { aggResults: [] } as unknown as P.Mutable<AggregationsResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.aggResults.push(P.readNested(r, AggregationResult, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByFieldResultItem {
  /** group key */
  readonly key?: string | undefined
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByFieldResultItem: P.Message<GroupByFieldResultItem> = {
  name: "GroupByFieldResultItem",
  write(m, w, depth) {
    if (m.key !== undefined) w.uint32(10).string(m.key)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(16), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 26, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 34, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByFieldResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.key = r.string(); break
        case 16: m.rowCount = P.readInt64(r); break
        case 26: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 34: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByFieldResult {
  readonly groupByFieldResultItems: ReadonlyArray<GroupByFieldResultItem>
}
export const GroupByFieldResult: P.Message<GroupByFieldResult> = {
  name: "GroupByFieldResult",
  write(m, w, depth) {
    if (m.groupByFieldResultItems !== undefined) for (const v of m.groupByFieldResultItems) P.writeNested(w, 10, GroupByFieldResultItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByFieldResultItems: [] } as unknown as P.Mutable<GroupByFieldResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByFieldResultItems.push(P.readNested(r, GroupByFieldResultItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByRangeResultItem {
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByRangeResultItem: P.Message<GroupByRangeResultItem> = {
  name: "GroupByRangeResultItem",
  write(m, w, depth) {
    if (m.from !== undefined) w.uint32(9).double(m.from)
    if (m.to !== undefined) w.uint32(17).double(m.to)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(24), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 34, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 42, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByRangeResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.from = r.double(); break
        case 17: m.to = r.double(); break
        case 24: m.rowCount = P.readInt64(r); break
        case 34: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 42: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByRangeResult {
  readonly groupByRangeResultItems: ReadonlyArray<GroupByRangeResultItem>
}
export const GroupByRangeResult: P.Message<GroupByRangeResult> = {
  name: "GroupByRangeResult",
  write(m, w, depth) {
    if (m.groupByRangeResultItems !== undefined) for (const v of m.groupByRangeResultItems) P.writeNested(w, 10, GroupByRangeResultItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByRangeResultItems: [] } as unknown as P.Mutable<GroupByRangeResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByRangeResultItems.push(P.readNested(r, GroupByRangeResultItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoDistanceResultItem {
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByGeoDistanceResultItem: P.Message<GroupByGeoDistanceResultItem> = {
  name: "GroupByGeoDistanceResultItem",
  write(m, w, depth) {
    if (m.from !== undefined) w.uint32(9).double(m.from)
    if (m.to !== undefined) w.uint32(17).double(m.to)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(24), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 34, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 42, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByGeoDistanceResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.from = r.double(); break
        case 17: m.to = r.double(); break
        case 24: m.rowCount = P.readInt64(r); break
        case 34: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 42: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoDistanceResult {
  readonly groupByGeoDistanceResultItems: ReadonlyArray<GroupByGeoDistanceResultItem>
}
export const GroupByGeoDistanceResult: P.Message<GroupByGeoDistanceResult> = {
  name: "GroupByGeoDistanceResult",
  write(m, w, depth) {
    if (m.groupByGeoDistanceResultItems !== undefined) for (const v of m.groupByGeoDistanceResultItems) P.writeNested(w, 10, GroupByGeoDistanceResultItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByGeoDistanceResultItems: [] } as unknown as P.Mutable<GroupByGeoDistanceResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByGeoDistanceResultItems.push(P.readNested(r, GroupByGeoDistanceResultItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByFilterResultItem {
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByFilterResultItem: P.Message<GroupByFilterResultItem> = {
  name: "GroupByFilterResultItem",
  write(m, w, depth) {
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(8), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 18, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 26, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByFilterResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.rowCount = P.readInt64(r); break
        case 18: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 26: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByFilterResult {
  readonly groupByFilterResultItems: ReadonlyArray<GroupByFilterResultItem>
}
export const GroupByFilterResult: P.Message<GroupByFilterResult> = {
  name: "GroupByFilterResult",
  write(m, w, depth) {
    if (m.groupByFilterResultItems !== undefined) for (const v of m.groupByFilterResultItems) P.writeNested(w, 10, GroupByFilterResultItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByFilterResultItems: [] } as unknown as P.Mutable<GroupByFilterResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByFilterResultItems.push(P.readNested(r, GroupByFilterResultItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByResult {
  readonly name?: string | undefined
  /** kind */
  readonly type?: GroupByType | undefined
  /** serialized result of that type */
  readonly groupByResult?: Uint8Array | undefined
}
export const GroupByResult: P.Message<GroupByResult> = {
  name: "GroupByResult",
  write(m, w) {
    if (m.name !== undefined) w.uint32(10).string(m.name)
    if (m.type !== undefined) P.writeInt32(w.uint32(16), m.type)
    if (m.groupByResult !== undefined) w.uint32(26).bytes(m.groupByResult)
  },
  read(r) {
    const m = {} as P.Mutable<GroupByResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as GroupByType; break
        case 26: m.groupByResult = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupBysResult {
  readonly groupByResults: ReadonlyArray<GroupByResult>
}
export const GroupBysResult: P.Message<GroupBysResult> = {
  name: "GroupBysResult",
  write(m, w, depth) {
    if (m.groupByResults !== undefined) for (const v of m.groupByResults) P.writeNested(w, 10, GroupByResult, v, depth)
  },
  read(r, depth) {
    const m = { groupByResults: [] } as unknown as P.Mutable<GroupBysResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByResults.push(P.readNested(r, GroupByResult, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByHistogramItem {
  /** search variant */
  readonly key?: Uint8Array | undefined
  /** row count */
  readonly value?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByHistogramItem: P.Message<GroupByHistogramItem> = {
  name: "GroupByHistogramItem",
  write(m, w, depth) {
    if (m.key !== undefined) w.uint32(10).bytes(m.key)
    if (m.value !== undefined) P.writeInt64(w.uint32(16), m.value)
    if (m.subAggsResult !== undefined) P.writeNested(w, 26, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 34, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByHistogramItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.key = r.bytes(); break
        case 16: m.value = P.readInt64(r); break
        case 26: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 34: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByHistogramResult {
  /** group_by_histogra_items */
  readonly groupByHistogramItems: ReadonlyArray<GroupByHistogramItem>
}
export const GroupByHistogramResult: P.Message<GroupByHistogramResult> = {
  name: "GroupByHistogramResult",
  write(m, w, depth) {
    if (m.groupByHistogramItems !== undefined) for (const v of m.groupByHistogramItems) P.writeNested(w, 10, GroupByHistogramItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByHistogramItems: [] } as unknown as P.Mutable<GroupByHistogramResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByHistogramItems.push(P.readNested(r, GroupByHistogramItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByDateHistogramItem {
  /** ms */
  readonly timestamp?: bigint | undefined
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByDateHistogramItem: P.Message<GroupByDateHistogramItem> = {
  name: "GroupByDateHistogramItem",
  write(m, w, depth) {
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(8), m.timestamp)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(16), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 26, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 34, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByDateHistogramItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.timestamp = P.readInt64(r); break
        case 16: m.rowCount = P.readInt64(r); break
        case 26: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 34: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByDateHistogramResult {
  readonly groupByDateHistogramItems: ReadonlyArray<GroupByDateHistogramItem>
}
export const GroupByDateHistogramResult: P.Message<GroupByDateHistogramResult> = {
  name: "GroupByDateHistogramResult",
  write(m, w, depth) {
    if (m.groupByDateHistogramItems !== undefined) for (const v of m.groupByDateHistogramItems) P.writeNested(w, 10, GroupByDateHistogramItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByDateHistogramItems: [] } as unknown as P.Mutable<GroupByDateHistogramResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByDateHistogramItems.push(P.readNested(r, GroupByDateHistogramItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoGridResultItem {
  /** group key */
  readonly key?: string | undefined
  readonly geoGrid?: GeoGrid | undefined
  /** rows in the group */
  readonly rowCount?: bigint | undefined
  /** results of sub_aggs */
  readonly subAggsResult?: AggregationsResult | undefined
  /** results of sub_group_bys */
  readonly subGroupBysResult?: GroupBysResult | undefined
}
export const GroupByGeoGridResultItem: P.Message<GroupByGeoGridResultItem> = {
  name: "GroupByGeoGridResultItem",
  write(m, w, depth) {
    if (m.key !== undefined) w.uint32(10).string(m.key)
    if (m.geoGrid !== undefined) P.writeNested(w, 18, GeoGrid, m.geoGrid, depth)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(24), m.rowCount)
    if (m.subAggsResult !== undefined) P.writeNested(w, 34, AggregationsResult, m.subAggsResult, depth)
    if (m.subGroupBysResult !== undefined) P.writeNested(w, 42, GroupBysResult, m.subGroupBysResult, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GroupByGeoGridResultItem>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.key = r.string(); break
        case 18: m.geoGrid = P.readNested(r, GeoGrid, depth); break
        case 24: m.rowCount = P.readInt64(r); break
        case 34: m.subAggsResult = P.readNested(r, AggregationsResult, depth); break
        case 42: m.subGroupBysResult = P.readNested(r, GroupBysResult, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GroupByGeoGridResult {
  readonly groupByGeoGridResultItems: ReadonlyArray<GroupByGeoGridResultItem>
}
export const GroupByGeoGridResult: P.Message<GroupByGeoGridResult> = {
  name: "GroupByGeoGridResult",
  write(m, w, depth) {
    if (m.groupByGeoGridResultItems !== undefined) for (const v of m.groupByGeoGridResultItems) P.writeNested(w, 10, GroupByGeoGridResultItem, v, depth)
  },
  read(r, depth) {
    const m = { groupByGeoGridResultItems: [] } as unknown as P.Mutable<GroupByGeoGridResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.groupByGeoGridResultItems.push(P.readNested(r, GroupByGeoGridResultItem, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MatchQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** text, analyzed */
  readonly text?: string | undefined
  /** minimum clauses or tokens that must match */
  readonly minimumShouldMatch?: number | undefined
  /** default OR */
  readonly operator?: QueryOperator | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const MatchQuery: P.Message<MatchQuery> = {
  name: "MatchQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.text !== undefined) w.uint32(18).string(m.text)
    if (m.minimumShouldMatch !== undefined) P.writeInt32(w.uint32(24), m.minimumShouldMatch)
    if (m.operator !== undefined) P.writeInt32(w.uint32(32), m.operator)
    if (m.weight !== undefined) w.uint32(45).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<MatchQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.text = r.string(); break
        case 24: m.minimumShouldMatch = r.int32(); break
        case 32: m.operator = r.int32() as QueryOperator; break
        case 45: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MatchPhraseQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** text, analyzed, order kept */
  readonly text?: string | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const MatchPhraseQuery: P.Message<MatchPhraseQuery> = {
  name: "MatchPhraseQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.text !== undefined) w.uint32(18).string(m.text)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<MatchPhraseQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.text = r.string(); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TermQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** search variant */
  readonly term?: Uint8Array | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const TermQuery: P.Message<TermQuery> = {
  name: "TermQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.term !== undefined) w.uint32(18).bytes(m.term)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<TermQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.term = r.bytes(); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TermsQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** search variants */
  readonly terms: ReadonlyArray<Uint8Array>
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const TermsQuery: P.Message<TermsQuery> = {
  name: "TermsQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.terms !== undefined) for (const v of m.terms) w.uint32(18).bytes(v)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = { terms: [] } as unknown as P.Mutable<TermsQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.terms.push(r.bytes()); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface RangeQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** search variant, absent = open */
  readonly rangeFrom?: Uint8Array | undefined
  /** search variant, absent = open */
  readonly rangeTo?: Uint8Array | undefined
  /** closed lower end */
  readonly includeLower?: boolean | undefined
  /** closed upper end */
  readonly includeUpper?: boolean | undefined
}
export const RangeQuery: P.Message<RangeQuery> = {
  name: "RangeQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.rangeFrom !== undefined) w.uint32(18).bytes(m.rangeFrom)
    if (m.rangeTo !== undefined) w.uint32(26).bytes(m.rangeTo)
    if (m.includeLower !== undefined) w.uint32(32).bool(m.includeLower)
    if (m.includeUpper !== undefined) w.uint32(40).bool(m.includeUpper)
  },
  read(r) {
    const m = {} as P.Mutable<RangeQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.rangeFrom = r.bytes(); break
        case 26: m.rangeTo = r.bytes(); break
        case 32: m.includeLower = r.bool(); break
        case 40: m.includeUpper = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PrefixQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly prefix?: string | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const PrefixQuery: P.Message<PrefixQuery> = {
  name: "PrefixQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.prefix !== undefined) w.uint32(18).string(m.prefix)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<PrefixQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.prefix = r.string(); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface WildcardQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** pattern with * and ? */
  readonly value?: string | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const WildcardQuery: P.Message<WildcardQuery> = {
  name: "WildcardQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.value !== undefined) w.uint32(18).string(m.value)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<WildcardQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.value = r.string(); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface BoolQuery {
  /** AND, scored */
  readonly mustQueries: ReadonlyArray<Query>
  /** NOT */
  readonly mustNotQueries: ReadonlyArray<Query>
  /** AND, not scored */
  readonly filterQueries: ReadonlyArray<Query>
  /** OR */
  readonly shouldQueries: ReadonlyArray<Query>
  /** minimum clauses or tokens that must match */
  readonly minimumShouldMatch?: number | undefined
}
export const BoolQuery: P.Message<BoolQuery> = {
  name: "BoolQuery",
  write(m, w, depth) {
    if (m.mustQueries !== undefined) for (const v of m.mustQueries) P.writeNested(w, 10, Query, v, depth)
    if (m.mustNotQueries !== undefined) for (const v of m.mustNotQueries) P.writeNested(w, 18, Query, v, depth)
    if (m.filterQueries !== undefined) for (const v of m.filterQueries) P.writeNested(w, 26, Query, v, depth)
    if (m.shouldQueries !== undefined) for (const v of m.shouldQueries) P.writeNested(w, 34, Query, v, depth)
    if (m.minimumShouldMatch !== undefined) P.writeInt32(w.uint32(40), m.minimumShouldMatch)
  },
  read(r, depth) {
    const m = { mustQueries: [], mustNotQueries: [], filterQueries: [], shouldQueries: [] } as unknown as P.Mutable<BoolQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.mustQueries.push(P.readNested(r, Query, depth)); break
        case 18: m.mustNotQueries.push(P.readNested(r, Query, depth)); break
        case 26: m.filterQueries.push(P.readNested(r, Query, depth)); break
        case 34: m.shouldQueries.push(P.readNested(r, Query, depth)); break
        case 40: m.minimumShouldMatch = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ConstScoreQuery {
  /** inner query with score 1 */
  readonly filter?: Query | undefined
}
export const ConstScoreQuery: P.Message<ConstScoreQuery> = {
  name: "ConstScoreQuery",
  write(m, w, depth) {
    if (m.filter !== undefined) P.writeNested(w, 10, Query, m.filter, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ConstScoreQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.filter = P.readNested(r, Query, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FieldValueFactor {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
}
export const FieldValueFactor: P.Message<FieldValueFactor> = {
  name: "FieldValueFactor",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
  },
  read(r) {
    const m = {} as P.Mutable<FieldValueFactor>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FunctionScoreQuery {
  /** nested query */
  readonly query?: Query | undefined
  /** numeric field multiplied into score */
  readonly fieldValueFactor?: FieldValueFactor | undefined
}
export const FunctionScoreQuery: P.Message<FunctionScoreQuery> = {
  name: "FunctionScoreQuery",
  write(m, w, depth) {
    if (m.query !== undefined) P.writeNested(w, 10, Query, m.query, depth)
    if (m.fieldValueFactor !== undefined) P.writeNested(w, 18, FieldValueFactor, m.fieldValueFactor, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<FunctionScoreQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.query = P.readNested(r, Query, depth); break
        case 18: m.fieldValueFactor = P.readNested(r, FieldValueFactor, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FunctionsScoreQuery {
  /** nested query */
  readonly query?: Query | undefined
  readonly functions: ReadonlyArray<Function>
  /** how scores combine */
  readonly scoreMode?: FunctionScoreMode | undefined
  readonly combineMode?: FunctionCombineMode | undefined
  readonly minScore?: number | undefined
  readonly maxScore?: number | undefined
}
export const FunctionsScoreQuery: P.Message<FunctionsScoreQuery> = {
  name: "FunctionsScoreQuery",
  write(m, w, depth) {
    if (m.query !== undefined) P.writeNested(w, 10, Query, m.query, depth)
    if (m.functions !== undefined) for (const v of m.functions) P.writeNested(w, 18, Function, v, depth)
    if (m.scoreMode !== undefined) P.writeInt32(w.uint32(24), m.scoreMode)
    if (m.combineMode !== undefined) P.writeInt32(w.uint32(32), m.combineMode)
    if (m.minScore !== undefined) w.uint32(45).float(m.minScore)
    if (m.maxScore !== undefined) w.uint32(53).float(m.maxScore)
  },
  read(r, depth) {
    const m = { functions: [] } as unknown as P.Mutable<FunctionsScoreQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.query = P.readNested(r, Query, depth); break
        case 18: m.functions.push(P.readNested(r, Function, depth)); break
        case 24: m.scoreMode = r.int32() as FunctionScoreMode; break
        case 32: m.combineMode = r.int32() as FunctionCombineMode; break
        case 45: m.minScore = r.float(); break
        case 53: m.maxScore = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SuffixQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly suffix?: string | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
}
export const SuffixQuery: P.Message<SuffixQuery> = {
  name: "SuffixQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.suffix !== undefined) w.uint32(18).string(m.suffix)
    if (m.weight !== undefined) w.uint32(29).float(m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<SuffixQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.suffix = r.string(); break
        case 29: m.weight = r.float(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Function {
  readonly fieldValueFactor?: FieldValueFactorFunction | undefined
  readonly random?: RandomScoreFunction | undefined
  readonly decay?: DecayFunction | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
  readonly filter?: Query | undefined
}
export const Function: P.Message<Function> = {
  name: "Function",
  write(m, w, depth) {
    if (m.fieldValueFactor !== undefined) P.writeNested(w, 10, FieldValueFactorFunction, m.fieldValueFactor, depth)
    if (m.random !== undefined) P.writeNested(w, 18, RandomScoreFunction, m.random, depth)
    if (m.decay !== undefined) P.writeNested(w, 26, DecayFunction, m.decay, depth)
    if (m.weight !== undefined) w.uint32(37).float(m.weight)
    if (m.filter !== undefined) P.writeNested(w, 42, Query, m.filter, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<Function>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldValueFactor = P.readNested(r, FieldValueFactorFunction, depth); break
        case 18: m.random = P.readNested(r, RandomScoreFunction, depth); break
        case 26: m.decay = P.readNested(r, DecayFunction, depth); break
        case 37: m.weight = r.float(); break
        case 42: m.filter = P.readNested(r, Query, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FieldValueFactorFunction {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly factor?: number | undefined
  readonly modifier?: FunctionModifier | undefined
  /** value used for rows lacking the field */
  readonly missing?: number | undefined
}
export const FieldValueFactorFunction: P.Message<FieldValueFactorFunction> = {
  name: "FieldValueFactorFunction",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.factor !== undefined) w.uint32(21).float(m.factor)
    if (m.modifier !== undefined) P.writeInt32(w.uint32(24), m.modifier)
    if (m.missing !== undefined) w.uint32(33).double(m.missing)
  },
  read(r) {
    const m = {} as P.Mutable<FieldValueFactorFunction>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 21: m.factor = r.float(); break
        case 24: m.modifier = r.int32() as FunctionModifier; break
        case 33: m.missing = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DecayFunction {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly mathFunction?: DecayMathFunction | undefined
  readonly paramType?: DecayFuncParamType | undefined
  /** serialized message of param_type */
  readonly param?: Uint8Array | undefined
  readonly decay?: number | undefined
  readonly multiValueMode?: MultiValueMode | undefined
}
export const DecayFunction: P.Message<DecayFunction> = {
  name: "DecayFunction",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.mathFunction !== undefined) P.writeInt32(w.uint32(16), m.mathFunction)
    if (m.paramType !== undefined) P.writeInt32(w.uint32(24), m.paramType)
    if (m.param !== undefined) w.uint32(34).bytes(m.param)
    if (m.decay !== undefined) w.uint32(41).double(m.decay)
    if (m.multiValueMode !== undefined) P.writeInt32(w.uint32(48), m.multiValueMode)
  },
  read(r) {
    const m = {} as P.Mutable<DecayFunction>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.mathFunction = r.int32() as DecayMathFunction; break
        case 24: m.paramType = r.int32() as DecayFuncParamType; break
        case 34: m.param = r.bytes(); break
        case 41: m.decay = r.double(); break
        case 48: m.multiValueMode = r.int32() as MultiValueMode; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DecayFuncDateParam {
  readonly originLong?: bigint | undefined
  readonly originString?: string | undefined
  readonly scale?: DateTimeValue | undefined
  /** distance from the origin without decay */
  readonly offset?: DateTimeValue | undefined
}
export const DecayFuncDateParam: P.Message<DecayFuncDateParam> = {
  name: "DecayFuncDateParam",
  write(m, w, depth) {
    if (m.originLong !== undefined) P.writeInt64(w.uint32(8), m.originLong)
    if (m.originString !== undefined) w.uint32(18).string(m.originString)
    if (m.scale !== undefined) P.writeNested(w, 26, DateTimeValue, m.scale, depth)
    if (m.offset !== undefined) P.writeNested(w, 34, DateTimeValue, m.offset, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DecayFuncDateParam>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.originLong = P.readInt64(r); break
        case 18: m.originString = r.string(); break
        case 26: m.scale = P.readNested(r, DateTimeValue, depth); break
        case 34: m.offset = P.readNested(r, DateTimeValue, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DecayFuncNumericParam {
  readonly origin?: number | undefined
  readonly scale?: number | undefined
  /** distance from the origin without decay */
  readonly offset?: number | undefined
}
export const DecayFuncNumericParam: P.Message<DecayFuncNumericParam> = {
  name: "DecayFuncNumericParam",
  write(m, w) {
    if (m.origin !== undefined) w.uint32(9).double(m.origin)
    if (m.scale !== undefined) w.uint32(17).double(m.scale)
    if (m.offset !== undefined) w.uint32(25).double(m.offset)
  },
  read(r) {
    const m = {} as P.Mutable<DecayFuncNumericParam>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 9: m.origin = r.double(); break
        case 17: m.scale = r.double(); break
        case 25: m.offset = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DecayFuncGeoParam {
  readonly origin?: string | undefined
  readonly scale?: number | undefined
  /** distance from the origin without decay, metres */
  readonly offset?: number | undefined
}
export const DecayFuncGeoParam: P.Message<DecayFuncGeoParam> = {
  name: "DecayFuncGeoParam",
  write(m, w) {
    if (m.origin !== undefined) w.uint32(10).string(m.origin)
    if (m.scale !== undefined) w.uint32(17).double(m.scale)
    if (m.offset !== undefined) w.uint32(25).double(m.offset)
  },
  read(r) {
    const m = {} as P.Mutable<DecayFuncGeoParam>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.origin = r.string(); break
        case 17: m.scale = r.double(); break
        case 25: m.offset = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface NestedQuery {
  /** path of the nested field */
  readonly path?: string | undefined
  /** nested query */
  readonly query?: Query | undefined
  /** how scores combine */
  readonly scoreMode?: ScoreMode | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
  /** also return the matching nested documents */
  readonly innerHits?: InnerHits | undefined
}
export const NestedQuery: P.Message<NestedQuery> = {
  name: "NestedQuery",
  write(m, w, depth) {
    if (m.path !== undefined) w.uint32(10).string(m.path)
    if (m.query !== undefined) P.writeNested(w, 18, Query, m.query, depth)
    if (m.scoreMode !== undefined) P.writeInt32(w.uint32(24), m.scoreMode)
    if (m.weight !== undefined) w.uint32(37).float(m.weight)
    if (m.innerHits !== undefined) P.writeNested(w, 42, InnerHits, m.innerHits, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<NestedQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.path = r.string(); break
        case 18: m.query = P.readNested(r, Query, depth); break
        case 24: m.scoreMode = r.int32() as ScoreMode; break
        case 37: m.weight = r.float(); break
        case 42: m.innerHits = P.readNested(r, InnerHits, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface InnerHits {
  /** order of the nested documents */
  readonly sort?: Sort | undefined
  /** number of items to skip */
  readonly offset?: number | undefined
  /** maximum number of items */
  readonly limit?: number | undefined
  /** highlight request */
  readonly highlight?: Highlight | undefined
}
export const InnerHits: P.Message<InnerHits> = {
  name: "InnerHits",
  write(m, w, depth) {
    if (m.sort !== undefined) P.writeNested(w, 10, Sort, m.sort, depth)
    if (m.offset !== undefined) P.writeInt32(w.uint32(16), m.offset)
    if (m.limit !== undefined) P.writeInt32(w.uint32(24), m.limit)
    if (m.highlight !== undefined) P.writeNested(w, 34, Highlight, m.highlight, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<InnerHits>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.sort = P.readNested(r, Sort, depth); break
        case 16: m.offset = r.int32(); break
        case 24: m.limit = r.int32(); break
        case 34: m.highlight = P.readNested(r, Highlight, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GeoBoundingBoxQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** "lat,lon" */
  readonly topLeft?: string | undefined
  /** "lat,lon" */
  readonly bottomRight?: string | undefined
}
export const GeoBoundingBoxQuery: P.Message<GeoBoundingBoxQuery> = {
  name: "GeoBoundingBoxQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.topLeft !== undefined) w.uint32(18).string(m.topLeft)
    if (m.bottomRight !== undefined) w.uint32(26).string(m.bottomRight)
  },
  read(r) {
    const m = {} as P.Mutable<GeoBoundingBoxQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.topLeft = r.string(); break
        case 26: m.bottomRight = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GeoDistanceQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** "lat,lon" */
  readonly centerPoint?: string | undefined
  /** metres */
  readonly distance?: number | undefined
}
export const GeoDistanceQuery: P.Message<GeoDistanceQuery> = {
  name: "GeoDistanceQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.centerPoint !== undefined) w.uint32(18).string(m.centerPoint)
    if (m.distance !== undefined) w.uint32(25).double(m.distance)
  },
  read(r) {
    const m = {} as P.Mutable<GeoDistanceQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.centerPoint = r.string(); break
        case 25: m.distance = r.double(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GeoPolygonQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** geo points "lat,lon" */
  readonly points: ReadonlyArray<string>
}
export const GeoPolygonQuery: P.Message<GeoPolygonQuery> = {
  name: "GeoPolygonQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.points !== undefined) for (const v of m.points) w.uint32(18).string(v)
  },
  read(r) {
    const m = { points: [] } as unknown as P.Mutable<GeoPolygonQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.points.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ExistsQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
}
export const ExistsQuery: P.Message<ExistsQuery> = {
  name: "ExistsQuery",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
  },
  read(r) {
    const m = {} as P.Mutable<ExistsQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface KnnVectorQuery {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** neighbours */
  readonly topK?: number | undefined
  /** vector, unpacked floats */
  readonly float32QueryVector: ReadonlyArray<number>
  /** pre-filter */
  readonly filter?: Query | undefined
  /** score multiplier (boost) */
  readonly weight?: number | undefined
  /** drop below; only in java/rust */
  readonly minScore?: number | undefined
  /** candidates per shard; only in java/rust */
  readonly numCandidates?: number | undefined
}
export const KnnVectorQuery: P.Message<KnnVectorQuery> = {
  name: "KnnVectorQuery",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.topK !== undefined) P.writeInt32(w.uint32(16), m.topK)
    if (m.float32QueryVector !== undefined) for (const v of m.float32QueryVector) w.uint32(37).float(v)
    if (m.filter !== undefined) P.writeNested(w, 42, Query, m.filter, depth)
    if (m.weight !== undefined) w.uint32(53).float(m.weight)
    if (m.minScore !== undefined) w.uint32(61).float(m.minScore)
    if (m.numCandidates !== undefined) P.writeInt32(w.uint32(64), m.numCandidates)
  },
  read(r, depth) {
    const m = { float32QueryVector: [] } as unknown as P.Mutable<KnnVectorQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.topK = r.int32(); break
        case 37: m.float32QueryVector.push(r.float()); break
        case 34: r.floats(m.float32QueryVector); break
        case 42: m.filter = P.readNested(r, Query, depth); break
        case 53: m.weight = r.float(); break
        case 61: m.minScore = r.float(); break
        case 64: m.numCandidates = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Query {
  /** kind */
  readonly type?: QueryType | undefined
  /** serialized message of that kind */
  readonly query?: Uint8Array | undefined
}
export const Query: P.Message<Query> = {
  name: "Query",
  write(m, w) {
    if (m.type !== undefined) P.writeInt32(w.uint32(8), m.type)
    if (m.query !== undefined) w.uint32(18).bytes(m.query)
  },
  read(r) {
    const m = {} as P.Mutable<Query>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as QueryType; break
        case 18: m.query = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Collapse {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
}
export const Collapse: P.Message<Collapse> = {
  name: "Collapse",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
  },
  read(r) {
    const m = {} as P.Mutable<Collapse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface NestedFilter {
  /** path of the nested field */
  readonly path?: string | undefined
  readonly filter?: Query | undefined
}
export const NestedFilter: P.Message<NestedFilter> = {
  name: "NestedFilter",
  write(m, w, depth) {
    if (m.path !== undefined) w.uint32(10).string(m.path)
    if (m.filter !== undefined) P.writeNested(w, 18, Query, m.filter, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<NestedFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.path = r.string(); break
        case 18: m.filter = P.readNested(r, Query, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ScoreSort {
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const ScoreSort: P.Message<ScoreSort> = {
  name: "ScoreSort",
  write(m, w) {
    if (m.order !== undefined) P.writeInt32(w.uint32(8), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<ScoreSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PrimaryKeySort {
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const PrimaryKeySort: P.Message<PrimaryKeySort> = {
  name: "PrimaryKeySort",
  write(m, w) {
    if (m.order !== undefined) P.writeInt32(w.uint32(8), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<PrimaryKeySort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FieldSort {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** ascending or descending */
  readonly order?: SortOrder | undefined
  /** for multi-valued fields */
  readonly mode?: SortMode | undefined
  /** filter used when the field is nested */
  readonly nestedFilter?: NestedFilter | undefined
  /** search variant */
  readonly missingValue?: Uint8Array | undefined
  /** field used instead */
  readonly missingField?: string | undefined
}
export const FieldSort: P.Message<FieldSort> = {
  name: "FieldSort",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.order !== undefined) P.writeInt32(w.uint32(16), m.order)
    if (m.mode !== undefined) P.writeInt32(w.uint32(24), m.mode)
    if (m.nestedFilter !== undefined) P.writeNested(w, 34, NestedFilter, m.nestedFilter, depth)
    if (m.missingValue !== undefined) w.uint32(42).bytes(m.missingValue)
    if (m.missingField !== undefined) w.uint32(50).string(m.missingField)
  },
  read(r, depth) {
    const m = {} as P.Mutable<FieldSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.order = r.int32() as SortOrder; break
        case 24: m.mode = r.int32() as SortMode; break
        case 34: m.nestedFilter = P.readNested(r, NestedFilter, depth); break
        case 42: m.missingValue = r.bytes(); break
        case 50: m.missingField = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DocSort {
  /** ascending or descending */
  readonly order?: SortOrder | undefined
}
export const DocSort: P.Message<DocSort> = {
  name: "DocSort",
  write(m, w) {
    if (m.order !== undefined) P.writeInt32(w.uint32(8), m.order)
  },
  read(r) {
    const m = {} as P.Mutable<DocSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.order = r.int32() as SortOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GeoDistanceSort {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** geo points "lat,lon" */
  readonly points: ReadonlyArray<string>
  /** ascending or descending */
  readonly order?: SortOrder | undefined
  /** for multi-valued fields */
  readonly mode?: SortMode | undefined
  readonly distanceType?: GeoDistanceType | undefined
  /** filter used when the field is nested */
  readonly nestedFilter?: NestedFilter | undefined
}
export const GeoDistanceSort: P.Message<GeoDistanceSort> = {
  name: "GeoDistanceSort",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.points !== undefined) for (const v of m.points) w.uint32(18).string(v)
    if (m.order !== undefined) P.writeInt32(w.uint32(24), m.order)
    if (m.mode !== undefined) P.writeInt32(w.uint32(32), m.mode)
    if (m.distanceType !== undefined) P.writeInt32(w.uint32(40), m.distanceType)
    if (m.nestedFilter !== undefined) P.writeNested(w, 50, NestedFilter, m.nestedFilter, depth)
  },
  read(r, depth) {
    const m = { points: [] } as unknown as P.Mutable<GeoDistanceSort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.points.push(r.string()); break
        case 24: m.order = r.int32() as SortOrder; break
        case 32: m.mode = r.int32() as SortMode; break
        case 40: m.distanceType = r.int32() as GeoDistanceType; break
        case 50: m.nestedFilter = P.readNested(r, NestedFilter, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Sorter {
  readonly fieldSort?: FieldSort | undefined
  readonly geoDistanceSort?: GeoDistanceSort | undefined
  readonly scoreSort?: ScoreSort | undefined
  readonly pkSort?: PrimaryKeySort | undefined
  readonly docSort?: DocSort | undefined
}
export const Sorter: P.Message<Sorter> = {
  name: "Sorter",
  write(m, w, depth) {
    if (m.fieldSort !== undefined) P.writeNested(w, 10, FieldSort, m.fieldSort, depth)
    if (m.geoDistanceSort !== undefined) P.writeNested(w, 18, GeoDistanceSort, m.geoDistanceSort, depth)
    if (m.scoreSort !== undefined) P.writeNested(w, 26, ScoreSort, m.scoreSort, depth)
    if (m.pkSort !== undefined) P.writeNested(w, 34, PrimaryKeySort, m.pkSort, depth)
    if (m.docSort !== undefined) P.writeNested(w, 42, DocSort, m.docSort, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<Sorter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldSort = P.readNested(r, FieldSort, depth); break
        case 18: m.geoDistanceSort = P.readNested(r, GeoDistanceSort, depth); break
        case 26: m.scoreSort = P.readNested(r, ScoreSort, depth); break
        case 34: m.pkSort = P.readNested(r, PrimaryKeySort, depth); break
        case 42: m.docSort = P.readNested(r, DocSort, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Sort {
  readonly sorter: ReadonlyArray<Sorter>
  readonly disableDefaultPkSorter?: boolean | undefined
}
export const Sort: P.Message<Sort> = {
  name: "Sort",
  write(m, w, depth) {
    if (m.sorter !== undefined) for (const v of m.sorter) P.writeNested(w, 10, Sorter, v, depth)
    if (m.disableDefaultPkSorter !== undefined) w.uint32(16).bool(m.disableDefaultPkSorter)
  },
  read(r, depth) {
    const m = { sorter: [] } as unknown as P.Mutable<Sort>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.sorter.push(P.readNested(r, Sorter, depth)); break
        case 16: m.disableDefaultPkSorter = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchQuery {
  /** default 0 */
  readonly offset?: number | undefined
  /** default 10 */
  readonly limit?: number | undefined
  readonly query?: Query | undefined
  /** one row per value */
  readonly collapse?: Collapse | undefined
  /** order of the rows */
  readonly sort?: Sort | undefined
  /** compute total_hits (go, node, python, older protos) */
  readonly getTotalCount?: boolean | undefined
  /** page token; sort, offset must be absent */
  readonly token?: Uint8Array | undefined
  /** aggregations */
  readonly aggs?: Aggregations | undefined
  /** group-bys */
  readonly groupBys?: GroupBys | undefined
  readonly highlight?: Highlight | undefined
  /** count rows up to this many (java/rust protos: -1 none, 2147483647 all; unverified exact mapping); only in java/rust */
  readonly trackTotalCount?: number | undefined
  /** post filter; only in java/rust */
  readonly filter?: SearchFilter | undefined
}
export const SearchQuery: P.Message<SearchQuery> = {
  name: "SearchQuery",
  write(m, w, depth) {
    if (m.offset !== undefined) P.writeInt32(w.uint32(8), m.offset)
    if (m.limit !== undefined) P.writeInt32(w.uint32(16), m.limit)
    if (m.query !== undefined) P.writeNested(w, 34, Query, m.query, depth)
    if (m.collapse !== undefined) P.writeNested(w, 42, Collapse, m.collapse, depth)
    if (m.sort !== undefined) P.writeNested(w, 50, Sort, m.sort, depth)
    if (m.getTotalCount !== undefined) w.uint32(64).bool(m.getTotalCount)
    if (m.token !== undefined) w.uint32(74).bytes(m.token)
    if (m.aggs !== undefined) P.writeNested(w, 82, Aggregations, m.aggs, depth)
    if (m.groupBys !== undefined) P.writeNested(w, 90, GroupBys, m.groupBys, depth)
    if (m.highlight !== undefined) P.writeNested(w, 98, Highlight, m.highlight, depth)
    if (m.trackTotalCount !== undefined) P.writeInt32(w.uint32(104), m.trackTotalCount)
    if (m.filter !== undefined) P.writeNested(w, 114, SearchFilter, m.filter, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<SearchQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.offset = r.int32(); break
        case 16: m.limit = r.int32(); break
        case 34: m.query = P.readNested(r, Query, depth); break
        case 42: m.collapse = P.readNested(r, Collapse, depth); break
        case 50: m.sort = P.readNested(r, Sort, depth); break
        case 64: m.getTotalCount = r.bool(); break
        case 74: m.token = r.bytes(); break
        case 82: m.aggs = P.readNested(r, Aggregations, depth); break
        case 90: m.groupBys = P.readNested(r, GroupBys, depth); break
        case 98: m.highlight = P.readNested(r, Highlight, depth); break
        case 104: m.trackTotalCount = r.int32(); break
        case 114: m.filter = P.readNested(r, SearchFilter, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchFilter {
  /** nested query */
  readonly query?: Query | undefined
}
export const SearchFilter: P.Message<SearchFilter> = {
  name: "SearchFilter",
  write(m, w, depth) {
    if (m.query !== undefined) P.writeNested(w, 10, Query, m.query, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<SearchFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.query = P.readNested(r, Query, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface Highlight {
  readonly highlightParameters: ReadonlyArray<HighlightParameter>
  /** default PLAIN_MODE */
  readonly highlightEncoder?: HighlightEncoder | undefined
}
export const Highlight: P.Message<Highlight> = {
  name: "Highlight",
  write(m, w, depth) {
    if (m.highlightParameters !== undefined) for (const v of m.highlightParameters) P.writeNested(w, 10, HighlightParameter, v, depth)
    if (m.highlightEncoder !== undefined) P.writeInt32(w.uint32(16), m.highlightEncoder)
  },
  read(r, depth) {
    const m = { highlightParameters: [] } as unknown as P.Mutable<Highlight>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.highlightParameters.push(P.readNested(r, HighlightParameter, depth)); break
        case 16: m.highlightEncoder = r.int32() as HighlightEncoder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface HighlightParameter {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly numberOfFragments?: number | undefined
  readonly fragmentSize?: number | undefined
  readonly preTag?: string | undefined
  readonly postTag?: string | undefined
  /** default TEXT_SEQUENCE */
  readonly fragmentsOrder?: HighlightFragmentOrder | undefined
}
export const HighlightParameter: P.Message<HighlightParameter> = {
  name: "HighlightParameter",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.numberOfFragments !== undefined) P.writeInt32(w.uint32(16), m.numberOfFragments)
    if (m.fragmentSize !== undefined) P.writeInt32(w.uint32(24), m.fragmentSize)
    if (m.preTag !== undefined) w.uint32(34).string(m.preTag)
    if (m.postTag !== undefined) w.uint32(42).string(m.postTag)
    if (m.fragmentsOrder !== undefined) P.writeInt32(w.uint32(48), m.fragmentsOrder)
  },
  read(r) {
    const m = {} as P.Mutable<HighlightParameter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.numberOfFragments = r.int32(); break
        case 24: m.fragmentSize = r.int32(); break
        case 34: m.preTag = r.string(); break
        case 42: m.postTag = r.string(); break
        case 48: m.fragmentsOrder = r.int32() as HighlightFragmentOrder; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ColumnsToGet {
  /** which columns */
  readonly returnType?: ColumnReturnType | undefined
  /** with RETURN_SPECIFIED */
  readonly columnNames: ReadonlyArray<string>
}
export const ColumnsToGet: P.Message<ColumnsToGet> = {
  name: "ColumnsToGet",
  write(m, w) {
    if (m.returnType !== undefined) P.writeInt32(w.uint32(8), m.returnType)
    if (m.columnNames !== undefined) for (const v of m.columnNames) w.uint32(18).string(v)
  },
  read(r) {
    const m = { columnNames: [] } as unknown as P.Mutable<ColumnsToGet>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.returnType = r.int32() as ColumnReturnType; break
        case 18: m.columnNames.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchRequest {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
  /** names of columns to return; empty means all */
  readonly columnsToGet?: ColumnsToGet | undefined
  /** serialized SearchQuery */
  readonly searchQuery?: Uint8Array | undefined
  /** PlainBuffer keys of routing fields */
  readonly routingValues: ReadonlyArray<Uint8Array>
  /** server time limit, ms */
  readonly timeoutMs?: number | undefined
}
export const SearchRequest: P.Message<SearchRequest> = {
  name: "SearchRequest",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
    if (m.columnsToGet !== undefined) P.writeNested(w, 26, ColumnsToGet, m.columnsToGet, depth)
    if (m.searchQuery !== undefined) w.uint32(34).bytes(m.searchQuery)
    if (m.routingValues !== undefined) for (const v of m.routingValues) w.uint32(42).bytes(v)
    if (m.timeoutMs !== undefined) P.writeInt32(w.uint32(48), m.timeoutMs)
  },
  read(r, depth) {
    const m = { routingValues: [] } as unknown as P.Mutable<SearchRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 26: m.columnsToGet = P.readNested(r, ColumnsToGet, depth); break
        case 34: m.searchQuery = r.bytes(); break
        case 42: m.routingValues.push(r.bytes()); break
        case 48: m.timeoutMs = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchResponse {
  /** -1 when not counted */
  readonly totalHits?: bigint | undefined
  /** one PlainBuffer per row, each with its own header */
  readonly rows: ReadonlyArray<Uint8Array>
  /** all shards answered */
  readonly isAllSucceeded?: boolean | undefined
  /** same order and length as rows, or empty */
  readonly searchHits: ReadonlyArray<SearchHit>
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
  /** serialized AggregationsResult */
  readonly aggs?: Uint8Array | undefined
  /** serialized GroupBysResult */
  readonly groupBys?: Uint8Array | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** reserved part of consumed */
  readonly reservedConsumed?: ConsumedCapacity | undefined
}
export const SearchResponse: P.Message<SearchResponse> = {
  name: "SearchResponse",
  write(m, w, depth) {
    if (m.totalHits !== undefined) P.writeInt64(w.uint32(8), m.totalHits)
    if (m.rows !== undefined) for (const v of m.rows) w.uint32(18).bytes(v)
    if (m.isAllSucceeded !== undefined) w.uint32(24).bool(m.isAllSucceeded)
    if (m.searchHits !== undefined) for (const v of m.searchHits) P.writeNested(w, 42, SearchHit, v, depth)
    if (m.nextToken !== undefined) w.uint32(50).bytes(m.nextToken)
    if (m.aggs !== undefined) w.uint32(58).bytes(m.aggs)
    if (m.groupBys !== undefined) w.uint32(66).bytes(m.groupBys)
    if (m.consumed !== undefined) P.writeNested(w, 74, ConsumedCapacity, m.consumed, depth)
    if (m.reservedConsumed !== undefined) P.writeNested(w, 82, ConsumedCapacity, m.reservedConsumed, depth)
  },
  read(r, depth) {
    const m = { rows: [], searchHits: [] } as unknown as P.Mutable<SearchResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.totalHits = P.readInt64(r); break
        case 18: m.rows.push(r.bytes()); break
        case 24: m.isAllSucceeded = r.bool(); break
        case 42: m.searchHits.push(P.readNested(r, SearchHit, depth)); break
        case 50: m.nextToken = r.bytes(); break
        case 58: m.aggs = r.bytes(); break
        case 66: m.groupBys = r.bytes(); break
        case 74: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 82: m.reservedConsumed = P.readNested(r, ConsumedCapacity, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchHit {
  readonly score?: number | undefined
  readonly highlightResult?: HighlightResult | undefined
  readonly searchInnerHits: ReadonlyArray<SearchInnerHit>
  readonly nestedDocOffset?: number | undefined
}
export const SearchHit: P.Message<SearchHit> = {
  name: "SearchHit",
  write(m, w, depth) {
    if (m.score !== undefined) w.uint32(25).double(m.score)
    if (m.highlightResult !== undefined) P.writeNested(w, 34, HighlightResult, m.highlightResult, depth)
    if (m.searchInnerHits !== undefined) for (const v of m.searchInnerHits) P.writeNested(w, 42, SearchInnerHit, v, depth)
    if (m.nestedDocOffset !== undefined) P.writeInt32(w.uint32(48), m.nestedDocOffset)
  },
  read(r, depth) {
    const m = { searchInnerHits: [] } as unknown as P.Mutable<SearchHit>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 25: m.score = r.double(); break
        case 34: m.highlightResult = P.readNested(r, HighlightResult, depth); break
        case 42: m.searchInnerHits.push(P.readNested(r, SearchInnerHit, depth)); break
        case 48: m.nestedDocOffset = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchInnerHit {
  /** path of the nested field */
  readonly path?: string | undefined
  readonly searchHits: ReadonlyArray<SearchHit>
}
export const SearchInnerHit: P.Message<SearchInnerHit> = {
  name: "SearchInnerHit",
  write(m, w, depth) {
    if (m.path !== undefined) w.uint32(10).string(m.path)
    if (m.searchHits !== undefined) for (const v of m.searchHits) P.writeNested(w, 18, SearchHit, v, depth)
  },
  read(r, depth) {
    const m = { searchHits: [] } as unknown as P.Mutable<SearchInnerHit>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.path = r.string(); break
        case 18: m.searchHits.push(P.readNested(r, SearchHit, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface HighlightResult {
  readonly highlightFields: ReadonlyArray<HighlightField>
}
export const HighlightResult: P.Message<HighlightResult> = {
  name: "HighlightResult",
  write(m, w, depth) {
    if (m.highlightFields !== undefined) for (const v of m.highlightFields) P.writeNested(w, 10, HighlightField, v, depth)
  },
  read(r, depth) {
    const m = { highlightFields: [] } as unknown as P.Mutable<HighlightResult>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.highlightFields.push(P.readNested(r, HighlightField, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface HighlightField {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  readonly fieldFragments: ReadonlyArray<string>
}
export const HighlightField: P.Message<HighlightField> = {
  name: "HighlightField",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.fieldFragments !== undefined) for (const v of m.fieldFragments) w.uint32(18).string(v)
  },
  read(r) {
    const m = { fieldFragments: [] } as unknown as P.Mutable<HighlightField>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 18: m.fieldFragments.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DateTimeValue {
  readonly value?: number | undefined
  readonly unit?: DateTimeUnit | undefined
}
export const DateTimeValue: P.Message<DateTimeValue> = {
  name: "DateTimeValue",
  write(m, w) {
    if (m.value !== undefined) P.writeInt32(w.uint32(8), m.value)
    if (m.unit !== undefined) P.writeInt32(w.uint32(16), m.unit)
  },
  read(r) {
    const m = {} as P.Mutable<DateTimeValue>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.value = r.int32(); break
        case 16: m.unit = r.int32() as DateTimeUnit; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SingleWordAnalyzerParameter {
  readonly caseSensitive?: boolean | undefined
  readonly delimitWord?: boolean | undefined
}
export const SingleWordAnalyzerParameter: P.Message<SingleWordAnalyzerParameter> = {
  name: "SingleWordAnalyzerParameter",
  write(m, w) {
    if (m.caseSensitive !== undefined) w.uint32(8).bool(m.caseSensitive)
    if (m.delimitWord !== undefined) w.uint32(16).bool(m.delimitWord)
  },
  read(r) {
    const m = {} as P.Mutable<SingleWordAnalyzerParameter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.caseSensitive = r.bool(); break
        case 16: m.delimitWord = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SplitAnalyzerParameter {
  readonly delimiter?: string | undefined
  /** only in java/rust */
  readonly caseSensitive?: boolean | undefined
}
export const SplitAnalyzerParameter: P.Message<SplitAnalyzerParameter> = {
  name: "SplitAnalyzerParameter",
  write(m, w) {
    if (m.delimiter !== undefined) w.uint32(10).string(m.delimiter)
    if (m.caseSensitive !== undefined) w.uint32(16).bool(m.caseSensitive)
  },
  read(r) {
    const m = {} as P.Mutable<SplitAnalyzerParameter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.delimiter = r.string(); break
        case 16: m.caseSensitive = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FuzzyAnalyzerParameter {
  readonly minChars?: number | undefined
  readonly maxChars?: number | undefined
  /** only in java/rust */
  readonly caseSensitive?: boolean | undefined
}
export const FuzzyAnalyzerParameter: P.Message<FuzzyAnalyzerParameter> = {
  name: "FuzzyAnalyzerParameter",
  write(m, w) {
    if (m.minChars !== undefined) P.writeInt32(w.uint32(8), m.minChars)
    if (m.maxChars !== undefined) P.writeInt32(w.uint32(16), m.maxChars)
    if (m.caseSensitive !== undefined) w.uint32(24).bool(m.caseSensitive)
  },
  read(r) {
    const m = {} as P.Mutable<FuzzyAnalyzerParameter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.minChars = r.int32(); break
        case 16: m.maxChars = r.int32(); break
        case 24: m.caseSensitive = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface FieldSchema {
  /** indexed field (column) name */
  readonly fieldName?: string | undefined
  /** type */
  readonly fieldType?: FieldType | undefined
  /** posting detail */
  readonly indexOptions?: IndexOptions | undefined
  /** single_word, max_word, min_word, split, fuzzy */
  readonly analyzer?: string | undefined
  /** searchable */
  readonly index?: boolean | undefined
  /** usable in sort and aggregation (node calls it doc_values, python enable_sort_and_agg) */
  readonly sortAndAgg?: boolean | undefined
  /** value kept in the index */
  readonly store?: boolean | undefined
  /** only for NESTED */
  readonly fieldSchemas: ReadonlyArray<FieldSchema>
  /** field holds a JSON array text */
  readonly isArray?: boolean | undefined
  /** serialized parameter message of that analyzer */
  readonly analyzerParameter?: Uint8Array | undefined
  /** derived from other columns */
  readonly isVirtualField?: boolean | undefined
  /** origin of a virtual field */
  readonly sourceFieldNames: ReadonlyArray<string>
  /** patterns for DATE */
  readonly dateFormats: ReadonlyArray<string>
  /** TEXT only */
  readonly enableHighlighting?: boolean | undefined
  /** VECTOR only */
  readonly vectorOptions?: VectorOptions | undefined
  /** JSON only; only in java */
  readonly jsonType?: JsonType | undefined
}
export const FieldSchema: P.Message<FieldSchema> = {
  name: "FieldSchema",
  write(m, w, depth) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.fieldType !== undefined) P.writeInt32(w.uint32(16), m.fieldType)
    if (m.indexOptions !== undefined) P.writeInt32(w.uint32(24), m.indexOptions)
    if (m.analyzer !== undefined) w.uint32(34).string(m.analyzer)
    if (m.index !== undefined) w.uint32(40).bool(m.index)
    if (m.sortAndAgg !== undefined) w.uint32(48).bool(m.sortAndAgg)
    if (m.store !== undefined) w.uint32(56).bool(m.store)
    if (m.fieldSchemas !== undefined) for (const v of m.fieldSchemas) P.writeNested(w, 66, FieldSchema, v, depth)
    if (m.isArray !== undefined) w.uint32(72).bool(m.isArray)
    if (m.analyzerParameter !== undefined) w.uint32(82).bytes(m.analyzerParameter)
    if (m.isVirtualField !== undefined) w.uint32(88).bool(m.isVirtualField)
    if (m.sourceFieldNames !== undefined) for (const v of m.sourceFieldNames) w.uint32(98).string(v)
    if (m.dateFormats !== undefined) for (const v of m.dateFormats) w.uint32(106).string(v)
    if (m.enableHighlighting !== undefined) w.uint32(112).bool(m.enableHighlighting)
    if (m.vectorOptions !== undefined) P.writeNested(w, 122, VectorOptions, m.vectorOptions, depth)
    if (m.jsonType !== undefined) P.writeInt32(w.uint32(128), m.jsonType)
  },
  read(r, depth) {
    const m = { fieldSchemas: [], sourceFieldNames: [], dateFormats: [] } as unknown as P.Mutable<FieldSchema>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.fieldType = r.int32() as FieldType; break
        case 24: m.indexOptions = r.int32() as IndexOptions; break
        case 34: m.analyzer = r.string(); break
        case 40: m.index = r.bool(); break
        case 48: m.sortAndAgg = r.bool(); break
        case 56: m.store = r.bool(); break
        case 66: m.fieldSchemas.push(P.readNested(r, FieldSchema, depth)); break
        case 72: m.isArray = r.bool(); break
        case 82: m.analyzerParameter = r.bytes(); break
        case 88: m.isVirtualField = r.bool(); break
        case 98: m.sourceFieldNames.push(r.string()); break
        case 106: m.dateFormats.push(r.string()); break
        case 112: m.enableHighlighting = r.bool(); break
        case 122: m.vectorOptions = P.readNested(r, VectorOptions, depth); break
        case 128: m.jsonType = r.int32() as JsonType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface VectorOptions {
  readonly dataType?: VectorDataType | undefined
  readonly dimension?: number | undefined
  readonly metricType?: VectorMetricType | undefined
}
export const VectorOptions: P.Message<VectorOptions> = {
  name: "VectorOptions",
  write(m, w) {
    if (m.dataType !== undefined) P.writeInt32(w.uint32(8), m.dataType)
    if (m.dimension !== undefined) P.writeInt32(w.uint32(16), m.dimension)
    if (m.metricType !== undefined) P.writeInt32(w.uint32(24), m.metricType)
  },
  read(r) {
    const m = {} as P.Mutable<VectorOptions>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.dataType = r.int32() as VectorDataType; break
        case 16: m.dimension = r.int32(); break
        case 24: m.metricType = r.int32() as VectorMetricType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface IndexSchema {
  readonly fieldSchemas: ReadonlyArray<FieldSchema>
  readonly indexSetting?: IndexSetting | undefined
  /** presort */
  readonly indexSort?: Sort | undefined
}
export const IndexSchema: P.Message<IndexSchema> = {
  name: "IndexSchema",
  write(m, w, depth) {
    if (m.fieldSchemas !== undefined) for (const v of m.fieldSchemas) P.writeNested(w, 10, FieldSchema, v, depth)
    if (m.indexSetting !== undefined) P.writeNested(w, 18, IndexSetting, m.indexSetting, depth)
    if (m.indexSort !== undefined) P.writeNested(w, 26, Sort, m.indexSort, depth)
  },
  read(r, depth) {
    const m = { fieldSchemas: [] } as unknown as P.Mutable<IndexSchema>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldSchemas.push(P.readNested(r, FieldSchema, depth)); break
        case 18: m.indexSetting = P.readNested(r, IndexSetting, depth); break
        case 26: m.indexSort = P.readNested(r, Sort, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface IndexSetting {
  /** SDKs send 1 */
  readonly numberOfShards?: number | undefined
  /** subset of key columns */
  readonly routingFields: ReadonlyArray<string>
  readonly routingPartitionSize?: number | undefined
  /** only in java */
  readonly enableCustomColumnVersion?: boolean | undefined
}
export const IndexSetting: P.Message<IndexSetting> = {
  name: "IndexSetting",
  write(m, w) {
    if (m.numberOfShards !== undefined) P.writeInt32(w.uint32(8), m.numberOfShards)
    if (m.routingFields !== undefined) for (const v of m.routingFields) w.uint32(18).string(v)
    if (m.routingPartitionSize !== undefined) P.writeInt32(w.uint32(24), m.routingPartitionSize)
    if (m.enableCustomColumnVersion !== undefined) w.uint32(56).bool(m.enableCustomColumnVersion)
  },
  read(r) {
    const m = { routingFields: [] } as unknown as P.Mutable<IndexSetting>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.numberOfShards = r.int32(); break
        case 18: m.routingFields.push(r.string()); break
        case 24: m.routingPartitionSize = r.int32(); break
        case 56: m.enableCustomColumnVersion = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateSearchIndexRequest {
  readonly tableName: string
  readonly indexName: string
  /** definition */
  readonly schema?: IndexSchema | undefined
  /** index being replaced */
  readonly sourceIndexName?: string | undefined
  /** seconds, -1 forever; needs allow_update false on the table */
  readonly timeToLive?: number | undefined
}
export const CreateSearchIndexRequest: P.Message<CreateSearchIndexRequest> = {
  name: "CreateSearchIndexRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).string(m.indexName)
    if (m.schema !== undefined) P.writeNested(w, 26, IndexSchema, m.schema, depth)
    if (m.sourceIndexName !== undefined) w.uint32(34).string(m.sourceIndexName)
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(40), m.timeToLive)
  },
  read(r, depth) {
    const m = {} as P.Mutable<CreateSearchIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 26: m.schema = P.readNested(r, IndexSchema, depth); break
        case 34: m.sourceIndexName = r.string(); break
        case 40: m.timeToLive = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "indexName"])
    return m
  }
}

export interface QueryFlowWeight {
  readonly indexName?: string | undefined
  /** share of the queries this index answers */
  readonly weight?: number | undefined
}
export const QueryFlowWeight: P.Message<QueryFlowWeight> = {
  name: "QueryFlowWeight",
  write(m, w) {
    if (m.indexName !== undefined) w.uint32(10).string(m.indexName)
    if (m.weight !== undefined) P.writeInt32(w.uint32(16), m.weight)
  },
  read(r) {
    const m = {} as P.Mutable<QueryFlowWeight>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.indexName = r.string(); break
        case 16: m.weight = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface UpdateSearchIndexRequest {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
  /** swap names with this index */
  readonly switchIndexName?: string | undefined
  readonly queryFlowWeight: ReadonlyArray<QueryFlowWeight>
  /** seconds, -1 forever */
  readonly timeToLive?: number | undefined
  /** fields to add; only in java */
  readonly addedFieldSchemas: ReadonlyArray<FieldSchema>
}
export const UpdateSearchIndexRequest: P.Message<UpdateSearchIndexRequest> = {
  name: "UpdateSearchIndexRequest",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
    if (m.switchIndexName !== undefined) w.uint32(26).string(m.switchIndexName)
    if (m.queryFlowWeight !== undefined) for (const v of m.queryFlowWeight) P.writeNested(w, 34, QueryFlowWeight, v, depth)
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(40), m.timeToLive)
    if (m.addedFieldSchemas !== undefined) for (const v of m.addedFieldSchemas) P.writeNested(w, 50, FieldSchema, v, depth)
  },
  read(r, depth) {
    const m = { queryFlowWeight: [], addedFieldSchemas: [] } as unknown as P.Mutable<UpdateSearchIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 26: m.switchIndexName = r.string(); break
        case 34: m.queryFlowWeight.push(P.readNested(r, QueryFlowWeight, depth)); break
        case 40: m.timeToLive = r.int32(); break
        case 50: m.addedFieldSchemas.push(P.readNested(r, FieldSchema, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface IndexInfo {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
}
export const IndexInfo: P.Message<IndexInfo> = {
  name: "IndexInfo",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
  },
  read(r) {
    const m = {} as P.Mutable<IndexInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ListSearchIndexRequest {
  /** absent = whole instance */
  readonly tableName?: string | undefined
}
export const ListSearchIndexRequest: P.Message<ListSearchIndexRequest> = {
  name: "ListSearchIndexRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<ListSearchIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ListSearchIndexResponse {
  readonly indices: ReadonlyArray<IndexInfo>
}
export const ListSearchIndexResponse: P.Message<ListSearchIndexResponse> = {
  name: "ListSearchIndexResponse",
  write(m, w, depth) {
    if (m.indices !== undefined) for (const v of m.indices) P.writeNested(w, 10, IndexInfo, v, depth)
  },
  read(r, depth) {
    const m = { indices: [] } as unknown as P.Mutable<ListSearchIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.indices.push(P.readNested(r, IndexInfo, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteSearchIndexRequest {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
}
export const DeleteSearchIndexRequest: P.Message<DeleteSearchIndexRequest> = {
  name: "DeleteSearchIndexRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteSearchIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SyncStat {
  readonly syncPhase?: SyncPhase | undefined
  /** unix nanoseconds (unverified unit) */
  readonly currentSyncTimestamp?: bigint | undefined
}
export const SyncStat: P.Message<SyncStat> = {
  name: "SyncStat",
  write(m, w) {
    if (m.syncPhase !== undefined) P.writeInt32(w.uint32(8), m.syncPhase)
    if (m.currentSyncTimestamp !== undefined) P.writeInt64(w.uint32(16), m.currentSyncTimestamp)
  },
  read(r) {
    const m = {} as P.Mutable<SyncStat>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.syncPhase = r.int32() as SyncPhase; break
        case 16: m.currentSyncTimestamp = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MeteringInfo {
  readonly storageSize?: bigint | undefined
  /** rows in the index */
  readonly rowCount?: bigint | undefined
  readonly reservedReadCu?: bigint | undefined
  readonly timestamp?: bigint | undefined
}
export const MeteringInfo: P.Message<MeteringInfo> = {
  name: "MeteringInfo",
  write(m, w) {
    if (m.storageSize !== undefined) P.writeInt64(w.uint32(8), m.storageSize)
    if (m.rowCount !== undefined) P.writeInt64(w.uint32(16), m.rowCount)
    if (m.reservedReadCu !== undefined) P.writeInt64(w.uint32(24), m.reservedReadCu)
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(32), m.timestamp)
  },
  read(r) {
    const m = {} as P.Mutable<MeteringInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.storageSize = P.readInt64(r); break
        case 16: m.rowCount = P.readInt64(r); break
        case 24: m.reservedReadCu = P.readInt64(r); break
        case 32: m.timestamp = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DescribeSearchIndexRequest {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
  /** only in java/rust */
  readonly includeSyncStat?: boolean | undefined
}
export const DescribeSearchIndexRequest: P.Message<DescribeSearchIndexRequest> = {
  name: "DescribeSearchIndexRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
    if (m.includeSyncStat !== undefined) w.uint32(24).bool(m.includeSyncStat)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeSearchIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 24: m.includeSyncStat = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DescribeSearchIndexResponse {
  readonly schema?: IndexSchema | undefined
  readonly syncStat?: SyncStat | undefined
  readonly meteringInfo?: MeteringInfo | undefined
  readonly brotherIndexName?: string | undefined
  readonly queryFlowWeight: ReadonlyArray<QueryFlowWeight>
  readonly createTime?: bigint | undefined
  /** seconds, -1 forever */
  readonly timeToLive?: number | undefined
  /** node 5.6 reads it without a null check: always send it */
  readonly indexStatus?: IndexStatus | undefined
}
export const DescribeSearchIndexResponse: P.Message<DescribeSearchIndexResponse> = {
  name: "DescribeSearchIndexResponse",
  write(m, w, depth) {
    if (m.schema !== undefined) P.writeNested(w, 10, IndexSchema, m.schema, depth)
    if (m.syncStat !== undefined) P.writeNested(w, 18, SyncStat, m.syncStat, depth)
    if (m.meteringInfo !== undefined) P.writeNested(w, 26, MeteringInfo, m.meteringInfo, depth)
    if (m.brotherIndexName !== undefined) w.uint32(34).string(m.brotherIndexName)
    if (m.queryFlowWeight !== undefined) for (const v of m.queryFlowWeight) P.writeNested(w, 42, QueryFlowWeight, v, depth)
    if (m.createTime !== undefined) P.writeInt64(w.uint32(48), m.createTime)
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(56), m.timeToLive)
    if (m.indexStatus !== undefined) P.writeNested(w, 66, IndexStatus, m.indexStatus, depth)
  },
  read(r, depth) {
    const m = { queryFlowWeight: [] } as unknown as P.Mutable<DescribeSearchIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.schema = P.readNested(r, IndexSchema, depth); break
        case 18: m.syncStat = P.readNested(r, SyncStat, depth); break
        case 26: m.meteringInfo = P.readNested(r, MeteringInfo, depth); break
        case 34: m.brotherIndexName = r.string(); break
        case 42: m.queryFlowWeight.push(P.readNested(r, QueryFlowWeight, depth)); break
        case 48: m.createTime = P.readInt64(r); break
        case 56: m.timeToLive = r.int32(); break
        case 66: m.indexStatus = P.readNested(r, IndexStatus, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface IndexStatus {
  /** state */
  readonly status?: IndexStatusEnum | undefined
  readonly statusDescription?: string | undefined
}
export const IndexStatus: P.Message<IndexStatus> = {
  name: "IndexStatus",
  write(m, w) {
    if (m.status !== undefined) P.writeInt32(w.uint32(8), m.status)
    if (m.statusDescription !== undefined) w.uint32(18).string(m.statusDescription)
  },
  read(r) {
    const m = {} as P.Mutable<IndexStatus>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.status = r.int32() as IndexStatusEnum; break
        case 18: m.statusDescription = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ScanQuery {
  /** nested query */
  readonly query?: Query | undefined
  /** maximum number of items */
  readonly limit?: number | undefined
  /** seconds, default 60 */
  readonly aliveTime?: number | undefined
  /** opaque page token of the previous response */
  readonly token?: Uint8Array | undefined
  /** 0 <= id < max_parallel */
  readonly currentParallelId?: number | undefined
  /** from ComputeSplits */
  readonly maxParallel?: number | undefined
}
export const ScanQuery: P.Message<ScanQuery> = {
  name: "ScanQuery",
  write(m, w, depth) {
    if (m.query !== undefined) P.writeNested(w, 10, Query, m.query, depth)
    if (m.limit !== undefined) P.writeInt32(w.uint32(16), m.limit)
    if (m.aliveTime !== undefined) P.writeInt32(w.uint32(24), m.aliveTime)
    if (m.token !== undefined) w.uint32(34).bytes(m.token)
    if (m.currentParallelId !== undefined) P.writeInt32(w.uint32(40), m.currentParallelId)
    if (m.maxParallel !== undefined) P.writeInt32(w.uint32(48), m.maxParallel)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ScanQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.query = P.readNested(r, Query, depth); break
        case 16: m.limit = r.int32(); break
        case 24: m.aliveTime = r.int32(); break
        case 34: m.token = r.bytes(); break
        case 40: m.currentParallelId = r.int32(); break
        case 48: m.maxParallel = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ParallelScanRequest {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
  /** names of columns to return; empty means all */
  readonly columnsToGet?: ColumnsToGet | undefined
  /** scan session */
  readonly sessionId?: Uint8Array | undefined
  /** ScanQuery message or its serialized bytes: same wire form; type ScanQuery in java/node/rust; bytes in go/python/xinz */
  readonly scanQuery?: ScanQuery | undefined
  /** server time limit, ms */
  readonly timeoutMs?: number | undefined
}
export const ParallelScanRequest: P.Message<ParallelScanRequest> = {
  name: "ParallelScanRequest",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
    if (m.columnsToGet !== undefined) P.writeNested(w, 26, ColumnsToGet, m.columnsToGet, depth)
    if (m.sessionId !== undefined) w.uint32(34).bytes(m.sessionId)
    if (m.scanQuery !== undefined) P.writeNested(w, 42, ScanQuery, m.scanQuery, depth)
    if (m.timeoutMs !== undefined) P.writeInt32(w.uint32(48), m.timeoutMs)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ParallelScanRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 26: m.columnsToGet = P.readNested(r, ColumnsToGet, depth); break
        case 34: m.sessionId = r.bytes(); break
        case 42: m.scanQuery = P.readNested(r, ScanQuery, depth); break
        case 48: m.timeoutMs = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ParallelScanResponse {
  /** one PlainBuffer per row */
  readonly rows: ReadonlyArray<Uint8Array>
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
}
export const ParallelScanResponse: P.Message<ParallelScanResponse> = {
  name: "ParallelScanResponse",
  write(m, w) {
    if (m.rows !== undefined) for (const v of m.rows) w.uint32(10).bytes(v)
    if (m.nextToken !== undefined) w.uint32(18).bytes(m.nextToken)
  },
  read(r) {
    const m = { rows: [] } as unknown as P.Mutable<ParallelScanResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.rows.push(r.bytes()); break
        case 18: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SessionId {
  readonly version?: number | undefined
  /** scan session */
  readonly sessionId?: Uint8Array | undefined
}
export const SessionId: P.Message<SessionId> = {
  name: "SessionId",
  write(m, w) {
    if (m.version !== undefined) P.writeInt32(w.uint32(8), m.version)
    if (m.sessionId !== undefined) w.uint32(18).bytes(m.sessionId)
  },
  read(r) {
    const m = {} as P.Mutable<SessionId>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.version = r.int32(); break
        case 18: m.sessionId = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface MatchAllQuery {
}
export const MatchAllQuery: P.Message<MatchAllQuery> = {
  name: "MatchAllQuery",
  write() {},
  read(r) {
    const m = {} as P.Mutable<MatchAllQuery>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface RandomScoreFunction {
}
export const RandomScoreFunction: P.Message<RandomScoreFunction> = {
  name: "RandomScoreFunction",
  write() {},
  read(r) {
    const m = {} as P.Mutable<RandomScoreFunction>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CreateSearchIndexResponse {
}
export const CreateSearchIndexResponse: P.Message<CreateSearchIndexResponse> = {
  name: "CreateSearchIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateSearchIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface UpdateSearchIndexResponse {
}
export const UpdateSearchIndexResponse: P.Message<UpdateSearchIndexResponse> = {
  name: "UpdateSearchIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UpdateSearchIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteSearchIndexResponse {
}
export const DeleteSearchIndexResponse: P.Message<DeleteSearchIndexResponse> = {
  name: "DeleteSearchIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteSearchIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
