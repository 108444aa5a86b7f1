/**
 * The three errors of every service.
 *
 * - {@link ServerError}: the service answered, and the answer is an error.
 * - {@link ClientError}: the call could not be made, or its answer cannot be trusted.
 * - {@link RequestError}: the network failed.
 *
 * Each carries a tagged `reason`, so that `Effect.catchTag`, `Effect.catchTags`, `Effect.catchReason` and
 * `Effect.catchReasons` all narrow. All three are Schema classes: they encode to JSON and cross workflow, RPC and worker
 * boundaries. None of them carries a secret.
 */
import * as Schema from "effect/Schema"
import type { ErrorKind } from "./errorKinds.ts"

/** An error is one line, whatever the texts of others in it are. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]\s*/g, " ")

/** What a service said when it refused a call. */
export interface ServerErrorInfo {
  /** Name of the service, e.g. `"Oss"`. */
  readonly service: string
  /** Name of the method that was called, e.g. `"getObject"`. */
  readonly operation: string
  /** HTTP status of the answer. */
  readonly status: number
  /** The service's own error code, exactly as sent. */
  readonly code: string
  /** The service's own message. */
  readonly message: string
  /** Id of the request: what the vendor's support asks for. */
  readonly requestId?: string | undefined
  /** Host that answered, where the service tells. */
  readonly hostId?: string | undefined
  /** Detailed error code (`EC` of OSS), where the service tells. */
  readonly ec?: string | undefined
  /** Kind of error (`type` of OAS), where the service tells. */
  readonly type?: string | undefined
  /** What kind of refusal it is, in words that are the same for all services; absent when it is of none. */
  readonly kind?: ErrorKind | undefined
  /** Whether the same call may succeed when made again. */
  readonly retryable: boolean
  /** How long the service asked to wait before the next attempt, in milliseconds. */
  readonly retryAfterMillis?: number | undefined
  /** Whatever else the service said, by name: `BucketName`, `Key`, `ArgumentName`, `StringToSign`… */
  readonly details?: { readonly [name: string]: string } | undefined
}

/**
 * The reason of a {@link ServerError}: its `_tag` is the service's code where the operation is known for it, else
 * `"Unknown"`; `code` always holds the raw text.
 */
export type ServerErrorReason<Code extends string = string> = {
  readonly [C in Code | "Unknown"]: ServerErrorInfo & { readonly _tag: C }
}[Code | "Unknown"]

const ServerErrorReasonFields = Schema.Struct({
  _tag: Schema.String,
  service: Schema.String,
  operation: Schema.String,
  status: Schema.Int,
  code: Schema.String,
  message: Schema.String,
  requestId: Schema.optional(Schema.String),
  hostId: Schema.optional(Schema.String),
  ec: Schema.optional(Schema.String),
  type: Schema.optional(Schema.String),
  kind: Schema.optional(
    Schema.Literals(["NotFound", "AlreadyExists", "AccessDenied", "PreconditionFailed", "Throttled"])
  ),
  retryable: Schema.Boolean,
  retryAfterMillis: Schema.optional(Schema.Finite),
  details: Schema.optional(Schema.Record(Schema.String, Schema.String))
})

class ServerErrorBase extends Schema.TaggedError<ServerErrorBase>()("ServerError", {
  reason: ServerErrorReasonFields
}) {
  override get message(): string {
    const { service, operation, code, status, message, requestId } = this.reason
    const request = requestId === undefined ? "" : ` [request ${requestId}]`
    return oneLine(`${service}.${operation}: ${code} (HTTP ${status}) ${message}${request}`)
  }
}

/**
 * The service answered with an error.
 *
 * `reason._tag` is the service's code, checked by the compiler: an operation lists the codes it is known for, so a
 * misspelt one does not compile. A code nobody listed arrives as `"Unknown"` with its text in `reason.code`.
 *
 * **Example** (an absent object)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Oss } from "effect-cloud-storage"
 *
 * const size = Effect.gen(function*() {
 *   const oss = yield* Oss
 *   return (yield* oss.headObject({ bucket: "photos", key: "cat.jpg" })).contentLength
 * }).pipe(Effect.catchReason("ServerError", "NoSuchKey", () => Effect.succeed(0)))
 * ```
 */
