/**
 * The declaration of a table, and the types of its rows.
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type { ColumnValue, PrimaryKeyValue } from "../../../schema/tablestore/format/rowValue.ts"
import { namePattern, tableLimits } from "../../../schema/tablestore/limits.ts"
import { type ColumnType, columnTypeOfSchema } from "./columnType.ts"

/** The Schema of a key column: it encodes to a string, a `bigint` (INTEGER) or bytes. */
export type KeySchema = Schema.ConstraintCodec<unknown, PrimaryKeyValue> & Required

/** The Schema of an attribute column: it encodes to what the service stores. Optional where it may be absent. */
export type AttributeSchema = Schema.ConstraintCodec<unknown, ColumnValue>

interface Required {
  readonly "~type.optionality": "required"
  readonly "~encoded.optionality": "required"
}

/** A key column whose value the service picks. */
export interface AutoIncrement<S extends Schema.ConstraintCodec<unknown, bigint> & Required> {
  readonly _tag: "AutoIncrementColumn"
  readonly schema: S
}

/** Key columns by name, in the order of the key. */
export interface KeyColumns {
  readonly [column: string]: KeySchema | AutoIncrement<any>
}

/** Attribute columns by name. */
export interface AttributeColumns {
  readonly [column: string]: AttributeSchema
}

/** Attribute columns as a program may try to declare them: with those that encode to nothing, which get a hint. */
interface DeclaredColumns {
  readonly [column: string]: Schema.ConstraintCodec<unknown, ColumnValue | null | undefined>
}

/** What the compiler says of a column that encodes to null or undefined. */
type InsteadOfNothing =
  "Tablestore stores neither null nor undefined: write Schema.optionalKey(...), or Schema.OptionFromOptionalKey(...) for an Option"

// Without names A is what is left of columns of which another one is wrong.
type HintsOf<A extends DeclaredColumns> = string extends keyof A
  ? unknown
  : {
      readonly [C in keyof A]: null extends A[C]["Encoded"]
        ? InsteadOfNothing
        : undefined extends A[C]["Encoded"]
          ? InsteadOfNothing
          : unknown
    }

type SchemasOf<K extends KeyColumns> = {
  readonly [C in keyof K]: K[C] extends AutoIncrement<infer S> ? S : K[C] extends KeySchema ? K[C] : never
}

type AutoIncrementNames<K extends KeyColumns> = {
  [C in keyof K]: K[C] extends AutoIncrement<any> ? C : never
}[keyof K]

type Flat<A> = { [P in keyof A]: A[P] } & {}

type RowOf<K extends KeyColumns, A extends DeclaredColumns> = Flat<
  Schema.Struct.Type<SchemasOf<K>> & Schema.Struct.Type<{ readonly [C in keyof A]: A[C] }>
>

/** A column, as far as its Schema tells. */
export interface Column {
  readonly name: string
  readonly schema: AttributeSchema
  /** What the service stores; absent for a Schema that encodes to several types. */
  readonly type: ColumnType | undefined
  /** Whether stored rows may lack it. */
  readonly optional: boolean
  readonly autoIncrement: boolean
}

/**
 * The definition of a table. As a type, a class that extends it is a row: `const total = (order: Orders) => order.total`.
 */
export interface Table<Name extends string, K extends KeyColumns, A extends DeclaredColumns> {
  /** Rows are plain objects: there is nothing to construct. */
  new (_: never): RowOf<K, A>
  /** Name of the table. */
  readonly tableName: Name
  /** Key columns as they were declared. */
  readonly primaryKey: K
  /** Attribute columns as they were declared. */
  readonly attributes: A
  /** The key columns, in the order of the key. */
  readonly keyColumns: ReadonlyArray<Column>
  /** The attribute columns, in the order of the declaration. */
  readonly attributeColumns: ReadonlyArray<Column>
}

/** Any table. */
export type Any = Table<string, any, any>

type KeysOf<T extends Any> = T["primaryKey"]
type AttributesOf<T extends Any> = T["attributes"]

