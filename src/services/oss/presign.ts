/**
 * URLs and forms that carry their permission with them, for those who have no keys.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type Anonymous, isAnonymous, type Keys } from "../../layers/Credentials.ts"
import { addressStyle, bucketAuthority } from "../../layers/oss/endpoint.ts"
import { ossUrl } from "../../layers/oss/profile.ts"
import { type PostCondition, signPostPolicyV1, signPostPolicyV4 } from "../../layers/oss/signer/postPolicy.ts"
import { rtmpPublishUrl } from "../../layers/oss/signer/rtmp.ts"
import { presignV1 } from "../../layers/oss/signer/v1.ts"
import { presignV4 } from "../../layers/oss/signer/v4.ts"
import { toWireText } from "../../layers/protocol/headerText.ts"
import { ClientError, type ClientErrorReason } from "../../schema/Errors.ts"
import type { InputOf, Methods } from "../../schema/Operation.ts"
import { BucketName, ObjectKey } from "../../schema/oss/common.ts"
import { type OssOperations, ossModules } from "../../schema/oss/index.ts"
import { maxPresignSeconds } from "../../schema/oss/limits.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import { operationsOf } from "../bindOperations.ts"
import type { OssClientService } from "./OssClient.ts"

/** Names of the calls that can be presigned. */
export type PresignName = keyof Methods<OssOperations>

/** What a presigned call of an operation is made of. */
export type PresignInput<K extends PresignName> = Omit<InputOf<OssOperations[K]>, "body" | "onProgress">

/** Settings of a presigned URL. */
export interface PresignOptions {
  /** How long the URL works; 15 minutes when absent, at most 7 days with V4. */
  readonly expiresIn?: Duration.Input | undefined
}

/** A URL that carries its permission. */
export interface PresignedUrl {
  readonly url: string
  /** HTTP method to use. */
  readonly method: string
  /** When the URL stops working: earlier than was asked for when the keys end before that. */
  readonly expiresAt: DateTime.Utc
  /**
   * Headers to send with the request: they are signed too, and must be these. One character is one byte on the wire, as
   * `fetch` and other HTTP clients take them: text beyond ASCII stands here as the bytes of its UTF-8.
   */
  readonly headers: Readonly<Record<string, string>>
}

/** What a form upload allows. */
export interface PostPolicyInput {
  readonly bucket: string
  /** How long the form works; 1 hour when absent. */
  readonly expiresIn?: Duration.Input | undefined
  /** What the form's fields must be, besides the bucket. */
  readonly conditions?: ReadonlyArray<PostCondition> | undefined
}

/** A form that carries its permission. */
export interface PostForm {
  /** Where to send it, as `POST` with `multipart/form-data`. */
  readonly url: string
  /** Fields to send before `file`; add `key`. */
  readonly fields: Readonly<Record<string, string>>
  /** When the form stops working: earlier than was asked for when the keys end before that. */
  readonly expiresAt: DateTime.Utc
}

/** A live channel to publish to. */
export interface RtmpInput {
  readonly bucket: string
  readonly channel: string
  readonly playlistName?: string | undefined
  /** How long the URL works; 30 minutes when absent. */
  readonly expiresIn?: Duration.Input | undefined
}

/** A hundred years, where the service has no limit of its own: what is to live longer is a mistake. */
const maxLifeSeconds = 100 * 365 * 24 * 60 * 60

const seconds = (duration: Duration.Input): number => Math.floor(Duration.toSeconds(Duration.fromInputUnsafe(duration)))