export interface ServerError<Code extends string = string> extends Omit<ServerErrorBase, "reason"> {
  readonly _tag: "ServerError"
  readonly reason: ServerErrorReason<Code>
}

/** Constructor and Schema of {@link ServerError}. */
export const ServerError = ServerErrorBase as unknown as Schema.Codec<
  ServerError,
  (typeof ServerErrorBase)["Encoded"]
> & {
  new <Code extends string>(fields: { readonly reason: ServerErrorReason<Code> }): ServerError<Code>
}

/** One thing that is wrong with the input of a call. */
export interface InputIssue {
  /** Where in the input, e.g. `["objects", "3", "key"]`. */
  readonly path: ReadonlyArray<string>
  /** What is allowed. */
  readonly message: string
  /** What was given, shortened; absent for missing fields and secrets. */
  readonly given?: string | undefined
}

const InputIssue = Schema.Struct({
  path: Schema.Array(Schema.String),
  message: Schema.String,
  given: Schema.optional(Schema.String)
})

/** The input breaks a rule that is known without asking the service. Nothing was sent. */
export const InvalidInput = Schema.TaggedStruct("InvalidInput", { issues: Schema.Array(InputIssue) })
/** No credentials were found, or the provider of credentials failed. */
export const NoCredentials = Schema.TaggedStruct("NoCredentials", { message: Schema.String })
/** The credentials are expired and the provider has no newer ones. */
export const ExpiredCredentials = Schema.TaggedStruct("ExpiredCredentials", { message: Schema.String })
/** The service is set up in a way that cannot work: endpoint, region, a missing FileSystem. */
export const InvalidConfiguration = Schema.TaggedStruct("InvalidConfiguration", { message: Schema.String })
/** Bytes were changed on their way: the checksum computed here differs from the one the service tells. */
export const ChecksumMismatch = Schema.TaggedStruct("ChecksumMismatch", {
  /** As the service calls it, e.g. `crc64` or `md5`. */
  algorithm: Schema.String,
  direction: Schema.Literals(["upload", "download"]),
  /** What the service tells. */
  expected: Schema.String,
  /** What was computed here. */
  actual: Schema.String
})
/** A body has another length than was declared. */
export const LengthMismatch = Schema.TaggedStruct("LengthMismatch", {
  direction: Schema.Literals(["upload", "download"]),
  expected: Schema.Finite,
  actual: Schema.Finite
})
/** The answer does not have the promised shape. */
export const UndecodableResponse = Schema.TaggedStruct("UndecodableResponse", {
  status: Schema.Int,
  message: Schema.String,
  requestId: Schema.optional(Schema.String)
})
/** The answer is not proven to come from the service: a signature, date or digest of the response is wrong. */
export const UntrustedResponse = Schema.TaggedStruct("UntrustedResponse", {
  status: Schema.Int,
  message: Schema.String,
  requestId: Schema.optional(Schema.String)
})
/** A local file cannot be read or written. */
export const LocalFile = Schema.TaggedStruct("LocalFile", { path: Schema.String, message: Schema.String })
/** The stream that was given as body, or a callback of the caller, failed. */
export const BodyFailed = Schema.TaggedStruct("BodyFailed", { message: Schema.String })

/** Every reason of a {@link ClientError}. */
export const ClientErrorReason = Schema.Union([
  InvalidInput,
  NoCredentials,
  ExpiredCredentials,
  InvalidConfiguration,
  ChecksumMismatch,
  LengthMismatch,
  UndecodableResponse,
  UntrustedResponse,
  LocalFile,
  BodyFailed
])
/** Every reason of a {@link ClientError}. */
export type ClientErrorReason = typeof ClientErrorReason.Type

/**
 * The call could not be made, or its answer cannot be trusted.
 *
 * **Example** (telling a user what is wrong with a form)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Oss } from "effect-cloud-storage"
 *
 * const create = (name: string) =>
 *   Effect.flatMap(Oss, (oss) => oss.putBucket({ bucket: name })).pipe(
 *     Effect.catchReason("ClientError", "InvalidInput", (reason) =>
 *       Effect.logWarning(reason.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`))))
 * ```
 */
export class ClientError extends Schema.TaggedError<ClientError>()("ClientError", {
  service: Schema.String,
  operation: Schema.String,
  reason: ClientErrorReason
}) {
  override get message(): string {
    return oneLine(`${this.service}.${this.operation}: ${describeClientReason(this.reason)}`)
  }
}

