// Generated from ../proto/tunnel.proto by scripts/build-tablestore-proto.ts: change that and run it again.

import * as P from "../../../wire/protobufMessage.ts"

export const TunnelType = {
  BaseData: 1,
  Stream: 2,
  BaseAndStream: 3
} as const
export type TunnelType = (typeof TunnelType)[keyof typeof TunnelType]

export const ChannelStatus = {
  OPEN: 1,
  CLOSING: 2,
  CLOSE: 3,
  TERMINATED: 4
} as const
export type ChannelStatus = (typeof ChannelStatus)[keyof typeof ChannelStatus]

export const ActionType = {
  PUT_ROW: 1,
  UPDATE_ROW: 2,
  DELETE_ROW: 3
} as const
export type ActionType = (typeof ActionType)[keyof typeof ActionType]

export const StartOffsetFlag = {
  LATEST: 0,
  EARLIEST: 1
} as const
export type StartOffsetFlag = (typeof StartOffsetFlag)[keyof typeof StartOffsetFlag]

export interface Error {
  /** error code, e.g. OTSParameterInvalid */
  readonly code: string
  /** error text */
  readonly message?: string | undefined
  /** tunnel id (UUID) */
  readonly tunnelId?: string | undefined
}
export const Error: P.Message<Error> = {
  name: "Error",
  write(m, w) {
    w.uint32(10).string(m.code)
    if (m.message !== undefined) w.uint32(18).string(m.message)
    if (m.tunnelId !== undefined) w.uint32(26).string(m.tunnelId)
  },
  read(r) {
    const m = {} as P.Mutable<Error>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.code = r.string(); break
        case 18: m.message = r.string(); break
        case 26: m.tunnelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["code"])
    return m
  }
}

export interface Tunnel {
  readonly tableName: string
  readonly tunnelName: string
  readonly tunnelType: TunnelType
  readonly streamTunnelConfig?: StreamTunnelConfig | undefined
}
export const Tunnel: P.Message<Tunnel> = {
  name: "Tunnel",
  write(m, w, depth) {
    w.uint32(10).string(m.tableName)
    w.uint32(26).string(m.tunnelName)
    P.writeInt32(w.uint32(32), m.tunnelType)
    if (m.streamTunnelConfig !== undefined) P.writeNested(w, 42, StreamTunnelConfig, m.streamTunnelConfig, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<Tunnel>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 26: m.tunnelName = r.string(); break
        case 32: m.tunnelType = r.int32() as TunnelType; break
        case 42: m.streamTunnelConfig = P.readNested(r, StreamTunnelConfig, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "tunnelName", "tunnelType"])
    return m
  }
}

export interface CreateTunnelRequest {
  readonly tunnel: Tunnel
}
export const CreateTunnelRequest: P.Message<CreateTunnelRequest> = {
  name: "CreateTunnelRequest",
  write(m, w, depth) {
    P.writeNested(w, 10, Tunnel, m.tunnel, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<CreateTunnelRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnel = P.readNested(r, Tunnel, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnel"])
    return m
  }
}

export interface CreateTunnelResponse {
  /** tunnel id (UUID) */
  readonly tunnelId: string
}
export const CreateTunnelResponse: P.Message<CreateTunnelResponse> = {
  name: "CreateTunnelResponse",
  write(m, w) {
    w.uint32(10).string(m.tunnelId)
  },
  read(r) {
    const m = {} as P.Mutable<CreateTunnelResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId"])
    return m
  }
}

export interface DeleteTunnelRequest {
  readonly tableName: string
  readonly tunnelName: string
  /** tunnel id (UUID) */
  readonly tunnelId?: string | undefined
}
export const DeleteTunnelRequest: P.Message<DeleteTunnelRequest> = {
  name: "DeleteTunnelRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).string(m.tunnelName)
    if (m.tunnelId !== undefined) w.uint32(26).string(m.tunnelId)
  },
  read(r) {
    const m = {} as P.Mutable<DeleteTunnelRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.tunnelName = r.string(); break
        case 26: m.tunnelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "tunnelName"])
    return m
  }
}

