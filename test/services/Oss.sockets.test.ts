/** The behaviours of an object store, on the emulator over real sockets, through every HTTP client. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss } from "../../src/services/Oss.ts"
import { OssServer, OssTest, testKeys } from "../../src/testing.ts"
import { objectStoreSuite } from "../suites/objectStoreSuite.ts"
import { transports } from "../suites/transports.ts"

const implementation = (transport: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.unwrap(
    Effect.map(OssServer, ({ url }) =>
      Oss.layer({ endpoint: url, region: "cn-hangzhou" }).pipe(
        Layer.provide([Credentials.layerStatic(testKeys), RetryPolicy.layer(), NodeFileSystem.layer])
      )
    )
  ).pipe(Layer.provideMerge(transport), Layer.provide(OssTest.layerServer()))

for (const [name, transport] of transports) {
  objectStoreSuite(`the emulator over ${name}`, implementation(transport))
}
