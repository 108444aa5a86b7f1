/** Sorters as messages of the wire. */
import * as M from "../protobuf/generated/search.ts"
import { type Converter, listOf, nested, recordCodec, senseless, words } from "../protobuf/recordCodec.ts"
import type { Query } from "./searchQuery.ts"
import type {
  DocSort,
  FieldSort,
  GeoDistanceSort,
  NestedFilter,
  PrimaryKeySort,
  ScoreSort,
  Sorter
} from "./searchSort.ts"
import { orders, pointText, variant } from "./searchValueCodec.ts"

const modes = /*#__PURE__*/ words("SortMode", {
  min: M.SortMode.SORT_MODE_MIN,
  max: M.SortMode.SORT_MODE_MAX,
  avg: M.SortMode.SORT_MODE_AVG
})

const distanceTypes = /*#__PURE__*/ words("GeoDistanceType", {
  arc: M.GeoDistanceType.GEO_DISTANCE_ARC,
  plane: M.GeoDistanceType.GEO_DISTANCE_PLANE
})

/**
 * Sorters as `Sorter` messages.
 *
 * @param query how the queries inside nested filters are written
 */
export const sorterConverter = (query: Converter<Query, M.Query>): Converter<Sorter, M.Sorter> => {
  const nestedFilter = recordCodec<NestedFilter>()(
    M.NestedFilter,
    undefined,
    { path: "path", filter: ["filter", query] },
    ["path", "filter"]
  )
  const field = recordCodec<FieldSort>()(
    M.FieldSort,
    "FieldSort",
    {
      field: "fieldName",
      order: ["order", orders],
      mode: ["mode", modes],
      nestedFilter: ["nestedFilter", nested(() => nestedFilter)],
      missingValue: ["missingValue", variant],
      missingField: "missingField"
    },
    ["field"]
  )
  const geoDistance = recordCodec<GeoDistanceSort>()(
    M.GeoDistanceSort,
    "GeoDistanceSort",
    {
      field: "fieldName",
      points: ["points", listOf(pointText)],
      order: ["order", orders],
      mode: ["mode", modes],
      distanceType: ["distanceType", distanceTypes],
      nestedFilter: ["nestedFilter", nested(() => nestedFilter)]
    },
    ["field", "points"]
  )
  const score = recordCodec<ScoreSort>()(M.ScoreSort, "ScoreSort", { order: ["order", orders] }, [])
  const primaryKey = recordCodec<PrimaryKeySort>()(M.PrimaryKeySort, "PrimaryKeySort", { order: ["order", orders] }, [])
  const doc = recordCodec<DocSort>()(M.DocSort, "DocSort", { order: ["order", orders] }, [])
  return {
    to: (sorter) => {
      switch (sorter._tag) {
        case "FieldSort":
          return { fieldSort: field.toMessage(sorter) }
        case "GeoDistanceSort":
          return { geoDistanceSort: geoDistance.toMessage(sorter) }
        case "ScoreSort":
          return { scoreSort: score.toMessage(sorter) }
        case "PrimaryKeySort":
          return { pkSort: primaryKey.toMessage(sorter) }
        case "DocSort":
          return { docSort: doc.toMessage(sorter) }
      }
    },
    from: ({ fieldSort, geoDistanceSort, scoreSort, pkSort, docSort }) => {
      if (fieldSort !== undefined) return field.fromMessage(fieldSort)
      if (geoDistanceSort !== undefined) return geoDistance.fromMessage(geoDistanceSort)
      if (scoreSort !== undefined) return score.fromMessage(scoreSort)
      if (pkSort !== undefined) return primaryKey.fromMessage(pkSort)
      if (docSort !== undefined) return doc.fromMessage(docSort)
      throw senseless("Sorter", "it holds no sorter that is known")
    }
  }
}

/** Sorters, one after the other, as a `Sort` message. */
export const sortConverter = (sorter: Converter<Sorter, M.Sorter>): Converter<ReadonlyArray<Sorter>, M.Sort> => ({
  to: (sorters) => ({ sorter: sorters.map(sorter.to) }),
  from: (message) => message.sorter.map(sorter.from)
})
