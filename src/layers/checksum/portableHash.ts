import { hmac } from "@noble/hashes/hmac.js"
import { md5, sha1 } from "@noble/hashes/legacy.js"
import { sha256 } from "@noble/hashes/sha2.js"
import * as Base64 from "effect/encoding/Base64"
import * as Hex from "effect/encoding/Hex"
import type { DigestEncoding, HashEngine, HashInput } from "./HashEngine.ts"

const algorithms = { md5, sha1, sha256 }
const encoder = /* @__PURE__ */ new TextEncoder()
const toBytes = (data: HashInput): Uint8Array => (typeof data === "string" ? encoder.encode(data) : data)
const toText = (bytes: Uint8Array, encoding: DigestEncoding): string =>
  encoding === "hex" ? Hex.encode(bytes) : Base64.encode(bytes)

/** Hashes in plain JavaScript, for runtimes without node:crypto. */
export const portableHash: HashEngine = {
  digest: (algorithm, data) => algorithms[algorithm](toBytes(data)),
  digestText: (algorithm, data, encoding) => toText(algorithms[algorithm](toBytes(data)), encoding),
  hmacKey: (algorithm, key) => {
    const prepared = hmac.create(algorithms[algorithm], toBytes(key))
    const sign = (data: HashInput): Uint8Array => prepared.clone().update(toBytes(data)).digest()
    return { sign, signText: (data, encoding) => toText(sign(data), encoding) }
  },
  hasher: (algorithm) => {
    const hash = algorithms[algorithm].create()
    return {
      update: (data) => {
        hash.update(toBytes(data))
      },
      digest: () => hash.digest(),
      digestText: (encoding) => toText(hash.digest(), encoding)
    }
  }
}
