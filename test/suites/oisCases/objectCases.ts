/** The calls on objects, their parts and their lists. */
import { createHash } from "node:crypto"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import type { OisCase } from "./OisCase.ts"

const bucket = "test-bucket"
const key = "a/b"
const at = { bucket, key }
const target = "/test-bucket/a/b"
const time = DateTime.makeUnsafe
const date = "Sat, 05 Dec 2015 11:10:29 GMT"
const json = { "content-type": "application/json" }
const upload = { ...at, uploadId: "u1" }
const source = { bucket: "other-bucket", key: "ü b//c" }
const sourceText = "/other-bucket/%C3%BC%20b//c"

/** The customer's key of the vectors. */
const customerKey = Redacted.make(new Uint8Array(32).fill(0x78))
const keyText = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg="
const keyMd5 = "3I/h1kl+vSP1l12NKhxegQ=="
const keyHeaders = {
  "x-qs-encryption-customer-algorithm": "AES256",
  "x-qs-encryption-customer-key": keyText,
  "x-qs-encryption-customer-key-md5": keyMd5
}
const sourceKeyHeaders = {
  "x-qs-copy-source-encryption-customer-algorithm": "AES256",
  "x-qs-copy-source-encryption-customer-key": keyText,
  "x-qs-copy-source-encryption-customer-key-md5": keyMd5
}
const encrypted = { "x-qs-encryption-customer-algorithm": "AES256" }

