// Generated from ../proto/filter.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"

export const VariantType = {
  VT_INTEGER: 0,
  VT_DOUBLE: 1,
  VT_STRING: 3,
  VT_NULL: 6,
  VT_BLOB: 7
} as const
export type VariantType = (typeof VariantType)[keyof typeof VariantType]

export const FilterType = {
  FT_SINGLE_COLUMN_VALUE: 1,
  FT_COMPOSITE_COLUMN_VALUE: 2,
  FT_COLUMN_PAGINATION: 3
} as const
export type FilterType = (typeof FilterType)[keyof typeof FilterType]

export const ComparatorType = {
  CT_EQUAL: 1,
  CT_NOT_EQUAL: 2,
  CT_GREATER_THAN: 3,
  CT_GREATER_EQUAL: 4,
  CT_LESS_THAN: 5,
  CT_LESS_EQUAL: 6,
  CT_EXIST: 7,
  CT_NOT_EXIST: 8
} as const
export type ComparatorType = (typeof ComparatorType)[keyof typeof ComparatorType]

export const LogicalOperator = {
  LO_NOT: 1,
  LO_AND: 2,
  LO_OR: 3
} as const
export type LogicalOperator = (typeof LogicalOperator)[keyof typeof LogicalOperator]

export interface ValueTransferRule {
  /** first capture group is taken */
  readonly regex: string
  /** type the captured text is cast to */
  readonly castType?: VariantType | undefined
}
export const ValueTransferRule: P.Message<ValueTransferRule> = {
  name: "ValueTransferRule",
  write(m, w) {
    w.uint32(10).string(m.regex)
    if (m.castType !== undefined) P.writeInt32(w.uint32(16), m.castType)
  },
  read(r) {
    const m = {} as P.Mutable<ValueTransferRule>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regex = r.string(); break
        case 16: m.castType = r.int32() as VariantType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regex"])
    return m
  }
}

export interface SingleColumnValueFilter {
  /** operator */
  readonly comparator: ComparatorType
  /** column */
  readonly columnName: string
  /** variant (type byte + data) */
  readonly columnValue: Uint8Array
  /** true: a row without the column does not pass; equals NOT pass_if_missing of the SDKs */
  readonly filterIfMissing: boolean
  /** true: only newest version is compared */
  readonly latestVersionOnly: boolean
  /** regex extraction before comparing */
  readonly valueTransRule?: ValueTransferRule | undefined
}
export const SingleColumnValueFilter: P.Message<SingleColumnValueFilter> = {
  name: "SingleColumnValueFilter",
  write(m, w, depth) {
    P.writeInt32(w.uint32(8), m.comparator)
    w.uint32(18).string(m.columnName)
    w.uint32(26).bytes(m.columnValue)
    w.uint32(32).bool(m.filterIfMissing)
    w.uint32(40).bool(m.latestVersionOnly)
    if (m.valueTransRule !== undefined) P.writeNested(w, 50, ValueTransferRule, m.valueTransRule, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<SingleColumnValueFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.comparator = r.int32() as ComparatorType; break
        case 18: m.columnName = r.string(); break
        case 26: m.columnValue = r.bytes(); break
        case 32: m.filterIfMissing = r.bool(); break
        case 40: m.latestVersionOnly = r.bool(); break
        case 50: m.valueTransRule = P.readNested(r, ValueTransferRule, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["comparator", "columnName", "columnValue", "filterIfMissing", "latestVersionOnly"])
    return m
  }
}

export interface CompositeColumnValueFilter {
  /** NOT has 1 sub-filter, AND/OR 2 or more */
  readonly combinator: LogicalOperator
  /** nested filters */
  readonly subFilters: ReadonlyArray<Filter>
}
export const CompositeColumnValueFilter: P.Message<CompositeColumnValueFilter> = {
  name: "CompositeColumnValueFilter",
  write(m, w, depth) {
    P.writeInt32(w.uint32(8), m.combinator)
    if (m.subFilters !== undefined) for (const v of m.subFilters) P.writeNested(w, 18, Filter, v, depth)
  },
  read(r, depth) {
    const m = { subFilters: [] } as unknown as P.Mutable<CompositeColumnValueFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.combinator = r.int32() as LogicalOperator; break
        case 18: m.subFilters.push(P.readNested(r, Filter, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["combinator"])
    return m
  }
}

export interface ColumnPaginationFilter {
  /** columns to skip */
  readonly offset: number
  /** columns to return */
  readonly limit: number
}
export const ColumnPaginationFilter: P.Message<ColumnPaginationFilter> = {
  name: "ColumnPaginationFilter",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.offset)
    P.writeInt32(w.uint32(16), m.limit)
  },
  read(r) {
    const m = {} as P.Mutable<ColumnPaginationFilter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.offset = r.int32(); break
        case 16: m.limit = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["offset", "limit"])
    return m
  }
}

export interface Filter {
  /** which message is in filter */
  readonly type: FilterType
  /** serialized message of that type */
  readonly filter: Uint8Array
}
export const Filter: P.Message<Filter> = {
  name: "Filter",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.type)
    w.uint32(18).bytes(m.filter)
  },
  read(r) {
    const m = {} as P.Mutable<Filter>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as FilterType; break
        case 18: m.filter = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["type", "filter"])
    return m
  }
}
