/** The scenario where there is only fetch: browsers and workers. */
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import { Oss } from "../../src/services/Oss.ts"
import { scenario, unreachable } from "./scenario.ts"

const ossAt = (endpoint: string, signatureVersion: "v1" | "v4", retry: RetryPolicy.RetryOptions = {}) =>
  Oss.layer({ endpoint, region: "cn-hangzhou", signatureVersion }).pipe(
    Layer.provide([
      Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }),
      RetryPolicy.layer(retry),
      FetchHttpClient.layer
    ])
  )

/**
 * Runs it.
 *
 * @param closedUrl a server that cannot be asked: not there, or of another origin
 */
export const run = (bucket: string, url: string, closedUrl: string) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const done = yield* Effect.provide(scenario(bucket), ossAt(url, "v4"))
      yield* Effect.provide(scenario(`${bucket}-v1`), ossAt(url, "v1"))
      const refused = yield* Effect.provide(unreachable, ossAt(closedUrl, "v4", { maxAttempts: 1 }))
      return { done: [...done, "signature 1"], refused }
    })
  ).catch((error: unknown) => ({ failed: String(error) }))

/** A worker: asked by `run.ts`, it answers what works. */
export default {
  fetch: async (request: Request): Promise<Response> => {
    const { searchParams } = new URL(request.url)
    const argument = (name: string) => searchParams.get(name) ?? ""
    return Response.json(await run(argument("bucket"), argument("url"), argument("closed")))
  }
}
