/** The vendor's client for Node, with both signature versions, drives the emulated OSS over real sockets. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PassThrough, Readable } from "node:stream"
import { text as readText } from "node:stream/consumers"
import OSS from "ali-oss"
import { Effect, Exit, Layer, Scope } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { crc64 } from "../../src/emulator/crc64.ts"
import { emulatorLayer, serveOss } from "../emulator/fixture.ts"

const scope = Effect.runSync(Scope.make())
let url = ""
let directory = ""

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ali-oss-"))
  const services = await Effect.runPromise(Layer.buildWithScope(emulatorLayer, scope))
  const serving = await serveOss.pipe(Effect.provide(services), Scope.provide(scope), Effect.runPromise)
  url = serving.url
})

afterAll(async () => {
  await Effect.runPromise(Scope.close(scope, Exit.void))
  await rm(directory, { recursive: true })
})

/** What a promise failed with. */
const failure = async (promise: Promise<unknown>): Promise<any> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  return expect.unreachable("The call should have failed.")
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is the service's own placeholder.
const placeholder = "${filename}"

const hardKeys = [
  "plain",
  "a b",
  "a+b",
  "100%",
  "q?x=1&y=2",
  "#hash",
  "中文/对象",
  "😀",
  "a//b",
  "a=b;c,d",
  "(x)!'*",
  "%2F"
]

