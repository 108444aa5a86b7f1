/** Listings of objects. */
import * as Result from "effect/Result"
import { choice, flag, integer } from "../choices.ts"
import * as Documents from "../documents.ts"
import type { Exchange, Handlers } from "../Exchange.ts"
import { invalidArgument } from "../faults.ts"
import { defaultListKeys, maxListKeys, maxListTextBytes, utf8Length } from "../limits.ts"
import { listObjects } from "../listing.ts"
import type { OssFault } from "../OssFault.ts"
import { document } from "./buckets.ts"
import { apply } from "./reading.ts"

const readText = ({ query }: Exchange, name: string): Result.Result<string, OssFault> => {
  const value = query.get(name) ?? ""
  return utf8Length(value) <= maxListTextBytes
    ? Result.succeed(value)
    : Result.fail(invalidArgument(`The length of ${name} must be less than 1024.`, name, value))
}

/** The `encoding-type` parameter. */
export const readEncoding = ({ query }: Exchange): Result.Result<Documents.TextEncoding, OssFault> =>
  choice(["url"], "encoding-type", query.get("encoding-type"), "Invalid Encoding Method specified in Request")

const readCommon = (exchange: Exchange) =>
  Result.gen(function* () {
    const maxKeys = yield* integer("max-keys", exchange.query.get("max-keys"), { min: 1, max: maxListKeys })
    return {
      prefix: yield* readText(exchange, "prefix"),
      delimiter: exchange.query.get("delimiter") ?? "",
      maxKeys: maxKeys ?? defaultListKeys,
      encoding: yield* readEncoding(exchange)
    }
  })

const readToken = (token: string): Result.Result<string, OssFault> => {
  const last = Buffer.from(token, "base64").toString("utf8")
  return Documents.printToken(last) === token
    ? Result.succeed(last)
    : Result.fail(invalidArgument("The continuation token provided is incorrect", "continuation-token", token))
}

export const listingHandlers: Handlers = {
  ListObjects: (exchange) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket: name, call } = exchange
        const input = yield* readCommon(exchange)
        const marker = yield* readText(exchange, "marker")
        const { bucket, ...page } = yield* listObjects(call, { bucket: name, after: marker, ...input })
        return document(Documents.objectList({ bucket, page, marker, ...input }))
      })
    ),

  ListObjectsV2: (exchange) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket: name, call, query } = exchange
        const version = query.get("list-type")
        if (version !== "2") return yield* Result.fail(invalidArgument("Invalid list-type.", "list-type", version))
        const input = yield* readCommon(exchange)
        const startAfter = yield* readText(exchange, "start-after")
        const fetchOwner = yield* flag("fetch-owner", query.get("fetch-owner") || undefined)
        const token = query.get("continuation-token")
        const continuationToken = token === "" ? undefined : token
        const after = continuationToken === undefined ? startAfter : yield* readToken(continuationToken)
        const { bucket, ...page } = yield* listObjects(call, { bucket: name, after, ...input })
        return document(
          Documents.objectListV2({
            bucket,
            page,
            ...input,
            startAfter: query.has("start-after") ? startAfter : undefined,
            continuationToken,
            fetchOwner
          })
        )
      })
    )
}
