/**
 * Tokens of tunnels: where to read on. The vendor's clients look into them: one with an iterator belongs to a stream.
 * Source: Tablestore, Tunnel Service, messages Token and TokenContentV2.
 */

import { decodePrimaryKey } from "../../../schema/tablestore/format/plainBufferDecoder.ts"
import { encodePrimaryKey } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type { PrimaryKey } from "../../../schema/tablestore/format/rowValue.ts"
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import { decodeMessage, encodeMessage } from "../../../schema/wire/protobufMessage.ts"
import { counterText } from "../engine/Instance.ts"
import { parameterInvalid } from "../refusals.ts"
import type { Progress } from "./state.ts"

/** The token of a channel that is read to its end. */
export const finished = "finished"

/** Where to read on in the rows of a table. */
export interface RowPlace extends Progress {
  readonly kind: "BaseData"
  /** The first row that was not handed out; absent before the first one. */
  readonly key?: PrimaryKey | undefined
}

/** Where to read on in a stream. */
export interface ChangePlace extends Progress {
  readonly kind: "Stream"
  readonly streamId: string
  readonly position: number
}

export type Place = RowPlace | ChangePlace

const contentOf = (place: Place): T.TokenContentV2 => ({
  ...(place.kind === "Stream" ? { iterator: `${place.streamId}:${counterText(place.position)}` } : {}),
  ...(place.kind === "BaseData" && place.key !== undefined ? { primaryKey: encodePrimaryKey(place.key) } : {}),
  timestamp: place.consumedNanos,
  totalCount: place.count
})

export const writeToken = (place: Place): string => {
  const content = encodeMessage(T.TokenContentV2, contentOf(place))
  return Buffer.from(encodeMessage(T.Token, { version: 2n, content })).toString("base64")
}

/** Reads a token that is not `finished`. */
export const readToken = (token: string): Place => {
  const { content, version } = decodeMessage(T.Token, new Uint8Array(Buffer.from(token, "base64")))
  if (version !== 2n) throw parameterInvalid("Invalid token.")
  const { iterator = "", primaryKey, timestamp = 0n, totalCount = 0n } = decodeMessage(T.TokenContentV2, content)
  const progress: Progress = { count: totalCount, consumedNanos: timestamp }
  if (iterator === "") {
    return { kind: "BaseData", ...progress, ...(primaryKey === undefined ? {} : { key: decodePrimaryKey(primaryKey) }) }
  }
  const match = /^([0-9a-f-]{36}):([0-9a-f]{12})$/.exec(iterator)
  if (match === null) throw parameterInvalid("Invalid token.")
  return { kind: "Stream", ...progress, streamId: match[1]!, position: Number.parseInt(match[2]!, 16) }
}
