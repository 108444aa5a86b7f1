/**
 * Time series rows as FlatBuffers, the form in which PutTimeseriesData carries them.
 *
 * Source: Tablestore, PutTimeseriesData, payload in FlatBuffers.
 */
import { crc32c } from "../format/crc32c.ts"
import { FlatBufferReader, type FlatVector } from "../format/FlatBufferReader.ts"
import { type FlatTable, type FlatValue, writeFlatBuffer } from "../format/flatBufferWriter.ts"
import { FlatBufferError } from "../format/formatErrors.ts"
import type { ColumnValue } from "../format/rowValue.ts"
import { type Pairs, sortedPairs, textOfPairs } from "./timeseriesKey.ts"
import type { TimeseriesRow } from "./timeseriesRow.ts"

/** Type numbers of the payload, which are those of SQL results. */
const typeOf = (value: ColumnValue): number => {
  switch (typeof value) {
    case "bigint":
      return 1
    case "boolean":
      return 2
    case "number":
      return 3
    case "string":
      return 4
    default:
      return 5
  }
}

interface SortedRow {
  readonly row: TimeseriesRow
  /** In the order of the names of the fields. */
  readonly values: ReadonlyArray<ColumnValue>
}

/** Rows of one measurement with the same fields of the same types. */
interface Group {
  readonly measurement: string
  /** Sorted, so that rows with the same fields meet. */
  readonly names: ReadonlyArray<string>
  readonly types: ReadonlyArray<number>
  readonly rows: Array<SortedRow>
}

const groupRows = (rows: ReadonlyArray<TimeseriesRow>): ReadonlyArray<Group> => {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const { measurement } = row.key
    const names = Object.keys(row.fields).sort()
    const values = names.map((name) => row.fields[name]!)
    const types = values.map(typeOf)
    const id = JSON.stringify([measurement, names, types])
    const group = groups.get(id)
    if (group === undefined) groups.set(id, { measurement, names, types, rows: [{ row, values }] })
    else group.rows.push({ row, values })
  }
  return [...groups.values()]
}

/** Values by type: within a type in the order of the fields. */
const valuesTable = (values: ReadonlyArray<ColumnValue>, types: ReadonlyArray<number>): FlatTable => {
  const ofType = <A>(type: number): Array<A> =>
    values.filter((_, index) => types[index] === type) as unknown as Array<A>
  const unlessEmpty = (value: FlatValue & { readonly value: ReadonlyArray<unknown> }): FlatValue | undefined =>
    value.value.length === 0 ? undefined : value
  return [
    unlessEmpty({ kind: "int64s", value: ofType<bigint>(1) }),
    unlessEmpty({ kind: "bools", value: ofType<boolean>(2) }),
    unlessEmpty({ kind: "float64s", value: ofType<number>(3) }),
    unlessEmpty({ kind: "strings", value: ofType<string>(4) }),
    unlessEmpty({ kind: "tables", value: ofType<Uint8Array>(5).map((value): FlatTable => [{ kind: "bytes", value }]) })
  ]
}

const rowTable = ({ row, values }: SortedRow, types: ReadonlyArray<number>): FlatTable => {
  const tags = sortedPairs(row.key.tags)
  return [
    { kind: "string", value: row.key.source },
    { kind: "string", value: textOfPairs(tags) },
    { kind: "int64", value: row.time },
    { kind: "table", value: valuesTable(values, types) },
    { kind: "uint32", value: 0 },
    {
      kind: "tables",
      value: tags.map(
        ([name, value]): FlatTable => [
          { kind: "string", value: name },
          { kind: "string", value }
        ]
      )
    }
  ]
}

/** Rows and the checksum that goes with them. */
export interface EncodedTimeseriesRows {
  readonly bytes: Uint8Array
  /** CRC-32C of the bytes, as the signed 32-bit integer that the message carries. */
  readonly crc32c: number
}

/** Encodes rows. Throws `WireValueError`. */
export const encodeTimeseriesRows = (rows: ReadonlyArray<TimeseriesRow>): EncodedTimeseriesRows => {
  const bytes = writeFlatBuffer([
    {
      kind: "tables",
      value: groupRows(rows).map(
        (group): FlatTable => [
          { kind: "string", value: group.measurement },
          { kind: "strings", value: group.names },
          { kind: "int8s", value: group.types },
          { kind: "tables", value: group.rows.map((row) => rowTable(row, group.types)) }
        ]
      )
    }
  ])
  return { bytes, crc32c: crc32c(bytes) | 0 }
}

