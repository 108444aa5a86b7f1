// Generated from ../proto/table_store.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"

export const PrimaryKeyType = {
  INTEGER: 1,
  STRING: 2,
  BINARY: 3
} as const
export type PrimaryKeyType = (typeof PrimaryKeyType)[keyof typeof PrimaryKeyType]

export const DefinedColumnType = {
  DCT_INTEGER: 1,
  DCT_DOUBLE: 2,
  DCT_BOOLEAN: 3,
  DCT_STRING: 4,
  DCT_BLOB: 7
} as const
export type DefinedColumnType = (typeof DefinedColumnType)[keyof typeof DefinedColumnType]

export const PrimaryKeyOption = {
  AUTO_INCREMENT: 1
} as const
export type PrimaryKeyOption = (typeof PrimaryKeyOption)[keyof typeof PrimaryKeyOption]

export const IndexUpdateMode = {
  IUM_ASYNC_INDEX: 0,
  IUM_SYNC_INDEX: 1
} as const
export type IndexUpdateMode = (typeof IndexUpdateMode)[keyof typeof IndexUpdateMode]

export const IndexType = {
  IT_GLOBAL_INDEX: 0,
  IT_LOCAL_INDEX: 1
} as const
export type IndexType = (typeof IndexType)[keyof typeof IndexType]

export const IndexSyncPhase = {
  ISP_INVALID: 0,
  ISP_FULL: 1,
  ISP_INCR: 2
} as const
export type IndexSyncPhase = (typeof IndexSyncPhase)[keyof typeof IndexSyncPhase]

export const RowExistenceExpectation = {
  IGNORE: 0,
  EXPECT_EXIST: 1,
  EXPECT_NOT_EXIST: 2
} as const
export type RowExistenceExpectation = (typeof RowExistenceExpectation)[keyof typeof RowExistenceExpectation]

export const SSEKeyType = {
  SSE_KMS_SERVICE: 1,
  SSE_BYOK: 2
} as const
export type SSEKeyType = (typeof SSEKeyType)[keyof typeof SSEKeyType]

export const ReturnType = {
  RT_NONE: 0,
  RT_PK: 1,
  RT_AFTER_MODIFY: 2
} as const
export type ReturnType = (typeof ReturnType)[keyof typeof ReturnType]

export const OperationType = {
  PUT: 1,
  UPDATE: 2,
  DELETE: 3
} as const
export type OperationType = (typeof OperationType)[keyof typeof OperationType]

export const Direction = {
  FORWARD: 0,
  BACKWARD: 1
} as const
export type Direction = (typeof Direction)[keyof typeof Direction]

export const StreamStatus = {
  STREAM_ENABLING: 1,
  STREAM_ACTIVE: 2
} as const
export type StreamStatus = (typeof StreamStatus)[keyof typeof StreamStatus]

export const ActionType = {
  PUT_ROW: 1,
  UPDATE_ROW: 2,
  DELETE_ROW: 3
} as const
export type ActionType = (typeof ActionType)[keyof typeof ActionType]

export const DataBlockType = {
  DBT_PLAIN_BUFFER: 0,
  DBT_SIMPLE_ROW_MATRIX: 1
} as const
export type DataBlockType = (typeof DataBlockType)[keyof typeof DataBlockType]

export const SQLPayloadVersion = {
  SQL_PLAIN_BUFFER: 1,
  SQL_FLAT_BUFFERS: 2
} as const
export type SQLPayloadVersion = (typeof SQLPayloadVersion)[keyof typeof SQLPayloadVersion]

export const SQLStatementType = {
  SQL_SELECT: 1,
  SQL_CREATE_TABLE: 2,
  SQL_SHOW_TABLE: 3,
  SQL_DESCRIBE_TABLE: 4,
  SQL_DROP_TABLE: 5,
  SQL_ALTER_TABLE: 6
} as const
export type SQLStatementType = (typeof SQLStatementType)[keyof typeof SQLStatementType]

export const CompressType = {
  CPT_NONE: 0
} as const
export type CompressType = (typeof CompressType)[keyof typeof CompressType]

export const BloomFilterType = {
  NONE: 1,
  CELL: 2,
  ROW: 3
} as const
export type BloomFilterType = (typeof BloomFilterType)[keyof typeof BloomFilterType]

export const TableStatus = {
  ACTIVE: 1,
  INACTIVE: 2,
  LOADING: 3,
  UNLOADING: 4,
  UPDATING: 5
} as const
export type TableStatus = (typeof TableStatus)[keyof typeof TableStatus]

export interface Error {
  /** error code, e.g. OTSParameterInvalid */
  readonly code: string
  /** error text */
  readonly message?: string | undefined
  /** only with OTSNoPermissionAccess; only in java/rust */
  readonly accessDeniedDetail?: AccessDeniedDetail | undefined
}
export const Error: P.Message<Error> = {
  name: "Error",
  write(m, w, depth) {
    w.uint32(10).string(m.code)
    if (m.message !== undefined) w.uint32(18).string(m.message)
    if (m.accessDeniedDetail !== undefined) P.writeNested(w, 26, AccessDeniedDetail, m.accessDeniedDetail, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<Error>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.code = r.string(); break
        case 18: m.message = r.string(); break
        case 26: m.accessDeniedDetail = P.readNested(r, AccessDeniedDetail, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["code"])
    return m
  }
}

export interface AccessDeniedDetail {
  readonly authAction: string
  readonly authPrincipalType: string
  readonly authPrincipalOwnerId: string
  readonly authPrincipalDisplayName: string
  readonly policyType: string
  readonly noPermissionType: string
  /** opaque text for support */
  readonly encodedDiagnosticMessage?: string | undefined
}
export const AccessDeniedDetail: P.Message<AccessDeniedDetail> = {
  name: "AccessDeniedDetail",
  write(m, w) {
    w.uint32(10).string(m.authAction)
    w.uint32(18).string(m.authPrincipalType)
    w.uint32(26).string(m.authPrincipalOwnerId)
    w.uint32(34).string(m.authPrincipalDisplayName)
    w.uint32(42).string(m.policyType)
    w.uint32(50).string(m.noPermissionType)
    if (m.encodedDiagnosticMessage !== undefined) w.uint32(58).string(m.encodedDiagnosticMessage)
  },
  read(r) {
    const m = {} as P.Mutable<AccessDeniedDetail>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.authAction = r.string(); break
        case 18: m.authPrincipalType = r.string(); break
        case 26: m.authPrincipalOwnerId = r.string(); break
        case 34: m.authPrincipalDisplayName = r.string(); break
        case 42: m.policyType = r.string(); break
        case 50: m.noPermissionType = r.string(); break
        case 58: m.encodedDiagnosticMessage = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["authAction", "authPrincipalType", "authPrincipalOwnerId", "authPrincipalDisplayName", "policyType", "noPermissionType"])
    return m
  }
}

export interface PrimaryKeySchema {
  /** column name */
  readonly name: string
  /** INTEGER, STRING or BINARY */
  readonly type: PrimaryKeyType
  /** AUTO_INCREMENT or absent */
  readonly option?: PrimaryKeyOption | undefined
}
export const PrimaryKeySchema: P.Message<PrimaryKeySchema> = {
  name: "PrimaryKeySchema",
  write(m, w) {
    w.uint32(10).string(m.name)
    P.writeInt32(w.uint32(16), m.type)
    if (m.option !== undefined) P.writeInt32(w.uint32(24), m.option)
  },
  read(r) {
    const m = {} as P.Mutable<PrimaryKeySchema>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as PrimaryKeyType; break
        case 24: m.option = r.int32() as PrimaryKeyOption; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["name", "type"])
    return m
  }
}

export interface PartitionRange {
  /** variant (type byte + data) */
  readonly begin: Uint8Array
  /** variant */
  readonly end: Uint8Array
}
export const PartitionRange: P.Message<PartitionRange> = {
  name: "PartitionRange",
  write(m, w) {
    w.uint32(10).bytes(m.begin)
    w.uint32(18).bytes(m.end)
  },
  read(r) {
    const m = {} as P.Mutable<PartitionRange>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.begin = r.bytes(); break
        case 18: m.end = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["begin", "end"])
    return m
  }
}

export interface DefinedColumnSchema {
  /** column name */
  readonly name: string
  /** column type */
  readonly type: DefinedColumnType
}
export const DefinedColumnSchema: P.Message<DefinedColumnSchema> = {
  name: "DefinedColumnSchema",
  write(m, w) {
    w.uint32(10).string(m.name)
    P.writeInt32(w.uint32(16), m.type)
  },
  read(r) {
    const m = {} as P.Mutable<DefinedColumnSchema>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 16: m.type = r.int32() as DefinedColumnType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["name", "type"])
    return m
  }
}

