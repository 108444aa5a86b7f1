/** Calls that store, change and remove objects. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { empty, text } from "../../frame/Answer.ts"
import { decode } from "../../frame/requestTarget.ts"
import { readConditions } from "../../objectStore/conditions.ts"
import { appendObject } from "../appends.ts"
import { choice, flag, integer } from "../choices.ts"
import { copyObject, metadataDirectives, taggingDirectives } from "../copies.ts"
import * as Documents from "../documents.ts"
import { maxBatchDeleteKeys, maxDocumentBytes, maxObjectBytes } from "../limits.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { Handlers, OssRequest } from "../OssRequest.ts"
import * as Headers from "../objectHeaders.ts"
import * as Objects from "../objects.ts"
import { checkContentMd5 } from "../receiving.ts"
import { entityTooLarge, invalidArgument, malformedXml, notEmulated } from "../refusals.ts"
import { objectAcls } from "../state.ts"
import { putSymlink } from "../symlinks.ts"
import * as Tags from "../tags.ts"
import { readPace } from "../trafficLimit.ts"
import { childOf, childrenOf, textOf } from "../xml.ts"
import { document, missingAcl } from "./buckets.ts"
import { readEncoding } from "./listing.ts"
import { apply, receiveObject, receiveXml } from "./reading.ts"

/** What is to be called once the object is stored may be said in a header or in the query, but not in both. */
const refuseCallback = ({ headers, query }: OssRequest): Result.Result<void, OssRefusal> => {
  const header = headers["x-oss-callback"]
  const parameter = query.get("callback")
  if (header !== undefined && parameter !== undefined) {
    return Result.fail(invalidArgument("The callback is given in a header and in the query.", "callback", parameter))
  }
  return header === undefined && parameter === undefined
    ? Result.succeed(undefined)
    : Result.fail(notEmulated("callback"))
}

const readTarget = (request: OssRequest): Result.Result<Objects.NewObject, OssRefusal> =>
  Result.gen(function* () {
    const { bucket, headers, key } = request
    yield* refuseCallback(request)
    return {
      bucket,
      key,
      properties: yield* Headers.readProperties(headers),
      forbidOverwrite: yield* Headers.readForbidOverwrite(headers)
    }
  })

const readNewObject = (request: OssRequest): Result.Result<Objects.NewObject, OssRefusal> =>
  Result.flatMap(Headers.refuseConditions(request.headers), () => readTarget(request))

// What can be seen from the headers is refused before any body is read.
const readUpload = (request: OssRequest): Result.Result<Objects.NewObject, OssRefusal> =>
  Result.gen(function* () {
    const input = yield* readNewObject(request)
    const declared = Number(request.headers["content-length"] ?? 0)
    if (declared > maxObjectBytes) return yield* Result.fail(entityTooLarge(declared, maxObjectBytes))
    yield* checkContentMd5(request.headers["content-md5"])
    return input
  })

/** Directives are told apart without regard to case: `Replace` is `REPLACE`. */
const readDirective = <A extends string>(allowed: ReadonlyArray<A>, name: string, headers: Headers.RequestHeaders) =>
  choice(allowed, name, headers[name]?.toUpperCase())

const readKeys = (request: OssRequest): Effect.Effect<{ keys: ReadonlyArray<string>; quiet: boolean }, OssRefusal> =>
  Effect.gen(function* () {
    if (request.headers["content-md5"] === undefined) {
      return yield* Effect.fail(invalidArgument("Missing Some Required Arguments.", "Content-MD5"))
    }
    const node = yield* receiveXml(request, "Delete")
    const keys = childrenOf(node, "Object").map((object) => textOf(object, "Key") ?? "")
    if (keys.length === 0 || keys.length > maxBatchDeleteKeys || keys.includes("")) {
      return yield* Effect.fail(malformedXml(`1 to ${maxBatchDeleteKeys} objects with a key are expected.`))
    }
    return { keys, quiet: yield* Effect.fromResult(flag("Quiet", textOf(node, "Quiet"))) }
  })

/** The bytes of an object, as fast as the request wants them to come. */
const receivePaced = (request: OssRequest) =>
  Effect.flatMap(Effect.fromResult(readPace(request)), (pace) =>
    receiveObject(pace === undefined ? request : { ...request, stream: pace(request.stream) })
  )

