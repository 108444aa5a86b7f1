/** Making, describing and removing search indexes. Source: Tablestore, CreateSearchIndex and others. */
import * as M from "../../../schema/tablestore/protobuf/generated/search.ts"
import { type IndexField, IndexSchema } from "../../../schema/tablestore/search/searchIndexSchema.ts"
import type { Sorter } from "../../../schema/tablestore/search/searchSort.ts"
import { withChanges } from "../engine/changedEntries.ts"
import { entriesOf, type Instance } from "../engine/Instance.ts"
import { lateChanges } from "../engine/lateCopies.ts"
import type { Options, StoredRow, Table } from "../engine/model.ts"
import { visible } from "../engine/versions.ts"
import { isName, search as limits } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid } from "../refusals.ts"
import { readValue } from "../schemaValues.ts"
import { flatMapInSteps, type Steps } from "../steps.ts"
import { Corpus } from "./Corpus.ts"
import { fieldPaths, indexRow, isNested } from "./documents.ts"
import { bestFirst } from "./sorting.ts"

export interface SearchIndex {
  readonly tableName: string
  readonly name: string
  readonly schema: IndexSchema
  /** The definition as it was given. */
  readonly message: M.IndexSchema
  readonly sourceIndexName?: string | undefined
  /** Seconds; -1 is forever. */
  readonly timeToLive: number
  readonly createdMillis: number
  readonly queryFlowWeight: ReadonlyArray<M.QueryFlowWeight>
}

const indexes = (instance: Instance) => instance.stored<SearchIndex>("searchIndexes")

const keyOf = (tableName: string, name: string): string => `${tableName}/${name}`

/** A search index, when it is there. */
export const knownIndex = (instance: Instance, tableName: string, name: string): SearchIndex | undefined =>
  indexes(instance).get(keyOf(tableName, name))

/** A search index that must be there. */
export const searchIndexOf = (instance: Instance, tableName = "", name = ""): SearchIndex => {
  instance.table(tableName)
  const index = indexes(instance).get(keyOf(tableName, name))
  if (index === undefined) throw objectNotExist("Requested search index does not exist.")
  return index
}

const checkFields = (fields: ReadonlyArray<IndexField>, depth: number): number => {
  if (depth > limits.maxNestedDepth)
    throw parameterInvalid(`Fields nest more than ${limits.maxNestedDepth} levels deep.`)
  return fields.reduce((count, { fields: inner, name, type }, i) => {
    if (!isName(name)) throw parameterInvalid(`Invalid field name: '${name}'.`)
    if (fields.findIndex((field) => field.name === name) !== i)
      throw parameterInvalid(`Duplicated field name: '${name}'.`)
    // What the Schema has no word for is read as its number.
    if (/^\d/.test(type)) throw parameterInvalid(`Invalid type of the field '${name}': ${type}.`)
    if (type === "nested" && (inner === undefined || inner.length === 0)) {
      throw parameterInvalid(`The NESTED field '${name}' has no fields.`)
    }
    return count + 1 + checkFields(inner ?? [], depth + 1)
  }, 0)
}

const hasNested = (fields: ReadonlyArray<IndexField>): boolean =>
  fields.some((field) => isNested(field) || hasNested(field.fields ?? []))

/** The order of hits when a search asks for none: an index with nested documents has no order of its own. */
export const defaultSort = ({ fields, sort }: IndexSchema): ReadonlyArray<Sorter> =>
  hasNested(fields) ? bestFirst : (sort ?? [{ _tag: "PrimaryKeySort", order: "asc" }])

const byPrimaryKey: M.Sort = { sorter: [{ pkSort: { order: M.SortOrder.SORT_ORDER_ASC } }] }

const trimmed = (fields: ReadonlyArray<M.FieldSchema> = []): ReadonlyArray<M.FieldSchema> =>
  fields.map((field) => ({
    ...field,
    ...(field.fieldName === undefined ? {} : { fieldName: field.fieldName.trim() }),
    fieldSchemas: trimmed(field.fieldSchemas)
  }))

/** A definition as the service keeps it: names without spaces around them, and the order that it has by default. */
const completed = (message: M.IndexSchema, schema: IndexSchema): M.IndexSchema =>
  schema.sort === undefined && !hasNested(schema.fields) ? { ...message, indexSort: byPrimaryKey } : message

