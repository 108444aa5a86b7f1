/**
 * Makes the methods of one table.
 */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Result from "effect/Result"
import type { ClientError } from "../../../schema/Errors.ts"
import type { PrimaryKey, Row } from "../../../schema/tablestore/format/rowValue.ts"
import type { ReadRow } from "./reads/lookups.ts"
import { type ReadOptions, selectionIdentity, toSelection } from "./reads/rowSelection.ts"
import { makeRange } from "./reads/tableRange.ts"
import { makeSearch } from "./reads/tableSearch.ts"
import { rowCodecOf } from "./rows/rowCodec.ts"
import { checked, orThrow, orUndecodable, undecodable } from "./rows/rowErrors.ts"
import type { RowMethods, TablestoreFailure } from "./rows/rowMethods.ts"
import { type Change, cellsOf, updateCondition } from "./rows/rowUpdate.ts"
import { keyIdentity } from "./rows/storedValue.ts"
import { toCondition } from "./rows/typedFilter.ts"
import type { Get, TableHandle, UpdateOptions, Version, VersionOptions } from "./TableHandle.ts"
import { createTableInput } from "./tableCreation.ts"
import type * as Definition from "./tableDefinition.ts"

/** What a handle is made of. */
export interface HandleOptions {
  readonly rows: RowMethods
  readonly readRow: ReadRow
}

const transaction = (options: { readonly transactionId?: string | undefined } | undefined) =>
  options?.transactionId === undefined ? {} : { transactionId: options.transactionId }

const maxVersionsOfAll = 2 ** 31 - 1

