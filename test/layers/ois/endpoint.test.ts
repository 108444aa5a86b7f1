import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { connectOis, type OisConnectionOptions, zoneHost } from "../../../src/layers/ois/endpoint.ts"

const endpointOf = (options?: OisConnectionOptions) => Result.getOrThrow(connectOis(options)).endpoint
const failureOf = (options: OisConnectionOptions): string => {
  const result = connectOis(options)
  if (Result.isSuccess(result)) throw new Error(`expected a failure, found ${JSON.stringify(result.success)}`)
  return result.failure
}
const zoneHostOf = (options: OisConnectionOptions, zone?: string): string =>
  Result.getOrThrow(zoneHost(Result.getOrThrow(connectOis(options)), zone))

describe("a connection to OIS", () => {
  it("goes to Shanhe by https in path style unless told otherwise", () => {
    assert.deepStrictEqual(Result.getOrThrow(connectOis()), {
      endpoint: { scheme: "https", host: "is.shanhe.com", literal: false },
      virtualHosted: false,
      zoneNaming: "known"
    })
    assert.strictEqual(endpointOf({ deployment: "qingstor" }).host, "qingstor.com")
  })

  it("takes protocol, host and port, and drops a port that goes without saying", () => {
    const local = { scheme: "http", host: "oss.example.com", literal: false } as const
    assert.deepStrictEqual(endpointOf({ protocol: "http", host: "OSS.example.com", port: 80 }), local)
    assert.deepStrictEqual(endpointOf({ protocol: "http", host: "oss.example.com", port: 443 }), {
      ...local,
      port: 443
    })
    assert.deepStrictEqual(endpointOf({ protocol: "http", host: "oss.example.com:81", port: 443 }), {
      ...local,
      port: 81
    })
    assert.strictEqual(endpointOf({ host: "oss.example.com", port: 443 }).port, undefined)
  })

  it("takes an endpoint, as URL or bare host, in place of protocol, host and port", () => {
    const other = { protocol: "http", host: "other.example.com", port: 1 } as const
    assert.deepStrictEqual(endpointOf({ ...other, endpoint: "https://oss.example.com:443/" }), {
      scheme: "https",
      host: "oss.example.com",
      literal: false
    })
    assert.deepStrictEqual(endpointOf({ endpoint: "oss.example.com:8443" }), {
      scheme: "https",
      host: "oss.example.com",
      literal: false,
      port: 8443
    })
    assert.strictEqual(endpointOf({ ...other, endpoint: "  " }).host, "other.example.com")
  })

  it("takes IP addresses; those of version 6 with and without brackets", () => {
    assert.deepStrictEqual(endpointOf({ endpoint: "http://127.0.0.1:9000" }), {
      scheme: "http",
      host: "127.0.0.1",
      literal: true,
      port: 9000
    })
    for (const host of ["[::1]", "::1"]) {
      assert.deepStrictEqual(endpointOf({ host, port: 8080 }), {
        scheme: "https",
        host: "[::1]",
        literal: true,
        port: 8080
      })
    }
  })

  it("goes to an IPv6 address unless dual stack is switched off", () => {
    for (const options of [{ host: "::1" }, { endpoint: "http://[::1]:9000" }]) {
      assert.include(failureOf({ ...options, dualStack: false }), "dual stack")
      assert.strictEqual(endpointOf({ ...options, dualStack: true }).host, "[::1]")
    }
    assert.strictEqual(endpointOf({ host: "127.0.0.1", dualStack: false }).host, "127.0.0.1")
  })

  it("is refused with the reason", () => {
    assert.include(failureOf({ endpoint: "ftp://oss.example.com" }), "not ftp")
    assert.include(failureOf({ host: "not a host" }), "not a host")
    for (const port of [0, 65_536, 1.5, Number.NaN]) assert.include(failureOf({ port }), "port")
    for (const zone of ["a.b", "a/b", "-a", "ä", "a b", "x".repeat(64)]) {
      assert.include(failureOf({ zone }), "a zone has only", zone)
    }
  })
})

describe("the host of a zone", () => {
  it("has the label of the zone before the host of all zones", () => {
    for (const zone of ["pek3a", "pek3b", "sh1a", "gd2", "ap3", "new1"]) {
      assert.strictEqual(zoneHostOf({ deployment: "qingstor" }, zone), `${zone}.qingstor.com`)
    }
    assert.strictEqual(zoneHostOf({ deployment: "shanhe" }, "jn2"), "jn2.is.shanhe.com")
  })

  it("is the same for both names of the zone of Shanhe", () => {
    for (const zone of ["jn1", "jn1a", " JN1A "]) {
      assert.strictEqual(zoneHostOf({ deployment: "shanhe" }, zone), "jn1.is.shanhe.com")
      assert.strictEqual(zoneHostOf({ host: "jn1.is.shanhe.com" }, zone), "jn1.is.shanhe.com")
    }
    assert.strictEqual(zoneHostOf({ host: "jn1a.is.shanhe.com" }, "jn1"), "jn1a.is.shanhe.com")
    // Elsewhere the name has no second one.
    assert.strictEqual(zoneHostOf({ host: "qingstor.example.com" }, "jn1a"), "jn1a.qingstor.example.com")
  })

  it("is not named twice", () => {
    assert.strictEqual(zoneHostOf({ host: "pek3a.qingstor.com" }, "pek3a"), "pek3a.qingstor.com")
    assert.strictEqual(zoneHostOf({ endpoint: "https://sh1a.example.com" }, "sh1a"), "sh1a.example.com")
    assert.strictEqual(zoneHostOf({ host: "pek3a.qingstor.com" }, "pek3b"), "pek3b.pek3a.qingstor.com")
  })

  it("is what the official SDKs make of it where zones are taken literally", () => {
    const literal = { host: "jn1.is.shanhe.com", literalZones: true }
    assert.strictEqual(zoneHostOf(literal, "jn1a"), "jn1a.jn1.is.shanhe.com")
    assert.strictEqual(zoneHostOf(literal, "jn1"), "jn1.jn1.is.shanhe.com")
    assert.strictEqual(zoneHostOf(literal, ""), "jn1.is.shanhe.com")
  })

  it("follows the request's zone, then the connection's; an empty one means none", () => {
    const options = { deployment: "qingstor", zone: "pek3a" } as const
    assert.strictEqual(zoneHostOf(options), "pek3a.qingstor.com")
    assert.strictEqual(zoneHostOf(options, "sh1a"), "sh1a.qingstor.com")
    assert.strictEqual(zoneHostOf(options, ""), "qingstor.com")
  })

  it("is the host itself where no label can stand before it", () => {
    for (const endpoint of [
      "http://127.0.0.1:9000",
      "http://[::1]:9000",
      "http://localhost:9000",
      "http://emulator:9000"
    ]) {
      const { host } = endpointOf({ endpoint })
      assert.strictEqual(zoneHostOf({ endpoint }, "jn1a"), host)
      assert.strictEqual(zoneHostOf({ endpoint, literalZones: true }, "jn1a"), host)
    }
  })

  it("knows no zone by the names that every object has", () => {
    assert.strictEqual(zoneHostOf({ deployment: "qingstor" }, "constructor"), "constructor.qingstor.com")
  })
})
