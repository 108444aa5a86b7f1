/** Search requests as messages of the wire. */

import { decodeMessage, encodeMessage } from "../../wire/protobufMessage.ts"
import * as M from "../protobuf/generated/search.ts"
import { type Converter, nested, recordCodec, senseless } from "../protobuf/recordCodec.ts"
import { aggregationsConverter } from "./aggregationCodec.ts"
import { groupBysConverter } from "./groupByCodec.ts"
import { highlightCodec } from "./highlightCodec.ts"
import { queryConverter, sorters } from "./searchQueryCodec.ts"
import type { ColumnsToGet, ScanQuery, SearchQuery } from "./searchRequest.ts"

type Direct = Omit<SearchQuery, "sort" | "disableDefaultPrimaryKeySort" | "collapseField" | "postFilter">

/** All fields that stand alone in the message. */
const directCodec = /*#__PURE__*/ recordCodec<Direct>()(
  M.SearchQuery,
  undefined,
  {
    offset: "offset",
    limit: "limit",
    query: ["query", queryConverter],
    getTotalCount: "getTotalCount",
    token: "token",
    aggregations: ["aggs", aggregationsConverter],
    groupBys: ["groupBys", groupBysConverter],
    highlight: ["highlight", nested(() => highlightCodec)],
    trackTotalCount: "trackTotalCount"
  },
  []
)

const sortOf = ({ sort, disableDefaultPrimaryKeySort }: SearchQuery): M.Sort | undefined =>
  sort === undefined && disableDefaultPrimaryKeySort === undefined
    ? undefined
    : { sorter: (sort ?? []).map(sorters.to), disableDefaultPkSorter: disableDefaultPrimaryKeySort }

/** Search queries as `SearchQuery` messages. */
export const searchQueryConverter: Converter<SearchQuery, M.SearchQuery> = {
  to: (query) => ({
    ...directCodec.toMessage(query),
    collapse: query.collapseField === undefined ? undefined : { fieldName: query.collapseField },
    sort: sortOf(query),
    // The official clients always send it.
    getTotalCount: query.getTotalCount ?? false,
    filter: query.postFilter === undefined ? undefined : { query: queryConverter.to(query.postFilter) }
  }),
  from: (message) => ({
    ...directCodec.fromMessage(message),
    ...(message.collapse?.fieldName === undefined ? {} : { collapseField: message.collapse.fieldName }),
    ...(message.sort === undefined ? {} : { sort: message.sort.sorter.map(sorters.from) }),
    ...(message.sort?.disableDefaultPkSorter === undefined
      ? {}
      : { disableDefaultPrimaryKeySort: message.sort.disableDefaultPkSorter }),
    ...(message.filter?.query === undefined ? {} : { postFilter: queryConverter.from(message.filter.query) })
  })
}

/** The bytes of a search query, as `SearchRequest.search_query` carries them. Throws `WireError`. */
export const encodeSearchQuery = (query: SearchQuery): Uint8Array =>
  encodeMessage(M.SearchQuery, searchQueryConverter.to(query))

/** The search query of some bytes. Throws `WireError`. */
export const decodeSearchQuery = (bytes: Uint8Array): SearchQuery =>
  searchQueryConverter.from(decodeMessage(M.SearchQuery, bytes))

/** Columns to get as `ColumnsToGet` messages. */
export const columnsToGetConverter: Converter<ColumnsToGet, M.ColumnsToGet> = {
  to: (columns) => {
    switch (columns._tag) {
      case "All":
        return { returnType: M.ColumnReturnType.RETURN_ALL, columnNames: [] }
      case "AllFromIndex":
        return { returnType: M.ColumnReturnType.RETURN_ALL_FROM_INDEX, columnNames: [] }
      case "None":
        return { returnType: M.ColumnReturnType.RETURN_NONE, columnNames: [] }
      case "Specified":
        return { returnType: M.ColumnReturnType.RETURN_SPECIFIED, columnNames: columns.names }
    }
  },
  from: ({ returnType, columnNames }) => {
    switch (returnType) {
      case M.ColumnReturnType.RETURN_ALL:
        return { _tag: "All" }
      case M.ColumnReturnType.RETURN_ALL_FROM_INDEX:
        return { _tag: "AllFromIndex" }
      case M.ColumnReturnType.RETURN_NONE:
        return { _tag: "None" }
      case M.ColumnReturnType.RETURN_SPECIFIED:
        return { _tag: "Specified", names: columnNames }
      default:
        throw senseless("ColumnsToGet", `there is no return type ${String(returnType)}`)
    }
  }
}

/** Scan queries as `ScanQuery` messages. */
export const scanQueryCodec = /*#__PURE__*/ recordCodec<ScanQuery>()(
  M.ScanQuery,
  undefined,
  {
    query: ["query", queryConverter],
    limit: "limit",
    aliveTimeSeconds: "aliveTime",
    token: "token",
    currentParallelId: "currentParallelId",
    maxParallel: "maxParallel"
  },
  []
)
