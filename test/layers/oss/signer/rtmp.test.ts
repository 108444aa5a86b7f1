import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parseEndpoint } from "../../../../src/layers/Endpoint.ts"
import { addressStyle, bucketAuthority } from "../../../../src/layers/oss/endpoint.ts"
import { rtmpPublishUrl, signRtmp } from "../../../../src/layers/oss/signer/rtmp.ts"
import { keysOf, type VectorKeys, vectors } from "./vectors.ts"

interface Input extends VectorKeys {
  readonly bucket: string
  readonly channel: string
  readonly playlistName: string | null
  readonly nowUnixTime: number
  readonly expiresInSeconds: number
  readonly endpoint: string
}
interface Expected {
  readonly signature: string
  readonly finalQuery: Record<string, string>
  readonly url: string
}

describe("OSS live channel publish URLs", () => {
  for (const vector of vectors<Input, { readonly stringToSign: string }, Expected>("rtmp")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const { input, expected } = vector
      const target = { bucket: input.bucket, channel: input.channel, playlistName: input.playlistName ?? undefined }
      const options = { timeMillis: input.nowUnixTime * 1000, expiresInSeconds: input.expiresInSeconds }
      const signed = signRtmp(target, keysOf(input), options)
      assert.strictEqual(signed.stringToSign, vector.intermediates.stringToSign)
      assert.strictEqual(signed.signature, expected.signature)
      assert.deepStrictEqual(Object.fromEntries(signed.query), expected.finalQuery)
      const endpoint = Result.getOrThrow(parseEndpoint(input.endpoint))
      const authority = bucketAuthority(endpoint, input.bucket, addressStyle(endpoint, input.bucket))
      assert.strictEqual(rtmpPublishUrl(authority, target, keysOf(input), options), expected.url)
    })
  }
})
