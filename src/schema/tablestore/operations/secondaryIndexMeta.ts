/**
 * The definition of a secondary index.
 */
import * as Schema from "effect/Schema"
import { list, optional } from "../../Fields.ts"
import { inMessage, message, messageBy } from "../../wire/protobuf.ts"
import { tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { openWord, word } from "../protobuf/wire.ts"
import { Name } from "./common.ts"

const indexTypes = () => ({ global: M.IndexType.IT_GLOBAL_INDEX, local: M.IndexType.IT_LOCAL_INDEX }) as const

/** Local indexes are written with the table, global ones after it. */
const withUpdateMode = (index: Partial<M.IndexMeta>): Partial<M.IndexMeta> => {
  const { indexType = M.IndexType.IT_GLOBAL_INDEX } = index
  const isLocal = indexType === M.IndexType.IT_LOCAL_INDEX
  return {
    ...index,
    indexType,
    indexUpdateMode: isLocal ? M.IndexUpdateMode.IUM_SYNC_INDEX : M.IndexUpdateMode.IUM_ASYNC_INDEX
  }
}

/** A secondary index to be made. */
export class IndexMetaInput extends /*#__PURE__*/ messageBy(M.IndexMeta, { completeMessage: withUpdateMode }, () => ({
  /** Name of the index: it is read like a table of this name. */
  name: inMessage("name", Name),
  /** Columns of the index's key, 1 to 4; those of the table's key that are missing follow by themselves. */
  primaryKey: inMessage(
    "primaryKey",
    list(Name).check(
      Schema.makeFilter((names: ReadonlyArray<string>) =>
        names.length >= 1 && names.length <= tableLimits.indexPrimaryKeyColumns
          ? true
          : `must be 1 to ${tableLimits.indexPrimaryKeyColumns} columns`
      )
    )
  ),
  /** Other declared columns that are copied to the index. */
  definedColumns: inMessage(
    "definedColumn",
    optional(
      list(Name).check(
        Schema.isMaxLength(tableLimits.indexAttributeColumns, {
          message: `must be at most ${tableLimits.indexAttributeColumns} columns`
        })
      )
    )
  ),
  /**
   * `global` (the default) is kept up to date a little later than the table; `local` at the same time, and starts with
   * the table's first key column.
   */
  indexType: inMessage("indexType", optional(word(indexTypes())))
})) {}

/** A secondary index. */
export class IndexMeta extends /*#__PURE__*/ message(M.IndexMeta, () => ({
  /** Name of the index: it is read like a table of this name. */
  name: inMessage("name", Schema.String),
  /** Columns of the index's key. */
  primaryKey: inMessage("primaryKey", list(Schema.String)),
  /** Other columns that are copied to the index. */
  definedColumns: inMessage("definedColumn", list(Schema.String)),
  /** Whether it is kept up to date a little later than the table, or at the same time. */
  indexType: inMessage("indexType", openWord(indexTypes())),
  /** Whether the index is written with the table or after it. */
  indexUpdateMode: inMessage(
    "indexUpdateMode",
    openWord({ async: M.IndexUpdateMode.IUM_ASYNC_INDEX, sync: M.IndexUpdateMode.IUM_SYNC_INDEX })
  ),
  /** How far the index is: copying rows that were there before (`full`), or following changes (`incr`). */
  indexSyncPhase: inMessage(
    "indexSyncPhase",
    optional(
      openWord({
        invalid: M.IndexSyncPhase.ISP_INVALID,
        full: M.IndexSyncPhase.ISP_FULL,
        incr: M.IndexSyncPhase.ISP_INCR
      })
    )
  )
})) {}