export const objectCases: Readonly<Record<string, ReadonlyArray<OisCase>>> = {
  putObject: [
    {
      input: { ...at, body: "x", customerKey },
      request: ["PUT", target, keyHeaders],
      // The ETag of an encrypted object is no MD5 of what was sent.
      answer: [201, undefined, { etag: `"${"0".repeat(32)}"`, "x-qs-version-id": "v1", ...encrypted }],
      output: { eTag: "0".repeat(32), versionId: "v1", encryptionAlgorithm: "AES256" }
    },
    {
      input: { ...at, body: "x", contentType: "", contentMd5: "nV0=", expires: date, contentEncoding: "gzip" },
      request: [
        "PUT",
        target,
        { "content-type": "", "content-md5": "nV0=", expires: date, "content-encoding": "gzip" }
      ],
      answer: [201]
    }
  ],
  getObject: [
    {
      input: {
        ...at,
        versionId: "v/1=",
        ifMatch: "e",
        ifUnmodifiedSince: time(date),
        customerKey,
        responseExpires: date
      },
      request: [
        "GET",
        `${target}?version_id=v%2F1%3D&response-expires=Sat%2C%2005%20Dec%202015%2011%3A10%3A29%20GMT`,
        { "if-match": '"e"', "if-unmodified-since": date, ...keyHeaders }
      ],
      answer: [
        200,
        undefined,
        {
          "content-length": "0",
          "content-type": "image/png",
          "content-language": "de",
          "cache-control": "no-store",
          "content-disposition": "inline",
          expires: "never",
          "last-modified": date,
          "x-qs-meta-a-b.c_d": "1 % é",
          "x-qs-delete-marker": "true"
        }
      ],
      output: {
        contentLength: 0,
        contentType: "image/png",
        contentLanguage: "de",
        cacheControl: "no-store",
        contentDisposition: "inline",
        expires: "never",
        lastModified: time(date),
        metadata: { "a-b.c_d": "1 % é" },
        deleteMarker: true
      }
    }
  ],
  headObject: [
    {
      input: { ...at, ifNoneMatch: "*", ifModifiedSince: time(date) },
      request: ["HEAD", target, { "if-none-match": "*", "if-modified-since": date }],
      answer: [
        200,
        undefined,
        { "content-length": "77", "x-qs-object-type": "appendable", "x-qs-next-append-position": "77" }
      ],
      output: { contentLength: 77, objectType: "appendable", nextAppendPosition: 77, metadata: {} }
    }
  ],
  deleteObject: [
    {
      input: { ...at, versionId: "v1" },
      request: ["DELETE", `${target}?version_id=v1`],
      answer: [204, undefined, { "x-qs-version-id": "v2", "x-qs-delete-marker": "true" }],
      output: { versionId: "v2", deleteMarker: true }
    }
  ],
  appendObject: [
    {
      input: { ...at, body: "", position: 0, contentType: "text/css", storageClass: "STANDARD_IA" },
      request: [
        "POST",
        `${target}?append&position=0`,
        { "content-length": "0", "content-type": "text/css", "x-qs-storage-class": "STANDARD_IA" }
      ],
      // What comes next is what the service says, not what was sent.
      answer: [200, undefined, { "x-qs-next-append-position": "12" }],
      output: { nextAppendPosition: 12 }
    }
  ],
  copyObject: [
    {
      input: { ...at, source },
      request: [
        "PUT",
        target,
        { "x-qs-copy-source": sourceText, "x-qs-metadata-directive": undefined, "content-length": "0" }
      ],
      answer: [201, undefined, { etag: '"e"' }],
      output: { eTag: "e" }
    },
    {
      input: {
        ...at,
        source,
        metadata: { a: "1" },
        copySourceIfMatch: "e",
        copySourceIfNoneMatch: "f",
        copySourceIfModifiedSince: time(date),
        copySourceIfUnmodifiedSince: time(date),
        copySourceCustomerKey: customerKey,
        customerKey
      },
      request: [
        "PUT",
        target,
        {
          "x-qs-metadata-directive": "REPLACE",
          "x-qs-meta-a": "1",
          "x-qs-copy-source-if-match": '"e"',
          "x-qs-copy-source-if-none-match": '"f"',
          "x-qs-copy-source-if-modified-since": date,
          "x-qs-copy-source-if-unmodified-since": date,
          ...keyHeaders,
          ...sourceKeyHeaders
        }
      ],
      answer: [201]
    }
  ],
  moveObject: [
    {
      input: {
        ...at,
        source: { bucket, key: "a/../b" },
        moveSourceIfMatch: "e",
        moveSourceIfNoneMatch: "f",
        moveSourceIfModifiedSince: time(date),
        moveSourceIfUnmodifiedSince: time(date)
      },
      request: [
        "PUT",
        target,
        {
          "x-qs-move-source": "/test-bucket/a/../b",
          "x-qs-move-source-if-match": '"e"',
          "x-qs-move-source-if-none-match": '"f"',
          "x-qs-move-source-if-modified-since": date,
          "x-qs-move-source-if-unmodified-since": date
        }
      ],
      answer: [201]
    }
  ],
  fetchObject: [
    {
      input: { ...at, source: "https://example.com/a b?c=%20", fetchIfUnmodifiedSince: time(date) },
      request: [
        "PUT",
        target,
        { "x-qs-fetch-source": "https://example.com/a%20b?c=%20", "x-qs-fetch-if-unmodified-since": date }
      ],
      answer: [201]
    }
  ],
  optionsObject: [
    {
      input: {
        ...at,
        origin: "https://example.com",
        accessControlRequestMethod: "PUT",
        accessControlRequestHeaders: "x-qs-date"
      },
      request: [
        "OPTIONS",
        target,
        {
          origin: "https://example.com",
          "access-control-request-method": "PUT",
          "access-control-request-headers": "x-qs-date"
        }
      ],
      answer: [
        200,
        undefined,
        {
          "access-control-allow-origin": "*",
          "access-control-allow-methods": "PUT",
          "access-control-allow-headers": "x-qs-date",
          "access-control-expose-headers": "etag",
          "access-control-max-age": "200"
        }
      ],
      output: {
        accessControlAllowOrigin: "*",
        accessControlAllowMethods: "PUT",
        accessControlAllowHeaders: "x-qs-date",
        accessControlExposeHeaders: "etag",
        accessControlMaxAge: 200
      }
    }
  ],
  imageProcess: [
    {
      input: { ...at, action: "resize:w_300,h_400,m_0|format:t_png", ifModifiedSince: time(date) },
      request: [
        "GET",
        `${target}?image&action=resize%3Aw_300%2Ch_400%2Cm_0%7Cformat%3At_png`,
        { "if-modified-since": date }
      ],
      answer: [200, undefined, { "content-type": "image/png", "content-length": "0" }],
      output: { contentType: "image/png", contentLength: 0, metadata: {} }
    }
  ],
  initiateMultipartUpload: [
    {
      input: { ...at, contentType: "video/mp4", metadata: { a: "1" }, customerKey },
      request: [
        "POST",
        `${target}?uploads`,
        { "content-type": "video/mp4", "content-length": "0", "x-qs-meta-a": "1", ...keyHeaders }
      ],
      answer: [200, { bucket, key, upload_id: "u1" }, encrypted],
      output: { bucket, key, uploadId: "u1", encryptionAlgorithm: "AES256" }
    },
    {
      input: at,
      // What is not said is not signed, and not guessed by the key either.
      request: ["POST", `${target}?uploads`, { "content-type": undefined }],
      answer: [200, { upload_id: "u1" }],
      output: { uploadId: "u1" }
    }
  ],
  uploadMultipart: [
    {
      input: { ...upload, partNumber: 0, body: "part" },
      request: ["PUT", `${target}?upload_id=u1&part_number=0`, { "content-length": "4" }],
      answer: [201, undefined, { etag: `"${createHash("md5").update("part").digest("hex")}"` }],
      output: { eTag: createHash("md5").update("part").digest("hex") }
    }
  ],
  copyMultipart: [
    {
      input: { ...upload, partNumber: 10_000, source, copyRange: [0, 99], copySourceCustomerKey: customerKey },
      request: [
        "PUT",
        `${target}?upload_id=u1&part_number=10000`,
        { "x-qs-copy-source": sourceText, "x-qs-copy-range": "bytes=0-99", ...sourceKeyHeaders }
      ],
      answer: [201, undefined, { etag: '"e"', "x-qs-content-copy-range": "bytes 0-99/1000" }],
      output: { eTag: "e", copyRange: "bytes 0-99/1000" }
    }
  ],
  listMultipart: [
    {
      input: { ...upload, partNumberMarker: 0, limit: 2 },
      request: ["GET", `${target}?upload_id=u1&part_number_marker=0&limit=2`],
      answer: [
        200,
        { count: 1, object_parts: [{ part_number: 1, size: 4, created: "2016-08-22T15:03:32.000Z", etag: "abc" }] }
      ],
      output: {
        count: 1,
        objectParts: [{ partNumber: 1, size: 4, created: time("2016-08-22T15:03:32.000Z"), eTag: "abc" }]
      }
    }
  ],
  completeMultipartUpload: [
    {
      input: {
        ...upload,
        eTag: "abc",
        objectParts: [{ partNumber: 2, eTag: "c" }, { partNumber: 0 }, { partNumber: 1 }]
      },
      request: [
        "POST",
        `${target}?upload_id=u1`,
        { ...json, etag: '"abc"' },
        { object_parts: [{ part_number: 0 }, { part_number: 1 }, { part_number: 2, etag: "c" }] }
      ],
      answer: [201]
    },
    {
      input: { ...upload, objectParts: [{ partNumber: 0 }] },
      request: ["POST", `${target}?upload_id=u1`, { ...json, etag: undefined }, { object_parts: [{ part_number: 0 }] }],
      answer: [201]
    }
  ],
  abortMultipartUpload: [{ input: upload, request: ["DELETE", `${target}?upload_id=u1`], answer: [204] }],
  listMultipartUploads: [
    {
      input: { bucket, prefix: "a/", delimiter: "/", keyMarker: "a", uploadIdMarker: "u0", limit: 5 },
      request: ["GET", "/test-bucket?uploads&prefix=a%2F&delimiter=%2F&key_marker=a&upload_id_marker=u0&limit=5"],
      answer: [
        200,
        {
          name: bucket,
          uploads: [{ key, upload_id: "u1", created: "2016-08-22T15:03:32.000Z" }],
          prefix: "a/",
          delimiter: "/",
          limit: 5,
          key_marker: "a",
          upload_id_marker: "u0",
          next_key_marker: "a/b",
          next_upload_id_marker: "u1",
          has_more: true,
          common_prefixes: ["a/c/"]
        }
      ],
      output: {
        name: bucket,
        uploads: [{ key, uploadId: "u1", created: time("2016-08-22T15:03:32.000Z") }],
        prefix: "a/",
        delimiter: "/",
        limit: 5,
        keyMarker: "a",
        uploadIdMarker: "u0",
        nextKeyMarker: "a/b",
        nextUploadIdMarker: "u1",
        hasMore: true,
        commonPrefixes: ["a/c/"]
      }
    }
  ],
  listObjects: [
    {
      input: { bucket, prefix: "a", delimiter: "/", marker: "a", limit: 2 },
      request: ["GET", "/test-bucket?prefix=a&delimiter=%2F&marker=a&limit=2"],
      answer: [
        200,
        {
          name: bucket,
          owner: { id: "usr-mine", name: "" },
          prefix: "a",
          delimiter: "/",
          limit: 2,
          marker: "a",
          next_marker: "a/",
          has_more: false,
          keys: [
            {
              key: "a 'ü",
              size: 4,
              etag: '"abc"',
              mime_type: "text/plain",
              created: "2016-08-22T15:03:32.000Z",
              modified: 1_449_313_829,
              encrypted: false,
              storage_class: "STANDARD"
            }
          ],
          common_prefixes: ["a/"]
        }
      ],
      output: {
        name: bucket,
        owner: { id: "usr-mine", name: "" },
        prefix: "a",
        delimiter: "/",
        limit: 2,
        marker: "a",
        nextMarker: "a/",
        hasMore: false,
        keys: [
          {
            key: "a 'ü",
            size: 4,
            eTag: "abc",
            mimeType: "text/plain",
            created: time("2016-08-22T15:03:32.000Z"),
            modified: time(1_449_313_829_000),
            encrypted: false,
            storageClass: "STANDARD"
          }
        ],
        commonPrefixes: ["a/"]
      }
    }
  ],
  listObjectVersions: [
    {
      input: { bucket, keyMarker: "a", versionIdMarker: "v0" },
      request: ["GET", "/test-bucket?versions&key_marker=a&version_id_marker=v0"],
      answer: [
        200,
        {
          next_key_marker: "b",
          next_version_id_marker: "v1",
          has_more: true,
          keys: [
            {
              key: "b",
              version_id: "v1",
              is_latest: true,
              delete_marker: false,
              size: 3,
              etag: "abc",
              modified: "2016-08-22T15:03:32.000Z"
            }
          ]
        }
      ],
      output: {
        nextKeyMarker: "b",
        nextVersionIdMarker: "v1",
        hasMore: true,
        commonPrefixes: [],
        keys: [
          {
            key: "b",
            versionId: "v1",
            isLatest: true,
            deleteMarker: false,
            size: 3,
            eTag: "abc",
            modified: time("2016-08-22T15:03:32.000Z")
          }
        ]
      }
    }
  ],
  deleteMultipleObjects: [
    {
      input: { bucket, objects: [{ key: "/a" }, { key: "b" }], quiet: false },
      request: [
        "POST",
        "/test-bucket?delete",
        {
          ...json,
          "content-md5": createHash("md5")
            .update('{"objects":[{"key":"/a"},{"key":"b"}],"quiet":false}')
            .digest("base64")
        },
        { objects: [{ key: "/a" }, { key: "b" }], quiet: false }
      ],
      answer: [200, { deleted: [{ key: "/a" }], errors: [{ key: "b", code: "permission_denied", message: "no" }] }],
      output: { deleted: [{ key: "/a" }], errors: [{ key: "b", code: "permission_denied", message: "no" }] }
    },
    {
      input: { bucket, objects: [{ key: "a" }], quiet: true },
      request: ["POST", "/test-bucket?delete"],
      answer: [200, {}],
      output: { deleted: [], errors: [] }
    }
  ]
}
