import { createHash } from "node:crypto"
import { request as httpRequest } from "node:http"
import { describe, expect, it, layer } from "@effect/vitest"
import { Effect, Result } from "effect"
import { parseQuery } from "../../../src/emulator/frame/requestTarget.ts"
import { bucketUrl, locate, redirectUrl, zoneOrigin } from "../../../src/emulator/ois/address.ts"
import { emulatedOperations, make } from "../../../src/emulator/ois/app.ts"
import { operationOf } from "../../../src/emulator/ois/operations.ts"
import { serve } from "../../../src/emulator/Server.ts"
import { signHeaders } from "../../../src/layers/ois/signer/qs.ts"
import { vectors } from "../../layers/ois/vectors.ts"
import { emulatorLayer, owner } from "../fixture.ts"
import { call, oisLayer, outcome, sent } from "./calls.ts"

const hosts = { domains: ["ois.test"], zones: new Set(["pek3a", "sh1a", "jn1a", "laboratory"]) }

const addressOf = (path: string, host?: string) => Result.getOrThrow(locate(path, host, hosts))

describe("an address", () => {
  it.each([
    ["127.0.0.1:4564", "/b/k", { bucket: "b", key: "k", isGlobal: false }],
    ["[::1]:4564", "/b", { bucket: "b", isGlobal: false }],
    ["", "/", { isGlobal: false }],
    ["container", "/b/k", { bucket: "b", key: "k", isGlobal: false }],
    ["localhost:80", "/b/", { bucket: "b", isGlobal: false, domain: "localhost" }],
    [
      "mybucket.localhost",
      "/k",
      { bucket: "mybucket", hostBucket: "mybucket", key: "k", isGlobal: false, domain: "localhost" }
    ],
    ["sh1a.localhost", "/b/k", { bucket: "b", key: "k", zone: "sh1a", isGlobal: false, domain: "localhost" }],
    ["qingstor.com", "/b", { bucket: "b", isGlobal: true, domain: "qingstor.com" }],
    ["pek3a.qingstor.com", "/", { zone: "pek3a", isGlobal: false, domain: "qingstor.com" }],
    [
      "MyBucket.PEK3A.QingStor.com.",
      "/",
      { bucket: "mybucket", hostBucket: "mybucket", zone: "pek3a", isGlobal: false, domain: "qingstor.com" }
    ],
    [
      "mybucket.qingstor.com",
      "/k",
      { bucket: "mybucket", hostBucket: "mybucket", key: "k", isGlobal: true, domain: "qingstor.com" }
    ],
    ["jn1.is.shanhe.com", "/b", { bucket: "b", zone: "jn1a", isGlobal: false, domain: "is.shanhe.com" }],
    ["jn1a.jn1.is.shanhe.com", "/b", { bucket: "b", zone: "jn1a", isGlobal: false, domain: "is.shanhe.com" }],
    [
      "mybucket.jn1.is.shanhe.com",
      "/k",
      { bucket: "mybucket", hostBucket: "mybucket", key: "k", zone: "jn1a", isGlobal: false, domain: "is.shanhe.com" }
    ],
    ["laboratory.ois.test", "/", { zone: "laboratory", isGlobal: false, domain: "ois.test" }],
    ["notois.test", "/b", { bucket: "b", isGlobal: false }],
    ["h", "/b//k", { bucket: "b", key: "/k", isGlobal: false }],
    ["h", "/b/a%2Fb%25", { bucket: "b", key: "a/b%", isGlobal: false }],
    ["h", "/b%20c", { bucket: "b c", isGlobal: false }],
    [
      "mybucket.localhost",
      "//",
      { bucket: "mybucket", hostBucket: "mybucket", key: "/", isGlobal: false, domain: "localhost" }
    ]
  ])("of host %j and path %j is read", (host, path, address) => {
    const { authority, ...found } = addressOf(path, host)
    expect([found, authority]).toEqual([address, host.toLowerCase()])
  })

  it("that holds a malformed escape is none", () => {
    expect(Result.isFailure(locate("/b/%zz", "h", hosts))).toBe(true)
    expect(Result.isFailure(locate("/%ff", "h", hosts))).toBe(true)
  })

  it("leads to others as it was written", () => {
    const urls = (host: string, zone: string) => {
      const address = addressOf("/b", host)
      return [zoneOrigin(address, zone), bucketUrl(address, "b", zone)]
    }
    expect(urls("qingstor.com", "pek3a")).toEqual(["https://pek3a.qingstor.com", "https://b.pek3a.qingstor.com"])
    expect(urls("is.shanhe.com", "jn1a")).toEqual(["https://jn1.is.shanhe.com", "https://b.jn1.is.shanhe.com"])
    expect(urls("sh1a.ois.test:81", "pek3a")).toEqual(["http://pek3a.ois.test:81", "http://b.pek3a.ois.test:81"])
    expect(urls("127.0.0.1:81", "jn1a")).toEqual(["https://jn1.is.shanhe.com", "https://b.jn1.is.shanhe.com"])
    expect(urls("127.0.0.1:81", "pek3a")).toEqual(["https://pek3a.qingstor.com", "https://b.pek3a.qingstor.com"])
    expect(redirectUrl(addressOf("/k", "mybucket.ois.test"), "sh1a", "/k?acl")).toBe(
      "http://mybucket.sh1a.ois.test/k?acl"
    )
  })

  it.each(vectors("endpoints").map((vector) => [vector.id, vector] as const))(
    "of SDKs names what was meant: %s",
    (_, vector) => {
      const url = new URL(vector.expected_url)
      expect(addressOf(url.pathname, url.host)).toMatchObject({ bucket: vector.bucket, key: vector.object_key })
    }
  )
})

