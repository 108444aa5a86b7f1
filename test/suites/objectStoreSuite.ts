/**
 * What every object store has to do, whoever implements it: the emulator in this process, the emulator over sockets, the
 * real service. A suite takes a layer and asks nothing else of it.
 */
import { describe, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Oss, type OssBucket } from "../../src/services/Oss.ts"
import { accessBehaviours } from "./objectStore/access.ts"
import { bucketBehaviours } from "./objectStore/buckets.ts"
import { copyBehaviours } from "./objectStore/copies.ts"
import { keyBehaviours } from "./objectStore/keys.ts"
import { listBehaviours } from "./objectStore/lists.ts"
import { presignBehaviours } from "./objectStore/presigned.ts"
import { readBehaviours } from "./objectStore/reads.ts"
import type { StoreContext } from "./objectStore/StoreContext.ts"
import { writeBehaviours } from "./objectStore/writes.ts"

export interface ObjectStoreOptions {
  /** What names of buckets start with; they are made unique for each run. Default `ecs-test`. */
  readonly bucketPrefix?: string | undefined
  /** Whether counts of a bucket are up to date at once. Default `true`; the real service counts now and then. */
  readonly countsAtOnce?: boolean | undefined
  /** How presigned URLs are signed. Default `v4`. */
  readonly signatureVersion?: "v1" | "v4" | undefined
}

const makeContext = (options: ObjectStoreOptions): StoreContext => {
  const { bucketPrefix = "ecs-test", countsAtOnce = true, signatureVersion = "v4" } = options
  let count = 0
  const run = crypto.randomUUID().slice(0, 8)
  const newBucketName = () => `${bucketPrefix}-${run}-${++count}`
  return {
    countsAtOnce,
    signatureVersion,
    newBucketName,
    newBucket: (settings) =>
      Effect.gen(function* () {
        const bucket = (yield* Oss).bucket(newBucketName())
        yield* Effect.acquireRelease(bucket.putBucket(settings ?? {}), () => Effect.ignore(removeBucket(bucket)))
        return bucket
      })
  }
}

const removeBucket = (bucket: OssBucket) =>
  bucket.listObjectsAll().pipe(
    Stream.mapEffect(({ key }) => bucket.deleteObject({ key }), { concurrency: 8 }),
    Stream.runDrain,
    Effect.andThen(bucket.deleteBucket())
  )

/**
 * Registers the behaviours of an object store.
 *
 * @param implementation `Oss` over some store, and the HTTP client by which presigned URLs of that store are used
 */
export const objectStoreSuite = <E>(
  name: string,
  implementation: Layer.Layer<Oss | HttpClient.HttpClient, E>,
  options: ObjectStoreOptions = {}
): void => {
  const context = makeContext(options)
  layer(implementation, { excludeTestServices: true, timeout: 60_000 })(name, (it) => {
    describe("buckets", () => bucketBehaviours(it, context))
    describe("writing objects", () => writeBehaviours(it, context))
    describe("reading objects", () => readBehaviours(it, context))
    describe("copying and deleting objects", () => copyBehaviours(it, context))
    describe("access, tags and symlinks", () => accessBehaviours(it, context))
    describe("lists", () => listBehaviours(it, context))
    describe("keys", () => keyBehaviours(it, context))
    describe("permissions that travel", () => presignBehaviours(it, context))
  })
}
