/**
 * Search indexes: create, change, describe, list, delete.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/search.ts"
import {
  between,
  Int64,
  inside,
  list,
  NotAllowed,
  openWord,
  record,
  SafeInteger,
  TimeFromMicros
} from "../protobuf/wire.ts"
import type { IndexField, IndexSchema } from "../search/searchIndexSchema.ts"
import { indexFieldConverter, indexSchemaConverter } from "../search/searchIndexSchemaCodec.ts"
import { answer, linked, Name, table, tableErrors, tablestore } from "./legacyCommon.ts"

const createSearchIndex = linked(M.CreateSearchIndexRequest, M.CreateSearchIndexResponse)
const updateSearchIndex = linked(M.UpdateSearchIndexRequest, M.UpdateSearchIndexResponse)
const describeSearchIndex = linked(M.DescribeSearchIndexRequest, M.DescribeSearchIndexResponse)
const listSearchIndex = linked(M.ListSearchIndexRequest, M.ListSearchIndexResponse)
const deleteSearchIndex = linked(M.DeleteSearchIndexRequest, M.DeleteSearchIndexResponse)

const checkNames = (fields: ReadonlyArray<IndexField>): void => {
  const names = new Set<string>()
  for (const [index, { name, fields: inner }] of fields.entries()) {
    if (typeof name !== "string" || name === "") throw new NotAllowed({ path: [index, "name"], expected: "a name" })
    if (names.has(name)) throw new NotAllowed({ path: [index, "name"], expected: "another name than those before" })
    names.add(name)
    if (inner !== undefined) inside([index, "fields"], () => checkNames(inner))
  }
}

/** What a search index holds. */
export const IndexSchemaField: Schema.Codec<IndexSchema, M.IndexSchema> = record("the definition of a search index", {
  to: (schema) => {
    if (!Array.isArray(schema.fields) || schema.fields.length === 0) {
      throw new NotAllowed({ path: ["fields"], expected: "at least one field" })
    }
    inside(["fields"], () => checkNames(schema.fields))
    return indexSchemaConverter.to(schema)
  },
  from: indexSchemaConverter.from
})

const AddedFields: Schema.Codec<ReadonlyArray<IndexField>, ReadonlyArray<M.FieldSchema>> = list("a list of fields", {
  to: (fields) => {
    checkNames(fields)
    return fields.map(indexFieldConverter.to)
  },
  from: (messages) => messages.map(indexFieldConverter.from)
})

const index = {
  ...table,
  /** Name of the search index. */
  indexName: deleteSearchIndex.sends("indexName", Name)
}

const TimeToLive = between(-1).check(
  Schema.makeFilter((seconds: number) => (seconds === 0 ? "must be -1, or 1 or more" : true))
)

/** How the queries of a table are shared by two of its indexes. */
export const QueryFlowWeight = Schema.Struct({
  indexName: optional(Schema.String),
  /** Share of the queries, 0 to 100. */
  weight: optional(between(0, 100))
})

/** How far an index is. */
export const SyncStat = Schema.Struct({
  /** Copying rows that were there before (`full`), or following changes (`incr`). */
  syncPhase: optional(openWord({ full: M.SyncPhase.FULL, incr: M.SyncPhase.INCR })),
  /** Changes up to this time are in the index. In the service's own unit, nanoseconds as far as known. */
  currentSyncTimestamp: optional(Int64)
})

/** What an index costs. */
export const MeteringInfo = Schema.Struct({
  /** Bytes. */
  storageSize: optional(SafeInteger),
  rowCount: optional(SafeInteger),
  reservedReadCu: optional(SafeInteger),
  /** When it was counted, in the service's own unit. */
  timestamp: optional(Int64)
})

const IndexStatus = Schema.Struct({
  status: optional(
    openWord({
      pending: M.IndexStatusEnum.PENDING,
      failed: M.IndexStatusEnum.FAILED,
      running: M.IndexStatusEnum.RUNNING
    })
  ),
  statusDescription: optional(Schema.String)
})

const IndexInfo = Schema.Struct({
  tableName: optional(Schema.String),
  indexName: optional(Schema.String)
})