export interface TableOptions {
  /** seconds, -1 forever */
  readonly timeToLive?: number | undefined
  /** versions kept per column, >=1 */
  readonly maxVersions?: number | undefined
  /** legacy */
  readonly bloomFilterType?: BloomFilterType | undefined
  /** legacy */
  readonly blockSize?: number | undefined
  /** allowed distance of a given cell timestamp from now, seconds, default 86400 */
  readonly deviationCellVersionInSec?: bigint | undefined
  /** false forbids UpdateRow; default true */
  readonly allowUpdate?: boolean | undefined
  /** fixed at creation */
  readonly updateFullRow?: boolean | undefined
}
export const TableOptions: P.Message<TableOptions> = {
  name: "TableOptions",
  write(m, w) {
    if (m.timeToLive !== undefined) P.writeInt32(w.uint32(8), m.timeToLive)
    if (m.maxVersions !== undefined) P.writeInt32(w.uint32(16), m.maxVersions)
    if (m.bloomFilterType !== undefined) P.writeInt32(w.uint32(24), m.bloomFilterType)
    if (m.blockSize !== undefined) P.writeInt32(w.uint32(32), m.blockSize)
    if (m.deviationCellVersionInSec !== undefined) P.writeInt64(w.uint32(40), m.deviationCellVersionInSec)
    if (m.allowUpdate !== undefined) w.uint32(48).bool(m.allowUpdate)
    if (m.updateFullRow !== undefined) w.uint32(56).bool(m.updateFullRow)
  },
  read(r) {
    const m = {} as P.Mutable<TableOptions>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.timeToLive = r.int32(); break
        case 16: m.maxVersions = r.int32(); break
        case 24: m.bloomFilterType = r.int32() as BloomFilterType; break
        case 32: m.blockSize = r.int32(); break
        case 40: m.deviationCellVersionInSec = P.readInt64(r); break
        case 48: m.allowUpdate = r.bool(); break
        case 56: m.updateFullRow = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface IndexMeta {
  /** index table name */
  readonly name: string
  /** index key columns in order */
  readonly primaryKey: ReadonlyArray<string>
  /** extra columns copied to the index */
  readonly definedColumn: ReadonlyArray<string>
  /** async for global, sync for local */
  readonly indexUpdateMode: IndexUpdateMode
  /** global or local */
  readonly indexType: IndexType
  /** only in answers */
  readonly indexSyncPhase?: IndexSyncPhase | undefined
}
export const IndexMeta: P.Message<IndexMeta> = {
  name: "IndexMeta",
  write(m, w) {
    w.uint32(10).string(m.name)
    if (m.primaryKey !== undefined) for (const v of m.primaryKey) w.uint32(18).string(v)
    if (m.definedColumn !== undefined) for (const v of m.definedColumn) w.uint32(26).string(v)
    P.writeInt32(w.uint32(32), m.indexUpdateMode)
    P.writeInt32(w.uint32(40), m.indexType)
    if (m.indexSyncPhase !== undefined) P.writeInt32(w.uint32(48), m.indexSyncPhase)
  },
  read(r) {
    const m = { primaryKey: [], definedColumn: [] } as unknown as P.Mutable<IndexMeta>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.name = r.string(); break
        case 18: m.primaryKey.push(r.string()); break
        case 26: m.definedColumn.push(r.string()); break
        case 32: m.indexUpdateMode = r.int32() as IndexUpdateMode; break
        case 40: m.indexType = r.int32() as IndexType; break
        case 48: m.indexSyncPhase = r.int32() as IndexSyncPhase; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["name", "indexUpdateMode", "indexType"])
    return m
  }
}

export interface TableMeta {
  readonly tableName: string
  /** 1 to 4 key columns, first is the partition key */
  readonly primaryKey: ReadonlyArray<PrimaryKeySchema>
  /** predefined attribute columns, 0 to 32 */
  readonly definedColumn: ReadonlyArray<DefinedColumnSchema>
  /** index definition */
  readonly indexMeta: ReadonlyArray<IndexMeta>
  /** only in java */
  readonly tableId?: string | undefined
  /** only in java */
  readonly globalTableId?: string | undefined
}
export const TableMeta: P.Message<TableMeta> = {
  name: "TableMeta",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.primaryKey !== undefined) for (const v of m.primaryKey) P.writeNested(w, 18, PrimaryKeySchema, v, depth)
    if (m.definedColumn !== undefined) for (const v of m.definedColumn) P.writeNested(w, 26, DefinedColumnSchema, v, depth)
    if (m.indexMeta !== undefined) for (const v of m.indexMeta) P.writeNested(w, 34, IndexMeta, v, depth)
    if (m.tableId !== undefined) w.uint32(42).string(m.tableId)
    if (m.globalTableId !== undefined) w.uint32(50).string(m.globalTableId)
  },
  read(r, depth) {
    const m = { primaryKey: [], definedColumn: [], indexMeta: [] } as unknown as P.Mutable<TableMeta>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.primaryKey.push(P.readNested(r, PrimaryKeySchema, depth)); break
        case 26: m.definedColumn.push(P.readNested(r, DefinedColumnSchema, depth)); break
        case 34: m.indexMeta.push(P.readNested(r, IndexMeta, depth)); break
        case 42: m.tableId = r.string(); break
        case 50: m.globalTableId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface Condition {
  /** expectation */
  readonly rowExistence: RowExistenceExpectation
  /** serialized Filter */
  readonly columnCondition?: Uint8Array | undefined
}
export const Condition: P.Message<Condition> = {
  name: "Condition",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.rowExistence)
    if (m.columnCondition !== undefined) w.uint32(18).bytes(m.columnCondition)
  },
  read(r) {
    const m = {} as P.Mutable<Condition>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.rowExistence = r.int32() as RowExistenceExpectation; break
        case 18: m.columnCondition = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["rowExistence"])
    return m
  }
}

export interface CapacityUnit {
  /** read units */
  readonly read?: number | undefined
  /** write units */
  readonly write?: number | undefined
}
export const CapacityUnit: P.Message<CapacityUnit> = {
  name: "CapacityUnit",
  write(m, w) {
    if (m.read !== undefined) P.writeInt32(w.uint32(8), m.read)
    if (m.write !== undefined) P.writeInt32(w.uint32(16), m.write)
  },
  read(r) {
    const m = {} as P.Mutable<CapacityUnit>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.read = r.int32(); break
        case 16: m.write = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CapacityDataSize {
  readonly readSize?: bigint | undefined
  readonly writeSize?: bigint | undefined
}
export const CapacityDataSize: P.Message<CapacityDataSize> = {
  name: "CapacityDataSize",
  write(m, w) {
    if (m.readSize !== undefined) P.writeInt64(w.uint32(8), m.readSize)
    if (m.writeSize !== undefined) P.writeInt64(w.uint32(16), m.writeSize)
  },
  read(r) {
    const m = {} as P.Mutable<CapacityDataSize>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.readSize = P.readInt64(r); break
        case 16: m.writeSize = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ReservedThroughputDetails {
  /** capacity units */
  readonly capacityUnit: CapacityUnit
  /** unix seconds */
  readonly lastIncreaseTime: bigint
  /** unix seconds */
  readonly lastDecreaseTime?: bigint | undefined
}
export const ReservedThroughputDetails: P.Message<ReservedThroughputDetails> = {
  name: "ReservedThroughputDetails",
  write(m, w, depth) {
    P.writeNested(w, 10, CapacityUnit, m.capacityUnit, depth)
    P.writeInt64(w.uint32(16), m.lastIncreaseTime)
    if (m.lastDecreaseTime !== undefined) P.writeInt64(w.uint32(24), m.lastDecreaseTime)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ReservedThroughputDetails>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.capacityUnit = P.readNested(r, CapacityUnit, depth); break
        case 16: m.lastIncreaseTime = P.readInt64(r); break
        case 24: m.lastDecreaseTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["capacityUnit", "lastIncreaseTime"])
    return m
  }
}

export interface ReservedThroughput {
  /** capacity units */
  readonly capacityUnit: CapacityUnit
}
export const ReservedThroughput: P.Message<ReservedThroughput> = {
  name: "ReservedThroughput",
  write(m, w, depth) {
    P.writeNested(w, 10, CapacityUnit, m.capacityUnit, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ReservedThroughput>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.capacityUnit = P.readNested(r, CapacityUnit, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["capacityUnit"])
    return m
  }
}

export interface ConsumedCapacity {
  /** capacity units */
  readonly capacityUnit: CapacityUnit
  /** only in java/rust */
  readonly capacityDataSize?: CapacityDataSize | undefined
}
export const ConsumedCapacity: P.Message<ConsumedCapacity> = {
  name: "ConsumedCapacity",
  write(m, w, depth) {
    P.writeNested(w, 10, CapacityUnit, m.capacityUnit, depth)
    if (m.capacityDataSize !== undefined) P.writeNested(w, 18, CapacityDataSize, m.capacityDataSize, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ConsumedCapacity>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.capacityUnit = P.readNested(r, CapacityUnit, depth); break
        case 18: m.capacityDataSize = P.readNested(r, CapacityDataSize, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["capacityUnit"])
    return m
  }
}

export interface StreamSpecification {
  /** switch */
  readonly enableStream: boolean
  /** hours, 1 to 168 */
  readonly expirationTime?: number | undefined
  /** columns whose previous value goes into origin_record */
  readonly columnsToGet: ReadonlyArray<string>
}
export const StreamSpecification: P.Message<StreamSpecification> = {
  name: "StreamSpecification",
  write(m, w) {
    w.uint32(8).bool(m.enableStream)
    if (m.expirationTime !== undefined) P.writeInt32(w.uint32(16), m.expirationTime)
    if (m.columnsToGet !== undefined) for (const v of m.columnsToGet) w.uint32(26).string(v)
  },
  read(r) {
    const m = { columnsToGet: [] } as unknown as P.Mutable<StreamSpecification>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.enableStream = r.bool(); break
        case 16: m.expirationTime = r.int32(); break
        case 26: m.columnsToGet.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["enableStream"])
    return m
  }
}

export interface StreamDetails {
  readonly enableStream: boolean
  readonly streamId?: string | undefined
  /** hours kept */
  readonly expirationTime?: number | undefined
  /** unix microseconds */
  readonly lastEnableTime?: bigint | undefined
  /** see StreamSpecification */
  readonly columnToGet: ReadonlyArray<string>
}
export const StreamDetails: P.Message<StreamDetails> = {
  name: "StreamDetails",
  write(m, w) {
    w.uint32(8).bool(m.enableStream)
    if (m.streamId !== undefined) w.uint32(18).string(m.streamId)
    if (m.expirationTime !== undefined) P.writeInt32(w.uint32(24), m.expirationTime)
    if (m.lastEnableTime !== undefined) P.writeInt64(w.uint32(32), m.lastEnableTime)
    if (m.columnToGet !== undefined) for (const v of m.columnToGet) w.uint32(42).string(v)
  },
  read(r) {
    const m = { columnToGet: [] } as unknown as P.Mutable<StreamDetails>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.enableStream = r.bool(); break
        case 18: m.streamId = r.string(); break
        case 24: m.expirationTime = r.int32(); break
        case 32: m.lastEnableTime = P.readInt64(r); break
        case 42: m.columnToGet.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["enableStream"])
    return m
  }
}

export interface SSESpecification {
  /** switch */
  readonly enable: boolean
  /** key source */
  readonly keyType?: SSEKeyType | undefined
  /** KMS key id, only with SSE_BYOK */
  readonly keyId?: Uint8Array | undefined
  /** RAM role, only with SSE_BYOK */
  readonly roleArn?: Uint8Array | undefined
}
export const SSESpecification: P.Message<SSESpecification> = {
  name: "SSESpecification",
  write(m, w) {
    w.uint32(8).bool(m.enable)
    if (m.keyType !== undefined) P.writeInt32(w.uint32(16), m.keyType)
    if (m.keyId !== undefined) w.uint32(26).bytes(m.keyId)
    if (m.roleArn !== undefined) w.uint32(34).bytes(m.roleArn)
  },
  read(r) {
    const m = {} as P.Mutable<SSESpecification>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.enable = r.bool(); break
        case 16: m.keyType = r.int32() as SSEKeyType; break
        case 26: m.keyId = r.bytes(); break
        case 34: m.roleArn = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["enable"])
    return m
  }
}

export interface SSEDetails {
  /** switch */
  readonly enable: boolean
  /** key source */
  readonly keyType?: SSEKeyType | undefined
  /** KMS key id, only with SSE_BYOK */
  readonly keyId?: Uint8Array | undefined
  /** RAM role, only with SSE_BYOK */
  readonly roleArn?: Uint8Array | undefined
}
export const SSEDetails: P.Message<SSEDetails> = {
  name: "SSEDetails",
  write(m, w) {
    w.uint32(8).bool(m.enable)
    if (m.keyType !== undefined) P.writeInt32(w.uint32(16), m.keyType)
    if (m.keyId !== undefined) w.uint32(26).bytes(m.keyId)
    if (m.roleArn !== undefined) w.uint32(34).bytes(m.roleArn)
  },
  read(r) {
    const m = {} as P.Mutable<SSEDetails>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.enable = r.bool(); break
        case 16: m.keyType = r.int32() as SSEKeyType; break
        case 26: m.keyId = r.bytes(); break
        case 34: m.roleArn = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["enable"])
    return m
  }
}

export interface CreateTableRequest {
  /** table schema */
  readonly tableMeta: TableMeta
  /** reserved read and write units */
  readonly reservedThroughput: ReservedThroughput
  readonly tableOptions?: TableOptions | undefined
  /** pre-split points */
  readonly partitions: ReadonlyArray<PartitionRange>
  /** stream settings */
  readonly streamSpec?: StreamSpecification | undefined
  readonly sseSpec?: SSESpecification | undefined
  /** secondary indexes made with the table */
  readonly indexMetas: ReadonlyArray<IndexMeta>
  /** allow local transactions */
  readonly enableLocalTxn?: boolean | undefined
}
export const CreateTableRequest: P.Message<CreateTableRequest> = {
  name: "CreateTableRequest",
  write(m, w, depth) {
    P.writeNested(w, 10, TableMeta, m.tableMeta, depth)
    P.writeNested(w, 18, ReservedThroughput, m.reservedThroughput, depth)
    if (m.tableOptions !== undefined) P.writeNested(w, 26, TableOptions, m.tableOptions, depth)
    if (m.partitions !== undefined) for (const v of m.partitions) P.writeNested(w, 34, PartitionRange, v, depth)
    if (m.streamSpec !== undefined) P.writeNested(w, 42, StreamSpecification, m.streamSpec, depth)
    if (m.sseSpec !== undefined) P.writeNested(w, 50, SSESpecification, m.sseSpec, depth)
    if (m.indexMetas !== undefined) for (const v of m.indexMetas) P.writeNested(w, 58, IndexMeta, v, depth)
    if (m.enableLocalTxn !== undefined) w.uint32(64).bool(m.enableLocalTxn)
  },
  read(r, depth) {
    const m = { partitions: [], indexMetas: [] } as unknown as P.Mutable<CreateTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableMeta = P.readNested(r, TableMeta, depth); break
        case 18: m.reservedThroughput = P.readNested(r, ReservedThroughput, depth); break
        case 26: m.tableOptions = P.readNested(r, TableOptions, depth); break
        case 34: m.partitions.push(P.readNested(r, PartitionRange, depth)); break
        case 42: m.streamSpec = P.readNested(r, StreamSpecification, depth); break
        case 50: m.sseSpec = P.readNested(r, SSESpecification, depth); break
        case 58: m.indexMetas.push(P.readNested(r, IndexMeta, depth)); break
        case 64: m.enableLocalTxn = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableMeta", "reservedThroughput"])
    return m
  }
}

export interface CreateIndexRequest {
  /** data table */
  readonly mainTableName: string
  /** index definition */
  readonly indexMeta: IndexMeta
  /** also index rows that exist already */
  readonly includeBaseData?: boolean | undefined
}
export const CreateIndexRequest: P.Message<CreateIndexRequest> = {
  name: "CreateIndexRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.mainTableName)
    P.writeNested(w, 18, IndexMeta, m.indexMeta, depth)
    if (m.includeBaseData !== undefined) w.uint32(24).bool(m.includeBaseData)
  },
  read(r, depth) {
    const m = {} as P.Mutable<CreateIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.mainTableName = r.string(); break
        case 18: m.indexMeta = P.readNested(r, IndexMeta, depth); break
        case 24: m.includeBaseData = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["mainTableName", "indexMeta"])
    return m
  }
}

