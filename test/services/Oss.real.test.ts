/**
 * The behaviours of an object store, on the real service. They are registered when the environment says where: with
 * `OSS_TEST_BUCKET_PREFIX`, `OSS_TEST_REGION`, `OSS_ACCESS_KEY_ID` and `OSS_ACCESS_KEY_SECRET` (and `OSS_SESSION_TOKEN`
 * for temporary keys). Every bucket they create has a name of that prefix, and is deleted again.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Layer from "effect/Layer"
import { layerPlatform } from "../../src/node.ts"
import { Oss } from "../../src/services/Oss.ts"
import { objectStoreSuite } from "../suites/objectStoreSuite.ts"

const { OSS_TEST_BUCKET_PREFIX: bucketPrefix, OSS_TEST_REGION: region } = process.env

if (bucketPrefix !== undefined && region !== undefined) {
  objectStoreSuite(
    `OSS in ${region}`,
    Oss.layer({ region }).pipe(
      Layer.provide([Oss.layerCredentials, Oss.layerRetry()]),
      Layer.provideMerge(layerPlatform)
    ),
    { bucketPrefix, countsAtOnce: false }
  )
}

describe("the real service", () => {
  it("is told by both variables or by none", () => {
    assert.strictEqual(bucketPrefix === undefined, region === undefined)
  })
})
