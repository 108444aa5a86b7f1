/**
 * Makes bulk writers.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { ClientError, InputIssue } from "../../../schema/Errors.ts"
import type { CellChange } from "../../../schema/tablestore/format/rowValue.ts"
import { tableLimits } from "../../../schema/tablestore/limits.ts"
import { rowBytes } from "../../../schema/tablestore/row/rowSize.ts"
import { rowCodecOf } from "../table/rows/rowCodec.ts"
import { checked, invalidInput, orThrow } from "../table/rows/rowErrors.ts"
import type { TableRowWrite } from "../table/rows/rowMethods.ts"
import { cellsOf, updateCondition } from "../table/rows/rowUpdate.ts"
import { wrongAttributeValue, wrongKeyValue } from "../table/rows/storedValue.ts"
import { type ConditionInput, toCondition } from "../table/rows/typedFilter.ts"
import type * as Definition from "../table/tableDefinition.ts"
import type { BulkWriter, RawRow, TableWriter, WriteAllOptions, WriterOptions, WriteSummary } from "./BulkWriter.ts"
import { type GivenRow, makeStreamGroup } from "./WriteQueue.ts"
import { makeWriterCore, type RejectedRow, type WriterServices } from "./writerCore.ts"

/** What is wrong with a row regardless of its table: it would spoil its batch. */
const wrongWith = (row: TableRowWrite): ReadonlyArray<InputIssue> => {
  const issues: Array<InputIssue> = []
  for (const { name, value } of row.primaryKey) {
    const message = typeof value === "object" && "_tag" in value ? undefined : wrongKeyValue(value)
    if (message !== undefined) issues.push({ path: [name], message })
  }
  const columns: ReadonlyArray<CellChange> = (row.type === "delete" ? undefined : row.columns) ?? []
  for (const cell of columns) {
    if (cell.op !== undefined && cell.op !== "increment") continue
    const message = wrongAttributeValue(cell.value)
    if (message !== undefined) issues.push({ path: [cell.name], message })
  }
  const bytes = rowBytes(row)
  if (bytes > tableLimits.writeBytes) {
    issues.push({ path: ["row"], message: `must be at most ${tableLimits.writeBytes} bytes`, given: String(bytes) })
  }
  return issues
}

const wrongRow = (row: TableRowWrite): ClientError | undefined => {
  const issues = wrongWith(row)
  return issues.length === 0 ? undefined : invalidInput("batchWriteRow", issues)
}

type Conditional<T extends Definition.Any> = { readonly condition?: ConditionInput<T> | undefined } | undefined

/** Rows of a table for a writer. They throw `ClientError` for what cannot be sent. */
const tableRows = <T extends Definition.Any>(table: T) => {
  const codec = rowCodecOf(table)
  const { tableName } = table
  return {
    put: (row: unknown, options?: Conditional<T>): TableRowWrite => ({
      type: "put",
      tableName,
      ...orThrow(codec.encodeRow(row), "putRow", "row"),
      condition: toCondition(table, options?.condition, "putRow")
    }),
    update: (
      key: unknown,
      change: Parameters<TableWriter<T>["update"]>[1],
      options?: Conditional<T>
    ): TableRowWrite => {
      const columns = cellsOf(table, codec, change)
      return {
        type: "update",
        tableName,
        primaryKey: orThrow(codec.encodeKey(key), "updateRow", "key"),
        columns,
        condition: updateCondition(table, columns, options?.condition)
      }
    },
    delete: (key: unknown, options?: Conditional<T>): TableRowWrite => ({
      type: "delete",
      tableName,
      primaryKey: orThrow(codec.encodeKey(key), "deleteRow", "key"),
      condition: toCondition(table, options?.condition, "deleteRow")
    })
  }
}

/** Makes a writer. It lives as long as its scope. */
export const makeBulkWriter = (
  services: WriterServices,
  options: WriterOptions = {}
): Effect.Effect<BulkWriter, never, Scope.Scope> =>
  Effect.map(makeWriterCore(services, options), (core) => {
    const submit = (build: () => TableRowWrite): Effect.Effect<void, ClientError> =>
      checked(() => {
        const row = build()
        const error = wrongRow(row)
        if (error !== undefined) return Effect.fail(error)
        return core.submit([{ row }], core.main)
      })

    const submitAll = (
      rows: ReadonlyArray<TableRowWrite>,
      group: ReturnType<typeof makeStreamGroup>
    ): Effect.Effect<void, ClientError> => {
      const wrong: Array<RejectedRow> = []
      const right: Array<GivenRow> = []
      for (const row of rows) {
        const given = { row, place: group.count.give() }
        const error = wrongRow(row)
        if (error === undefined) right.push(given)
        else wrong.push({ ...given, error })
      }
      const submitted = core.submit(right, group)
      return wrong.length === 0 ? submitted : Effect.andThen(core.reject(wrong, group), submitted)
    }

    const writeAll = <E, R>(
      rows: Stream.Stream<TableRowWrite, E, R>,
      { onProgress }: WriteAllOptions = {}
    ): Effect.Effect<WriteSummary, E | ClientError, R> =>
      Effect.suspend(() => {
        const group = makeStreamGroup(onProgress)
        return Stream.runForEachArray(rows, (some) => submitAll(some, group)).pipe(
          Effect.andThen(core.settled(group)),
          Effect.andThen(group.teller.tellLast),
          Effect.onExit((exit) => (Exit.isSuccess(exit) ? Effect.void : Effect.sync(() => core.abandon(group)))),
          Effect.map(() => {
            const failed = group.failed.sort((a, b) => a.sequence - b.sequence)
            return { written: group.count.progress.written, failed: failed.map(({ sequence: _, ...row }) => row) }
          })
        )
      })

    const raw =
      <Type extends TableRowWrite["type"]>(type: Type) =>
      (row: RawRow<Type>): Effect.Effect<void, ClientError> =>
        submit(() => ({ ...row, type }) as unknown as TableRowWrite)

    const table = <T extends Definition.Any>(definition: T): TableWriter<T> => {
      const build = tableRows(definition)
      return {
        put: (row, options) => submit(() => build.put(row, options)),
        update: (key, change, options) => submit(() => build.update(key, change, options)),
        delete: (key, options) => submit(() => build.delete(key, options)),
        putAll: <E, R>(rows: Stream.Stream<Definition.PutRow<T>, E, R>, options?: WriteAllOptions) =>
          writeAll(
            Stream.mapEffect(rows, (row) => checked(() => Effect.succeed(build.put(row)))),
            options
          )
      }
    }

    const { flush, progress } = core
    return { put: raw("put"), update: raw("update"), delete: raw("delete"), table, flush, progress, writeAll }
  })
