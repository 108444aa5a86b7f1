/**
 * The one place where emulated services keep what they know: named tables of entries in key order.
 *
 * Everything is synchronous on purpose: a change of several entries made without leaving the current step is seen by
 * other requests as one change. Persistent implementations fit the same interface (one SQL table with the key's UTF-8
 * bytes as primary key, for example).
 */
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import sortedBTree from "sorted-btree"

/** Which entries a scan visits, in ascending key order. */
export interface Range {
  /** Only keys that start with this text. */
  readonly prefix?: string | undefined
  /** Only keys equal to or greater than this one. */
  readonly from?: string | undefined
  /** Only keys greater than this one. */
  readonly after?: string | undefined
}

/** Entries of one kind, ordered by the UTF-8 bytes of their keys. */
export interface Table<A> {
  readonly get: (key: string) => A | undefined
  readonly set: (key: string, value: A) => void
  /** Removes an entry; `false` when there was none. */
  readonly delete: (key: string) => boolean
  /**
   * Visits entries in key order. The position is found by a search, so a scan that is left early costs only what it
   * visited. Do not change the table while a scan is under way.
   */
  readonly scan: (range?: Range) => IterableIterator<readonly [key: string, value: A]>
  /** Visits entries against key order, from the first key to the last, both included. Otherwise as `scan`. */
  readonly scanDown: (first: string, last: string) => IterableIterator<readonly [key: string, value: A]>
}

/** Named tables. A table exists from its first use. */
export class Store extends Context.Service<
  Store,
  {
    readonly table: <A>(name: string) => Table<A>
  }
>()("effect-cloud-storage/emulator/Store") {
  /** Keeps everything in the memory of the process. */
  static readonly layerMemory: Layer.Layer<Store> = Layer.sync(Store, () => makeMemory())
}

// JavaScript compares UTF-16 code units. That differs from the order of UTF-8 bytes (which is the order of code points)
// only where a surrogate meets a unit above the surrogates: this shift moves surrogates to the top.
const byCodePoint = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit)

/** Compares two texts by their UTF-8 bytes: negative, zero or positive. */
export const compareKeys = (left: string, right: string): number => {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i)
    const b = right.charCodeAt(i)
    if (a !== b) return byCodePoint(a) - byCodePoint(b)
  }
  return left.length - right.length
}

/** The least text greater than every text that starts with `prefix`; absent when there is none. */
export const endOfPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!)
  while (points.length > 0) {
    const last = points.pop()!
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}

// A CommonJS module: Node hands over its exports object, bundlers and test runners its default export.
const BTree = sortedBTree.default ?? (sortedBTree as unknown as typeof sortedBTree.default)

const memoryTable = <A>(): Table<A> => {
  const tree = new BTree<string, A>(undefined, compareKeys)
  return {
    get: (key) => tree.get(key),
    set: (key, value) => {
      tree.set(key, value)
    },
    delete: (key) => tree.delete(key),
    *scan({ prefix = "", from = "", after }: Range = {}) {
      const start = [prefix, from, after ?? ""].reduce((a, b) => (compareKeys(a, b) >= 0 ? a : b))
      for (const [key, value] of tree.entries(start)) {
        if (key === after) continue
        if (!key.startsWith(prefix)) return
        yield [key, value]
      }
    },
    *scanDown(first, last) {
      for (const [key, value] of tree.entriesReversed(first)) {
        if (compareKeys(key, last) < 0) return
        yield [key, value]
      }
    }
  }
}

/** A store in memory, for use without layers. */
export const makeMemory = (): Store["Service"] => {
  const tables = new Map<string, Table<unknown>>()
  return {
    table: <A>(name: string) => {
      const known = tables.get(name)
      if (known !== undefined) return known as Table<A>
      const created = memoryTable<A>()
      tables.set(name, created as Table<unknown>)
      return created
    }
  }
}