const nameOf = (method: string, target: string, headers: Record<string, string> = {}) => {
  const [path, query = ""] = target.split("?")
  return operationOf({ method, address: addressOf(path!), query: Result.getOrThrow(parseQuery(query)), headers })
}

describe("a call", () => {
  it.each([
    ["GET", "/", "ListBuckets"],
    ["GET", "/?location&lang=en-us", "ListLocations"],
    ["PUT", "/", undefined],
    ["PUT", "/b", "PutBucket"],
    ["PUT", "/b/", "PutBucket"],
    ["GET", "/b?prefix=x", "ListObjects"],
    ["HEAD", "/b", "HeadBucket"],
    ["DELETE", "/b", "DeleteBucket"],
    ["POST", "/b", undefined],
    ["PATCH", "/b", undefined],
    ["GET", "/b?acl", "GetBucketACL"],
    ["GET", "/b?acl=", "GetBucketACL"],
    ["GET", "/b?acl&", "GetBucketACL"],
    ["DELETE", "/b?acl", undefined],
    ["POST", "/b?delete", "DeleteMultipleObjects"],
    ["GET", "/b?uploads&prefix=", "ListMultipartUploads"],
    ["GET", "/b?stats", "GetBucketStatistics"],
    ["GET", "/b?versions", "ListObjectVersions"],
    ["DELETE", "/b?versioning", undefined],
    ["OPTIONS", "/b?acl", "OptionsObject"],
    ["GET", "/b/k", "GetObject"],
    ["GET", "/b/k?unknown=1&version_id=v", "GetObject"],
    ["PUT", "/b/k", "PutObject"],
    ["PUT", "/b/k?acl", undefined],
    ["POST", "/b/k?uploads", "InitiateMultipartUpload"],
    ["GET", "/b/k?uploads", undefined],
    ["PUT", "/b/k?part_number=0&upload_id=u", "UploadMultipart"],
    ["GET", "/b/k?upload_id=u", "ListMultipart"],
    ["POST", "/b/k?upload_id=u", "CompleteMultipartUpload"],
    ["DELETE", "/b/k?upload_id=u", "AbortMultipartUpload"],
    ["POST", "/b/k?append&position=0", "AppendObject"],
    ["GET", "/b/k?image&action=info", "ImageProcess"],
    ["OPTIONS", "/b/k", "OptionsObject"]
  ])("%s %s is %s", (method, target, name) => {
    expect(nameOf(method, target)).toBe(name)
  })

  it("is told from others by its headers", () => {
    expect(nameOf("PUT", "/b/k", { "x-qs-copy-source": "/b/a" })).toBe("CopyObject")
    expect(nameOf("PUT", "/b/k", { "x-qs-move-source": "/b/a" })).toBe("MoveObject")
    expect(nameOf("PUT", "/b/k", { "x-qs-fetch-source": "http://a" })).toBe("FetchObject")
    expect(nameOf("GET", "/b/k", { "x-qs-copy-source": "/b/a" })).toBe("GetObject")
    expect(nameOf("PUT", "/b/k?upload_id=u", { "x-qs-copy-source": "/b/a" })).toBe("UploadMultipart")
    expect(nameOf("POST", "/b", { "content-type": "Multipart/Form-Data; boundary=x" })).toBe("PostObject")
    expect(nameOf("POST", "/b?delete", { "content-type": "multipart/form-data" })).toBe("DeleteMultipleObjects")
  })

  it("has a handler, whichever it is", () => {
    const settings = [
      "CORS",
      "Policy",
      "Lifecycle",
      "Notification",
      "ExternalMirror",
      "Logging",
      "CNAME",
      "Replication"
    ]
    expect([...emulatedOperations].sort()).toEqual(
      [
        ...settings.flatMap((name) => ["Put", "Get", "Delete"].map((verb) => `${verb}Bucket${name}`)),
        ...["ListBuckets", "ListLocations", "PutBucket", "HeadBucket", "DeleteBucket", "ListObjects"],
        ...["GetBucketStatistics", "PutBucketACL", "GetBucketACL", "PutBucketVersioning", "GetBucketVersioning"],
        ...["ListObjectVersions", "DeleteMultipleObjects", "ListMultipartUploads", "PutObject", "CopyObject"],
        ...["MoveObject", "FetchObject", "GetObject", "HeadObject", "DeleteObject", "OptionsObject", "AppendObject"],
        ...["InitiateMultipartUpload", "UploadMultipart", "ListMultipart", "CompleteMultipartUpload"],
        ...["AbortMultipartUpload", "ImageProcess", "PostObject"]
      ].sort()
    )
  })
})

