import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Answer } from "../Answer.ts"
import type { Accounts } from "../accounts.ts"
import type { Query } from "../rawRequest.ts"
import type { Call } from "./Call.ts"
import type { OssFault } from "./OssFault.ts"

/** A request on its way through a handler. */
export interface Exchange {
  readonly call: Call
  readonly method: string
  /** Empty for calls on the service. */
  readonly bucket: string
  /** Empty for calls on the service and on buckets. */
  readonly key: string
  readonly query: Query
  /** By lower-case name, one character per byte. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly stream: Stream.Stream<Uint8Array, unknown>
  /** For forms, whose fields carry the signature. */
  readonly accounts: Accounts["Service"]
}

/** Reads what a request says, applies the rules, and writes the answer. */
export type Handler = (exchange: Exchange) => Effect.Effect<Answer, OssFault>

/** Handlers by the name of the call. */
export type Handlers = Readonly<Record<string, Handler>>
