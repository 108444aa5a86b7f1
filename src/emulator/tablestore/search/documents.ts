/** Rows as a search index sees them: typed values by the path of their field. Source: Tablestore, search index fields. */
import type { ColumnValue } from "../../../schema/tablestore/format/rowValue.ts"
import type { IndexField, IndexSchema } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import type { GeoPoint } from "../../../schema/tablestore/search/searchQuery.ts"
import { compareKeys } from "../../Store.ts"
import type { StoredRow } from "../engine/model.ts"
import { parameterInvalid } from "../refusals.ts"
import { parseDate } from "./dates.ts"
import { parsePoint } from "./geo.ts"

/** A value of a field. DATE is milliseconds. */
export type FieldValue = bigint | number | boolean | string | GeoPoint | ReadonlyArray<number>

/** Values that have an order. */
export type Scalar = bigint | number | boolean | string

/** A row, or one nested document of it. */
export interface Document {
  readonly values: ReadonlyMap<string, ReadonlyArray<FieldValue>>
  /** Nested documents by the path of their field. */
  readonly nested: ReadonlyMap<string, ReadonlyArray<Document>>
}

/** A row with its document. */
export interface IndexedRow {
  readonly key: string
  readonly row: StoredRow
  readonly document: Document
}

/** The score of a document by a query; absent when it does not match. */
export type Test = (document: Document) => number | undefined

export const isScalar = (value: FieldValue): value is Scalar => typeof value !== "object"

export const isPoint = (value: FieldValue): value is GeoPoint => typeof value === "object" && !Array.isArray(value)

/** Compares scalars; numbers of both kinds compare with each other. */
export const compareScalars = (left: Scalar, right: Scalar): number => {
  if (typeof left === "string" && typeof right === "string") return compareKeys(left, right)
  return left < right ? -1 : left > right ? 1 : 0
}

/** The documents under a field are documents of their own. */
export const isNested = ({ jsonType, type }: IndexField): boolean =>
  type === "nested" || (type === "json" && jsonType === "nested")

const fieldsBelow = (fields: ReadonlyArray<IndexField>, prefix: string): ReadonlyArray<readonly [string, IndexField]> =>
  fields.flatMap((field) => [
    [`${prefix}${field.name}`, field] as const,
    ...fieldsBelow(field.fields ?? [], `${prefix}${field.name}.`)
  ])

/** All fields of an index by their path. */
export const fieldPaths = (schema: IndexSchema): ReadonlyMap<string, IndexField> =>
  new Map(fieldsBelow(schema.fields, ""))

/** A field that must be there. */
export const fieldAt = (fields: ReadonlyMap<string, IndexField>, path: string): IndexField => {
  const field = fields.get(path)
  if (field === undefined) throw parameterInvalid(`The field '${path}' is not in the index.`)
  return field
}

const toInteger = (raw: unknown, lenient: boolean): bigint | undefined => {
  if (typeof raw === "bigint") return raw
  if (lenient && typeof raw === "number" && Number.isSafeInteger(raw)) return BigInt(raw)
  return lenient && typeof raw === "string" && /^-?\d{1,19}$/.test(raw) ? BigInt(raw) : undefined
}

const toNumber = (raw: unknown, lenient: boolean): number | undefined => {
  if (typeof raw === "number") return raw
  if (!lenient) return undefined
  const value = typeof raw === "bigint" ? Number(raw) : typeof raw === "string" && raw !== "" ? Number(raw) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

const toVector = (raw: unknown): ReadonlyArray<number> | undefined => {
  const list = typeof raw === "string" ? parseJson(raw) : raw
  return Array.isArray(list) && list.every((value) => typeof value === "number") ? list : undefined
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @param lenient Whether the value comes from JSON or of another field, and so may have a neighbouring type. */
const convert = (field: IndexField, raw: unknown, lenient: boolean): FieldValue | undefined => {
  switch (field.type) {
    case "long":
      return toInteger(raw, lenient)
    case "double":
      return toNumber(raw, lenient)
    case "boolean":
      return typeof raw === "boolean" ? raw : undefined
    case "date": {
      if (typeof raw === "string") return parseDate(raw, field.dateFormats)
      return typeof raw === "bigint" ? Number(raw) : lenient && typeof raw === "number" ? raw : undefined
    }
    case "geoPoint":
      return typeof raw === "string" ? parsePoint(raw) : undefined
    case "vector":
      return toVector(raw)
    case "keyword":
    case "text":
    case "fuzzyKeyword":
    case "ip":
      return typeof raw === "string" ? raw : lenient && typeof raw === "bigint" ? String(raw) : undefined
    default:
      return undefined
  }
}

/** Adds a raw value of a field, and of all fields below it. */
const add = (
  values: Map<string, ReadonlyArray<FieldValue>>,
  nested: Map<string, ReadonlyArray<Document>>,
  field: IndexField,
  path: string,
  raw: unknown,
  fromJson: boolean
): void => {
  if (raw === undefined || raw === null) return
  if (isNested(field) || field.type === "json") {
    const parsed = typeof raw === "string" ? parseJson(raw) : raw
    const objects = (Array.isArray(parsed) ? parsed : [parsed]).filter(
      (one): one is Record<string, unknown> => typeof one === "object" && one !== null && !Array.isArray(one)
    )
    if (isNested(field)) {
      nested.set(
        path,
        objects.map((one) => documentOf(field.fields ?? [], `${path}.`, (name) => one[name], true))
      )
      return
    }
    for (const one of objects) {
      for (const inner of field.fields ?? []) add(values, nested, inner, `${path}.${inner.name}`, one[inner.name], true)
    }
    return
  }
  const list = field.isArray === true && typeof raw === "string" ? parseJson(raw) : raw
  const isList = Array.isArray(list) && field.type !== "vector"
  const lenient = fromJson || isList || field.isVirtual === true
  const converted = (isList ? list : [list])
    .map((one: unknown) => convert(field, one, lenient))
    .filter((value) => value !== undefined)
  if (converted.length > 0) values.set(path, [...(values.get(path) ?? []), ...converted])
}

const documentOf = (
  fields: ReadonlyArray<IndexField>,
  prefix: string,
  rawOf: (name: string) => unknown,
  fromJson: boolean
): Document => {
  const values = new Map<string, ReadonlyArray<FieldValue>>()
  const nested = new Map<string, ReadonlyArray<Document>>()
  for (const field of fields) {
    const sources = field.isVirtual === true ? (field.sourceFields ?? []) : [field.name]
    for (const source of sources) add(values, nested, field, `${prefix}${field.name}`, rawOf(source), fromJson)
  }
  return { values, nested }
}

/** The newest value of a column of a row, key columns included. */
export const columnValue = (row: StoredRow, name: string): ColumnValue | undefined =>
  row.primaryKey.find((column) => column.name === name)?.value ?? row.cells.find((cell) => cell.name === name)?.value

/** A row as the index sees it. */
export const indexRow = (schema: IndexSchema, key: string, row: StoredRow): IndexedRow => ({
  key,
  row,
  document: documentOf(schema.fields, "", (name) => columnValue(row, name), false)
})

/** Values of a field, in the document itself or in all its nested ones. */
export const valuesBelow = (document: Document, path: string): ReadonlyArray<FieldValue> => {
  const own = document.values.get(path)
  if (own !== undefined) return own
  for (const [nestedPath, documents] of document.nested) {
    if (path.startsWith(`${nestedPath}.`)) return documents.flatMap((one) => valuesBelow(one, path))
  }
  return []
}
