/**
 * Secondary indexes: tables with the rows of another one under other keys.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../../Fields.ts"
import { inMessage } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Answer, Name, tableErrors, tablestore } from "./common.ts"
import { IndexMetaInput } from "./secondaryIndexMeta.ts"

/** The index belongs to this table. */
export class MainTableRef extends /*#__PURE__*/ fields(() => ({
  /** The table. */
  mainTableName: inMessage("mainTableName", Name)
})) {}

/** What {@link createIndex} takes. */
export class CreateIndexInput extends /*#__PURE__*/ fields(MainTableRef, () => ({
  /** What is indexed. */
  indexMeta: inMessage("indexMeta", IndexMetaInput),
  /** Whether rows that are there already are indexed too. */
  includeBaseData: inMessage("includeBaseData", optional(Schema.Boolean))
})) {}

/** What {@link createIndex} gives. */
export class CreateIndexOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Creates a secondary index of a table. It is read like a table of its name.
 *
 * Source: Tablestore API, CreateIndex.
 */
export const createIndex = /*#__PURE__*/ tablestore.operation("CreateIndex", {
  request: M.CreateIndexRequest,
  response: M.CreateIndexResponse,
  // Repeated after a lost answer it would find the index it made itself.
  idempotent: false,
  input: CreateIndexInput,
  output: CreateIndexOutput,
  errors: [...tableErrors, "OTSObjectAlreadyExist"]
})

/** What {@link dropIndex} takes. */
export class DropIndexInput extends /*#__PURE__*/ fields(MainTableRef, () => ({
  /** Name of the index. */
  indexName: inMessage("indexName", Name)
})) {}

/** What {@link dropIndex} gives. */
export class DropIndexOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Deletes a secondary index.
 *
 * Source: Tablestore API, DropIndex.
 */
export const dropIndex = /*#__PURE__*/ tablestore.operation("DropIndex", {
  request: M.DropIndexRequest,
  response: M.DropIndexResponse,
  // Repeated after a lost answer it would report the absence of the index it deleted itself.
  idempotent: false,
  input: DropIndexInput,
  output: DropIndexOutput,
  errors: tableErrors
})
