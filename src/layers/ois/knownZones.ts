/**
 * What redirects have told of buckets: where each of them is.
 */
import type { OisConnection } from "./endpoint.ts"

/** Buckets that are remembered; whoever uses more is told again. */
const maxKnown = 1000

/** Which bucket, and in which zone it was looked for. */
export interface Sought {
  readonly bucket?: string | undefined
  readonly zone?: string | undefined
}

/** Remembers where buckets are, the most recently learned ones. */
export interface KnownZones {
  /** The connection that reaches a bucket, if it is known. */
  readonly find: (sought: Sought) => OisConnection | undefined
  readonly learn: (sought: Sought, connection: OisConnection) => void
  /** `true` when something was known. */
  readonly forget: (sought: Sought) => boolean
}

/** Makes a memory that is empty. */
export const makeKnownZones = (): KnownZones => {
  const known = new Map<string, OisConnection>()
  const keyOf = ({ bucket, zone = "" }: Sought): string => `${bucket}/${zone.toLowerCase()}`
  return {
    find: (sought) => (sought.bucket === undefined ? undefined : known.get(keyOf(sought))),
    learn: (sought, connection) => {
      if (sought.bucket === undefined) return
      const key = keyOf(sought)
      known.delete(key)
      known.set(key, connection)
      if (known.size > maxKnown) known.delete(known.keys().next().value!)
    },
    forget: (sought) => known.delete(keyOf(sought))
  }
}
