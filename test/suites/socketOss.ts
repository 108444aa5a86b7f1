/** OSS over real sockets. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss, type OssOptions } from "../../src/services/Oss.ts"

/** OSS at a server, with a policy that repeats quickly. */
export const socketOss = (
  endpoint: string,
  transport: Layer.Layer<HttpClient.HttpClient>,
  options?: OssOptions,
  retryPolicy: Layer.Layer<RetryPolicy.RetryPolicy> = RetryPolicy.layer({ baseDelay: "10 millis" })
) =>
  Oss.layer({ endpoint, region: "cn-hangzhou", ...options }).pipe(
    Layer.provide([
      Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }),
      retryPolicy,
      transport,
      NodeFileSystem.layer
    ])
  )