export interface DropIndexRequest {
  /** data table */
  readonly mainTableName: string
  readonly indexName: string
}
export const DropIndexRequest: P.Message<DropIndexRequest> = {
  name: "DropIndexRequest",
  write(m, w) {
    w.uint32(10).string(m.mainTableName)
    w.uint32(18).string(m.indexName)
  },
  read(r) {
    const m = {} as P.Mutable<DropIndexRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.mainTableName = r.string(); break
        case 18: m.indexName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["mainTableName", "indexName"])
    return m
  }
}

export interface AddDefinedColumnRequest {
  readonly tableName: string
  /** columns to add */
  readonly columns: ReadonlyArray<DefinedColumnSchema>
}
export const AddDefinedColumnRequest: P.Message<AddDefinedColumnRequest> = {
  name: "AddDefinedColumnRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.columns !== undefined) for (const v of m.columns) P.writeNested(w, 18, DefinedColumnSchema, v, depth)
  },
  read(r, depth) {
    const m = { columns: [] } as unknown as P.Mutable<AddDefinedColumnRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.columns.push(P.readNested(r, DefinedColumnSchema, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface DeleteDefinedColumnRequest {
  readonly tableName: string
  /** names to remove */
  readonly columns: ReadonlyArray<string>
}
export const DeleteDefinedColumnRequest: P.Message<DeleteDefinedColumnRequest> = {
  name: "DeleteDefinedColumnRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    if (m.columns !== undefined) for (const v of m.columns) w.uint32(18).string(v)
  },
  read(r) {
    const m = { columns: [] } as unknown as P.Mutable<DeleteDefinedColumnRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.columns.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface UpdateTableRequest {
  readonly tableName: string
  /** reserved read and write units */
  readonly reservedThroughput?: ReservedThroughput | undefined
  readonly tableOptions?: TableOptions | undefined
  readonly streamSpec?: StreamSpecification | undefined
}
export const UpdateTableRequest: P.Message<UpdateTableRequest> = {
  name: "UpdateTableRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.reservedThroughput !== undefined) P.writeNested(w, 18, ReservedThroughput, m.reservedThroughput, depth)
    if (m.tableOptions !== undefined) P.writeNested(w, 26, TableOptions, m.tableOptions, depth)
    if (m.streamSpec !== undefined) P.writeNested(w, 34, StreamSpecification, m.streamSpec, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.reservedThroughput = P.readNested(r, ReservedThroughput, depth); break
        case 26: m.tableOptions = P.readNested(r, TableOptions, depth); break
        case 34: m.streamSpec = P.readNested(r, StreamSpecification, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface UpdateTableResponse {
  /** current reserved units */
  readonly reservedThroughputDetails: ReservedThroughputDetails
  readonly tableOptions: TableOptions
  /** stream state */
  readonly streamDetails?: StreamDetails | undefined
}
export const UpdateTableResponse: P.Message<UpdateTableResponse> = {
  name: "UpdateTableResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ReservedThroughputDetails, m.reservedThroughputDetails, depth)
    P.writeNested(w, 18, TableOptions, m.tableOptions, depth)
    if (m.streamDetails !== undefined) P.writeNested(w, 26, StreamDetails, m.streamDetails, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.reservedThroughputDetails = P.readNested(r, ReservedThroughputDetails, depth); break
        case 18: m.tableOptions = P.readNested(r, TableOptions, depth); break
        case 26: m.streamDetails = P.readNested(r, StreamDetails, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["reservedThroughputDetails", "tableOptions"])
    return m
  }
}

export interface DescribeTableRequest {
  readonly tableName: string
}
export const DescribeTableRequest: P.Message<DescribeTableRequest> = {
  name: "DescribeTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeTableRequest>
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

export interface DescribeTableResponse {
  /** table schema */
  readonly tableMeta: TableMeta
  /** current reserved units */
  readonly reservedThroughputDetails: ReservedThroughputDetails
  readonly tableOptions: TableOptions
  /** optional here: absent from some definitions, though other clients require it on decode, so a server always sends it */
  readonly tableStatus?: TableStatus | undefined
  /** stream state */
  readonly streamDetails?: StreamDetails | undefined
  /** split points as PlainBuffer keys */
  readonly shardSplits: ReadonlyArray<Uint8Array>
  readonly sseDetails?: SSEDetails | undefined
  /** secondary indexes */
  readonly indexMetas: ReadonlyArray<IndexMeta>
  /** unix microseconds (unverified unit); only in java/rust */
  readonly creationTime?: bigint | undefined
}
export const DescribeTableResponse: P.Message<DescribeTableResponse> = {
  name: "DescribeTableResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, TableMeta, m.tableMeta, depth)
    P.writeNested(w, 18, ReservedThroughputDetails, m.reservedThroughputDetails, depth)
    P.writeNested(w, 26, TableOptions, m.tableOptions, depth)
    if (m.tableStatus !== undefined) P.writeInt32(w.uint32(32), m.tableStatus)
    if (m.streamDetails !== undefined) P.writeNested(w, 42, StreamDetails, m.streamDetails, depth)
    if (m.shardSplits !== undefined) for (const v of m.shardSplits) w.uint32(50).bytes(v)
    if (m.sseDetails !== undefined) P.writeNested(w, 58, SSEDetails, m.sseDetails, depth)
    if (m.indexMetas !== undefined) for (const v of m.indexMetas) P.writeNested(w, 66, IndexMeta, v, depth)
    if (m.creationTime !== undefined) P.writeInt64(w.uint32(72), m.creationTime)
  },
  read(r, depth) {
    const m = { shardSplits: [], indexMetas: [] } as unknown as P.Mutable<DescribeTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableMeta = P.readNested(r, TableMeta, depth); break
        case 18: m.reservedThroughputDetails = P.readNested(r, ReservedThroughputDetails, depth); break
        case 26: m.tableOptions = P.readNested(r, TableOptions, depth); break
        case 32: m.tableStatus = r.int32() as TableStatus; break
        case 42: m.streamDetails = P.readNested(r, StreamDetails, depth); break
        case 50: m.shardSplits.push(r.bytes()); break
        case 58: m.sseDetails = P.readNested(r, SSEDetails, depth); break
        case 66: m.indexMetas.push(P.readNested(r, IndexMeta, depth)); break
        case 72: m.creationTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableMeta", "reservedThroughputDetails", "tableOptions"])
    return m
  }
}

export interface ListTableResponse {
  /** all tables, including index tables */
  readonly tableNames: ReadonlyArray<string>
}
export const ListTableResponse: P.Message<ListTableResponse> = {
  name: "ListTableResponse",
  write(m, w) {
    if (m.tableNames !== undefined) for (const v of m.tableNames) w.uint32(10).string(v)
  },
  read(r) {
    const m = { tableNames: [] } as unknown as P.Mutable<ListTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableNames.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteTableRequest {
  readonly tableName: string
}
export const DeleteTableRequest: P.Message<DeleteTableRequest> = {
  name: "DeleteTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteTableRequest>
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

export interface LoadTableRequest {
  readonly tableName: string
}
export const LoadTableRequest: P.Message<LoadTableRequest> = {
  name: "LoadTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<LoadTableRequest>
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

export interface UnloadTableRequest {
  readonly tableName: string
}
export const UnloadTableRequest: P.Message<UnloadTableRequest> = {
  name: "UnloadTableRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<UnloadTableRequest>
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

export interface TimeRange {
  /** ms, inclusive */
  readonly startTime?: bigint | undefined
  /** ms, exclusive */
  readonly endTime?: bigint | undefined
  /** ms, excludes the other two */
  readonly specificTime?: bigint | undefined
}
export const TimeRange: P.Message<TimeRange> = {
  name: "TimeRange",
  write(m, w) {
    if (m.startTime !== undefined) P.writeInt64(w.uint32(8), m.startTime)
    if (m.endTime !== undefined) P.writeInt64(w.uint32(16), m.endTime)
    if (m.specificTime !== undefined) P.writeInt64(w.uint32(24), m.specificTime)
  },
  read(r) {
    const m = {} as P.Mutable<TimeRange>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.startTime = P.readInt64(r); break
        case 16: m.endTime = P.readInt64(r); break
        case 24: m.specificTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ReturnContent {
  /** RT_NONE, RT_PK or RT_AFTER_MODIFY */
  readonly returnType?: ReturnType | undefined
  /** columns to return with RT_AFTER_MODIFY */
  readonly returnColumnNames: ReadonlyArray<string>
}
export const ReturnContent: P.Message<ReturnContent> = {
  name: "ReturnContent",
  write(m, w) {
    if (m.returnType !== undefined) P.writeInt32(w.uint32(8), m.returnType)
    if (m.returnColumnNames !== undefined) for (const v of m.returnColumnNames) w.uint32(18).string(v)
  },
  read(r) {
    const m = { returnColumnNames: [] } as unknown as P.Mutable<ReturnContent>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.returnType = r.int32() as ReturnType; break
        case 18: m.returnColumnNames.push(r.string()); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GetRowRequest {
  readonly tableName: string
  /** PlainBuffer row with only a key */
  readonly primaryKey: Uint8Array
  /** names of columns to return; empty means all */
  readonly columnsToGet: ReadonlyArray<string>
  /** version filter */
  readonly timeRange?: TimeRange | undefined
  /** versions per column to return */
  readonly maxVersions?: number | undefined
  /** server cache hint; default true */
  readonly cacheBlocks?: boolean | undefined
  /** serialized Filter */
  readonly filter?: Uint8Array | undefined
  /** first column name to return, inclusive */
  readonly startColumn?: string | undefined
  /** end of column range, exclusive */
  readonly endColumn?: string | undefined
  /** wide-row continuation (deprecated) */
  readonly token?: Uint8Array | undefined
  /** local transaction id */
  readonly transactionId?: string | undefined
}
export const GetRowRequest: P.Message<GetRowRequest> = {
  name: "GetRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).bytes(m.primaryKey)
    if (m.columnsToGet !== undefined) for (const v of m.columnsToGet) w.uint32(26).string(v)
    if (m.timeRange !== undefined) P.writeNested(w, 34, TimeRange, m.timeRange, depth)
    if (m.maxVersions !== undefined) P.writeInt32(w.uint32(40), m.maxVersions)
    if (m.cacheBlocks !== undefined) w.uint32(48).bool(m.cacheBlocks)
    if (m.filter !== undefined) w.uint32(58).bytes(m.filter)
    if (m.startColumn !== undefined) w.uint32(66).string(m.startColumn)
    if (m.endColumn !== undefined) w.uint32(74).string(m.endColumn)
    if (m.token !== undefined) w.uint32(82).bytes(m.token)
    if (m.transactionId !== undefined) w.uint32(90).string(m.transactionId)
  },
  read(r, depth) {
    const m = { columnsToGet: [] } as unknown as P.Mutable<GetRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.primaryKey = r.bytes(); break
        case 26: m.columnsToGet.push(r.string()); break
        case 34: m.timeRange = P.readNested(r, TimeRange, depth); break
        case 40: m.maxVersions = r.int32(); break
        case 48: m.cacheBlocks = r.bool(); break
        case 58: m.filter = r.bytes(); break
        case 66: m.startColumn = r.string(); break
        case 74: m.endColumn = r.string(); break
        case 82: m.token = r.bytes(); break
        case 90: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "primaryKey"])
    return m
  }
}

export interface GetRowResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** PlainBuffer with one row; zero length when there is none */
  readonly row: Uint8Array
  /** wide-row continuation */
  readonly nextToken?: Uint8Array | undefined
}
export const GetRowResponse: P.Message<GetRowResponse> = {
  name: "GetRowResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    w.uint32(18).bytes(m.row)
    if (m.nextToken !== undefined) w.uint32(26).bytes(m.nextToken)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GetRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.row = r.bytes(); break
        case 26: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed", "row"])
    return m
  }
}

export interface UpdateRowRequest {
  readonly tableName: string
  /** PlainBuffer row */
  readonly rowChange: Uint8Array
  /** row and column condition, always sent */
  readonly condition: Condition
  /** what to return after the write */
  readonly returnContent?: ReturnContent | undefined
  /** local transaction id */
  readonly transactionId?: string | undefined
}
export const UpdateRowRequest: P.Message<UpdateRowRequest> = {
  name: "UpdateRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).bytes(m.rowChange)
    P.writeNested(w, 26, Condition, m.condition, depth)
    if (m.returnContent !== undefined) P.writeNested(w, 34, ReturnContent, m.returnContent, depth)
    if (m.transactionId !== undefined) w.uint32(42).string(m.transactionId)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rowChange = r.bytes(); break
        case 26: m.condition = P.readNested(r, Condition, depth); break
        case 34: m.returnContent = P.readNested(r, ReturnContent, depth); break
        case 42: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "rowChange", "condition"])
    return m
  }
}

export interface UpdateRowResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** PlainBuffer row when return_content asked for one */
  readonly row?: Uint8Array | undefined
}
export const UpdateRowResponse: P.Message<UpdateRowResponse> = {
  name: "UpdateRowResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    if (m.row !== undefined) w.uint32(18).bytes(m.row)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.row = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed"])
    return m
  }
}

export interface PutRowRequest {
  readonly tableName: string
  /** PlainBuffer row */
  readonly row: Uint8Array
  /** row and column condition, always sent */
  readonly condition: Condition
  /** what to return after the write */
  readonly returnContent?: ReturnContent | undefined
  /** local transaction id */
  readonly transactionId?: string | undefined
}
export const PutRowRequest: P.Message<PutRowRequest> = {
  name: "PutRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).bytes(m.row)
    P.writeNested(w, 26, Condition, m.condition, depth)
    if (m.returnContent !== undefined) P.writeNested(w, 34, ReturnContent, m.returnContent, depth)
    if (m.transactionId !== undefined) w.uint32(42).string(m.transactionId)
  },
  read(r, depth) {
    const m = {} as P.Mutable<PutRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.row = r.bytes(); break
        case 26: m.condition = P.readNested(r, Condition, depth); break
        case 34: m.returnContent = P.readNested(r, ReturnContent, depth); break
        case 42: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "row", "condition"])
    return m
  }
}

export interface PutRowResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** PlainBuffer row when return_content asked for one */
  readonly row?: Uint8Array | undefined
}
export const PutRowResponse: P.Message<PutRowResponse> = {
  name: "PutRowResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    if (m.row !== undefined) w.uint32(18).bytes(m.row)
  },
  read(r, depth) {
    const m = {} as P.Mutable<PutRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.row = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed"])
    return m
  }
}

