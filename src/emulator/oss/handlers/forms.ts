/** Form uploads and cross-origin questions: what browsers send on their own. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Answer, empty, text } from "../../frame/Answer.ts"
import type { FormFields } from "../../objectStore/form.ts"
import { authenticateForm } from "../auth.ts"
import * as Documents from "../documents.ts"
import { type OssForm, receiveOssForm } from "../form.ts"
import type { OssRefusal } from "../OssRefusal.ts"
import type { Handlers, OssRequest } from "../OssRequest.ts"
import * as Headers from "../objectHeaders.ts"
import { storeObject } from "../objects.ts"
import { findBucket } from "../permissions.ts"
import { checkPolicy } from "../postPolicy.ts"
import { accessForbidden, badRequest, incorrectNumberOfFiles, invalidArgument, notEmulated } from "../refusals.ts"
import { fromWire, toWire } from "../signing.ts"
import type { StoredObject } from "../state.ts"
import { apply } from "./reading.ts"

// Fields come without the limits of headers, but leave as headers when the object is read.
const checkHeader = (name: string, value: string): Result.Result<void, OssRefusal> =>
  /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !/[\u0000-\u001f\u007f]/.test(value)
    ? Result.succeed(undefined)
    : Result.fail(invalidArgument(`The form field ${name} is no header.`, name, value))

const becomesHeader = (name: string): boolean =>
  name.startsWith("x-oss-") || Headers.contentHeaderNames.includes(name) || name === "success_action_redirect"

/** Refuses fields that no answer could carry. */
const checkFields = ({ fields, file }: OssForm): Result.Result<void, OssRefusal> =>
  Result.gen(function* () {
    for (const [name, value] of fields) if (becomesHeader(name)) yield* checkHeader(name, value)
    yield* checkHeader("content-type", file.type ?? "")
  })

/** Form fields that mean the same as headers of PutObject. */
const headersOf = ({ fields, file }: OssForm): Headers.RequestHeaders => {
  const headers = Object.fromEntries([...fields].map(([name, value]) => [name, toWire(value)]))
  const type = headers["x-oss-content-type"] ?? headers["content-type"] ?? file.type
  return { ...headers, ...(type === undefined ? {} : { "content-type": type }) }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is the service's own placeholder.
const fileNamePlaceholder = "${filename}"

const keyOf = (form: OssForm): string => form.fields.get("key")!.replaceAll(fileNamePlaceholder, form.file.name)

const storeForm = ({ accounts, bucket, call }: OssRequest, form: OssForm): Result.Result<StoredObject, OssRefusal> =>
  Result.gen(function* () {
    const { fields, file } = form
    yield* findBucket(call, bucket)
    if (!fields.has("key")) return yield* Result.fail(incorrectNumberOfFiles("key"))
    yield* checkFields(form)
    if (fields.has("callback") || fields.has("x-oss-callback")) return yield* Result.fail(notEmulated("callback"))
    const requester = yield* authenticateForm(fields, accounts, call.nowMillis)
    const policy = fields.get("policy")
    if (policy !== undefined) {
      yield* checkPolicy(policy, { bucket, fields, fileBytes: file.body.size }, call.nowMillis)
    }
    const headers = headersOf(form)
    const properties = yield* Headers.readProperties(headers)
    const forbidOverwrite = yield* Headers.readForbidOverwrite(headers)
    return yield* storeObject({ ...call, requester }, { bucket, key: keyOf(form), properties, forbidOverwrite }, file)
  })

/** Host and path of a bucket: the host names it, or else the path. */
const placeOf = (bucket: string, host: string): string =>
  host.toLowerCase().startsWith(`${bucket}.`) ? host : `${host}/${bucket}`

const answerForm = (request: OssRequest, fields: FormFields, key: string, object: StoredObject): Answer => {
  const { bucket, headers } = request
  const stored = Headers.printStored(object)
  const redirect = fields.get("success_action_redirect")
  if (redirect !== undefined && redirect !== "") {
    const parameters = { bucket, key, etag: `"${object.eTag}"` }
    const query = Object.entries(parameters)
      .map(([name, value]) => `${name}=${Documents.urlEncode(value)}`)
      .join("&")
    return empty(303, { ...stored, location: toWire(`${redirect}${redirect.includes("?") ? "&" : "?"}${query}`) })
  }
  const location = `http://${placeOf(bucket, fromWire(headers["host"] ?? ""))}/${Documents.urlEncode(key)}`
  switch (fields.get("success_action_status")) {
    case "200":
      return empty(200, stored)
    case "201": {
      const content = Documents.postResponse({ bucket, key, eTag: object.eTag, location })
      return text(201, "application/xml", content, { ...stored, location })
    }
    default:
      return empty(204, stored)
  }
}

export const formHandlers: Handlers = {
  PostObject: (request) =>
    Effect.gen(function* () {
      const form = yield* receiveOssForm(request.headers["content-type"], request.stream)
      const object = yield* apply(() => storeForm(request, form))
      return answerForm(request, form.fields, keyOf(form), object)
    }),

  // Without CORS rules no origin is ever allowed.
  OptionObject: ({ bucket, call, headers }) =>
    apply(() =>
      Result.gen(function* () {
        if (headers["origin"] === undefined || headers["access-control-request-method"] === undefined) {
          return yield* Result.fail(badRequest("Insufficient information. Origin request header needed."))
        }
        yield* findBucket(call, bucket)
        return yield* Result.fail(accessForbidden("CORSResponse: CORS is not enabled for this bucket."))
      })
    )
}
