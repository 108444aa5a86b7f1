/**
 * Work that takes long, in steps: between two of them the emulator answers other requests. What it is about must not
 * change meanwhile, so it starts from a copy of what the store has (its records are never changed, only replaced).
 */
export type Steps<A> = Generator<undefined, A, undefined>

/** Does all steps at once. */
export const finished = <A>(steps: Steps<A>): A => {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** About so many simple comparisons are one step: a few milliseconds. */
const perStep = 10_000

/**
 * Does something with each item.
 *
 * @param weight How many comparisons one item takes.
 */
export function* eachInSteps<A>(items: Iterable<A>, visit: (item: A) => void, weight = 1): Steps<void> {
  let spent = 0
  for (const item of items) {
    visit(item)
    spent += weight
    if (spent >= perStep) {
      spent = 0
      yield undefined
    }
  }
}

/** The results that an item has, for all items, one after the other. */
export function* flatMapInSteps<A, B>(
  items: Iterable<A>,
  results: (item: A) => ReadonlyArray<B>,
  weight = 1
): Steps<ReadonlyArray<B>> {
  const all: Array<B> = []
  yield* eachInSteps(
    items,
    (item) => {
      for (const result of results(item)) all.push(result)
    },
    weight
  )
  return all
}
