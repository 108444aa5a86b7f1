// Generated from ../proto/global_table.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"

export const SyncMode = {
  SYNC_MODE_ROW: 1,
  SYNC_MODE_COLUMN: 2
} as const
export type SyncMode = (typeof SyncMode)[keyof typeof SyncMode]

export const GlobalTableStatus = {
  G_INIT: 1,
  G_RE_CONF: 2,
  G_ACTIVE: 3
} as const
export type GlobalTableStatus = (typeof GlobalTableStatus)[keyof typeof GlobalTableStatus]

export const PhyTableStatus = {
  PHY_PENDING: 1,
  PHY_INIT: 2,
  PHY_SYNCDATA: 3,
  PHY_READY: 4,
  PHY_ACTIVE: 5,
  PHY_UNBINDING: 6,
  PHY_UNBOUND: 7
} as const
export type PhyTableStatus = (typeof PhyTableStatus)[keyof typeof PhyTableStatus]

export const SyncStage = {
  SYNC_INIT: 1,
  SYNC_FULL: 2,
  SYNC_INCR: 3
} as const
export type SyncStage = (typeof SyncStage)[keyof typeof SyncStage]

export const ServeMode = {
  PRIMARY_SECONDARY: 2,
  PEER_TO_PEER: 3
} as const
export type ServeMode = (typeof ServeMode)[keyof typeof ServeMode]

export const ResultCode = {
  OK: 1,
  INVALID_PARAM: 2,
  SERVER_ERROR: 3
} as const
export type ResultCode = (typeof ResultCode)[keyof typeof ResultCode]

export interface Response {
  readonly requestId?: string | undefined
  readonly msg?: string | undefined
  /** result */
  readonly code: ResultCode
}
export const Response: P.Message<Response> = {
  name: "Response",
  write(m, w) {
    if (m.requestId !== undefined) w.uint32(10).string(m.requestId)
    if (m.msg !== undefined) w.uint32(18).string(m.msg)
    P.writeInt32(w.uint32(24), m.code)
  },
  read(r) {
    const m = {} as P.Mutable<Response>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.requestId = r.string(); break
        case 18: m.msg = r.string(); break
        case 24: m.code = r.int32() as ResultCode; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["code"])
    return m
  }
}

export interface BaseTable {
  readonly regionId: string
  readonly instanceName: string
  readonly tableName: string
}
export const BaseTable: P.Message<BaseTable> = {
  name: "BaseTable",
  write(m, w) {
    w.uint32(10).string(m.regionId)
    w.uint32(18).string(m.instanceName)
    w.uint32(26).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<BaseTable>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regionId = r.string(); break
        case 18: m.instanceName = r.string(); break
        case 26: m.tableName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regionId", "instanceName", "tableName"])
    return m
  }
}

export interface Placement {
  readonly regionId: string
  readonly instanceName: string
  /** default false */
  readonly writable: boolean
}
export const Placement: P.Message<Placement> = {
  name: "Placement",
  write(m, w) {
    w.uint32(10).string(m.regionId)
    w.uint32(18).string(m.instanceName)
    w.uint32(24).bool(m.writable)
  },
  read(r) {
    const m = {} as P.Mutable<Placement>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regionId = r.string(); break
        case 18: m.instanceName = r.string(); break
        case 24: m.writable = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regionId", "instanceName", "writable"])
    return m
  }
}

export interface Removal {
  readonly regionId: string
  readonly instanceName: string
}
export const Removal: P.Message<Removal> = {
  name: "Removal",
  write(m, w) {
    w.uint32(10).string(m.regionId)
    w.uint32(18).string(m.instanceName)
  },
  read(r) {
    const m = {} as P.Mutable<Removal>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regionId = r.string(); break
        case 18: m.instanceName = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regionId", "instanceName"])
    return m
  }
}

