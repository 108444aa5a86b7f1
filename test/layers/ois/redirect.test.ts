import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { oisAddress } from "../../../src/layers/ois/address.ts"
import { connectOis, type OisConnectionOptions } from "../../../src/layers/ois/endpoint.ts"
import { maxRedirects, type OisRedirect, readRedirect, redirectStatuses } from "../../../src/layers/ois/redirect.ts"

const asked = { host: { bucket: "mybucket" }, path: "a/b c", query: [["acl", ""]] } as const

const redirectOf = (
  options: OisConnectionOptions,
  location: string | undefined,
  request: Parameters<typeof oisAddress>[1] = asked
): OisRedirect => {
  const connection = Result.getOrThrow(connectOis(options))
  return readRedirect(connection, request, Result.getOrThrow(oisAddress(connection, request)).url, location)
}

/** Where the request is sent after the redirect. */
const nextOf = (redirect: OisRedirect, request: Parameters<typeof oisAddress>[1] = asked): string => {
  if (redirect._tag !== "OwnHost") throw new Error(`expected an own host, found ${redirect._tag}`)
  return Result.getOrThrow(oisAddress(redirect.connection, request)).url
}

describe("a redirect to the zone of a bucket", () => {
  const qingstor = { deployment: "qingstor" } as const

  it("tells the zone: the first label in path style, the second in the host's", () => {
    const path = redirectOf(qingstor, "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
    assert.deepInclude(path, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
    assert.strictEqual(nextOf(path), "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
    const hosted = redirectOf({ ...qingstor, virtualHosted: true }, "https://mybucket.sh1a.qingstor.com/a/b%20c?acl")
    assert.deepInclude(hosted, { _tag: "OwnHost", zone: "sh1a", sameResource: true })
    assert.strictEqual(nextOf(hosted), "https://mybucket.sh1a.qingstor.com/a/b%20c?acl")
  })

  it("is followed whatever zone the request names", () => {
    const request = { ...asked, host: { bucket: "mybucket", zone: "gd2" } }
    const redirect = redirectOf(qingstor, "https://pek3a.qingstor.com/mybucket/a/b%20c", request)
    assert.strictEqual(nextOf(redirect, request), "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
  })

  it("may change the style", () => {
    const redirect = redirectOf(qingstor, "https://mybucket.pek3a.qingstor.com/a/b%20c")
    assert.deepInclude(redirect, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
    assert.strictEqual(nextOf(redirect), "https://mybucket.pek3a.qingstor.com/a/b%20c?acl")
    const back = redirectOf({ ...qingstor, virtualHosted: true }, "https://pek3a.qingstor.com/mybucket/a/b%20c")
    assert.strictEqual(nextOf(back), "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
  })

  it("of a bucket is the same with and without a slash at the end", () => {
    const request = { host: { bucket: "mybucket" }, path: "", query: [] }
    for (const location of ["https://pek3a.qingstor.com/mybucket", "https://pek3a.qingstor.com/mybucket/"]) {
      const redirect = redirectOf(qingstor, location, request)
      assert.deepInclude(redirect, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
      assert.strictEqual(nextOf(redirect, request), "https://pek3a.qingstor.com/mybucket")
    }
  })

  it("of the service keeps the style", () => {
    const request = { host: {}, path: "", query: [] }
    const redirect = redirectOf({ ...qingstor, virtualHosted: true }, "https://pek3a.qingstor.com", request)
    assert.deepInclude(redirect, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
    if (redirect._tag === "OwnHost") assert.isTrue(redirect.connection.virtualHosted)
    assert.strictEqual(nextOf(redirect, request), "https://pek3a.qingstor.com/")
  })

  it("may be relative, stay on the host, and lead to another port or from http to https", () => {
    const redirect = redirectOf({ endpoint: "http://127.0.0.1:9000" }, "/mybucket/a/b%20c")
    assert.deepInclude(redirect, { _tag: "OwnHost", sameResource: true })
    assert.isFalse("zone" in redirect)
    assert.strictEqual(nextOf(redirect), "http://127.0.0.1:9000/mybucket/a/b%20c?acl")
    const port = redirectOf({ endpoint: "http://127.0.0.1:9000" }, "http://127.0.0.1:9001/mybucket/a/b%20c")
    assert.strictEqual(nextOf(port), "http://127.0.0.1:9001/mybucket/a/b%20c?acl")
    const safer = redirectOf({ endpoint: "http://qingstor.com" }, "https://pek3a.qingstor.com/mybucket/a/b%20c")
    assert.strictEqual(nextOf(safer), "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
  })

  it("may lead to a zone of this machine", () => {
    const redirect = redirectOf({ endpoint: "http://localhost:9000" }, "http://jn1a.localhost:9000/mybucket/a/b%20c")
    assert.deepInclude(redirect, { _tag: "OwnHost", zone: "jn1a", sameResource: true })
    assert.strictEqual(nextOf(redirect), "http://jn1a.localhost:9000/mybucket/a/b%20c?acl")
  })

  it("is read without regard to case and a dot at the end of the host", () => {
    const redirect = redirectOf(qingstor, "HTTPS://PEK3A.QingStor.com./mybucket/a/b%20c")
    assert.deepInclude(redirect, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
    assert.strictEqual(nextOf(redirect), "https://pek3a.qingstor.com/mybucket/a/b%20c?acl")
  })

  it("compares keys and not their spelling in a URL", () => {
    const request = { host: { bucket: "mybucket" }, path: "a/../b", query: [] }
    const redirect = redirectOf(qingstor, "https://pek3a.qingstor.com/mybucket/a%2f..%2fb", request)
    assert.deepInclude(redirect, { sameResource: true })
    assert.strictEqual(nextOf(redirect, request), "https://pek3a.qingstor.com/mybucket/a%2F..%2Fb")
  })

  const piece = Schema.Union([Schema.Literals([".", "..", "/", "%2e", "\\", "?"]), Schema.String])

  it.prop(
    "to the same resource is known as such, whatever the key and in both styles",
    { pieces: Schema.Array(piece), virtualHosted: Schema.Boolean },
    ({ pieces, virtualHosted }) => {
      const request = { host: { bucket: "mybucket" }, path: pieces.join("").toWellFormed(), query: [] }
      const there = { host: { bucket: "mybucket", zone: "pek3a" }, path: request.path, query: [] }
      const options = { ...qingstor, virtualHosted }
      const address = oisAddress(Result.getOrThrow(connectOis(options)), there)
      if (Result.isFailure(address)) return
      const redirect = redirectOf(options, address.success.url, request)
      assert.deepInclude(redirect, { _tag: "OwnHost", zone: "pek3a", sameResource: true })
      assert.strictEqual(nextOf(redirect, request), address.success.url)
    }
  )

  it("to another bucket or key is told apart: it is no moved request", () => {
    for (const location of [
      "https://pek3a.qingstor.com/otherbucket/a/b%20c",
      "https://otherbucket.pek3a.qingstor.com/a/b%20c",
      "https://pek3a.qingstor.com/mybucket/other",
      "https://mybucket.pek3a.qingstor.com/other",
      "https://pek3a.qingstor.com/",
      "https://pek3a.qingstor.com/mybucket/a/../b%20c"
    ]) {
      assert.deepInclude(redirectOf(qingstor, location), { _tag: "OwnHost", sameResource: false }, location)
    }
  })
})

describe("a redirect that must not get credentials", () => {
  it("leads to a host that is neither the service's nor below it", () => {
    for (const location of [
      "https://example.com/mybucket/a",
      "https://evilqingstor.com/mybucket/a",
      "https://qingstor.com.evil.com/mybucket/a",
      "https://com/",
      "//example.com/mybucket/a",
      "https://qingstor.com@evil.com/mybucket/a",
      "\\\\evil.com\\mybucket"
    ]) {
      assert.strictEqual(redirectOf({ deployment: "qingstor" }, location)._tag, "ForeignHost", location)
    }
    const from = { endpoint: "https://pek3a.qingstor.com" }
    assert.strictEqual(redirectOf(from, "https://sh1a.qingstor.com/mybucket/a")._tag, "ForeignHost")
  })

  it("leads away from an IP address", () => {
    const endpoint = "http://127.0.0.1:9000"
    for (const location of ["http://127.0.0.2:9000/", "http://localhost:9000/", "http://127.0.0.1.evil.com/"]) {
      assert.strictEqual(redirectOf({ endpoint }, location)._tag, "ForeignHost", location)
    }
  })

  it("leads from https to http, or names a user", () => {
    for (const location of [
      "http://pek3a.qingstor.com/mybucket/a",
      "https://me:secret@pek3a.qingstor.com/mybucket/a"
    ]) {
      assert.strictEqual(redirectOf({ deployment: "qingstor" }, location)._tag, "ForeignHost", location)
    }
  })

  it("tells where it leads", () => {
    const redirect = redirectOf({ deployment: "qingstor" }, "https://mirror.example.com/x?y=1")
    assert.deepStrictEqual(redirect, { _tag: "ForeignHost", url: "https://mirror.example.com/x?y=1" })
  })

  it("has no readable address", () => {
    for (const location of [undefined, "http://", "https://exa mple.com/", "mailto:a@example.com", "https://[::g]/"]) {
      assert.strictEqual(redirectOf({ deployment: "qingstor" }, location)._tag, "Unreadable", String(location))
    }
  })
})

describe("redirects", () => {
  it("are followed at most five times, on the statuses that keep the method", () => {
    assert.strictEqual(maxRedirects, 5)
    assert.deepStrictEqual([...redirectStatuses], [301, 302, 307, 308])
  })
})
