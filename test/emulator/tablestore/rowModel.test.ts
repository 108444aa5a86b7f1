/** Random operations on the engine and on a naive model have the same outcome. */
import { describe, expect, test } from "vitest"
import {
  abortTransaction,
  commitTransaction,
  startTransaction
} from "../../../src/emulator/tablestore/engine/transactions.ts"
import { encodePrimaryKey } from "../../../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as Row from "../../../src/schema/tablestore/format/rowValue.ts"
import type { Condition } from "../../../src/schema/tablestore/row/condition.ts"
import * as Filter from "../../../src/schema/tablestore/row/filter.ts"
import { get, key, makeInstance, makeTable, put, range, refusalOf, remove, start, update } from "./engine.ts"
import { RowModel } from "./RowModel.ts"
import { makeRandom, type Random } from "./random.ts"

// Neighbours in byte order that other orders would swap: capital letters, a prefix, a NUL, surrogates.
const partitions = ["", "A", "a", "a\0", "aa", "b", "\uffee", "😀"]
const numbers = [-(2n ** 63n), -5n, -1n, 0n, 1n, 7n, 2n ** 63n - 1n]
const names = ["a", "b", "c", "B"]
const values: ReadonlyArray<Row.ColumnValue> = [0n, 1n, -3n, 1.5, "x", "y", "", true, false]

const anyKey = (random: Random) => key(random.pick(partitions), random.pick(numbers))

const anyChange = (random: Random, now: number, isPut: boolean): Row.CellChange => {
  const name = random.pick(names)
  const old = now - random.below(4)
  switch (isPut ? 0 : random.below(5)) {
    case 1:
      return Row.deleteAllVersions(name)
    case 2:
      return Row.deleteVersion(name, old)
    case 3:
      return Row.increment(name, random.pick([1n, -2n, 10n]))
    default:
      return random.chance(0.5) ? Row.put(name, random.pick(values)) : Row.put(name, random.pick(values), old)
  }
}

/** Increments stand alone in their request: others of the same column would be refused. */
const anyChanges = (random: Random, now: number, isPut: boolean): ReadonlyArray<Row.CellChange> => {
  const changes = Array.from({ length: 1 + random.below(4) }, () => anyChange(random, now, isPut))
  return changes.filter(
    (change, i) =>
      changes.findIndex(({ name }) => name === change.name) === i ||
      !changes.some(({ name, op }) => name === change.name && op === "increment")
  )
}

const anyColumnFilter = (random: Random): Filter.ColumnFilter => {
  const options = { passIfMissing: random.chance(0.5), latestVersionOnly: random.chance(0.5) }
  const comparators = [
    Filter.equal,
    Filter.notEqual,
    Filter.greaterThan,
    Filter.greaterThanOrEqual,
    Filter.lessThan,
    Filter.lessThanOrEqual
  ]
  const column = random.pick(names)
  if (random.chance(0.2)) return random.chance(0.5) ? Filter.exists(column) : Filter.notExists(column)
  return random.pick(comparators)(column, random.pick(values), options)
}

const anyFilter = (random: Random, depth = 0): Filter.RowFilter => {
  if (depth > 2 || random.chance(0.5)) return anyColumnFilter(random)
  const inner = () => anyFilter(random, depth + 1)
  return random.pick([
    () => Filter.not(inner()),
    () => Filter.and(inner(), inner()),
    () => Filter.or(inner(), inner(), inner())
  ])()
}

const anyReadFilter = (random: Random): Filter.Filter | undefined =>
  random.chance(0.4)
    ? undefined
    : random.chance(0.2)
      ? Filter.pagination(random.below(3), 1 + random.below(3))
      : anyFilter(random)

const anyCondition = (random: Random): Condition => {
  const rowExistence = random.pick(["ignore", "ignore", "expectExist", "expectNotExist"] as const)
  return random.chance(0.7) ? { rowExistence } : { rowExistence, columnCondition: anyFilter(random) }
}

/** Writes to both and compares what they say. */
const writeToBoth = (
  random: Random,
  instance: ReturnType<typeof makeInstance>,
  model: RowModel,
  now: number,
  primaryKey: Row.PrimaryKey,
  transactionId?: string
) => {
  const condition = anyCondition(random)
  const options = { condition, now, transactionId }
  const meets = model.meets(primaryKey, condition.rowExistence, condition.columnCondition)
  const kind = random.pick(["put", "update", "update", "delete"] as const)
  const changes = anyChanges(random, now, kind === "put")
  const fault = refusalOf(() => {
    if (kind === "delete") return remove(instance, primaryKey, options)
    return kind === "put" ? put(instance, primaryKey, changes, options) : update(instance, primaryKey, changes, options)
  })
  if (!meets) {
    expect(fault?.code).toBe("OTSConditionCheckFail")
    return
  }
  if (kind === "delete") {
    expect(fault).toBeUndefined()
    model.delete(primaryKey)
  } else expect(fault === undefined).toBe(model.change(primaryKey, changes, kind === "put", now))
}

