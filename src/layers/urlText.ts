/** Host and port of a URL. */
export const hostOf = (url: string): string => {
  const start = url.indexOf("//") + 2
  const end = url.slice(start).search(/[/?#]/)
  return end < 0 ? url.slice(start) : url.slice(start, start + end)
}
