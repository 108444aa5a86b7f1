/** Calls that read objects. */
import { createGzip } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import * as Result from "effect/Result"
import type * as Stream from "effect/Stream"
import { type Answer, type AnswerBody, empty, sizeOf, streamOf } from "../../frame/Answer.ts"
import { readConditions } from "../../objectStore/conditions.ts"
import type { WireHeaders } from "../../objectStore/state.ts"
import * as Documents from "../documents.ts"
import { minCompressedBytes } from "../limits.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { Handlers, OssRequest } from "../OssRequest.ts"
import * as Headers from "../objectHeaders.ts"
import * as Objects from "../objects.ts"
import { invalidArgument, invalidRequest } from "../refusals.ts"
import { toWire } from "../signing.ts"
import { getSymlink } from "../symlinks.ts"
import * as Tags from "../tags.ts"
import { readPace } from "../trafficLimit.ts"
import { document } from "./buckets.ts"
import { apply } from "./reading.ts"

const overridable = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding"
]

/** Headers of the answer that the request asks for by `response-*` parameters. */
const readOverrides = ({ call, query }: OssRequest): Result.Result<WireHeaders, OssRefusal> => {
  const overrides: Record<string, string> = {}
  for (const header of overridable) {
    const value = query.get(`response-${header}`)
    if (value === undefined) continue
    if (call.requester === undefined) {
      return Result.fail(invalidRequest("Response headers cannot be overridden by anonymous requests."))
    }
    if (/[\u0000-\u001f\u007f]/.test(value)) {
      return Result.fail(invalidArgument("The value is no header.", `response-${header}`, value))
    }
    overrides[header] = toWire(value)
  }
  return Result.succeed(overrides)
}

const readRequest = ({ bucket, headers, key }: OssRequest): Objects.ReadInput => ({
  bucket,
  key,
  conditions: readConditions(headers)
})

const compressibleTypes = new Set(
  `text/cache-manifest text/xml text/plain text/css application/javascript application/x-javascript
  application/rss+xml application/json text/json`.split(/\s+/)
)

const isCompressed = ({ headers }: OssRequest, answer: Answer, size: number): boolean =>
  answer.status === 200 &&
  /\bgzip\b/i.test(headers["accept-encoding"] ?? "") &&
  size >= minCompressedBytes &&
  answer.headers["content-encoding"] === undefined &&
  compressibleTypes.has((answer.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase())

// The compressed form has neither the length nor the ETag of the object.
const compressed = (answer: Answer): Answer => {
  const { etag: _, ...headers } = answer.headers
  const stream = NodeStream.pipeThroughDuplex(streamOf(answer.body), { evaluate: () => createGzip() })
  return { ...answer, headers: { ...headers, "content-encoding": "gzip" }, body: { _tag: "Stream", stream } }
}

type Bytes = Stream.Stream<Uint8Array, unknown>

const slowed = (body: AnswerBody, pace: (stream: Bytes) => Bytes): AnswerBody => ({
  _tag: "Stream",
  stream: pace(streamOf(body)),
  size: sizeOf(body)
})

const withoutChecksums = (headers: WireHeaders): WireHeaders => {
  const { "content-md5": _, "x-oss-hash-crc64ecma": __, ...rest } = headers
  return rest
}

const processors = /^(image|style|video|hls|doc|imm)\//

/**
 * The headers of an object's bytes. Images and documents are not processed: the stored bytes are sent, without the
 * checksums that processed content lacks.
 */
const contentHeaders = (
  { query }: OssRequest,
  { object, range }: Objects.ObjectContent
): Result.Result<WireHeaders, OssRefusal> => {
  const { "content-md5": md5, ...headers } = Headers.printObject(object)
  const process = query.get("x-oss-process")
  if (process !== undefined) {
    return processors.test(process)
      ? Result.succeed(withoutChecksums(headers))
      : Result.fail(invalidArgument("The process instruction is not valid.", "x-oss-process", process))
  }
  if (range === undefined) return Result.succeed({ ...headers, ...(md5 === undefined ? {} : { "content-md5": md5 }) })
  return Result.succeed({ ...headers, "content-range": `bytes ${range.first}-${range.last}/${object.body.size}` })
}

export const readHandlers: Handlers = {
  GetObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { call, headers } = request
        const overrides = yield* readOverrides(request)
        const pace = yield* readPace(request)
        const content = yield* Objects.getObject(call, {
          ...readRequest(request),
          range: headers["range"],
          rangeBehavior: headers["x-oss-range-behavior"] === "standard" ? "standard" : "default"
        })
        const answer: Answer = {
          status: content.range === undefined ? 200 : 206,
          headers: { ...(yield* contentHeaders(request, content)), ...overrides },
          body: { _tag: "Stored", body: content.body }
        }
        const sent = isCompressed(request, answer, content.body.size) ? compressed(answer) : answer
        return pace === undefined ? sent : { ...sent, body: slowed(sent.body, pace) }
      })
    ),

  HeadObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const overrides = yield* readOverrides(request)
        const object = yield* Objects.headObject(request.call, readRequest(request))
        const headers = { ...Headers.printObject(object), ...overrides }
        const answer: Answer = { status: 200, headers, body: { _tag: "Stored", body: object.body } }
        return isCompressed(request, answer, object.body.size) ? compressed(answer) : answer
      })
    ),

  GetObjectMeta: (request) =>
    apply(() =>
      Result.map(Objects.getObjectMeta(request.call, readRequest(request)), (object) =>
        empty(200, {
          ...Headers.printTag(object),
          // The length is the object's; only the answer to HEAD may name one that no body follows.
          ...(request.method === "HEAD" ? { "content-length": String(object.body.size) } : {}),
          "x-oss-hash-crc64ecma": String(object.crc64)
        })
      )
    ),

  GetSymlink: ({ bucket, call, key }) =>
    apply(() =>
      Result.map(getSymlink(call, { bucket, key }), ({ link, target }) =>
        empty(200, {
          ...Headers.printTag(link),
          "x-oss-symlink-target": Documents.urlEncode(target),
          ...Object.fromEntries(Object.entries(link.userMetadata).map(([name, value]) => [`x-oss-meta-${name}`, value]))
        })
      )
    ),

  GetObjectAcl: ({ bucket, call, key }) =>
    apply(() =>
      Result.map(Tags.getObjectAcl(call, { bucket, key }), (found) =>
        document(Documents.accessControlPolicy(found.bucket, found.object.acl))
      )
    ),

  GetObjectTagging: ({ bucket, call, key }) =>
    apply(() => Result.map(Tags.getObjectTagging(call, { bucket, key }), (tags) => document(Documents.tagging(tags))))
}
