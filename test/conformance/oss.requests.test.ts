/**
 * What our client and the vendor's client for Node send for the same call: method, path, query, signed headers, body.
 *
 * Differences that are meant:
 * - the vendor's client sends a Content-MD5 with every body in memory, we where the service asks for it and compare the
 *   CRC-64 of the answer instead;
 * - it sends a Content-Type with requests that have no body, guessed from the key, and none with a body whose key tells
 *   none, where we send `application/octet-stream`;
 * - we ask for percent-encoded keys in lists and deletes, so that keys with control characters survive XML.
 */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import AliOss from "ali-oss"
import { Effect, Layer, ManagedRuntime } from "effect"
import { XMLParser } from "fast-xml-parser"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Credentials, Oss, RetryPolicy } from "../../src/index.ts"
import { layerPlatform } from "../../src/node.ts"
import type { OssService } from "../../src/services/Oss.ts"

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let server: Server
let sent: Array<Sent> = []
let vendor: any
let runtime: ManagedRuntime.ManagedRuntime<Oss, unknown>

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString()
      sent.push({ method: request.method!, url: request.url!, headers: request.headers, body })
      response.writeHead(403).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const keys = { accessKeyId: "id", accessKeySecret: "secret" }
  vendor = new AliOss({
    ...keys,
    endpoint,
    region: "oss-cn-hangzhou",
    bucket: "photos",
    authorizationV4: true
  } as never)
  runtime = ManagedRuntime.make(
    Oss.layer({ endpoint, region: "cn-hangzhou" }).pipe(
      Layer.provide([Credentials.layerStatic(keys), RetryPolicy.layerNone, layerPlatform])
    )
  )
})

afterAll(async () => {
  await runtime.dispose()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true, htmlEntities: true })

/** The parts of a request that mean something to the service. */
const meaning = ({ method, url, headers, body }: Sent) => {
  const [path = "", query = ""] = url.split("?")
  const pairs = query
    .split("&")
    .filter((pair) => pair !== "" && pair !== "encoding-type=url")
    .map((pair) => {
      const [name = "", value = ""] = pair.split("=")
      return `${decodeURIComponent(name)}=${decodeURIComponent(value)}`
    })
  const signed = Object.entries(headers).filter(
    ([name]) => (name.startsWith("x-oss-") && name !== "x-oss-date") || (name === "content-type" && body !== "")
  )
  const kept = Object.entries(headers).filter(([name]) => /^(range|cache-control|content-disposition)$/.test(name))
  return {
    method,
    // An address of numbers leaves no room for the bucket in the host: we put it into the path, the other leaves it out.
    path: decodeURIComponent(path).replace(/^\/photos(?=\/|$)/, ""),
    query: pairs.sort(),
    headers: Object.fromEntries([...signed, ...kept].sort()),
    body: body.includes("<") ? parser.parse(body) : body,
    scope: /Credential=([^,]*)/.exec(headers.authorization ?? "")?.[1],
    additional: /AdditionalHeaders=([^,]*)/.exec(headers.authorization ?? "")?.[1]
  }
}

const bucket = "photos"
const at = { bucket, key: "a.txt" }

const calls: ReadonlyArray<
  readonly [
    name: string,
    theirs: (client: any) => Promise<unknown>,
    ours: (oss: OssService) => Effect.Effect<unknown, unknown>
  ]
