/** Calls on buckets and on the service. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Answer, empty, text } from "../../frame/Answer.ts"
import * as Buckets from "../buckets.ts"
import { choice, integer } from "../choices.ts"
import * as Documents from "../documents.ts"
import { defaultListKeys, maxListKeys } from "../limits.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { Handlers } from "../OssRequest.ts"
import { invalidArgument } from "../refusals.ts"
import { bucketAcls, redundancyTypes, storageClasses } from "../state.ts"
import { readDocument, textOf } from "../xml.ts"
import { apply, receiveDocument } from "./reading.ts"

/** An answer with a document. */
export const document = (content: string): Answer => text(200, "application/xml", content)

const readAcl = (value: string | undefined) =>
  choice(bucketAcls, "x-oss-acl", value, "no such bucket access control exists")

const readConfiguration = (bytes: Uint8Array) =>
  Result.gen(function* () {
    if (bytes.length === 0) return {}
    const node = yield* readDocument(bytes, "CreateBucketConfiguration")
    return {
      storageClass: yield* choice(storageClasses, "StorageClass", textOf(node, "StorageClass")),
      dataRedundancyType: yield* choice(redundancyTypes, "DataRedundancyType", textOf(node, "DataRedundancyType"))
    }
  })

/** The bucket named by an request, for its owner. */
const describe =
  (print: (bucket: Parameters<typeof Documents.bucketInfo>[0]) => string): Handlers[string] =>
  ({ bucket, call }) =>
    apply(() => Result.map(Buckets.getBucket(call, { bucket }), (found) => document(print(found))))

const created = (bucket: string): Answer => empty(200, { location: `/${bucket}` })

export const bucketHandlers: Handlers = {
  ListBuckets: ({ call, query }) =>
    apply(() =>
      Result.gen(function* () {
        const maxKeys = yield* integer("max-keys", query.get("max-keys"), { min: 1, max: maxListKeys })
        const input = { prefix: query.get("prefix"), marker: query.get("marker"), maxKeys: maxKeys ?? defaultListKeys }
        const page = yield* Buckets.listBuckets(call, input)
        return document(Documents.bucketList(page, input))
      })
    ),

  PutBucket: (request) =>
    Effect.gen(function* () {
      const { bucket, call, headers } = request
      const bytes = yield* receiveDocument(request)
      yield* apply(() =>
        Result.gen(function* () {
          const acl = yield* readAcl(headers["x-oss-acl"])
          const configuration = yield* readConfiguration(bytes)
          yield* Buckets.createBucket(call, { bucket, acl, ...configuration })
        })
      )
      return created(bucket)
    }),

  DeleteBucket: ({ bucket, call }) => apply(() => Result.map(Buckets.deleteBucket(call, { bucket }), () => empty(204))),

  GetBucketInfo: describe(Documents.bucketInfo),
  GetBucketLocation: describe(Documents.bucketLocation),
  GetBucketAcl: describe((bucket) => Documents.accessControlPolicy(bucket, bucket.acl)),

  GetBucketStat: ({ bucket, call }) =>
    apply(() => Result.map(Buckets.getBucketStat(call, { bucket }), (stat) => document(Documents.bucketStat(stat)))),

  PutBucketAcl: ({ bucket, call, headers }) =>
    apply(() =>
      Result.gen(function* () {
        const acl = yield* readAcl(headers["x-oss-acl"])
        if (acl === undefined) return yield* missingAcl("x-oss-acl")
        yield* Buckets.putBucketAcl(call, { bucket, acl })
        return created(bucket)
      })
    )
}

/** An ACL call without an ACL. */
export const missingAcl = (header: string): Result.Result<never, OssRefusal> =>
  Result.fail(invalidArgument("no such access control exists", header, ""))