export interface ListTunnelRequest {
  readonly tableName?: string | undefined
}
export const ListTunnelRequest: P.Message<ListTunnelRequest> = {
  name: "ListTunnelRequest",
  write(m, w) {
    if (m.tableName !== undefined) w.uint32(10).string(m.tableName)
  },
  read(r) {
    const m = {} as P.Mutable<ListTunnelRequest>
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

export interface TunnelInfo {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  readonly tunnelType: string
  readonly tableName: string
  readonly instanceName: string
  readonly streamId: string
  readonly stage: string
  readonly expired?: boolean | undefined
  readonly tunnelName?: string | undefined
  readonly public?: boolean | undefined
  readonly streamTunnelConfig?: StreamTunnelConfig | undefined
  readonly createTime?: bigint | undefined
}
export const TunnelInfo: P.Message<TunnelInfo> = {
  name: "TunnelInfo",
  write(m, w, depth) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.tunnelType)
    w.uint32(26).string(m.tableName)
    w.uint32(34).string(m.instanceName)
    w.uint32(42).string(m.streamId)
    w.uint32(50).string(m.stage)
    if (m.expired !== undefined) w.uint32(56).bool(m.expired)
    if (m.tunnelName !== undefined) w.uint32(66).string(m.tunnelName)
    if (m.public !== undefined) w.uint32(72).bool(m.public)
    if (m.streamTunnelConfig !== undefined) P.writeNested(w, 82, StreamTunnelConfig, m.streamTunnelConfig, depth)
    if (m.createTime !== undefined) P.writeInt64(w.uint32(88), m.createTime)
  },
  read(r, depth) {
    const m = {} as P.Mutable<TunnelInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.tunnelType = r.string(); break
        case 26: m.tableName = r.string(); break
        case 34: m.instanceName = r.string(); break
        case 42: m.streamId = r.string(); break
        case 50: m.stage = r.string(); break
        case 56: m.expired = r.bool(); break
        case 66: m.tunnelName = r.string(); break
        case 72: m.public = r.bool(); break
        case 82: m.streamTunnelConfig = P.readNested(r, StreamTunnelConfig, depth); break
        case 88: m.createTime = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "tunnelType", "tableName", "instanceName", "streamId", "stage"])
    return m
  }
}