/** Names of the key columns. */
export type KeyName<T extends Any> = Extract<keyof KeysOf<T>, string>
/** Names of the attribute columns. */
export type AttributeName<T extends Any> = Extract<keyof AttributesOf<T>, string>
/** Names of the attribute columns that a row may lack. */
export type OptionalName<T extends Any> = {
  [C in AttributeName<T>]: AttributesOf<T>[C] extends { readonly "~encoded.optionality": "optional" } ? C : never
}[AttributeName<T>]
/** Names of the attribute columns that are stored as INTEGER. */
export type IntegerName<T extends Any> = {
  [C in AttributeName<T>]: [AttributesOf<T>[C]["Encoded"]] extends [bigint] ? C : never
}[AttributeName<T>]

/** A row, its key columns included. */
export type Row<T extends Any> = RowOf<KeysOf<T>, AttributesOf<T>>
/** A row of which only some attribute columns were read. The key columns always come along. */
export type NarrowRow<T extends Any, C extends AttributeName<T>> = Flat<
  Schema.Struct.Type<SchemasOf<KeysOf<T>>> & Schema.Struct.Type<Pick<AttributesOf<T>, C>>
>
/** Some attribute columns. */
export type Attributes<T extends Any, C extends AttributeName<T> = AttributeName<T>> = Flat<
  Schema.Struct.Type<Pick<AttributesOf<T>, C>>
>
/** A key: all key columns. */
export type Key<T extends Any> = Flat<Schema.Struct.Type<SchemasOf<KeysOf<T>>>>
/** A row to be put. Without a value for the auto-increment column the service picks one. */
export type PutRow<T extends Any> = [AutoIncrementNames<KeysOf<T>>] extends [never]
  ? Row<T>
  : Flat<
      Omit<Row<T>, AutoIncrementNames<KeysOf<T>>> & Partial<Pick<Row<T>, AutoIncrementNames<KeysOf<T>> & keyof Row<T>>>
    >

/** The values of one column. */
export type ValueOf<T extends Any, C extends AttributeName<T> | KeyName<T>> =
  C extends AttributeName<T>
    ? AttributesOf<T>[C]["Type"]
    : C extends KeyName<T>
      ? SchemasOf<KeysOf<T>>[C]["Type"]
      : never

/** A key column whose value the service picks, of any Schema of an INTEGER. */
export const autoIncrementAs = <S extends Schema.ConstraintCodec<unknown, bigint> & Required>(
  schema: S
): AutoIncrement<S> => ({ _tag: "AutoIncrementColumn", schema })

/**
 * A key column whose value the service picks when a row is put: unique and growing among the rows of the same first key
 * column. One per table, and not the first column. It is read as `bigint`.
 */
export const autoIncrement: AutoIncrement<Schema.BigInt> = /*#__PURE__*/ autoIncrementAs(Schema.BigInt)

const SafeInteger = /*#__PURE__*/ Schema.BigInt.check(
  /*#__PURE__*/ Schema.makeFilter((value: bigint) =>
    Number.isSafeInteger(Number(value)) ? true : "must be within 2^53 - 1: Schema.BigInt reads larger integers"
  )
)

/**
 * An INTEGER that is read and written as a safe number. A stored value beyond 2^53 - 1 fails to decode; use
 * `Schema.BigInt` where such values are expected.
 */
export const integer: Schema.decodeTo<Schema.Int, Schema.BigInt> = /*#__PURE__*/ SafeInteger.pipe(
  Schema.decodeTo(Schema.Int, SchemaTransformation.transform<number, bigint>({ decode: Number, encode: BigInt }))
)

/** The furthest a `Date` reaches from 1970, in milliseconds. */
const maxTimeMillis = 8_640_000_000_000_000n

const TimeMillis = /*#__PURE__*/ Schema.BigInt.check(
  /*#__PURE__*/ Schema.makeFilter((millis: bigint) =>
    millis >= -maxTimeMillis && millis <= maxTimeMillis ? true : "must be a time in milliseconds since 1970"
  )
)

/** A point in time, stored as INTEGER: milliseconds since 1970. */
export const timestamp: Schema.decodeTo<Schema.DateTimeUtc, Schema.BigInt> = /*#__PURE__*/ TimeMillis.pipe(
  Schema.decodeTo(
    Schema.DateTimeUtc,
    SchemaTransformation.transform<DateTime.Utc, bigint>({
      decode: (millis) => DateTime.makeUnsafe(Number(millis)),
      encode: (time) => BigInt(Math.trunc(DateTime.toEpochMillis(time)))
    })
  )
)

