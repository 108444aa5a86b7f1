// Generated from ../proto/timeseries.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"
import { PrimaryKeySchema } from "./tableStore.ts"

export const MetaQueryConditionType = {
  COMPOSITE_CONDITION: 1,
  MEASUREMENT_CONDITION: 2,
  SOURCE_CONDITION: 3,
  TAG_CONDITION: 4,
  UPDATE_TIME_CONDITION: 5,
  ATTRIBUTE_CONDITION: 6
} as const
export type MetaQueryConditionType = (typeof MetaQueryConditionType)[keyof typeof MetaQueryConditionType]

export const MetaQueryCompositeOperator = {
  OP_AND: 1,
  OP_OR: 2,
  OP_NOT: 3
} as const
export type MetaQueryCompositeOperator = (typeof MetaQueryCompositeOperator)[keyof typeof MetaQueryCompositeOperator]

export const MetaQuerySingleOperator = {
  OP_EQUAL: 1,
  OP_GREATER_THAN: 2,
  OP_GREATER_EQUAL: 3,
  OP_LESS_THAN: 4,
  OP_LESS_EQUAL: 5,
  OP_PREFIX: 6
} as const
export type MetaQuerySingleOperator = (typeof MetaQuerySingleOperator)[keyof typeof MetaQuerySingleOperator]

export const RowsSerializeType = {
  RST_FLAT_BUFFER: 0,
  RST_PLAIN_BUFFER: 1,
  RST_PROTO_BUFFER: 2
} as const
export type RowsSerializeType = (typeof RowsSerializeType)[keyof typeof RowsSerializeType]

export const MetaUpdateMode = {
  MUM_NORMAL: 0,
  MUM_IGNORE: 1
} as const
export type MetaUpdateMode = (typeof MetaUpdateMode)[keyof typeof MetaUpdateMode]

export const AnalyticalStoreSyncType = {
  SYNC_TYPE_FULL: 1,
  SYNC_TYPE_INCR: 2
} as const
export type AnalyticalStoreSyncType = (typeof AnalyticalStoreSyncType)[keyof typeof AnalyticalStoreSyncType]

