/**
 * Secondary indexes: tables with the rows of another one under other keys.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { answer, linked, Name, tableErrors, tablestore } from "./legacyCommon.ts"
import { IndexMetaInput } from "./secondaryIndexMeta.ts"

const createIndex = linked(M.CreateIndexRequest, M.CreateIndexResponse)
const dropIndex = linked(M.DropIndexRequest, M.DropIndexResponse)

export const secondaryIndexOperations = {
  /**
   * Creates a secondary index of a table. It is read like a table of its name.
   *
   * Source: Tablestore API, CreateIndex.
   */
  createIndex: tablestore.operation("CreateIndex", {
    ...createIndex.messages,
    // Repeated after a lost answer it would find the index it made itself.
    idempotent: false,
    input: {
      /** The table. */
      mainTableName: createIndex.sends("mainTableName", Name),
      /** What is indexed. */
      indexMeta: createIndex.sends("indexMeta", IndexMetaInput),
      /** Whether rows that are there already are indexed too. */
      includeBaseData: createIndex.sends("includeBaseData", optional(Schema.Boolean))
    },
    output: answer,
    errors: [...tableErrors, "OTSObjectAlreadyExist"]
  }),

  /**
   * Deletes a secondary index.
   *
   * Source: Tablestore API, DropIndex.
   */
  dropIndex: tablestore.operation("DropIndex", {
    ...dropIndex.messages,
    // Repeated after a lost answer it would report the absence of the index it deleted itself.
    idempotent: false,
    input: {
      /** The table. */
      mainTableName: dropIndex.sends("mainTableName", Name),
      indexName: dropIndex.sends("indexName", Name)
    },
    output: answer,
    errors: tableErrors
  })
}