const describeClientReason = (reason: ClientErrorReason): string => {
  switch (reason._tag) {
    case "InvalidInput":
      return reason.issues
        .map(({ path, message, given }) => `${path.join(".")}: ${given === undefined ? "" : `${given} `}${message}`)
        .join("; ")
    case "ChecksumMismatch":
      return `the ${reason.algorithm} of the ${reason.direction} is ${reason.actual}, the service says ${reason.expected}`
    case "LengthMismatch":
      return `the ${reason.direction} has ${reason.actual} bytes, ${reason.expected} were announced`
    case "UndecodableResponse":
    case "UntrustedResponse": {
      const request = reason.requestId === undefined ? "" : ` [request ${reason.requestId}]`
      return `${reason.message} (HTTP ${reason.status})${request}`
    }
    case "LocalFile":
      return `${reason.path}: ${reason.message}`
    default:
      return reason.message
  }
}

/** The host name has no address. */
export const Dns = Schema.TaggedStruct("Dns", { detail: Schema.String })
/** Nothing listens at the address, or no way leads to it. */
export const Refused = Schema.TaggedStruct("Refused", { detail: Schema.String })
/** The connection broke, before or inside the answer. */
export const Reset = Schema.TaggedStruct("Reset", { detail: Schema.String })
/** The TLS handshake failed. */
export const Tls = Schema.TaggedStruct("Tls", { detail: Schema.String })
/**
 * Nothing happened for too long: while connecting, or waiting for one of the connections to come free (`connect`: nothing
 * was sent); waiting for the answer; in the middle of a body.
 */
export const Timeout = Schema.TaggedStruct("Timeout", {
  phase: Schema.Literals(["connect", "response", "idle"]),
  afterMillis: Schema.optional(Schema.Finite),
  detail: Schema.String
})
/** The request was cut off on this side by something else than interruption. */
export const Aborted = Schema.TaggedStruct("Aborted", { detail: Schema.String })
/** Bytes came back that are not HTTP, or another failure of the transport. */
export const Transport = Schema.TaggedStruct("Transport", {
  detail: Schema.String,
  /** Present where another attempt must fail alike, as when the HTTP client itself is at fault: it is not made. */
  permanent: Schema.optional(Schema.Literal(true))
})

/** Every reason of a {@link RequestError}. */
export const RequestErrorReason = Schema.Union([Dns, Refused, Reset, Tls, Timeout, Aborted, Transport])
/** Every reason of a {@link RequestError}. */
export type RequestErrorReason = typeof RequestErrorReason.Type

/**
 * The network failed: no answer, or half of one.
 *
 * It says where the request went, how many attempts were made and how long that took.
 */
export class RequestError extends Schema.TaggedError<RequestError>()("RequestError", {
  service: Schema.String,
  operation: Schema.String,
  /** Host and port the request went to. */
  host: Schema.String,
  /** Attempts made, the first one included. */
  attempts: Schema.Int,
  /** Milliseconds from the first attempt until the call was given up. */
  elapsedMillis: Schema.Finite,
  reason: RequestErrorReason
}) {
  override get message(): string {
    const tries = this.attempts === 1 ? "1 attempt" : `${this.attempts} attempts`
    const seconds = Math.round(this.elapsedMillis / 100) / 10
    return oneLine(
      `${this.service}.${this.operation}: ${describeRequestReason(this.reason, this.host)} after ${tries} in ${seconds} s`
    )
  }
}

const describeRequestReason = (reason: RequestErrorReason, host: string): string => {
  switch (reason._tag) {
    case "Dns":
      return `no address found for ${host} (${reason.detail})`
    case "Refused":
      return `connection refused by ${host} (${reason.detail})`
    case "Reset":
      return `connection reset by ${host} (${reason.detail})`
    case "Tls":
      return `TLS with ${host} failed (${reason.detail})`
    case "Timeout":
      return `timeout (${reason.phase}) of ${host} (${reason.detail})`
    case "Aborted":
      return `request to ${host} aborted (${reason.detail})`
    case "Transport":
      return `transport to ${host} failed (${reason.detail})`
  }
}

/** Whatever a service method can fail with. */
export type StorageError<Code extends string = string> = ServerError<Code> | ClientError | RequestError
