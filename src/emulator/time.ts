/** The ways in which services write times. Source: OSS API, common headers. */

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const two = (value: number): string => String(value).padStart(2, "0")

/** `Sat, 05 Dec 2015 11:10:29 GMT` */
export const toHttpDate = (millis: number): string => {
  const date = new Date(millis)
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":")
  const day = `${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  return `${days[date.getUTCDay()]}, ${day} ${time} GMT`
}

/** `2015-12-05T11:10:29.000Z`; times of objects and buckets have no fraction of a second. */
export const toIso = (millis: number): string => new Date(toWholeSecond(millis)).toISOString()

/** Objects and buckets keep whole seconds, so that `Last-Modified` and the listings agree. */
export const toWholeSecond = (millis: number): number => Math.floor(millis / 1000) * 1000

const httpDate = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

/** Unix milliseconds of an HTTP date; absent when it is none. */
export const fromHttpDate = (text: string): number | undefined => {
  const match = httpDate.exec(text.trim())
  if (match === null) return undefined
  const month = months.indexOf(match[2]!)
  if (month === -1) return undefined
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map(Number)
  return toMillis(year!, month + 1, day!, hour!, minute!, second!)
}

// Dates that are none (13th month, 25th hour) would run over into others.
const toMillis = (...parts: readonly [year: number, month: number, ...rest: [number, number, number, number]]) => {
  const [year, month, day, hour, minute, second] = parts
  const date = new Date(0)
  // Not Date.UTC, which takes the year 1 for 1901.
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const read = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()]
  const whole = [...read, date.getUTCMinutes(), date.getUTCSeconds()]
  return whole.every((value, index) => value === parts[index]) ? date.getTime() : undefined
}

const basicIso = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/

/** Unix milliseconds of a basic ISO time (`20151205T111029Z`); absent when it is none. */
export const fromBasicIso = (text: string): number | undefined => {
  const match = basicIso.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  return toMillis(year!, month!, day!, hour!, minute!, second!)
}
