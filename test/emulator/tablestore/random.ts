/** Random choices that are the same for the same seed. */
export const makeRandom = (seed: number) => {
  let state = seed >>> 0
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    below,
    pick: <A>(values: ReadonlyArray<A>): A => values[below(values.length)]!,
    chance: (share: number): boolean => next() < share,
    some: <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => values.filter(() => next() < 0.5)
  }
}

export type Random = ReturnType<typeof makeRandom>
