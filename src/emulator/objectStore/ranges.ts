/** Byte ranges of one part, as HTTP writes them. What a service makes of one that does not fit is its own. */

/** Positions of the first and the last byte. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/** What a range means for a body of known size. */
export type RangeMeaning =
  /** There is no range, or none that can be understood. */
  | { readonly _tag: "None" }
  /** It lies inside the body; `clipped` when only after its ends were cut off. */
  | { readonly _tag: "Inside"; readonly range: ByteRange; readonly clipped: boolean }
  /** No byte of the body is in it. */
  | { readonly _tag: "Outside" }

const pattern = /^bytes=(?:(\d{1,16})-(\d{1,16})?|-(\d{1,16}))$/

/** Reads a `Range` header against a body of `size` bytes. */
export const readRange = (header: string | undefined, size: number): RangeMeaning => {
  const match = header === undefined ? null : pattern.exec(header.replace(/\s/g, ""))
  if (match === null) return { _tag: "None" }
  const [, from, to, suffix] = match
  const first = suffix === undefined ? Number(from) : size - Number(suffix)
  const last = suffix === undefined && to !== undefined ? Number(to) : size - 1
  if (to !== undefined && first > last) return { _tag: "None" }
  if (first >= size || suffix === "0" || size === 0) return { _tag: "Outside" }
  const range = { first: Math.max(first, 0), last: Math.min(last, size - 1) }
  return { _tag: "Inside", range, clipped: range.first !== first || range.last !== last }
}
