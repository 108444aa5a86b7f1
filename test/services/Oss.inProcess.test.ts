/** The behaviours of an object store, on the emulator in this process. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssOptions } from "../../src/services/Oss.ts"
import { OssTest, testKeys } from "../../src/testing.ts"
import { objectStoreSuite } from "../suites/objectStoreSuite.ts"

const implementation = (options?: OssOptions, keys: Credentials.KeysInput = testKeys) =>
  Oss.layer({ region: "cn-hangzhou", ...options }).pipe(
    Layer.provide([Credentials.layerStatic(keys), RetryPolicy.layer(), NodeFileSystem.layer]),
    Layer.provideMerge(OssTest.layerHttpClient())
  )

objectStoreSuite("the emulator in this process", implementation())
objectStoreSuite(
  "the emulator in this process, buckets in the path, temporary keys",
  implementation({ pathStyle: true }, { ...testKeys, securityToken: "a+token/of=some&kind" })
)
objectStoreSuite(
  "the emulator in this process, signatures of version 1, temporary keys",
  implementation({ signatureVersion: "v1" }, { ...testKeys, securityToken: "a+token/of=some&kind" }),
  { signatureVersion: "v1" }
)
