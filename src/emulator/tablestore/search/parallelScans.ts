/** ComputeSplits and ParallelScan. Source: Tablestore, parallel scan. */
import { createHash } from "node:crypto"
import { encodeRow } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type * as M from "../../../schema/tablestore/protobuf/generated/search.ts"
import type {
  ComputeSplitsRequest,
  ComputeSplitsResponse
} from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { ColumnsToGet, ScanQuery } from "../../../schema/tablestore/search/searchRequest.ts"
import { compareKeys } from "../../Store.ts"
import type { Instance } from "../engine/Instance.ts"
import { search as limits } from "../limits.ts"
import { metaNotMatch, parameterInvalid, sessionExpired } from "../refusals.ts"
import { readValue } from "../schemaValues.ts"
import { flatMapInSteps, type Steps } from "../steps.ts"
import { queryTest } from "./queries.ts"
import { checkedSize } from "./queryTree.ts"
import { rowView, storedColumns } from "./rowViews.ts"
import { corpusOf, countRows, knownIndex, type SearchIndex } from "./searchIndexes.ts"

/** A session, in the store under its id. */
interface Session {
  readonly expiresMillis: number
}

const sessions = (instance: Instance) => instance.stored<Session>("scanSessions")

const aliveMillis = (seconds: number | undefined): number => (seconds ?? limits.defaultScanAliveSeconds) * 1000

export const computeSplits = (
  instance: Instance,
  { searchIndexSplitsOptions, tableName }: ComputeSplitsRequest,
  nowMillis: number
): ComputeSplitsResponse => {
  const index = scannedIndex(instance, tableName, searchIndexSplitsOptions?.indexName)
  const id = instance.makeId("session", nowMillis)
  sessions(instance).set(id, { expiresMillis: nowMillis + aliveMillis(undefined) })
  const splits = Math.ceil(countRows(instance, index, nowMillis) / limits.rowsPerSplit)
  return {
    sessionId: new TextEncoder().encode(id),
    splitsSize: Math.min(Math.max(splits, 1), limits.maxSplits)
  }
}

/** An index to scan. What is missing is refused in other words than by all other calls. */
const scannedIndex = (instance: Instance, tableName = "", indexName = ""): SearchIndex => {
  if (tableName === "" || instance.tables.get(tableName) === undefined) {
    throw parameterInvalid(`The table '${tableName}' does not exist.`)
  }
  if (indexName === "") throw parameterInvalid("A scan needs the name of an index.")
  const index = knownIndex(instance, tableName, indexName)
  if (index === undefined) throw metaNotMatch(`The table '${tableName}' has no search index '${indexName}'.`)
  return index
}

/** Goes on with a session; without one a scan is not protected against changes of the index, as here it never is. */
const touch = (
  instance: Instance,
  id: Uint8Array | undefined,
  aliveSeconds: number | undefined,
  nowMillis: number
): void => {
  if (id === undefined || id.length === 0) return
  const key = new TextDecoder().decode(id)
  const session = sessions(instance).get(key)
  if (session === undefined || nowMillis >= session.expiresMillis) throw sessionExpired()
  sessions(instance).set(key, { expiresMillis: nowMillis + aliveMillis(aliveSeconds) })
}

const partOf = (key: string, parts: number): number => createHash("md5").update(key).digest().readUInt32BE(0) % parts

export function* parallelScan(
  instance: Instance,
  request: M.ParallelScanRequest,
  nowMillis: number
): Steps<M.ParallelScanResponse> {
  const index = scannedIndex(instance, request.tableName, request.indexName)
  if (request.scanQuery === undefined) throw parameterInvalid("A scan needs a query.")
  const scan = readValue(ScanQuery, request.scanQuery)
  const { currentParallelId = 0, limit = limits.maxScanRows, maxParallel = 1, query, token } = scan
  if (maxParallel < 1 || maxParallel > limits.maxSplits) {
    throw parameterInvalid(`The maximum parallelism must be in range: [1, ${limits.maxSplits}].`)
  }
  if (currentParallelId < 0 || currentParallelId >= maxParallel) {
    throw parameterInvalid("The current parallel id must be less than the maximum parallelism.")
  }
  if (limit <= 0 || limit > limits.maxScanRows)
    throw parameterInvalid(`The limit must be in range: [1, ${limits.maxScanRows}].`)
  const columns = request.columnsToGet === undefined ? undefined : readValue(ColumnsToGet, request.columnsToGet)
  if (columns?._tag === "All") throw parameterInvalid("A parallel scan returns columns of the index only.")
  const stored = storedColumns(index)
  if (columns?._tag === "Specified" && columns.names.some((name) => !stored.has(name))) {
    throw parameterInvalid("A parallel scan returns columns of the index only.")
  }
  touch(instance, request.sessionId, scan.aliveTimeSeconds, nowMillis)
  const corpus = yield* corpusOf(instance, index, nowMillis)
  const size = query === undefined ? 1 : checkedSize(query)
  const test = query === undefined ? () => 1 : queryTest(corpus, query)
  const after = token === undefined || token.length === 0 ? undefined : new TextDecoder().decode(token)
  const rest = yield* flatMapInSteps(
    corpus.rows,
    (row) =>
      (after === undefined || compareKeys(row.key, after) > 0) &&
      partOf(row.key, maxParallel) === currentParallelId &&
      test(row.document) !== undefined
        ? [row]
        : [],
    size * 5
  )
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  const view = rowView(index, columns)
  return {
    rows: page.map((row) => encodeRow(view(row))),
    // The last page has one too: only a page without rows is the end.
    ...(last === undefined ? {} : { nextToken: new TextEncoder().encode(last.key) })
  }
}
