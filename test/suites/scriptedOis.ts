/** OIS whose answers are scripted. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Credentials from "../../src/layers/Credentials.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import type { StorageError } from "../../src/schema/Errors.ts"
import { Ois, type OisOptions, type OisService } from "../../src/services/Ois.ts"
import { answer, type Step, script } from "./scriptedHttp.ts"

/** The secret that scripted calls are signed with; its text must show up nowhere. */
export const secretText = "s3cr3t-0f-the-tests"

export const requestId = "aa08cf7a43f611e5886952542e6ce14b"

export interface ScriptedOptions {
  readonly steps: ReadonlyArray<Step>
  readonly ois?: OisOptions | undefined
  readonly credentials?: Layer.Layer<Credentials.Credentials> | undefined
  readonly retryPolicy?: Layer.Layer<RetryPolicy.RetryPolicy> | undefined
}

/** OIS over a script, with its own retry policy, and what the script saw. */
export const scriptedOis = (options: ScriptedOptions) => {
  const { seen, layer } = script(...options.steps)
  const ois = Ois.layer({ deployment: "qingstor", ...options.ois }).pipe(
    Layer.provide([
      options.credentials ?? Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: secretText }),
      options.retryPolicy ?? Ois.layerRetry(),
      layer
    ])
  )
  return { seen, layer: ois }
}

/** Calls OIS over a script, without repetitions unless a policy says otherwise. */
export const calledOis = <A, E>(
  steps: ReadonlyArray<Step>,
  use: (ois: OisService) => Effect.Effect<A, E>,
  options?: Omit<ScriptedOptions, "steps">
) => {
  const { seen, layer } = scriptedOis({ steps, retryPolicy: RetryPolicy.layerNone, ...options })
  return Effect.map(Effect.provide(Effect.flatMap(Ois, use), layer), (output) => ({ output, seen }))
}

/** A good answer of the service. */
export const oisAnswer = (status: number, document?: object, headers?: Readonly<Record<string, string>>): Step =>
  answer(
    status,
    {
      "x-qs-request-id": requestId,
      ...(document === undefined ? {} : { "content-type": "application/json" }),
      ...headers
    },
    document === undefined ? "" : JSON.stringify(document)
  )

/** An error document, as the service sends it. */
export const oisError = (
  status: number,
  code: string,
  headers?: Readonly<Record<string, string>>,
  message = "no"
): Step => oisAnswer(status, { code, message, request_id: requestId, url: "https://docs.example.com" }, headers)

/** The code of a refusal; anything else that a call ends in, by its tag. */
export const codeOf = <A, E extends StorageError, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<string, never, R> =>
  Effect.match(effect, {
    onFailure: (error: StorageError) => (error._tag === "ServerError" ? error.reason._tag : error.reason._tag),
    onSuccess: () => "success"
  })
