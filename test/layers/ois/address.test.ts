import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { oisAddress, oisAddressAt } from "../../../src/layers/ois/address.ts"
import { connectOis, type OisConnectionOptions } from "../../../src/layers/ois/endpoint.ts"
import { partsOf, queryOf, requestOf, type VectorConfig, vectors } from "./vectors.ts"

type Resource = Parameters<typeof oisAddress>[1]

const resource = (
  bucket: string | undefined,
  path: string,
  query: Resource["query"] = [],
  zone?: string
): Resource => ({ host: { bucket, zone }, path, query })

const addressOf = (options: OisConnectionOptions, asked: Resource) =>
  Result.getOrThrow(oisAddress(Result.getOrThrow(connectOis(options)), asked))

/** The settings of the official SDK for Python. */
const likePython = (config: VectorConfig): OisConnectionOptions => ({
  protocol: config.protocol,
  host: config.host,
  port: config.port,
  virtualHosted: config.enable_virtual_host_style,
  literalZones: true
})

describe("the address of a request", () => {
  for (const vector of vectors("endpoints")) {
    it(`is that of the official SDK (${vector.id})`, () => {
      const asked = resource(vector.bucket, vector.object_key, [], vector.zone)
      const address = addressOf(likePython(vector.config), asked)
      assert.strictEqual(address.authority, vector.expected_host)
      assert.strictEqual(address.url, vector.expected_url)
      assert.strictEqual(address.hostBucket, vector.config.enable_virtual_host_style ? vector.bucket : undefined)
    })
  }

  const sent = [
    ...vectors("header_signatures").map((vector) => ({ vector, url: vector.url })),
    ...vectors("presigned_urls").map((vector) => ({ vector, url: vector.unsigned_url }))
  ].filter(({ vector }) => vector.sdk.includes("python") && vector.config !== undefined)

  it("is that of the official SDK for whatever it signed", () => {
    assert.isAbove(sent.length, 50)
    for (const { vector, url } of sent) {
      const { authority, target } = partsOf(url)
      const { rawPath, hostBucket } = requestOf(vector, url)
      const asked = resource(
        vector.addressing.bucket ?? undefined,
        vector.object_key ?? "",
        queryOf(target),
        vector.config!.zone
      )
      const address = addressOf(likePython(vector.config!), asked)
      assert.strictEqual(address.authority, authority, vector.id)
      assert.strictEqual(address.rawPath, rawPath, vector.id)
      assert.strictEqual(address.hostBucket, hostBucket, vector.id)
      assert.deepStrictEqual(queryOf(partsOf(address.url).target), asked.query, vector.id)
    }
  })

  for (const vector of vectors("key_encoding")) {
    it(`encodes the key as the official SDK does (${vector.id})`, () => {
      const address = addressOf({}, resource("test-bucket", vector.object_key))
      assert.strictEqual(address.rawPath, `/test-bucket/${vector.path_python}`)
    })
  }

  it("has the labels in the order bucket, zone, host, and neither of them for the service", () => {
    const options = { deployment: "qingstor", virtualHosted: true } as const
    const authorityOf = (bucket: string | undefined, zone: string | undefined) =>
      addressOf(options, resource(bucket, "", [], zone)).authority
    assert.strictEqual(authorityOf("mybucket", "pek3a"), "mybucket.pek3a.qingstor.com")
    assert.strictEqual(authorityOf("mybucket", undefined), "mybucket.qingstor.com")
    assert.strictEqual(authorityOf(undefined, undefined), "qingstor.com")
    assert.strictEqual(authorityOf(undefined, "pek3a"), "qingstor.com")
  })

  it("keeps a port behind all labels", () => {
    const options = { endpoint: "http://oss.example.com:8080", virtualHosted: true }
    const address = addressOf(options, resource("mybucket", "k", [], "z1"))
    assert.strictEqual(address.authority, "mybucket.z1.oss.example.com:8080")
    assert.strictEqual(address.url, "http://mybucket.z1.oss.example.com:8080/k")
  })

  it("of a bucket has no slash at the end in path style, and one in the host's", () => {
    assert.strictEqual(addressOf({}, resource("mybucket", "", [["acl", ""]])).url, "https://is.shanhe.com/mybucket?acl")
    const hosted = addressOf({ virtualHosted: true }, resource("mybucket", "", [["acl", ""]]))
    assert.strictEqual(hosted.url, "https://mybucket.is.shanhe.com/?acl")
    assert.strictEqual(hosted.rawPath, "/")
    assert.strictEqual(addressOf({}, resource(undefined, "")).url, "https://is.shanhe.com/")
  })

  it("keeps the bucket in the path where it cannot stand in the host", () => {
    for (const bucket of ["My-Bucket", "my.bucket", "my_bucket", "-bucket", "b".repeat(64)]) {
      const address = addressOf({ virtualHosted: true }, resource(bucket, "k"))
      assert.strictEqual(address.url, `https://is.shanhe.com/${bucket}/k`)
      assert.strictEqual(address.hostBucket, undefined)
    }
    for (const endpoint of [
      "http://127.0.0.1:9000",
      "http://[::1]:9000",
      "http://localhost:9000",
      "http://emulator:9000"
    ]) {
      const address = addressOf({ endpoint, virtualHosted: true }, resource("mybucket", "k", [], "jn1a"))
      assert.strictEqual(address.url, `${endpoint}/mybucket/k`)
      assert.strictEqual(address.hostBucket, undefined)
    }
  })

  it("writes a parameter without value as its bare name and blanks as %20", () => {
    const query = [
      ["uploads", ""],
      ["prefix", "a b+c/"]
    ] as const
    assert.strictEqual(
      addressOf({}, resource("mybucket", "", query)).url,
      "https://is.shanhe.com/mybucket?uploads&prefix=a%20b%2Bc%2F"
    )
  })

  it("is refused for what no URL can name", () => {
    const failureOf = (asked: Resource): string => {
      const result = oisAddress(Result.getOrThrow(connectOis()), asked)
      return Result.isFailure(result) ? result.failure : `found ${result.success.url}`
    }
    assert.include(failureOf(resource("mybucket", ".")), "no URL can name the key")
    assert.include(failureOf(resource("mybucket", "..")), "no URL can name the key")
    assert.include(failureOf(resource(".", "k")), "no URL can name the bucket")
    assert.include(failureOf(resource("..", "")), "no URL can name the bucket")
    assert.include(failureOf(resource("", "")), "is empty")
    assert.include(failureOf(resource(undefined, "k")), "without a bucket")
    assert.include(failureOf(resource("mybucket", "k", [], "evil.com/")), "a zone has only")
  })
})