const vectorsIn = (fields: ReadonlyArray<IndexField>): ReadonlyArray<IndexField> =>
  fields.flatMap((field) => [...(field.type === "vector" ? [field] : []), ...vectorsIn(field.fields ?? [])])

const checkVectors = (fields: ReadonlyArray<IndexField>): void => {
  const vectors = vectorsIn(fields)
  if (vectors.length > limits.maxVectorFields) {
    throw parameterInvalid(`The number of VECTOR fields exceeds the limit: ${limits.maxVectorFields}.`)
  }
  for (const { name, vector } of vectors) {
    const dimension = vector?.dimension ?? 0
    if (dimension < 1 || dimension > limits.maxVectorDimension) {
      throw parameterInvalid(
        `The dimension of the VECTOR field '${name}' must be in range: [1, ${limits.maxVectorDimension}].`
      )
    }
  }
}

const checkSchema = (table: Table, { fields, routingFields, sort }: IndexSchema): void => {
  checkVectors(fields)
  if (sort !== undefined && hasNested(fields)) {
    throw parameterInvalid("An index with NESTED fields can't have an order of its own.")
  }
  if (fields.length === 0) throw parameterInvalid("A search index needs fields.")
  if (checkFields(fields, 0) > limits.maxFields) {
    throw parameterInvalid(`The number of fields exceeds the limit: ${limits.maxFields}.`)
  }
  const unknown = routingFields?.find((name) => !table.key.some((column) => column.name === name))
  if (unknown !== undefined) throw parameterInvalid(`The routing field '${unknown}' is not a primary key column.`)
  const scored = sort?.some(({ _tag }) => _tag !== "FieldSort" && _tag !== "PrimaryKeySort")
  if (scored === true) throw parameterInvalid("An index is sorted by fields or by the primary key.")
}

/** What the options of a table must be for it to have a search index with a time to live. */
const checkOptions = ({ allowUpdate, maxVersions, timeToLive: ofTable }: Options, timeToLive: number): void => {
  if (timeToLive === 0 || timeToLive < -1) throw parameterInvalid("TimeToLive cannot be 0 or less than -1.")
  if (maxVersions !== 1) throw parameterInvalid("A table with a search index keeps one version only.")
  if (ofTable !== -1 && allowUpdate) {
    throw parameterInvalid("A table with a search index and a time to live must not allow updates.")
  }
  if (timeToLive === -1) return
  if (allowUpdate) {
    throw parameterInvalid("The time to live of a search index needs a table that does not allow updates.")
  }
  if (ofTable !== -1 && timeToLive > ofTable) {
    throw parameterInvalid("The time to live of a search index can't be longer than that of its table.")
  }
}

/** Refuses options of a table that its search indexes do not go with. */
export const checkSearched = (instance: Instance, tableName: string, options: Options): void => {
  for (const [, { timeToLive }] of indexes(instance).scan({ prefix: `${tableName}/` }))
    checkOptions(options, timeToLive)
}

export const createSearchIndex = (instance: Instance, request: M.CreateSearchIndexRequest, nowMillis: number): void => {
  const { indexName: name, sourceIndexName, tableName, timeToLive = -1 } = request
  const table = instance.table(tableName)
  if (!isName(name)) throw parameterInvalid(`Invalid index name: '${name}'.`)
  if (request.schema === undefined) throw parameterInvalid("A search index needs a schema.")
  const message = { ...request.schema, fieldSchemas: trimmed(request.schema.fieldSchemas) }
  if (indexes(instance).get(keyOf(tableName, name)) !== undefined) {
    throw objectAlreadyExists("Requested search index already exists.")
  }
  const schema = readValue(IndexSchema, message)
  checkSchema(table, schema)
  checkOptions(table.options, timeToLive)
  if (sourceIndexName !== undefined && sourceIndexName !== "") searchIndexOf(instance, tableName, sourceIndexName)
  indexes(instance).set(keyOf(tableName, name), {
    tableName,
    name,
    schema,
    message: completed(message, schema),
    sourceIndexName: sourceIndexName === "" ? undefined : sourceIndexName,
    timeToLive,
    createdMillis: nowMillis,
    queryFlowWeight: []
  })
}