export interface DeleteRowRequest {
  readonly tableName: string
  /** PlainBuffer row with key and delete marker */
  readonly primaryKey: Uint8Array
  /** row and column condition, always sent */
  readonly condition: Condition
  /** what to return after the write */
  readonly returnContent?: ReturnContent | undefined
  /** local transaction id */
  readonly transactionId?: string | undefined
}
export const DeleteRowRequest: P.Message<DeleteRowRequest> = {
  name: "DeleteRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).bytes(m.primaryKey)
    P.writeNested(w, 26, Condition, m.condition, depth)
    if (m.returnContent !== undefined) P.writeNested(w, 34, ReturnContent, m.returnContent, depth)
    if (m.transactionId !== undefined) w.uint32(42).string(m.transactionId)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DeleteRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.primaryKey = r.bytes(); break
        case 26: m.condition = P.readNested(r, Condition, depth); break
        case 34: m.returnContent = P.readNested(r, ReturnContent, depth); break
        case 42: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "primaryKey", "condition"])
    return m
  }
}

export interface DeleteRowResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** as for PutRowResponse */
  readonly row?: Uint8Array | undefined
}
export const DeleteRowResponse: P.Message<DeleteRowResponse> = {
  name: "DeleteRowResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    if (m.row !== undefined) w.uint32(18).bytes(m.row)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DeleteRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.row = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed"])
    return m
  }
}

