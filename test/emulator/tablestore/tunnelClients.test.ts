/** Clients share the channels of a tunnel. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { key, makeInstance, makeTable, put, refusalOf, start } from "./engine.ts"
import { type Client, channelStates, closed, connect, drain, makeTunnel, terminated } from "./tunnelClient.ts"

const { CLOSING, OPEN } = T.ChannelStatus

const withChannels = (tunnelChannels: number, type: T.TunnelType = T.TunnelType.BaseData) => {
  const instance = makeInstance({ tunnelChannels })
  makeTable(instance)
  return { instance, tunnelId: makeTunnel(instance, type) }
}

const keysOf = (channels: ReadonlyArray<T.Channel>) => channels.map(({ channelId }) => channelId)

/** What all channels of a client hold. */
const drainAll = (client: Client, channels: ReadonlyArray<T.Channel>) =>
  channels.map(({ channelId }) => drain(client, channelId).changes.map(({ primaryKey }) => primaryKey[0]!.value))

describe("clients", () => {
  test("take over what others leave", () => {
    const { instance, tunnelId } = withChannels(1)
    expect(channelStates(instance)).toEqual([["BaseData", "WAIT", undefined]])
    const first = connect(instance, tunnelId)
    const second = connect(instance, tunnelId)
    const [channel] = first.heartbeat()
    expect(channel).toMatchObject({ version: 1n, status: OPEN })
    expect(second.heartbeat()).toEqual([])
    first.shutdown()
    expect(channelStates(instance)).toEqual([["BaseData", "CLOSE", undefined]])
    expect(second.heartbeat()).toEqual([{ channelId: channel!.channelId, version: 3n, status: OPEN }])
    expect(channelStates(instance)).toEqual([["BaseData", "OPEN", second.id]])
    const gone = { status: 410, code: "OTSResourceGone" }
    expect(refusalOf(() => first.heartbeat())).toMatchObject(gone)
    expect(refusalOf(() => first.checkpoint(channel!.channelId))).toMatchObject(gone)
    expect(refusalOf(() => first.shutdown())).toMatchObject(gone)
  })

  test("are gone after their time without a heartbeat", () => {
    const { instance, tunnelId } = withChannels(1)
    const first = connect(instance, tunnelId, 10n)
    const second = connect(instance, tunnelId)
    const [channel] = first.heartbeat()
    expect(second.heartbeat([], start + 9_999)).toEqual([])
    first.heartbeat([], start + 9_999)
    expect(channelStates(instance, start + 19_998)).toEqual([["BaseData", "OPEN", first.id]])
    expect(channelStates(instance, start + 19_999)).toEqual([["BaseData", "CLOSE", undefined]])
    const [taken] = second.heartbeat([], start + 19_999)
    expect(taken).toMatchObject({ channelId: channel!.channelId, status: OPEN })
    expect(taken!.version).toBeGreaterThan(channel!.version)
    expect(refusalOf(() => first.heartbeat([], start + 19_999))?.code).toBe("OTSResourceGone")
    // Without a time of their own it is five minutes.
    expect(refusalOf(() => second.heartbeat([], start + 19_999 + 299_999))).toBeUndefined()
    expect(refusalOf(() => second.heartbeat([], start + 19_999 + 599_999))?.code).toBe("OTSResourceGone")
    expect(refusalOf(() => connect(instance, tunnelId, 0n))?.code).toBe("OTSParameterInvalid")
  })

  test("share channels evenly, and give back what is too much when others come", () => {
    const { instance, tunnelId } = withChannels(3)
    const first = connect(instance, tunnelId)
    const all = first.heartbeat()
    expect(all.map(({ status }) => status)).toEqual([OPEN, OPEN, OPEN])
    const second = connect(instance, tunnelId)
    expect(second.heartbeat()).toEqual([])
    const asked = first.heartbeat(all)
    expect(asked.map(({ status, version }) => [status, version])).toEqual([
      [OPEN, 1n],
      [OPEN, 1n],
      [CLOSING, 2n]
    ])
    // It goes on reading until it says that it has stopped.
    expect(refusalOf(() => first.checkpoint(asked[2]!.channelId))).toBeUndefined()
    expect(second.heartbeat()).toEqual([])
    expect(keysOf(first.heartbeat([closed(asked[2]!)]))).toEqual(keysOf(all.slice(0, 2)))
    expect(second.heartbeat()).toEqual([{ channelId: all[2]!.channelId, version: 4n, status: OPEN }])
    const third = connect(instance, tunnelId)
    third.heartbeat()
    expect(first.heartbeat().map(({ status }) => status)).toEqual([OPEN, CLOSING])
  })

  test("are not heard on channels of others, or with old versions", () => {
    const { instance, tunnelId } = withChannels(2)
    const first = connect(instance, tunnelId)
    const second = connect(instance, tunnelId)
    const [own] = first.heartbeat()
    const [other] = second.heartbeat()
    const before = channelStates(instance)
    first.heartbeat([terminated(other!), { ...closed(own!), version: own!.version }])
    first.heartbeat([
      { ...own!, version: 99n },
      { ...closed(own!), channelId: "none" }
    ])
    expect(channelStates(instance)).toEqual(before)
    first.heartbeat([{ ...terminated(own!), version: 7n }])
    expect(channelStates(instance).map(([, state]) => state)).toEqual(["TERMINATED", "OPEN"])
  })

  test("see each row and each change in one channel, and changes of a key in order", () => {
    const { instance, tunnelId } = withChannels(3, T.TunnelType.BaseAndStream)
    const names = Array.from({ length: 60 }, (_, i) => `key${i}`)
    const write = (target: Instance) => {
      for (const name of names) put(target, key(name, 1), [Row.put("n", 1n)])
    }
    write(instance)
    const client = connect(instance, tunnelId)
    const base = client.heartbeat()
    const rows = drainAll(client, base)
    expect(rows.flat().sort()).toEqual([...names].sort())
    expect(rows.every((part) => part.length > 0)).toBe(true)
    const stream = client.heartbeat(base.map(terminated))
    expect(stream).toHaveLength(3)
    write(instance)
    const changes = drainAll(client, stream)
    // A key's changes are where its rows were, by the same order of parts.
    expect(changes.map((part) => new Set(part))).toEqual(rows.map((part) => new Set(part)))
    expect(changes.flat()).toHaveLength(120)
  })

  test("wait with changes until all rows are read", () => {
    const { instance, tunnelId } = withChannels(2, T.TunnelType.BaseAndStream)
    const first = connect(instance, tunnelId)
    const second = connect(instance, tunnelId)
    const [one] = first.heartbeat()
    const [two] = second.heartbeat()
    expect(first.heartbeat([terminated(one!)])).toEqual([])
    expect(channelStates(instance).map(([kind]) => kind)).toEqual(["BaseData", "BaseData"])
    expect(second.heartbeat([terminated(two!)])).toHaveLength(1)
    expect(first.heartbeat()).toHaveLength(1)
    expect(channelStates(instance).map(([kind, state]) => [kind, state])).toEqual([
      ["BaseData", "TERMINATED"],
      ["BaseData", "TERMINATED"],
      ["Stream", "OPEN"],
      ["Stream", "OPEN"]
    ])
  })
})