const isAutoIncrement = (column: KeySchema | AutoIncrement<any>): column is AutoIncrement<any> =>
  "_tag" in column && column._tag === "AutoIncrementColumn"

/** What a definition gets wrong can only be mended in the program: it throws. */
const refuse = (table: string, message: string): never => {
  throw new Error(`Table ${JSON.stringify(table)}: ${message}`)
}

const checkName = (table: string, what: string, name: string): void => {
  if (!namePattern.test(name)) {
    refuse(
      table,
      `${what} ${JSON.stringify(name)} must be 1 to 255 letters, digits and underscores, not starting with a digit`
    )
  }
}

const columnOf = (
  table: string,
  name: string,
  schema: AttributeSchema,
  { isKey, autoIncrement }: { readonly isKey: boolean; readonly autoIncrement: boolean }
): Column => {
  checkName(table, "the name of column", name)
  const found = columnTypeOfSchema(schema, isKey)
  if ("wrong" in found) return refuse(table, `column ${JSON.stringify(name)}: ${found.wrong}`)
  const { type } = found
  return { name, schema, type, optional: SchemaAST.isOptional(SchemaAST.toEncoded(schema.ast)), autoIncrement }
}

const keyTypes: ReadonlySet<ColumnType | undefined> = /*#__PURE__*/ new Set<ColumnType>(["string", "integer", "binary"])

const keyColumnsOf = (table: string, primaryKey: KeyColumns): ReadonlyArray<Column> => {
  const columns = Object.entries(primaryKey).map(([name, column]) =>
    isAutoIncrement(column)
      ? columnOf(table, name, column.schema, { isKey: true, autoIncrement: true })
      : columnOf(table, name, column, { isKey: true, autoIncrement: false })
  )
  if (columns.length < 1 || columns.length > tableLimits.primaryKeyColumns) {
    refuse(table, `the primary key must have 1 to ${tableLimits.primaryKeyColumns} columns, not ${columns.length}`)
  }
  for (const { name, type } of columns) {
    if (!keyTypes.has(type)) {
      refuse(table, `key column ${JSON.stringify(name)} must encode to one of string, bigint (INTEGER) and Uint8Array`)
    }
  }
  if (columns[0]!.autoIncrement) {
    refuse(table, `the first key column ${JSON.stringify(columns[0]!.name)} cannot be an auto-increment column`)
  }
  if (columns.filter(({ autoIncrement }) => autoIncrement).length > 1) {
    refuse(table, "only one key column can be an auto-increment column")
  }
  return columns
}

/**
 * Declares a table.
 *
 * Key columns are taken in the order they are written. An attribute column that rows may lack is
 * `Schema.optionalKey(...)`, or `Schema.OptionFromOptionalKey(...)` when it is to be read as an `Option`. A Schema decides
 * what is stored by its encoded side: `string` is STRING, `number` DOUBLE, `boolean` BOOLEAN, `bigint` INTEGER and
 * `Uint8Array` BINARY.
 *
 * Throws when the definition cannot work: a name that the service refuses, no or more than 4 key columns, an
 * auto-increment column in front, `Schema.Int`, which would be stored as DOUBLE, or null and undefined, which are not
 * stored at all.
 *
 * @param name name of the table
 */
export const make = <const Name extends string, const K extends KeyColumns, const A extends DeclaredColumns>(
  name: Name,
  definition: { readonly primaryKey: K; readonly attributes: A & HintsOf<A> }
): Table<Name, K, A> => {
  checkName(name, "the name of table", name)
  const keyColumns = keyColumnsOf(name, definition.primaryKey)
  const attributeColumns = Object.entries(definition.attributes as AttributeColumns).map(([column, schema]) =>
    columnOf(name, column, schema, { isKey: false, autoIncrement: false })
  )
  for (const column of attributeColumns) {
    if (keyColumns.some((key) => key.name === column.name)) {
      refuse(name, `column ${JSON.stringify(column.name)} is declared as key column and as attribute column`)
    }
  }
  // A class of its own, so that one can extend it.
  return Object.assign(class {}, {
    tableName: name,
    primaryKey: definition.primaryKey,
    attributes: definition.attributes,
    keyColumns,
    attributeColumns
  }) as never
}
