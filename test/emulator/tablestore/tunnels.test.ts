/** Tunnels hand out the rows of a table and what happens to them. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { listStream } from "../../../src/emulator/tablestore/engine/streams.ts"
import { deleteTable, updateTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import { connectTunnel } from "../../../src/emulator/tablestore/tunnels/clients.ts"
import { createTunnel, deleteTunnel } from "../../../src/emulator/tablestore/tunnels/definitions.ts"
import { getTunnelRpo, listTunnels } from "../../../src/emulator/tablestore/tunnels/descriptions.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { decodeMessage } from "../../../src/schema/wire/protobufMessage.ts"
import { key, makeInstance, makeTable, put, refusalOf, remove, start, update } from "./engine.ts"
import { connect, describe as describeMine, drain, makeTunnel, terminated } from "./tunnelClient.ts"

const { BaseAndStream, BaseData, Stream } = T.TunnelType
const { DELETE_ROW, PUT_ROW, UPDATE_ROW } = T.ActionType
const hour = 3_600_000

const withTable = (): Instance => {
  const instance = makeInstance()
  makeTable(instance)
  return instance
}

const fill = (instance: Instance, count: number): void => {
  for (let i = 0; i < count; i++) put(instance, key("p", i), [Row.put("n", BigInt(i))])
}

/** Of channels of which there is one. */
const only = (channels: ReadonlyArray<T.Channel>): T.Channel => {
  expect(channels).toHaveLength(1)
  return channels[0]!
}

describe("a tunnel", () => {
  test("is made once by its name, listed, and removed", () => {
    const instance = withTable()
    makeTable(instance, "other")
    const tunnelId = makeTunnel(instance, BaseAndStream)
    expect(refusalOf(() => makeTunnel(instance, Stream))).toMatchObject({ status: 409, code: "OTSTunnelExist" })
    const others = { tableName: "other", tunnelName: "mine", tunnelType: BaseData }
    const { tunnelId: second } = createTunnel(instance, { tunnel: others }, start)
    const idsOf = (request: T.ListTunnelRequest) =>
      listTunnels(instance, request, start).tunnels.map((tunnel) => tunnel.tunnelId)
    expect(idsOf({ tableName: "t" })).toEqual([tunnelId])
    expect(idsOf({})).toEqual([second, tunnelId])
    deleteTunnel(instance, { tableName: "", tunnelName: "", tunnelId: second })
    deleteTunnel(instance, { tableName: "t", tunnelName: "mine" })
    expect(idsOf({})).toEqual([])
    expect(refusalOf(() => describeMine(instance))?.code).toBe("OTSObjectNotExist")
  })

  test("opens the stream it needs, and needs none for rows", () => {
    const instance = withTable()
    makeTunnel(instance, BaseData)
    expect(listStream(instance, {}).streams).toEqual([])
    deleteTunnel(instance, { tableName: "t", tunnelName: "mine" })
    makeTunnel(instance, Stream)
    const [stream] = listStream(instance, {}).streams
    expect(describeMine(instance).tunnel).toMatchObject({
      tunnelType: "Stream",
      instanceName: "test",
      stage: "ProcessStream",
      streamId: stream!.streamId,
      expired: false,
      createTime: BigInt(start) * 1_000_000n
    })
  })

  test("goes with its table", () => {
    const instance = withTable()
    const tunnelId = makeTunnel(instance, BaseData)
    const client = connect(instance, tunnelId)
    deleteTable(instance, "t")
    expect(listTunnels(instance, {}, start).tunnels).toEqual([])
    expect(refusalOf(() => client.heartbeat())).toMatchObject({ status: 410, code: "OTSResourceGone" })
    expect(refusalOf(() => connectTunnel(instance, { tunnelId }, start))?.code).toBe("OTSObjectNotExist")
  })

  test("has a valid name, type and range of changes", () => {
    const instance = withTable()
    const make = (tunnel: Partial<T.Tunnel>) => () =>
      createTunnel(instance, { tunnel: { tableName: "t", tunnelName: "mine", tunnelType: Stream, ...tunnel } }, start)
    const ms = BigInt(start)
    expect(refusalOf(make({ tableName: "none" }))?.code).toBe("OTSObjectNotExist")
    for (const wrong of [
      { tunnelName: "" },
      { tunnelName: "no name" },
      { tunnelType: 9 as T.TunnelType },
      { tunnelType: BaseData, streamTunnelConfig: { flag: T.StartOffsetFlag.EARLIEST } },
      { streamTunnelConfig: { flag: 7 as T.StartOffsetFlag } },
      { streamTunnelConfig: { startOffset: ms + 1n } },
      { streamTunnelConfig: { startOffset: ms - BigInt(168 * hour) } },
      { streamTunnelConfig: { startOffset: ms, endOffset: ms } }
    ]) {
      expect(
        refusalOf(make(wrong)),
        JSON.stringify(wrong, (_, value) => String(value))
      ).toMatchObject({
        code: "OTSParameterInvalid"
      })
    }
    expect(refusalOf(make({ streamTunnelConfig: { startOffset: ms - 1n, endOffset: ms } }))).toBeUndefined()
    expect(describeMine(instance).tunnel.streamTunnelConfig).toEqual({ startOffset: ms - 1n, endOffset: ms })
  })
})