describe.each([
  ["V1", false],
  ["V4", true]
] as const)("ali-oss with %s signatures", (version, authorizationV4) => {
  const bucket = `ali-${version.toLowerCase()}`
  const makeClient = (options: Record<string, unknown> = {}) =>
    new OSS({
      region: "oss-cn-hangzhou",
      accessKeyId: "test",
      accessKeySecret: "test",
      // An IP address makes the client send BUCKET.oss-REGION.aliyuncs.com as its Host.
      endpoint: url,
      bucket,
      authorizationV4,
      ...options
    })
  /** Path style, with which alone the client makes URLs for a local endpoint. */
  const makePathClient = (options: Record<string, unknown> = {}) =>
    makeClient({ endpoint: url.replace("127.0.0.1", "localhost"), sldEnable: true, ...options })
  let client: any

  beforeAll(async () => {
    client = makeClient()
    await client.putBucket(bucket)
  })

  describe("buckets", () => {
    it("are created, described, listed and deleted", async () => {
      const name = `${bucket}-full`
      const created = await client.putBucket(name, {
        acl: "public-read",
        storageClass: "IA",
        dataRedundancyType: "ZRS"
      })
      expect([created.res.status, created.bucket]).toEqual([200, name])
      const { bucket: info } = await client.getBucketInfo(name)
      expect(info).toMatchObject({
        Name: name,
        Location: "oss-cn-hangzhou",
        StorageClass: "IA",
        DataRedundancyType: "ZRS",
        Owner: { ID: "1001", DisplayName: "owner" },
        AccessControlList: { Grant: "public-read" }
      })
      expect((await client.getBucketLocation(name)).location).toBe("oss-cn-hangzhou")
      const { buckets, owner } = await client.listBuckets({ prefix: bucket, "max-keys": 10 })
      expect(owner).toEqual({ id: "1001", displayName: "owner" })
      expect(buckets.map((found: any) => [found.name, found.region, found.storageClass])).toEqual([
        [bucket, "oss-cn-hangzhou", "Standard"],
        [name, "oss-cn-hangzhou", "IA"]
      ])
      const page = await client.listBuckets({ prefix: bucket, "max-keys": 1 })
      expect([page.isTruncated, page.nextMarker]).toEqual([true, bucket])
      await client.deleteBucket(name)
      expect((await failure(client.getBucketInfo(name))).code).toBe("NoSuchBucket")
    })

    it("have an ACL and a stat", async () => {
      await client.putBucketACL(bucket, "public-read")
      expect(await client.getBucketACL(bucket)).toMatchObject({ acl: "public-read", owner: { id: "1001" } })
      await client.putBucketACL(bucket, "private")
      expect((await client.getBucketACL(bucket)).acl).toBe("private")
      await client.put("stat/five", Buffer.from("12345"))
      const { stat } = await client.getBucketStat(bucket)
      expect(Number(stat.Storage)).toBeGreaterThanOrEqual(5)
      expect(Number(stat.ObjectCount)).toBeGreaterThanOrEqual(1)
      expect((await failure(client.deleteBucket(bucket))).code).toBe("BucketNotEmpty")
    })
  })

  describe("objects", () => {
    it.each(hardKeys)("of the key %j are put, read and deleted", async (key) => {
      const name = `hard/${key}`
      expect((await client.put(name, Buffer.from(key))).res.status).toBe(200)
      const read = await client.get(name)
      expect(read.content.toString()).toBe(key)
      expect(read.res.headers["x-oss-hash-crc64ecma"]).toBe(String(crc64(Buffer.from(key))))
      expect((await client.head(name)).status).toBe(200)
      expect((await client.copy(`${name}.copy`, name)).res.status).toBe(200)
      expect((await client.get(`${name}.copy`)).content.toString()).toBe(key)
      expect((await client.delete(name)).res.status).toBe(204)
      expect((await failure(client.get(name))).code).toBe("NoSuchKey")
    })

    it("carry metadata and headers", async () => {
      const headers = {
        "Cache-Control": "max-age=1",
        "Content-Disposition": 'attachment; filename="x"',
        "Content-Type": "text/x"
      }
      await client.put("described", Buffer.from("text"), { meta: { author: "me", year: 2024 }, headers })
      const { meta, res } = await client.head("described")
      expect(meta).toEqual({ author: "me", year: "2024" })
      expect(res.headers).toMatchObject({
        "content-type": "text/x",
        "cache-control": "max-age=1",
        "content-disposition": 'attachment; filename="x"',
        "content-length": "4",
        "x-oss-object-type": "Normal"
      })
      await client.putMeta("described", { author: "you" })
      const changed = await client.head("described")
      expect(changed.meta).toEqual({ author: "you" })
      const shown = await client.getObjectMeta("described")
      expect(shown.res.headers).toMatchObject({ "content-length": "4", etag: res.headers["etag"] })
    })

    it("are put from files and streams and read into them", async () => {
      const source = join(directory, `${version}-source.txt`)
      const target = join(directory, `${version}-target.txt`)
      const content = "0123456789".repeat(30_000)
      await writeFile(source, content)
      await client.put("from-file", source)
      expect((await client.head("from-file")).res.headers["content-type"]).toBe("text/plain")
      await client.get("from-file", target)
      expect(await readFile(target, "utf8")).toBe(content)
      await client.putStream("from-stream", Readable.from([Buffer.from("a"), Buffer.from("b")]))
      const { stream } = await client.getStream("from-stream")
      expect(await readText(stream)).toBe("ab")
      const written = new PassThrough()
      const collected = readText(written)
      await client.get("from-stream", written)
      expect(await collected).toBe("ab")
    })

    it("answer ranges and conditions", async () => {
      await client.put("ranged", Buffer.from("0123456789"))
      const part = await client.get("ranged", { headers: { Range: "bytes=2-4" } })
      expect([part.res.status, part.content.toString()]).toEqual([206, "234"])
      const { etag } = (await client.head("ranged")).res.headers
      const same = await client.head("ranged", { headers: { "If-None-Match": etag } })
      expect(same.status).toBe(304)
      const other = await failure(client.get("ranged", { headers: { "If-Match": '"0"' } }))
      expect([other.code, other.status]).toEqual(["PreconditionFailed", 412])
    })

    it("are appended to", async () => {
      const first = await client.append("log", Buffer.from("hello "))
      expect(first.nextAppendPosition).toBe("6")
      const second = await client.append("log", Buffer.from("world"), { position: first.nextAppendPosition })
      expect(second.nextAppendPosition).toBe("11")
      expect(second.res.headers["x-oss-hash-crc64ecma"]).toBe(String(crc64(Buffer.from("hello world"))))
      expect((await client.get("log")).content.toString()).toBe("hello world")
      const late = await failure(client.append("log", Buffer.from("!"), { position: 3 }))
      expect([late.status, late.code]).toEqual([409, "PositionNotEqualToLength"])
    })

    it("are copied between buckets and with new metadata", async () => {
      const other = `${bucket}-copies`
      await client.putBucket(other)
      await client.put("源/a b", Buffer.from("copied"), { meta: { kept: "1" } })
      const target = makeClient({ bucket: other })
      const copied = await target.copy("copy", "源/a b", bucket)
      expect(copied.data.etag).toBe((await target.head("copy")).res.headers["etag"])
      expect((await target.head("copy")).meta).toEqual({ kept: "1" })
      await target.copy("replaced", `/${bucket}/源/a b`, { meta: { fresh: "2" } })
      expect((await target.head("replaced")).meta).toEqual({ fresh: "2" })
      expect((await failure(target.copy("x", "missing"))).code).toBe("NoSuchKey")
    })

    it("are deleted in batches", async () => {
      const names = ["batch/a&b", "batch/<c>", "batch/中"]
      for (const name of names) await client.put(name, Buffer.from("x"))
      const { deleted } = await client.deleteMulti([...names.slice(0, 2), "batch/missing"])
      expect(deleted.map(({ Key }: any) => Key)).toEqual(["batch/a&b", "batch/<c>", "batch/missing"])
      const quiet = await client.deleteMulti(names.slice(2), { quiet: true })
      expect(quiet.deleted).toEqual([])
      expect((await client.list({ prefix: "batch/", "max-keys": 10 })).objects).toEqual([])
    })

    it("have an ACL", async () => {
      await client.put("acl", Buffer.from("x"))
      expect((await client.getACL("acl")).acl).toBe("default")
      await client.putACL("acl", "public-read")
      expect(await client.getACL("acl")).toMatchObject({ acl: "public-read", owner: { id: "1001" } })
      expect((await fetch(`${url}/${bucket}/acl`)).status).toBe(200)
      expect((await failure(client.putACL("acl", "everyone"))).code).toBe("InvalidArgument")
    })

    it("are linked", async () => {
      await client.put("目标/a b", Buffer.from("target"))
      await client.putSymlink("link", "目标/a b", { storageClass: "IA", meta: { a: "1" } })
      const { res, targetName } = await client.getSymlink("link")
      expect([targetName, res.headers["x-oss-meta-a"]]).toEqual(["目标/a b", "1"])
      expect((await client.get("link")).content.toString()).toBe("target")
      expect((await client.head("link")).res.headers["x-oss-object-type"]).toBe("Symlink")
    })

    it("are tagged", async () => {
      await client.put("tagged", Buffer.from("x"), { headers: { "x-oss-tagging": "a=1&b=%20" } })
      expect((await client.getObjectTagging("tagged")).tag).toEqual({ a: "1", b: " " })
      await client.putObjectTagging("tagged", { c: "3" })
      expect((await client.getObjectTagging("tagged")).tag).toEqual({ c: "3" })
      expect((await client.deleteObjectTagging("tagged")).status).toBe(204)
      expect((await client.head("tagged")).res.headers["x-oss-tagging-count"]).toBeUndefined()
    })
  })

  describe("lists", () => {
    const keys = ["l/1", "l/2", "l/d/3", "l/d/4", "l/e/5", "l/中", "l/😀"]
    beforeAll(async () => {
      for (const key of keys) await client.put(key, Buffer.from("12345"))
    })

    it("go page by page", async () => {
      const names: Array<string> = []
      let marker: string | undefined
      do {
        const page = await client.list({ prefix: "l/", "max-keys": 3, ...(marker === undefined ? {} : { marker }) })
        names.push(...page.objects.map(({ name }: any) => name))
        marker = page.isTruncated ? page.nextMarker : undefined
      } while (marker !== undefined)
      expect(names).toEqual(keys)
      const rolled = await client.list({ prefix: "l/", delimiter: "/", "max-keys": 100 })
      expect([rolled.prefixes, rolled.objects.map(({ name }: any) => name)]).toEqual([
        ["l/d/", "l/e/"],
        ["l/1", "l/2", "l/中", "l/😀"]
      ])
      expect(rolled.objects[0]).toMatchObject({
        size: 5,
        type: "Normal",
        storageClass: "Standard",
        etag: '"827CCB0EEA8A706C4C34A16891F84E7B"',
        owner: { id: "1001", displayName: "owner" }
      })
    })

    it("of version 2 go page by page", async () => {
      const names: Array<string> = []
      let token: string | undefined
      do {
        const page = await client.listV2({
          prefix: "l/",
          "max-keys": "2",
          "fetch-owner": "true",
          ...(token === undefined ? {} : { "continuation-token": token })
        })
        expect(page.keyCount).toBe(page.objects.length)
        expect(page.objects[0].owner).toEqual({ id: "1001", displayName: "owner" })
        names.push(...page.objects.map(({ name }: any) => name))
        token = page.isTruncated ? page.nextContinuationToken : undefined
      } while (token !== undefined)
      expect(names).toEqual(keys)
      const after = await client.listV2({ prefix: "l/", "start-after": "l/e/5", delimiter: "/" })
      expect(after.objects.map(({ name }: any) => name)).toEqual(["l/中", "l/😀"])
    })
  })

  describe("signed URLs", () => {
    it("of version 1 read, write and expire", async () => {
      const paths = makePathClient()
      const key = "signed/a+b 中.txt"
      const put = await fetch(paths.signatureUrl(key, { method: "PUT", "Content-Type": "text/x" }), {
        method: "PUT",
        body: "signed",
        headers: { "content-type": "text/x" }
      })
      expect(put.status).toBe(200)
      const read = paths.signatureUrl(key, { response: { "content-type": "text/other" } })
      const response = await fetch(read)
      expect([response.status, await response.text(), response.headers.get("content-type")]).toEqual([
        200,
        "signed",
        "text/other"
      ])
      expect((await fetch(read.replace("text%2Fother", "text%2Fforged"))).status).toBe(403)
      const expired = await fetch(paths.signatureUrl(key, { expires: -10 }))
      expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining("Request has expired.")])
      const token = makePathClient({
        stsToken: "token",
        refreshSTSToken: async () => ({}),
        refreshSTSTokenInterval: 1e9
      })
      expect((await fetch(token.signatureUrl(key))).status).toBe(200)
    })

    it("of version 4 read and write", async () => {
      const paths = makePathClient()
      const key = "signed4/a+b 中.txt"
      const headers = { "content-type": "text/x", "x-oss-meta-a": "1" }
      const write = await paths.signatureUrlV4("PUT", 60, { headers }, key)
      expect((await fetch(write, { method: "PUT", body: "signed", headers })).status).toBe(200)
      expect((await fetch(write, { method: "PUT", body: "signed" })).status).toBe(403)
      const read = await paths.signatureUrlV4("GET", 60, { queries: { "response-content-type": "text/other" } }, key)
      const response = await fetch(read)
      expect([response.status, await response.text(), response.headers.get("content-type")]).toEqual([
        200,
        "signed",
        "text/other"
      ])
      expect(response.headers.get("x-oss-meta-a")).toBe("1")
      expect((await fetch(read.replace("x-oss-expires=60", "x-oss-expires=61"))).status).toBe(403)
      const host = await paths.signatureUrlV4(
        "GET",
        60,
        { headers: { host: new URL(paths.options.endpoint.href).host } },
        key,
        ["host"]
      )
      expect((await fetch(host)).status).toBe(200)
    })
  })

  describe("forms", () => {
    const post = async (fields: Record<string, string>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append("file", new Blob(["posted"], { type: "text/x" }), "name.txt")
      const response = await fetch(`${url}/${bucket}/`, { method: "POST", body: form })
      return [response.status, await response.text()]
    }
    const expiration = new Date(Date.now() + 60_000).toISOString()

    it("with a policy of version 1 store files", async () => {
      const signed = client.calculatePostSignature({
        expiration,
        conditions: [{ bucket }, ["starts-with", "$key", "form/"]]
      })
      expect(await post({ key: `form/${placeholder}`, ...signed })).toEqual([204, ""])
      expect((await client.get("form/name.txt")).content.toString()).toBe("posted")
      expect(await post({ key: `other/${placeholder}`, ...signed })).toEqual([
        403,
        expect.stringContaining("AccessDenied")
      ])
    })

    it("with a policy of version 4 store files", async () => {
      const now = new Date()
      const time = now.toISOString().replace(/[-:]|\.\d+/g, "")
      const fields = {
        "x-oss-signature-version": "OSS4-HMAC-SHA256",
        "x-oss-credential": `test/${time.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`,
        "x-oss-date": time
      }
      const policy = {
        expiration,
        conditions: [{ bucket }, ...Object.entries(fields).map(([name, value]) => ({ [name]: value }))]
      }
      const signature = client.signPostObjectPolicyV4(policy, now)
      const encoded = Buffer.from(JSON.stringify(policy)).toString("base64")
      const signed = {
        key: "form4",
        policy: encoded,
        ...fields,
        "x-oss-signature": signature,
        success_action_status: "201"
      }
      expect(await post(signed)).toEqual([201, expect.stringContaining("<Key>form4</Key>")])
      expect((await client.get("form4")).content.toString()).toBe("posted")
      expect((await post({ ...signed, "x-oss-signature": `0${signature.slice(1)}0` }))[0]).toBe(403)
    })
  })

  describe("refusals", () => {
    it("tell a wrong secret, an unknown key and a wrong clock", async () => {
      const secret = await failure(makeClient({ accessKeySecret: "wrong" }).list({ "max-keys": 1 }))
      expect([secret.status, secret.code]).toEqual([403, "SignatureDoesNotMatch"])
      const key = await failure(makeClient({ accessKeyId: "unknown" }).list({ "max-keys": 1 }))
      expect([key.status, key.code]).toEqual([403, "InvalidAccessKeyId"])
      const clock = await failure(makeClient({ amendTimeSkewed: 16 * 60_000 }).list({ "max-keys": 1 }))
      expect([clock.status, clock.code]).toEqual([403, "RequestTimeTooSkewed"])
    })

    it("keep others out", async () => {
      await client.put("mine", Buffer.from("x"))
      const other = makeClient({ accessKeyId: "other", accessKeySecret: "secret" })
      expect((await failure(other.get("mine"))).code).toBe("AccessDenied")
      expect((await failure(other.head("mine"))).status).toBe(403)
      expect((await failure(other.putBucket(bucket))).code).toBe("BucketAlreadyExists")
    })

    it("accept any security token with a known key", async () => {
      const token = makeClient({ stsToken: "any", refreshSTSToken: async () => ({}), refreshSTSTokenInterval: 1e9 })
      expect((await token.list({ "max-keys": 1 })).res.status).toBe(200)
    })
  })
})
