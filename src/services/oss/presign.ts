/**
 * URLs and forms that carry their permission with them, for those who have no keys.
 */
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isAnonymous } from "../../layers/Credentials.ts"
import { addressStyle, bucketAuthority } from "../../layers/oss/endpoint.ts"
import { ossUrl } from "../../layers/oss/profile.ts"
import { type PostCondition, signPostPolicyV1, signPostPolicyV4 } from "../../layers/oss/signer/postPolicy.ts"
import { rtmpPublishUrl } from "../../layers/oss/signer/rtmp.ts"
import { presignV1 } from "../../layers/oss/signer/v1.ts"
import { presignV4 } from "../../layers/oss/signer/v4.ts"
import type { InputOf, Methods } from "../../schema/Operation.ts"
import { BucketName, ObjectKey } from "../../schema/oss/common.ts"
import { type OssOperations, ossModules } from "../../schema/oss/index.ts"
import { maxPresignSeconds } from "../../schema/oss/limits.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import { operationsOf } from "../bindOperations.ts"
import { makeSignedLinks, maxLifeSeconds, type PresignedUrl, signedHeaders } from "../signedLinks.ts"
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

/** The functions that sign without sending. */
export const makePresign = (client: OssClientService) => {
  const { connection } = client
  const { endpoint, region, product, additionalHeaders, signatureVersion } = connection

  const { expiryFor, identityFor, invalid, keysFor } = makeSignedLinks("Oss", client.credentials)

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
      const keys = yield* identityFor("presign")
      const isV4 = signatureVersion === "v4"
      const { now, life, expiresAt } = yield* expiryFor(
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
      return {
        url,
        method: request.method,
        expiresAt,
        headers: signedHeaders(headers)
      } satisfies PresignedUrl as PresignedUrl
    }),

    /** The fields of a form by which a browser uploads straight to a bucket. */
    postPolicy: Effect.fn("Oss.postPolicy")(function* (input: PostPolicyInput) {
      const bucket = yield* checked("postPolicy", "bucket", BucketName, input.bucket)
      const keys = yield* keysFor("postPolicy")
      const { now, expiresAt } = yield* expiryFor("postPolicy", keys, input.expiresIn ?? "1 hour")
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
      const { now, life } = yield* expiryFor("rtmpUrl", keys, input.expiresIn ?? "30 minutes")
      const authority = bucketAuthority(endpoint, bucket, addressStyle(endpoint, bucket, connection))
      const target = { bucket, channel, playlistName: input.playlistName }
      return rtmpPublishUrl(authority, target, keys, { timeMillis: now, expiresInSeconds: life })
    })
  }
}