describe("a tunnel of rows", () => {
  test("hands out each row once, page by page, and then is finished", () => {
    const instance = withTable()
    fill(instance, 2001)
    const client = connect(instance, makeTunnel(instance, BaseData))
    const channel = only(client.heartbeat())
    const { changes, pages, token } = drain(client, channel.channelId)
    expect([pages, token]).toEqual([3, "finished"])
    expect(changes.map(({ primaryKey }) => primaryKey)).toEqual(Array.from({ length: 2001 }, (_, i) => key("p", i)))
    expect(changes[7]).toEqual({
      actionType: PUT_ROW,
      primaryKey: key("p", 7),
      columns: [{ name: "n", value: 7n, timestamp: start }]
    })
    expect(client.read(channel.channelId, "finished")).toEqual({
      records: [],
      nextToken: "finished",
      mayMoreRecord: false
    })
    expect(client.heartbeat([terminated(channel)])).toEqual([])
    expect(describeMine(instance).channels).toMatchObject([
      { channelType: "BaseData", channelStatus: "TERMINATED", channelCount: 2001n }
    ])
    expect(refusalOf(() => client.read(channel.channelId, token))?.code).toBe("OTSResourceGone")
  })

  test("goes on where its checkpoint is", () => {
    const instance = withTable()
    fill(instance, 1500)
    const tunnelId = makeTunnel(instance, BaseData)
    const first = connect(instance, tunnelId)
    const { channelId } = only(first.heartbeat())
    const page = first.read(channelId, first.checkpoint(channelId).checkpoint)
    first.keep(channelId, page.nextToken, 1n)
    first.shutdown()
    const second = connect(instance, tunnelId)
    only(second.heartbeat())
    expect(second.checkpoint(channelId)).toEqual({ checkpoint: page.nextToken, sequenceNumber: 1n })
    const { changes } = drain(second, channelId)
    expect(changes.map(({ primaryKey }) => primaryKey)).toEqual(
      Array.from({ length: 500 }, (_, i) => key("p", 1000 + i))
    )
    expect(describeMine(instance).channels).toMatchObject([{ channelCount: 1500n }])
  })
})

