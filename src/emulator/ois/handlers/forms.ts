/** Form uploads and cross-origin questions: what browsers send on their own. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Answer, empty } from "../../frame/Answer.ts"
import type { FormFields } from "../../objectStore/form.ts"
import { authenticateForm } from "../auth.ts"
import { printPreflight } from "../cors.ts"
import { checkFormPolicy, type OisForm, receiveOisForm } from "../form.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handlers, OisRequest } from "../OisRequest.ts"
import { isObjectHeader, printStored, type RequestHeaders, readProperties } from "../objectHeaders.ts"
import { storeReceived } from "../objects.ts"
import { findBucket } from "../permissions.ts"
import { apply } from "../receiving.ts"
import { invalidArgument, invalidRequest } from "../refusals.ts"
import { isSite } from "../settingRules.ts"
import type { StoredObject } from "../state.ts"

const toWire = (text: string): string => Buffer.from(text, "utf8").toString("latin1")

// Fields come without the limits of headers, but leave as headers when the object is read.
const isHeader = (name: string, value: string): boolean =>
  /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !/[\u0000-\u001f\u007f]/.test(value)

/** Form fields that mean the same as headers of PutObject. */
const headersOf = ({ fields, file }: OisForm): Result.Result<RequestHeaders, OisRefusal> => {
  const type = fields.get("content-type") ?? file.type
  const meant = [...fields].filter(([name]) => isObjectHeader(name))
  const all = type === undefined ? meant : [...meant, ["content-type", type] as const]
  const broken = all.find(([name, value]) => !isHeader(name, value))
  return broken === undefined
    ? Result.succeed(Object.fromEntries(all.map(([name, value]) => [name, toWire(value)])))
    : Result.fail(invalidArgument(`the field ${broken[0]} is no header`))
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is the service's own placeholder.
const fileNamePlaceholder = "${filename}"

/** Some browsers send the whole path of a file. */
const fileNameOf = ({ file }: OisForm): string => file.name.slice(file.name.search(/[^/\\]*$/))

const keyOf = (form: OisForm): Result.Result<string, OisRefusal> => {
  const key = form.fields.get("key") ?? ""
  if (key === "") return Result.fail(invalidRequest("The form has no key."))
  return key.startsWith("/")
    ? Result.fail(invalidArgument("the key of a form must not start with a slash"))
    : Result.succeed(key.replaceAll(fileNamePlaceholder, () => fileNameOf(form)))
}

const checkRedirect = (fields: FormFields): Result.Result<void, OisRefusal> => {
  const redirect = fields.get("redirect")
  return redirect === undefined || isSite(redirect)
    ? Result.succeed(undefined)
    : Result.fail(invalidArgument("redirect must be a URL of http or https"))
}

const storeForm = ({ accounts, bucket, call }: OisRequest, form: OisForm): Result.Result<StoredObject, OisRefusal> =>
  Result.gen(function* () {
    const { fields, file } = form
    yield* findBucket(call, bucket)
    const requester = yield* authenticateForm(fields, accounts)
    const key = yield* keyOf(form)
    const policy = fields.get("policy")
    if (policy !== undefined) yield* checkFormPolicy(policy, fields)
    yield* checkRedirect(fields)
    const properties = yield* readProperties(yield* headersOf(form))
    return yield* storeReceived({ ...call, requester }, { bucket, key, properties }, file)
  })

/** Ends in what the application completes: the id of the request is known when its answer goes out. */
export const redirectedForm = "status=201&code=created&message=Object+created&request_id="

const answerForm = (fields: FormFields, object: StoredObject): Answer => {
  const redirect = fields.get("redirect")
  if (redirect === undefined) return empty(201, printStored(object))
  const location = `${redirect}${redirect.includes("?") ? "&" : "?"}${redirectedForm}`
  return empty(302, { ...printStored(object), location: toWire(location) })
}

const headerNames = (list: string | undefined): ReadonlyArray<string> =>
  (list ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "")

export const formHandlers: Handlers = {
  PostObject: (request) =>
    Effect.gen(function* () {
      const form = yield* receiveOisForm(request.headers["content-type"], request.stream)
      const object = yield* apply(() => storeForm(request, form))
      return answerForm(form.fields, object)
    }),

  OptionsObject: ({ bucket, call, headers }) =>
    apply(() =>
      Result.gen(function* () {
        const [origin, method] = [headers["origin"], headers["access-control-request-method"]]
        if (origin === undefined || method === undefined) {
          return yield* Result.fail(invalidRequest("Origin and Access-Control-Request-Method are needed."))
        }
        const asked = headerNames(headers["access-control-request-headers"])
        return empty(200, printPreflight(yield* findBucket(call, bucket), { origin, method, headers: asked }))
      })
    )
}
