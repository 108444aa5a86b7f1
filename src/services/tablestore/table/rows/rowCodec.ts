/**
 * Rows of a table between plain objects and what the service stores.
 */
import type * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { ClientError, InputIssue } from "../../../../schema/Errors.ts"
import type { AnySchema } from "../../../../schema/Fields.ts"
import {
  autoIncrement,
  type Cell,
  type ColumnValue,
  type PrimaryKey,
  type PrimaryKeyValue,
  type Row
} from "../../../../schema/tablestore/format/rowValue.ts"
import type { WrittenKey } from "../../../../schema/tablestore/row/rowFields.ts"
import type * as Definition from "../tableDefinition.ts"
import { type ColumnParser, decoder, encoder, setOwn } from "./columnParser.ts"
import { orUndecodable } from "./rowErrors.ts"
import { showKey, wrongAttributeValue, wrongKeyValue } from "./storedValue.ts"

type Issues = ReadonlyArray<InputIssue>
type Plain = Readonly<Record<string, unknown>>
type Encoded = Readonly<Record<string, ColumnValue>>
type Column = Definition.Column

/** A row to be written, encoded. */
export interface EncodedRow {
  readonly primaryKey: WrittenKey
  readonly columns: ReadonlyArray<Cell>
}

/** The codec of a table. Failures name the fields of what was given. */
export interface RowCodec {
  /** All columns of a key. */
  readonly encodeKey: (key: unknown) => Result.Result<PrimaryKey, Issues>
  /** The first columns of a key: how many, and their values. */
  readonly encodePrefix: (prefix: Plain) => Result.Result<PrimaryKey, Issues>
  /** A whole row; without a value of its auto-increment column the service picks one. */
  readonly encodeRow: (row: unknown) => Result.Result<EncodedRow, Issues>
  /** Some attribute columns. */
  readonly encodeAttributes: (attributes: unknown) => Result.Result<ReadonlyArray<Cell>, Issues>
  /** The value of one column. */
  readonly encodeValue: (column: Column, value: unknown) => Result.Result<ColumnValue, Issues>
  /** A stored row; only some of its attribute columns when they are named. */
  readonly decodeRow: (row: Row, columns?: ReadonlyArray<string>) => Result.Result<unknown, string>
  /** A stored key. */
  readonly decodeKey: (key: PrimaryKey) => Result.Result<unknown, string>
  /** The value of one column. */
  readonly decodeValue: (column: Column, value: ColumnValue, key: PrimaryKey) => Result.Result<unknown, string>
}

/** Encodes, and checks what no Schema knows: what the service takes. */
const encodeWith = (
  parse: ColumnParser,
  wrong: (value: ColumnValue) => string | undefined,
  given: unknown
): Result.Result<Encoded, Issues> => {
  const encoded = parse(given)
  if (Result.isFailure(encoded)) {
    return Result.fail(
      encoded.failure.map((issue) =>
        issue.message === "is not a parameter of this call"
          ? { ...issue, message: "is not a column of the table" }
          : issue
      )
    )
  }
  const record = encoded.success as Encoded
  const issues: Array<InputIssue> = []
  for (const name in record) {
    const message = wrong(record[name]!)
    if (message !== undefined) issues.push({ path: [name], message })
  }
  return issues.length > 0 ? Result.fail(issues) : Result.succeed(record)
}

const isGiven = (record: unknown, name: string): boolean =>
  typeof record === "object" && record !== null && Object.hasOwn(record, name) && (record as Plain)[name] !== undefined

const toKey = (columns: ReadonlyArray<Column>, record: Encoded): PrimaryKey =>
  columns.map(({ name }) => ({ name, value: record[name] as PrimaryKeyValue }))

const toCells = (columns: ReadonlyArray<Column>, record: Encoded): ReadonlyArray<Cell> => {
  const cells: Array<Cell> = []
  for (const { name } of columns) {
    if (Object.hasOwn(record, name)) cells.push({ name, value: record[name]! })
  }
  return cells
}

const showIssues = (issues: Issues, table: string, key: PrimaryKey): string =>
  issues
    .map(({ path, message, given }) => {
      const column = path.length === 0 ? "" : `, column ${path.join(".")}`
      const what = message === "is missing" ? "the column is missing" : message
      return `table ${table}, row ${showKey(key)}${column}: ${what}${given === undefined ? "" : `, is ${given}`}`
    })
    .join("; ")

