/**
 * What is kept of objects besides their newest version in one place: copies in other buckets, and versions.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../Fields.ts"
import { inJson, listOrNothing, object } from "../wire/json.ts"
import { openWord } from "../wireText.ts"
import { Answer, BodyDigest, BucketRef, ois, RuleStatus, StorageClass } from "./common.ts"
import { bucketErrors, documentErrors } from "./errors.ts"
import { maxReplicationRules } from "./limits.ts"

/** Which objects are copied. */
export class ReplicationFilters extends /*#__PURE__*/ object(() => ({
  /** Only keys that start with this; all objects when absent. Those of two rules may not overlap. */
  prefix: inJson("prefix", optional(Schema.String))
})) {}

/** Where copies go. */
export class ReplicationDestination extends /*#__PURE__*/ object(() => ({
  /** Bucket of the copies; all rules name the same one. */
  bucket: inJson("bucket", Schema.String),
  /** How the copies are stored; like the objects when absent. */
  storageClass: inJson("storage_class", optional(StorageClass)),
  /** Zone of that bucket; told by the service only. */
  zone: inJson("zone", optional(Schema.String))
})) {}

/** A rule for copies. */
export class ReplicationRule extends /*#__PURE__*/ object(() => ({
  /** Name of the rule, no two alike; at most 255 bytes. */
  id: inJson("id", Schema.String),
  /** Whether the rule is in force; `enabled` when absent. */
  status: inJson("status", optional(RuleStatus)),
  /** Which objects are copied. */
  filters: inJson("filters", ReplicationFilters),
  /** Where copies go. */
  destination: inJson("destination", ReplicationDestination),
  /** Whether objects are copied that were there before the rule; `disabled` when absent. */
  syncMarker: inJson("sync_marker", optional(RuleStatus)),
  /** Whether deletions are copied too; `disabled` when absent. */
  deleteMarker: inJson("delete_marker", optional(RuleStatus))
})) {}

/** A rule as the service tells it. */
export class StoredReplicationRule extends /*#__PURE__*/ object(ReplicationRule, () => ({
  /** Whether the rule is in force. */
  status: inJson("status", optional(openWord("enabled", "disabled"))),
  /** Whether objects are copied that were there before the rule. */
  syncMarker: inJson("sync_marker", optional(openWord("enabled", "disabled"))),
  /** Whether deletions are copied too. */
  deleteMarker: inJson("delete_marker", optional(openWord("enabled", "disabled")))
})) {}

/** What {@link putBucketReplication} takes. */
export class PutBucketReplicationInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All rules of the bucket, at most 1,000. */
    rules: inJson(
      "rules",
      list(ReplicationRule).check(
        Schema.isMaxLength(maxReplicationRules, { message: `must be at most ${maxReplicationRules} rules` })
      )
    )
  }),
  BodyDigest
) {}

/** What {@link putBucketReplication} gives. */
export class PutBucketReplicationOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says which objects of a bucket are copied to another one, instead of what was said before.
 *
 * Source: QingStor API, PUT Bucket Replication.
 */
export const putBucketReplication = /*#__PURE__*/ ois.operation("PutBucketReplication", {
  method: "PUT",
  path: "/",
  query: { replication: "" },
  idempotent: true,
  input: PutBucketReplicationInput,
  output: PutBucketReplicationOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketReplication} takes. */
export class GetBucketReplicationInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketReplication} gives. */
export class GetBucketReplicationOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Rules of the bucket; empty when it has none. */
  rules: inJson("rules", listOrNothing(StoredReplicationRule))
})) {}

/**
 * Tells which objects of a bucket are copied to another one.
 *
 * Source: QingStor API, GET Bucket Replication.
 */
export const getBucketReplication = /*#__PURE__*/ ois.operation("GetBucketReplication", {
  method: "GET",
  path: "/",
  query: { replication: "" },
  idempotent: true,
  input: GetBucketReplicationInput,
  output: GetBucketReplicationOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketReplication} takes. */
export class DeleteBucketReplicationInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketReplication} gives. */
export class DeleteBucketReplicationOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Ends the copying of a bucket. One without rules is no error.
 *
 * Source: QingStor API, DELETE Bucket Replication.
 */
export const deleteBucketReplication = /*#__PURE__*/ ois.operation("DeleteBucketReplication", {
  method: "DELETE",
  path: "/",
  query: { replication: "" },
  idempotent: true,
  input: DeleteBucketReplicationInput,
  output: DeleteBucketReplicationOutput,
  errors: bucketErrors
})

/** What {@link putBucketVersioning} takes. */
export class PutBucketVersioningInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** Whether old versions of objects are kept from now on. */
    status: inJson("status", Schema.Literals(["ENABLED", "SUSPENDED"]))
  }),
  BodyDigest
) {}

/** What {@link putBucketVersioning} gives. */
export class PutBucketVersioningOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Has old versions of objects kept, or no longer. QingStor only.
 *
 * Source: QingStor API, PUT Bucket Versioning.
 */
export const putBucketVersioning = /*#__PURE__*/ ois.operation("PutBucketVersioning", {
  method: "PUT",
  path: "/",
  query: { versioning: "" },
  idempotent: true,
  input: PutBucketVersioningInput,
  output: PutBucketVersioningOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketVersioning} takes. */
export class GetBucketVersioningInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketVersioning} gives. */
export class GetBucketVersioningOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Whether old versions of objects are kept; `DISABLED` where they never were. */
  status: inJson("status", optional(openWord("DISABLED", "ENABLED", "SUSPENDED")))
})) {}

/**
 * Tells whether old versions of objects are kept. QingStor only.
 *
 * Source: QingStor API, GET Bucket Versioning.
 */
export const getBucketVersioning = /*#__PURE__*/ ois.operation("GetBucketVersioning", {
  method: "GET",
  path: "/",
  query: { versioning: "" },
  idempotent: true,
  input: GetBucketVersioningInput,
  output: GetBucketVersioningOutput,
  errors: bucketErrors
})
