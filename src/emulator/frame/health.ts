/** A URL that tells whether a service is up, for those who wait for it. */
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { App } from "./application.ts"

/** Its path. No bucket may have such a name. */
export const healthPath = "/__health"

const hostName = (host = ""): string => host.trim().replace(/:\d*$/, "")

/** Whether a host names no bucket: an address, or a name without dots. Behind others the path is the key of an object. */
const isOfService = (host: string): boolean =>
  host.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || !host.includes(".")

const isHealthRequest = ({ headers, method, url }: HttpServerRequest): boolean =>
  (method === "GET" || method === "HEAD") &&
  url.split("?", 1)[0] === healthPath &&
  isOfService(hostName(headers["host"]))

/** An application that answers at {@link healthPath} too. */
export const withHealth = (name: string, app: App): App =>
  Effect.flatMap(HttpServerRequest, (request) =>
    isHealthRequest(request) ? Effect.succeed(HttpServerResponse.jsonUnsafe({ status: "ok", service: name })) : app
  )