export interface TimeseriesTableOptions {
  /** seconds, -1 forever */
  readonly timeToLive?: number | undefined
}
export const TimeseriesTableOptions: P.Message<TimeseriesTableOptions> = {
  name: "TimeseriesTableOptions",
  write(m, w) {
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(8), m.timeToLive)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesTableOptions>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.timeToLive = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesMetaOptions {
  readonly allowUpdateAttributes?: boolean | undefined
  readonly metaTimeToLive?: number | undefined
}
export const TimeseriesMetaOptions: P.Message<TimeseriesMetaOptions> = {
  name: "TimeseriesMetaOptions",
  write(m, w) {
    if (m.allowUpdateAttributes !== undefined) w.uint32(8).bool(m.allowUpdateAttributes)
    if (m.metaTimeToLive !== undefined) P.writeInt32(w.uint32(16), m.metaTimeToLive)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesMetaOptions>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.allowUpdateAttributes = r.bool(); break
        case 16: m.metaTimeToLive = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesTableMeta {
  readonly tableName: string
  readonly tableOptions?: TimeseriesTableOptions | undefined
  /** state */
  readonly status?: string | undefined
  readonly metaOptions?: TimeseriesMetaOptions | undefined
  readonly timeseriesKeySchema: ReadonlyArray<string>
  readonly fieldPrimaryKeySchema: ReadonlyArray<PrimaryKeySchema>
  readonly disableHashPartitionKey?: boolean | undefined
  readonly disableTimeseriesMetaIndex?: boolean | undefined
}
export const TimeseriesTableMeta: P.Message<TimeseriesTableMeta> = {
  name: "TimeseriesTableMeta",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.tableOptions !== undefined) P.writeNested(w, 18, TimeseriesTableOptions, m.tableOptions, depth)
    if (m.status !== undefined) w.uint32(26).string(m.status)
    if (m.metaOptions !== undefined) P.writeNested(w, 34, TimeseriesMetaOptions, m.metaOptions, depth)
    if (m.timeseriesKeySchema !== undefined) for (const v of m.timeseriesKeySchema) w.uint32(42).string(v)
    if (m.fieldPrimaryKeySchema !== undefined) for (const v of m.fieldPrimaryKeySchema) P.writeNested(w, 50, PrimaryKeySchema, v, depth)
    if (m.disableHashPartitionKey !== undefined) w.uint32(56).bool(m.disableHashPartitionKey)
    if (m.disableTimeseriesMetaIndex !== undefined) w.uint32(64).bool(m.disableTimeseriesMetaIndex)
  },
  read(r, depth) {
    const m = { timeseriesKeySchema: [], fieldPrimaryKeySchema: [] } as unknown as P.Mutable<TimeseriesTableMeta>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.tableOptions = P.readNested(r, TimeseriesTableOptions, depth); break
        case 26: m.status = r.string(); break
        case 34: m.metaOptions = P.readNested(r, TimeseriesMetaOptions, depth); break
        case 42: m.timeseriesKeySchema.push(r.string()); break
        case 50: m.fieldPrimaryKeySchema.push(P.readNested(r, PrimaryKeySchema, depth)); break
        case 56: m.disableHashPartitionKey = r.bool(); break
        case 64: m.disableTimeseriesMetaIndex = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface LastpointIndexMetaForCreate {
  /** index table */
  readonly indexTableName: string
}
export const LastpointIndexMetaForCreate: P.Message<LastpointIndexMetaForCreate> = {
  name: "LastpointIndexMetaForCreate",
  write(m, w) {
    w.uint32(10).string(m.indexTableName)
  },
  read(r) {
    const m = {} as P.Mutable<LastpointIndexMetaForCreate>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.indexTableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["indexTableName"])
    return m
  }
}

export interface CreateTimeseriesTableRequest {
  /** table schema */
  readonly tableMeta: TimeseriesTableMeta
  readonly analyticalStores: ReadonlyArray<TimeseriesAnalyticalStore>
  readonly enableAnalyticalStore?: boolean | undefined
  readonly lastpointIndexMetas: ReadonlyArray<LastpointIndexMetaForCreate>
}
export const CreateTimeseriesTableRequest: P.Message<CreateTimeseriesTableRequest> = {
  name: "CreateTimeseriesTableRequest",
  write(m, w, depth) {
    P.writeNested(w, 10, TimeseriesTableMeta, m.tableMeta, depth)
    if (m.analyticalStores !== undefined) for (const v of m.analyticalStores) P.writeNested(w, 26, TimeseriesAnalyticalStore, v, depth)
    if (m.enableAnalyticalStore !== undefined) w.uint32(32).bool(m.enableAnalyticalStore)
    if (m.lastpointIndexMetas !== undefined) for (const v of m.lastpointIndexMetas) P.writeNested(w, 42, LastpointIndexMetaForCreate, v, depth)
  },
  read(r, depth) {
    const m = { analyticalStores: [], lastpointIndexMetas: [] } as unknown as P.Mutable<CreateTimeseriesTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableMeta = P.readNested(r, TimeseriesTableMeta, depth); break
        case 26: m.analyticalStores.push(P.readNested(r, TimeseriesAnalyticalStore, depth)); break
        case 32: m.enableAnalyticalStore = r.bool(); break
        case 42: m.lastpointIndexMetas.push(P.readNested(r, LastpointIndexMetaForCreate, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableMeta"])
    return m
  }
}

export interface ListTimeseriesTableResponse {
  readonly tableMetas: ReadonlyArray<TimeseriesTableMeta>
}
export const ListTimeseriesTableResponse: P.Message<ListTimeseriesTableResponse> = {
  name: "ListTimeseriesTableResponse",
  write(m, w, depth) {
    if (m.tableMetas !== undefined) for (const v of m.tableMetas) P.writeNested(w, 10, TimeseriesTableMeta, v, depth)
  },
  read(r, depth) {
    const m = { tableMetas: [] } as unknown as P.Mutable<ListTimeseriesTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableMetas.push(P.readNested(r, TimeseriesTableMeta, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteTimeseriesTableRequest {
  readonly tableName: string
}
export const DeleteTimeseriesTableRequest: P.Message<DeleteTimeseriesTableRequest> = {
  name: "DeleteTimeseriesTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface UpdateTimeseriesTableRequest {
  readonly tableName: string
  readonly tableOptions?: TimeseriesTableOptions | undefined
  readonly metaOptions?: TimeseriesMetaOptions | undefined
}
export const UpdateTimeseriesTableRequest: P.Message<UpdateTimeseriesTableRequest> = {
  name: "UpdateTimeseriesTableRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.tableOptions !== undefined) P.writeNested(w, 18, TimeseriesTableOptions, m.tableOptions, depth)
    if (m.metaOptions !== undefined) P.writeNested(w, 26, TimeseriesMetaOptions, m.metaOptions, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateTimeseriesTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.tableOptions = P.readNested(r, TimeseriesTableOptions, depth); break
        case 26: m.metaOptions = P.readNested(r, TimeseriesMetaOptions, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface DescribeTimeseriesTableRequest {
  readonly tableName: string
}
export const DescribeTimeseriesTableRequest: P.Message<DescribeTimeseriesTableRequest> = {
  name: "DescribeTimeseriesTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeTimeseriesTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface DescribeTimeseriesTableResponse {
  /** table schema */
  readonly tableMeta: TimeseriesTableMeta
  readonly analyticalStores: ReadonlyArray<TimeseriesAnalyticalStore>
  readonly lastpointIndexes: ReadonlyArray<TimeseriesLastpointIndex>
}
export const DescribeTimeseriesTableResponse: P.Message<DescribeTimeseriesTableResponse> = {
  name: "DescribeTimeseriesTableResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, TimeseriesTableMeta, m.tableMeta, depth)
    if (m.analyticalStores !== undefined) for (const v of m.analyticalStores) P.writeNested(w, 18, TimeseriesAnalyticalStore, v, depth)
    if (m.lastpointIndexes !== undefined) for (const v of m.lastpointIndexes) P.writeNested(w, 26, TimeseriesLastpointIndex, v, depth)
  },
  read(r, depth) {
    const m = { analyticalStores: [], lastpointIndexes: [] } as unknown as P.Mutable<DescribeTimeseriesTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableMeta = P.readNested(r, TimeseriesTableMeta, depth); break
        case 18: m.analyticalStores.push(P.readNested(r, TimeseriesAnalyticalStore, depth)); break
        case 26: m.lastpointIndexes.push(P.readNested(r, TimeseriesLastpointIndex, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableMeta"])
    return m
  }
}

export interface MetaQueryCondition {
  /** kind */
  readonly type: MetaQueryConditionType
  readonly protoData: Uint8Array
}
export const MetaQueryCondition: P.Message<MetaQueryCondition> = {
  name: "MetaQueryCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.type)
    w.uint32(18).bytes(m.protoData)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQueryCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as MetaQueryConditionType; break
        case 18: m.protoData = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["type", "protoData"])
    return m
  }
}

export interface MetaQueryCompositeCondition {
  /** operator */
  readonly op: MetaQueryCompositeOperator
  readonly subConditions: ReadonlyArray<MetaQueryCondition>
}
export const MetaQueryCompositeCondition: P.Message<MetaQueryCompositeCondition> = {
  name: "MetaQueryCompositeCondition",
  write(m, w, depth) {
    P.writeInt32(w.uint32(8), m.op)
    if (m.subConditions !== undefined) for (const v of m.subConditions) P.writeNested(w, 18, MetaQueryCondition, v, depth)
  },
  read(r, depth) {
    const m = { subConditions: [] } as unknown as P.Mutable<MetaQueryCompositeCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQueryCompositeOperator; break
        case 18: m.subConditions.push(P.readNested(r, MetaQueryCondition, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op"])
    return m
  }
}

export interface MetaQueryMeasurementCondition {
  /** operator */
  readonly op: MetaQuerySingleOperator
  readonly value: string
}
export const MetaQueryMeasurementCondition: P.Message<MetaQueryMeasurementCondition> = {
  name: "MetaQueryMeasurementCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.op)
    w.uint32(18).string(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQueryMeasurementCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQuerySingleOperator; break
        case 18: m.value = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op", "value"])
    return m
  }
}

export interface MetaQuerySourceCondition {
  /** operator */
  readonly op: MetaQuerySingleOperator
  readonly value: string
}
export const MetaQuerySourceCondition: P.Message<MetaQuerySourceCondition> = {
  name: "MetaQuerySourceCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.op)
    w.uint32(18).string(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQuerySourceCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQuerySingleOperator; break
        case 18: m.value = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op", "value"])
    return m
  }
}

export interface MetaQueryTagCondition {
  /** operator */
  readonly op: MetaQuerySingleOperator
  readonly tagName: string
  readonly value: string
}
export const MetaQueryTagCondition: P.Message<MetaQueryTagCondition> = {
  name: "MetaQueryTagCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.op)
    w.uint32(18).string(m.tagName)
    w.uint32(26).string(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQueryTagCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQuerySingleOperator; break
        case 18: m.tagName = r.string(); break
        case 26: m.value = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op", "tagName", "value"])
    return m
  }
}

export interface MetaQueryAttributeCondition {
  /** operator */
  readonly op: MetaQuerySingleOperator
  readonly attrName: string
  readonly value: string
}
export const MetaQueryAttributeCondition: P.Message<MetaQueryAttributeCondition> = {
  name: "MetaQueryAttributeCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.op)
    w.uint32(18).string(m.attrName)
    w.uint32(26).string(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQueryAttributeCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQuerySingleOperator; break
        case 18: m.attrName = r.string(); break
        case 26: m.value = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op", "attrName", "value"])
    return m
  }
}

export interface MetaQueryUpdateTimeCondition {
  /** operator */
  readonly op: MetaQuerySingleOperator
  readonly value: bigint
}
export const MetaQueryUpdateTimeCondition: P.Message<MetaQueryUpdateTimeCondition> = {
  name: "MetaQueryUpdateTimeCondition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.op)
    P.writeInt64(w.uint32(16), m.value)
  },
  read(r) {
    const m = {} as P.Mutable<MetaQueryUpdateTimeCondition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.op = r.int32() as MetaQuerySingleOperator; break
        case 16: m.value = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["op", "value"])
    return m
  }
}

export interface TimeseriesTag {
  readonly name: string
  readonly value: string
}
export const TimeseriesTag: P.Message<TimeseriesTag> = {
  name: "TimeseriesTag",
  write(m, w) {
    w.uint32(10).string(m.name)
    w.uint32(18).string(m.value)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesTag>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 18: m.value = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["name", "value"])
    return m
  }
}

export interface TimeseriesKey {
  readonly measurement?: string | undefined
  readonly source?: string | undefined
  /** ["k=v",...] text */
  readonly tags?: string | undefined
  readonly tagList: ReadonlyArray<TimeseriesTag>
}
export const TimeseriesKey: P.Message<TimeseriesKey> = {
  name: "TimeseriesKey",
  write(m, w, depth) {
    if (m.measurement !== undefined) w.uint32(10).string(m.measurement)
    if (m.source !== undefined) w.uint32(18).string(m.source)
    if (m.tags !== undefined) w.uint32(26).string(m.tags)
    if (m.tagList !== undefined) for (const v of m.tagList) P.writeNested(w, 34, TimeseriesTag, v, depth)
  },
  read(r, depth) {
    const m = { tagList: [] } as unknown as P.Mutable<TimeseriesKey>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.measurement = r.string(); break
        case 18: m.source = r.string(); break
        case 26: m.tags = r.string(); break
        case 34: m.tagList.push(P.readNested(r, TimeseriesTag, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesMeta {
  readonly timeSeriesKey: TimeseriesKey
  readonly attributes?: string | undefined
  readonly updateTime?: bigint | undefined
}
export const TimeseriesMeta: P.Message<TimeseriesMeta> = {
  name: "TimeseriesMeta",
  write(m, w, depth) {
    P.writeNested(w, 10, TimeseriesKey, m.timeSeriesKey, depth)
    if (m.attributes !== undefined) w.uint32(18).string(m.attributes)
    if (m.updateTime !== undefined) P.writeInt64(w.uint32(24), m.updateTime)
  },
  read(r, depth) {
    const m = {} as P.Mutable<TimeseriesMeta>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.timeSeriesKey = P.readNested(r, TimeseriesKey, depth); break
        case 18: m.attributes = r.string(); break
        case 24: m.updateTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["timeSeriesKey"])
    return m
  }
}

export interface QueryTimeseriesMetaRequest {
  readonly tableName: string
  /** which time series to return */
  readonly condition?: MetaQueryCondition | undefined
  readonly getTotalHit?: boolean | undefined
  /** opaque page token of the previous response */
  readonly token?: Uint8Array | undefined
  /** maximum number of items */
  readonly limit?: number | undefined
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const QueryTimeseriesMetaRequest: P.Message<QueryTimeseriesMetaRequest> = {
  name: "QueryTimeseriesMetaRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.condition !== undefined) P.writeNested(w, 18, MetaQueryCondition, m.condition, depth)
    if (m.getTotalHit !== undefined) w.uint32(24).bool(m.getTotalHit)
    if (m.token !== undefined) w.uint32(34).bytes(m.token)
    if (m.limit !== undefined) P.writeInt32(w.uint32(40), m.limit)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(48), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = {} as P.Mutable<QueryTimeseriesMetaRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.condition = P.readNested(r, MetaQueryCondition, depth); break
        case 24: m.getTotalHit = r.bool(); break
        case 34: m.token = r.bytes(); break
        case 40: m.limit = r.int32(); break
        case 48: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface QueryTimeseriesMetaResponse {
  readonly timeseriesMetas: ReadonlyArray<TimeseriesMeta>
  readonly totalHit?: bigint | undefined
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
}
export const QueryTimeseriesMetaResponse: P.Message<QueryTimeseriesMetaResponse> = {
  name: "QueryTimeseriesMetaResponse",
  write(m, w, depth) {
    if (m.timeseriesMetas !== undefined) for (const v of m.timeseriesMetas) P.writeNested(w, 10, TimeseriesMeta, v, depth)
    if (m.totalHit !== undefined) P.writeInt64(w.uint32(16), m.totalHit)
    if (m.nextToken !== undefined) w.uint32(26).bytes(m.nextToken)
  },
  read(r, depth) {
    const m = { timeseriesMetas: [] } as unknown as P.Mutable<QueryTimeseriesMetaResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.timeseriesMetas.push(P.readNested(r, TimeseriesMeta, depth)); break
        case 16: m.totalHit = P.readInt64(r); break
        case 26: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesRows {
  /** kind */
  readonly type: RowsSerializeType
  /** FlatBuffers payload */
  readonly rowsData: Uint8Array
  /** CRC-32C of rows_data */
  readonly flatbufferCrc32c?: number | undefined
}
export const TimeseriesRows: P.Message<TimeseriesRows> = {
  name: "TimeseriesRows",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.type)
    w.uint32(18).bytes(m.rowsData)
    if (m.flatbufferCrc32c !== undefined) P.writeInt32(w.uint32(24), m.flatbufferCrc32c)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesRows>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as RowsSerializeType; break
        case 18: m.rowsData = r.bytes(); break
        case 24: m.flatbufferCrc32c = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["type", "rowsData"])
    return m
  }
}

export interface PutTimeseriesDataRequest {
  readonly tableName: string
  readonly rowsData: TimeseriesRows
  readonly metaUpdateMode?: MetaUpdateMode | undefined
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const PutTimeseriesDataRequest: P.Message<PutTimeseriesDataRequest> = {
  name: "PutTimeseriesDataRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    P.writeNested(w, 18, TimeseriesRows, m.rowsData, depth)
    if (m.metaUpdateMode !== undefined) P.writeInt32(w.uint32(24), m.metaUpdateMode)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(32), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = {} as P.Mutable<PutTimeseriesDataRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rowsData = P.readNested(r, TimeseriesRows, depth); break
        case 24: m.metaUpdateMode = r.int32() as MetaUpdateMode; break
        case 32: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "rowsData"])
    return m
  }
}

export interface FailedRowInfo {
  readonly rowIndex: number
  readonly errorCode?: string | undefined
  readonly errorMessage?: string | undefined
}
export const FailedRowInfo: P.Message<FailedRowInfo> = {
  name: "FailedRowInfo",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.rowIndex)
    if (m.errorCode !== undefined) w.uint32(18).string(m.errorCode)
    if (m.errorMessage !== undefined) w.uint32(26).string(m.errorMessage)
  },
  read(r) {
    const m = {} as P.Mutable<FailedRowInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.rowIndex = r.int32(); break
        case 18: m.errorCode = r.string(); break
        case 26: m.errorMessage = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["rowIndex"])
    return m
  }
}

export interface MetaUpdateStatus {
  readonly rowIds: ReadonlyArray<number>
  readonly metaUpdateTimes: ReadonlyArray<number>
}
export const MetaUpdateStatus: P.Message<MetaUpdateStatus> = {
  name: "MetaUpdateStatus",
  write(m, w) {
    if (m.rowIds !== undefined) for (const v of m.rowIds) P.writeUint32(w.uint32(8), v)
    if (m.metaUpdateTimes !== undefined) for (const v of m.metaUpdateTimes) P.writeUint32(w.uint32(16), v)
  },
  read(r) {
    const m = { rowIds: [], metaUpdateTimes: [] } as unknown as P.Mutable<MetaUpdateStatus>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.rowIds.push(r.uint32()); break
        case 10: r.uint32s(m.rowIds); break
        case 16: m.metaUpdateTimes.push(r.uint32()); break
        case 18: r.uint32s(m.metaUpdateTimes); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface PutTimeseriesDataResponse {
  /** rows that failed */
  readonly failedRows: ReadonlyArray<FailedRowInfo>
  readonly metaUpdateStatus?: MetaUpdateStatus | undefined
}
export const PutTimeseriesDataResponse: P.Message<PutTimeseriesDataResponse> = {
  name: "PutTimeseriesDataResponse",
  write(m, w, depth) {
    if (m.failedRows !== undefined) for (const v of m.failedRows) P.writeNested(w, 10, FailedRowInfo, v, depth)
    if (m.metaUpdateStatus !== undefined) P.writeNested(w, 18, MetaUpdateStatus, m.metaUpdateStatus, depth)
  },
  read(r, depth) {
    const m = { failedRows: [] } as unknown as P.Mutable<PutTimeseriesDataResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.failedRows.push(P.readNested(r, FailedRowInfo, depth)); break
        case 18: m.metaUpdateStatus = P.readNested(r, MetaUpdateStatus, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesFieldsToGet {
  readonly name?: string | undefined
  /** kind */
  readonly type?: number | undefined
}
export const TimeseriesFieldsToGet: P.Message<TimeseriesFieldsToGet> = {
  name: "TimeseriesFieldsToGet",
  write(m, w) {
    if (m.name !== undefined) w.uint32(10).string(m.name)
    if (m.type !== undefined) P.writeInt32(w.uint32(16), m.type)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesFieldsToGet>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GetTimeseriesDataRequest {
  readonly tableName: string
  readonly timeSeriesKey: TimeseriesKey
  readonly beginTime?: bigint | undefined
  readonly endTime?: bigint | undefined
  readonly specificTime?: bigint | undefined
  /** opaque page token of the previous response */
  readonly token?: Uint8Array | undefined
  /** maximum number of items */
  readonly limit?: number | undefined
  readonly backward?: boolean | undefined
  readonly fieldsToGet: ReadonlyArray<TimeseriesFieldsToGet>
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const GetTimeseriesDataRequest: P.Message<GetTimeseriesDataRequest> = {
  name: "GetTimeseriesDataRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    P.writeNested(w, 18, TimeseriesKey, m.timeSeriesKey, depth)
    if (m.beginTime !== undefined) P.writeInt64(w.uint32(24), m.beginTime)
    if (m.endTime !== undefined) P.writeInt64(w.uint32(32), m.endTime)
    if (m.specificTime !== undefined) P.writeInt64(w.uint32(40), m.specificTime)
    if (m.token !== undefined) w.uint32(50).bytes(m.token)
    if (m.limit !== undefined) P.writeInt32(w.uint32(56), m.limit)
    if (m.backward !== undefined) w.uint32(64).bool(m.backward)
    if (m.fieldsToGet !== undefined) for (const v of m.fieldsToGet) P.writeNested(w, 74, TimeseriesFieldsToGet, v, depth)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(80), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = { fieldsToGet: [] } as unknown as P.Mutable<GetTimeseriesDataRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.timeSeriesKey = P.readNested(r, TimeseriesKey, depth); break
        case 24: m.beginTime = P.readInt64(r); break
        case 32: m.endTime = P.readInt64(r); break
        case 40: m.specificTime = P.readInt64(r); break
        case 50: m.token = r.bytes(); break
        case 56: m.limit = r.int32(); break
        case 64: m.backward = r.bool(); break
        case 74: m.fieldsToGet.push(P.readNested(r, TimeseriesFieldsToGet, depth)); break
        case 80: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "timeSeriesKey"])
    return m
  }
}

export interface GetTimeseriesDataResponse {
  /** PlainBuffer rows */
  readonly rowsData: Uint8Array
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
}
export const GetTimeseriesDataResponse: P.Message<GetTimeseriesDataResponse> = {
  name: "GetTimeseriesDataResponse",
  write(m, w) {
    w.uint32(10).bytes(m.rowsData)
    if (m.nextToken !== undefined) w.uint32(18).bytes(m.nextToken)
  },
  read(r) {
    const m = {} as P.Mutable<GetTimeseriesDataResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.rowsData = r.bytes(); break
        case 18: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["rowsData"])
    return m
  }
}

export interface UpdateTimeseriesMetaRequest {
  readonly tableName: string
  readonly timeseriesMeta: ReadonlyArray<TimeseriesMeta>
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const UpdateTimeseriesMetaRequest: P.Message<UpdateTimeseriesMetaRequest> = {
  name: "UpdateTimeseriesMetaRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.timeseriesMeta !== undefined) for (const v of m.timeseriesMeta) P.writeNested(w, 18, TimeseriesMeta, v, depth)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(24), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = { timeseriesMeta: [] } as unknown as P.Mutable<UpdateTimeseriesMetaRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.timeseriesMeta.push(P.readNested(r, TimeseriesMeta, depth)); break
        case 24: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface UpdateTimeseriesMetaResponse {
  /** rows that failed */
  readonly failedRows: ReadonlyArray<FailedRowInfo>
}
export const UpdateTimeseriesMetaResponse: P.Message<UpdateTimeseriesMetaResponse> = {
  name: "UpdateTimeseriesMetaResponse",
  write(m, w, depth) {
    if (m.failedRows !== undefined) for (const v of m.failedRows) P.writeNested(w, 10, FailedRowInfo, v, depth)
  },
  read(r, depth) {
    const m = { failedRows: [] } as unknown as P.Mutable<UpdateTimeseriesMetaResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.failedRows.push(P.readNested(r, FailedRowInfo, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteTimeseriesMetaRequest {
  readonly tableName: string
  readonly timeseriesKey: ReadonlyArray<TimeseriesKey>
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const DeleteTimeseriesMetaRequest: P.Message<DeleteTimeseriesMetaRequest> = {
  name: "DeleteTimeseriesMetaRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.timeseriesKey !== undefined) for (const v of m.timeseriesKey) P.writeNested(w, 18, TimeseriesKey, v, depth)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(24), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = { timeseriesKey: [] } as unknown as P.Mutable<DeleteTimeseriesMetaRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.timeseriesKey.push(P.readNested(r, TimeseriesKey, depth)); break
        case 24: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface DeleteTimeseriesMetaResponse {
  /** rows that failed */
  readonly failedRows: ReadonlyArray<FailedRowInfo>
}
export const DeleteTimeseriesMetaResponse: P.Message<DeleteTimeseriesMetaResponse> = {
  name: "DeleteTimeseriesMetaResponse",
  write(m, w, depth) {
    if (m.failedRows !== undefined) for (const v of m.failedRows) P.writeNested(w, 10, FailedRowInfo, v, depth)
  },
  read(r, depth) {
    const m = { failedRows: [] } as unknown as P.Mutable<DeleteTimeseriesMetaResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.failedRows.push(P.readNested(r, FailedRowInfo, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SplitTimeseriesScanTaskRequest {
  readonly tableName: string
  readonly measurementName?: string | undefined
  readonly splitCountHint: number
}
export const SplitTimeseriesScanTaskRequest: P.Message<SplitTimeseriesScanTaskRequest> = {
  name: "SplitTimeseriesScanTaskRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    if (m.measurementName !== undefined) w.uint32(18).string(m.measurementName)
    P.writeInt32(w.uint32(24), m.splitCountHint)
  },
  read(r) {
    const m = {} as P.Mutable<SplitTimeseriesScanTaskRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.measurementName = r.string(); break
        case 24: m.splitCountHint = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "splitCountHint"])
    return m
  }
}

export interface SplitTimeseriesScanTaskResponse {
  readonly splitInfos: ReadonlyArray<Uint8Array>
}
export const SplitTimeseriesScanTaskResponse: P.Message<SplitTimeseriesScanTaskResponse> = {
  name: "SplitTimeseriesScanTaskResponse",
  write(m, w) {
    if (m.splitInfos !== undefined) for (const v of m.splitInfos) w.uint32(10).bytes(v)
  },
  read(r) {
    const m = { splitInfos: [] } as unknown as P.Mutable<SplitTimeseriesScanTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.splitInfos.push(r.bytes()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ScanTimeseriesDataRequest {
  readonly tableName: string
  readonly splitInfo?: Uint8Array | undefined
  readonly startTimeUs?: bigint | undefined
  readonly endTimeUs?: bigint | undefined
  readonly fieldsToGet: ReadonlyArray<TimeseriesFieldsToGet>
  /** maximum number of items */
  readonly limit?: number | undefined
  readonly dataSerializeType?: RowsSerializeType | undefined
  /** opaque page token of the previous response */
  readonly token?: Uint8Array | undefined
  /** client capability marker, SDKs send 1 */
  readonly supportedTableVersion?: bigint | undefined
}
export const ScanTimeseriesDataRequest: P.Message<ScanTimeseriesDataRequest> = {
  name: "ScanTimeseriesDataRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.splitInfo !== undefined) w.uint32(18).bytes(m.splitInfo)
    if (m.startTimeUs !== undefined) P.writeInt64(w.uint32(24), m.startTimeUs)
    if (m.endTimeUs !== undefined) P.writeInt64(w.uint32(32), m.endTimeUs)
    if (m.fieldsToGet !== undefined) for (const v of m.fieldsToGet) P.writeNested(w, 42, TimeseriesFieldsToGet, v, depth)
    if (m.limit !== undefined) P.writeInt32(w.uint32(48), m.limit)
    if (m.dataSerializeType !== undefined) P.writeInt32(w.uint32(56), m.dataSerializeType)
    if (m.token !== undefined) w.uint32(66).bytes(m.token)
    if (m.supportedTableVersion !== undefined) P.writeInt64(w.uint32(72), m.supportedTableVersion)
  },
  read(r, depth) {
    const m = { fieldsToGet: [] } as unknown as P.Mutable<ScanTimeseriesDataRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.splitInfo = r.bytes(); break
        case 24: m.startTimeUs = P.readInt64(r); break
        case 32: m.endTimeUs = P.readInt64(r); break
        case 42: m.fieldsToGet.push(P.readNested(r, TimeseriesFieldsToGet, depth)); break
        case 48: m.limit = r.int32(); break
        case 56: m.dataSerializeType = r.int32() as RowsSerializeType; break
        case 66: m.token = r.bytes(); break
        case 72: m.supportedTableVersion = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface ScanTimeseriesDataResponse {
  readonly dataSerializeType?: RowsSerializeType | undefined
  readonly data: Uint8Array
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
}
export const ScanTimeseriesDataResponse: P.Message<ScanTimeseriesDataResponse> = {
  name: "ScanTimeseriesDataResponse",
  write(m, w) {
    if (m.dataSerializeType !== undefined) P.writeInt32(w.uint32(8), m.dataSerializeType)
    w.uint32(18).bytes(m.data)
    if (m.nextToken !== undefined) w.uint32(26).bytes(m.nextToken)
  },
  read(r) {
    const m = {} as P.Mutable<ScanTimeseriesDataResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.dataSerializeType = r.int32() as RowsSerializeType; break
        case 18: m.data = r.bytes(); break
        case 26: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["data"])
    return m
  }
}

export interface TimeseriesAnalyticalStore {
  /** analytical store name */
  readonly storeName?: string | undefined
  /** seconds, -1 forever */
  readonly timeToLive?: number | undefined
  readonly syncOption?: AnalyticalStoreSyncType | undefined
}
export const TimeseriesAnalyticalStore: P.Message<TimeseriesAnalyticalStore> = {
  name: "TimeseriesAnalyticalStore",
  write(m, w) {
    if (m.storeName !== undefined) w.uint32(10).string(m.storeName)
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(16), m.timeToLive)
    if (m.syncOption !== undefined) P.writeInt32(w.uint32(24), m.syncOption)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesAnalyticalStore>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.storeName = r.string(); break
        case 16: m.timeToLive = r.int32(); break
        case 24: m.syncOption = r.int32() as AnalyticalStoreSyncType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AnalyticalStoreSyncStat {
  readonly syncPhase?: AnalyticalStoreSyncType | undefined
  readonly currentSyncTimestamp?: bigint | undefined
}
export const AnalyticalStoreSyncStat: P.Message<AnalyticalStoreSyncStat> = {
  name: "AnalyticalStoreSyncStat",
  write(m, w) {
    if (m.syncPhase !== undefined) P.writeInt32(w.uint32(8), m.syncPhase)
    if (m.currentSyncTimestamp !== undefined) P.writeInt64(w.uint32(16), m.currentSyncTimestamp)
  },
  read(r) {
    const m = {} as P.Mutable<AnalyticalStoreSyncStat>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.syncPhase = r.int32() as AnalyticalStoreSyncType; break
        case 16: m.currentSyncTimestamp = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface AnalyticalStoreStorageSize {
  /** bytes */
  readonly size?: bigint | undefined
  readonly timestamp?: bigint | undefined
}
export const AnalyticalStoreStorageSize: P.Message<AnalyticalStoreStorageSize> = {
  name: "AnalyticalStoreStorageSize",
  write(m, w) {
    if (m.size !== undefined) P.writeInt64(w.uint32(8), m.size)
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(16), m.timestamp)
  },
  read(r) {
    const m = {} as P.Mutable<AnalyticalStoreStorageSize>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.size = P.readInt64(r); break
        case 16: m.timestamp = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateTimeseriesAnalyticalStoreRequest {
  readonly tableName: string
  readonly analyticalStore?: TimeseriesAnalyticalStore | undefined
}
export const CreateTimeseriesAnalyticalStoreRequest: P.Message<CreateTimeseriesAnalyticalStoreRequest> = {
  name: "CreateTimeseriesAnalyticalStoreRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.analyticalStore !== undefined) P.writeNested(w, 18, TimeseriesAnalyticalStore, m.analyticalStore, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<CreateTimeseriesAnalyticalStoreRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.analyticalStore = P.readNested(r, TimeseriesAnalyticalStore, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface DeleteTimeseriesAnalyticalStoreRequest {
  readonly tableName: string
  /** analytical store name */
  readonly storeName: string
  readonly dropMappingTable?: boolean | undefined
}
export const DeleteTimeseriesAnalyticalStoreRequest: P.Message<DeleteTimeseriesAnalyticalStoreRequest> = {
  name: "DeleteTimeseriesAnalyticalStoreRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).string(m.storeName)
    if (m.dropMappingTable !== undefined) w.uint32(24).bool(m.dropMappingTable)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesAnalyticalStoreRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.storeName = r.string(); break
        case 24: m.dropMappingTable = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "storeName"])
    return m
  }
}

export interface DescribeTimeseriesAnalyticalStoreRequest {
  readonly tableName: string
  /** analytical store name */
  readonly storeName: string
}
export const DescribeTimeseriesAnalyticalStoreRequest: P.Message<DescribeTimeseriesAnalyticalStoreRequest> = {
  name: "DescribeTimeseriesAnalyticalStoreRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).string(m.storeName)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeTimeseriesAnalyticalStoreRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.storeName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "storeName"])
    return m
  }
}

export interface DescribeTimeseriesAnalyticalStoreResponse {
  readonly analyticalStore?: TimeseriesAnalyticalStore | undefined
  readonly syncStat?: AnalyticalStoreSyncStat | undefined
  readonly storageSize?: AnalyticalStoreStorageSize | undefined
}
export const DescribeTimeseriesAnalyticalStoreResponse: P.Message<DescribeTimeseriesAnalyticalStoreResponse> = {
  name: "DescribeTimeseriesAnalyticalStoreResponse",
  write(m, w, depth) {
    if (m.analyticalStore !== undefined) P.writeNested(w, 10, TimeseriesAnalyticalStore, m.analyticalStore, depth)
    if (m.syncStat !== undefined) P.writeNested(w, 18, AnalyticalStoreSyncStat, m.syncStat, depth)
    if (m.storageSize !== undefined) P.writeNested(w, 26, AnalyticalStoreStorageSize, m.storageSize, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DescribeTimeseriesAnalyticalStoreResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.analyticalStore = P.readNested(r, TimeseriesAnalyticalStore, depth); break
        case 18: m.syncStat = P.readNested(r, AnalyticalStoreSyncStat, depth); break
        case 26: m.storageSize = P.readNested(r, AnalyticalStoreStorageSize, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface UpdateTimeseriesAnalyticalStoreRequest {
  readonly tableName: string
  readonly analyticalStore: TimeseriesAnalyticalStore
}
export const UpdateTimeseriesAnalyticalStoreRequest: P.Message<UpdateTimeseriesAnalyticalStoreRequest> = {
  name: "UpdateTimeseriesAnalyticalStoreRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    P.writeNested(w, 18, TimeseriesAnalyticalStore, m.analyticalStore, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateTimeseriesAnalyticalStoreRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.analyticalStore = P.readNested(r, TimeseriesAnalyticalStore, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "analyticalStore"])
    return m
  }
}

export interface TimeseriesLastpointIndex {
  /** index table */
  readonly indexTableName?: string | undefined
}
export const TimeseriesLastpointIndex: P.Message<TimeseriesLastpointIndex> = {
  name: "TimeseriesLastpointIndex",
  write(m, w) {
    if (m.indexTableName !== undefined) w.uint32(10).string(m.indexTableName)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesLastpointIndex>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.indexTableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateTimeseriesLastpointIndexRequest {
  /** data table */
  readonly mainTableName: string
  /** index table */
  readonly indexTableName: string
  /** also index rows that exist already */
  readonly includeBaseData?: boolean | undefined
  readonly createOnWideColumnTable?: boolean | undefined
  readonly indexPrimaryKeyNames: ReadonlyArray<string>
}
export const CreateTimeseriesLastpointIndexRequest: P.Message<CreateTimeseriesLastpointIndexRequest> = {
  name: "CreateTimeseriesLastpointIndexRequest",
  write(m, w) {
    w.uint32(10).string(m.mainTableName)
    w.uint32(18).string(m.indexTableName)
    if (m.includeBaseData !== undefined) w.uint32(24).bool(m.includeBaseData)
    if (m.createOnWideColumnTable !== undefined) w.uint32(32).bool(m.createOnWideColumnTable)
    if (m.indexPrimaryKeyNames !== undefined) for (const v of m.indexPrimaryKeyNames) w.uint32(42).string(v)
  },
  read(r) {
    const m = { indexPrimaryKeyNames: [] } as unknown as P.Mutable<CreateTimeseriesLastpointIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.mainTableName = r.string(); break
        case 18: m.indexTableName = r.string(); break
        case 24: m.includeBaseData = r.bool(); break
        case 32: m.createOnWideColumnTable = r.bool(); break
        case 42: m.indexPrimaryKeyNames.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["mainTableName", "indexTableName"])
    return m
  }
}

export interface DeleteTimeseriesLastpointIndexRequest {
  /** data table */
  readonly mainTableName: string
  /** index table */
  readonly indexTableName: string
}
export const DeleteTimeseriesLastpointIndexRequest: P.Message<DeleteTimeseriesLastpointIndexRequest> = {
  name: "DeleteTimeseriesLastpointIndexRequest",
  write(m, w) {
    w.uint32(10).string(m.mainTableName)
    w.uint32(18).string(m.indexTableName)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesLastpointIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.mainTableName = r.string(); break
        case 18: m.indexTableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["mainTableName", "indexTableName"])
    return m
  }
}

export interface TimeseriesField {
  readonly fieldName?: string | undefined
  readonly valueInt?: bigint | undefined
  readonly valueString?: string | undefined
  readonly valueBool?: boolean | undefined
  readonly valueDouble?: number | undefined
  readonly valueBinary?: Uint8Array | undefined
}
export const TimeseriesField: P.Message<TimeseriesField> = {
  name: "TimeseriesField",
  write(m, w) {
    if (m.fieldName !== undefined) w.uint32(10).string(m.fieldName)
    if (m.valueInt !== undefined) P.writeInt64(w.uint32(16), m.valueInt)
    if (m.valueString !== undefined) w.uint32(26).string(m.valueString)
    if (m.valueBool !== undefined) w.uint32(32).bool(m.valueBool)
    if (m.valueDouble !== undefined) w.uint32(41).double(m.valueDouble)
    if (m.valueBinary !== undefined) w.uint32(50).bytes(m.valueBinary)
  },
  read(r) {
    const m = {} as P.Mutable<TimeseriesField>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.fieldName = r.string(); break
        case 16: m.valueInt = P.readInt64(r); break
        case 26: m.valueString = r.string(); break
        case 32: m.valueBool = r.bool(); break
        case 41: m.valueDouble = r.double(); break
        case 50: m.valueBinary = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesRow {
  readonly timeseriesKey?: TimeseriesKey | undefined
  readonly time?: bigint | undefined
  readonly fields: ReadonlyArray<TimeseriesField>
  readonly metaCacheUpdateTime?: number | undefined
}
export const TimeseriesRow: P.Message<TimeseriesRow> = {
  name: "TimeseriesRow",
  write(m, w, depth) {
    if (m.timeseriesKey !== undefined) P.writeNested(w, 10, TimeseriesKey, m.timeseriesKey, depth)
    if (m.time !== undefined) P.writeInt64(w.uint32(16), m.time)
    if (m.fields !== undefined) for (const v of m.fields) P.writeNested(w, 26, TimeseriesField, v, depth)
    if (m.metaCacheUpdateTime !== undefined) P.writeUint32(w.uint32(32), m.metaCacheUpdateTime)
  },
  read(r, depth) {
    const m = { fields: [] } as unknown as P.Mutable<TimeseriesRow>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.timeseriesKey = P.readNested(r, TimeseriesKey, depth); break
        case 16: m.time = P.readInt64(r); break
        case 26: m.fields.push(P.readNested(r, TimeseriesField, depth)); break
        case 32: m.metaCacheUpdateTime = r.uint32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TimeseriesPBRows {
  readonly rows: ReadonlyArray<TimeseriesRow>
}
export const TimeseriesPBRows: P.Message<TimeseriesPBRows> = {
  name: "TimeseriesPBRows",
  write(m, w, depth) {
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 10, TimeseriesRow, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<TimeseriesPBRows>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.rows.push(P.readNested(r, TimeseriesRow, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateTimeseriesTableResponse {
}
export const CreateTimeseriesTableResponse: P.Message<CreateTimeseriesTableResponse> = {
  name: "CreateTimeseriesTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateTimeseriesTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface ListTimeseriesTableRequest {
}
export const ListTimeseriesTableRequest: P.Message<ListTimeseriesTableRequest> = {
  name: "ListTimeseriesTableRequest",
  write() {},
  read(r) {
    const m = {} as P.Mutable<ListTimeseriesTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteTimeseriesTableResponse {
}
export const DeleteTimeseriesTableResponse: P.Message<DeleteTimeseriesTableResponse> = {
  name: "DeleteTimeseriesTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface UpdateTimeseriesTableResponse {
}
export const UpdateTimeseriesTableResponse: P.Message<UpdateTimeseriesTableResponse> = {
  name: "UpdateTimeseriesTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UpdateTimeseriesTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CreateTimeseriesAnalyticalStoreResponse {
}
export const CreateTimeseriesAnalyticalStoreResponse: P.Message<CreateTimeseriesAnalyticalStoreResponse> = {
  name: "CreateTimeseriesAnalyticalStoreResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateTimeseriesAnalyticalStoreResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteTimeseriesAnalyticalStoreResponse {
}
export const DeleteTimeseriesAnalyticalStoreResponse: P.Message<DeleteTimeseriesAnalyticalStoreResponse> = {
  name: "DeleteTimeseriesAnalyticalStoreResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesAnalyticalStoreResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface UpdateTimeseriesAnalyticalStoreResponse {
}
export const UpdateTimeseriesAnalyticalStoreResponse: P.Message<UpdateTimeseriesAnalyticalStoreResponse> = {
  name: "UpdateTimeseriesAnalyticalStoreResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UpdateTimeseriesAnalyticalStoreResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CreateTimeseriesLastpointIndexResponse {
}
export const CreateTimeseriesLastpointIndexResponse: P.Message<CreateTimeseriesLastpointIndexResponse> = {
  name: "CreateTimeseriesLastpointIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateTimeseriesLastpointIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteTimeseriesLastpointIndexResponse {
}
export const DeleteTimeseriesLastpointIndexResponse: P.Message<DeleteTimeseriesLastpointIndexResponse> = {
  name: "DeleteTimeseriesLastpointIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteTimeseriesLastpointIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
