import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { bucketAcls, objectAcls } from "../../../src/emulator/oss/state.ts"
import { inProcessLayer, other, owner } from "../fixture.ts"
import { call, md5Of, outcome } from "./calls.ts"

const denied = "403 AccessDenied"

layer(inProcessLayer)("permissions", (it) => {
  const cases = bucketAcls.flatMap((bucketAcl) =>
    objectAcls.flatMap((objectAcl) => ["owner", "other", "anonymous"].map((who) => ({ bucketAcl, objectAcl, who })))
  )

  it.effect.each(cases)("$who at a $objectAcl object in a $bucketAcl bucket", ({ bucketAcl, objectAcl, who }) =>
    Effect.gen(function* () {
      const bucket = `b-${bucketAcl}-${objectAcl}-${who}`
      const as = who === "owner" ? owner : who === "other" ? other : "anonymous"
      yield* call("PUT", `/${bucket}`, { headers: { "x-oss-acl": bucketAcl } })
      yield* call("PUT", `/${bucket}/k`, { body: "text", headers: { "x-oss-object-acl": objectAcl } })

      const isOwner = who === "owner"
      const effective = objectAcl === "default" ? bucketAcl : objectAcl
      const reads = isOwner || effective !== "private"
      const writes = isOwner || effective === "public-read-write"
      const readsBucket = isOwner || bucketAcl !== "private"
      const writesBucket = isOwner || bucketAcl === "public-read-write"
      const may = (allowed: boolean, status: number | string) => (allowed ? status : denied)

      expect(yield* outcome("GET", `/${bucket}/k`, { as })).toBe(may(reads, 200))
      expect(yield* outcome("HEAD", `/${bucket}/k`, { as })).toBe(may(reads, 200))
      expect(yield* outcome("HEAD", `/${bucket}/k?objectMeta`, { as })).toBe(may(reads, 200))
      expect(yield* outcome("GET", `/${bucket}/k?symlink`, { as })).toBe(may(reads, "400 NotSymlink"))
      expect(yield* outcome("GET", `/${bucket}/missing`, { as })).toBe(may(readsBucket, "404 NoSuchKey"))
      expect(yield* outcome("GET", `/${bucket}/`, { as })).toBe(may(readsBucket, 200))
      expect(yield* outcome("GET", `/${bucket}/?list-type=2`, { as })).toBe(may(readsBucket, 200))

      expect(yield* outcome("PUT", `/${bucket}/new`, { as, body: "x" })).toBe(may(writesBucket, 200))
      expect(yield* outcome("POST", `/${bucket}/log?append&position=0`, { as, body: "x" })).toBe(may(writesBucket, 200))
      expect(yield* outcome("PUT", `/${bucket}/link?symlink`, { as, headers: { "x-oss-symlink-target": "k" } })).toBe(
        may(writesBucket, 200)
      )
      expect(yield* outcome("PUT", `/${bucket}/copy`, { as, headers: { "x-oss-copy-source": `/${bucket}/k` } })).toBe(
        may(writesBucket && reads, 200)
      )

      for (const target of ["k?acl", "k?tagging", "?acl", "?bucketInfo", "?location", "?stat"]) {
        expect(yield* outcome("GET", `/${bucket}/${target}`, { as })).toBe(may(isOwner, 200))
      }
      expect(yield* outcome("PUT", `/${bucket}/k?acl`, { as, headers: { "x-oss-object-acl": objectAcl } })).toBe(
        may(isOwner, 200)
      )
      expect(yield* outcome("PUT", `/${bucket}/?acl`, { as, headers: { "x-oss-acl": bucketAcl } })).toBe(
        may(isOwner, 200)
      )
      expect(yield* outcome("DELETE", `/${bucket}/k?tagging`, { as })).toBe(may(isOwner, 204))
      expect(yield* outcome("DELETE", `/${bucket}/`, { as })).toBe(may(isOwner, "409 BucketNotEmpty"))

      expect(yield* outcome("PUT", `/${bucket}/k`, { as, body: "x", headers: { "x-oss-object-acl": objectAcl } })).toBe(
        may(writes, 200)
      )
      expect(yield* outcome("DELETE", `/${bucket}/k`, { as })).toBe(may(writes, 204))
      expect(yield* outcome("GET", `/${bucket}/k`)).toBe(writes ? "404 NoSuchKey" : 200)
    })
  )

  it.effect("needs to read both a link and its target", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/links", { headers: { "x-oss-acl": "public-read" } })
      yield* call("PUT", "/links/secret", { body: "text", headers: { "x-oss-object-acl": "private" } })
      yield* call("PUT", "/links/link?symlink", { headers: { "x-oss-symlink-target": "secret" } })
      expect(yield* outcome("GET", "/links/link")).toBe(200)
      expect(yield* outcome("GET", "/links/link", { as: "anonymous" })).toBe(denied)
      expect(yield* outcome("GET", "/links/link?symlink", { as: "anonymous" })).toBe(200)
    })
  )

  it.effect("deletes of a batch only what the caller may delete", () =>
    Effect.gen(function* () {
      const bucket = "batch-acl"
      yield* call("PUT", `/${bucket}`, { headers: { "x-oss-acl": "public-read-write" } })
      yield* call("PUT", `/${bucket}/open`, { body: "1" })
      yield* call("PUT", `/${bucket}/closed`, { body: "1", headers: { "x-oss-object-acl": "private" } })
      const body = "<Delete><Object><Key>open</Key></Object><Object><Key>closed</Key></Object></Delete>"
      const md5 = md5Of(body)
      const { text } = yield* call("POST", `/${bucket}/?delete`, { as: other, body, headers: { "content-md5": md5 } })
      expect(text).toContain("<Deleted><Key>open</Key></Deleted>")
      expect(text).not.toContain("closed")
      expect(yield* outcome("GET", `/${bucket}/closed`)).toBe(200)
      expect(yield* outcome("GET", `/${bucket}/open`)).toBe("404 NoSuchKey")
    })
  )

  it.effect("refuses anonymous calls on the service, and unknown buckets for everyone", () =>
    Effect.gen(function* () {
      expect(yield* outcome("GET", "/", { as: "anonymous" })).toBe(denied)
      expect(yield* outcome("PUT", "/nobodys", { as: "anonymous" })).toBe(denied)
      for (const as of [owner, other, "anonymous"] as const) {
        expect(yield* outcome("GET", "/unknown/k", { as })).toBe("404 NoSuchBucket")
        expect(yield* outcome("HEAD", "/unknown/k", { as })).toBe("404 NoSuchBucket")
        expect(yield* outcome("GET", "/unknown/", { as })).toBe("404 NoSuchBucket")
      }
    })
  )
})