export const searchIndexOperations = {
  /**
   * Creates a search index of a table: a copy of some columns that can be searched in many ways, some seconds behind
   * the table.
   *
   * Source: Tablestore API, CreateSearchIndex.
   */
  createSearchIndex: tablestore.operation("CreateSearchIndex", {
    ...createSearchIndex.messages,
    // Repeated after a lost answer it would find the index it made itself.
    idempotent: false,
    input: {
      ...index,
      /** What the index holds. */
      schema: createSearchIndex.sends("schema", IndexSchemaField),
      /** Index that this one will replace. */
      sourceIndexName: createSearchIndex.sends("sourceIndexName", optional(Name)),
      /** Seconds that rows are kept in the index, -1 for good. Needs a table with `allowUpdate` `false`. */
      timeToLive: createSearchIndex.sends("timeToLive", optional(TimeToLive))
    },
    output: answer,
    errors: [...tableErrors, "OTSObjectAlreadyExist", "OTSMetaNotMatch"]
  }),

  /**
   * Changes a search index: swaps it with another, adds fields, or changes how long rows are kept in it.
   *
   * Source: Tablestore API, UpdateSearchIndex.
   */
  updateSearchIndex: tablestore.operation("UpdateSearchIndex", {
    ...updateSearchIndex.messages,
    // Swapped twice is not swapped.
    idempotent: false,
    input: {
      ...index,
      /** Index to change names with. */
      switchIndexName: updateSearchIndex.sends("switchIndexName", optional(Name)),
      /** How queries are shared while an index is replaced. */
      queryFlowWeight: updateSearchIndex.sends("queryFlowWeight", optional(Schema.Array(QueryFlowWeight))),
      /** Seconds that rows are kept in the index, -1 for good. */
      timeToLive: updateSearchIndex.sends("timeToLive", optional(TimeToLive)),
      /** Fields to add. */
      addedFields: updateSearchIndex.sends("addedFieldSchemas", optional(AddedFields))
    },
    output: answer,
    errors: [...tableErrors, "OTSMetaNotMatch"]
  }),

  /**
   * Tells all about a search index.
   *
   * Source: Tablestore API, DescribeSearchIndex.
   */
  describeSearchIndex: tablestore.operation("DescribeSearchIndex", {
    ...describeSearchIndex.messages,
    idempotent: true,
    input: {
      ...index,
      /** Whether `syncStat` is told. */
      includeSyncStat: describeSearchIndex.sends("includeSyncStat", optional(Schema.Boolean))
    },
    output: {
      ...answer,
      schema: describeSearchIndex.receives("schema", optional(IndexSchemaField)),
      syncStat: describeSearchIndex.receives("syncStat", optional(SyncStat)),
      meteringInfo: describeSearchIndex.receives("meteringInfo", optional(MeteringInfo)),
      /** The index it replaces, or that replaces it. */
      brotherIndexName: describeSearchIndex.receives("brotherIndexName", optional(Schema.String)),
      queryFlowWeight: describeSearchIndex.receives("queryFlowWeight", Schema.Array(QueryFlowWeight)),
      createTime: describeSearchIndex.receives("createTime", optional(TimeFromMicros)),
      /** Seconds that rows are kept in the index, -1 for good. */
      timeToLive: describeSearchIndex.receives("timeToLive", optional(Schema.Int)),
      indexStatus: describeSearchIndex.receives("indexStatus", optional(IndexStatus))
    },
    errors: tableErrors
  }),

  /**
   * Names the search indexes of a table, or of the whole instance.
   *
   * Source: Tablestore API, ListSearchIndex.
   */
  listSearchIndex: tablestore.operation("ListSearchIndex", {
    ...listSearchIndex.messages,
    idempotent: true,
    input: {
      /** Name of the table; those of all tables when absent. */
      tableName: listSearchIndex.sends("tableName", optional(Name))
    },
    output: { ...answer, indices: listSearchIndex.receives("indices", Schema.Array(IndexInfo)) },
    errors: tableErrors
  }),

  /**
   * Deletes a search index.
   *
   * Source: Tablestore API, DeleteSearchIndex.
   */
  deleteSearchIndex: tablestore.operation("DeleteSearchIndex", {
    ...deleteSearchIndex.messages,
    // Repeated after a lost answer it would report the absence of the index it deleted itself.
    idempotent: false,
    input: index,
    output: answer,
    errors: tableErrors
  })
}