> = [
  [
    "put",
    (client) =>
      client.put("a b/ü#?.txt", Buffer.from("hello"), {
        meta: { author: "x" },
        headers: { "Cache-Control": "no-cache", "x-oss-object-acl": "private", "x-oss-forbid-overwrite": "true" }
      }),
    (oss) =>
      oss.putObject({
        bucket,
        key: "a b/ü#?.txt",
        body: "hello",
        metadata: { author: "x" },
        cacheControl: "no-cache",
        acl: "private",
        forbidOverwrite: true
      })
  ],
  ["get", (client) => client.get("a.txt"), (oss) => oss.getObject(at)],
  [
    "get of a range",
    (client) => client.get("a.txt", { headers: { Range: "bytes=0-9" } }),
    // Left to itself ours asks for what HTTP says of ranges beyond the object, by x-oss-range-behavior.
    (oss) => oss.getObject({ ...at, range: [0, 9], rangeBehavior: "wholeObject" })
  ],
  [
    "get, processed",
    (client) => client.get("a.jpg", { process: "image/resize,w_100" }),
    (oss) => oss.getObject({ bucket, key: "a.jpg", process: "image/resize,w_100" })
  ],
  ["head", (client) => client.head("a.txt"), (oss) => oss.headObject(at)],
  ["object meta", (client) => client.getObjectMeta("a.txt"), (oss) => oss.getObjectMeta(at)],
  [
    "append",
    (client) => client.append("a.txt", Buffer.from("x"), { position: "3" }),
    (oss) => oss.appendObject({ ...at, body: "x", position: 3 })
  ],
  [
    "copy",
    (client) => client.copy("a.txt", "/photos/b c.txt"),
    (oss) => oss.copyObject({ ...at, source: { bucket, key: "b c.txt" } })
  ],
  [
    "changed metadata",
    (client) => client.putMeta("a.txt", { author: "y" }),
    (oss) => oss.updateObjectMeta({ ...at, metadata: { author: "y" } })
  ],
  ["delete", (client) => client.delete("a.txt"), (oss) => oss.deleteObject(at)],
  [
    "delete of many, verbose",
    (client) => client.deleteMulti(["a", "b&<c>\"'"], { quiet: false }),
    (oss) => oss.deleteMultipleObjects({ bucket, quiet: false, objects: [{ key: "a" }, { key: "b&<c>\"'" }] })
  ],
  [
    "delete of many, quiet",
    (client) => client.deleteMulti(["a"], { quiet: true }),
    (oss) => oss.deleteMultipleObjects({ bucket, quiet: true, objects: [{ key: "a" }] })
  ],
  [
    "list",
    (client) => client.list({ prefix: "x/", delimiter: "/", marker: "x/y", "max-keys": 5 }),
    (oss) => oss.listObjects({ bucket, prefix: "x/", delimiter: "/", marker: "x/y", maxKeys: 5 })
  ],
  [
    "list, new",
    (client) => client.listV2({ prefix: "x/", "max-keys": 5, "start-after": "x/1", "fetch-owner": "true" }),
    (oss) => oss.listObjectsV2({ bucket, prefix: "x/", maxKeys: 5, startAfter: "x/1", fetchOwner: true })
  ],
  [
    "put of an ACL",
    (client) => client.putACL("a.txt", "public-read"),
    (oss) => oss.putObjectAcl({ ...at, acl: "public-read" })
  ],
  ["get of an ACL", (client) => client.getACL("a.txt"), (oss) => oss.getObjectAcl(at)],
  [
    "put of a symlink",
    (client) => client.putSymlink("link", "a b/ü.txt"),
    (oss) => oss.putSymlink({ bucket, key: "link", target: "a b/ü.txt" })
  ],
  ["get of a symlink", (client) => client.getSymlink("link"), (oss) => oss.getSymlink({ bucket, key: "link" })],
  [
    "put of tags",
    (client) => client.putObjectTagging("a.txt", { k: "v" }),
    (oss) => oss.putObjectTagging({ ...at, tagging: { k: "v" } })
  ],
  ["get of tags", (client) => client.getObjectTagging("a.txt"), (oss) => oss.getObjectTagging(at)],
  ["delete of tags", (client) => client.deleteObjectTagging("a.txt"), (oss) => oss.deleteObjectTagging(at)],
  [
    "put of a bucket",
    (client) => client.putBucket("photos", { acl: "private", storageClass: "IA", dataRedundancyType: "LRS" }),
    (oss) => oss.putBucket({ bucket, acl: "private", storageClass: "IA", dataRedundancyType: "LRS" })
  ],
  ["delete of a bucket", (client) => client.deleteBucket("photos"), (oss) => oss.deleteBucket({ bucket })],
  ["bucket info", (client) => client.getBucketInfo("photos"), (oss) => oss.getBucketInfo({ bucket })],
  ["bucket stat", (client) => client.getBucketStat("photos"), (oss) => oss.getBucketStat({ bucket })],
  ["bucket location", (client) => client.getBucketLocation("photos"), (oss) => oss.getBucketLocation({ bucket })],
  [
    "put of a bucket's ACL",
    (client) => client.putBucketACL("photos", "private"),
    (oss) => oss.putBucketAcl({ bucket, acl: "private" })
  ],
  ["get of a bucket's ACL", (client) => client.getBucketACL("photos"), (oss) => oss.getBucketAcl({ bucket })],
  [
    "list of buckets",
    (client) => client.listBuckets({ prefix: "p", "max-keys": 3, marker: "pa" }),
    (oss) => oss.listBuckets({ prefix: "p", maxKeys: 3, marker: "pa" })
  ]
]

describe("requests of our client and of ali-oss", () => {
  it.each(calls)("are the same for %s", async (_name, theirs, ours) => {
    sent = []
    await theirs(vendor).catch(() => undefined)
    await runtime.runPromise(Effect.ignore(Effect.flatMap(Oss, ours)))
    expect(sent).toHaveLength(2)
    const [expected, actual] = sent.map(meaning)
    expect(actual).toEqual(expected)
  })
})
