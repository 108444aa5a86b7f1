import { assert, describe, it } from "@effect/vitest"
import { Crc64, crc64, crc64Combine } from "../../../src/layers/checksum/crc64.ts"
import { makePortableKernel } from "../../../src/layers/checksum/crc64PortableKernel.ts"
import { makeWasmKernel } from "../../../src/layers/checksum/crc64WasmKernel.ts"
import { vectors } from "../oss/signer/vectors.ts"

interface CrcInput {
  readonly dataBase64?: string
  readonly initialCrcDecimal?: string
  readonly generator?: { readonly length: number; readonly mul: number; readonly add: number }
}
interface CombineInput {
  readonly parts: ReadonlyArray<{ readonly length: number; readonly crc64Decimal: string }>
}
interface Expected {
  readonly crc64Decimal: string
}

const dataOf = ({ dataBase64, generator }: CrcInput): Uint8Array =>
  generator === undefined
    ? new Uint8Array(Buffer.from(dataBase64!, "base64"))
    : Uint8Array.from({ length: generator.length }, (_, i) => (i * generator.mul + generator.add) % 256)

// The definition, one bit at a time.
const byDefinition = (bytes: Uint8Array, previous = 0n): bigint => {
  let register = previous ^ 0xffff_ffff_ffff_ffffn
  for (const byte of bytes) {
    register ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) register = (register >> 1n) ^ (register & 1n ? 0xc96c5795d7870f42n : 0n)
  }
  return register ^ 0xffff_ffff_ffff_ffffn
}

// Bytes without a pattern: a multiplicative generator with a fixed start.
const noise = (length: number): Uint8Array => {
  let value = 12_345
  return Uint8Array.from({ length }, () => {
    value = Math.imul(value, 1_103_515_245) + 12_345
    return value >>> 16
  })
}

const wasm = makeWasmKernel()
if (wasm === undefined) throw new Error("this runtime must have WebAssembly, or the kernel would go untested")
const kernels = { wasm, portable: makePortableKernel() }

describe("CRC-64", () => {
  for (const vector of vectors<CrcInput, unknown, Expected>("crc64")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const data = dataOf(vector.input)
      const previous = BigInt(vector.input.initialCrcDecimal ?? 0)
      assert.strictEqual(crc64(data, previous).toString(), vector.expected.crc64Decimal)
      const pieces = new Crc64(previous)
      for (let at = 0; at < data.length; at += 1000) pieces.update(data.subarray(at, at + 1000))
      assert.strictEqual(pieces.digest().toString(), vector.expected.crc64Decimal)
    })
  }

  for (const [name, kernel] of Object.entries(kernels)) {
    it(`of the ${name} kernel is the CRC of the definition at every kind of length, place and start`, () => {
      const data = noise(70_000)
      const lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 2101, 4095, 4096, 4097, 4101, 4111, 4112, 4113, 6000]
      for (const length of lengths) {
        for (const start of [0, 3]) {
          const bytes = data.subarray(start, start + length)
          const previous = 0xfedc_ba98_7654_3210n
          kernel.state.set([0x7654_3210, 0xfedc_ba98])
          kernel.update(bytes)
          const found = (BigInt(kernel.state[1]!) << 32n) | BigInt(kernel.state[0]!)
          assert.strictEqual(found, byDefinition(bytes, previous), `${length} bytes from ${start}`)
        }
      }
    })
  }

  it("is the same by both kernels below, at and above the size of the window", () => {
    const data = noise(200_000)
    for (const length of [65_535, 65_536, 65_537, 131_072, 135_167, 135_168, 199_999]) {
      const [first, second] = Object.values(kernels).map((kernel) => {
        kernel.state.set([1, 2])
        kernel.update(data.subarray(1, length))
        return [...kernel.state]
      })
      assert.deepStrictEqual(first, second, `${length} bytes`)
    }
  })

  it("does not care where the data is cut", () => {
    const data = noise(20_000)
    const whole = crc64(data)
    for (const cut of [0, 1, 15, 4096, 5000, 19_999, 20_000]) {
      assert.strictEqual(new Crc64().update(data.subarray(0, cut)).update(data.subarray(cut)).digest(), whole)
      assert.strictEqual(crc64(data.subarray(cut), crc64(data.subarray(0, cut))), whole)
    }
  })

  it("of two streams at a time does not mix them up", () => {
    const left = noise(9000)
    const right = left.slice().reverse()
    const a = new Crc64()
    const b = new Crc64()
    for (let at = 0; at < 9000; at += 4500) {
      a.update(left.subarray(at, at + 4500))
      b.update(right.subarray(at, at + 4500))
    }
    assert.strictEqual(a.digest(), byDefinition(left))
    assert.strictEqual(b.digest(), byDefinition(right))
  })

  it("leaves the data as it was", () => {
    const data = noise(10_000)
    const copy = data.slice()
    crc64(data)
    assert.deepStrictEqual(data, copy)
  })

  it("may shorten a message because the generator divides the sparse polynomial of the fold step", () => {
    // x^e modulo the generator, bit i standing for x^i.
    const power = (exponent: number): bigint => {
      let value = 1n
      for (let i = 0; i < exponent; i++) {
        value <<= 1n
        if (value >> 64n) value ^= 0x142f0e1eba9ea3693n
      }
      return value
    }
    const sum = [0, 851, 990, 1372, 1424, 1456, 1476, 2101].reduce((total, exponent) => total ^ power(exponent), 0n)
    assert.strictEqual(sum, 0n)
  })
})

describe("combined CRC-64", () => {
  for (const vector of vectors<CombineInput, unknown, Expected>("crc64_combine")) {
    it(`${vector.id}: ${vector.description}`, () => {
      const total = vector.input.parts.reduce(
        (crc, part) => crc64Combine(crc, BigInt(part.crc64Decimal), part.length),
        0n
      )
      assert.strictEqual(total.toString(), vector.expected.crc64Decimal)
    })
  }

  it("equals the CRC of the joined data", () => {
    const data = noise(30_000)
    for (const cut of [0, 1, 2, 255, 4096, 12_345, 29_999, 30_000]) {
      const combined = crc64Combine(crc64(data.subarray(0, cut)), crc64(data.subarray(cut)), 30_000 - cut)
      assert.strictEqual(combined, crc64(data), `cut at ${cut}`)
    }
  })

  it("takes lengths beyond 32 bits, as number and as bigint, and is associative over them", () => {
    const [a, b, c] = [0x0123_4567_89ab_cdefn, 0xfedc_ba98_7654_3210n, 0x8000_0000_0000_0001n] as const
    const length = 48_800_000_000_000
    assert.strictEqual(crc64Combine(a, b, length), crc64Combine(a, b, BigInt(length)))
    assert.strictEqual(
      crc64Combine(crc64Combine(a, b, length), c, 2 ** 33 + 5),
      crc64Combine(a, crc64Combine(b, c, 2 ** 33 + 5), length + 2 ** 33 + 5)
    )
  })
})
