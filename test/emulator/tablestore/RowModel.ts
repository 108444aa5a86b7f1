/**
 * A second, naive implementation of a table's rows, to compare the emulator with: nested plain maps, and every question
 * answered by looking at everything.
 */

import type { CellChange, ColumnValue, PrimaryKey, Row } from "../../../src/schema/tablestore/format/rowValue.ts"
import type { ColumnFilter, Filter, RowFilter } from "../../../src/schema/tablestore/row/filter.ts"

type Versions = Record<number, ColumnValue>
interface ModelRow {
  readonly p: string
  readonly i: bigint
  columns: Record<string, Versions>
}

const bytesOf = (text: string): ReadonlyArray<number> => [...Buffer.from(text, "utf8")]

const compareText = (a: string, b: string): number => {
  const [x, y] = [bytesOf(a), bytesOf(b)]
  for (let n = 0; n < Math.min(x.length, y.length); n++) if (x[n] !== y[n]) return x[n]! - y[n]!
  return x.length - y.length
}

const partsOf = (key: PrimaryKey): readonly [string, bigint] => [key[0]!.value as string, key[1]!.value as bigint]

const compareRows = (a: ModelRow, b: ModelRow): number => compareText(a.p, b.p) || (a.i < b.i ? -1 : a.i > b.i ? 1 : 0)

const versionsDescending = (versions: Versions): ReadonlyArray<readonly [number, ColumnValue]> =>
  Object.entries(versions)
    .map(([timestamp, value]) => [Number(timestamp), value] as const)
    .sort((a, b) => b[0] - a[0])

const compareColumn = (filter: ColumnFilter, value: ColumnValue): boolean => {
  const wanted = filter.value!
  if (typeof value !== typeof wanted) return filter.comparator === "notEqual"
  const order =
    typeof value === "string" ? compareText(value, wanted as string) : value < wanted ? -1 : value > wanted ? 1 : 0
  const answers: Record<string, boolean> = {
    equal: order === 0,
    notEqual: order !== 0,
    greaterThan: order > 0,
    greaterThanOrEqual: order >= 0,
    lessThan: order < 0,
    lessThanOrEqual: order <= 0
  }
  return answers[filter.comparator]!
}

const passes = (filter: RowFilter, columns: Record<string, Versions>): boolean => {
  if (filter._tag === "CompositeFilter") {
    const results = filter.filters.map((one) => passes(one, columns))
    if (filter.operator === "not") return !results[0]
    return filter.operator === "and" ? !results.includes(false) : results.includes(true)
  }
  const versions = versionsDescending(columns[filter.column] ?? {})
  if (filter.comparator === "exists") return versions.length > 0
  if (filter.comparator === "notExists") return versions.length === 0
  if (versions.length === 0) return filter.passIfMissing
  const compared = filter.latestVersionOnly ? versions.slice(0, 1) : versions
  return compared.some(([, value]) => compareColumn(filter, value))
}

export class RowModel {
  rows: Array<ModelRow> = []
  private readonly maxVersions: number

  constructor(maxVersions: number) {
    this.maxVersions = maxVersions
  }

  private find(key: PrimaryKey): ModelRow | undefined {
    const [p, i] = partsOf(key)
    return this.rows.find((row) => row.p === p && row.i === i)
  }

  copy(): RowModel {
    const other = new RowModel(this.maxVersions)
    other.rows = structuredClone(this.rows)
    return other
  }

  meets(key: PrimaryKey, existence: "ignore" | "expectExist" | "expectNotExist", filter?: RowFilter): boolean {
    const row = this.find(key)
    if (existence === "expectExist" && row === undefined) return false
    if (existence === "expectNotExist" && row !== undefined) return false
    return filter === undefined || passes(filter, row?.columns ?? {})
  }

  delete(key: PrimaryKey): void {
    const row = this.find(key)
    this.rows = this.rows.filter((other) => other !== row)
  }

  /** `false` when the change makes no sense; nothing is changed then. */
  change(key: PrimaryKey, changes: ReadonlyArray<CellChange>, replace: boolean, now: number): boolean {
    const [p, i] = partsOf(key)
    const columns = structuredClone(replace ? {} : (this.find(key)?.columns ?? {}))
    for (const change of changes) {
      const versions = columns[change.name] ?? {}
      columns[change.name] = versions
      if (change.op === "deleteAllVersions") delete columns[change.name]
      else if (change.op === "deleteVersion") delete versions[Number(change.timestamp)]
      else if (change.op === "increment") {
        const [newest] = versionsDescending(versions)
        if (newest !== undefined && typeof newest[1] !== "bigint") return false
        versions[now] = ((newest?.[1] as bigint | undefined) ?? 0n) + change.value
      } else versions[Number(change.timestamp ?? now)] = change.value
    }
    for (const [name, versions] of Object.entries(columns)) {
      const kept = versionsDescending(versions).slice(0, this.maxVersions)
      if (kept.length === 0) delete columns[name]
      else columns[name] = Object.fromEntries(kept)
    }
    const onlyDeletes = changes.every(({ op }) => op === "deleteAllVersions" || op === "deleteVersion")
    if (!replace && this.find(key) === undefined && onlyDeletes) return true
    this.delete(key)
    this.rows.push({ p, i, columns })
    return true
  }

  private view(
    row: ModelRow,
    names: ReadonlyArray<string>,
    maxVersions: number,
    filter: Filter | undefined
  ): Row | undefined {
    const chosen = Object.fromEntries(
      Object.entries(row.columns)
        .filter(([name]) => names.length === 0 || names.includes(name))
        .map(([name, versions]) => [name, Object.fromEntries(versionsDescending(versions).slice(0, maxVersions))])
    )
    if (names.length > 0 && Object.keys(chosen).length === 0) return undefined
    let shown = Object.keys(chosen).sort(compareText)
    if (filter?._tag === "PaginationFilter") shown = shown.slice(filter.offset, filter.offset + filter.limit)
    else if (filter !== undefined && !passes(filter, chosen)) return undefined
    return {
      primaryKey: [
        { name: "p", value: row.p },
        { name: "i", value: row.i }
      ],
      columns: shown.flatMap((name) =>
        versionsDescending(chosen[name]!).map(([timestamp, value]) => ({ name, value, timestamp }))
      )
    }
  }

  get(key: PrimaryKey, names: ReadonlyArray<string>, maxVersions: number, filter: Filter | undefined): Row | undefined {
    const row = this.find(key)
    return row === undefined ? undefined : this.view(row, names, maxVersions, filter)
  }

  /** All rows from a key on, up to but without another; in descending order when that comes first. */
  range(
    from: PrimaryKey,
    to: PrimaryKey,
    names: ReadonlyArray<string>,
    maxVersions: number,
    filter: Filter | undefined
  ): ReadonlyArray<Row> {
    const [a, b] = [from, to].map((key) => {
      const [p, i] = partsOf(key)
      return { p, i, columns: {} }
    }) as [ModelRow, ModelRow]
    const forward = compareRows(a, b) < 0
    const inside = this.rows.filter((row) =>
      forward
        ? compareRows(row, a) >= 0 && compareRows(row, b) < 0
        : compareRows(row, a) <= 0 && compareRows(row, b) > 0
    )
    inside.sort((x, y) => (forward ? compareRows(x, y) : compareRows(y, x)))
    return inside.flatMap((row) => this.view(row, names, maxVersions, filter) ?? [])
  }
}
