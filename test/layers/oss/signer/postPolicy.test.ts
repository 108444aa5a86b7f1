import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import {
  type PostCondition,
  type PostPolicy,
  postPolicyJson,
  signPostPolicyV1,
  signPostPolicyV4
} from "../../../../src/layers/oss/signer/postPolicy.ts"
import { keysOf, type VectorKeys, vectors } from "./vectors.ts"

interface Input extends VectorKeys {
  readonly policyJson: string
  readonly region?: string
  readonly product?: string
  readonly dateTime?: string
}
interface Expected {
  readonly policyBase64: string
  readonly signature: string
  readonly formFields: Record<string, string>
}

const expirationMillis = Date.UTC(2030, 0, 1, 12)
const typed: Record<string, PostPolicy> = {
  "post-01": {
    expirationMillis,
    conditions: [
      { _tag: "Exact", field: "bucket", value: "examplebucket" },
      { _tag: "ContentLengthRange", minimum: 0, maximum: 104_857_600 }
    ]
  },
  "post-02": {
    expirationMillis,
    conditions: [
      { _tag: "Equal", field: "bucket", value: "examplebucket" },
      { _tag: "StartsWith", field: "key", prefix: "user/eric/" },
      { _tag: "In", field: "content-type", values: ["image/jpg", "image/png"] },
      { _tag: "Equal", field: "success_action_status", value: "201" }
    ]
  },
  "post-03": {
    expirationMillis,
    conditions: [
      { _tag: "Exact", field: "bucket", value: "examplebucket" },
      { _tag: "Exact", field: "x-oss-signature-version", value: "OSS4-HMAC-SHA256" },
      {
        _tag: "Exact",
        field: "x-oss-credential",
        value: "LTAI4FakeKeyIdForTest001/20231216/cn-hangzhou/oss/aliyun_v4_request"
      },
      { _tag: "Exact", field: "x-oss-date", value: "20231216T162057Z" },
      { _tag: "ContentLengthRange", minimum: 1, maximum: 1024 }
    ]
  }
}

const millisOf = (basicIso: string): number =>
  Date.parse(basicIso.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"))

describe("OSS form upload policies", () => {
  for (const vector of vectors<Input & { readonly version?: string }, unknown, Expected>("post_policy")) {
    const { input, expected } = vector
    const sign = (policy: PostPolicy | string) =>
      input.dateTime === undefined
        ? signPostPolicyV1(policy, keysOf(input))
        : signPostPolicyV4(policy, keysOf(input), {
            timeMillis: millisOf(input.dateTime),
            region: input.region!,
            product: input.product
          })

    it(`${vector.id}: ${vector.description}, given as JSON text`, () => {
      const signed = sign(input.policyJson)
      assert.strictEqual(signed.policy, expected.policyBase64)
      assert.strictEqual(signed.signature, expected.signature)
      assert.deepStrictEqual(signed.fields, expected.formFields)
    })

    it(`${vector.id}: ${vector.description}, given as a typed policy`, () => {
      const policy = typed[vector.id]
      if (policy === undefined) throw new Error(`write the typed policy of ${vector.id}`)
      assert.strictEqual(postPolicyJson(policy), input.policyJson)
      assert.deepStrictEqual(sign(policy).fields, expected.formFields)
    })
  }

  it("prints a not-in condition", () => {
    const condition: PostCondition = { _tag: "NotIn", field: "cache-control", values: ["no-cache"] }
    assert.deepStrictEqual(JSON.parse(postPolicyJson({ expirationMillis, conditions: [condition] })).conditions, [
      ["not-in", "$cache-control", ["no-cache"]]
    ])
  })

  it("appends to a V4 policy what the service demands, and the security token, without repeating a field", () => {
    const keys = { accessKeyId: "id", accessKeySecret: Redacted.make("secret"), securityToken: Redacted.make("token") }
    const signed = signPostPolicyV4(
      {
        expirationMillis,
        conditions: [
          { _tag: "Exact", field: "bucket", value: "examplebucket" },
          { _tag: "Exact", field: "x-oss-date", value: "20231216T162057Z" }
        ]
      },
      keys,
      { timeMillis: millisOf("20231216T162057Z"), region: "cn-hangzhou" }
    )
    const policy = JSON.parse(Buffer.from(signed.policy, "base64").toString())
    assert.deepStrictEqual(policy.conditions, [
      { bucket: "examplebucket" },
      { "x-oss-date": "20231216T162057Z" },
      { "x-oss-signature-version": "OSS4-HMAC-SHA256" },
      { "x-oss-credential": "id/20231216/cn-hangzhou/oss/aliyun_v4_request" },
      { "x-oss-security-token": "token" }
    ])
    assert.strictEqual(signed.fields["x-oss-security-token"], "token")
  })
})
