/** Whether a text fits a pattern, in which `*` stands for any characters, or none. */
export const fitsWildcard = (text: string, pattern: string): boolean => {
  const [first = "", ...rest] = pattern.split("*")
  if (rest.length === 0) return text === pattern
  if (!text.startsWith(first)) return false
  const last = rest.pop()!
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
