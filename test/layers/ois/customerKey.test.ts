import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { customerKeyHeaders } from "../../../src/layers/ois/customerKey.ts"
import { vectors } from "./vectors.ts"

describe("the headers of a customer's key", () => {
  for (const vector of vectors("encryption_headers")) {
    it(`hold algorithm, key and its MD5 (${vector.id})`, () => {
      const key = new TextEncoder().encode(vector.plaintext_key)
      assert.deepStrictEqual(Result.getOrThrow(customerKeyHeaders(key)), {
        "x-qs-encryption-customer-algorithm": vector.algorithm,
        "x-qs-encryption-customer-key": vector.key_header,
        "x-qs-encryption-customer-key-md5": vector.key_md5_header
      })
      assert.deepStrictEqual(Result.getOrThrow(customerKeyHeaders(key, "source")), {
        "x-qs-copy-source-encryption-customer-algorithm": vector.algorithm,
        "x-qs-copy-source-encryption-customer-key": vector.key_header,
        "x-qs-copy-source-encryption-customer-key-md5": vector.key_md5_header
      })
    })
  }

  it("are refused for a key of another length than 32 bytes", () => {
    for (const length of [0, 16, 31, 33]) {
      const result = customerKeyHeaders(new Uint8Array(length))
      assert.isTrue(Result.isFailure(result) && result.failure.includes(`not ${length}`))
    }
  })
})
