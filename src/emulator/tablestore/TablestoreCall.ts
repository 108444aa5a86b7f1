import type { Instance } from "./engine/Instance.ts"

/** What every operation of the emulated Tablestore may ask: the instance, and when. */
export interface TablestoreCall {
  readonly instance: Instance
  /** The server's time, in Unix milliseconds. */
  readonly nowMillis: number
}
