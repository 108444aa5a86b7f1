/**
 * Time to sign one request, beside the code that the official client ali-oss signs with.
 *
 * Run: `node bench/signing.ts`
 */
import { createRequire } from "node:module"
import * as Redacted from "effect/Redacted"
import { presignV1, signHeadersV1 } from "../src/layers/oss/signer/v1.ts"
import { presignV4, signHeadersV4 } from "../src/layers/oss/signer/v4.ts"
import type { SignableRequest } from "../src/schema/wire/UnsignedRequest.ts"
import { microseconds, printTable } from "./measure.ts"

interface AliOssSigner {
  authorization(id: string, secret: string, text: string): string
  buildCanonicalString(method: string, resource: string, request: unknown, expires?: string): string
  authorizationV4(
    id: string,
    secret: string,
    region: string,
    method: string,
    request: unknown,
    bucket: string,
    key: string
  ): string
}
const official: AliOssSigner = createRequire(import.meta.url)("ali-oss/lib/common/signUtils.js")

const id = "LTAI4FakeKeyIdForTest001"
const secret = "f4k3SecretForVectors/OSS+0123456789"
const keys = { accessKeyId: id, accessKeySecret: Redacted.make(secret) }
const timeMillis = Date.UTC(2023, 11, 16, 16, 20, 57)
const region = "cn-hangzhou"

const headers = { "content-type": "text/plain", "x-oss-meta-author": "alice", "x-oss-meta-magic": "abracadabra" }
const requests: Record<string, SignableRequest> = {
  "PUT with metadata": { method: "PUT", host: { bucket: "examplebucket" }, path: "dir/object.txt", query: [], headers },
  "PUT of a part, Chinese key": {
    method: "PUT",
    host: { bucket: "examplebucket" },
    path: "文档/测试 文件.txt",
    query: [
      ["partNumber", "12"],
      ["uploadId", "0004B9895DBBB6EC98E36C7A1FDD8B26"]
    ],
    headers
  }
}

// ali-oss is given the date headers that our signer adds by itself.
const dated = { "x-oss-date": "20231216T162057Z", "x-oss-content-sha256": "UNSIGNED-PAYLOAD" }
const officialV4 = (request: SignableRequest) => {
  const queries = Object.fromEntries(request.query)
  const all = { ...request.headers, ...dated }
  return official.authorizationV4(
    id,
    secret,
    region,
    request.method,
    { headers: all, queries },
    request.host["bucket"]!,
    request.path
  )
}
const httpDate = new Date(timeMillis).toUTCString()
const officialV1 = (request: SignableRequest) => {
  const parameters = Object.fromEntries(request.query)
  const resource = `/${request.host["bucket"]}/${request.path}`
  const text = official.buildCanonicalString(
    request.method,
    resource,
    { headers: { ...request.headers }, parameters },
    httpDate
  )
  return official.authorization(id, secret, text)
}

for (const [name, request] of Object.entries(requests)) {
  const ours = {
    v4: signHeadersV4(request, keys, { timeMillis, region }).headers["authorization"],
    v1: signHeadersV1(request, keys, { timeMillis }).headers["authorization"]
  }
  if (ours.v4 !== officialV4(request) || ours.v1 !== officialV1(request)) {
    throw new Error(`the two signers do not agree about ${name}; comparing their speed would mean nothing`)
  }
  const us = (call: () => unknown): string => microseconds(call).toFixed(1)
  printTable(`${name}, µs per signature`, [
    ["", "V4 header", "V4 URL", "V1 header", "V1 URL"],
    [
      "effect-cloud-storage",
      us(() => signHeadersV4(request, keys, { timeMillis, region })),
      us(() => presignV4(request, keys, { timeMillis, region, expiresInSeconds: 600 })),
      us(() => signHeadersV1(request, keys, { timeMillis })),
      us(() => presignV1(request, keys, { timeMillis, expiresInSeconds: 600 }))
    ],
    [
      "… credentials new each time",
      us(() => signHeadersV4(request, { ...keys }, { timeMillis, region })),
      us(() => presignV4(request, { ...keys }, { timeMillis, region, expiresInSeconds: 600 })),
      us(() => signHeadersV1(request, { ...keys }, { timeMillis })),
      us(() => presignV1(request, { ...keys }, { timeMillis, expiresInSeconds: 600 }))
    ],
    ["ali-oss", us(() => officialV4(request)), "", us(() => officialV1(request)), ""]
  ])
}