const nothing = { start: 0, length: 0 }

/** Tags out of the list, or out of the text of clients that send no list. */
const tagsOf = (reader: FlatBufferReader, table: number): Pairs => {
  const list = reader.vector(table, 5, 4)
  if (list !== undefined) {
    return Object.fromEntries(
      Array.from({ length: list.length }, (_, index) => {
        const tag = reader.tableOf(list, index)
        return [reader.string(tag, 0) ?? "", reader.string(tag, 1) ?? ""] as const
      })
    )
  }
  const text = reader.string(table, 1) ?? "[]"
  const items = text.match(/^\[(?:"(.*)")?\]$/s)
  if (items === null) throw reader.fail(table, 'tags as ["name=value",...]', JSON.stringify(text.slice(0, 80)))
  if (items[1] === undefined) return {}
  return Object.fromEntries(
    items[1].split('","').map((item) => {
      const at = item.indexOf("=")
      return at < 0 ? [item, ""] : [item.slice(0, at), item.slice(at + 1)]
    })
  )
}

/** The values of a row by type number; each vector is read once. */
const vectorsOf = (reader: FlatBufferReader, values: number | undefined): ReadonlyArray<FlatVector | undefined> =>
  values === undefined
    ? []
    : [
        undefined,
        reader.vector(values, 0, 8),
        reader.vector(values, 1, 1),
        reader.vector(values, 2, 8),
        reader.vector(values, 3, 4),
        reader.vector(values, 4, 4)
      ]

const valueAt = (reader: FlatBufferReader, vector: FlatVector, type: number, index: number): ColumnValue => {
  switch (type) {
    case 1:
      return reader.int64Of(vector, index)
    case 2:
      return reader.booleanOf(vector, index)
    case 3:
      return reader.float64Of(vector, index)
    case 4:
      return reader.textOf(vector, index)
    default:
      return reader.blob(reader.tableOf(vector, index), 0)
  }
}

/** Decodes rows, group by group. Throws `FlatBufferError`. */
export const decodeTimeseriesRows = (bytes: Uint8Array): ReadonlyArray<TimeseriesRow> => {
  const reader = new FlatBufferReader(bytes)
  const groups = reader.vector(reader.root(), 0, 4) ?? nothing
  const rows: Array<TimeseriesRow> = []
  for (let index = 0; index < groups.length; index++) {
    const group = reader.tableOf(groups, index)
    const measurement = reader.string(group, 0) ?? ""
    const names = reader.vector(group, 1, 4) ?? nothing
    const types = reader.vector(group, 2, 1) ?? nothing
    const list = reader.vector(group, 3, 4) ?? nothing
    for (let row = 0; row < list.length; row++) {
      const table = reader.tableOf(list, row)
      const values = reader.table(table, 3)
      const vectors = vectorsOf(reader, values)
      const next = [0, 0, 0, 0, 0, 0]
      const fields: Array<readonly [string, ColumnValue]> = []
      for (let field = 0; field < names.length; field++) {
        const type = reader.int8Of(types, field)
        const vector = vectors[type]
        if (vector === undefined) throw reader.fail(table, "a field type from 1 to 5 and its values", String(type))
        fields.push([reader.textOf(names, field), valueAt(reader, vector, type, next[type]!++)])
      }
      rows.push({
        key: { measurement, source: reader.string(table, 0) ?? "", tags: tagsOf(reader, table) },
        time: reader.int64(table, 2),
        fields: Object.fromEntries(fields)
      })
    }
  }
  return rows
}

/** Checks bytes against the checksum that came with them. Throws `FlatBufferError`. */
export const checkTimeseriesRows = ({ bytes, crc32c: given }: EncodedTimeseriesRows): void => {
  const sum = crc32c(bytes) | 0
  if (sum !== given)
    throw new FlatBufferError({ offset: 0, expected: `CRC-32C ${sum} of the rows`, found: String(given) })
}