export interface ListTunnelResponse {
  readonly tunnels: ReadonlyArray<TunnelInfo>
}
export const ListTunnelResponse: P.Message<ListTunnelResponse> = {
  name: "ListTunnelResponse",
  write(m, w, depth) {
    if (m.tunnels !== undefined) for (const v of m.tunnels) P.writeNested(w, 10, TunnelInfo, v, depth)
  },
  read(r, depth) {
    const m = { tunnels: [] } as unknown as P.Mutable<ListTunnelResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnels.push(P.readNested(r, TunnelInfo, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DescribeTunnelRequest {
  readonly tableName: string
  readonly tunnelName: string
  /** tunnel id (UUID) */
  readonly tunnelId?: string | undefined
}
export const DescribeTunnelRequest: P.Message<DescribeTunnelRequest> = {
  name: "DescribeTunnelRequest",
  write(m, w) {
    w.uint32(10).string(m.tableName)
    w.uint32(18).string(m.tunnelName)
    if (m.tunnelId !== undefined) w.uint32(26).string(m.tunnelId)
  },
  read(r) {
    const m = {} as P.Mutable<DescribeTunnelRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tableName = r.string(); break
        case 18: m.tunnelName = r.string(); break
        case 26: m.tunnelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tableName", "tunnelName"])
    return m
  }
}

export interface ChannelInfo {
  readonly channelId: string
  readonly channelType?: string | undefined
  readonly channelStatus?: string | undefined
  /** tunnel client id (UUID) */
  readonly clientId?: string | undefined
  readonly channelRpo?: bigint | undefined
  readonly channelCount?: bigint | undefined
}
export const ChannelInfo: P.Message<ChannelInfo> = {
  name: "ChannelInfo",
  write(m, w) {
    w.uint32(10).string(m.channelId)
    if (m.channelType !== undefined) w.uint32(18).string(m.channelType)
    if (m.channelStatus !== undefined) w.uint32(26).string(m.channelStatus)
    if (m.clientId !== undefined) w.uint32(34).string(m.clientId)
    if (m.channelRpo !== undefined) P.writeInt64(w.uint32(40), m.channelRpo)
    if (m.channelCount !== undefined) P.writeInt64(w.uint32(48), m.channelCount)
  },
  read(r) {
    const m = {} as P.Mutable<ChannelInfo>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.channelId = r.string(); break
        case 18: m.channelType = r.string(); break
        case 26: m.channelStatus = r.string(); break
        case 34: m.clientId = r.string(); break
        case 40: m.channelRpo = P.readInt64(r); break
        case 48: m.channelCount = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["channelId"])
    return m
  }
}

export interface DescribeTunnelResponse {
  readonly tunnel: TunnelInfo
  readonly channels: ReadonlyArray<ChannelInfo>
  readonly tunnelRpo?: bigint | undefined
}
export const DescribeTunnelResponse: P.Message<DescribeTunnelResponse> = {
  name: "DescribeTunnelResponse",
  write(m, w, depth) {
    P.writeNested(w, 10, TunnelInfo, m.tunnel, depth)
    if (m.channels !== undefined) for (const v of m.channels) P.writeNested(w, 18, ChannelInfo, v, depth)
    if (m.tunnelRpo !== undefined) P.writeInt64(w.uint32(24), m.tunnelRpo)
  },
  read(r, depth) {
    const m = { channels: [] } as unknown as P.Mutable<DescribeTunnelResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnel = P.readNested(r, TunnelInfo, depth); break
        case 18: m.channels.push(P.readNested(r, ChannelInfo, depth)); break
        case 24: m.tunnelRpo = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnel"])
    return m
  }
}

export interface GetRpoRequest {
  /** tunnel id (UUID) */
  readonly tunnelId?: string | undefined
}
export const GetRpoRequest: P.Message<GetRpoRequest> = {
  name: "GetRpoRequest",
  write(m, w) {
    if (m.tunnelId !== undefined) w.uint32(10).string(m.tunnelId)
  },
  read(r) {
    const m = {} as P.Mutable<GetRpoRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface GetRpoResponse {
  readonly rpoInfos?: Uint8Array | undefined
  readonly tunnelRpoInfos?: Uint8Array | undefined
}
export const GetRpoResponse: P.Message<GetRpoResponse> = {
  name: "GetRpoResponse",
  write(m, w) {
    if (m.rpoInfos !== undefined) w.uint32(10).bytes(m.rpoInfos)
    if (m.tunnelRpoInfos !== undefined) w.uint32(18).bytes(m.tunnelRpoInfos)
  },
  read(r) {
    const m = {} as P.Mutable<GetRpoResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.rpoInfos = r.bytes(); break
        case 18: m.tunnelRpoInfos = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ClientConfig {
  readonly timeout?: bigint | undefined
  readonly clientTag?: string | undefined
}
export const ClientConfig: P.Message<ClientConfig> = {
  name: "ClientConfig",
  write(m, w) {
    if (m.timeout !== undefined) P.writeInt64(w.uint32(8), m.timeout)
    if (m.clientTag !== undefined) w.uint32(18).string(m.clientTag)
  },
  read(r) {
    const m = {} as P.Mutable<ClientConfig>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.timeout = P.readInt64(r); break
        case 18: m.clientTag = r.string(); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ConnectRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  readonly clientConfig?: ClientConfig | undefined
}
export const ConnectRequest: P.Message<ConnectRequest> = {
  name: "ConnectRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tunnelId)
    if (m.clientConfig !== undefined) P.writeNested(w, 18, ClientConfig, m.clientConfig, depth)
  },
  read(r, depth) {
    const m = {} as P.Mutable<ConnectRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientConfig = P.readNested(r, ClientConfig, depth); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId"])
    return m
  }
}

export interface ConnectResponse {
  /** tunnel client id (UUID) */
  readonly clientId: string
}
export const ConnectResponse: P.Message<ConnectResponse> = {
  name: "ConnectResponse",
  write(m, w) {
    w.uint32(10).string(m.clientId)
  },
  read(r) {
    const m = {} as P.Mutable<ConnectResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.clientId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["clientId"])
    return m
  }
}

export interface Channel {
  readonly channelId: string
  /** monotonic */
  readonly version: bigint
  /** state */
  readonly status: ChannelStatus
  readonly detail?: Uint8Array | undefined
}
export const Channel: P.Message<Channel> = {
  name: "Channel",
  write(m, w) {
    w.uint32(10).string(m.channelId)
    P.writeInt64(w.uint32(16), m.version)
    P.writeInt32(w.uint32(24), m.status)
    if (m.detail !== undefined) w.uint32(34).bytes(m.detail)
  },
  read(r) {
    const m = {} as P.Mutable<Channel>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.channelId = r.string(); break
        case 16: m.version = P.readInt64(r); break
        case 24: m.status = r.int32() as ChannelStatus; break
        case 34: m.detail = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["channelId", "version", "status"])
    return m
  }
}

export interface HeartbeatRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  /** tunnel client id (UUID) */
  readonly clientId: string
  readonly channels: ReadonlyArray<Channel>
}
export const HeartbeatRequest: P.Message<HeartbeatRequest> = {
  name: "HeartbeatRequest",
  write(m, w, depth) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.clientId)
    if (m.channels !== undefined) for (const v of m.channels) P.writeNested(w, 26, Channel, v, depth)
  },
  read(r, depth) {
    const m = { channels: [] } as unknown as P.Mutable<HeartbeatRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientId = r.string(); break
        case 26: m.channels.push(P.readNested(r, Channel, depth)); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "clientId"])
    return m
  }
}

