/**
 * URLs and forms that carry their permission with them, for those who have no keys.
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { isAnonymous } from "../../layers/Credentials.ts"
import { oisAddress } from "../../layers/ois/address.ts"
import { signFormPolicy } from "../../layers/ois/signer/formPolicy.ts"
import { presign } from "../../layers/ois/signer/qs.ts"
import { signedPartsOf } from "../../layers/ois/signer/SignedParts.ts"
import type { InputOf, Methods } from "../../schema/Operation.ts"
import type { ContentHeaders, StorageClassHeader } from "../../schema/ois/common.ts"
import { type OisOperations, oisModules } from "../../schema/ois/index.ts"
import { putObject } from "../../schema/ois/object.ts"
import type { AnyJsonOperation } from "../../schema/wire/json.ts"
import type { UnsignedRequest } from "../../schema/wire/UnsignedRequest.ts"
import { operationsOf } from "../bindOperations.ts"
import { makeSignedLinks, type PresignedUrl, signedHeaders } from "../signedLinks.ts"
import type { OisClientService } from "./OisClient.ts"

/** Names of the calls that can be presigned. */
export type PresignName = keyof Methods<OisOperations>

/** What a presigned call of an operation is made of. */
export type PresignInput<K extends PresignName> = Omit<InputOf<OisOperations[K]>, "body" | "onProgress">

/** Settings of a presigned URL. */
export interface PresignOptions {
  /** How long the URL works; 15 minutes when absent. */
  readonly expiresIn?: Duration.Input | undefined
}

/** What a form upload allows: exactly what is said here. */
export interface PostFormInput extends ContentHeaders, StorageClassHeader {
  readonly bucket: string
  /** Zone of the bucket; that of the connection when absent. */
  readonly zone?: string | undefined
  /** Key of the object, without `/` in front; `${filename}` in it is the name of the chosen file. */
  readonly key: string
  /** Where the browser is sent to afterwards; nowhere when absent, the answer is 201 then. */
  readonly redirect?: string | undefined
}

/** A form that carries its permission. It works for as long as the keys do: the service knows no end of it. */
export interface PostForm {
  /** Where to send it, as `POST` with `multipart/form-data`. */
  readonly url: string
  /** All fields, in this order; the content follows as the last one, `file`. */
  readonly fields: Readonly<Record<string, string>>
}

/** The functions that sign without sending. */
export const makePresign = (client: OisClientService) => {
  const { connection } = client
  const { expiryFor, identityFor, invalid, keysFor } = makeSignedLinks("Ois", client.credentials)
  const operations = operationsOf(oisModules) as Readonly<Record<string, AnyJsonOperation>>

  const addressOf = (operation: string, request: Pick<UnsignedRequest, "host" | "path" | "query">) => {
    const address = oisAddress(connection, request)
    return Result.isSuccess(address)
      ? Effect.succeed(address.success)
      : Effect.fail(invalid(operation, "key", `cannot be addressed: ${address.failure}`))
  }

  /** Headers that the caller has named: what is guessed for a body would have to be guessed by its sender, too. */
  const namedHeaders = (
    operation: AnyJsonOperation,
    { headers }: UnsignedRequest,
    input: { readonly contentType?: string | undefined }
  ): Readonly<Record<string, string>> => {
    const { "accept-encoding": _, "content-type": type, ...named } = headers
    const isGuessed = operation.contentTypeFrom !== undefined && input.contentType === undefined
    return type === undefined || isGuessed ? named : { ...named, "content-type": type }
  }

  return {
    /**
     * A URL by which anybody can make one call, for a while.
     *
     * Fields of the input that travel as headers are signed: the caller must send them as `headers` of the result says. No
     * `Content-Type` may be sent where none is among them.
     *
     * **Example** (a link to download)
     *
     * ```ts
     * import { Effect } from "effect"
     * import { Ois } from "effect-cloud-storage"
     *
     * const link = Effect.flatMap(Ois, (ois) =>
     *   ois.presign("getObject", { bucket: "test-bucket", zone: "jn1a", key: "cat.jpg" }, { expiresIn: "1 hour" }))
     * ```
     */
    presign: Effect.fn("Ois.presign")(function* <K extends PresignName>(
      name: K,
      input: PresignInput<K>,
      options: PresignOptions = {}
    ) {
      const operation = operations[name]!
      const encoded = client.encode(operation, "body" in operation.input ? { ...input, body: "" } : input)
      const request = yield* Effect.fromResult(encoded)
      const keys = yield* identityFor("presign")
      const { now, life, expiresAt } = yield* expiryFor("presign", keys, options.expiresIn ?? "15 minutes")
      const unsigned = { ...request, headers: namedHeaders(operation, request, input) }
      const address = yield* addressOf("presign", unsigned)
      const added = isAnonymous(keys)
        ? []
        : presign(signedPartsOf(unsigned, address), keys, { timeMillis: now, expiresInSeconds: life }).query
      const { url } = yield* addressOf("presign", { ...unsigned, query: [...unsigned.query, ...added] })
      return {
        url,
        method: request.method,
        expiresAt,
        headers: signedHeaders(unsigned.headers)
      } satisfies PresignedUrl as PresignedUrl
    }),

    /** The fields of a form by which a browser uploads straight to a bucket. */
    postForm: Effect.fn("Ois.postForm")(function* ({ redirect, ...input }: PostFormInput) {
      const request = yield* Effect.fromResult(client.encode(putObject, { ...input, body: "" }))
      if (input.key.startsWith("/")) {
        return yield* invalid("postForm", "key", 'must not start with "/" in a form', JSON.stringify(input.key))
      }
      const keys = yield* keysFor("postForm")
      const { url } = yield* addressOf("postForm", { host: request.host, path: "", query: [] })
      const { fields } = signFormPolicy(
        { key: input.key, ...(redirect === undefined ? {} : { redirect }), ...namedHeaders(putObject, request, input) },
        keys
      )
      return { url, fields } satisfies PostForm as PostForm
    })
  }
}
