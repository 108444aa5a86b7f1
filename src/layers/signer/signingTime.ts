/**
 * Texts of an instant as signatures carry them. A busy client signs thousands of requests in one second, so the text
 * of the latest second is kept.
 */
const perSecond = (format: (date: Date) => string): ((timeMillis: number) => string) => {
  let second = Number.NaN
  let text = ""
  return (timeMillis) => {
    const wanted = Math.floor(timeMillis / 1000)
    if (wanted !== second) {
      text = format(new Date(wanted * 1000))
      second = wanted
    }
    return text
  }
}

/** `Sat, 05 Dec 2015 11:10:29 GMT`, the date of HTTP and of V1 signatures. */
export const httpDate = perSecond((date) => date.toUTCString())

/** `20151205T111029Z`, the basic ISO 8601 form of V4 signatures. */
export const basicIsoTime = perSecond((date) => date.toISOString().replace(/[-:]|\.\d+/g, ""))

/** Whole seconds since 1970, as V1 writes expiry. */
export const unixSeconds = (timeMillis: number): number => Math.floor(timeMillis / 1000)

const toSecond = perSecond((date) => date.toISOString().slice(0, 20))

/** `2015-12-05T11:10:29.123Z`, the extended ISO 8601 form that Tablestore signs. */
export const isoTime = (timeMillis: number): string => {
  const millis = Math.floor(timeMillis) - Math.floor(timeMillis / 1000) * 1000
  return `${toSecond(timeMillis)}${millis < 10 ? "00" : millis < 100 ? "0" : ""}${millis}Z`
}