layer(oisLayer())("the application", (it) => {
  it.effect("judges a request by the signature that it carries", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const as = "anonymous"
      const withHeader = (authorization: string) => outcome("GET", "/mybucket", { as, headers: { authorization } })
      expect(yield* withHeader("nonsense")).toBe("400 invalid_request")
      expect(yield* withHeader("QS unknown:x")).toBe("401 invalid_access_key_id")
      const date = "Thu, 01 Jan 1970 00:00:00 GMT"
      expect(yield* outcome("GET", "/mybucket", { as, headers: { authorization: "QS test:x", date } })).toBe(
        "401 signature_not_matched"
      )
      expect(yield* outcome("GET", "/mybucket", { headers: { date: "Thu, 01 Jan 1970 00:15:01 GMT" } })).toBe(
        "403 request_expired"
      )
      expect(yield* outcome("GET", "/mybucket", { as })).toBe("403 permission_denied")
    })
  )

  it.effect("takes a sub-resource however it is written", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      for (const target of ["/mybucket?acl", "/mybucket?acl=", "/mybucket?acl&", "/mybucket/?acl"]) {
        expect((yield* call("GET", target)).json.owner.id).toBe("1001")
      }
    })
  )

  it.effect("does not stumble over what nobody should send", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
      for (const name of ["acl", "cors", "policy", "lifecycle", "cname", "replication", "versioning", "notification"]) {
        for (const document of ["", "null", "[]", '"text"', "\u0000", deep, '{"__proto__":{"acl":[]}}']) {
          const { status, text } = yield* call("PUT", `/mybucket?${name}`, { body: document })
          expect([name, document.length, status, text.includes("internal_error")]).toEqual([
            name,
            document.length,
            400,
            false
          ])
        }
      }
      for (const target of [
        "/mybucket/k?upload_id=../../x&part_number=0",
        "/mybucket/constructor?image&action=constructor",
        "/__proto__?stats",
        "/mybucket?versions&version_id_marker=x&key_marker=__proto__",
        `/mybucket?marker=${"x".repeat(5000)}`
      ]) {
        for (const method of ["GET", "PUT", "POST", "DELETE", "HEAD"]) {
          expect([method, target, (yield* call(method, target)).status < 500]).toEqual([method, target, true])
        }
      }
    })
  )
})