export interface CreateGlobalTableRequest {
  readonly baseTable: BaseTable
  readonly placements: ReadonlyArray<Placement>
  readonly syncMode: SyncMode
  readonly serveMode?: ServeMode | undefined
}
export const CreateGlobalTableRequest: P.Message<CreateGlobalTableRequest> = {
  name: "CreateGlobalTableRequest",
  write(m, w, depth) {
    P.writeNested(w, 18, BaseTable, m.baseTable, depth)
    if (m.placements !== undefined) for (const v of m.placements) P.writeNested(w, 26, Placement, v, depth)
    P.writeInt32(w.uint32(32), m.syncMode)
    if (m.serveMode !== undefined) P.writeInt32(w.uint32(40), m.serveMode)
  },
  read(r, depth) {
    const m = { placements: [] } as unknown as P.Mutable<CreateGlobalTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.baseTable = P.readNested(r, BaseTable, depth); break
        case 26: m.placements.push(P.readNested(r, Placement, depth)); break
        case 32: m.syncMode = r.int32() as SyncMode; break
        case 40: m.serveMode = r.int32() as ServeMode; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["baseTable", "syncMode"])
    return m
  }
}

export interface CreateGlobalTableResponse {
  readonly globalTableId: string
  /** state */
  readonly status: GlobalTableStatus
  readonly serveMode?: ServeMode | undefined
}
export const CreateGlobalTableResponse: P.Message<CreateGlobalTableResponse> = {
  name: "CreateGlobalTableResponse",
  write(m, w) {
    w.uint32(18).string(m.globalTableId)
    P.writeInt32(w.uint32(24), m.status)
    if (m.serveMode !== undefined) P.writeInt32(w.uint32(32), m.serveMode)
  },
  read(r) {
    const m = {} as P.Mutable<CreateGlobalTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 24: m.status = r.int32() as GlobalTableStatus; break
        case 32: m.serveMode = r.int32() as ServeMode; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "status"])
    return m
  }
}

export interface BindGlobalTableRequest {
  readonly globalTableId: string
  readonly globalTableName: string
  readonly placements: ReadonlyArray<Placement>
}
export const BindGlobalTableRequest: P.Message<BindGlobalTableRequest> = {
  name: "BindGlobalTableRequest",
  write(m, w, depth) {
    w.uint32(18).string(m.globalTableId)
    w.uint32(26).string(m.globalTableName)
    if (m.placements !== undefined) for (const v of m.placements) P.writeNested(w, 34, Placement, v, depth)
  },
  read(r, depth) {
    const m = { placements: [] } as unknown as P.Mutable<BindGlobalTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 26: m.globalTableName = r.string(); break
        case 34: m.placements.push(P.readNested(r, Placement, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "globalTableName"])
    return m
  }
}

export interface BindGlobalTableResponse {
  readonly globalTableId: string
  /** state */
  readonly status: GlobalTableStatus
}
export const BindGlobalTableResponse: P.Message<BindGlobalTableResponse> = {
  name: "BindGlobalTableResponse",
  write(m, w) {
    w.uint32(18).string(m.globalTableId)
    P.writeInt32(w.uint32(24), m.status)
  },
  read(r) {
    const m = {} as P.Mutable<BindGlobalTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 24: m.status = r.int32() as GlobalTableStatus; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "status"])
    return m
  }
}

export interface UnbindGlobalTableRequest {
  readonly globalTableId: string
  readonly globalTableName: string
  readonly removals: ReadonlyArray<Removal>
}
export const UnbindGlobalTableRequest: P.Message<UnbindGlobalTableRequest> = {
  name: "UnbindGlobalTableRequest",
  write(m, w, depth) {
    w.uint32(18).string(m.globalTableId)
    w.uint32(26).string(m.globalTableName)
    if (m.removals !== undefined) for (const v of m.removals) P.writeNested(w, 34, Removal, v, depth)
  },
  read(r, depth) {
    const m = { removals: [] } as unknown as P.Mutable<UnbindGlobalTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 26: m.globalTableName = r.string(); break
        case 34: m.removals.push(P.readNested(r, Removal, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "globalTableName"])
    return m
  }
}

