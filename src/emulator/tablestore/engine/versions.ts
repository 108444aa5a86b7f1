/** Versions of cells: which are kept, which are visible, and what a change makes of them. */
import type { CellChange, Timestamp } from "../../../schema/tablestore/format/rowValue.ts"
import { compareKeys } from "../../Store.ts"
import { parameterInvalid } from "../refusals.ts"
import type { Options, StoredCell, StoredRow } from "./model.ts"

/** Numbers and bigints compare, but do not subtract. */
const newestFirst = (left: Timestamp, right: Timestamp): number => (left > right ? -1 : left < right ? 1 : 0)

const inOrder = (left: StoredCell, right: StoredCell): number =>
  compareKeys(left.name, right.name) || newestFirst(left.timestamp, right.timestamp)

/** Whether cells in order hold no more than `count` versions of each column. */
const isTrimmed = (cells: ReadonlyArray<StoredCell>, count: number): boolean => {
  for (let i = count; i < cells.length; i++) if (cells[i]!.name === cells[i - count]!.name) return false
  return true
}

/** Of cells in order, those that keep `count` versions of each column. */
export const newest = (cells: ReadonlyArray<StoredCell>, count: number): ReadonlyArray<StoredCell> => {
  if (isTrimmed(cells, count)) return cells
  let name: string | undefined
  let seen = 0
  return cells.filter((cell) => {
    seen = cell.name === name ? seen + 1 : 1
    name = cell.name
    return seen <= count
  })
}

/** Oldest timestamp that is not expired, in milliseconds. */
export const expiryLimit = ({ timeToLive }: Options, nowMillis: number): number =>
  timeToLive === -1 ? Number.NEGATIVE_INFINITY : nowMillis - timeToLive * 1000

/**
 * The row as it is now, without expired cells; absent when it is expired as a whole.
 *
 * A row lives while one of its cells does; without cells, while its last write is not older than the time to live.
 */
export const visible = (row: StoredRow | undefined, options: Options, nowMillis: number): StoredRow | undefined => {
  if (row === undefined) return undefined
  const limit = expiryLimit(options, nowMillis)
  if (row.cells.length === 0) return row.writtenMillis < limit ? undefined : row
  const alive = row.cells.every(({ timestamp }) => timestamp >= limit)
    ? row.cells
    : row.cells.filter(({ timestamp }) => timestamp >= limit)
  return alive.length === 0 ? undefined : { ...row, cells: newest(alive, options.maxVersions) }
}

/** The versions of a column, newest first. */
export const versionsOf = (cells: ReadonlyArray<StoredCell>, name: string): ReadonlyArray<StoredCell> =>
  cells.filter((cell) => cell.name === name)

/** Cells by column and version, in the making. */
class Cells {
  private readonly columns = new Map<string, Map<Timestamp, StoredCell>>()

  constructor(cells: ReadonlyArray<StoredCell>) {
    for (const cell of cells) this.put(cell)
  }

  put(cell: StoredCell): void {
    const versions = this.columns.get(cell.name)
    if (versions === undefined) this.columns.set(cell.name, new Map([[cell.timestamp, cell]]))
    else versions.set(cell.timestamp, cell)
  }

  deleteVersion(name: string, timestamp: Timestamp): void {
    this.columns.get(name)?.delete(timestamp)
  }

  deleteColumn(name: string): void {
    this.columns.delete(name)
  }

  latest(name: string): StoredCell | undefined {
    return [...(this.columns.get(name)?.values() ?? [])].reduce<StoredCell | undefined>(
      (best, cell) => (best === undefined || cell.timestamp > best.timestamp ? cell : best),
      undefined
    )
  }

  finish(maxVersions: number): ReadonlyArray<StoredCell> {
    const all = [...this.columns.values()].flatMap((versions) => [...versions.values()])
    return newest(all.sort(inOrder), maxVersions)
  }
}

/** What a change does, with all timestamps and sums known: what streams tell. */
export interface Applied {
  readonly cells: ReadonlyArray<StoredCell>
  readonly effective: ReadonlyArray<CellChange>
}

const sum = (cell: StoredCell | undefined, by: bigint, name: string): bigint => {
  const operand = cell?.value ?? 0n
  if (typeof operand !== "bigint") throw parameterInvalid(`The column: '${name}' to increment is not an INTEGER.`)
  const result = operand + by
  if (BigInt.asIntN(64, result) !== result) throw parameterInvalid(`Increment of column: '${name}' overflows.`)
  return result
}

/** Cells of a row that is written anew, each column once: they need only be sorted. Absent when it is not so simple. */
const plainCells = (changes: ReadonlyArray<CellChange>, nowMillis: number): ReadonlyArray<StoredCell> | undefined => {
  const cells: Array<StoredCell> = []
  for (const { name, op, ...rest } of changes) {
    if (op !== undefined || !("value" in rest)) return undefined
    cells.push({ name, value: rest.value, timestamp: rest.timestamp ?? nowMillis })
  }
  cells.sort(inOrder)
  return isTrimmed(cells, 1) ? cells : undefined
}

/** Applies changes to the visible cells of a row, in the order of the request. */
export const applyChanges = (
  before: ReadonlyArray<StoredCell>,
  changes: ReadonlyArray<CellChange>,
  maxVersions: number,
  nowMillis: number
): Applied => {
  const plain = before.length === 0 ? plainCells(changes, nowMillis) : undefined
  if (plain !== undefined) return { cells: plain, effective: plain }
  const cells = new Cells(before)
  const effective = changes.map((change): CellChange => {
    switch (change.op) {
      case "deleteVersion":
        cells.deleteVersion(change.name, change.timestamp)
        return change
      case "deleteAllVersions":
        cells.deleteColumn(change.name)
        return change
      default: {
        const { name, timestamp = nowMillis } = change
        const value = change.op === "increment" ? sum(cells.latest(name), change.value, name) : change.value
        const cell: StoredCell = { name, value, timestamp }
        cells.put(cell)
        return cell
      }
    }
  })
  return { cells: cells.finish(maxVersions), effective }
}
