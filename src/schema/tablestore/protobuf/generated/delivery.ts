// Generated from ../proto/delivery.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"

export const TaskSyncPhase = {
  INIT: 0,
  FULL: 1,
  INCR: 2
} as const
export type TaskSyncPhase = (typeof TaskSyncPhase)[keyof typeof TaskSyncPhase]

export const EventTimeFormat = {
  RFC822: 1,
  RFC850: 2,
  RFC1123: 3,
  RFC3339: 4,
  Unix: 5
} as const
export type EventTimeFormat = (typeof EventTimeFormat)[keyof typeof EventTimeFormat]

export const ParquetDataType = {
  BOOL: 0,
  INT64: 1,
  UTF8: 2,
  DOUBLE: 3,
  DATE: 4,
  DECIMAL: 5,
  TIME_MILLIS: 6,
  TIME_MICROS: 7,
  TIMESTAMP_MILLIS: 8,
  TIMESTAMP_MICROS: 9,
  LIST: 10,
  MAP: 11,
  INTERVAL: 12,
  FLOAT: 13,
  INT32: 14,
  INT96: 15
} as const
export type ParquetDataType = (typeof ParquetDataType)[keyof typeof ParquetDataType]

export const DeliveryTaskType = {
  BASE: 0,
  INC: 1,
  BASE_INC: 2
} as const
export type DeliveryTaskType = (typeof DeliveryTaskType)[keyof typeof DeliveryTaskType]

export const Format = {
  Parquet: 0
} as const
export type Format = (typeof Format)[keyof typeof Format]

export const Encoding = {
  PLAIN: 0,
  PLAIN_DICTIONARY: 1,
  DELTA_BINARY_PACKED: 2,
  DELTA_BYTE_ARRAY: 3,
  DELTA_LENGTH_BYTE_ARRAY: 4
} as const
export type Encoding = (typeof Encoding)[keyof typeof Encoding]

export const TimeFormatter = {
  YDMFormatter: 0
} as const
export type TimeFormatter = (typeof TimeFormatter)[keyof typeof TimeFormatter]

export const ErrorType = {
  OK: 0,
  UNAUTHORIZED: 1,
  INVALID_OSS_BUCKET: 2
} as const
export type ErrorType = (typeof ErrorType)[keyof typeof ErrorType]

