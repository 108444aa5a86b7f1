/**
 * Search indexes: create, change, describe, list, delete.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"
import { between, Int32, Int64, openWord, SafeInteger, TimeFromMicros } from "../protobuf/wire.ts"
import { IndexField, IndexSchema } from "../search/searchIndexSchema.ts"
import { Answer, Name, tableErrors, tablestore } from "./common.ts"
import { SearchIndexRef } from "./search.ts"

type Found = { readonly path: ReadonlyArray<PropertyKey>; readonly issue: string }

/** What is wrong with the names of fields. */
const nameIssues = (fields: ReadonlyArray<IndexField>, path: ReadonlyArray<PropertyKey>): ReadonlyArray<Found> => {
  const names = new Set<string>()
  return fields.flatMap(({ fields: inner = [], name }, index) => {
    const issue =
      name === "" ? "must be a name" : names.has(name) ? "must be another name than those before" : undefined
    names.add(name)
    const own = issue === undefined ? [] : [{ path: [...path, index, "name"], issue }]
    return [...own, ...nameIssues(inner, [...path, index, "fields"])]
  })
}

/** {@link IndexSchema} with the rules that are known without asking the service. */
export const CheckedIndexSchema = /*#__PURE__*/ IndexSchema.check(
  /*#__PURE__*/ Schema.makeFilter(({ fields }: IndexSchema) =>
    fields.length === 0 ? [{ path: ["fields"], issue: "must be at least one field" }] : nameIssues(fields, ["fields"])
  )
)

/** Fields that are added to an index. */
export const AddedFields = /*#__PURE__*/ list(IndexField).check(
  /*#__PURE__*/ Schema.makeFilter((fields: ReadonlyArray<IndexField>) => nameIssues(fields, []))
)

const TimeToLive = /*#__PURE__*/ between(-1).check(
  /*#__PURE__*/ Schema.makeFilter((seconds: number) => (seconds === 0 ? "must be -1, or 1 or more" : true))
)

/** How the queries of a table are shared by two of its indexes. */
export class QueryFlowWeight extends /*#__PURE__*/ message(M.QueryFlowWeight, () => ({
  /** Name of the index. */
  indexName: inMessage("indexName", optional(Schema.String)),
  /** Share of the queries, 0 to 100. */
  weight: inMessage("weight", optional(between(0, 100)))
})) {}

/** How far an index is. */
export class SyncStat extends /*#__PURE__*/ message(M.SyncStat, () => ({
  /** Copying rows that were there before (`full`), or following changes (`incr`). */
  syncPhase: inMessage("syncPhase", optional(openWord({ full: M.SyncPhase.FULL, incr: M.SyncPhase.INCR }))),
  /** Changes up to this time are in the index. In the service's own unit, nanoseconds as far as known. */
  currentSyncTimestamp: inMessage("currentSyncTimestamp", optional(Int64))
})) {}

/** What an index costs. */
export class MeteringInfo extends /*#__PURE__*/ message(M.MeteringInfo, () => ({
  /** Bytes. */
  storageSize: inMessage("storageSize", optional(SafeInteger)),
  /** Rows in the index. */
  rowCount: inMessage("rowCount", optional(SafeInteger)),
  /** Reserved read capacity units. */
  reservedReadCu: inMessage("reservedReadCu", optional(SafeInteger)),
  /** When it was counted, in the service's own unit. */
  timestamp: inMessage("timestamp", optional(Int64))
})) {}

/** Whether an index can be used. */
export class IndexStatus extends /*#__PURE__*/ message(M.IndexStatus, () => ({
  /** Whether it is being made, could not be made, or is there. */
  status: inMessage(
    "status",
    optional(
      openWord({
        pending: M.IndexStatusEnum.PENDING,
        failed: M.IndexStatusEnum.FAILED,
        running: M.IndexStatusEnum.RUNNING
      })
    )
  ),
  /** The reason, in words. */
  statusDescription: inMessage("statusDescription", optional(Schema.String))
})) {}

/** A search index and its table. */
export class IndexInfo extends /*#__PURE__*/ message(M.IndexInfo, () => ({
  /** Name of the table. */
  tableName: inMessage("tableName", optional(Schema.String)),
  /** Name of the search index. */
  indexName: inMessage("indexName", optional(Schema.String))
})) {}

/** Input of {@link createSearchIndex}. */
export class CreateSearchIndexInput extends /*#__PURE__*/ fields(SearchIndexRef, () => ({
  /** What the index holds. */
  schema: inMessage("schema", CheckedIndexSchema),
  /** Index that this one will replace. */
  sourceIndexName: inMessage("sourceIndexName", optional(Name)),
  /** Seconds that rows are kept in the index, -1 for good. Needs a table with `allowUpdate` `false`. */
  timeToLive: inMessage("timeToLive", optional(TimeToLive))
})) {}

/**
 * Creates a search index of a table: a copy of some columns that can be searched in many ways, some seconds behind
 * the table.
 *
 * Source: Tablestore API, CreateSearchIndex.
 */
