import { assert, describe, it } from "@effect/vitest"
import * as Hex from "effect/encoding/Hex"
import { vi } from "vitest"
import {
  digestText,
  hashEngine,
  hmacSha1,
  hmacSha256,
  md5,
  md5Hasher,
  sha1,
  sha256,
  sha256Hasher
} from "../../../src/layers/checksum/Hash.ts"
import type { HashAlgorithm, HmacAlgorithm } from "../../../src/layers/checksum/HashEngine.ts"
import { makeNodeHash } from "../../../src/layers/checksum/nodeHash.ts"
import { portableHash } from "../../../src/layers/checksum/portableHash.ts"

const native = makeNodeHash()
if (native === undefined) throw new Error("the tests run where node:crypto is")

const inputs: ReadonlyArray<Uint8Array | string> = [
  "",
  "abc",
  "中文 and emoji 🙂",
  "half a pair \ud800",
  new Uint8Array(0),
  Uint8Array.from({ length: 64 }, (_, i) => i),
  Uint8Array.from({ length: 1000 }, (_, i) => i * 7).subarray(1, 999)
]
const algorithms: ReadonlyArray<HashAlgorithm> = ["md5", "sha1", "sha256"]
const hmacAlgorithms: ReadonlyArray<HmacAlgorithm> = ["sha1", "sha256"]

describe("hashes", () => {
  it("match the published examples", () => {
    // Sources: RFC 1321 A.5; FIPS 180-4 examples; RFC 2202 case 2; RFC 4231 case 2.
    assert.strictEqual(Hex.encode(md5("abc")), "900150983cd24fb0d6963f7d28e17f72")
    assert.strictEqual(Hex.encode(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d")
    assert.strictEqual(Hex.encode(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    const text = "what do ya want for nothing?"
    assert.strictEqual(Hex.encode(hmacSha1("Jefe", text)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    assert.strictEqual(
      Hex.encode(hmacSha256("Jefe", text)),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    assert.strictEqual(digestText("md5", "", "base64"), "1B2M2Y8AsgTpgAmY7PhCfg==")
  })

  it("are the same in native code and in JavaScript", () => {
    for (const data of inputs) {
      for (const algorithm of algorithms) {
        assert.deepStrictEqual(portableHash.digest(algorithm, data), native.digest(algorithm, data))
        for (const encoding of ["hex", "base64"] as const) {
          assert.strictEqual(
            portableHash.digestText(algorithm, data, encoding),
            native.digestText(algorithm, data, encoding)
          )
        }
      }
      for (const algorithm of hmacAlgorithms) {
        for (const key of inputs) {
          const ours = portableHash.hmacKey(algorithm, key)
          const theirs = native.hmacKey(algorithm, key)
          for (let use = 0; use < 2; use++) {
            assert.deepStrictEqual(ours.sign(data), theirs.sign(data))
            assert.strictEqual(ours.signText(data, "hex"), theirs.signText(data, "hex"))
            assert.strictEqual(ours.signText(data, "base64"), theirs.signText(data, "base64"))
          }
        }
      }
    }
  })

  it("over pieces equal the hash of the whole", () => {
    for (const engine of [native, portableHash]) {
      for (const algorithm of algorithms) {
        const [forBytes, forText] = [engine.hasher(algorithm), engine.hasher(algorithm)]
        for (const hasher of [forBytes, forText]) {
          hasher.update("ab")
          hasher.update(new Uint8Array(0))
          hasher.update(new Uint8Array([99]))
        }
        assert.deepStrictEqual(forBytes.digest(), engine.digest(algorithm, "abc"))
        assert.strictEqual(forText.digestText("base64"), engine.digestText(algorithm, "abc", "base64"))
      }
    }
    const [five, twoFiftySix] = [md5Hasher(), sha256Hasher()]
    five.update("abc")
    twoFiftySix.update("abc")
    assert.deepStrictEqual(five.digest(), md5("abc"))
    assert.deepStrictEqual(twoFiftySix.digest(), sha256("abc"))
  })

  it("are plain Uint8Arrays", () => {
    for (const bytes of [md5("a"), hmacSha256("k", "a"), md5Hasher().digest()]) {
      assert.strictEqual(Object.getPrototypeOf(bytes), Uint8Array.prototype)
    }
  })

  it("use native code where it is, and JavaScript where it is not", async () => {
    assert.notStrictEqual(hashEngine(), portableHash)
    vi.stubGlobal("process", undefined)
    try {
      assert.isUndefined(makeNodeHash())
      vi.resetModules()
      const fresh = await import("../../../src/layers/checksum/Hash.ts")
      const { portableHash: freshPortable } = await import("../../../src/layers/checksum/portableHash.ts")
      assert.strictEqual(fresh.hashEngine(), freshPortable)
      assert.deepStrictEqual(fresh.md5("abc"), md5("abc"))
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
