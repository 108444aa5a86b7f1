const encoder = new TextEncoder()

/** Order of object keys: that of their UTF-8 bytes, which is not that of JavaScript's strings. */
export const compareKeys = (left: string, right: string): number => {
  const a = encoder.encode(left)
  const b = encoder.encode(right)
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] !== b[index]) return a[index]! - b[index]!
  }
  return a.length - b.length
}
