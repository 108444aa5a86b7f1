import { describe, expect, it } from "@effect/vitest"
import { Crc64, combineCrc64, crc64 } from "../../src/emulator/crc64.ts"
import { type CrcVector, vectors } from "./vectors.ts"

const dataOf = ({ input }: CrcVector): Uint8Array =>
  input.generator === undefined
    ? Buffer.from(input.dataBase64!, "base64")
    : Uint8Array.from(
        { length: input.generator.length },
        (_, i) => (i * input.generator!.mul + input.generator!.add) % 256
      )

describe("CRC-64", () => {
  it.each(vectors.crc64.map((vector) => [vector.id, vector.description, vector] as const))(
    "%s: %s",
    (_id, _description, vector) => {
      const data = dataOf(vector)
      const own = crc64(data)
      const continued =
        vector.input.initialCrcDecimal === undefined
          ? own
          : combineCrc64(BigInt(vector.input.initialCrcDecimal), own, data.length)
      expect(String(continued)).toBe(vector.expected.crc64Decimal)
    }
  )

  it.each(vectors.crc64_combine.map((vector) => [vector.id, vector.description, vector] as const))(
    "%s: %s",
    (_id, _description, { expected, input }) => {
      const combined = input.parts.reduce((crc, part) => combineCrc64(crc, BigInt(part.crc64Decimal), part.length), 0n)
      expect(String(combined)).toBe(expected.crc64Decimal)
    }
  )

  it("does not depend on how the bytes are cut", () => {
    const data = Uint8Array.from({ length: 1000 }, (_, i) => (i * i) % 256)
    for (const cut of [0, 1, 7, 8, 9, 500, 993, 1000]) {
      const crc = new Crc64()
      crc.update(data.subarray(0, cut))
      crc.update(data.subarray(cut))
      expect(crc.value).toBe(crc64(data))
      expect(combineCrc64(crc64(data.subarray(0, cut)), crc64(data.subarray(cut)), 1000 - cut)).toBe(crc64(data))
    }
  })
})
