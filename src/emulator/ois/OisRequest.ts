import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Accounts } from "../accounts.ts"
import type { Answer } from "../frame/Answer.ts"
import type { Query } from "../frame/requestTarget.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"

/** A request whose caller is known, on its way through a handler. */
export interface OisRequest {
  readonly call: OisCall
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
export type Handler = (request: OisRequest) => Effect.Effect<Answer, OisRefusal>

/** Handlers by the name of the call. */
export type Handlers = Readonly<Record<string, Handler>>