export const objectHandlers: Handlers = {
  PutObject: (request) =>
    Effect.gen(function* () {
      const input = yield* apply(() => readUpload(request))
      const object = yield* Objects.putObject(request.call, input, receivePaced(request))
      return empty(200, Headers.printStored(object))
    }),

  AppendObject: (request) =>
    Effect.gen(function* () {
      const text = request.query.get("position")
      const position = yield* Effect.fromResult(integer("position", text, { min: 0, max: Number.MAX_SAFE_INTEGER }))
      if (position === undefined) return yield* Effect.fail(invalidArgument("Missing position.", "position", text))
      const input = yield* apply(() => readUpload(request))
      const object = yield* appendObject(request.call, { ...input, position }, receivePaced(request))
      return empty(200, {
        ...Headers.printStored(object),
        "x-oss-next-append-position": String(object.body.size)
      })
    }),

  CopyObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { call, headers } = request
        // Conditions without the prefix are ignored: what they would be about is not the source.
        const object = yield* copyObject(call, {
          ...(yield* readTarget(request)),
          ...(yield* Headers.readSource(headers["x-oss-copy-source"] ?? "")),
          conditions: readConditions(headers, "x-oss-copy-source-"),
          metadataDirective: (yield* readDirective(metadataDirectives, "x-oss-metadata-directive", headers)) ?? "COPY",
          taggingDirective: (yield* readDirective(taggingDirectives, "x-oss-tagging-directive", headers)) ?? "COPY"
        })
        const { "content-md5": _, ...stored } = Headers.printStored(object)
        return text(200, "application/xml", Documents.copyResult(object), stored)
      })
    ),

  DeleteObject: ({ bucket, call, headers, key }) =>
    apply(() =>
      Result.gen(function* () {
        yield* Headers.refuseConditions(headers)
        yield* Objects.deleteObject(call, { bucket, key })
        return empty(204)
      })
    ),

  DeleteMultipleObjects: (request) =>
    Effect.gen(function* () {
      const { bucket, call } = request
      const declared = Number(request.headers["content-length"] ?? 0)
      if (declared > maxDocumentBytes) return yield* Effect.fail(malformedXml("The document must not exceed 2 MB."))
      const encoding = yield* Effect.fromResult(readEncoding(request))
      const { keys, quiet } = yield* readKeys(request)
      const deleted = yield* apply(() => Objects.deleteObjects(call, { bucket, keys }))
      return quiet ? empty(200) : document(Documents.deleteResult(deleted, encoding))
    }),

  PutSymlink: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { call, headers } = request
        const name = "x-oss-symlink-target"
        const header = headers[name] ?? ""
        const target = decode(header)
        if (header === "" || Result.isFailure(target)) {
          return yield* Result.fail(invalidArgument("The symlink target is not valid.", name, header))
        }
        const link = yield* putSymlink(call, { ...(yield* readNewObject(request)), target: target.success })
        return empty(200, { etag: `"${link.eTag}"` })
      })
    ),

  PutObjectAcl: ({ bucket, call, headers, key }) =>
    apply(() =>
      Result.gen(function* () {
        const name = "x-oss-object-acl"
        const acl = yield* choice(objectAcls, name, headers[name], "no such object access control exists")
        if (acl === undefined) return yield* missingAcl(name)
        yield* Tags.putObjectAcl(call, { bucket, key, acl })
        return empty(200)
      })
    ),

  PutObjectTagging: (request) =>
    Effect.gen(function* () {
      const { bucket, call, key } = request
      const node = yield* receiveXml(request, "Tagging")
      const set = childOf(node, "TagSet")
      if (set === undefined) return yield* Effect.fail(malformedXml("TagSet is missing."))
      const tags = childrenOf(set, "Tag").map((tag) => ({
        key: textOf(tag, "Key") ?? "",
        value: textOf(tag, "Value") ?? ""
      }))
      yield* apply(() => Tags.putObjectTagging(call, { bucket, key, tags }))
      return empty(200)
    }),

  DeleteObjectTagging: ({ bucket, call, key }) =>
    apply(() => Result.map(Tags.putObjectTagging(call, { bucket, key, tags: [] }), () => empty(204)))
}