export interface TableInBatchGetRowRequest {
  readonly tableName: string
  /** one PlainBuffer key per row */
  readonly primaryKey: ReadonlyArray<Uint8Array>
  /** one per row or none */
  readonly token: ReadonlyArray<Uint8Array>
  /** names of columns to return; empty means all */
  readonly columnsToGet: ReadonlyArray<string>
  /** version filter */
  readonly timeRange?: TimeRange | undefined
  /** versions per column to return */
  readonly maxVersions?: number | undefined
  /** server cache hint; default true */
  readonly cacheBlocks?: boolean | undefined
  /** serialized Filter */
  readonly filter?: Uint8Array | undefined
  /** first column name to return, inclusive */
  readonly startColumn?: string | undefined
  /** end of column range, exclusive */
  readonly endColumn?: string | undefined
}
export const TableInBatchGetRowRequest: P.Message<TableInBatchGetRowRequest> = {
  name: "TableInBatchGetRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.primaryKey !== undefined) for (const v of m.primaryKey) w.uint32(18).bytes(v)
    if (m.token !== undefined) for (const v of m.token) w.uint32(26).bytes(v)
    if (m.columnsToGet !== undefined) for (const v of m.columnsToGet) w.uint32(34).string(v)
    if (m.timeRange !== undefined) P.writeNested(w, 42, TimeRange, m.timeRange, depth)
    if (m.maxVersions !== undefined) P.writeInt32(w.uint32(48), m.maxVersions)
    if (m.cacheBlocks !== undefined) w.uint32(56).bool(m.cacheBlocks)
    if (m.filter !== undefined) w.uint32(66).bytes(m.filter)
    if (m.startColumn !== undefined) w.uint32(74).string(m.startColumn)
    if (m.endColumn !== undefined) w.uint32(82).string(m.endColumn)
  },
  read(r, depth) {
    const m = { primaryKey: [], token: [], columnsToGet: [] } as unknown as P.Mutable<TableInBatchGetRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.primaryKey.push(r.bytes()); break
        case 26: m.token.push(r.bytes()); break
        case 34: m.columnsToGet.push(r.string()); break
        case 42: m.timeRange = P.readNested(r, TimeRange, depth); break
        case 48: m.maxVersions = r.int32(); break
        case 56: m.cacheBlocks = r.bool(); break
        case 66: m.filter = r.bytes(); break
        case 74: m.startColumn = r.string(); break
        case 82: m.endColumn = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface BatchGetRowRequest {
  /** one entry per table, names distinct */
  readonly tables: ReadonlyArray<TableInBatchGetRowRequest>
}
export const BatchGetRowRequest: P.Message<BatchGetRowRequest> = {
  name: "BatchGetRowRequest",
  write(m, w, depth) {
    if (m.tables !== undefined) for (const v of m.tables) P.writeNested(w, 10, TableInBatchGetRowRequest, v, depth)
  },
  read(r, depth) {
    const m = { tables: [] } as unknown as P.Mutable<BatchGetRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tables.push(P.readNested(r, TableInBatchGetRowRequest, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface RowInBatchGetRowResponse {
  /** row succeeded */
  readonly isOk: boolean
  /** set when is_ok is false */
  readonly error?: Error | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** PlainBuffer row, zero length when absent */
  readonly row?: Uint8Array | undefined
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
}
export const RowInBatchGetRowResponse: P.Message<RowInBatchGetRowResponse> = {
  name: "RowInBatchGetRowResponse",
  write(m, w, depth) {
    w.uint32(8).bool(m.isOk)
    if (m.error !== undefined) P.writeNested(w, 18, Error, m.error, depth)
    if (m.consumed !== undefined) P.writeNested(w, 26, ConsumedCapacity, m.consumed, depth)
    if (m.row !== undefined) w.uint32(34).bytes(m.row)
    if (m.nextToken !== undefined) w.uint32(42).bytes(m.nextToken)
  },
  read(r, depth) {
    const m = {} as P.Mutable<RowInBatchGetRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.isOk = r.bool(); break
        case 18: m.error = P.readNested(r, Error, depth); break
        case 26: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 34: m.row = r.bytes(); break
        case 42: m.nextToken = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["isOk"])
    return m
  }
}

export interface TableInBatchGetRowResponse {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBatchGetRowResponse>
}
export const TableInBatchGetRowResponse: P.Message<TableInBatchGetRowResponse> = {
  name: "TableInBatchGetRowResponse",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 18, RowInBatchGetRowResponse, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<TableInBatchGetRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rows.push(P.readNested(r, RowInBatchGetRowResponse, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface BatchGetRowResponse {
  /** one entry per table, names distinct */
  readonly tables: ReadonlyArray<TableInBatchGetRowResponse>
}
export const BatchGetRowResponse: P.Message<BatchGetRowResponse> = {
  name: "BatchGetRowResponse",
  write(m, w, depth) {
    if (m.tables !== undefined) for (const v of m.tables) P.writeNested(w, 10, TableInBatchGetRowResponse, v, depth)
  },
  read(r, depth) {
    const m = { tables: [] } as unknown as P.Mutable<BatchGetRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tables.push(P.readNested(r, TableInBatchGetRowResponse, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface RowInBatchWriteRowRequest {
  /** PUT, UPDATE or DELETE */
  readonly type: OperationType
  /** PlainBuffer row */
  readonly rowChange: Uint8Array
  /** row and column condition, always sent */
  readonly condition: Condition
  /** what to return after the write */
  readonly returnContent?: ReturnContent | undefined
}
export const RowInBatchWriteRowRequest: P.Message<RowInBatchWriteRowRequest> = {
  name: "RowInBatchWriteRowRequest",
  write(m, w, depth) {
    P.writeInt32(w.uint32(8), m.type)
    w.uint32(18).bytes(m.rowChange)
    P.writeNested(w, 26, Condition, m.condition, depth)
    if (m.returnContent !== undefined) P.writeNested(w, 34, ReturnContent, m.returnContent, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<RowInBatchWriteRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as OperationType; break
        case 18: m.rowChange = r.bytes(); break
        case 26: m.condition = P.readNested(r, Condition, depth); break
        case 34: m.returnContent = P.readNested(r, ReturnContent, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["type", "rowChange", "condition"])
    return m
  }
}

export interface TableInBatchWriteRowRequest {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBatchWriteRowRequest>
}
export const TableInBatchWriteRowRequest: P.Message<TableInBatchWriteRowRequest> = {
  name: "TableInBatchWriteRowRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 18, RowInBatchWriteRowRequest, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<TableInBatchWriteRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rows.push(P.readNested(r, RowInBatchWriteRowRequest, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface BatchWriteRowRequest {
  /** one entry per table, names distinct */
  readonly tables: ReadonlyArray<TableInBatchWriteRowRequest>
  /** local transaction id */
  readonly transactionId?: string | undefined
  /** all rows in one partition or none */
  readonly isAtomic?: boolean | undefined
}
export const BatchWriteRowRequest: P.Message<BatchWriteRowRequest> = {
  name: "BatchWriteRowRequest",
  write(m, w, depth) {
    if (m.tables !== undefined) for (const v of m.tables) P.writeNested(w, 10, TableInBatchWriteRowRequest, v, depth)
    if (m.transactionId !== undefined) w.uint32(18).string(m.transactionId)
    if (m.isAtomic !== undefined) w.uint32(24).bool(m.isAtomic)
  },
  read(r, depth) {
    const m = { tables: [] } as unknown as P.Mutable<BatchWriteRowRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tables.push(P.readNested(r, TableInBatchWriteRowRequest, depth)); break
        case 18: m.transactionId = r.string(); break
        case 24: m.isAtomic = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface RowInBatchWriteRowResponse {
  /** row succeeded */
  readonly isOk: boolean
  /** set when is_ok is false */
  readonly error?: Error | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** PlainBuffer row when asked for */
  readonly row?: Uint8Array | undefined
}
export const RowInBatchWriteRowResponse: P.Message<RowInBatchWriteRowResponse> = {
  name: "RowInBatchWriteRowResponse",
  write(m, w, depth) {
    w.uint32(8).bool(m.isOk)
    if (m.error !== undefined) P.writeNested(w, 18, Error, m.error, depth)
    if (m.consumed !== undefined) P.writeNested(w, 26, ConsumedCapacity, m.consumed, depth)
    if (m.row !== undefined) w.uint32(34).bytes(m.row)
  },
  read(r, depth) {
    const m = {} as P.Mutable<RowInBatchWriteRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.isOk = r.bool(); break
        case 18: m.error = P.readNested(r, Error, depth); break
        case 26: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 34: m.row = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["isOk"])
    return m
  }
}

export interface TableInBatchWriteRowResponse {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBatchWriteRowResponse>
}
export const TableInBatchWriteRowResponse: P.Message<TableInBatchWriteRowResponse> = {
  name: "TableInBatchWriteRowResponse",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 18, RowInBatchWriteRowResponse, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<TableInBatchWriteRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rows.push(P.readNested(r, RowInBatchWriteRowResponse, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface BatchWriteRowResponse {
  /** one entry per table, names distinct */
  readonly tables: ReadonlyArray<TableInBatchWriteRowResponse>
}
export const BatchWriteRowResponse: P.Message<BatchWriteRowResponse> = {
  name: "BatchWriteRowResponse",
  write(m, w, depth) {
    if (m.tables !== undefined) for (const v of m.tables) P.writeNested(w, 10, TableInBatchWriteRowResponse, v, depth)
  },
  read(r, depth) {
    const m = { tables: [] } as unknown as P.Mutable<BatchWriteRowResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tables.push(P.readNested(r, TableInBatchWriteRowResponse, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GetRangeRequest {
  readonly tableName: string
  /** FORWARD or BACKWARD */
  readonly direction: Direction
  /** names of columns to return; empty means all */
  readonly columnsToGet: ReadonlyArray<string>
  /** version filter */
  readonly timeRange?: TimeRange | undefined
  /** versions per column to return */
  readonly maxVersions?: number | undefined
  /** rows to return, >0 */
  readonly limit?: number | undefined
  /** PlainBuffer key, may hold INF_MIN/INF_MAX */
  readonly inclusiveStartPrimaryKey: Uint8Array
  /** PlainBuffer key, may hold INF_MIN/INF_MAX */
  readonly exclusiveEndPrimaryKey: Uint8Array
  /** server cache hint; default true */
  readonly cacheBlocks?: boolean | undefined
  /** serialized Filter */
  readonly filter?: Uint8Array | undefined
  /** first column name to return, inclusive */
  readonly startColumn?: string | undefined
  /** end of column range, exclusive */
  readonly endColumn?: string | undefined
  /** opaque page token of the previous response */
  readonly token?: Uint8Array | undefined
  /** local transaction id */
  readonly transactionId?: string | undefined
  /** preferred row encoding; only in go/node; default DBT_PLAIN_BUFFER */
  readonly dataBlockTypeHint?: DataBlockType | undefined
  /** default true; only in go/node */
  readonly returnEntirePrimaryKeys?: boolean | undefined
  /** default CPT_NONE; only in go/node */
  readonly compressTypeHint?: CompressType | undefined
}
export const GetRangeRequest: P.Message<GetRangeRequest> = {
  name: "GetRangeRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    P.writeInt32(w.uint32(16), m.direction)
    if (m.columnsToGet !== undefined) for (const v of m.columnsToGet) w.uint32(26).string(v)
    if (m.timeRange !== undefined) P.writeNested(w, 34, TimeRange, m.timeRange, depth)
    if (m.maxVersions !== undefined) P.writeInt32(w.uint32(40), m.maxVersions)
    if (m.limit !== undefined) P.writeInt32(w.uint32(48), m.limit)
    w.uint32(58).bytes(m.inclusiveStartPrimaryKey)
    w.uint32(66).bytes(m.exclusiveEndPrimaryKey)
    if (m.cacheBlocks !== undefined) w.uint32(72).bool(m.cacheBlocks)
    if (m.filter !== undefined) w.uint32(82).bytes(m.filter)
    if (m.startColumn !== undefined) w.uint32(90).string(m.startColumn)
    if (m.endColumn !== undefined) w.uint32(98).string(m.endColumn)
    if (m.token !== undefined) w.uint32(106).bytes(m.token)
    if (m.transactionId !== undefined) w.uint32(114).string(m.transactionId)
    if (m.dataBlockTypeHint !== undefined) P.writeInt32(w.uint32(120), m.dataBlockTypeHint)
    if (m.returnEntirePrimaryKeys !== undefined) w.uint32(128).bool(m.returnEntirePrimaryKeys)
    if (m.compressTypeHint !== undefined) P.writeInt32(w.uint32(136), m.compressTypeHint)
  },
  read(r, depth) {
    const m = { columnsToGet: [] } as unknown as P.Mutable<GetRangeRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 16: m.direction = r.int32() as Direction; break
        case 26: m.columnsToGet.push(r.string()); break
        case 34: m.timeRange = P.readNested(r, TimeRange, depth); break
        case 40: m.maxVersions = r.int32(); break
        case 48: m.limit = r.int32(); break
        case 58: m.inclusiveStartPrimaryKey = r.bytes(); break
        case 66: m.exclusiveEndPrimaryKey = r.bytes(); break
        case 72: m.cacheBlocks = r.bool(); break
        case 82: m.filter = r.bytes(); break
        case 90: m.startColumn = r.string(); break
        case 98: m.endColumn = r.string(); break
        case 106: m.token = r.bytes(); break
        case 114: m.transactionId = r.string(); break
        case 120: m.dataBlockTypeHint = r.int32() as DataBlockType; break
        case 128: m.returnEntirePrimaryKeys = r.bool(); break
        case 136: m.compressTypeHint = r.int32() as CompressType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "direction", "inclusiveStartPrimaryKey", "exclusiveEndPrimaryKey"])
    return m
  }
}

export interface GetRangeResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** one PlainBuffer with all rows after a single header; zero length when none */
  readonly rows: Uint8Array
  /** PlainBuffer key to continue from; absent or empty at the end */
  readonly nextStartPrimaryKey?: Uint8Array | undefined
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: Uint8Array | undefined
  /** actual row encoding; only in go/node */
  readonly dataBlockType?: DataBlockType | undefined
  /** actual compression; only in go/node */
  readonly compressType?: CompressType | undefined
}
export const GetRangeResponse: P.Message<GetRangeResponse> = {
  name: "GetRangeResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    w.uint32(18).bytes(m.rows)
    if (m.nextStartPrimaryKey !== undefined) w.uint32(26).bytes(m.nextStartPrimaryKey)
    if (m.nextToken !== undefined) w.uint32(34).bytes(m.nextToken)
    if (m.dataBlockType !== undefined) P.writeInt32(w.uint32(40), m.dataBlockType)
    if (m.compressType !== undefined) P.writeInt32(w.uint32(48), m.compressType)
  },
  read(r, depth) {
    const m = {} as P.Mutable<GetRangeResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.rows = r.bytes(); break
        case 26: m.nextStartPrimaryKey = r.bytes(); break
        case 34: m.nextToken = r.bytes(); break
        case 40: m.dataBlockType = r.int32() as DataBlockType; break
        case 48: m.compressType = r.int32() as CompressType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed", "rows"])
    return m
  }
}

export interface StartLocalTransactionRequest {
  readonly tableName: string
  /** PlainBuffer row whose key holds only the partition key column */
  readonly key: Uint8Array
}
export const StartLocalTransactionRequest: P.Message<StartLocalTransactionRequest> = {
  name: "StartLocalTransactionRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).bytes(m.key)
  },
  read(r) {
    const m = {} as P.Mutable<StartLocalTransactionRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.key = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "key"])
    return m
  }
}

export interface StartLocalTransactionResponse {
  /** local transaction id */
  readonly transactionId: string
}
export const StartLocalTransactionResponse: P.Message<StartLocalTransactionResponse> = {
  name: "StartLocalTransactionResponse",
  write(m, w) {
    w.uint32(10).string(m.transactionId)
  },
  read(r) {
    const m = {} as P.Mutable<StartLocalTransactionResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["transactionId"])
    return m
  }
}

export interface CommitTransactionRequest {
  /** local transaction id */
  readonly transactionId: string
}
export const CommitTransactionRequest: P.Message<CommitTransactionRequest> = {
  name: "CommitTransactionRequest",
  write(m, w) {
    w.uint32(10).string(m.transactionId)
  },
  read(r) {
    const m = {} as P.Mutable<CommitTransactionRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["transactionId"])
    return m
  }
}

export interface AbortTransactionRequest {
  /** local transaction id */
  readonly transactionId: string
}
export const AbortTransactionRequest: P.Message<AbortTransactionRequest> = {
  name: "AbortTransactionRequest",
  write(m, w) {
    w.uint32(10).string(m.transactionId)
  },
  read(r) {
    const m = {} as P.Mutable<AbortTransactionRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.transactionId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["transactionId"])
    return m
  }
}

export interface ListStreamRequest {
  readonly tableName?: string | undefined
}
export const ListStreamRequest: P.Message<ListStreamRequest> = {
  name: "ListStreamRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<ListStreamRequest>
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

export interface Stream {
  readonly streamId: string
  readonly tableName: string
  /** unix microseconds */
  readonly creationTime: bigint
}
export const Stream: P.Message<Stream> = {
  name: "Stream",
  write(m, w) {
    w.uint32(10).string(m.streamId)
    w.uint32(18).string(m.tableName)
    P.writeInt64(w.uint32(24), m.creationTime)
  },
  read(r) {
    const m = {} as P.Mutable<Stream>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streamId = r.string(); break
        case 18: m.tableName = r.string(); break
        case 24: m.creationTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["streamId", "tableName", "creationTime"])
    return m
  }
}

export interface ListStreamResponse {
  readonly streams: ReadonlyArray<Stream>
}
export const ListStreamResponse: P.Message<ListStreamResponse> = {
  name: "ListStreamResponse",
  write(m, w, depth) {
    if (m.streams !== undefined) for (const v of m.streams) P.writeNested(w, 10, Stream, v, depth)
  },
  read(r, depth) {
    const m = { streams: [] } as unknown as P.Mutable<ListStreamResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streams.push(P.readNested(r, Stream, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface StreamShard {
  readonly shardId: string
  /** shard to read first */
  readonly parentId?: string | undefined
  /** other parent after a merge */
  readonly parentSiblingId?: string | undefined
}
export const StreamShard: P.Message<StreamShard> = {
  name: "StreamShard",
  write(m, w) {
    w.uint32(10).string(m.shardId)
    if (m.parentId !== undefined) w.uint32(18).string(m.parentId)
    if (m.parentSiblingId !== undefined) w.uint32(26).string(m.parentSiblingId)
  },
  read(r) {
    const m = {} as P.Mutable<StreamShard>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.shardId = r.string(); break
        case 18: m.parentId = r.string(); break
        case 26: m.parentSiblingId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["shardId"])
    return m
  }
}

export interface DescribeStreamRequest {
  readonly streamId: string
  /** page start */
  readonly inclusiveStartShardId?: string | undefined
  /** page size */
  readonly shardLimit?: number | undefined
  /** only in java/rust */
  readonly supportTimeseriesDataTable?: boolean | undefined
}
export const DescribeStreamRequest: P.Message<DescribeStreamRequest> = {
  name: "DescribeStreamRequest",
  write(m, w) {
    w.uint32(10).string(m.streamId)
    if (m.inclusiveStartShardId !== undefined) w.uint32(18).string(m.inclusiveStartShardId)
    if (m.shardLimit !== undefined) P.writeInt32(w.uint32(24), m.shardLimit)
    if (m.supportTimeseriesDataTable !== undefined) w.uint32(32).bool(m.supportTimeseriesDataTable)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeStreamRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streamId = r.string(); break
        case 18: m.inclusiveStartShardId = r.string(); break
        case 24: m.shardLimit = r.int32(); break
        case 32: m.supportTimeseriesDataTable = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["streamId"])
    return m
  }
}

export interface DescribeStreamResponse {
  readonly streamId: string
  /** hours kept */
  readonly expirationTime: number
  readonly tableName: string
  readonly creationTime: bigint
  readonly streamStatus: StreamStatus
  readonly shards: ReadonlyArray<StreamShard>
  /** next page start */
  readonly nextShardId?: string | undefined
  /** only in java/rust */
  readonly isTimeseriesDataTable?: boolean | undefined
}
export const DescribeStreamResponse: P.Message<DescribeStreamResponse> = {
  name: "DescribeStreamResponse",
  write(m, w, depth) {
    w.uint32(10).string(m.streamId)
    P.writeInt32(w.uint32(16), m.expirationTime)
    w.uint32(26).string(m.tableName)
    P.writeInt64(w.uint32(32), m.creationTime)
    P.writeInt32(w.uint32(40), m.streamStatus)
    if (m.shards !== undefined) for (const v of m.shards) P.writeNested(w, 50, StreamShard, v, depth)
    if (m.nextShardId !== undefined) w.uint32(58).string(m.nextShardId)
    if (m.isTimeseriesDataTable !== undefined) w.uint32(64).bool(m.isTimeseriesDataTable)
  },
  read(r, depth) {
    const m = { shards: [] } as unknown as P.Mutable<DescribeStreamResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streamId = r.string(); break
        case 16: m.expirationTime = r.int32(); break
        case 26: m.tableName = r.string(); break
        case 32: m.creationTime = P.readInt64(r); break
        case 40: m.streamStatus = r.int32() as StreamStatus; break
        case 50: m.shards.push(P.readNested(r, StreamShard, depth)); break
        case 58: m.nextShardId = r.string(); break
        case 64: m.isTimeseriesDataTable = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["streamId", "expirationTime", "tableName", "creationTime", "streamStatus"])
    return m
  }
}

export interface GetShardIteratorRequest {
  readonly streamId: string
  readonly shardId: string
  /** start at this time, unix microseconds */
  readonly timestamp?: bigint | undefined
  /** opaque page token of the previous response */
  readonly token?: string | undefined
}
export const GetShardIteratorRequest: P.Message<GetShardIteratorRequest> = {
  name: "GetShardIteratorRequest",
  write(m, w) {
    w.uint32(10).string(m.streamId)
    w.uint32(18).string(m.shardId)
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(24), m.timestamp)
    if (m.token !== undefined) w.uint32(34).string(m.token)
  },
  read(r) {
    const m = {} as P.Mutable<GetShardIteratorRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streamId = r.string(); break
        case 18: m.shardId = r.string(); break
        case 24: m.timestamp = P.readInt64(r); break
        case 34: m.token = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["streamId", "shardId"])
    return m
  }
}

export interface GetShardIteratorResponse {
  /** iterator */
  readonly shardIterator: string
  /** opaque page token for the next call; absent or empty at the end */
  readonly nextToken?: string | undefined
}
export const GetShardIteratorResponse: P.Message<GetShardIteratorResponse> = {
  name: "GetShardIteratorResponse",
  write(m, w) {
    w.uint32(10).string(m.shardIterator)
    if (m.nextToken !== undefined) w.uint32(18).string(m.nextToken)
  },
  read(r) {
    const m = {} as P.Mutable<GetShardIteratorResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.shardIterator = r.string(); break
        case 18: m.nextToken = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["shardIterator"])
    return m
  }
}

export interface GetStreamRecordRequest {
  /** iterator */
  readonly shardIterator: string
  /** maximum number of items */
  readonly limit?: number | undefined
  readonly tableName?: string | undefined
}
export const GetStreamRecordRequest: P.Message<GetStreamRecordRequest> = {
  name: "GetStreamRecordRequest",
  write(m, w) {
    w.uint32(10).string(m.shardIterator)
    if (m.limit !== undefined) P.writeInt32(w.uint32(16), m.limit)
    if (m.tableName !== undefined) w.uint32(26).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<GetStreamRecordRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.shardIterator = r.string(); break
        case 16: m.limit = r.int32(); break
        case 26: m.tableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["shardIterator"])
    return m
  }
}

export interface GetStreamRecordResponse {
  readonly streamRecords: ReadonlyArray<StreamRecord>
  /** iterator for the next read; absent when the shard is closed */
  readonly nextShardIterator?: string | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** more records are ready */
  readonly mayMoreRecord?: boolean | undefined
}
export const GetStreamRecordResponse: P.Message<GetStreamRecordResponse> = {
  name: "GetStreamRecordResponse",
  write(m, w, depth) {
    if (m.streamRecords !== undefined) for (const v of m.streamRecords) P.writeNested(w, 10, StreamRecord, v, depth)
    if (m.nextShardIterator !== undefined) w.uint32(18).string(m.nextShardIterator)
    if (m.consumed !== undefined) P.writeNested(w, 26, ConsumedCapacity, m.consumed, depth)
    if (m.mayMoreRecord !== undefined) w.uint32(32).bool(m.mayMoreRecord)
  },
  read(r, depth) {
    const m = { streamRecords: [] } as unknown as P.Mutable<GetStreamRecordResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.streamRecords.push(P.readNested(r, StreamRecord, depth)); break
        case 18: m.nextShardIterator = r.string(); break
        case 26: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 32: m.mayMoreRecord = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface StreamRecord {
  /** kind of change */
  readonly actionType: ActionType
  /** PlainBuffer row with change cells and sequence extension */
  readonly record: Uint8Array
  /** PlainBuffer row before the change (columns asked for in the stream specification) */
  readonly originRecord?: Uint8Array | undefined
}
export const StreamRecord: P.Message<StreamRecord> = {
  name: "StreamRecord",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.actionType)
    w.uint32(18).bytes(m.record)
    if (m.originRecord !== undefined) w.uint32(26).bytes(m.originRecord)
  },
  read(r) {
    const m = {} as P.Mutable<StreamRecord>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.actionType = r.int32() as ActionType; break
        case 18: m.record = r.bytes(); break
        case 26: m.originRecord = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["actionType", "record"])
    return m
  }
}

export interface ComputeSplitPointsBySizeRequest {
  readonly tableName: string
  /** units of 100 MB unless the next field is set */
  readonly splitSize: bigint
  /** unit size in bytes */
  readonly splitSizeUnitInByte?: bigint | undefined
  /** maximum points */
  readonly splitPointLimit?: number | undefined
}
export const ComputeSplitPointsBySizeRequest: P.Message<ComputeSplitPointsBySizeRequest> = {
  name: "ComputeSplitPointsBySizeRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    P.writeInt64(w.uint32(16), m.splitSize)
    if (m.splitSizeUnitInByte !== undefined) P.writeInt64(w.uint32(24), m.splitSizeUnitInByte)
    if (m.splitPointLimit !== undefined) P.writeInt32(w.uint32(32), m.splitPointLimit)
  },
  read(r) {
    const m = {} as P.Mutable<ComputeSplitPointsBySizeRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 16: m.splitSize = P.readInt64(r); break
        case 24: m.splitSizeUnitInByte = P.readInt64(r); break
        case 32: m.splitPointLimit = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "splitSize"])
    return m
  }
}

export interface ComputeSplitPointsBySizeResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  /** key schema */
  readonly schema: ReadonlyArray<PrimaryKeySchema>
  /** PlainBuffer keys, trailing INF_MIN columns omitted, ascending */
  readonly splitPoints: ReadonlyArray<Uint8Array>
  /** run-length list of hints */
  readonly locations: ReadonlyArray<SplitLocation>
}
export const ComputeSplitPointsBySizeResponse: P.Message<ComputeSplitPointsBySizeResponse> = {
  name: "ComputeSplitPointsBySizeResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    if (m.schema !== undefined) for (const v of m.schema) P.writeNested(w, 18, PrimaryKeySchema, v, depth)
    if (m.splitPoints !== undefined) for (const v of m.splitPoints) w.uint32(26).bytes(v)
    if (m.locations !== undefined) for (const v of m.locations) P.writeNested(w, 34, SplitLocation, v, depth)
  },
  read(r, depth) {
    const m = { schema: [], splitPoints: [], locations: [] } as unknown as P.Mutable<ComputeSplitPointsBySizeResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.schema.push(P.readNested(r, PrimaryKeySchema, depth)); break
        case 26: m.splitPoints.push(r.bytes()); break
        case 34: m.locations.push(P.readNested(r, SplitLocation, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed"])
    return m
  }
}

export interface SplitLocation {
  /** host hint, may be empty */
  readonly location: string
  /** how many consecutive splits (zigzag encoded) */
  readonly repeat: bigint
}
export const SplitLocation: P.Message<SplitLocation> = {
  name: "SplitLocation",
  write(m, w) {
    w.uint32(10).string(m.location)
    P.writeSint64(w.uint32(16), m.repeat)
  },
  read(r) {
    const m = {} as P.Mutable<SplitLocation>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.location = r.string(); break
        case 16: m.repeat = P.readSint64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["location", "repeat"])
    return m
  }
}

export interface BulkExportRequest {
  readonly tableName: string
  /** names of columns to return; empty means all */
  readonly columnsToGet: ReadonlyArray<string>
  readonly inclusiveStartPrimaryKey: Uint8Array
  readonly exclusiveEndPrimaryKey: Uint8Array
  readonly filter?: Uint8Array | undefined
  /** preferred row encoding; default DBT_SIMPLE_ROW_MATRIX */
  readonly dataBlockTypeHint?: DataBlockType | undefined
}
export const BulkExportRequest: P.Message<BulkExportRequest> = {
  name: "BulkExportRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    if (m.columnsToGet !== undefined) for (const v of m.columnsToGet) w.uint32(18).string(v)
    w.uint32(26).bytes(m.inclusiveStartPrimaryKey)
    w.uint32(34).bytes(m.exclusiveEndPrimaryKey)
    if (m.filter !== undefined) w.uint32(42).bytes(m.filter)
    if (m.dataBlockTypeHint !== undefined) P.writeInt32(w.uint32(48), m.dataBlockTypeHint)
  },
  read(r) {
    const m = { columnsToGet: [] } as unknown as P.Mutable<BulkExportRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.columnsToGet.push(r.string()); break
        case 26: m.inclusiveStartPrimaryKey = r.bytes(); break
        case 34: m.exclusiveEndPrimaryKey = r.bytes(); break
        case 42: m.filter = r.bytes(); break
        case 48: m.dataBlockTypeHint = r.int32() as DataBlockType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "inclusiveStartPrimaryKey", "exclusiveEndPrimaryKey"])
    return m
  }
}

