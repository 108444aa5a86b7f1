import { expect, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { layerInProcess } from "../../../src/emulator/inProcess.ts"
import * as OssApp from "../../../src/emulator/oss/app.ts"
import { emulatorLayer, inProcessLayer, other, owner } from "../fixture.ts"
import { call, outcome } from "./calls.ts"

const configuration = (storageClass: string, redundancy: string) =>
  `<CreateBucketConfiguration><StorageClass>${storageClass}</StorageClass><DataRedundancyType>${redundancy}</DataRedundancyType></CreateBucketConfiguration>`

layer(
  Layer.unwrap(
    Effect.map(OssApp.make({ maxBuckets: 3, buckets: { names: ["notes", "photos", "notes"], owner } }), layerInProcess)
  ).pipe(Layer.provideMerge(emulatorLayer))
)("an emulator that was told of buckets", (it) => {
  it.effect("has them from the beginning, and as many as it was told", () =>
    Effect.gen(function* () {
      expect((yield* call("GET", "/")).text.match(/(?<=<Name>)[a-z]+/g)).toEqual(["notes", "photos"])
      expect((yield* call("GET", "/photos/?bucketInfo")).text).toContain("<ID>1001</ID>")
      expect(yield* outcome("PUT", "/third")).toBe(200)
      expect(yield* outcome("PUT", "/fourth")).toBe("400 TooManyBuckets")
    })
  )
})

layer(inProcessLayer)("buckets", (it) => {
  it.effect("are created with defaults and described", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2024, 1, 3, 4, 5, 6, 789))
      const created = yield* call("PUT", "/plain-bucket")
      expect([created.status, created.headers["location"]]).toEqual([200, "/plain-bucket"])
      const { text } = yield* call("GET", "/plain-bucket/?bucketInfo")
      expect(text).toBe(
        '<?xml version="1.0" encoding="UTF-8"?>\n<BucketInfo><Bucket><Name>plain-bucket</Name>' +
          "<Location>oss-cn-hangzhou</Location><CreationDate>2024-02-03T04:05:06.000Z</CreationDate>" +
          "<ExtranetEndpoint>oss-cn-hangzhou.aliyuncs.com</ExtranetEndpoint>" +
          "<IntranetEndpoint>oss-cn-hangzhou-internal.aliyuncs.com</IntranetEndpoint>" +
          "<StorageClass>Standard</StorageClass><DataRedundancyType>LRS</DataRedundancyType>" +
          "<Owner><ID>1001</ID><DisplayName>owner</DisplayName></Owner>" +
          "<AccessControlList><Grant>private</Grant></AccessControlList>" +
          "<ServerSideEncryptionRule><SSEAlgorithm>None</SSEAlgorithm></ServerSideEncryptionRule></Bucket></BucketInfo>"
      )
      const location = yield* call("GET", "/plain-bucket/?location")
      expect(location.text).toContain("<LocationConstraint>oss-cn-hangzhou</LocationConstraint>")
    })
  )

  it.effect("are in the region of the host that created them", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/", { origin: "http://far-bucket.oss-ap-southeast-1.aliyuncs.com" })
      const location = yield* call("GET", "/far-bucket?location")
      expect(location.text).toContain("<LocationConstraint>oss-ap-southeast-1</LocationConstraint>")
    })
  )

  it.effect("may be created again by their owner, with the same class and redundancy", () =>
    Effect.gen(function* () {
      const body = configuration("IA", "ZRS")
      expect(yield* outcome("PUT", "/again", { body, headers: { "x-oss-acl": "public-read" } })).toBe(200)
      expect(yield* outcome("PUT", "/again", { body })).toBe(200)
      expect((yield* call("GET", "/again?acl")).text).toContain("<Grant>public-read</Grant>")
      expect(yield* outcome("PUT", "/again", { body, headers: { "x-oss-acl": "private" } })).toBe(200)
      expect((yield* call("GET", "/again?acl")).text).toContain("<Grant>private</Grant>")
      expect(yield* outcome("PUT", "/again")).toBe("409 BucketAlreadyExists")
      expect(yield* outcome("PUT", "/again", { body: configuration("Standard", "ZRS") })).toBe(
        "409 BucketAlreadyExists"
      )
      expect(yield* outcome("PUT", "/again", { body: configuration("IA", "LRS") })).toBe("409 BucketAlreadyExists")
      expect(yield* outcome("PUT", "/again", { body, as: other })).toBe("409 BucketAlreadyExists")
      yield* call("PUT", "/again/k", { body: "x" })
      expect((yield* call("HEAD", "/again/k")).headers["x-oss-storage-class"]).toBe("IA")
    })
  )

  it.effect.each(["ab", "a".repeat(64), "-ab", "ab-", "Abc", "a_b", "a.b"])("refuse the name %s", (name) =>
    Effect.gen(function* () {
      expect(yield* outcome("PUT", `/${name}`)).toBe("400 InvalidBucketName")
    })
  )

  it.effect("refuse what is no ACL, class or document", () =>
    Effect.gen(function* () {
      const acl = yield* call("PUT", "/refused", { headers: { "x-oss-acl": "public" } })
      expect([acl.status, acl.code]).toEqual([400, "InvalidArgument"])
      expect(acl.text).toContain("<Message>no such bucket access control exists</Message>")
      expect(acl.text).toContain("<ArgumentName>x-oss-acl</ArgumentName><ArgumentValue>public</ArgumentValue>")
      expect(yield* outcome("PUT", "/refused", { body: configuration("Warm", "LRS") })).toBe("400 InvalidArgument")
      expect(yield* outcome("PUT", "/refused", { body: "<Create" })).toBe("400 MalformedXML")
      expect(yield* outcome("GET", "/refused?bucketInfo")).toBe("404 NoSuchBucket")
      yield* call("PUT", "/refused")
      expect(yield* outcome("PUT", "/refused?acl")).toBe("400 InvalidArgument")
      expect(yield* outcome("PUT", "/refused?acl", { headers: { "x-oss-acl": "default" } })).toBe("400 InvalidArgument")
    })
  )

  it.effect("are created by their ACL too, as by PutBucket", () =>
    Effect.gen(function* () {
      const acl = (value: string) => ({ headers: { "x-oss-acl": value } })
      const put = yield* call("PUT", "/by-acl?acl", acl("public-read"))
      expect([put.status, put.headers["location"]]).toEqual([200, "/by-acl"])
      expect((yield* call("GET", "/by-acl?acl")).text).toContain("<Grant>public-read</Grant>")
      const again = yield* call("PUT", "/by-acl?acl", acl("private"))
      expect([again.status, again.headers["location"]]).toEqual([200, "/by-acl"])
      expect(yield* outcome("PUT", "/by-acl?acl", { ...acl("public-read"), as: other })).toBe("403 AccessDenied")
      expect((yield* call("GET", "/by-acl?acl")).text).toContain("<Grant>private</Grant>")
      yield* call("PUT", "/by-acl-ia", { body: configuration("IA", "ZRS") })
      expect(yield* outcome("PUT", "/by-acl-ia?acl", acl("public-read"))).toBe(200)
      expect(yield* outcome("PUT", "/-bad?acl", acl("private"))).toBe("400 InvalidBucketName")
      expect(yield* outcome("PUT", "/by-nobody?acl", { ...acl("private"), as: "anonymous" })).toBe("403 AccessDenied")
    })
  )

  it.effect("can be removed when empty, by their owner", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/removable", { headers: { "x-oss-acl": "public-read-write" } })
      yield* call("PUT", "/removable/k", { body: "x" })
      expect(yield* outcome("DELETE", "/removable")).toBe("409 BucketNotEmpty")
      yield* call("DELETE", "/removable/k")
      expect(yield* outcome("DELETE", "/removable", { as: other })).toBe("403 AccessDenied")
      expect(yield* outcome("DELETE", "/removable")).toBe(204)
      expect(yield* outcome("DELETE", "/removable")).toBe("404 NoSuchBucket")
      expect(yield* outcome("PUT", "/removable", { as: other })).toBe(200)
    })
  )

  it.effect("count their objects", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/counted")
      yield* call("PUT", "/counted/a", { body: "12345" })
      yield* call("PUT", "/counted/b", { body: "123", headers: { "x-oss-storage-class": "IA" } })
      yield* call("POST", "/counted/c?append&position=0", { body: "12" })
      const { text } = yield* call("GET", "/counted?stat")
      for (const element of [
        "<Storage>10</Storage>",
        "<ObjectCount>3</ObjectCount>",
        "<StandardStorage>7</StandardStorage>",
        "<StandardObjectCount>2</StandardObjectCount>",
        "<InfrequentAccessStorage>3</InfrequentAccessStorage>",
        "<InfrequentAccessObjectCount>1</InfrequentAccessObjectCount>",
        "<ArchiveObjectCount>0</ArchiveObjectCount>"
      ]) {
        expect(text).toContain(element)
      }
    })
  )
})

