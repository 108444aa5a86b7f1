import { expect, layer } from "@effect/vitest"
import { Effect, Result } from "effect"
import { oisAddress } from "../../../src/layers/ois/address.ts"
import { connectOis, type OisConnectionOptions } from "../../../src/layers/ois/endpoint.ts"
import type { OisRequest } from "../../../src/layers/ois/OisRequest.ts"
import { readRedirect } from "../../../src/layers/ois/redirect.ts"
import { signHeaders } from "../../../src/layers/ois/signer/qs.ts"
import { signedPartsOf } from "../../../src/layers/ois/signer/SignedParts.ts"
import { owner } from "../fixture.ts"
import { call, oisLayer } from "./calls.ts"

const partsOf = (url: string) => {
  const [, origin, target] = /^(https?:\/\/[^/]+)(.*)$/.exec(url)!
  return { origin: origin!, target: target! }
}

layer(oisLayer({ domains: ["ois.test"] }))("what the client makes of a redirect", (it) => {
  const settings: ReadonlyArray<readonly [string, OisConnectionOptions]> = [
    ["in the path", { endpoint: "http://ois.test" }],
    ["in the host", { endpoint: "http://ois.test", virtualHosted: true }],
    ["in the path, on a port", { endpoint: "http://ois.test:8080" }],
    ["in the host, on a port", { endpoint: "http://ois.test:8080", virtualHosted: true }],
    ["in the path, at the vendor", { deployment: "qingstor" }],
    ["in the host, at the vendor", { deployment: "qingstor", virtualHosted: true }]
  ]

  it.effect.each(settings)("leads to the same object, with the signature that it has: bucket %s", ([, options]) =>
    Effect.gen(function* () {
      const connection = Result.getOrThrow(connectOis(options))
      yield* call("PUT", "/redirected", { origin: "http://sh1a.ois.test" })
      yield* call("PUT", "/redirected/dir/a%20b", { body: "v" })
      const request: OisRequest = {
        method: "GET",
        host: { bucket: "redirected" },
        path: "dir/a b",
        query: [["response-content-type", "text/plain"]],
        headers: {}
      }
      const address = Result.getOrThrow(oisAddress(connection, request))
      const { headers } = signHeaders(signedPartsOf(request, address), owner.accessKeys[0]!, { timeMillis: 0 })
      const send = (url: string) => {
        const { origin, target } = partsOf(url)
        return call("GET", target, { as: "anonymous", origin, headers })
      }
      const led = yield* send(address.url)
      expect(led.status).toBe(options.virtualHosted === true ? 307 : 301)
      const redirect = readRedirect(connection, request, address.url, led.headers["location"])
      expect(redirect).toMatchObject({ _tag: "OwnHost", zone: "sh1a", sameResource: true })
      const read = yield* send((redirect as { readonly url: string }).url)
      expect([read.status, read.text, read.headers["content-type"]]).toEqual([200, "v", "text/plain"])
    })
  )
})
