/** Calls of uploads in parts. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Answer, empty } from "../../frame/Answer.ts"
import { listUploads } from "../../objectStore/multipart.ts"
import { integer, pageSize, readDelimiter } from "../choices.ts"
import * as Copies from "../copies.ts"
import * as Documents from "../documents.ts"
import { ownKey, printEncryption, readCustomerKey } from "../encryption.ts"
import { listParts, maxPutBytes, listUploads as pageOfUploads, partNumbers } from "../limits.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handlers, OisRequest } from "../OisRequest.ts"
import { readProperties } from "../objectHeaders.ts"
import { accessBucket, findBucket } from "../permissions.ts"
import { apply, receiveContent, receiveJson } from "../receiving.ts"
import { entityTooLarge, invalidArgument } from "../refusals.ts"
import { CompletionDocument } from "../settings.ts"
import * as Uploads from "../uploads.ts"

const nameOf = ({ bucket, key, query }: OisRequest): Uploads.UploadName => ({
  bucket,
  key,
  // A slash would be one in the names of the tables.
  id: (query.get("upload_id") ?? "").replaceAll("/", "")
})

const readPart = (request: OisRequest): Result.Result<Uploads.PartInput, OisRefusal> =>
  Result.gen(function* () {
    const { headers, query } = request
    const number = yield* integer("part_number", query.get("part_number"), partNumbers)
    if (number === undefined) return yield* Result.fail(invalidArgument("part_number is missing"))
    if (Number(headers["content-length"] ?? 0) > maxPutBytes) return yield* Result.fail(entityTooLarge())
    return { ...nameOf(request), number, encryption: yield* readCustomerKey(headers, ownKey) }
  })

const copyPart = (request: OisRequest): Result.Result<Answer, OisRefusal> =>
  Result.gen(function* () {
    const { bucket, call, headers } = request
    const input = yield* readPart(request)
    yield* Uploads.checkPart(call, input)
    const copied = yield* Copies.copiedPart(call, yield* findBucket(call, bucket), headers)
    const { eTag } = yield* Uploads.storePart(call, input, copied)
    const { range, size } = copied
    return empty(201, {
      etag: `"${eTag}"`,
      ...printEncryption(input.encryption),
      ...(range === undefined ? {} : { "x-qs-content-copy-range": `bytes ${range.first}-${range.last}/${size}` })
    })
  })

const receivePart = (request: OisRequest): Effect.Effect<Answer, OisRefusal> =>
  Effect.gen(function* () {
    const input = yield* apply(() => readPart(request))
    const { eTag } = yield* Uploads.uploadPart(request.call, input, receiveContent(request))
    return empty(201, { etag: `"${eTag}"`, ...printEncryption(input.encryption) })
  })

/** The ETag that the object shall have. */
const readETag = (header: string | undefined): string | undefined => {
  const bare = header?.trim().replace(/^"(.*)"$/, "$1")
  return bare === "" ? undefined : bare
}

export const uploadHandlers: Handlers = {
  InitiateMultipartUpload: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket, call, headers, key } = request
        const properties = yield* readProperties(headers)
        const { id } = yield* Uploads.initiateUpload(call, { bucket, key, properties })
        return Documents.json(200, { bucket, key, upload_id: id }, printEncryption(properties.encryption))
      })
    ),

  UploadMultipart: (request) =>
    request.headers["x-qs-copy-source"] === undefined ? receivePart(request) : apply(() => copyPart(request)),

  ListMultipart: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { call, query } = request
        const after = (yield* integer("part_number_marker", query.get("part_number_marker"))) ?? -1
        const max = yield* pageSize(query.get("limit"), listParts)
        return Documents.json(200, Documents.partList(yield* Uploads.listParts(call, nameOf(request), { after, max })))
      })
    ),

  CompleteMultipartUpload: (request) =>
    Effect.gen(function* () {
      const { call, headers } = request
      const { object_parts } = yield* receiveJson(request, CompletionDocument)
      const object = yield* apply(() =>
        Uploads.completeUpload(call, {
          ...nameOf(request),
          wanted: object_parts.map(({ etag, part_number }) => ({ number: part_number, eTag: etag })),
          eTag: readETag(headers["etag"])
        })
      )
      return empty(201, {
        ...printEncryption(object.encryption),
        ...(object.versionId === undefined ? {} : { "x-qs-version-id": object.versionId })
      })
    }),

  AbortMultipartUpload: (request) =>
    apply(() => Result.map(Uploads.abortUpload(request.call, nameOf(request)), () => empty(204))),

  ListMultipartUploads: ({ bucket, call, query }) =>
    apply(() =>
      Result.gen(function* () {
        const asked = {
          prefix: query.get("prefix") ?? "",
          delimiter: yield* readDelimiter(query.get("delimiter")),
          limit: yield* pageSize(query.get("limit"), pageOfUploads),
          keyMarker: query.get("key_marker") ?? "",
          uploadIdMarker: query.get("upload_id_marker") ?? ""
        }
        yield* accessBucket(call, bucket, "listObjects")
        const { delimiter, keyMarker, limit, prefix, uploadIdMarker } = asked
        const page = listUploads(call.state, bucket, {
          prefix,
          delimiter,
          max: limit,
          afterKey: keyMarker,
          ...(keyMarker === "" || uploadIdMarker === "" ? {} : { afterId: uploadIdMarker })
        })
        return Documents.json(200, Documents.uploadList(bucket, asked, page))
      })
    )
}