const make = (table: Definition.Any): RowCodec => {
  const { tableName, keyColumns, attributeColumns } = table
  const all = [...keyColumns, ...attributeColumns]
  const auto = keyColumns.find((column) => column.autoIncrement)
  const byName = new Map(attributeColumns.map((column) => [column.name, column]))

  const prefixEncoders = Array.from({ length: keyColumns.length + 1 }, (_, length) =>
    encoder(keyColumns.slice(0, length))
  )
  const rowEncoder = encoder(all)
  const unnumberedRowEncoder = encoder(all.filter((column) => column !== auto))
  const optionalAttributes = encoder(
    attributeColumns.map((column) => ({ ...column, schema: Schema.optionalKey(column.schema as AnySchema) as any }))
  )
  const rowDecoder = decoder(all)
  const keyDecoder = decoder(keyColumns)
  const narrowDecoders = new Map<string, ColumnParser>()
  const values = new Map<Column, { readonly encode: ColumnParser; readonly decode: ColumnParser }>()

  const valueParsers = (column: Column) => {
    let parsers = values.get(column)
    if (parsers === undefined) {
      // Alone in a Struct, so that an optional column is taken as what it is when it is present.
      parsers = { encode: encoder([column]), decode: decoder([column]) }
      values.set(column, parsers)
    }
    return parsers
  }

  const narrowDecoder = (columns: ReadonlyArray<string>): ColumnParser => {
    const signature = columns.join(" ")
    let parse = narrowDecoders.get(signature)
    if (parse === undefined) {
      parse = decoder([...keyColumns, ...new Set(columns.map((name) => byName.get(name)!))])
      // Most programs read a few selections of columns; one that keeps making up new ones must not fill the memory.
      if (narrowDecoders.size < 64) narrowDecoders.set(signature, parse)
    }
    return parse
  }

  const decodeWith = (parse: ColumnParser, record: Plain, key: PrimaryKey): Result.Result<unknown, string> => {
    const decoded = parse(record)
    return Result.isFailure(decoded)
      ? Result.fail(showIssues(decoded.failure, tableName, key))
      : Result.succeed(decoded.success)
  }

  const keyRecord = (key: PrimaryKey): Record<string, unknown> => {
    const record: Record<string, unknown> = {}
    for (const { name, value } of key) setOwn(record, name, value)
    return record
  }

  return {
    encodeKey: (key) =>
      Result.map(encodeWith(prefixEncoders[keyColumns.length]!, wrongKeyValue, key), (record) =>
        toKey(keyColumns, record)
      ),

    encodePrefix: (prefix) => {
      const given = Object.keys(prefix).filter((name) => prefix[name] !== undefined)
      const unknown = given.find((name) => !keyColumns.some((column) => column.name === name))
      if (unknown !== undefined) return Result.fail([{ path: [unknown], message: "is not a key column of the table" }])
      const present = keyColumns.slice(0, given.length)
      const gap = present.find(({ name }) => !given.includes(name))
      if (gap !== undefined) {
        return Result.fail([{ path: [gap.name], message: "is missing: columns after it in the key are given" }])
      }
      const record = Object.fromEntries(given.map((name) => [name, prefix[name]]))
      return Result.map(encodeWith(prefixEncoders[given.length]!, wrongKeyValue, record), (encoded) =>
        toKey(present, encoded)
      )
    },

    encodeRow: (row) => {
      const unnumbered = auto !== undefined && !isGiven(row, auto.name)
      const encoded = encodeWith(unnumbered ? unnumberedRowEncoder : rowEncoder, wrongAttributeValue, row)
      if (Result.isFailure(encoded)) return Result.fail(encoded.failure)
      const record = encoded.success
      const issues: Array<InputIssue> = []
      const primaryKey = keyColumns.map((column) => {
        const { name } = column
        if (unnumbered && column === auto) return { name, value: autoIncrement }
        const value = record[name] as PrimaryKeyValue
        const message = wrongKeyValue(value)
        if (message !== undefined) issues.push({ path: [name], message })
        return { name, value }
      })
      if (issues.length > 0) return Result.fail(issues)
      return Result.succeed({ primaryKey, columns: toCells(attributeColumns, record) })
    },

    encodeAttributes: (attributes) =>
      Result.map(encodeWith(optionalAttributes, wrongAttributeValue, attributes), (record) =>
        toCells(attributeColumns, record)
      ),

    encodeValue: (column, value) => {
      const wrong = byName.get(column.name) === column ? wrongAttributeValue : wrongKeyValue
      return Result.map(
        encodeWith(valueParsers(column).encode, wrong, { [column.name]: value }),
        (record) => record[column.name]!
      )
    },

    decodeRow: (row, columns) => {
      const record = keyRecord(row.primaryKey)
      for (const { name, value } of row.columns) {
        // Of a column the newest version comes first.
        if (byName.has(name) && !Object.hasOwn(record, name)) setOwn(record, name, value)
      }
      return decodeWith(columns === undefined ? rowDecoder : narrowDecoder(columns), record, row.primaryKey)
    },

    decodeKey: (key) => decodeWith(keyDecoder, keyRecord(key), key),

    decodeValue: (column, value, key) =>
      Result.map(
        decodeWith(valueParsers(column).decode, { [column.name]: value }, key),
        (record) => (record as Plain)[column.name]
      )
  }
}

const codecs = /*#__PURE__*/ new WeakMap<Definition.Any, RowCodec>()

/** The codec of a table: made once. */
export const rowCodecOf = (table: Definition.Any): RowCodec => {
  let codec = codecs.get(table)
  if (codec === undefined) {
    codec = make(table)
    codecs.set(table, codec)
  }
  return codec
}

/**
 * Reads a raw row as a row of a table: one of a stream record, of an aggregation, or of another raw method.
 *
 * Fails with `ClientError` `UndecodableResponse`, which names the column and the key, when the row is not what the table
 * declares.
 */
export const decodeRow = <T extends Definition.Any>(
  table: T,
  row: Row
): Effect.Effect<Definition.Row<T>, ClientError> =>
  orUndecodable(rowCodecOf(table).decodeRow(row) as Result.Result<Definition.Row<T>, string>, "decodeRow")