export const createSearchIndex = /*#__PURE__*/ tablestore.operation("CreateSearchIndex", {
  request: M.CreateSearchIndexRequest,
  response: M.CreateSearchIndexResponse,
  input: CreateSearchIndexInput,
  output: Answer,
  // Repeated after a lost answer it would find the index it made itself.
  idempotent: false,
  errors: [...tableErrors, "OTSObjectAlreadyExist", "OTSMetaNotMatch"]
})

/** Input of {@link updateSearchIndex}. */
export class UpdateSearchIndexInput extends /*#__PURE__*/ fields(SearchIndexRef, () => ({
  /** Index to change names with. */
  switchIndexName: inMessage("switchIndexName", optional(Name)),
  /** How queries are shared while an index is replaced. */
  queryFlowWeight: inMessage("queryFlowWeight", optional(list(QueryFlowWeight))),
  /** Seconds that rows are kept in the index, -1 for good. */
  timeToLive: inMessage("timeToLive", optional(TimeToLive)),
  /** Fields to add. */
  addedFields: inMessage("addedFieldSchemas", optional(AddedFields))
})) {}

/**
 * Changes a search index: swaps it with another, adds fields, or changes how long rows are kept in it.
 *
 * Source: Tablestore API, UpdateSearchIndex.
 */
export const updateSearchIndex = /*#__PURE__*/ tablestore.operation("UpdateSearchIndex", {
  request: M.UpdateSearchIndexRequest,
  response: M.UpdateSearchIndexResponse,
  input: UpdateSearchIndexInput,
  output: Answer,
  // Swapped twice is not swapped.
  idempotent: false,
  errors: [...tableErrors, "OTSMetaNotMatch"]
})

/** Input of {@link describeSearchIndex}. */
export class DescribeSearchIndexInput extends /*#__PURE__*/ fields(SearchIndexRef, () => ({
  /** Whether `syncStat` is told. */
  includeSyncStat: inMessage("includeSyncStat", optional(Schema.Boolean))
})) {}

/** Output of {@link describeSearchIndex}. */
export class DescribeSearchIndexOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** What the index holds. */
  schema: inMessage("schema", optional(IndexSchema)),
  /** How far the index is. */
  syncStat: inMessage("syncStat", optional(SyncStat)),
  /** What the index costs. */
  meteringInfo: inMessage("meteringInfo", optional(MeteringInfo)),
  /** The index it replaces, or that replaces it. */
  brotherIndexName: inMessage("brotherIndexName", optional(Schema.String)),
  /** How queries are shared while an index is replaced. */
  queryFlowWeight: inMessage("queryFlowWeight", list(QueryFlowWeight)),
  /** When the index was made. */
  createTime: inMessage("createTime", optional(TimeFromMicros)),
  /** Seconds that rows are kept in the index, -1 for good. */
  timeToLive: inMessage("timeToLive", optional(Int32)),
  /** Whether the index can be used. */
  indexStatus: inMessage("indexStatus", optional(IndexStatus))
})) {}

/**
 * Tells all about a search index.
 *
 * Source: Tablestore API, DescribeSearchIndex.
 */
export const describeSearchIndex = /*#__PURE__*/ tablestore.operation("DescribeSearchIndex", {
  request: M.DescribeSearchIndexRequest,
  response: M.DescribeSearchIndexResponse,
  input: DescribeSearchIndexInput,
  output: DescribeSearchIndexOutput,
  idempotent: true,
  errors: tableErrors
})

/** Input of {@link listSearchIndex}. */
export class ListSearchIndexInput extends /*#__PURE__*/ fields(() => ({
  /** Name of the table; those of all tables when absent. */
  tableName: inMessage("tableName", optional(Name))
})) {}

/** Output of {@link listSearchIndex}. */
export class ListSearchIndexOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** The search indexes, each with its table. */
  indices: inMessage("indices", list(IndexInfo))
})) {}

/**
 * Names the search indexes of a table, or of the whole instance.
 *
 * Source: Tablestore API, ListSearchIndex.
 */
export const listSearchIndex = /*#__PURE__*/ tablestore.operation("ListSearchIndex", {
  request: M.ListSearchIndexRequest,
  response: M.ListSearchIndexResponse,
  input: ListSearchIndexInput,
  output: ListSearchIndexOutput,
  idempotent: true,
  errors: tableErrors
})

/**
 * Deletes a search index.
 *
 * Source: Tablestore API, DeleteSearchIndex.
 */
export const deleteSearchIndex = /*#__PURE__*/ tablestore.operation("DeleteSearchIndex", {
  request: M.DeleteSearchIndexRequest,
  response: M.DeleteSearchIndexResponse,
  input: SearchIndexRef,
  output: Answer,
  // Repeated after a lost answer it would report the absence of the index it deleted itself.
  idempotent: false,
  errors: tableErrors
})
