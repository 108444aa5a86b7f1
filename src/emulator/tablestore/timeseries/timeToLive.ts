import { parameterInvalid } from "../refusals.ts"

/** Refuses times to live that the service does not know; those that are not given are fine. */
export const checkTimeToLive = (timeToLive: number | undefined, leastSeconds: number): void => {
  if (timeToLive !== undefined && timeToLive !== -1 && timeToLive < leastSeconds) {
    throw parameterInvalid(`TimeToLive must be -1, or ${leastSeconds} or more.`)
  }
}
