/**
 * Buckets take about a minute to come and to go: what waits for that, and what tells one state from another.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { StorageError } from "../../schema/Errors.ts"
import type { Methods } from "../../schema/Operation.ts"
import type { OisOperations } from "../../schema/ois/index.ts"

type OisMethods = Methods<OisOperations>
type Failure<K extends keyof OisMethods> = Effect.Error<ReturnType<OisMethods[K]>>

/** A bucket, and how long to wait for it. */
export interface PatientInput {
  readonly bucket: string
  /** Zone of the bucket; that of the connection when absent. */
  readonly zone?: string | undefined
  /** How long to try again; 2 minutes when absent, `0` not at all. */
  readonly patience?: Duration.Input | undefined
}

/** What {@link makeBuckets} adds. */
export type Buckets = ReturnType<typeof makeBuckets>

/** Whether a refusal has one of some codes. */
export const hasCode = (error: StorageError, codes: ReadonlyArray<string>): boolean =>
  error._tag === "ServerError" && codes.includes(error.reason.code)

const pause = Duration.seconds(5)

/** Every five seconds, for as long as the caller is patient. */
const patiently = (patience: Duration.Input = "2 minutes") => {
  const limit = Duration.toMillis(Duration.fromInputUnsafe(patience))
  return Schedule.spaced(pause).pipe(
    Schedule.while(({ elapsed, duration }) => elapsed + Duration.toMillis(duration) <= limit)
  )
}

/** A bucket of this name was deleted, and its name is not free yet. */
interface Dying {
  readonly _tag: "Dying"
  readonly refusal: Failure<"putBucket">
}

const isDying = (error: Dying | StorageError): error is Dying => error._tag === "Dying"

/** What waits for buckets, over the methods that make one call. */
export const makeBuckets = (ois: OisMethods) => ({
  createBucketIfAbsent: ({
    patience,
    ...at
  }: PatientInput): Effect.Effect<
    { readonly created: boolean },
    Failure<"putBucket"> | Failure<"getBucketStatistics">
  > => {
    type Failed = Dying | Failure<"putBucket"> | Failure<"getBucketStatistics">
    type Outcome = Effect.Effect<{ readonly created: boolean }, Failed>
    const inspected = (refusal: Failure<"putBucket">): Outcome =>
      Effect.matchEffect(ois.getBucketStatistics(at), {
        onSuccess: ({ status }): Outcome =>
          status === "deleted" ? Effect.fail<Dying>({ _tag: "Dying", refusal }) : Effect.succeed({ created: false }),
        onFailure: (error): Outcome => {
          if (hasCode(error, ["bucket_not_exists"])) return Effect.fail<Dying>({ _tag: "Dying", refusal })
          // Somebody else has it.
          return Effect.fail(hasCode(error, ["permission_denied"]) ? refusal : error)
        }
      })
    return ois.putBucket(at).pipe(
      Effect.as({ created: true }),
      Effect.catch((error) => (hasCode(error, ["bucket_already_exists"]) ? inspected(error) : Effect.fail(error))),
      Effect.retry({ schedule: patiently(patience), while: isDying }),
      Effect.mapError((error) => (isDying(error) ? error.refusal : error))
    )
  },

  deleteBucketWhenReady: ({ patience, ...at }: PatientInput) =>
    ois
      .deleteBucket(at)
      .pipe(Effect.retry({ schedule: patiently(patience), while: (error) => hasCode(error, ["lease_not_ready"]) })),

  bucketExists: (input: Parameters<OisMethods["headBucket"]>[0]): Effect.Effect<boolean, Failure<"headBucket">> =>
    ois.headBucket(input).pipe(
      Effect.as(true),
      Effect.catch((error) => {
        if (hasCode(error, ["bucket_not_exists", "not_found"])) return Effect.succeed(false)
        // Somebody else's bucket is there too.
        return hasCode(error, ["permission_denied", "forbidden"]) ? Effect.succeed(true) : Effect.fail(error)
      })
    )
})
