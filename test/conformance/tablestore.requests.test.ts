/**
 * What our client and the vendor's client for Node send for the same call: method, path, signed headers, and the body
 * byte for byte.
 *
 * Differences that are meant; each has a call that fails when it is gone:
 * - the vendor's client sends zeros behind a row that has an open value, a value the service picks, or a change with a
 *   time, because it guesses the length of the row; we send none;
 * - it asks for one version also when a time range is given, where we ask for all versions in the range, as our
 *   documentation of `maxVersions` says;
 * - we send all that a new table must have: both units, versions, time to live; it what it is given;
 * - it cannot leave out the options when a table is changed and sends empty ones;
 * - it says that a secondary index starts empty, that a search may take 10 and a scan 20 seconds, and that the scores of
 *   nested documents are averaged, also when the caller does not; we leave the service its defaults;
 * - it sends the parameters of an analyzer also when there are none;
 * - it drops `false`, 0 and empty texts in fields of search indexes, missing values, offsets of inner hits and of
 *   histograms; we send what is given.
 *
 * Beyond what is signed: we name our client in `user-agent`, the other names none, and leaves the port out of `host`.
 *
 * Not comparable, because the vendor's client cannot say it: filters by a part of a text (`transfer`) or by the
 * existence of a column, suffix queries, candidates of neighbours, post filters, counting up to a number of rows, atomic
 * batches, signatures of version 4, streams, time series, tunnels, imports, exports and deliveries. It can say of a
 * secondary index how it is kept up to date apart from its type; in ours one follows from the other.
 */
import { Redacted } from "effect"
import TableStore from "tablestore"
import { describe, expect, it } from "vitest"
import { signOtsV2 } from "../../src/layers/tablestore/signer.ts"
import { batchCalls } from "./tablestore.requestsBatches.ts"
import { differentCalls } from "./tablestore.requestsDifferences.ts"
import { groupCalls } from "./tablestore.requestsGroups.ts"
import { indexCalls } from "./tablestore.requestsIndexes.ts"
import { queryCalls } from "./tablestore.requestsQueries.ts"
import { compare, instanceName, keys, type Sent, startRecorder } from "./tablestore.requestsRecorder.ts"
import { rowCalls } from "./tablestore.requestsRows.ts"
import { searchCalls } from "./tablestore.requestsSearches.ts"
import { tableCalls } from "./tablestore.requestsTables.ts"

const calls = [
  ...tableCalls,
  ...rowCalls,
  ...batchCalls,
  ...indexCalls,
  ...queryCalls,
  ...searchCalls,
  ...groupCalls,
  ...differentCalls
]

/** What our signer makes of a request that was sent. */
const ourSignature = ({ method, url, headers, body }: Sent, securityToken: string | undefined): string =>
  signOtsV2(
    { method: method as "POST", host: {}, path: url.slice(1), query: [], headers: {} },
    {
      accessKeyId: keys.accessKeyId,
      accessKeySecret: Redacted.make(keys.accessKeySecret),
      ...(securityToken === undefined ? {} : { securityToken: Redacted.make(securityToken) })
    },
    body,
    { timeMillis: Date.parse(String(headers["x-ots-date"])), instanceName }
  ).signature

/** What the vendor's signer makes of a request that was sent. */
const theirSignature = ({ method, url, headers }: Sent): string => {
  const { "x-ots-signature": _signature, ...unsigned } = headers
  const signer = new TableStore.Signer({ method, path: url, headers: unsigned })
  return signer.sign(keys.accessKeySecret, signer.stringToSign())
}

const expectSameSignatures = (requests: ReadonlyArray<Sent>, securityToken?: string): void => {
  for (const request of requests) {
    expect(ourSignature(request, securityToken)).toBe(request.headers["x-ots-signature"])
    expect(theirSignature(request)).toBe(request.headers["x-ots-signature"])
  }
}

describe("requests of our client and of tablestore", () => {
  const record = startRecorder()

  it.each(calls)("are the same for $method: $name", async (call) => {
    const requests = await record(call)
    compare(call, requests)
    expectSameSignatures(requests)
  })
})

describe("requests with a security token", () => {
  const record = startRecorder("token/+=")

  it("are the same and signed the same", async () => {
    for (const call of tableCalls) {
      const requests = await record(call)
      compare(call, requests)
      for (const { headers } of requests) expect(headers["x-ots-ststoken"]).toBe("token/+=")
      expectSameSignatures(requests, "token/+=")
    }
  })
})

