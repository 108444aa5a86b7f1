/**
 * What becomes of objects with time.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../Fields.ts"
import { inJson, listOrNothing, object } from "../wire/json.ts"
import { openWord } from "../wireText.ts"
import { Answer, BodyDigest, BucketRef, ois, RuleStatus, StorageClass, UnixTime } from "./common.ts"
import { bucketErrors, documentErrors } from "./errors.ts"
import { maxLifecycleRules } from "./limits.ts"

/** Days, 1 or more. */
const Days = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

/** Which objects a rule is about. */
export class LifecycleFilter extends /*#__PURE__*/ object(() => ({
  /** Only keys that start with this; all objects when absent or empty. */
  prefix: inJson("prefix", optional(Schema.String))
})) {}

/** When objects are deleted. */
export class Expiration extends /*#__PURE__*/ object(() => ({
  /** Days since the object was last written. */
  days: inJson("days", Days)
})) {}

/** When unfinished uploads are given up. */
export class UploadExpiration extends /*#__PURE__*/ object(() => ({
  /** Days since the upload was started. */
  daysAfterInitiation: inJson("days_after_initiation", Days)
})) {}

/** When objects move to another storage class. */
export class Transition extends /*#__PURE__*/ object(() => ({
  /** Days since the object was last written, 30 or more. */
  days: inJson("days", optional(Days)),
  /** Storage class they move to. */
  storageClass: inJson("storage_class", StorageClass)
})) {}

/** A rule. It says one of the five things that can happen. */
export class LifecycleRule extends /*#__PURE__*/ object(() => ({
  /** Name of the rule, no two alike; at most 255 bytes. */
  id: inJson("id", Schema.String),
  /** Whether the rule is in force. */
  status: inJson("status", RuleStatus),
  /** Which objects it is about. */
  filter: inJson("filter", LifecycleFilter),
  /** Deletes objects. */
  expiration: inJson("expiration", optional(Expiration)),
  /** Gives up unfinished uploads. */
  abortIncompleteMultipartUpload: inJson("abort_incomplete_multipart_upload", optional(UploadExpiration)),
  /** Moves objects to another storage class. */
  transition: inJson("transition", optional(Transition)),
  /** Deletes versions that are no longer the newest. */
  noncurrentVersionExpiration: inJson("noncurrent_version_expiration", optional(Expiration)),
  /** Moves versions that are no longer the newest. */
  noncurrentVersionTransition: inJson("noncurrent_version_transition", optional(Transition))
})) {}

/** A rule as the service tells it. */
export class StoredLifecycleRule extends /*#__PURE__*/ object(LifecycleRule, () => ({
  /** Whether the rule is in force. */
  status: inJson("status", openWord("enabled", "disabled")),
  /** `ready`, or `unchecked` while the service has yet to look at it. */
  state: inJson("state", optional(openWord("unchecked", "ready"))),
  /** When the rule was made. */
  created: inJson("created", optional(UnixTime))
})) {}

/** What {@link putBucketLifecycle} takes. */
export class PutBucketLifecycleInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All rules of the bucket, at most 100. */
    rule: inJson(
      "rule",
      list(LifecycleRule).check(
        Schema.isMaxLength(maxLifecycleRules, { message: `must be at most ${maxLifecycleRules} rules` })
      )
    )
  }),
  BodyDigest
) {}

/** What {@link putBucketLifecycle} gives. */
export class PutBucketLifecycleOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says what becomes of the objects of a bucket with time, instead of what was said before.
 *
 * Source: QingStor API, PUT Bucket Lifecycle.
 */
export const putBucketLifecycle = /*#__PURE__*/ ois.operation("PutBucketLifecycle", {
  method: "PUT",
  path: "/",
  query: { lifecycle: "" },
  idempotent: true,
  input: PutBucketLifecycleInput,
  output: PutBucketLifecycleOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketLifecycle} takes. */
export class GetBucketLifecycleInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketLifecycle} gives. */
export class GetBucketLifecycleOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Rules of the bucket; empty when it has none. */
  rule: inJson("rule", listOrNothing(StoredLifecycleRule))
})) {}

/**
 * Tells what becomes of the objects of a bucket with time.
 *
 * Source: QingStor API, GET Bucket Lifecycle.
 */
export const getBucketLifecycle = /*#__PURE__*/ ois.operation("GetBucketLifecycle", {
  method: "GET",
  path: "/",
  query: { lifecycle: "" },
  idempotent: true,
  input: GetBucketLifecycleInput,
  output: GetBucketLifecycleOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketLifecycle} takes. */
export class DeleteBucketLifecycleInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketLifecycle} gives. */
export class DeleteBucketLifecycleOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Removes all such rules from a bucket. One without any is no error.
 *
 * Source: QingStor API, DELETE Bucket Lifecycle.
 */
export const deleteBucketLifecycle = /*#__PURE__*/ ois.operation("DeleteBucketLifecycle", {
  method: "DELETE",
  path: "/",
  query: { lifecycle: "" },
  idempotent: true,
  input: DeleteBucketLifecycleInput,
  output: DeleteBucketLifecycleOutput,
  errors: bucketErrors
})
