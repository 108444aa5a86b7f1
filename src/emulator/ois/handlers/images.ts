/**
 * Calls that process images. The emulator draws none: it checks what is asked, tells of the image what its beginning
 * says, and gives the stored bytes for all else.
 */
import * as Result from "effect/Result"
import { readConditions } from "../../objectStore/conditions.ts"
import { toHttpDate } from "../../time.ts"
import { json } from "../documents.ts"
import { type ImageOperation, readActions } from "../imageActions.ts"
import { type ImageInfo, readImage } from "../imageInfo.ts"
import { maxImageBytes } from "../limits.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handlers, OisRequest } from "../OisRequest.ts"
import { printTag } from "../objectHeaders.ts"
import { accessKey, accessObject, emptyObject } from "../objects.ts"
import { apply } from "../receiving.ts"
import { entityTooLarge, invalidRequest, notModified } from "../refusals.ts"
import type { StoredObject } from "../state.ts"
import { storeObject } from "../versions.ts"
import { readOverrides } from "./objects.ts"

/** Operations on images that can only be measured, or scaled. */
const few: Partial<Record<ImageInfo["type"], ReadonlyArray<string>>> = {
  gif: ["info", "resize", "save"],
  svg: ["info", "save"],
  pdf: ["info", "save"]
}

const checkImage = (
  { body, encryption }: StoredObject,
  operations: ReadonlyArray<ImageOperation>
): Result.Result<ImageInfo, OisRefusal> => {
  if (encryption !== undefined) return Result.fail(invalidRequest("Encrypted images cannot be processed."))
  if (body.size > maxImageBytes) return Result.fail(entityTooLarge())
  const info = readImage(body.bytes())
  if (info === undefined) return Result.fail(invalidRequest("The object is no image."))
  const known = few[info.type]
  const unfit = known === undefined ? undefined : operations.find(({ name }) => !known.includes(name))
  return unfit === undefined
    ? Result.succeed(info)
    : Result.fail(invalidRequest(`Images of type ${info.type} do not know ${unfit.name}.`))
}

const save = (
  { call }: OisRequest,
  { parameters }: ImageOperation,
  source: StoredObject
): Result.Result<void, OisRefusal> => {
  const name = { bucket: parameters["b"]!, key: parameters["k"]! }
  return Result.map(accessKey(call, name, "createObject"), (bucket) => {
    const { contentHeaders, userMetadata } = source
    const created = emptyObject(call, { contentHeaders, userMetadata })
    storeObject(call, bucket, name.key, { ...created, body: source.body, eTag: source.eTag })
  })
}

const infoDocument = ({ alpha, height, type, width }: ImageInfo) => ({
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height }),
  type,
  orientation: 1,
  space: "srgb",
  alpha
})

export const imageHandlers: Handlers = {
  ImageProcess: (request) =>
    apply(() =>
      Result.gen(function* () {
        const { bucket, call, headers, key, query } = request
        const operations = yield* readActions(query.get("action"))
        const overrides = yield* readOverrides(request)
        const { object } = yield* accessObject(call, { bucket, key }, "getObject")
        const since = readConditions(headers).ifModifiedSinceMillis
        if (since !== undefined && object.lastModifiedMillis <= since) {
          return yield* Result.fail(notModified(printTag(object)))
        }
        const info = yield* checkImage(object, operations)
        for (const operation of operations) if (operation.name === "save") yield* save(request, operation, object)
        const modified = { "last-modified": toHttpDate(object.lastModifiedMillis) }
        if (operations.some(({ name }) => name === "info")) return json(200, infoDocument(info), modified)
        const type = { "content-type": object.contentHeaders["content-type"]! }
        return {
          status: 200,
          headers: { ...type, ...modified, ...overrides },
          body: { _tag: "Stored", body: object.body }
        }
      })
    )
}