export interface UnbindGlobalTableResponse {
  readonly globalTableId: string
  /** state */
  readonly status: GlobalTableStatus
}
export const UnbindGlobalTableResponse: P.Message<UnbindGlobalTableResponse> = {
  name: "UnbindGlobalTableResponse",
  write(m, w) {
    w.uint32(18).string(m.globalTableId)
    P.writeInt32(w.uint32(24), m.status)
  },
  read(r) {
    const m = {} as P.Mutable<UnbindGlobalTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 24: m.status = r.int32() as GlobalTableStatus; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "status"])
    return m
  }
}

export interface DescribeGlobalTableRequest {
  readonly globalTableId?: string | undefined
  readonly globalTableName: string
  readonly phyTable?: PhyTable | undefined
  readonly returnRpo?: boolean | undefined
}
export const DescribeGlobalTableRequest: P.Message<DescribeGlobalTableRequest> = {
  name: "DescribeGlobalTableRequest",
  write(m, w, depth) {
    if (m.globalTableId !== undefined) w.uint32(10).string(m.globalTableId)
    w.uint32(18).string(m.globalTableName)
    if (m.phyTable !== undefined) P.writeNested(w, 26, PhyTable, m.phyTable, depth)
    if (m.returnRpo !== undefined) w.uint32(32).bool(m.returnRpo)
  },
  read(r, depth) {
    const m = {} as P.Mutable<DescribeGlobalTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.globalTableId = r.string(); break
        case 18: m.globalTableName = r.string(); break
        case 26: m.phyTable = P.readNested(r, PhyTable, depth); break
        case 32: m.returnRpo = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableName"])
    return m
  }
}

export interface DescribeGlobalTableResponse {
  readonly globalTableId: string
  /** state */
  readonly status: GlobalTableStatus
  readonly phyTables: ReadonlyArray<PhyTable>
  readonly serveMode?: ServeMode | undefined
}
export const DescribeGlobalTableResponse: P.Message<DescribeGlobalTableResponse> = {
  name: "DescribeGlobalTableResponse",
  write(m, w, depth) {
    w.uint32(18).string(m.globalTableId)
    P.writeInt32(w.uint32(24), m.status)
    if (m.phyTables !== undefined) for (const v of m.phyTables) P.writeNested(w, 34, PhyTable, v, depth)
    if (m.serveMode !== undefined) P.writeInt32(w.uint32(40), m.serveMode)
  },
  read(r, depth) {
    const m = { phyTables: [] } as unknown as P.Mutable<DescribeGlobalTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 18: m.globalTableId = r.string(); break
        case 24: m.status = r.int32() as GlobalTableStatus; break
        case 34: m.phyTables.push(P.readNested(r, PhyTable, depth)); break
        case 40: m.serveMode = r.int32() as ServeMode; break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "status"])
    return m
  }
}