export interface HeartbeatResponse {
  readonly channels: ReadonlyArray<Channel>
}
export const HeartbeatResponse: P.Message<HeartbeatResponse> = {
  name: "HeartbeatResponse",
  write(m, w, depth) {
    if (m.channels !== undefined) for (const v of m.channels) P.writeNested(w, 10, Channel, v, depth)
  },
  read(r, depth) {
    const m = { channels: [] } as unknown as P.Mutable<HeartbeatResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.channels.push(P.readNested(r, Channel, depth)); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface ShutdownRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  /** tunnel client id (UUID) */
  readonly clientId: string
}
export const ShutdownRequest: P.Message<ShutdownRequest> = {
  name: "ShutdownRequest",
  write(m, w) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.clientId)
  },
  read(r) {
    const m = {} as P.Mutable<ShutdownRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "clientId"])
    return m
  }
}

export interface GetCheckpointRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  /** tunnel client id (UUID) */
  readonly clientId: string
  readonly channelId: string
}
export const GetCheckpointRequest: P.Message<GetCheckpointRequest> = {
  name: "GetCheckpointRequest",
  write(m, w) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.clientId)
    w.uint32(26).string(m.channelId)
  },
  read(r) {
    const m = {} as P.Mutable<GetCheckpointRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientId = r.string(); break
        case 26: m.channelId = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "clientId", "channelId"])
    return m
  }
}

