/** Lists named things page by page: prefix, delimiter, marker, in the byte order of their names. */
import { compareKeys, endOfPrefix, type Table } from "../Store.ts"

/** Which names are listed, and how they are grouped. */
export interface Selection {
  readonly prefix: string
  /** Empty for none. */
  readonly delimiter: string
}

export interface ListInput extends Selection {
  /** Only what comes after this name or common prefix. Empty for all. */
  readonly after: string
  /** Entries and common prefixes of a page together, at least 1. */
  readonly maxKeys: number
}

export interface ListedEntry<A> {
  readonly key: string
  readonly value: A
}

export interface Page<A> {
  readonly entries: ReadonlyArray<ListedEntry<A>>
  readonly commonPrefixes: ReadonlyArray<string>
  readonly isTruncated: boolean
  /** The last name or common prefix of the page. */
  readonly last?: string | undefined
}

/** The common prefix that a name is listed under, if any. */
const groupOf = (key: string, { delimiter, prefix }: Selection): string | undefined => {
  if (delimiter === "") return undefined
  const index = key.indexOf(delimiter, prefix.length)
  return index === -1 ? undefined : key.slice(0, index + delimiter.length)
}

/** An entry, or a common prefix that stands for all entries under it. */
export type Listed<A> = (ListedEntry<A> & { readonly group?: undefined }) | { readonly group: string }

/**
 * Visits what is listed, in order. A group of names costs one search, however many names it has.
 *
 * @param from Where to begin: after a name, or with one. From the start when absent.
 */
export function* visit<A>(
  table: Table<A>,
  selection: Selection,
  from: { readonly after?: string; readonly from?: string } = {}
): IterableIterator<Listed<A>> {
  let position: { readonly from?: string; readonly after?: string } | undefined = from
  while (position !== undefined) {
    const next: IteratorResult<readonly [string, A]> = table.scan({ prefix: selection.prefix, ...position }).next()
    if (next.done) return
    const [key, value]: readonly [string, A] = next.value
    const group = groupOf(key, selection)
    yield group === undefined ? { key, value } : { group }
    const end = group === undefined ? undefined : endOfPrefix(group)
    position = group === undefined ? { after: key } : end === undefined ? undefined : { from: end }
  }
}

/**
 * One page of a table.
 *
 * Everything listed comes after `after` in byte order, common prefixes included: a marker that is a common prefix, or
 * lies inside one, skips all names under it.
 */
export const listPage = <A>(table: Table<A>, input: ListInput): Page<A> => {
  const entries: Array<ListedEntry<A>> = []
  const commonPrefixes: Array<string> = []
  const { after, maxKeys } = input
  let last: string | undefined
  for (const listed of visit(table, input, after === "" ? {} : { after })) {
    if (listed.group !== undefined && compareKeys(listed.group, after) <= 0) continue
    if (entries.length + commonPrefixes.length === maxKeys) return { entries, commonPrefixes, isTruncated: true, last }
    if (listed.group === undefined) entries.push(listed)
    else commonPrefixes.push(listed.group)
    last = listed.group ?? listed.key
  }
  return { entries, commonPrefixes, isTruncated: false, last }
}