describe("a tunnel of changes", () => {
  test("hands out what happens after it was made, as it happens", () => {
    const instance = withTable()
    fill(instance, 1)
    const client = connect(instance, makeTunnel(instance, Stream))
    const { channelId } = only(client.heartbeat())
    expect(drain(client, channelId).changes).toEqual([])
    put(instance, key("a", 1), [Row.put("n", 1n)], { now: start + 1 })
    update(instance, key("a", 1), [Row.increment("n", 2n)], { now: start + 2 })
    remove(instance, key("a", 1), { now: start + 3 })
    const { changes } = drain(client, channelId, start + 4)
    expect(changes).toMatchObject([
      { actionType: PUT_ROW, primaryKey: key("a", 1), columns: [{ name: "n", value: 1n }] },
      { actionType: UPDATE_ROW, columns: [{ name: "n", value: 3n, timestamp: start + 2 }] },
      { actionType: DELETE_ROW, columns: [], deleteMarker: true, sequence: { timestamp: BigInt(start + 3) * 1000n } }
    ])
    expect(drain(client, channelId, start + 5).changes).toEqual([])
    expect(describeMine(instance, start + 5)).toMatchObject({
      channels: [{ channelType: "Stream", channelCount: 3n, channelRpo: BigInt(start + 5) * 1_000_000n }],
      tunnelRpo: BigInt(start + 5) * 1_000_000n
    })
  })

  test("may start with the first change that is kept, or at a time, and end at one", () => {
    const changesOf = (config: T.StreamTunnelConfig, now = start + 2 * hour) => {
      const instance = makeInstance()
      makeTable(instance, "t", {}, { streamSpec: { enableStream: true, expirationTime: 24, columnsToGet: [] } })
      for (const i of [0, 1, 2]) put(instance, key("a", i), [], { now: start + i * hour })
      const client = connect(instance, makeTunnel(instance, Stream, config, now), undefined, now)
      const { channelId } = only(client.heartbeat())
      const { changes, token } = drain(client, channelId, now)
      return { numbers: changes.map(({ primaryKey }) => primaryKey[1]!.value), isFinished: token === "finished" }
    }
    const at = (hours: number) => BigInt(start + hours * hour)
    expect(changesOf({ flag: T.StartOffsetFlag.EARLIEST })).toEqual({ numbers: [0n, 1n, 2n], isFinished: false })
    expect(changesOf({ flag: T.StartOffsetFlag.LATEST })).toEqual({ numbers: [], isFinished: false })
    expect(changesOf({ startOffset: at(1) })).toEqual({ numbers: [1n, 2n], isFinished: false })
    expect(changesOf({ startOffset: at(1) * 1_000_000n })).toEqual({ numbers: [1n, 2n], isFinished: false })
    expect(changesOf({ startOffset: at(1), endOffset: at(2) })).toEqual({ numbers: [1n], isFinished: true })
    expect(changesOf({ startOffset: at(1), endOffset: at(3) })).toEqual({ numbers: [1n, 2n], isFinished: false })
    expect(changesOf({ startOffset: at(1), endOffset: at(3) }, start + 4 * hour)).toEqual({
      numbers: [1n, 2n],
      isFinished: true
    })
  })

  test("expires with changes that it still has to hand out", () => {
    const instance = makeInstance()
    makeTable(instance, "t", {}, { streamSpec: { enableStream: true, expirationTime: 1, columnsToGet: [] } })
    const tunnelId = makeTunnel(instance, Stream)
    const client = connect(instance, tunnelId, 100_000n)
    const { channelId } = only(client.heartbeat())
    put(instance, key("a", 1))
    const { checkpoint } = client.checkpoint(channelId)
    expect(describeMine(instance, start + hour).tunnel.expired).toBe(false)
    const late = start + hour + 1
    expect(describeMine(instance, late).tunnel.expired).toBe(true)
    const expired = { status: 400, code: "OTSTunnelExpired" }
    expect(refusalOf(() => client.read(channelId, checkpoint, late))).toMatchObject(expired)
    expect(refusalOf(() => client.heartbeat([], late))).toMatchObject(expired)
    expect(refusalOf(() => connect(instance, tunnelId, undefined, late))).toMatchObject(expired)
  })

  test("goes on when only changes that it has handed out are gone", () => {
    const instance = makeInstance()
    makeTable(instance, "t", {}, { streamSpec: { enableStream: true, expirationTime: 1, columnsToGet: [] } })
    const client = connect(instance, makeTunnel(instance, Stream), 100_000n)
    const { channelId } = only(client.heartbeat())
    const { checkpoint } = client.checkpoint(channelId)
    put(instance, key("a", 1))
    drain(client, channelId)
    const late = start + hour + 1
    put(instance, key("a", 2), [], { now: late })
    expect(refusalOf(() => client.read(channelId, checkpoint, late))?.code).toBe("OTSTunnelExpired")
    expect(drain(client, channelId, late).changes.map(({ primaryKey }) => primaryKey)).toEqual([key("a", 2)])
  })

  test("expires when the stream of the table is another one", () => {
    const instance = withTable()
    const client = connect(instance, makeTunnel(instance, Stream))
    only(client.heartbeat())
    for (const enableStream of [false, true]) {
      const streamSpec = { enableStream, expirationTime: 1, columnsToGet: [] }
      updateTable(instance, { tableName: "t", streamSpec }, start)
      expect(refusalOf(() => client.heartbeat())?.code).toBe("OTSTunnelExpired")
    }
  })
})

describe("a tunnel of both", () => {
  test("hands out rows first, and then what happened since it was made", () => {
    const instance = withTable()
    fill(instance, 2)
    const client = connect(instance, makeTunnel(instance, BaseAndStream))
    put(instance, key("p", 9), [], { now: start + 1 })
    const base = only(client.heartbeat())
    expect(describeMine(instance)).toMatchObject({ tunnel: { stage: "ProcessBaseData" } })
    expect(drain(client, base.channelId, start + 2).changes.map(({ primaryKey }) => primaryKey[1]!.value)).toEqual([
      0n,
      1n,
      9n
    ])
    update(instance, key("p", 0), [Row.put("n", 5n)], { now: start + 3 })
    expect(only(client.heartbeat())).toEqual(base)
    const stream = only(client.heartbeat([terminated(base)], start + 4))
    expect(stream).toMatchObject({ version: 1n, status: T.ChannelStatus.OPEN })
    expect(stream.channelId).not.toBe(base.channelId)
    expect(describeMine(instance, start + 4)).toMatchObject({
      tunnel: { stage: "ProcessStream" },
      channels: [
        { channelType: "BaseData", channelStatus: "TERMINATED" },
        { channelType: "Stream", channelStatus: "OPEN", clientId: client.id }
      ]
    })
    expect(drain(client, stream.channelId, start + 4).changes.map(({ actionType }) => actionType)).toEqual([
      PUT_ROW,
      UPDATE_ROW
    ])
  })
})