layer(inProcessLayer)("the list of buckets", (it) => {
  const namesIn = (text: string) => [...text.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name)

  it.effect("is the caller's own, in order, page by page", () =>
    Effect.gen(function* () {
      for (const name of ["list-b", "list-a", "list-c", "zzz"]) yield* call("PUT", `/${name}`)
      yield* call("PUT", "/list-foreign", { as: other })
      const all = yield* call("GET", "/")
      expect(namesIn(all.text)).toEqual(["list-a", "list-b", "list-c", "zzz"])
      expect(all.text).not.toContain("IsTruncated")
      expect(all.text).toContain("<Owner><ID>1001</ID><DisplayName>owner</DisplayName></Owner>")
      const first = yield* call("GET", "/?prefix=list-&max-keys=2")
      expect(namesIn(first.text)).toEqual(["list-a", "list-b"])
      for (const element of ["<Prefix>list-</Prefix>", "<MaxKeys>2</MaxKeys>", "<IsTruncated>true</IsTruncated>"]) {
        expect(first.text).toContain(element)
      }
      expect(first.text).toContain("<NextMarker>list-b</NextMarker>")
      const second = yield* call("GET", "/?prefix=list-&max-keys=2&marker=list-b")
      expect(namesIn(second.text)).toEqual(["list-c"])
      expect(namesIn((yield* call("GET", "/", { as: other })).text)).toEqual(["list-foreign"])
      for (const maxKeys of ["0", "1001", "-1", "x"]) {
        expect(yield* outcome("GET", `/?max-keys=${maxKeys}`)).toBe("400 InvalidArgument")
      }
    })
  )

  it.effect("holds at most a hundred buckets", () =>
    Effect.gen(function* () {
      const names = Array.from({ length: 100 }, (_, i) => `many-${i}`)
      const existing = namesOf((yield* call("GET", "/", { as: owner })).text)
      for (const name of names.slice(existing)) expect(yield* outcome("PUT", `/${name}`)).toBe(200)
      expect(yield* outcome("PUT", "/one-too-many")).toBe("400 TooManyBuckets")
      expect(yield* outcome("PUT", "/one-too-many", { as: other })).toBe(200)
    })
  )

  const namesOf = (text: string): number => namesIn(text).length
})
