import { describe, expect, it } from "vitest"
import { account, make } from "../../src/emulator/accounts.ts"

describe("accounts", () => {
  const first = account({ ownerId: "1", accessKeyId: "a", accessKeySecret: "s3cret" })

  it("are found by any of their keys", () => {
    const two = {
      ...first,
      accessKeys: [...first.accessKeys, ...account({ ownerId: "1", accessKeyId: "b", accessKeySecret: "t" }).accessKeys]
    }
    const accounts = make({ accounts: [two] })
    expect(accounts.find("a")?.account).toBe(two)
    expect(accounts.find("b")?.accessKey.accessKeyId).toBe("b")
    expect(accounts.find("c")).toBeUndefined()
    expect(accounts.allowTokens).toBe(true)
  })

  it("change while the emulator runs", () => {
    const accounts = make({ accounts: [] })
    accounts.add(first)
    expect(accounts.find("a")?.account.displayName).toBe("1")
    expect([accounts.removeKey("a"), accounts.removeKey("a"), accounts.find("a")]).toEqual([true, false, undefined])
  })

  it("do not show their secrets", () => {
    expect(JSON.stringify(first)).not.toContain("s3cret")
    expect(String(first.accessKeys[0]?.accessKeySecret)).not.toContain("s3cret")
  })
})
