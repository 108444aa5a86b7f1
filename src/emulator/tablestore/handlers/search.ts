/** Calls on search indexes. */
import * as S from "../../../schema/tablestore/protobuf/generated/search.ts"
import * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { type Handlers, handle, handleInSteps, handleWithoutAnswer } from "../Handler.ts"
import { computeSplits, parallelScan } from "../search/parallelScans.ts"
import { search } from "../search/search.ts"
import {
  createSearchIndex,
  deleteSearchIndex,
  describeSearchIndex,
  listSearchIndexes,
  updateSearchIndex
} from "../search/searchIndexes.ts"

export const searchHandlers: Handlers = {
  CreateSearchIndex: handleWithoutAnswer(S.CreateSearchIndexRequest, (request, { instance, nowMillis }) =>
    createSearchIndex(instance, request, nowMillis)
  ),
  UpdateSearchIndex: handleWithoutAnswer(S.UpdateSearchIndexRequest, (request, { instance }) =>
    updateSearchIndex(instance, request)
  ),
  DeleteSearchIndex: handleWithoutAnswer(S.DeleteSearchIndexRequest, (request, { instance }) =>
    deleteSearchIndex(instance, request)
  ),
  ListSearchIndex: handle(S.ListSearchIndexRequest, S.ListSearchIndexResponse, (request, { instance }) =>
    listSearchIndexes(instance, request)
  ),
  DescribeSearchIndex: handle(
    S.DescribeSearchIndexRequest,
    S.DescribeSearchIndexResponse,
    (request, { instance, nowMillis }) => describeSearchIndex(instance, request, nowMillis)
  ),
  Search: handleInSteps(S.SearchRequest, S.SearchResponse, (request, { instance, nowMillis }) =>
    search(instance, request, nowMillis)
  ),
  ComputeSplits: handle(M.ComputeSplitsRequest, M.ComputeSplitsResponse, (request, { instance, nowMillis }) =>
    computeSplits(instance, request, nowMillis)
  ),
  ParallelScan: handleInSteps(S.ParallelScanRequest, S.ParallelScanResponse, (request, { instance, nowMillis }) =>
    parallelScan(instance, request, nowMillis)
  )
}
