/** Whatever clients do and whenever they fail, what they read of a tunnel makes a copy of the table. */
import { describe, expect, test } from "vitest"
import type { Instance } from "../../../src/emulator/tablestore/engine/Instance.ts"
import { decodeRowChange } from "../../../src/schema/tablestore/format/plainBufferDecoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import * as T from "../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { key, makeInstance, makeTable, put, range, refusalOf, remove, start, update } from "./engine.ts"
import { makeRandom, type Random } from "./random.ts"
import { type Client, closed, connect, describe as describeTunnel, makeTunnel, terminated } from "./tunnelClient.ts"

const partitions = ["a", "b", "c", "d", "e", "f", "g"]
const names = ["x", "y", "z"]

/** A copy of a table, made of the records of a tunnel: columns by the text of the key. */
class Copy {
  private readonly rows = new Map<string, Map<string, Row.ColumnValue>>()

  apply({ actionType, record }: T.Record): void {
    const { columns, primaryKey } = decodeRowChange(record)
    const id = primaryKey.map(({ value }) => String(value)).join()
    if (actionType === T.ActionType.DELETE_ROW) {
      this.rows.delete(id)
      return
    }
    const known = actionType === T.ActionType.PUT_ROW ? undefined : this.rows.get(id)
    const row = new Map(known)
    for (const cell of columns) {
      if (cell.op === "deleteAllVersions") row.delete(cell.name)
      else if ("value" in cell) row.set(cell.name, cell.value)
    }
    this.rows.set(id, row)
  }

  get content() {
    return [...this.rows].map(([id, row]) => [id, Object.fromEntries([...row].sort())]).sort()
  }
}

const contentOf = (instance: Instance, now: number) =>
  range(
    instance,
    key("", 0).map(({ name }) => ({ name, value: Row.infMin })),
    key("", 0).map(({ name }) => ({ name, value: Row.infMax })),
    { now }
  )
    .rows.map(({ columns, primaryKey }) => [
      primaryKey.map(({ value }) => String(value)).join(),
      Object.fromEntries(columns.map(({ name, value }) => [name, value]))
    ])
    .sort()

const write = (instance: Instance, random: Random, now: number): void => {
  const at = key(random.pick(partitions), random.below(3))
  const columns = () => random.some(names).map((name) => Row.put(name, BigInt(random.below(100))))
  switch (random.below(4)) {
    case 0:
      remove(instance, at, { now })
      return
    case 1:
      put(instance, at, columns(), { now })
      return
    default:
      update(instance, at, [...columns(), Row.deleteAllVersions("w")], { now })
  }
}

/** A client as it should be: it reads what it was told to, and says when it has stopped. */
class Worker {
  private readonly client: Client
  private readonly copy: Copy
  private readonly ended = new Set<string>()
  channels: ReadonlyArray<T.Channel> = []

  constructor(instance: Instance, tunnelId: string, copy: Copy, now: number) {
    this.client = connect(instance, tunnelId, 30n, now)
    this.copy = copy
  }

  heartbeat(now: number): void {
    const reports = this.channels.map((channel) => {
      if (this.ended.has(channel.channelId)) return terminated(channel)
      return channel.status === T.ChannelStatus.CLOSING ? closed(channel) : channel
    })
    this.channels = this.client.heartbeat(reports, now)
  }

  /** Reads a page; one that is not kept counts as not read. */
  read({ channelId }: T.Channel, isKept: boolean, now: number): boolean {
    const { checkpoint, sequenceNumber } = this.client.checkpoint(channelId, now)
    const { mayMoreRecord, nextToken, records } = this.client.read(channelId, checkpoint, now)
    if (!isKept) return false
    this.client.keep(channelId, nextToken, sequenceNumber + 1n, now)
    for (const record of records) this.copy.apply(record)
    if (nextToken === "finished") this.ended.add(channelId)
    return mayMoreRecord === true || records.length > 0
  }

  mayRead(channelId: string, now: number): boolean {
    return refusalOf(() => this.client.checkpoint(channelId, now)) === undefined
  }

  shutdown(now: number): void {
    this.client.shutdown(now)
  }
}

const act = (worker: Worker, random: Random, now: number): void => {
  switch (random.below(8)) {
    case 0:
      worker.shutdown(now)
      return
    case 1:
    case 2:
      worker.heartbeat(now)
      return
    default:
      if (worker.channels.length > 0) worker.read(random.pick(worker.channels), random.chance(0.7), now)
  }
}

/** Reads with a single client until nothing is left. */
const finish = (worker: Worker, now: number): void => {
  for (let round = 0; round < 10; round++) {
    worker.heartbeat(now)
    for (const channel of worker.channels) while (worker.read(channel, true, now));
  }
}

describe("a tunnel of rows and changes", () => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))("gives a copy of its table, case %i", (seed) => {
    const random = makeRandom(seed)
    const instance = makeInstance({ tunnelChannels: 1 + random.below(4) })
    makeTable(instance)
    let now = start
    for (let i = 0; i < 20; i++) write(instance, random, now)
    const tunnelId = makeTunnel(instance, T.TunnelType.BaseAndStream)
    const copy = new Copy()
    let workers: ReadonlyArray<Worker> = []
    for (let step = 0; step < 300; step++) {
      now += random.below(3000)
      if (random.chance(0.5)) write(instance, random, now)
      if (workers.length < 3 && random.chance(0.2)) workers = [...workers, new Worker(instance, tunnelId, copy, now)]
      if (workers.length === 0) continue
      const worker = random.pick(workers)
      const fault = refusalOf(() => act(worker, random, now))
      // A client that was too slow, or that has left, finds itself gone, or its channel another's.
      if (fault !== undefined) {
        expect(fault.code).toBe("OTSResourceGone")
        workers = workers.filter((other) => other !== worker)
      }
      for (const { channelId } of describeTunnel(instance, now).channels) {
        expect(workers.filter((one) => one.mayRead(channelId, now)).length).toBeLessThan(2)
      }
    }
    now += 60_000
    finish(new Worker(instance, tunnelId, copy, now), now)
    expect(copy.content).toEqual(contentOf(instance, now))
    expect(describeTunnel(instance, now).tunnel.stage).toBe("ProcessStream")
  })
})
