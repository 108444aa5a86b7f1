/** The HTTP clients that every behaviour on real sockets is tried with. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Layer from "effect/Layer"

import { layerHttpClient } from "../../src/node.ts"

export const transports: ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpClient.HttpClient>]> = [
  ["undici, directly", layerHttpClient],
  ["undici", NodeHttpClient.layerUndiciOptions({ connections: 64 })],
  ["node:http with keep-alive", NodeHttpClient.layerNodeHttpOptions({ keepAlive: true, maxSockets: 64 })],
  ["fetch", FetchHttpClient.layer]
]
