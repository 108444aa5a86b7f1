import { describe, expect, it, layer } from "@effect/vitest"
import { Effect, Fiber, Result, Stream } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { Faults } from "../../../src/emulator/Faults.ts"
import { parseTarget } from "../../../src/emulator/frame/requestTarget.ts"
import { locate } from "../../../src/emulator/oss/address.ts"
import { emulatedOperations } from "../../../src/emulator/oss/app.ts"
import { operationOf } from "../../../src/emulator/oss/operations.ts"
import { ossModules } from "../../../src/schema/oss/index.ts"
import { operationsOf } from "../../../src/services/bindOperations.ts"
import { inProcessLayer } from "../fixture.ts"
import { call, outcome } from "./calls.ts"

const nameOf = (method: string, target: string, headers: Record<string, string> = {}) => {
  const parsed = Result.getOrThrow(parseTarget(target))
  return operationOf({ method, address: locate(parsed, "localhost"), query: parsed.query, headers })
}

describe("operationOf", () => {
  it.each([
    ["GET", "/", "ListBuckets"],
    ["PUT", "/", undefined],
    ["PUT", "/b", "PutBucket"],
    ["GET", "/b/?prefix=x", "ListObjects"],
    ["GET", "/b?list-type=2&prefix=x", "ListObjectsV2"],
    ["GET", "/b?versions", "GET ?versions"],
    ["POST", "/b?delete", "DeleteMultipleObjects"],
    ["POST", "/b", "PostObject"],
    ["GET", "/b?cors", "GET ?cors"],
    ["PATCH", "/b", undefined],
    ["PUT", "/b/k", "PutObject"],
    ["GET", "/b/k?x-oss-process=image/info", "GetObject"],
    ["POST", "/b/k?x-oss-process", "POST ?x-oss-process"],
    ["POST", "/b/k?append&position=0", "AppendObject"],
    ["GET", "/b/k?acl&append", "GetObjectAcl"],
    ["PUT", "/b/k?partNumber=1&uploadId=u", "PUT ?uploadId"],
    ["GET", "/b/k?uploadId=u", "GET ?uploadId"],
    ["DELETE", "/b/k?acl", undefined],
    ["HEAD", "/b/k?objectMeta", "GetObjectMeta"],
    ["OPTIONS", "/b/k", "OptionObject"],
    ["GET", "/b/k?unknown=1", "GetObject"]
  ])("%s %s is %s", (method, target, operation) => {
    expect(nameOf(method, target)).toBe(operation)
  })

  it("tells copies by their source", () => {
    const headers = { "x-oss-copy-source": "/b/k" }
    expect(nameOf("PUT", "/b/k2", headers)).toBe("CopyObject")
    expect(nameOf("PUT", "/b/k2?partNumber=1&uploadId=u", headers)).toBe("PUT ?uploadId")
    expect(nameOf("PUT", "/b/k2?acl", headers)).toBe("PutObjectAcl")
  })

  it("has a handler for every described operation", () => {
    const described = Object.values(operationsOf(ossModules)).map(({ name }) => name)
    expect([...emulatedOperations].sort()).toEqual([...described, "OptionObject", "PostObject"].sort())
  })
})