export const updateSearchIndex = (instance: Instance, request: M.UpdateSearchIndexRequest): void => {
  const { addedFieldSchemas, queryFlowWeight, switchIndexName, timeToLive } = request
  const index = searchIndexOf(instance, request.tableName, request.indexName)
  const table = instance.table(index.tableName)
  if (timeToLive !== undefined) checkOptions(table.options, timeToLive)
  const message: M.IndexSchema = {
    ...index.message,
    fieldSchemas: [...index.message.fieldSchemas, ...trimmed(addedFieldSchemas)],
    // An order that nobody asked for does not keep nested fields away.
    indexSort: index.schema.sort === undefined ? undefined : index.message.indexSort
  }
  const schema = readValue(IndexSchema, message)
  checkSchema(table, schema)
  const changed: SearchIndex = {
    ...index,
    message: completed(message, schema),
    schema,
    timeToLive: timeToLive ?? index.timeToLive,
    queryFlowWeight: queryFlowWeight.length === 0 ? index.queryFlowWeight : queryFlowWeight
  }
  if (switchIndexName === undefined || switchIndexName === "") {
    indexes(instance).set(keyOf(index.tableName, index.name), changed)
    return
  }
  const other = searchIndexOf(instance, index.tableName, switchIndexName)
  indexes(instance).set(keyOf(index.tableName, index.name), { ...other, name: index.name })
  indexes(instance).set(keyOf(index.tableName, other.name), { ...changed, name: other.name })
}

export const deleteSearchIndex = (instance: Instance, request: M.DeleteSearchIndexRequest): void => {
  const { name, tableName } = searchIndexOf(instance, request.tableName, request.indexName)
  indexes(instance).delete(keyOf(tableName, name))
}

export const listSearchIndexes = (
  instance: Instance,
  { tableName }: M.ListSearchIndexRequest
): M.ListSearchIndexResponse => {
  if (tableName !== undefined && tableName !== "") instance.table(tableName)
  return {
    indices: [...indexes(instance).scan()]
      .filter(([, index]) => tableName === undefined || tableName === "" || index.tableName === tableName)
      .map(([, index]) => ({ tableName: index.tableName, indexName: index.name }))
  }
}

/** The rows that an index holds, as late as it may be behind its table. */
const indexedRows = (
  instance: Instance,
  index: SearchIndex,
  nowMillis: number
): ReadonlyArray<readonly [key: string, row: StoredRow]> => {
  const table = instance.readyTable(index.tableName, nowMillis)
  const limit = index.timeToLive === -1 ? Number.NEGATIVE_INFINITY : nowMillis - index.timeToLive * 1000
  const entries = withChanges(entriesOf(instance.rows(table)), lateChanges(instance, table, nowMillis))
  return [...entries.ascending("")].flatMap(([key, stored]) => {
    const row = visible(stored, table.options, nowMillis)
    return row === undefined || row.writtenMillis < limit ? [] : [[key, row] as const]
  })
}

/** How many rows an index holds. */
export const countRows = (instance: Instance, index: SearchIndex, nowMillis: number): number =>
  indexedRows(instance, index, nowMillis).length

/** All rows of an index, as documents. */
export function* corpusOf(instance: Instance, index: SearchIndex, nowMillis: number): Steps<Corpus> {
  const rows = yield* flatMapInSteps(
    indexedRows(instance, index, nowMillis),
    ([key, row]) => [indexRow(index.schema, key, row)],
    index.schema.fields.length * 5
  )
  return new Corpus(rows, fieldPaths(index.schema))
}

export const describeSearchIndex = (
  instance: Instance,
  request: M.DescribeSearchIndexRequest,
  nowMillis: number
): M.DescribeSearchIndexResponse => {
  const index = searchIndexOf(instance, request.tableName, request.indexName)
  const rows = countRows(instance, index, nowMillis)
  return {
    schema: index.message,
    syncStat: {
      syncPhase: M.SyncPhase.INCR,
      currentSyncTimestamp: BigInt(nowMillis - instance.settings.indexDelayMillis) * 1_000_000n
    },
    meteringInfo: {
      storageSize: 0n,
      rowCount: BigInt(rows),
      reservedReadCu: 0n,
      timestamp: BigInt(Math.floor(nowMillis / 1000))
    },
    ...(index.sourceIndexName === undefined ? {} : { brotherIndexName: index.sourceIndexName }),
    queryFlowWeight: index.queryFlowWeight,
    createTime: BigInt(index.createdMillis) * 1000n,
    timeToLive: index.timeToLive,
    indexStatus: { status: M.IndexStatusEnum.RUNNING, statusDescription: "" }
  }
}
