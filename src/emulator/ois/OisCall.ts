import type { Address } from "./address.ts"
import type { Requester } from "./auth.ts"
import type { OisState } from "./state.ts"

/** Limits that tests may want to be others than those of the service. */
export interface Choices {
  readonly maxListKeys: number
  readonly minPartBytes: number
  readonly bucketLeaseMillis: number
}

/** What every rule of the emulated OIS may ask: the state, who calls, from where, and when. */
export interface OisCall {
  readonly state: OisState
  /** Absent when anonymous. */
  readonly requester: Requester
  /** The server's time, in Unix milliseconds. */
  readonly nowMillis: number
  readonly address: Address
  /** Id of the zone that the call went to. */
  readonly zone: string
  /** Ids of all zones. */
  readonly zones: ReadonlySet<string>
  readonly choices: Choices
  /** Page that led to the request. */
  readonly referer?: string | undefined
  /** IP address of the caller. */
  readonly sourceIp: string
  /** 32 hexadecimal digits that no other call has. */
  readonly uniqueId: string
}
