/** For which region a version 4 signature has to be made. */
import { createHash, createHmac } from "node:crypto"
import { expect, layer } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { inProcessLayer } from "../fixture.ts"
import { call } from "./calls.ts"

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest()

/** A GET of `/BUCKET` or of the service, signed by version 4; status and code of the answer. */
const get = (
  origin: string,
  options: { readonly bucket?: string; readonly byHost?: boolean; readonly region: string }
) =>
  Effect.gen(function* () {
    const { bucket, byHost = false, region } = options
    const now = new Date(yield* Clock.currentTimeMillis).toISOString()
    const time = now.replace(/[-:]|\.\d+/g, "")
    const day = time.slice(0, 8)
    const headers = { "x-oss-content-sha256": "UNSIGNED-PAYLOAD", "x-oss-date": time }
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
    const resource = bucket === undefined ? "/" : `/${bucket}/`
    const canonical = ["GET", resource, "", lines.join(""), "", "UNSIGNED-PAYLOAD"].join("\n")
    const scope = `${day}/${region}/oss/aliyun_v4_request`
    const hash = createHash("sha256").update(canonical).digest("hex")
    const key = scope.split("/").reduce<string | Buffer>(hmac, "aliyun_v4test")
    const signature = hmac(key as Buffer, `OSS4-HMAC-SHA256\n${time}\n${scope}\n${hash}`).toString("hex")
    const path = bucket === undefined || byHost ? "/" : `/${bucket}`
    const response = yield* HttpClient.execute(
      HttpClientRequest.get(`${origin}${path}`).pipe(
        HttpClientRequest.setHeaders({
          ...headers,
          authorization: `OSS4-HMAC-SHA256 Credential=test/${scope},Signature=${signature}`
        })
      )
    )
    const text = yield* response.text
    return response.status === 200 ? "accepted" : (/<EC>(.*)<\/EC>/.exec(text)?.[1] ?? text)
  })

const wrongRegion = "0002-00000226"

layer(inProcessLayer)("the region of a signature", (it) => {
  it.effect("is the emulator's for the service and for new buckets", () =>
    Effect.gen(function* () {
      expect(yield* get("http://localhost", { region: "cn-hangzhou" })).toBe("accepted")
      expect(yield* get("http://localhost", { region: "cn-beijing" })).toBe(wrongRegion)
    })
  )

  it.effect("is that of the bucket where the host name tells none", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/", { origin: "http://far.oss-ap-southeast-1.aliyuncs.com" })
      for (const [origin, byHost] of [
        ["http://localhost", false],
        ["http://far.localhost", true],
        ["http://far.oss-accelerate.aliyuncs.com", true]
      ] as const) {
        expect(yield* get(origin, { bucket: "far", byHost, region: "ap-southeast-1" })).toBe("accepted")
        expect(yield* get(origin, { bucket: "far", byHost, region: "cn-hangzhou" })).toBe(wrongRegion)
      }
    })
  )

  it.effect("is the one that the host name tells", () =>
    Effect.gen(function* () {
      for (const origin of ["http://oss-us-west-1.aliyuncs.com", "http://oss-us-west-1-internal.localhost"]) {
        expect(yield* get(origin, { region: "us-west-1" })).toBe("accepted")
        expect(yield* get(origin, { region: "cn-hangzhou" })).toBe(wrongRegion)
      }
    })
  )
})