export interface GetCheckpointResponse {
  readonly checkpoint: string
  readonly sequenceNumber: bigint
}
export const GetCheckpointResponse: P.Message<GetCheckpointResponse> = {
  name: "GetCheckpointResponse",
  write(m, w) {
    w.uint32(10).string(m.checkpoint)
    P.writeInt64(w.uint32(16), m.sequenceNumber)
  },
  read(r) {
    const m = {} as P.Mutable<GetCheckpointResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.checkpoint = r.string(); break
        case 16: m.sequenceNumber = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["checkpoint", "sequenceNumber"])
    return m
  }
}

export interface CheckpointRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  /** tunnel client id (UUID) */
  readonly clientId: string
  readonly channelId: string
  readonly checkpoint: string
  readonly sequenceNumber: bigint
}
export const CheckpointRequest: P.Message<CheckpointRequest> = {
  name: "CheckpointRequest",
  write(m, w) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.clientId)
    w.uint32(26).string(m.channelId)
    w.uint32(34).string(m.checkpoint)
    P.writeInt64(w.uint32(40), m.sequenceNumber)
  },
  read(r) {
    const m = {} as P.Mutable<CheckpointRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientId = r.string(); break
        case 26: m.channelId = r.string(); break
        case 34: m.checkpoint = r.string(); break
        case 40: m.sequenceNumber = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "clientId", "channelId", "checkpoint", "sequenceNumber"])
    return m
  }
}

export interface ReadRecordsRequest {
  /** tunnel id (UUID) */
  readonly tunnelId: string
  /** tunnel client id (UUID) */
  readonly clientId: string
  readonly channelId: string
  /** token of the previous response */
  readonly token: string
}
export const ReadRecordsRequest: P.Message<ReadRecordsRequest> = {
  name: "ReadRecordsRequest",
  write(m, w) {
    w.uint32(10).string(m.tunnelId)
    w.uint32(18).string(m.clientId)
    w.uint32(26).string(m.channelId)
    w.uint32(34).string(m.token)
  },
  read(r) {
    const m = {} as P.Mutable<ReadRecordsRequest>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.tunnelId = r.string(); break
        case 18: m.clientId = r.string(); break
        case 26: m.channelId = r.string(); break
        case 34: m.token = r.string(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["tunnelId", "clientId", "channelId", "token"])
    return m
  }
}

export interface Record {
  /** kind of change */
  readonly actionType: ActionType
  /** PlainBuffer row with change cells and sequence extension */
  readonly record: Uint8Array
  /** PlainBuffer row before the change (columns asked for in the stream specification) */
  readonly originRecord?: Uint8Array | undefined
}
export const Record: P.Message<Record> = {
  name: "Record",
  write(m, w) {
    P.writeInt32(w.uint32(8), m.actionType)
    w.uint32(18).bytes(m.record)
    if (m.originRecord !== undefined) w.uint32(26).bytes(m.originRecord)
  },
  read(r) {
    const m = {} as P.Mutable<Record>
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

export interface ReadRecordsResponse {
  readonly records: ReadonlyArray<Record>
  /** token of the next call; "finished" at the end of the channel */
  readonly nextToken: string
  /** more records are ready */
  readonly mayMoreRecord?: boolean | undefined
}
export const ReadRecordsResponse: P.Message<ReadRecordsResponse> = {
  name: "ReadRecordsResponse",
  write(m, w, depth) {
    if (m.records !== undefined) for (const v of m.records) P.writeNested(w, 10, Record, v, depth)
    w.uint32(18).string(m.nextToken)
    if (m.mayMoreRecord !== undefined) w.uint32(24).bool(m.mayMoreRecord)
  },
  read(r, depth) {
    const m = { records: [] } as unknown as P.Mutable<ReadRecordsResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.records.push(P.readNested(r, Record, depth)); break
        case 18: m.nextToken = r.string(); break
        case 24: m.mayMoreRecord = r.bool(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["nextToken"])
    return m
  }
}

export interface Token {
  readonly version: bigint
  /** serialized TokenContent */
  readonly content: Uint8Array
}
export const Token: P.Message<Token> = {
  name: "Token",
  write(m, w) {
    P.writeInt64(w.uint32(8), m.version)
    w.uint32(18).bytes(m.content)
  },
  read(r) {
    const m = {} as P.Mutable<Token>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.version = P.readInt64(r); break
        case 18: m.content = r.bytes(); break
        default: P.skip(r, tag)
      }
    }
    P.required(m, ["version", "content"])
    return m
  }
}

