/** Calls on the service, and those on buckets that are no settings. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { empty } from "../../frame/Answer.ts"
import { listPage } from "../../objectStore/listing.ts"
import * as Buckets from "../buckets.ts"
import { integer, pageSize, readDelimiter } from "../choices.ts"
import * as Documents from "../documents.ts"
import { defaultListBuckets } from "../limits.ts"
import type { Handlers } from "../OisRequest.ts"
import { accessBucket } from "../permissions.ts"
import { apply } from "../receiving.ts"
import { invalidRequest } from "../refusals.ts"
import { listVersions } from "../versionList.ts"
import { zoneList } from "../zoneList.ts"

export const bucketHandlers: Handlers = {
  ListBuckets: ({ call, headers, query }) =>
    apply(() =>
      Result.gen(function* () {
        const buckets = yield* Buckets.listBuckets(call, {
          offset: (yield* integer("offset", query.get("offset"))) ?? 0,
          limit: (yield* integer("limit", query.get("limit"))) ?? defaultListBuckets,
          location: headers["location"]
        })
        return Documents.json(200, Documents.bucketList(buckets, call.address))
      })
    ),

  ListLocations: ({ call, query }) =>
    call.address.zone === undefined
      ? Effect.succeed(Documents.json(200, zoneList(call, query.get("lang"))))
      : Effect.fail(invalidRequest("Only the host of all zones tells of them.")),

  PutBucket: ({ bucket, call, headers }) =>
    apply(() => Result.map(Buckets.putBucket(call, { bucket, location: headers["location"] }), () => empty(201))),

  HeadBucket: ({ bucket, call }) => apply(() => Result.map(Buckets.headBucket(call, bucket), () => empty(200))),

  DeleteBucket: ({ bucket, call }) => apply(() => Result.map(Buckets.deleteBucket(call, bucket), () => empty(204))),

  GetBucketStatistics: ({ bucket, call }) =>
    apply(() =>
      Result.map(Buckets.getStatistics(call, bucket), (statistics) =>
        Documents.json(200, Documents.statistics(statistics, call.address))
      )
    ),

  ListObjects: ({ bucket, call, query }) =>
    apply(() =>
      Result.gen(function* () {
        const { maxListKeys } = call.choices
        const found = yield* accessBucket(call, bucket, "listObjects")
        const asked: Documents.AskedPage = {
          prefix: query.get("prefix") ?? "",
          delimiter: yield* readDelimiter(query.get("delimiter")),
          marker: query.get("marker") ?? "",
          limit: yield* pageSize(query.get("limit"), { default: maxListKeys, max: maxListKeys })
        }
        const { delimiter, limit, marker, prefix } = asked
        const page = listPage(call.state.objects(bucket), { prefix, delimiter, after: marker, maxKeys: limit })
        return Documents.json(200, Documents.objectList(found, asked, page))
      })
    ),

  ListObjectVersions: ({ bucket, call, query }) =>
    apply(() =>
      Result.gen(function* () {
        const { maxListKeys } = call.choices
        const found = yield* accessBucket(call, bucket, "listObjects")
        const asked = {
          prefix: query.get("prefix") ?? "",
          delimiter: yield* readDelimiter(query.get("delimiter")),
          keyMarker: query.get("key_marker") ?? "",
          versionIdMarker: query.get("version_id_marker") ?? "",
          limit: yield* pageSize(query.get("limit"), { default: maxListKeys, max: maxListKeys })
        }
        const page = yield* listVersions(call, found, asked)
        return Documents.json(200, Documents.versionList(found, asked, page))
      })
    )
}