export interface BulkExportResponse {
  /** capacity used by the call */
  readonly consumed: ConsumedCapacity
  readonly rows: Uint8Array
  /** PlainBuffer key to continue from; absent or empty at the end */
  readonly nextStartPrimaryKey?: Uint8Array | undefined
  /** actual row encoding */
  readonly dataBlockType?: DataBlockType | undefined
}
export const BulkExportResponse: P.Message<BulkExportResponse> = {
  name: "BulkExportResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, ConsumedCapacity, m.consumed, depth)
    w.uint32(18).bytes(m.rows)
    if (m.nextStartPrimaryKey !== undefined) w.uint32(26).bytes(m.nextStartPrimaryKey)
    if (m.dataBlockType !== undefined) P.writeInt32(w.uint32(32), m.dataBlockType)
  },
  read(r, depth) {
    const m = {} as P.Mutable<BulkExportResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 18: m.rows = r.bytes(); break
        case 26: m.nextStartPrimaryKey = r.bytes(); break
        case 32: m.dataBlockType = r.int32() as DataBlockType; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["consumed", "rows"])
    return m
  }
}

export interface BulkImportRequest {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBulkImportRequest>
}
export const BulkImportRequest: P.Message<BulkImportRequest> = {
  name: "BulkImportRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 18, RowInBulkImportRequest, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<BulkImportRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rows.push(P.readNested(r, RowInBulkImportRequest, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface RowInBulkImportRequest {
  /** kind */
  readonly type: OperationType
  /** PlainBuffer row */
  readonly rowChange: Uint8Array
}
export const RowInBulkImportRequest: P.Message<RowInBulkImportRequest> = {
  name: "RowInBulkImportRequest",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.type)
    w.uint32(18).bytes(m.rowChange)
  },
  read(r) {
    const m = {} as P.Mutable<RowInBulkImportRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.type = r.int32() as OperationType; break
        case 18: m.rowChange = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["type", "rowChange"])
    return m
  }
}