/** Calls in JSON of knowledge bases and memory stores: no tables, and not in this library. */
const jsonMethods =
  "createKnowledgeBase deleteKnowledgeBase updateKnowledgeBase describeKnowledgeBase listKnowledgeBase addDocuments \
getDocument listDocuments deleteDocuments updateDocument retrieve listChunks updateChunks createMemoryStore \
getMemoryStore updateMemoryStore deleteMemoryStore listMemoryStores addMemories searchMemories listMemories getMemory \
updateMemory deleteMemory listMemoryStoreMessages listMemoryStoreRequests"

/** Parts of the client that make a request of a call. */
const machinery =
  "constructor setupRequestListeners populateURI populateHeader buildContent computeContentMd5 extractData \
extractError makeRequest addAllRequestListeners buildJsonContent extractJsonData extractJsonError \
setupJsonRequestListeners makeJsonRequest"

/** Lists of numbers that are about answers, or a second name of another. */
const otherEnums =
  "rowExistenceExpectation ColumnConditionType IndexStatus SyncPhase SQLPayloadVersion SQLStatementType SQLDataType \
SQLDataTypeName plainBufferConsts INF_MIN INF_MAX PK_AUTO_INCR"

/** Lists of which each member has a word of ours: one more or less fails when the calls are made. */
const wordedEnums =
  "ScoreMode SortOrder SortMode FieldType GeoDistanceType IndexOptions QueryOperator DateTimeUnit GeoHashPrecision \
FSMScoreMode FSMCombineMode MathFunction MultiValueMode FunctionModifier VectorDataType VectorMetricType \
HighlightFragmentOrder HighlightEncoder"

/** Where the members of other lists stand in the calls of the vendor's client. */
const places: Readonly<Record<string, RegExp>> = {
  AggregationType: /\.aggs\.type$/,
  BatchWriteType: /\.rows\.type$/,
  ColumnReturnType: /\.columnToGet\.returnType$/,
  ComparatorType: /\.comparator$/,
  DecayFuncParamType: /\.decayParamType$/,
  DefinedColumnType: /\.definedColumn\.type$/,
  Direction: /\.direction$/,
  GroupByType: /\.groupBys\.type$/,
  IndexType: /\.indexType$/,
  IndexUpdateMode: /\.indexUpdateMode$/,
  LogicalOperator: /\.combinator$/,
  PrimaryKeyOption: /\.primaryKey\.option$/,
  PrimaryKeyType: /\.primaryKey\.type$/,
  QueryType: /\.queryType$/,
  ReturnType: /\.returnContent\.returnType$/,
  RowExistenceExpectation: /\.rowExistenceExpectation$/,
  UpdateType: /\.(PUT|DELETE|DELETE_ALL|INCREMENT)$/
}

/** Members that the client reads as if they were not there, or that it puts in by itself. */
const unsaid: Readonly<Record<string, ReadonlyArray<string>>> = {
  ReturnType: ["NONE"],
  IndexType: ["IT_GLOBAL_INDEX"],
  IndexUpdateMode: ["IUM_ASYNC_INDEX"]
}

/** All values of a call, by the names that lead to them. */
const walk = (value: unknown, path: string, visit: (path: string, value: unknown) => void): void => {
  visit(path, value)
  if (Array.isArray(value)) for (const item of value) walk(item, path, visit)
  else if (typeof value === "object" && value !== null && !Buffer.isBuffer(value)) {
    for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`, visit)
  }
}

describe("the comparison", () => {
  it("has all methods of the vendor's client, or a reason why not", () => {
    const known = [...new Set(calls.map(({ method }) => method)), ...jsonMethods.split(" "), ...machinery.split(" ")]
    expect(known.toSorted()).toEqual(Object.keys(TableStore.Client.prototype).toSorted())
  })

  it("has all lists of numbers of the vendor's client", () => {
    const lists = Object.entries<any>(TableStore)
      .filter(([, list]) => typeof list === "object" && Object.values(list).every((item) => Object(item) !== item))
      .map(([name]) => name)
    const known = [...Object.keys(places), ...wordedEnums.split(" "), ...otherEnums.split(" ")]
    expect(known.toSorted()).toEqual(lists.toSorted())
  })

  it.each(Object.entries(places))("has all members of %s", (list, place) => {
    const found = new Set<unknown>()
    for (const { theirs } of calls) {
      walk(theirs, "", (path, value) => {
        if (!place.test(path)) return
        found.add(value)
        // A word may stand for the number, and the kind of a change is a name itself.
        found.add(path.slice(path.lastIndexOf(".") + 1))
      })
    }
    const missing = Object.entries<unknown>(TableStore[list])
      .filter(([name, value]) => !found.has(value) && !found.has(name))
      .map(([name]) => name)
    expect(missing).toEqual(unsaid[list] ?? [])
  })
})