describe("the address of a URL", () => {
  const options: ReadonlyArray<OisConnectionOptions> = [
    { deployment: "qingstor", zone: "pek3a" },
    { deployment: "qingstor", zone: "pek3a", virtualHosted: true },
    { endpoint: "http://127.0.0.1:9000", virtualHosted: true },
    // The host begins with a label that is no bucket here, although it is named like one.
    { endpoint: "https://mybucket.example.com:8443" },
    { endpoint: "https://mybucket.example.com:8443", virtualHosted: true }
  ]

  it("is the one from which the URL was made", () => {
    for (const option of options) {
      const connection = Result.getOrThrow(connectOis(option))
      for (const asked of [
        resource("mybucket", "a//b/../c d", [["acl", ""]]),
        resource("mybucket", "mybucket/k"),
        resource("mybucket", ""),
        resource("My.Bucket", "k"),
        resource(undefined, "", [["limit", "1"]])
      ]) {
        const address = Result.getOrThrow(oisAddress(connection, asked))
        assert.deepStrictEqual(oisAddressAt(connection, asked.host.bucket, address.url), address)
      }
    }
  })

  it("tells the style of a redirect from that of the connection", () => {
    const path = Result.getOrThrow(connectOis({ deployment: "qingstor" }))
    const url = "https://mybucket.pek3a.qingstor.com/a%20b?acl"
    assert.deepStrictEqual(oisAddressAt(path, "mybucket", url), {
      url,
      authority: "mybucket.pek3a.qingstor.com",
      rawPath: "/a%20b",
      hostBucket: "mybucket"
    })
  })
})

describe("the URL of a key", () => {
  // As the service reads it: the bucket is cut off, then the rest is decoded once.
  const keyRead = (options: OisConnectionOptions, key: string): string => {
    const path = new URL(addressOf(options, resource("mybucket", key)).url).pathname
    const rest = options.virtualHosted === true ? path.slice(1) : path.slice("/mybucket/".length)
    return decodeURIComponent(rest)
  }
  const styles = [{ virtualHosted: false }, { virtualHosted: true }]

  it("names exactly the key, however awkward, also after a URL parser went over it", () => {
    const keys = ["/a", "a//b", "a/./b", "a/../b", "//", "/", "./a", "../a", "a/.", "a/..", "/./", "..//", "\\..\\a"]
    const more = ["%2e%2e/a", "a/%2E", "a b+c", "?q#f", "中文/🙂", "\u0000", "!'()*;=&$,", "~user", " a ", "a\r\nb"]
    for (const options of styles) for (const key of [...keys, ...more]) assert.strictEqual(keyRead(options, key), key)
  })

  it("keeps its slashes unless a URL parser would swallow a segment", () => {
    assert.strictEqual(addressOf({}, resource("mybucket", "a//b")).rawPath, "/mybucket/a//b")
    assert.strictEqual(addressOf({}, resource("mybucket", "/a")).rawPath, "/mybucket//a")
    assert.strictEqual(addressOf({}, resource("mybucket", "a/../b")).rawPath, "/mybucket/a%2F..%2Fb")
    assert.strictEqual(addressOf({}, resource("mybucket", "a/..b/.c")).rawPath, "/mybucket/a/..b/.c")
  })

  it.prop(
    "names exactly the key, whatever the key",
    { pieces: Schema.Array(Schema.Union([Schema.Literals([".", "..", "/", "%2e", "\\", "?"]), Schema.String])) },
    ({ pieces }) => {
      const key = pieces.join("").toWellFormed()
      if (key === "" || key === "." || key === "..") return
      for (const options of styles) assert.strictEqual(keyRead(options, key), key)
    }
  )
})
