/**
 * How fast bytes move: over the last seconds, so that a stall shows and an old one is forgotten.
 */

/** Tells the speed of a transfer. */
export interface Speedometer {
  /** Bytes per second, given the time in milliseconds and the bytes so far; absent while no time has passed. */
  readonly read: (now: number, transferred: number) => number | undefined
}

/** Milliseconds over which the speed is measured. */
const windowMillis = 5000
/** Milliseconds between two kept samples. */
const sampleMillis = 250

interface Sample {
  readonly at: number
  readonly transferred: number
}

/** Makes a speedometer that starts with no bytes at a time. */
export const makeSpeedometer = (startedAt: number): Speedometer => {
  let samples: Array<Sample> = [{ at: startedAt, transferred: 0 }]
  return {
    read: (now, transferred) => {
      // An upload that is made again starts from the beginning.
      if (transferred < samples.at(-1)!.transferred) samples = [{ at: now, transferred }]
      if (now - samples.at(-1)!.at >= sampleMillis) samples.push({ at: now, transferred })
      while (samples.length > 2 && now - samples[1]!.at >= windowMillis) samples.shift()
      const { at, transferred: before } = samples[0]!
      return now > at ? ((transferred - before) * 1000) / (now - at) : undefined
    }
  }
}