export interface CreateDeliveryTaskRequest {
  readonly tableName?: string | undefined
  readonly taskName?: string | undefined
  readonly taskConfig?: OSSTaskConfig | undefined
  readonly taskType?: DeliveryTaskType | undefined
}
export const CreateDeliveryTaskRequest: P.Message<CreateDeliveryTaskRequest> = {
  name: "CreateDeliveryTaskRequest",
  write(m, w, depth) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.taskName !== undefined) w.uint32(18).string(m.taskName)
    if (m.taskConfig !== undefined) P.writeNested(w, 26, OSSTaskConfig, m.taskConfig, depth)
    if (m.taskType !== undefined) P.writeInt32(w.uint32(32), m.taskType)
  },
  read(r, depth) {
    const m = {} as P.Mutable<CreateDeliveryTaskRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.taskName = r.string(); break
        case 26: m.taskConfig = P.readNested(r, OSSTaskConfig, depth); break
        case 32: m.taskType = r.int32() as DeliveryTaskType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface OSSTaskConfig {
  readonly ossPrefix?: string | undefined
  readonly formatter?: TimeFormatter | undefined
  readonly ossDirtyPrefix?: string | undefined
  readonly ossBucket?: string | undefined
  readonly ossEndpoint?: string | undefined
  readonly ossStsRole?: string | undefined
  readonly eventTimeColumn?: EventColumn | undefined
  readonly format?: Format | undefined
  readonly schema: ReadonlyArray<ParquetSchema>
}
export const OSSTaskConfig: P.Message<OSSTaskConfig> = {
  name: "OSSTaskConfig",
  write(m, w, depth) {
    if (m.ossPrefix !== undefined) w.uint32(10).string(m.ossPrefix)
    if (m.formatter !== undefined) P.writeInt32(w.uint32(16), m.formatter)
    if (m.ossDirtyPrefix !== undefined) w.uint32(26).string(m.ossDirtyPrefix)
    if (m.ossBucket !== undefined) w.uint32(34).string(m.ossBucket)
    if (m.ossEndpoint !== undefined) w.uint32(42).string(m.ossEndpoint)
    if (m.ossStsRole !== undefined) w.uint32(50).string(m.ossStsRole)
    if (m.eventTimeColumn !== undefined) P.writeNested(w, 58, EventColumn, m.eventTimeColumn, depth)
    if (m.format !== undefined) P.writeInt32(w.uint32(64), m.format)
    if (m.schema !== undefined) for (const v of m.schema) P.writeNested(w, 90, ParquetSchema, v, depth)
  },
  read(r, depth) {
    const m = { schema: [] } as unknown as P.Mutable<OSSTaskConfig>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.ossPrefix = r.string(); break
        case 16: m.formatter = r.int32() as TimeFormatter; break
        case 26: m.ossDirtyPrefix = r.string(); break
        case 34: m.ossBucket = r.string(); break
        case 42: m.ossEndpoint = r.string(); break
        case 50: m.ossStsRole = r.string(); break
        case 58: m.eventTimeColumn = P.readNested(r, EventColumn, depth); break
        case 64: m.format = r.int32() as Format; break
        case 90: m.schema.push(P.readNested(r, ParquetSchema, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteDeliveryTaskRequest {
  readonly tableName?: string | undefined
  readonly taskName?: string | undefined
}
export const DeleteDeliveryTaskRequest: P.Message<DeleteDeliveryTaskRequest> = {
  name: "DeleteDeliveryTaskRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.taskName !== undefined) w.uint32(18).string(m.taskName)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteDeliveryTaskRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.taskName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DescribeDeliveryTaskRequest {
  readonly tableName?: string | undefined
  readonly taskName?: string | undefined
}
export const DescribeDeliveryTaskRequest: P.Message<DescribeDeliveryTaskRequest> = {
  name: "DescribeDeliveryTaskRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.taskName !== undefined) w.uint32(18).string(m.taskName)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeDeliveryTaskRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.taskName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DescribeDeliveryTaskResponse {
  readonly taskConfig?: OSSTaskConfig | undefined
  readonly taskSyncStat?: TaskSyncStat | undefined
  readonly taskType?: DeliveryTaskType | undefined
}
export const DescribeDeliveryTaskResponse: P.Message<DescribeDeliveryTaskResponse> = {
  name: "DescribeDeliveryTaskResponse",
  write(m, w, depth) {
    if (m.taskConfig !== undefined) P.writeNested(w, 10, OSSTaskConfig, m.taskConfig, depth)
    if (m.taskSyncStat !== undefined) P.writeNested(w, 18, TaskSyncStat, m.taskSyncStat, depth)
    if (m.taskType !== undefined) P.writeInt32(w.uint32(24), m.taskType)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DescribeDeliveryTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.taskConfig = P.readNested(r, OSSTaskConfig, depth); break
        case 18: m.taskSyncStat = P.readNested(r, TaskSyncStat, depth); break
        case 24: m.taskType = r.int32() as DeliveryTaskType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TaskSyncStat {
  readonly taskSyncPhase?: TaskSyncPhase | undefined
  readonly currentSyncTimestamp?: bigint | undefined
  readonly errorCode?: ErrorType | undefined
  readonly detail?: string | undefined
}
export const TaskSyncStat: P.Message<TaskSyncStat> = {
  name: "TaskSyncStat",
  write(m, w) {
    if (m.taskSyncPhase !== undefined) P.writeInt32(w.uint32(8), m.taskSyncPhase)
    if (m.currentSyncTimestamp !== undefined) P.writeInt64(w.uint32(16), m.currentSyncTimestamp)
    if (m.errorCode !== undefined) P.writeInt32(w.uint32(24), m.errorCode)
    if (m.detail !== undefined) w.uint32(34).string(m.detail)
  },
  read(r) {
    const m = {} as P.Mutable<TaskSyncStat>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.taskSyncPhase = r.int32() as TaskSyncPhase; break
        case 16: m.currentSyncTimestamp = P.readInt64(r); break
        case 24: m.errorCode = r.int32() as ErrorType; break
        case 34: m.detail = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface UpdateDeliveryTaskRequest {
  readonly table?: string | undefined
  readonly taskName?: string | undefined
  readonly taskConfig?: OSSTaskConfig | undefined
}
export const UpdateDeliveryTaskRequest: P.Message<UpdateDeliveryTaskRequest> = {
  name: "UpdateDeliveryTaskRequest",
  write(m, w, depth) {
    if (m.table !== undefined) w.uint32(10).string(m.table)
    if (m.taskName !== undefined) w.uint32(18).string(m.taskName)
    if (m.taskConfig !== undefined) P.writeNested(w, 42, OSSTaskConfig, m.taskConfig, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateDeliveryTaskRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.table = r.string(); break
        case 18: m.taskName = r.string(); break
        case 42: m.taskConfig = P.readNested(r, OSSTaskConfig, depth); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ListDeliveryTaskRequest {
  readonly tableName?: string | undefined
}
export const ListDeliveryTaskRequest: P.Message<ListDeliveryTaskRequest> = {
  name: "ListDeliveryTaskRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<ListDeliveryTaskRequest>
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

export interface ListDeliveryTaskResponse {
  readonly tasks: ReadonlyArray<DeliveryTaskInfo>
}
export const ListDeliveryTaskResponse: P.Message<ListDeliveryTaskResponse> = {
  name: "ListDeliveryTaskResponse",
  write(m, w, depth) {
    if (m.tasks !== undefined) for (const v of m.tasks) P.writeNested(w, 10, DeliveryTaskInfo, v, depth)
  },
  read(r, depth) {
    const m = { tasks: [] } as unknown as P.Mutable<ListDeliveryTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tasks.push(P.readNested(r, DeliveryTaskInfo, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeliveryTaskInfo {
  readonly tableName?: string | undefined
  readonly taskName?: string | undefined
  readonly taskType?: DeliveryTaskType | undefined
}
export const DeliveryTaskInfo: P.Message<DeliveryTaskInfo> = {
  name: "DeliveryTaskInfo",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
    if (m.taskName !== undefined) w.uint32(18).string(m.taskName)
    if (m.taskType !== undefined) P.writeInt32(w.uint32(24), m.taskType)
  },
  read(r) {
    const m = {} as P.Mutable<DeliveryTaskInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.taskName = r.string(); break
        case 24: m.taskType = r.int32() as DeliveryTaskType; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface EventColumn {
  readonly columnName?: string | undefined
  readonly timeFormat?: EventTimeFormat | undefined
}
export const EventColumn: P.Message<EventColumn> = {
  name: "EventColumn",
  write(m, w) {
    if (m.columnName !== undefined) w.uint32(10).string(m.columnName)
    if (m.timeFormat !== undefined) P.writeInt32(w.uint32(16), m.timeFormat)
  },
  read(r) {
    const m = {} as P.Mutable<EventColumn>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.columnName = r.string(); break
        case 16: m.timeFormat = r.int32() as EventTimeFormat; break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ParquetSchema {
  readonly columnName?: string | undefined
  readonly ossColumnName?: string | undefined
  /** kind */
  readonly type?: ParquetDataType | undefined
  readonly encode?: Encoding | undefined
  readonly typeExtend?: string | undefined
}
export const ParquetSchema: P.Message<ParquetSchema> = {
  name: "ParquetSchema",
  write(m, w) {
    if (m.columnName !== undefined) w.uint32(10).string(m.columnName)
    if (m.ossColumnName !== undefined) w.uint32(18).string(m.ossColumnName)
    if (m.type !== undefined) P.writeInt32(w.uint32(24), m.type)
    if (m.encode !== undefined) P.writeInt32(w.uint32(32), m.encode)
    if (m.typeExtend !== undefined) w.uint32(42).string(m.typeExtend)
  },
  read(r) {
    const m = {} as P.Mutable<ParquetSchema>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.columnName = r.string(); break
        case 18: m.ossColumnName = r.string(); break
        case 24: m.type = r.int32() as ParquetDataType; break
        case 32: m.encode = r.int32() as Encoding; break
        case 42: m.typeExtend = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface CreateDeliveryTaskResponse {
}
export const CreateDeliveryTaskResponse: P.Message<CreateDeliveryTaskResponse> = {
  name: "CreateDeliveryTaskResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CreateDeliveryTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface DeleteDeliveryTaskResponse {
}
export const DeleteDeliveryTaskResponse: P.Message<DeleteDeliveryTaskResponse> = {
  name: "DeleteDeliveryTaskResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteDeliveryTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface UpdateDeliveryTaskResponse {
}
export const UpdateDeliveryTaskResponse: P.Message<UpdateDeliveryTaskResponse> = {
  name: "UpdateDeliveryTaskResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UpdateDeliveryTaskResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