layer(inProcessLayer)("the application", (it) => {
  it.effect("answers errors with a document, and HEAD with the same in a header", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/bucket")
      const refused = yield* call("GET", "/bucket/missing%26")
      expect([refused.status, refused.headers["content-type"]]).toEqual([404, "application/xml"])
      expect(refused.text).toBe(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>' +
          `<RequestId>${refused.headers["x-oss-request-id"]}</RequestId><HostId>localhost</HostId><Key>missing&amp;</Key><EC>0026-00000001</EC></Error>`
      )
      expect(refused.headers["x-oss-ec"]).toBe("0026-00000001")
      const head = yield* call("HEAD", "/bucket/missing%26")
      expect([head.status, head.bytes.length, head.headers["x-oss-ec"]]).toEqual([404, 0, "0026-00000001"])
      expect(Buffer.from(head.headers["x-oss-err"]!, "base64").toString()).toContain("<Key>missing&amp;</Key>")
    })
  )

  it.effect("says which methods do not fit and which calls are not emulated", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/bucket")
      expect(yield* outcome("PATCH", "/bucket/k")).toBe("405 MethodNotAllowed")
      expect(yield* outcome("DELETE", "/bucket/k?acl")).toBe("405 MethodNotAllowed")
      expect(yield* outcome("PUT", "/")).toBe("405 MethodNotAllowed")
      expect(yield* outcome("GET", "/bucket?lifecycle")).toBe("501 NotImplemented")
      expect(yield* outcome("POST", "/bucket/k?uploads")).toBe("501 NotImplemented")
    })
  )

  it.effect("answers cross-origin questions without signature", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/bucket")
      const ask = (headers: Record<string, string>) => outcome("OPTIONS", "/bucket/k", { as: "anonymous", headers })
      expect(yield* ask({ origin: "http://a.test", "access-control-request-method": "GET" })).toBe(
        "403 AccessForbidden"
      )
      expect(yield* ask({ origin: "http://a.test" })).toBe("400 BadRequest")
    })
  )

  it.effect("finds the bucket in the host name", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/bucket")
      yield* call("PUT", "/a//b", { body: "x", origin: "http://bucket.localhost:4560" })
      for (const origin of ["http://bucket.any.localhost", "http://bucket.oss-cn-beijing.aliyuncs.com"]) {
        expect((yield* call("GET", "/a//b", { origin })).text).toBe("x")
      }
      expect((yield* call("GET", "/bucket/a//b")).text).toBe("x")
    })
  )

  it.effect("asks for a length, or chunks", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/open", { headers: { "x-oss-acl": "public-read-write" } })
      const chunks = Stream.make(new Uint8Array([1]), new Uint8Array([2, 3]))
      const chunked = HttpClientRequest.put("http://localhost/open/chunked").pipe(HttpClientRequest.bodyStream(chunks))
      expect((yield* HttpClient.execute(chunked)).status).toBe(200)
      expect([...(yield* call("GET", "/open/chunked")).bytes]).toEqual([1, 2, 3])
      const none = HttpClientRequest.post("http://localhost/open/none?append&position=0")
      expect((yield* HttpClient.execute(none)).status).toBe(200)
    })
  )

  it.effect("refuses a length together with chunks", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/open", { headers: { "x-oss-acl": "public-read-write" } })
      const headers = { "content-length": "1", "transfer-encoding": "chunked" }
      expect(yield* outcome("PUT", "/open/both", { body: "x", headers })).toBe("400 BadRequest")
      expect(yield* outcome("GET", "/open/both")).toBe("404 NoSuchKey")
    })
  )

  it.effect("stores nothing when the body breaks off", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/open", { headers: { "x-oss-acl": "public-read-write" } })
      const broken = Stream.concat(Stream.make(new Uint8Array([1])), Stream.fail("broken"))
      const request = HttpClientRequest.put("http://localhost/open/broken").pipe(HttpClientRequest.bodyStream(broken))
      expect((yield* HttpClient.execute(request)).status).toBe(400)
      expect(yield* outcome("GET", "/open/broken")).toBe("404 NoSuchKey")
    })
  )

  it.effect("lets only one of two uploads win that forbid to overwrite", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/open", { headers: { "x-oss-acl": "public-read-write" } })
      const upload = HttpClientRequest.put("http://localhost/open/contested").pipe(
        HttpClientRequest.bodyStream(Stream.fromEffect(Effect.as(Effect.sleep("1 second"), new Uint8Array([1])))),
        HttpClientRequest.setHeader("x-oss-forbid-overwrite", "true")
      )
      const both = yield* Effect.forkChild(
        Effect.all([HttpClient.execute(upload), HttpClient.execute(upload)], { concurrency: 2 })
      )
      yield* TestClock.adjust("1 second")
      expect((yield* Fiber.join(both)).map(({ status }) => status).sort()).toEqual([200, 409])
    })
  )

  it.effect("logs calls without their headers", () =>
    Effect.gen(function* () {
      const faults = yield* Faults
      yield* faults.clearCalls
      yield* call("PUT", "/bucket")
      yield* call("PUT", "/bucket/a%2Fb?x-secret=1", { body: "x" })
      yield* call("GET", "/bucket/missing")
      expect(yield* faults.calls).toEqual([
        {
          operation: "PutBucket",
          method: "PUT",
          path: "/bucket",
          bucket: "bucket",
          startedMillis: expect.any(Number),
          faults: [],
          status: 200
        },
        {
          operation: "PutObject",
          method: "PUT",
          path: "/bucket/a%2Fb",
          bucket: "bucket",
          key: "a/b",
          startedMillis: expect.any(Number),
          faults: [],
          status: 200
        },
        {
          operation: "GetObject",
          method: "GET",
          path: "/bucket/missing",
          bucket: "bucket",
          key: "missing",
          startedMillis: expect.any(Number),
          faults: [],
          status: 404
        }
      ])
    })
  )

  it.effect("answers headers that no transport would carry as the transport does", () =>
    Effect.gen(function* () {
      const request = HttpClientRequest.put("http://localhost/b/k").pipe(
        HttpClientRequest.setHeader("x-oss-meta-a", "中")
      )
      const error = yield* Effect.flip(HttpClient.execute(request))
      expect(error.reason._tag).toBe("TransportError")
    })
  )
})
