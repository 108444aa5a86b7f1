/** Listings of objects. */
import * as Result from "effect/Result"
import { choice, flag, integer } from "../choices.ts"
import * as Documents from "../documents.ts"
import { defaultListKeys, maxListKeys, maxListTextBytes, utf8Length } from "../limits.ts"
import { listObjects } from "../listing.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { Handlers, OssRequest } from "../OssRequest.ts"
import { invalidArgument } from "../refusals.ts"
import { document } from "./buckets.ts"
import { apply } from "./reading.ts"

const readText = ({ query }: OssRequest, name: string): Result.Result<string, OssRefusal> => {
  const value = query.get(name) ?? ""
  return utf8Length(value) <= maxListTextBytes
    ? Result.succeed(value)
    : Result.fail(invalidArgument(`The length of ${name} must be less than 1024.`, name, value))
}

/** The `encoding-type` parameter. */
export const readEncoding = ({ query }: OssRequest): Result.Result<Documents.TextEncoding, OssRefusal> =>
  choice(["url"], "encoding-type", query.get("encoding-type"), "Invalid Encoding Method specified in Request")

const readCommon = (request: OssRequest) =>
  Result.gen(function* () {
    const maxKeys = yield* integer("max-keys", request.query.get("max-keys"), { min: 1, max: maxListKeys })
    return {
      prefix: yield* readText(request, "prefix"),
      delimiter: request.query.get("delimiter") ?? "",
      maxKeys: maxKeys ?? defaultListKeys,
      encoding: yield* readEncoding(request)
    }
  })

const readToken = (token: string): Result.Result<string, OssRefusal> => {
  const last = Buffer.from(token, "base64").toString("utf8")
  return Documents.printToken(last) === token
    ? Result.succeed(last)
    : Result.fail(invalidArgument("The continuation token provided is incorrect", "continuation-token", token))
}

export const listingHandlers: Handlers = {
  ListObjects: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket: name, call } = request
        const input = yield* readCommon(request)
        const marker = yield* readText(request, "marker")
        const { bucket, page } = yield* listObjects(call, { bucket: name, after: marker, ...input })
        return document(Documents.objectList({ bucket, page, marker, ...input }))
      })
    ),

  ListObjectsV2: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket: name, call, query } = request
        const version = query.get("list-type")
        if (version !== "2") return yield* Result.fail(invalidArgument("Invalid list-type.", "list-type", version))
        const input = yield* readCommon(request)
        const startAfter = yield* readText(request, "start-after")
        const fetchOwner = yield* flag("fetch-owner", query.get("fetch-owner") || undefined)
        const token = query.get("continuation-token")
        const continuationToken = token === "" ? undefined : token
        const after = continuationToken === undefined ? startAfter : yield* readToken(continuationToken)
        const { bucket, page } = yield* listObjects(call, { bucket: name, after, ...input })
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
