import type { Requester } from "./signing.ts"
import type { OssState } from "./state.ts"

/** What every rule of the emulated OSS may ask: the state, who calls, and when. */
export interface OssCall {
  readonly state: OssState
  /** Absent when anonymous. */
  readonly requester: Requester
  /** The server's time, in Unix milliseconds. */
  readonly nowMillis: number
  /** Region of new buckets, e.g. `cn-hangzhou`. */
  readonly region: string
  /** Buckets that an account may have. */
  readonly maxBuckets: number
}