/** All pages of a range. */
const pages = (
  instance: ReturnType<typeof makeInstance>,
  from: Row.PrimaryKey,
  to: Row.PrimaryKey,
  options: NonNullable<Parameters<typeof range>[3]>
) => {
  const rows: Array<Row.Row> = []
  let at: Row.PrimaryKey | undefined = from
  while (at !== undefined) {
    const page: ReturnType<typeof range> = range(instance, at, to, options)
    expect(page.rows.length).toBeLessThanOrEqual(options.limit ?? 5000)
    rows.push(...page.rows)
    at = page.next
  }
  return rows
}

const readFromBoth = (random: Random, instance: ReturnType<typeof makeInstance>, model: RowModel, now: number) => {
  const columnsToGet = random.chance(0.5) ? [] : random.some(names)
  const maxVersions = 1 + random.below(3)
  const filter = anyReadFilter(random)
  const options = { columnsToGet, maxVersions, filter, now }
  const primaryKey = anyKey(random)
  expect(get(instance, primaryKey, options)).toEqual(model.get(primaryKey, columnsToGet, maxVersions, filter))
  const [from, to] = [anyKey(random), anyKey(random)]
  const ordered = model.range(from, to, columnsToGet, maxVersions, filter)
  const same = from[0]!.value === to[0]!.value && from[1]!.value === to[1]!.value
  const isForward =
    Buffer.compare(Buffer.from(String(from[0]!.value)), Buffer.from(String(to[0]!.value))) < 0 ||
    (from[0]!.value === to[0]!.value && from[1]!.value < to[1]!.value)
  if (same) {
    expect(refusalOf(() => range(instance, from, to, options))?.code).toBe("OTSParameterInvalid")
    return
  }
  const limit = random.chance(0.5) ? undefined : 1 + random.below(4)
  expect(pages(instance, from, to, { ...options, backward: !isForward, limit })).toEqual(ordered)
}

describe.each([1, 3])("a table that keeps %i versions", (maxVersions) => {
  test.each([11, 22, 33, 44, 55, 66])("acts like the model (seed %i)", (seed) => {
    const random = makeRandom(seed)
    const instance = makeInstance()
    makeTable(instance, "t", { maxVersions })
    const model = new RowModel(maxVersions)
    for (let step = 0; step < 300; step++) {
      const now = start + step
      writeToBoth(random, instance, model, now, anyKey(random))
      if (step % 3 === 0) readFromBoth(random, instance, model, now)
    }
    expect(model.rows.length).toBeGreaterThan(0)
  })
})

describe("transactions", () => {
  test.each([7, 8, 9, 10])("act like a copy that is kept or thrown away (seed %i)", (seed) => {
    const random = makeRandom(seed)
    const instance = makeInstance()
    makeTable(instance, "t", { maxVersions: 2 }, { enableLocalTxn: true })
    let model = new RowModel(2)
    for (let step = 0; step < 60; step++) {
      const now = start + step
      const p = random.pick(partitions)
      writeToBoth(random, instance, model, now, key(p, random.pick(numbers)))
      const { transactionId } = startTransaction(
        instance,
        { tableName: "t", key: encodePrimaryKey([{ name: "p", value: p }]) },
        now
      )
      const inside = model.copy()
      for (let n = random.below(6); n > 0; n--) {
        const primaryKey = key(p, random.pick(numbers))
        writeToBoth(random, instance, inside, now, primaryKey, transactionId)
        expect(get(instance, primaryKey, { transactionId, now, maxVersions: 2 })).toEqual(
          inside.get(primaryKey, [], 2, undefined)
        )
        expect(get(instance, primaryKey, { now, maxVersions: 2 })).toEqual(model.get(primaryKey, [], 2, undefined))
        const [low, high] = [key(p, numbers[0]!), key(p, numbers.at(-1)!)]
        expect(range(instance, low, high, { transactionId, now }).rows).toEqual(
          inside.range(low, high, [], 1, undefined)
        )
        expect(range(instance, high, low, { transactionId, now, backward: true }).rows).toEqual(
          inside.range(high, low, [], 1, undefined)
        )
      }
      expect(refusalOf(() => put(instance, key(p, 0n), [], { now }))?.code).toBe("OTSRowOperationConflict")
      if (random.chance(0.5)) {
        commitTransaction(instance, transactionId, now)
        model = inside
      } else abortTransaction(instance, transactionId, now)
      const primaryKey = key(p, random.pick(numbers))
      expect(get(instance, primaryKey, { now })).toEqual(model.get(primaryKey, [], 1, undefined))
    }
  })
})
