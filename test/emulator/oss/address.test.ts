import { describe, expect, it } from "@effect/vitest"
import { Query } from "../../../src/emulator/frame/requestTarget.ts"
import { type Address, locate } from "../../../src/emulator/oss/address.ts"

const at = (host: string | undefined, path: string, domains?: ReadonlyArray<string>): Address =>
  locate({ path, query: new Query([]) }, host, domains)

describe("locate", () => {
  it.each(["127.0.0.1:4560", "10.0.0.7", "localhost", "LOCALHOST:80", "[::1]:4560", "emulator:4560", undefined])(
    "finds the bucket in the path at host %j",
    (host) => {
      expect(at(host, "/")).toEqual({})
      expect(at(host, "/bucket")).toEqual({ bucket: "bucket" })
      expect(at(host, "/bucket/")).toEqual({ bucket: "bucket" })
      expect(at(host, "/bucket/a/../b//c")).toEqual({ bucket: "bucket", key: "a/../b//c" })
      expect(at(host, "/bucket//a")).toEqual({ bucket: "bucket", key: "/a" })
    }
  )

  it.each(["bucket.localhost", "bucket.localhost:4560", "Bucket.oss.localhost", "bucket.any.name.localhost:80"])(
    "finds the bucket in host %j",
    (host) => {
      expect(at(host, "/")).toEqual({ bucket: "bucket" })
      expect(at(host, "/a/b")).toEqual({ bucket: "bucket", key: "a/b" })
      expect(at(host, "//a")).toEqual({ bucket: "bucket", key: "/a" })
    }
  )

  it.each([
    ["bucket.oss-cn-hangzhou.aliyuncs.com", { bucket: "bucket", region: "cn-hangzhou", key: "k" }],
    ["bucket.oss-cn-hangzhou-internal.aliyuncs.com:443", { bucket: "bucket", region: "cn-hangzhou", key: "k" }],
    ["bucket.cn-hangzhou.oss.aliyuncs.com", { bucket: "bucket", region: "cn-hangzhou", key: "k" }],
    ["bucket.oss-cn-hangzhou.localhost:4560", { bucket: "bucket", region: "cn-hangzhou", key: "k" }],
    ["bucket.oss-accelerate.aliyuncs.com", { bucket: "bucket", key: "k" }],
    ["bucket.oss-accelerate-overseas.aliyuncs.com", { bucket: "bucket", key: "k" }],
    [
      "bucket.cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com",
      { bucket: "bucket", region: "cn-hangzhou", cloudBox: "cb-123", key: "k" }
    ]
  ])("finds bucket and region in host %j", (host, expected) => {
    expect(at(host, "/k")).toEqual(expected)
  })

  it.each([
    ["oss-cn-hangzhou.aliyuncs.com", { region: "cn-hangzhou" }],
    // What the vendor's client for Node sends for calls on the service when its endpoint is an IP address.
    [".oss-cn-hangzhou.aliyuncs.com", { region: "cn-hangzhou" }],
    ["cn-hangzhou.oss.aliyuncs.com", { region: "cn-hangzhou" }],
    ["oss-accelerate.aliyuncs.com", {}],
    ["oss-cn-hangzhou.localhost:4560", { region: "cn-hangzhou" }],
    ["oss-cn-hangzhou-internal.localhost", { region: "cn-hangzhou" }]
  ])("takes %j as the service itself", (host, expected) => {
    expect(at(host, "/")).toEqual(expected)
    expect(at(host, "/bucket/k")).toEqual({ ...expected, bucket: "bucket", key: "k" })
  })

  it("finds the bucket before a domain it was told of", () => {
    expect(at("bucket.storage.test", "/k", ["storage.test"])).toEqual({ bucket: "bucket", key: "k" })
    expect(at("storage.test", "/bucket/k", ["storage.test"])).toEqual({ bucket: "bucket", key: "k" })
    expect(at("bucket.storage.test", "/b/k")).toEqual({ bucket: "b", key: "k" })
  })
})
