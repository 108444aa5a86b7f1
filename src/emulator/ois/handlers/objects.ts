/** Calls that store, read and remove objects. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Answer, empty } from "../../frame/Answer.ts"
import type { WireHeaders } from "../../objectStore/state.ts"
import { appendObject } from "../appends.ts"
import { integer } from "../choices.ts"
import { copyObject, fetchObject, moveObject } from "../copies.ts"
import * as Documents from "../documents.ts"
import { maxDeleteKeys, maxPutBytes } from "../limits.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handlers, OisRequest } from "../OisRequest.ts"
import * as Headers from "../objectHeaders.ts"
import * as Objects from "../objects.ts"
import { apply, receiveContent, receiveJson } from "../receiving.ts"
import {
  entityTooLarge,
  invalidArgument,
  invalidRequest,
  isObjectMissing,
  permissionDenied,
  redirect,
  tooManyObjects
} from "../refusals.ts"
import { DeleteDocument } from "../settings.ts"
import type { Deletion } from "../versions.ts"

/** What can be seen from the headers is refused before any body is read. */
export const readNewObject = ({ bucket, headers, key }: OisRequest): Result.Result<Objects.NewObject, OisRefusal> =>
  Number(headers["content-length"] ?? 0) > maxPutBytes
    ? Result.fail(entityTooLarge())
    : Result.map(Headers.readProperties(headers), (properties) => ({ bucket, key, properties }))

const overridable = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding"
]

/** Headers of the answer that the request asks for by `response-*` parameters. */
export const readOverrides = ({ call, query }: OisRequest): Result.Result<WireHeaders, OisRefusal> => {
  const overrides: Record<string, string> = {}
  for (const header of overridable) {
    const value = query.get(`response-${header}`)
    if (value === undefined || value === "") continue
    if (call.requester === undefined) return Result.fail(permissionDenied())
    if (/[\u0000-\u001f\u007f]/.test(value)) return Result.fail(invalidArgument(`response-${header} is no header`))
    overrides[header] = Buffer.from(value, "utf8").toString("latin1")
  }
  return Result.succeed(overrides)
}

const versionIdOf = ({ query }: OisRequest): string | undefined => {
  const versionId = query.get("version_id")
  return versionId === "" ? undefined : versionId
}

const printDeletion = ({ isMarker, versionId }: Deletion): WireHeaders => ({
  ...(versionId === undefined ? {} : { "x-qs-version-id": versionId }),
  ...(isMarker ? { "x-qs-delete-marker": "true" } : {})
})

const printContent = ({ body, object, range }: Objects.ObjectContent, overrides: WireHeaders): Answer => {
  const position =
    range === undefined ? {} : { "content-range": `bytes ${range.first}-${range.last}/${object.body.size}` }
  return {
    status: range === undefined ? 200 : 206,
    headers: { ...Headers.printObject(object), ...position, ...overrides },
    body: { _tag: "Stored", body }
  }
}

// Where an object is missing the mirror may have it.
const orMirror = ({ bucket, call, key }: OisRequest, refusal: OisRefusal): OisRefusal => {
  const mirror = call.state.buckets.get(bucket)?.settings.mirror
  return !isObjectMissing(refusal) || mirror === undefined
    ? refusal
    : redirect(302, mirror.source_site + key.split("/").map(encodeURIComponent).join("/"))
}

export const objectHandlers: Handlers = {
  PutObject: (request) =>
    Effect.gen(function* () {
      const input = yield* apply(() => readNewObject(request))
      const object = yield* Objects.putObject(request.call, input, receiveContent(request))
      return empty(201, Headers.printStored(object))
    }),

  GetObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket, call, headers, key } = request
        const overrides = yield* readOverrides(request)
        const content = yield* Objects.getObject(call, { bucket, key, headers, versionId: versionIdOf(request) })
        return printContent(content, overrides)
      })
    ).pipe(Effect.mapError((refusal) => orMirror(request, refusal))),

  HeadObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket, call, headers, key } = request
        const overrides = yield* readOverrides(request)
        const object = yield* Objects.headObject(call, { bucket, key, headers, versionId: versionIdOf(request) })
        return {
          status: 200,
          headers: { ...Headers.printObject(object), ...Headers.printAppendable(object), ...overrides },
          body: { _tag: "Stored", body: object.body }
        }
      })
    ),

  DeleteObject: (request) =>
    apply(() => {
      const { bucket, call, key } = request
      return Result.map(Objects.deleteObject(call, { bucket, key, versionId: versionIdOf(request) }), (deletion) =>
        empty(204, printDeletion(deletion))
      )
    }),

  DeleteMultipleObjects: (request) =>
    Effect.gen(function* () {
      const { bucket, call, headers } = request
      if (headers["content-md5"] === undefined) {
        return yield* Effect.fail(invalidRequest("A Content-MD5 is needed to delete several objects."))
      }
      const { objects, quiet } = yield* receiveJson(request, DeleteDocument)
      if (objects.length > maxDeleteKeys) return yield* Effect.fail(tooManyObjects())
      if (objects.length === 0) return yield* Effect.fail(invalidRequest("There are no objects to delete."))
      const keys = objects.map(({ key }) => key)
      const result = yield* apply(() => Objects.deleteObjects(call, { bucket, keys }))
      return Documents.json(200, Documents.deleteResult(result, quiet === true))
    }),

  CopyObject: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket, call, headers, key } = request
        const properties = yield* Headers.readProperties(headers)
        return empty(201, Headers.printStored(yield* copyObject(call, { bucket, key, properties }, headers)))
      })
    ),

  MoveObject: ({ bucket, call, headers, key }) =>
    apply(() =>
      Result.map(moveObject(call, { bucket, key }, headers), (object) => empty(201, Headers.printStored(object)))
    ),

  FetchObject: ({ bucket, call, headers, key }) => apply(() => fetchObject(call, { bucket, key }, headers)),

  AppendObject: (request) =>
    Effect.gen(function* () {
      const { call, query } = request
      const position = yield* Effect.fromResult(integer("position", query.get("position")))
      if (position === undefined) return yield* Effect.fail(invalidArgument("position is missing"))
      const input = yield* apply(() => readNewObject(request))
      const object = yield* appendObject(call, { ...input, position }, receiveContent(request))
      return empty(200, { "x-qs-next-append-position": String(object.body.size) })
    })
}
