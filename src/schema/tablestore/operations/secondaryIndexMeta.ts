/**
 * The definition of a secondary index.
 */
import type * as Schema from "effect/Schema"
import { namePattern, tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { words } from "../protobuf/recordCodec.ts"
import { NotAllowed, record } from "../protobuf/wire.ts"
import { nameRule } from "../row/rowFields.ts"

/** A secondary index to be made. */
export interface IndexMetaInput {
  /** Name of the index: it is read like a table of this name. */
  readonly name: string
  /** Columns of the index's key, 1 to 4; those of the table's key that are missing follow by themselves. */
  readonly primaryKey: ReadonlyArray<string>
  /** Other declared columns that are copied to the index. */
  readonly definedColumns?: ReadonlyArray<string> | undefined
  /**
   * `global` (the default) is kept up to date a little later than the table; `local` at the same time, and starts with
   * the table's first key column.
   */
  readonly indexType?: "global" | "local" | undefined
}

/** A secondary index. */
export interface IndexMeta {
  readonly name: string
  readonly primaryKey: ReadonlyArray<string>
  readonly definedColumns: ReadonlyArray<string>
  readonly indexType: "global" | "local"
  /** Whether the index is written with the table or after it. */
  readonly indexUpdateMode: "async" | "sync"
  /** How far the index is: copying rows that were there before (`full`), or following changes (`incr`). */
  readonly indexSyncPhase?: "invalid" | "full" | "incr" | undefined
}

const types = /*#__PURE__*/ words("IndexMeta", {
  global: M.IndexType.IT_GLOBAL_INDEX,
  local: M.IndexType.IT_LOCAL_INDEX
})
const modes = /*#__PURE__*/ words("IndexMeta", {
  async: M.IndexUpdateMode.IUM_ASYNC_INDEX,
  sync: M.IndexUpdateMode.IUM_SYNC_INDEX
})
const phases = /*#__PURE__*/ words("IndexMeta", {
  invalid: M.IndexSyncPhase.ISP_INVALID,
  full: M.IndexSyncPhase.ISP_FULL,
  incr: M.IndexSyncPhase.ISP_INCR
})

const checkNames = (names: ReadonlyArray<string>, path: string): void => {
  for (const [index, name] of names.entries()) {
    if (!namePattern.test(name)) throw new NotAllowed({ path: [path, index], expected: nameRule })
  }
}

const fromMessage = (message: M.IndexMeta): IndexMeta => ({
  name: message.name,
  primaryKey: message.primaryKey,
  definedColumns: message.definedColumn,
  indexType: types.from(message.indexType),
  indexUpdateMode: modes.from(message.indexUpdateMode),
  ...(message.indexSyncPhase === undefined ? {} : { indexSyncPhase: phases.from(message.indexSyncPhase) })
})

/** A secondary index to be made. */
export const IndexMetaInput: Schema.Codec<IndexMetaInput, M.IndexMeta> = /*#__PURE__*/ record(
  "the definition of an index",
  {
    to: ({ name, primaryKey, definedColumns = [], indexType = "global" }) => {
      const { indexPrimaryKeyColumns, indexAttributeColumns } = tableLimits
      if (!namePattern.test(name)) throw new NotAllowed({ path: ["name"], expected: nameRule })
      if (primaryKey.length < 1 || primaryKey.length > indexPrimaryKeyColumns) {
        throw new NotAllowed({ path: ["primaryKey"], expected: `1 to ${indexPrimaryKeyColumns} columns` })
      }
      if (definedColumns.length > indexAttributeColumns) {
        throw new NotAllowed({ path: ["definedColumns"], expected: `at most ${indexAttributeColumns} columns` })
      }
      checkNames(primaryKey, "primaryKey")
      checkNames(definedColumns, "definedColumns")
      return {
        name,
        primaryKey,
        definedColumn: definedColumns,
        indexUpdateMode: modes.to(indexType === "local" ? "sync" : "async"),
        indexType: types.to(indexType)
      }
    },
    from: fromMessage
  }
)

/** A secondary index of an answer. */
export const IndexMeta: Schema.Codec<IndexMeta, M.IndexMeta> = /*#__PURE__*/ record("the definition of an index", {
  to: ({ name, primaryKey, definedColumns, indexType, indexUpdateMode, indexSyncPhase }) => ({
    name,
    primaryKey,
    definedColumn: definedColumns,
    indexUpdateMode: modes.to(indexUpdateMode),
    indexType: types.to(indexType),
    ...(indexSyncPhase === undefined ? {} : { indexSyncPhase: phases.to(indexSyncPhase) })
  }),
  from: fromMessage
})
