import { parameterInvalid } from "../refusals.ts"

/** Refuses times to live that the service does not know; those that are not given are fine. */
export const checkTimeToLive = (timeToLive: number | undefined): void => {
  if (timeToLive !== undefined && (timeToLive === 0 || timeToLive < -1)) {
    throw parameterInvalid("TimeToLive cannot be 0 or less than -1.")
  }
}