/** The functions that sign without sending. */
export const makePresign = (client: OssClientService) => {
  const { connection } = client
  const { endpoint, region, product, additionalHeaders, signatureVersion } = connection

  const clientError = (operation: string, reason: ClientErrorReason) =>
    new ClientError({ service: "Oss", operation, reason })

  const invalid = (operation: string, path: string, message: string, given?: string) =>
    clientError(operation, {
      _tag: "InvalidInput",
      issues: [{ path: [path], message, ...(given === undefined ? {} : { given }) }]
    })

  const checked = <S extends Schema.Codec<string, string>>(
    operation: string,
    field: string,
    schema: S,
    value: string
  ) =>
    Effect.mapError(Schema.decodeUnknownEffect(schema)(value), () =>
      invalid(
        operation,
        field,
        field === "bucket" ? "must be a bucket name" : "must be 1 to 1023 bytes",
        JSON.stringify(value)
      )
    )

  const keysFor = (operation: string): Effect.Effect<Keys, ClientError> =>
    client.credentials.get.pipe(
      Effect.mapError(({ message }) => clientError(operation, { _tag: "NoCredentials", message })),
      Effect.flatMap((keys) =>
        isAnonymous(keys)
          ? Effect.fail(
              clientError(operation, { _tag: "NoCredentials", message: "there are no credentials to sign with" })
            )
          : Effect.succeed(keys)
      )
    )

  /**
   * From when to when a signature works: for as long as was asked for, and never longer than the keys that made it.
   * Nobody else would tell: the service is not asked here.
   */
  const lifeOf = (operation: string, keys: Keys | Anonymous, duration: Duration.Input, maximum: number) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const life = seconds(duration)
      if (!(life >= 1 && life <= maximum)) {
        return Effect.fail(invalid(operation, "expiresIn", `must be 1 to ${maximum} seconds`, String(life)))
      }
      const keysEnd =
        isAnonymous(keys) || keys.expiration === undefined
          ? Number.POSITIVE_INFINITY
          : DateTime.toEpochMillis(keys.expiration)
      if (keysEnd <= now) {
        const message = `the keys ended at ${new Date(keysEnd).toISOString()}, and there are no newer ones`
        return Effect.fail(clientError(operation, { _tag: "ExpiredCredentials", message }))
      }
      const end = Math.min(Math.floor(now / 1000) * 1000 + life * 1000, keysEnd)
      return Effect.succeed({ now, life, expiresAt: DateTime.makeUnsafe(end) })
    })

  const urlOf = (operation: string, request: UnsignedRequest) => {
    const url = ossUrl(connection, request)
    return Result.isSuccess(url) ? Effect.succeed(url.success) : Effect.fail(invalid(operation, "key", url.failure))
  }

  const operations = operationsOf(ossModules) as Readonly<Record<string, AnyXmlOperation>>

  return {
    /**
     * A URL by which anybody can make one call, for a while.
     *
     * Fields of the input that travel as headers are signed: the caller must send them as `headers` of the result says.
     *
     * **Example** (a link to download)
     *
     * ```ts
     * import { Effect } from "effect"
     * import { Oss } from "effect-cloud-storage"
     *
     * const link = Effect.flatMap(Oss, (oss) =>
     *   oss.presign("getObject", { bucket: "photos", key: "cat.jpg" }, { expiresIn: "1 hour" }))
     * ```
     */
    presign: Effect.fn("Oss.presign")(function* <K extends PresignName>(
      name: K,
      input: PresignInput<K>,
      options: PresignOptions = {}
    ) {
      const operation = operations[name]!
      const needsBody = "body" in operation.input
      const encoded = client.encode(operation, needsBody ? { ...input, body: "" } : input)
      const request = yield* Effect.fromResult(encoded)
      const keys = yield* client.credentials.get.pipe(
        Effect.mapError(({ message }) => clientError("presign", { _tag: "NoCredentials", message }))
      )
      const isV4 = signatureVersion === "v4"
      const { now, life, expiresAt } = yield* lifeOf(
        "presign",
        keys,
        options.expiresIn ?? "15 minutes",
        isV4 ? maxPresignSeconds : maxLifeSeconds
      )
      // The caller's program decides how the answer is packed; a link that fixed it would fail in browsers.
      const { "accept-encoding": _, ...headers } = request.headers
      const unsigned = { ...request, headers }
      const added = isAnonymous(keys)
        ? []
        : isV4
          ? presignV4(unsigned, keys, { region, product, additionalHeaders, timeMillis: now, expiresInSeconds: life })
              .query
          : presignV1(unsigned, keys, { timeMillis: now, expiresInSeconds: life }).query
      const url = yield* urlOf("presign", { ...unsigned, query: [...unsigned.query, ...added] })
      const wireHeaders = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, toWireText(text)]))
      return { url, method: request.method, expiresAt, headers: wireHeaders } satisfies PresignedUrl as PresignedUrl
    }),

    /** The fields of a form by which a browser uploads straight to a bucket. */
    postPolicy: Effect.fn("Oss.postPolicy")(function* (input: PostPolicyInput) {
      const bucket = yield* checked("postPolicy", "bucket", BucketName, input.bucket)
      const keys = yield* keysFor("postPolicy")
      const { now, expiresAt } = yield* lifeOf("postPolicy", keys, input.expiresIn ?? "1 hour", maxLifeSeconds)
      const policy = {
        expirationMillis: DateTime.toEpochMillis(expiresAt),
        conditions: [{ _tag: "Exact", field: "bucket", value: bucket } as const, ...(input.conditions ?? [])]
      }
      const { fields } =
        signatureVersion === "v4"
          ? signPostPolicyV4(policy, keys, { region, product, timeMillis: now })
          : signPostPolicyV1(policy, keys)
      const url = yield* urlOf("postPolicy", {
        method: "POST",
        host: { bucket },
        path: "",
        escapedPath: "",
        query: [],
        headers: {}
      })
      return { url, fields, expiresAt } satisfies PostForm as PostForm
    }),

    /** The URL by which an encoder publishes to a live channel. */
    rtmpUrl: Effect.fn("Oss.rtmpUrl")(function* (input: RtmpInput) {
      const bucket = yield* checked("rtmpUrl", "bucket", BucketName, input.bucket)
      const channel = yield* checked("rtmpUrl", "channel", ObjectKey, input.channel)
      if (channel.includes("/"))
        return yield* invalid("rtmpUrl", "channel", 'must not contain "/"', JSON.stringify(channel))
      const keys = yield* keysFor("rtmpUrl")
      const { now, life } = yield* lifeOf("rtmpUrl", keys, input.expiresIn ?? "30 minutes", maxLifeSeconds)
      const authority = bucketAuthority(endpoint, bucket, addressStyle(endpoint, bucket, connection))
      const target = { bucket, channel, playlistName: input.playlistName }
      return rtmpPublishUrl(authority, target, keys, { timeMillis: now, expiresInSeconds: life })
    })
  }
}
