import { assert, describe, it } from "@effect/vitest"
import { signFormPolicy } from "../../../../src/layers/ois/signer/formPolicy.ts"
import { accessKeyId, keys, vectors } from "../vectors.ts"

describe("the policy of a form", () => {
  for (const vector of vectors("form_policy")) {
    it(`is signed as its Base64 text (${vector.id})`, () => {
      const form: Record<string, string> = JSON.parse(vector.policy_json)
      const signed = signFormPolicy(form, keys)
      assert.strictEqual(signed.policy, vector.policy)
      assert.strictEqual(signed.signature, vector.signature)
      assert.deepStrictEqual(Object.entries(signed.fields), [
        ["access_key_id", accessKeyId],
        ["policy", vector.policy],
        ["signature", vector.signature],
        ...Object.entries(form)
      ])
    })
  }

  it("speaks neither of the signature nor of the content", () => {
    const form = { key: "k", access_key_id: "other", policy: "p", signature: "s", file: "content", redirect: "r" }
    const signed = signFormPolicy(form, keys)
    assert.deepStrictEqual(signed, signFormPolicy({ key: "k", redirect: "r" }, keys))
    assert.strictEqual(signed.fields["access_key_id"], accessKeyId)
  })

  it("holds text of any script as UTF-8", () => {
    const { policy } = signFormPolicy({ key: "文件" }, keys)
    assert.strictEqual(Buffer.from(policy, "base64").toString("utf8"), '{"key":"文件"}')
  })
})
