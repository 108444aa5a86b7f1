/** Dates of requests. Source: QingStor API, "Common request headers". */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const pattern = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

/** Unix milliseconds of `Sun, 16 Aug 2015 09:05:00 GMT`; absent when the text is no such date. */
export const fromHttpDate = (text: string): number | undefined => {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const month = months.indexOf(match[2]!)
  if (month === -1) return undefined
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map(Number)
  const date = new Date(0)
  // Not Date.UTC, which takes the year 1 for 1901.
  date.setUTCFullYear(year!, month, day!)
  date.setUTCHours(hour!, minute!, second!)
  const isReal = date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute
  return isReal ? date.getTime() : undefined
}