/** The scenarios that the SDKs are tested by. Source: qingstor-sdk-test-scenarios. */
layer(oisLayer())("the scenarios of the SDKs", (it) => {
  const mebibyte = Buffer.alloc(1024 ** 2, "x")
  const keys = [
    "中文测试",
    "テスト",
    "테스트",
    "𠜎𠜱𠝹",
    ",./;'[]\\-=",
    '<>?:"{}|_+',
    "!@#$%^&*()`~",
    "👨‍👩‍👧‍👦👍🏽",
    "１２３",
    "١٢٣",
    "שלום عالم",
    `${"p/".repeat(511)}e`
  ]

  it.effect.each(keys)("pass for an object named %j", (key) =>
    Effect.gen(function* () {
      yield* call("PUT", "/scenario-bucket")
      const at = (name: string) => `/scenario-bucket/${name.split("/").map(encodeURIComponent).join("/")}`
      const target = at(key)
      expect(yield* outcome("PUT", target, { body: mebibyte })).toBe(201)
      const metadata = { "x-qs-meta-k1": "v1", "x-qs-meta-k2": "v2" }
      expect(yield* outcome("PUT", target, { body: mebibyte, headers: metadata })).toBe(201)
      const [copied, moved] = Buffer.byteLength(key) > 1000 ? ["copied", "moved"] : [`${key}+copy`, `${key}+move`]
      expect(yield* outcome("PUT", at(copied), { headers: { "x-qs-copy-source": target } })).toBe(201)
      expect(yield* outcome("PUT", at(moved), { headers: { "x-qs-move-source": at(copied) } })).toBe(201)
      const read = yield* call("GET", `${target}?response-content-type=video%2Fmp4%3B%20charset%3Dutf8`)
      expect([read.status, read.bytes.length, read.headers["content-type"]]).toEqual([
        200,
        1048576,
        "video/mp4; charset=utf8"
      ])
      expect(read.headers).toMatchObject(metadata)
      expect(yield* outcome("HEAD", target)).toBe(200)
      const preflight = { origin: "qingcloud.com", "access-control-request-method": "GET" }
      expect(yield* outcome("OPTIONS", target, { as: "anonymous", headers: preflight })).toBe(200)
      expect(yield* outcome("DELETE", target)).toBe(204)
      expect(yield* outcome("DELETE", at(moved))).toBe(204)
      expect((yield* call("GET", "/scenario-bucket")).json.keys).toEqual([])
    })
  )

  it.effect("pass for an upload of three parts", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/scenario-bucket")
      const { json } = yield* call("POST", "/scenario-bucket/multipart?uploads")
      const target = `/scenario-bucket/multipart?upload_id=${json.upload_id}`
      const five = Buffer.alloc(5 * 1024 ** 2, "x")
      for (const number of [0, 1, 2]) {
        expect(yield* outcome("PUT", `${target}&part_number=${number}`, { body: five })).toBe(201)
      }
      expect((yield* call("GET", target)).json.count).toBe(3)
      const object_parts = [0, 1, 2].map((part_number) => ({ part_number }))
      expect(yield* sent("POST", target, { object_parts })).toBe(201)
      expect(yield* outcome("DELETE", target)).toBe(204)
      expect((yield* call("HEAD", "/scenario-bucket/multipart")).headers["content-length"]).toBe("15728640")
      expect(yield* outcome("DELETE", "/scenario-bucket/multipart")).toBe(204)
    })
  )
})

describe("over sockets", () => {
  it.live("raw targets, empty answers and large bodies arrive as they are", () =>
    Effect.gen(function* () {
      const { port } = yield* Effect.flatMap(make(), (app) => serve(app, { port: 0 }))
      const send = (method: string, path: string, body?: Buffer) =>
        Effect.promise(
          () =>
            new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
              const parts = { method, rawPath: path.split("?")[0]!, query: [], headers: {} }
              const { headers } = signHeaders(parts, owner.accessKeys[0]!, { timeMillis: Date.now() })
              const sending = httpRequest({ port, host: "127.0.0.1", method, path, headers }, (response) => {
                const chunks: Array<Buffer> = []
                response.on("data", (chunk: Buffer) => chunks.push(chunk))
                response.on("end", () =>
                  resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) })
                )
              })
              sending.on("error", reject)
              sending.end(body)
            })
        )
      const created = yield* send("PUT", "/mybucket")
      expect([created.status, created.headers["content-length"], created.headers["content-type"]]).toEqual([
        201,
        "0",
        undefined
      ])
      const large = Buffer.alloc(3 * 1024 ** 2, "abc")
      for (const path of ["/mybucket//a", "/mybucket/a/../b", "/mybucket/./c"]) {
        expect((yield* send("PUT", path, large)).status).toBe(201)
        const read = yield* send("GET", path)
        expect(createHash("md5").update(read.body).digest("hex")).toBe(createHash("md5").update(large).digest("hex"))
        const head = yield* send("HEAD", path)
        expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, String(large.length), 0])
      }
      const { keys } = JSON.parse((yield* send("GET", "/mybucket")).body.toString("utf8"))
      expect(keys.map(({ key }: { readonly key: string }) => key)).toEqual(["./c", "/a", "a/../b"])
      const missing = yield* send("HEAD", "/mybucket/missing")
      expect([missing.status, missing.body.length, missing.headers["x-qs-request-id"]]).toEqual([
        404,
        0,
        expect.stringMatching(/^[0-9a-f]{32}$/)
      ])
      expect((yield* send("DELETE", "/mybucket//a")).status).toBe(204)
    }).pipe(Effect.scoped, Effect.provide(emulatorLayer))
  )
})
