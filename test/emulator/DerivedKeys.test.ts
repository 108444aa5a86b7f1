import { describe, expect, it } from "@effect/vitest"
import { DerivedKeys } from "../../src/emulator/DerivedKeys.ts"

const scope = { secret: "s", day: "20240101", region: "cn-hangzhou", product: "oss" }

const counting = () => {
  const derived: Array<string> = []
  const keys = new DerivedKeys(({ day, product, region, secret }) => {
    const key = `${secret}|${day}|${region}|${product}`
    derived.push(key)
    return key
  })
  return { keys, derived }
}

describe("DerivedKeys", () => {
  it("derives a key once for all that it is derived from", () => {
    const { derived, keys } = counting()
    const scopes = [
      scope,
      { ...scope, secret: "t" },
      { ...scope, day: "20240102" },
      { ...scope, region: "b" },
      { ...scope, product: "p" }
    ]
    for (let round = 0; round < 3; round++) {
      expect(scopes.map((one) => keys.get(one))).toEqual(
        scopes.map(({ day, product, region, secret }) => `${secret}|${day}|${region}|${product}`)
      )
    }
    expect(derived).toHaveLength(scopes.length)
  })

  it("forgets those that were not used for long, and keeps those that are", () => {
    const { derived, keys } = counting()
    for (let i = 0; i < 10_000; i++) {
      keys.get(scope)
      keys.get({ ...scope, region: `r${i}` })
    }
    expect(derived).toHaveLength(10_001)
    keys.get({ ...scope, region: "r0" })
    expect(derived).toHaveLength(10_002)
    keys.get(scope)
    expect(derived).toHaveLength(10_002)
  })
})