export interface PhyTable {
  readonly regionId: string
  readonly instanceName: string
  readonly tableName: string
  readonly writable: boolean
  /** state */
  readonly status?: PhyTableStatus | undefined
  readonly statusTimestamp?: bigint | undefined
  readonly tableId?: string | undefined
  readonly tableHashKey?: number | undefined
  readonly endpoint?: string | undefined
  readonly stage?: SyncStage | undefined
  readonly metaVersion?: bigint | undefined
  readonly isFailed?: boolean | undefined
  /** error text */
  readonly message?: string | undefined
  readonly role?: string | undefined
  readonly rpoNanos?: bigint | undefined
}
export const PhyTable: P.Message<PhyTable> = {
  name: "PhyTable",
  write(m, w) {
    w.uint32(10).string(m.regionId)
    w.uint32(18).string(m.instanceName)
    w.uint32(26).string(m.tableName)
    w.uint32(32).bool(m.writable)
    if (m.status !== undefined) P.writeInt32(w.uint32(40), m.status)
    if (m.statusTimestamp !== undefined) P.writeInt64(w.uint32(48), m.statusTimestamp)
    if (m.tableId !== undefined) w.uint32(58).string(m.tableId)
    if (m.tableHashKey !== undefined) P.writeInt32(w.uint32(64), m.tableHashKey)
    if (m.endpoint !== undefined) w.uint32(74).string(m.endpoint)
    if (m.stage !== undefined) P.writeInt32(w.uint32(80), m.stage)
    if (m.metaVersion !== undefined) P.writeInt64(w.uint32(88), m.metaVersion)
    if (m.isFailed !== undefined) w.uint32(96).bool(m.isFailed)
    if (m.message !== undefined) w.uint32(106).string(m.message)
    if (m.role !== undefined) w.uint32(114).string(m.role)
    if (m.rpoNanos !== undefined) P.writeInt64(w.uint32(120), m.rpoNanos)
  },
  read(r) {
    const m = {} as P.Mutable<PhyTable>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regionId = r.string(); break
        case 18: m.instanceName = r.string(); break
        case 26: m.tableName = r.string(); break
        case 32: m.writable = r.bool(); break
        case 40: m.status = r.int32() as PhyTableStatus; break
        case 48: m.statusTimestamp = P.readInt64(r); break
        case 58: m.tableId = r.string(); break
        case 64: m.tableHashKey = r.int32(); break
        case 74: m.endpoint = r.string(); break
        case 80: m.stage = r.int32() as SyncStage; break
        case 88: m.metaVersion = P.readInt64(r); break
        case 96: m.isFailed = r.bool(); break
        case 106: m.message = r.string(); break
        case 114: m.role = r.string(); break
        case 120: m.rpoNanos = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regionId", "instanceName", "tableName", "writable"])
    return m
  }
}

export interface UpdateGlobalTableRequest {
  readonly globalTableId: string
  readonly globalTableName: string
  readonly phyTable?: UpdatePhyTable | undefined
}
export const UpdateGlobalTableRequest: P.Message<UpdateGlobalTableRequest> = {
  name: "UpdateGlobalTableRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.globalTableId)
    w.uint32(18).string(m.globalTableName)
    if (m.phyTable !== undefined) P.writeNested(w, 26, UpdatePhyTable, m.phyTable, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<UpdateGlobalTableRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.globalTableId = r.string(); break
        case 18: m.globalTableName = r.string(); break
        case 26: m.phyTable = P.readNested(r, UpdatePhyTable, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["globalTableId", "globalTableName"])
    return m
  }
}

export interface UpdatePhyTable {
  readonly regionId: string
  readonly instanceName: string
  readonly tableName: string
  readonly writable?: boolean | undefined
  readonly primaryEligible?: boolean | undefined
}
export const UpdatePhyTable: P.Message<UpdatePhyTable> = {
  name: "UpdatePhyTable",
  write(m, w) {
    w.uint32(10).string(m.regionId)
    w.uint32(18).string(m.instanceName)
    w.uint32(26).string(m.tableName)
    if (m.writable !== undefined) w.uint32(32).bool(m.writable)
    if (m.primaryEligible !== undefined) w.uint32(40).bool(m.primaryEligible)
  },
  read(r) {
    const m = {} as P.Mutable<UpdatePhyTable>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.regionId = r.string(); break
        case 18: m.instanceName = r.string(); break
        case 26: m.tableName = r.string(); break
        case 32: m.writable = r.bool(); break
        case 40: m.primaryEligible = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["regionId", "instanceName", "tableName"])
    return m
  }
}

export interface UpdateGlobalTableResponse {
}
export const UpdateGlobalTableResponse: P.Message<UpdateGlobalTableResponse> = {
  name: "UpdateGlobalTableResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<UpdateGlobalTableResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
