/**
 * Which call a request is, by method, level, sub-resource and headers.
 * Source: qingstor-api-specs, `2016-01-06/swagger`, and the pages of the QingStor API for what is only documented.
 */
import type { Query } from "../frame/requestTarget.ts"
import type { Address } from "./address.ts"

type Level = "service" | "bucket" | "object"

type Methods = Readonly<Record<string, string>>

/** A sub-resource that is written, read and removed alike. */
const setting = (name: string): Methods => ({ PUT: `Put${name}`, GET: `Get${name}`, DELETE: `Delete${name}` })

/** Calls by method, of what has no sub-resource. */
const plain: Readonly<Record<Level, Methods>> = {
  service: { GET: "ListBuckets" },
  bucket: {
    PUT: "PutBucket",
    GET: "ListObjects",
    HEAD: "HeadBucket",
    DELETE: "DeleteBucket",
    OPTIONS: "OptionsObject"
  },
  object: {
    PUT: "PutObject",
    GET: "GetObject",
    HEAD: "HeadObject",
    DELETE: "DeleteObject",
    OPTIONS: "OptionsObject"
  }
}

/** Calls by method, of the sub-resources of each level. The first that a query names is meant. */
const subResources: Readonly<Record<Level, Readonly<Record<string, Methods>>>> = {
  service: { location: { GET: "ListLocations" } },
  bucket: {
    acl: { PUT: "PutBucketACL", GET: "GetBucketACL" },
    cors: setting("BucketCORS"),
    policy: setting("BucketPolicy"),
    lifecycle: setting("BucketLifecycle"),
    notification: setting("BucketNotification"),
    mirror: setting("BucketExternalMirror"),
    logging: setting("BucketLogging"),
    cname: setting("BucketCNAME"),
    replication: setting("BucketReplication"),
    versioning: { PUT: "PutBucketVersioning", GET: "GetBucketVersioning" },
    versions: { GET: "ListObjectVersions" },
    stats: { GET: "GetBucketStatistics" },
    uploads: { GET: "ListMultipartUploads" },
    delete: { POST: "DeleteMultipleObjects" }
  },
  object: {
    uploads: { POST: "InitiateMultipartUpload" },
    upload_id: {
      PUT: "UploadMultipart",
      GET: "ListMultipart",
      POST: "CompleteMultipartUpload",
      DELETE: "AbortMultipartUpload"
    },
    append: { POST: "AppendObject" },
    image: { GET: "ImageProcess" }
  }
}

/** Headers that make another call of a PUT. */
const sources = [
  ["x-qs-copy-source", "CopyObject"],
  ["x-qs-move-source", "MoveObject"],
  ["x-qs-fetch-source", "FetchObject"]
] as const

const isForm = (headers: Headers): boolean => /^\s*multipart\/form-data\b/i.test(headers["content-type"] ?? "")

type Headers = Readonly<Record<string, string | undefined>>

/** The name of the call a request makes; absent when the method does not fit what it is made on. */
export const operationOf = (request: {
  readonly method: string
  readonly address: Pick<Address, "bucket" | "key">
  readonly query: Query
  readonly headers: Headers
}): string | undefined => {
  const { address, headers, method, query } = request
  const level: Level = address.bucket === undefined ? "service" : address.key === undefined ? "bucket" : "object"
  const named = Object.entries(subResources[level]).find(([name]) => query.has(name))
  // A preflight asks for whatever is called afterwards.
  if (named !== undefined && method !== "OPTIONS") return named[1][method]
  // What is one of a bucket is none of an object: without this, its document would be stored as the object.
  if (level === "object" && method !== "OPTIONS" && Object.keys(subResources.bucket).some((name) => query.has(name))) {
    return undefined
  }
  if (level === "bucket" && method === "POST" && isForm(headers)) return "PostObject"
  const source =
    level === "object" && method === "PUT" ? sources.find(([name]) => headers[name] !== undefined) : undefined
  return source?.[1] ?? plain[level][method]
}