/** The handle of a table. */
export const makeTableHandle = <T extends Definition.Any>(
  table: T,
  { rows, readRow }: HandleOptions
): TableHandle<T> => {
  const { tableName, keyColumns } = table
  const codec = rowCodecOf(table)
  const attributes = new Map(table.attributeColumns.map((column) => [column.name, column]))
  const hasAutoIncrement = keyColumns.some(({ autoIncrement }) => autoIncrement)
  const everything = toSelection(table, {}, "getRow")
  const everythingIdentity = selectionIdentity(everything.selection)

  const get = (key: Definition.Key<T>, given?: unknown): Effect.Effect<Option.Option<any>, TablestoreFailure> =>
    checked(() => {
      // As callback of `Effect.forEach` it gets the index of the key as well.
      const options = typeof given === "object" && given !== null ? (given as ReadOptions<T, any>) : undefined
      const primaryKey = orThrow(codec.encodeKey(key), "getRow", "key")
      const { selection, columns } = options === undefined ? everything : toSelection(table, options, "getRow")
      const read =
        options?.transactionId === undefined
          ? readRow({
              tableName,
              primaryKey,
              identity: keyIdentity(primaryKey)!,
              selection,
              selectionIdentity: options === undefined ? everythingIdentity : selectionIdentity(selection)
            })
          : Effect.map(
              rows.getRow({ tableName, primaryKey, ...selection, transactionId: options.transactionId }),
              ({ row }) => row
            )
      return Effect.flatMap(read, (row) =>
        row === undefined ? Effect.succeedNone : Effect.asSome(orUndecodable(codec.decodeRow(row, columns), "getRow"))
      )
    })

  const put: TableHandle<T>["put"] = (row, options) =>
    checked(() => {
      const { primaryKey, columns } = orThrow(codec.encodeRow(row), "putRow", "row")
      const condition = toCondition(table, options?.condition, "putRow")
      const stored = rows.putRow({
        tableName,
        primaryKey,
        columns,
        condition,
        ...transaction(options),
        ...(hasAutoIncrement ? { returnContent: { returnType: "primaryKey" as const } } : {})
      })
      return Effect.flatMap(stored, (answer) => {
        const key = hasAutoIncrement ? answer.row?.primaryKey : (primaryKey as PrimaryKey)
        return key === undefined
          ? Effect.fail(undecodable("putRow", `table ${tableName}: the answer lacks the key of the stored row`))
          : orUndecodable(codec.decodeKey(key) as Result.Result<Definition.Key<T>, string>, "putRow")
      })
    })

  const changed = (row: Row | undefined, key: PrimaryKey, names: ReadonlyArray<string>) => {
    if (row === undefined) {
      return Effect.fail(undecodable("updateRow", `table ${tableName}: the answer lacks the changed columns`))
    }
    // Whether the answer holds the key is not documented; it is known anyway.
    const decoded = codec.decodeRow({ primaryKey: key, columns: row.columns }, names)
    return Effect.map(orUndecodable(decoded, "updateRow"), (record) =>
      Object.fromEntries(
        Object.entries(record as Readonly<Record<string, unknown>>).filter(([name]) => attributes.has(name))
      )
    )
  }

  const update = (
    key: Definition.Key<T>,
    change: Change<T>,
    options?: UpdateOptions<T, Definition.AttributeName<T>>
  ): Effect.Effect<any, TablestoreFailure> =>
    checked(() => {
      const primaryKey = orThrow(codec.encodeKey(key), "updateRow", "key")
      const columns = cellsOf(table, codec, change)
      const { returnColumns } = options ?? {}
      const updated = rows.updateRow({
        tableName,
        primaryKey,
        columns,
        condition: updateCondition(table, columns, options?.condition),
        ...transaction(options),
        ...(returnColumns === undefined
          ? {}
          : { returnContent: { returnType: "afterModify" as const, returnColumnNames: returnColumns } })
      })
      return returnColumns === undefined
        ? Effect.asVoid(updated)
        : Effect.flatMap(updated, ({ row }) => changed(row, primaryKey, returnColumns))
    })

  const remove: TableHandle<T>["delete"] = (key, options) =>
    checked(() =>
      Effect.asVoid(
        rows.deleteRow({
          tableName,
          primaryKey: orThrow(codec.encodeKey(key), "deleteRow", "key"),
          condition: toCondition(table, options?.condition, "deleteRow"),
          ...transaction(options)
        })
      )
    )

  const versionsOf = (row: Row, names: ReadonlyArray<string>): Effect.Effect<any, ClientError> => {
    const versions: Record<string, Array<Version<unknown>>> = Object.fromEntries(names.map((name) => [name, []]))
    for (const { name, value, timestamp } of row.columns) {
      if (!Object.hasOwn(versions, name)) continue
      const decoded = codec.decodeValue(attributes.get(name)!, value, row.primaryKey)
      if (Result.isFailure(decoded)) return Effect.fail(undecodable("getRow", decoded.failure))
      versions[name]!.push({ value: decoded.success, timestamp: timestamp ?? 0 })
    }
    return Effect.succeed(versions)
  }

  const versions = (
    key: Definition.Key<T>,
    options: VersionOptions<T, any> = {}
  ): Effect.Effect<Option.Option<any>, TablestoreFailure> =>
    checked(() => {
      const { columns, maxVersions, timeRange } = options
      const { selection } = toSelection(
        table,
        {
          columns,
          timeRange,
          maxVersions: maxVersions ?? (timeRange === undefined ? maxVersionsOfAll : undefined)
        },
        "getRow"
      )
      const read = rows.getRow({
        tableName,
        primaryKey: orThrow(codec.encodeKey(key), "getRow", "key"),
        ...selection,
        ...transaction(options)
      })
      return Effect.flatMap(read, ({ row }) =>
        row === undefined ? Effect.succeedNone : Effect.asSome(versionsOf(row, columns ?? [...attributes.keys()]))
      )
    })

  return {
    definition: table,
    create: (options) => checked(() => Effect.asVoid(rows.createTable(createTableInput(table, options)))),
    get: get as Get<T>,
    put,
    update,
    delete: remove,
    versions,
    range: makeRange(table, rows),
    ...makeSearch(table, rows)
  }
}
