/**
 * A query inside of something else.
 */
import * as Schema from "effect/Schema"
import type * as M from "../protobuf/generated/search.ts"
import { Query } from "./searchQuery.ts"

/** A query that may hold others: at most 64 levels. */
export const InnerQuery: Schema.Codec<Query, M.Query> = /*#__PURE__*/ Schema.suspend(() => Query)
