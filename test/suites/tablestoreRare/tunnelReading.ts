/** Reading a tunnel by its calls. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Tablestore } from "../../../src/index.ts"
import type { StreamRecord } from "../../../src/schema/tablestore/operations/stream.ts"
import type { Channel } from "../../../src/schema/tablestore/operations/tunnel.ts"

/** What a reader of a tunnel names in all its calls. */
export interface Reader {
  readonly tunnelId: string
  readonly clientId: string
}

type TunnelChannel = typeof Channel.Type

/** Joins the readers of a tunnel. */
export const connect = (tunnelId: string) =>
  Effect.gen(function* () {
    const { clientId } = yield* (yield* Tablestore).connectTunnel({ tunnelId, timeout: 60, clientTag: "suite" })
    return { tunnelId, clientId } satisfies Reader
  })

/** Tells that the reader is alive, and what became of its channels; gives those it shall read. */
export const heartbeat = (reader: Reader, channels: ReadonlyArray<TunnelChannel> = []) =>
  Effect.flatMap(Tablestore, (tablestore) => tablestore.heartbeatTunnel({ ...reader, channels })).pipe(
    Effect.map((answer) => answer.channels)
  )

/** As {@link heartbeat}, of a reader that shall read one channel. */
export const heartbeatForOne = (reader: Reader, channels: ReadonlyArray<TunnelChannel> = []) =>
  Effect.map(heartbeat(reader, channels), (given) => {
    assert.lengthOf(given, 1)
    assert.strictEqual(given[0]!.status, "open")
    return given[0]!
  })

export interface Drained {
  readonly records: ReadonlyArray<StreamRecord>
  readonly pages: number
  /** Where it ended: `finished` is the end of the channel. */
  readonly token: string
}

/** Reads a channel from its checkpoint on as far as there are records, and keeps each page as the new checkpoint. */
export const drain = (reader: Reader, channelId: string) =>
  Effect.gen(function* () {
    const tablestore = yield* Tablestore
    const at = { ...reader, channelId }
    const records: Array<StreamRecord> = []
    let { checkpoint: token, sequenceNumber } = yield* tablestore.getTunnelCheckpoint(at)
    let pages = 0
    let more = true
    while (more) {
      const page = yield* tablestore.readTunnelRecords({ ...at, token })
      records.push(...page.records)
      token = page.nextToken
      more = page.mayMoreRecord === true
      pages++
      yield* tablestore.checkpointTunnel({ ...at, checkpoint: token, sequenceNumber: ++sequenceNumber })
    }
    assert.strictEqual((yield* tablestore.getTunnelCheckpoint(at)).checkpoint, token)
    return { records, pages, token } satisfies Drained
  })

/** Tells that a channel is read to its end. */
export const terminated = (channel: TunnelChannel): TunnelChannel => ({
  channelId: channel.channelId,
  version: channel.version + 1n,
  status: "terminated"
})