export interface TokenContent {
  readonly primaryKey?: Uint8Array | undefined
  readonly iterator?: string | undefined
  readonly timestamp?: bigint | undefined
}
export const TokenContent: P.Message<TokenContent> = {
  name: "TokenContent",
  write(m, w) {
    if (m.primaryKey !== undefined) w.uint32(10).bytes(m.primaryKey)
    if (m.iterator !== undefined) w.uint32(18).string(m.iterator)
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(24), m.timestamp)
  },
  read(r) {
    const m = {} as P.Mutable<TokenContent>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.primaryKey = r.bytes(); break
        case 18: m.iterator = r.string(); break
        case 24: m.timestamp = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface TokenContentV2 {
  readonly primaryKey?: Uint8Array | undefined
  readonly iterator?: string | undefined
  readonly timestamp?: bigint | undefined
  readonly totalCount?: bigint | undefined
}
export const TokenContentV2: P.Message<TokenContentV2> = {
  name: "TokenContentV2",
  write(m, w) {
    if (m.primaryKey !== undefined) w.uint32(10).bytes(m.primaryKey)
    if (m.iterator !== undefined) w.uint32(18).string(m.iterator)
    if (m.timestamp !== undefined) P.writeInt64(w.uint32(24), m.timestamp)
    if (m.totalCount !== undefined) P.writeInt64(w.uint32(32), m.totalCount)
  },
  read(r) {
    const m = {} as P.Mutable<TokenContentV2>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 10: m.primaryKey = r.bytes(); break
        case 18: m.iterator = r.string(); break
        case 24: m.timestamp = P.readInt64(r); break
        case 32: m.totalCount = P.readInt64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface StreamTunnelConfig {
  readonly flag?: StartOffsetFlag | undefined
  readonly startOffset?: bigint | undefined
  readonly endOffset?: bigint | undefined
}
export const StreamTunnelConfig: P.Message<StreamTunnelConfig> = {
  name: "StreamTunnelConfig",
  write(m, w) {
    if (m.flag !== undefined) P.writeInt32(w.uint32(8), m.flag)
    if (m.startOffset !== undefined) P.writeUint64(w.uint32(16), m.startOffset)
    if (m.endOffset !== undefined) P.writeUint64(w.uint32(24), m.endOffset)
  },
  read(r) {
    const m = {} as P.Mutable<StreamTunnelConfig>
    while (r.pos < r.len) {
      const tag = r.tag()
      switch (tag) {
        case 8: m.flag = r.int32() as StartOffsetFlag; break
        case 16: m.startOffset = P.readUint64(r); break
        case 24: m.endOffset = P.readUint64(r); break
        default: P.skip(r, tag)
      }
    }
    return m
  }
}

export interface DeleteTunnelResponse {
}
export const DeleteTunnelResponse: P.Message<DeleteTunnelResponse> = {
  name: "DeleteTunnelResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<DeleteTunnelResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface ShutdownResponse {
}
export const ShutdownResponse: P.Message<ShutdownResponse> = {
  name: "ShutdownResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<ShutdownResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}

export interface CheckpointResponse {
}
export const CheckpointResponse: P.Message<CheckpointResponse> = {
  name: "CheckpointResponse",
  write() {},
  read(r) {
    const m = {} as P.Mutable<CheckpointResponse>
    while (r.pos < r.len) {
      const tag = r.tag()
      P.skip(r, tag)
    }
    return m
  }
}