describe("tokens and checkpoints", () => {
  test("of a stream have an iterator, those of rows have none", () => {
    const instance = withTable()
    const contentOf = (tunnelId: string) => {
      const client = connect(instance, tunnelId)
      const { checkpoint } = client.checkpoint(only(client.heartbeat()).channelId)
      const { content, version } = decodeMessage(T.Token, new Uint8Array(Buffer.from(checkpoint, "base64")))
      expect(version).toBe(2n)
      return decodeMessage(T.TokenContentV2, content)
    }
    expect(contentOf(makeTunnel(instance, BaseData)).iterator).toBeUndefined()
    deleteTunnel(instance, { tableName: "t", tunnelName: "mine" })
    expect(contentOf(makeTunnel(instance, Stream)).iterator).toMatch(/^[0-9a-f-]{36}:/)
  })

  test("are numbered without gaps", () => {
    const instance = withTable()
    const client = connect(instance, makeTunnel(instance, BaseData))
    const { channelId } = only(client.heartbeat())
    const { checkpoint } = client.checkpoint(channelId)
    const mismatch = { status: 409, code: "OTSSequenceNumberNotMatch" }
    expect(refusalOf(() => client.keep(channelId, checkpoint, 0n))).toMatchObject(mismatch)
    expect(refusalOf(() => client.keep(channelId, checkpoint, 2n))).toMatchObject(mismatch)
    client.keep(channelId, checkpoint, 1n)
    expect(refusalOf(() => client.keep(channelId, checkpoint, 1n))).toMatchObject(mismatch)
    client.keep(channelId, "finished", 2n)
    expect(client.checkpoint(channelId)).toEqual({ checkpoint: "finished", sequenceNumber: 2n })
  })

  test("are refused when they are none, or of another channel", () => {
    const instance = withTable()
    const rows = connect(instance, makeTunnel(instance, BaseData))
    const { channelId } = only(rows.heartbeat())
    const { checkpoint } = rows.checkpoint(channelId)
    const tunnel = { tableName: "t", tunnelName: "changes", tunnelType: Stream }
    const changes = connect(instance, createTunnel(instance, { tunnel }, start).tunnelId)
    const stream = only(changes.heartbeat()).channelId
    for (const token of ["", "!", "AAAA", changes.checkpoint(stream).checkpoint]) {
      expect(refusalOf(() => rows.read(channelId, token))?.code, token).toBe("OTSParameterInvalid")
      expect(refusalOf(() => rows.keep(channelId, token, 1n))?.code, token).toBe("OTSParameterInvalid")
    }
    expect(refusalOf(() => changes.read(stream, checkpoint))?.code).toBe("OTSParameterInvalid")
    expect(refusalOf(() => changes.read(channelId, checkpoint))?.code).toBe("OTSResourceGone")
  })

  test("are summed up for a tunnel, or for all", () => {
    const instance = withTable()
    fill(instance, 3)
    const tunnelId = makeTunnel(instance, BaseData)
    const client = connect(instance, tunnelId)
    const { channelId } = only(client.heartbeat())
    drain(client, channelId)
    const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes))
    const { rpoInfos, tunnelRpoInfos } = getTunnelRpo(instance, { tunnelId })
    expect(json(rpoInfos)).toEqual({
      [tunnelId]: {
        [channelId]: { ChannelTyp: "BaseData", Status: "OPEN", TotalCount: 3, AccessTime: start * 1e6, RpoTime: 0 }
      }
    })
    expect(json(tunnelRpoInfos)[tunnelId]).toMatchObject({ Status: "ProcessBaseData", TotalCount: 3 })
    expect(getTunnelRpo(instance, {})).toEqual({ rpoInfos, tunnelRpoInfos })
    expect(refusalOf(() => getTunnelRpo(instance, { tunnelId: "none" }))?.code).toBe("OTSObjectNotExist")
  })
})
