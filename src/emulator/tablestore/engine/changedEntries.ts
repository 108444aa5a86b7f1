/** Stored rows with changes laid over them: those of a transaction, or those that undo what an index has not seen yet. */
import { compareKeys } from "../../Store.ts"
import type { Entries } from "./Instance.ts"
import type { StoredRow } from "./model.ts"

/** Changed rows by key text; absent is removed. */
export type Changes = ReadonlyMap<string, StoredRow | undefined>

type Entry = readonly [key: string, row: StoredRow]

/** Two ordered runs as one; where both have a key, the changed entry wins, and a removed one is left out. */
function* merged(
  stored: IterableIterator<Entry>,
  changed: ReadonlyArray<readonly [string, StoredRow | undefined]>,
  compare: (left: string, right: string) => number
): IterableIterator<Entry> {
  let at = 0
  for (const entry of stored) {
    while (at < changed.length && compare(changed[at]![0], entry[0]) < 0) {
      const [key, row] = changed[at++]!
      if (row !== undefined) yield [key, row]
    }
    if (at < changed.length && changed[at]![0] === entry[0]) {
      const [key, row] = changed[at++]!
      if (row !== undefined) yield [key, row]
    } else yield entry
  }
  for (const [key, row] of changed.slice(at)) if (row !== undefined) yield [key, row]
}

/** The rows as they are with the changes. */
export const withChanges = (stored: Entries<StoredRow>, changes: Changes): Entries<StoredRow> => {
  if (changes.size === 0) return stored
  const sorted = (descending: boolean, isWanted: (key: string) => boolean) =>
    [...changes]
      .filter(([key]) => isWanted(key))
      .sort(([left], [right]) => (descending ? compareKeys(right, left) : compareKeys(left, right)))
  return {
    get: (key) => (changes.has(key) ? changes.get(key) : stored.get(key)),
    ascending: (from) =>
      merged(
        stored.ascending(from),
        sorted(false, (key) => compareKeys(key, from) >= 0),
        compareKeys
      ),
    descending: (from, downTo) =>
      merged(
        stored.descending(from, downTo),
        sorted(true, (key) => compareKeys(key, from) <= 0 && compareKeys(key, downTo) >= 0),
        (left, right) => compareKeys(right, left)
      )
  }
}
