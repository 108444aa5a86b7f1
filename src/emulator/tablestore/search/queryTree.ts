/** Queries as trees. */
import type { Query } from "../../../schema/tablestore/search/searchQuery.ts"
import { search as limits } from "../limits.ts"
import { parameterInvalid } from "../refusals.ts"

/** The queries right inside of a query. */
export const queriesIn = (query: Query): ReadonlyArray<Query> => {
  switch (query._tag) {
    case "Bool":
      return [...query.must, ...query.filter, ...query.mustNot, ...query.should]
    case "ConstScore":
      return [query.filter]
    case "FunctionScore":
    case "Nested":
      return [query.query]
    case "ScoreFunctions":
      return [query.query, ...query.functions.flatMap(({ filter }) => filter ?? [])]
    case "KnnVector":
      return query.filter === undefined ? [] : [query.filter]
    default:
      return []
  }
}

/** Refuses a query that is too large, and tells how many queries the others are made of. */
export const checkedSize = (query: Query): number => {
  let level: ReadonlyArray<Query> = [query]
  let size = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.maxQueryDepth) throw parameterInvalid(`Queries nest more than ${limits.maxQueryDepth} deep.`)
    size += level.length
    if (size > limits.maxQueries)
      throw parameterInvalid(`A query made of more than ${limits.maxQueries} queries is not supported.`)
    level = level.flatMap(queriesIn)
  }
  return size
}