export interface BulkImportResponse {
  readonly tableName: string
  readonly rows: ReadonlyArray<RowInBulkImportResponse>
}
export const BulkImportResponse: P.Message<BulkImportResponse> = {
  name: "BulkImportResponse",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    if (m.rows !== undefined) for (const v of m.rows) P.writeNested(w, 18, RowInBulkImportResponse, v, depth)
  },
  read(r, depth) {
    const m = { rows: [] } as unknown as P.Mutable<BulkImportResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.rows.push(P.readNested(r, RowInBulkImportResponse, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName"])
    return m
  }
}

export interface RowInBulkImportResponse {
  /** row succeeded */
  readonly isOk: boolean
  /** set when is_ok is false */
  readonly error?: Error | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
}
export const RowInBulkImportResponse: P.Message<RowInBulkImportResponse> = {
  name: "RowInBulkImportResponse",
  write(m, w, depth) {
    w.uint32(8).bool(m.isOk)
    if (m.error !== undefined) P.writeNested(w, 18, Error, m.error, depth)
    if (m.consumed !== undefined) P.writeNested(w, 26, ConsumedCapacity, m.consumed, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<RowInBulkImportResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.isOk = r.bool(); break
        case 18: m.error = P.readNested(r, Error, depth); break
        case 26: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["isOk"])
    return m
  }
}

export interface ComputeSplitsRequest {
  readonly tableName?: string | undefined
  /** which search index */
  readonly searchIndexSplitsOptions?: SearchIndexSplitsOptions | undefined
}
export const ComputeSplitsRequest: P.Message<ComputeSplitsRequest> = {
  name: "ComputeSplitsRequest",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.searchIndexSplitsOptions !== undefined) P.writeNested(w, 18, SearchIndexSplitsOptions, m.searchIndexSplitsOptions, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ComputeSplitsRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.searchIndexSplitsOptions = P.readNested(r, SearchIndexSplitsOptions, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchIndexSplitsOptions {
  readonly indexName?: string | undefined
}
export const SearchIndexSplitsOptions: P.Message<SearchIndexSplitsOptions> = {
  name: "SearchIndexSplitsOptions",
  write(m, w) {
    if (m.indexName !== undefined) w.uint32(10).string(m.indexName)
  },
  read(r) {
    const m = {} as P.Mutable<SearchIndexSplitsOptions>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.indexName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ComputeSplitsResponse {
  /** bytes to pass to ParallelScan */
  readonly sessionId?: Uint8Array | undefined
  /** maximum parallelism */
  readonly splitsSize?: number | undefined
}
export const ComputeSplitsResponse: P.Message<ComputeSplitsResponse> = {
  name: "ComputeSplitsResponse",
  write(m, w) {
    if (m.sessionId !== undefined) w.uint32(10).bytes(m.sessionId)
    if (m.splitsSize !== undefined) P.writeInt32(w.uint32(16), m.splitsSize)
  },
  read(r) {
    const m = {} as P.Mutable<ComputeSplitsResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.sessionId = r.bytes(); break
        case 16: m.splitsSize = r.int32(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SQLQueryRequest {
  /** SQL text */
  readonly query: string
  /** wanted payload, SDKs send SQL_FLAT_BUFFERS */
  readonly version?: SQLPayloadVersion | undefined
  /** dialect version */
  readonly sqlVersion?: bigint | undefined
  /** page token */
  readonly searchToken?: string | undefined
}
export const SQLQueryRequest: P.Message<SQLQueryRequest> = {
  name: "SQLQueryRequest",
  write(m, w) {
    w.uint32(10).string(m.query)
    if (m.version !== undefined) P.writeInt32(w.uint32(16), m.version)
    if (m.sqlVersion !== undefined) P.writeInt64(w.uint32(24), m.sqlVersion)
    if (m.searchToken !== undefined) w.uint32(42).string(m.searchToken)
  },
  read(r) {
    const m = {} as P.Mutable<SQLQueryRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.query = r.string(); break
        case 16: m.version = r.int32() as SQLPayloadVersion; break
        case 24: m.sqlVersion = P.readInt64(r); break
        case 42: m.searchToken = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["query"])
    return m
  }
}

export interface TableConsumedCapacity {
  readonly tableName?: string | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** reserved read and write units */
  readonly reservedThroughput?: ReservedThroughput | undefined
  readonly isTimeseriesMeta?: boolean | undefined
}
export const TableConsumedCapacity: P.Message<TableConsumedCapacity> = {
  name: "TableConsumedCapacity",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.consumed !== undefined) P.writeNested(w, 18, ConsumedCapacity, m.consumed, depth)
    if (m.reservedThroughput !== undefined) P.writeNested(w, 26, ReservedThroughput, m.reservedThroughput, depth)
    if (m.isTimeseriesMeta !== undefined) w.uint32(32).bool(m.isTimeseriesMeta)
  },
  read(r, depth) {
    const m = {} as P.Mutable<TableConsumedCapacity>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 26: m.reservedThroughput = P.readNested(r, ReservedThroughput, depth); break
        case 32: m.isTimeseriesMeta = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SQLQueryResponse {
  /** per table */
  readonly consumes: ReadonlyArray<TableConsumedCapacity>
  /** payload, FlatBuffers root SQLResponseColumns */
  readonly rows?: Uint8Array | undefined
  /** payload kind */
  readonly version?: SQLPayloadVersion | undefined
  /** statement kind */
  readonly type?: SQLStatementType | undefined
  /** per search index */
  readonly searchConsumes: ReadonlyArray<SearchConsumedCapacity>
  /** next page */
  readonly nextSearchToken?: string | undefined
}
export const SQLQueryResponse: P.Message<SQLQueryResponse> = {
  name: "SQLQueryResponse",
  write(m, w, depth) {
    if (m.consumes !== undefined) for (const v of m.consumes) P.writeNested(w, 10, TableConsumedCapacity, v, depth)
    if (m.rows !== undefined) w.uint32(18).bytes(m.rows)
    if (m.version !== undefined) P.writeInt32(w.uint32(24), m.version)
    if (m.type !== undefined) P.writeInt32(w.uint32(32), m.type)
    if (m.searchConsumes !== undefined) for (const v of m.searchConsumes) P.writeNested(w, 42, SearchConsumedCapacity, v, depth)
    if (m.nextSearchToken !== undefined) w.uint32(66).string(m.nextSearchToken)
  },
  read(r, depth) {
    const m = { consumes: [], searchConsumes: [] } as unknown as P.Mutable<SQLQueryResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.consumes.push(P.readNested(r, TableConsumedCapacity, depth)); break
        case 18: m.rows = r.bytes(); break
        case 24: m.version = r.int32() as SQLPayloadVersion; break
        case 32: m.type = r.int32() as SQLStatementType; break
        case 42: m.searchConsumes.push(P.readNested(r, SearchConsumedCapacity, depth)); break
        case 66: m.nextSearchToken = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface SearchConsumedCapacity {
  readonly tableName?: string | undefined
  readonly indexName?: string | undefined
  /** capacity used by the call */
  readonly consumed?: ConsumedCapacity | undefined
  /** reserved read and write units */
  readonly reservedThroughput?: ReservedThroughput | undefined
}
export const SearchConsumedCapacity: P.Message<SearchConsumedCapacity> = {
  name: "SearchConsumedCapacity",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.indexName !== undefined) w.uint32(18).string(m.indexName)
    if (m.consumed !== undefined) P.writeNested(w, 26, ConsumedCapacity, m.consumed, depth)
    if (m.reservedThroughput !== undefined) P.writeNested(w, 34, ReservedThroughput, m.reservedThroughput, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<SearchConsumedCapacity>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.indexName = r.string(); break
        case 26: m.consumed = P.readNested(r, ConsumedCapacity, depth); break
        case 34: m.reservedThroughput = P.readNested(r, ReservedThroughput, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateTableResponse {
}
export const CreateTableResponse: P.Message<CreateTableResponse> = {
  name: "CreateTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CreateIndexResponse {
}
export const CreateIndexResponse: P.Message<CreateIndexResponse> = {
  name: "CreateIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DropIndexResponse {
}
export const DropIndexResponse: P.Message<DropIndexResponse> = {
  name: "DropIndexResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DropIndexResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface AddDefinedColumnResponse {
}
export const AddDefinedColumnResponse: P.Message<AddDefinedColumnResponse> = {
  name: "AddDefinedColumnResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<AddDefinedColumnResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteDefinedColumnResponse {
}
export const DeleteDefinedColumnResponse: P.Message<DeleteDefinedColumnResponse> = {
  name: "DeleteDefinedColumnResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteDefinedColumnResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface ListTableRequest {
}
export const ListTableRequest: P.Message<ListTableRequest> = {
  name: "ListTableRequest",
  write() {},
  read(r) {
    const m = {} as P.Mutable<ListTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteTableResponse {
}
export const DeleteTableResponse: P.Message<DeleteTableResponse> = {
  name: "DeleteTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface LoadTableResponse {
}
export const LoadTableResponse: P.Message<LoadTableResponse> = {
  name: "LoadTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<LoadTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface UnloadTableResponse {
}
export const UnloadTableResponse: P.Message<UnloadTableResponse> = {
  name: "UnloadTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UnloadTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CommitTransactionResponse {
}
export const CommitTransactionResponse: P.Message<CommitTransactionResponse> = {
  name: "CommitTransactionResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CommitTransactionResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface AbortTransactionResponse {
}
export const AbortTransactionResponse: P.Message<AbortTransactionResponse> = {
  name: "AbortTransactionResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<AbortTransactionResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
