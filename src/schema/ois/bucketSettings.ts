/**
 * What else a bucket can be told: where missing objects come from, who is told of changes, logs, domain names.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../Fields.ts"
import { inJson, inQuery, listOrNothing, object } from "../wire/json.ts"
import { IsoTime, openWord } from "../wireText.ts"
import { Answer, BodyDigest, BucketRef, Count, ois } from "./common.ts"
import { bucketErrors, documentErrors } from "./errors.ts"

/** What {@link putBucketExternalMirror} takes. */
export class PutBucketExternalMirrorInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** URL that keys are put behind, e.g. `https://example.com/photos/`. */
    sourceSite: inJson("source_site", Schema.String)
  }),
  BodyDigest
) {}

/** What {@link putBucketExternalMirror} gives. */
export class PutBucketExternalMirrorOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says where missing objects of a bucket are to be had: a read of one leads there.
 *
 * Source: QingStor API, PUT Bucket External Mirror.
 */
export const putBucketExternalMirror = /*#__PURE__*/ ois.operation("PutBucketExternalMirror", {
  method: "PUT",
  path: "/",
  query: { mirror: "" },
  idempotent: true,
  input: PutBucketExternalMirrorInput,
  output: PutBucketExternalMirrorOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketExternalMirror} takes. */
export class GetBucketExternalMirrorInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketExternalMirror} gives. */
export class GetBucketExternalMirrorOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** URL that keys are put behind; empty or absent when the bucket has no mirror. */
  sourceSite: inJson("source_site", optional(Schema.String))
})) {}

/**
 * Tells where missing objects of a bucket are to be had.
 *
 * Source: QingStor API, GET Bucket External Mirror.
 */
export const getBucketExternalMirror = /*#__PURE__*/ ois.operation("GetBucketExternalMirror", {
  method: "GET",
  path: "/",
  query: { mirror: "" },
  idempotent: true,
  input: GetBucketExternalMirrorInput,
  output: GetBucketExternalMirrorOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketExternalMirror} takes. */
export class DeleteBucketExternalMirrorInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketExternalMirror} gives. */
export class DeleteBucketExternalMirrorOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Removes the mirror from a bucket. One without any is no error.
 *
 * Source: QingStor API, DELETE Bucket External Mirror.
 */
export const deleteBucketExternalMirror = /*#__PURE__*/ ois.operation("DeleteBucketExternalMirror", {
  method: "DELETE",
  path: "/",
  query: { mirror: "" },
  idempotent: true,
  input: DeleteBucketExternalMirrorInput,
  output: DeleteBucketExternalMirrorOutput,
  errors: bucketErrors
})

/** What the function is told. */
export class NotificationArguments extends /*#__PURE__*/ object(() => ({
  /** What is done, e.g. the `action` of an image that is processed. */
  action: inJson("action", Schema.String),
  /** Put in front of the keys that are made; `gen` when absent. */
  keyPrefix: inJson("key_prefix", optional(Schema.String)),
  /** Put between the parts of the keys that are made; `_` when absent. */
  keySeparator: inJson("key_seprate", optional(Schema.String)),
  /** Bucket that the results are put in; the same one when absent. */
  saveBucket: inJson("save_bucket", optional(Schema.String))
})) {}

/** What is done when objects change. */
export class Notification extends /*#__PURE__*/ object(() => ({
  /** Name of the rule, no two alike. */
  id: inJson("id", Schema.String),
  /** What it is about. */
  eventTypes: inJson(
    "event_types",
    list(openWord("create_object", "delete_object", "abort_multipart", "complete_multipart"))
  ),
  /** What is run: `notifier` sends a message to `notifyUrl`. */
  cloudfunc: inJson("cloudfunc", openWord("tupu-porn", "notifier", "image")),
  /** What the function is told. */
  cloudfuncArgs: inJson("cloudfunc_args", optional(NotificationArguments)),
  /** Patterns of keys; all when absent. */
  objectFilters: inJson("object_filters", optional(list(Schema.String))),
  /** Who is told. */
  notifyUrl: inJson("notify_url", optional(Schema.String))
})) {}

/** The same as a caller gives it. */
export class NotificationInput extends /*#__PURE__*/ object(Notification, () => ({
  /** What is run: `notifier` sends a message to `notifyUrl`. */
  cloudfunc: inJson("cloudfunc", Schema.Literals(["tupu-porn", "notifier", "image"]))
})) {}

/** What {@link putBucketNotification} takes. */
export class PutBucketNotificationInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All rules of the bucket. */
    notifications: inJson("notifications", list(NotificationInput))
  }),
  BodyDigest
) {}

/** What {@link putBucketNotification} gives. */
export class PutBucketNotificationOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says what is done when objects of a bucket change, instead of what was said before.
 *
 * Source: QingStor API, PUT Bucket Notification.
 */
export const putBucketNotification = /*#__PURE__*/ ois.operation("PutBucketNotification", {
  method: "PUT",
  path: "/",
  query: { notification: "" },
  idempotent: true,
  input: PutBucketNotificationInput,
  output: PutBucketNotificationOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketNotification} takes. */
export class GetBucketNotificationInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketNotification} gives. */
export class GetBucketNotificationOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Rules of the bucket; empty when it has none. */
  notifications: inJson("notifications", listOrNothing(Notification))
})) {}

/**
 * Tells what is done when objects of a bucket change.
 *
 * Source: QingStor API, GET Bucket Notification.
 */
export const getBucketNotification = /*#__PURE__*/ ois.operation("GetBucketNotification", {
  method: "GET",
  path: "/",
  query: { notification: "" },
  idempotent: true,
  input: GetBucketNotificationInput,
  output: GetBucketNotificationOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketNotification} takes. */
export class DeleteBucketNotificationInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketNotification} gives. */
export class DeleteBucketNotificationOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Removes all such rules from a bucket. One without any is no error.
 *
 * Source: QingStor API, DELETE Bucket Notification.
 */
export const deleteBucketNotification = /*#__PURE__*/ ois.operation("DeleteBucketNotification", {
  method: "DELETE",
  path: "/",
  query: { notification: "" },
  idempotent: true,
  input: DeleteBucketNotificationInput,
  output: DeleteBucketNotificationOutput,
  errors: bucketErrors
})

/** What {@link putBucketLogging} takes. */
export class PutBucketLoggingInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** Bucket that the logs are put in. */
    targetBucket: inJson("target_bucket", Schema.String),
    /** Put in front of the keys of logs. */
    targetPrefix: inJson("target_prefix", Schema.String)
  }),
  BodyDigest
) {}

/** What {@link putBucketLogging} gives. */
export class PutBucketLoggingOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Has the requests to a bucket logged into a bucket.
 *
 * Source: QingStor API, PUT Bucket Logging.
 */
export const putBucketLogging = /*#__PURE__*/ ois.operation("PutBucketLogging", {
  method: "PUT",
  path: "/",
  query: { logging: "" },
  idempotent: true,
  input: PutBucketLoggingInput,
  output: PutBucketLoggingOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketLogging} takes. */
export class GetBucketLoggingInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketLogging} gives. */
export class GetBucketLoggingOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Bucket that the logs are put in; absent when nothing is logged. */
  targetBucket: inJson("target_bucket", optional(Schema.String)),
  /** Put in front of the keys of logs. */
  targetPrefix: inJson("target_prefix", optional(Schema.String))
})) {}

/**
 * Tells where the requests to a bucket are logged.
 *
 * Source: QingStor API, GET Bucket Logging.
 */
export const getBucketLogging = /*#__PURE__*/ ois.operation("GetBucketLogging", {
  method: "GET",
  path: "/",
  query: { logging: "" },
  idempotent: true,
  input: GetBucketLoggingInput,
  output: GetBucketLoggingOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketLogging} takes. */
export class DeleteBucketLoggingInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketLogging} gives. */
export class DeleteBucketLoggingOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Has the requests to a bucket no longer logged.
 *
 * Source: QingStor API, DELETE Bucket Logging.
 */
export const deleteBucketLogging = /*#__PURE__*/ ois.operation("DeleteBucketLogging", {
  method: "DELETE",
  path: "/",
  query: { logging: "" },
  idempotent: true,
  input: DeleteBucketLoggingInput,
  output: DeleteBucketLoggingOutput,
  errors: bucketErrors
})

/** A domain name of a bucket. */
export class CnameRecord extends /*#__PURE__*/ object(() => ({
  /** The domain name. */
  domain: inJson("domain", Schema.String),
  /** `normal` for objects, `website` for pages. */
  type: inJson("type", optional(openWord("normal", "website"))),
  /** When it was bound to the bucket. */
  created: inJson("created", optional(IsoTime))
})) {}

/** What {@link putBucketCname} takes. */
export class PutBucketCnameInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** The domain name; it has to point to the bucket already. */
    domain: inJson("domain", Schema.String),
    /** `normal` for objects, `website` for pages; `normal` when absent. */
    type: inJson("type", optional(Schema.Literals(["normal", "website"])))
  }),
  BodyDigest
) {}

/** What {@link putBucketCname} gives. */
export class PutBucketCnameOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Binds a domain name to a bucket.
 *
 * Source: QingStor API, PUT Bucket CNAME.
 */
export const putBucketCname = /*#__PURE__*/ ois.operation("PutBucketCname", {
  method: "PUT",
  path: "/",
  query: { cname: "" },
  idempotent: true,
  input: PutBucketCnameInput,
  output: PutBucketCnameOutput,
  errors: [
    ...bucketErrors,
    ...documentErrors,
    "cname_error",
    "cname_record_not_added",
    "domain_not_recorded",
    "domain_occupied"
  ]
})

/** What {@link getBucketCname} takes. */
export class GetBucketCnameInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** Which domain names: `normal` for objects, `website` for pages; `normal` when absent. */
  type: inQuery("type", optional(Schema.Literals(["normal", "website"])))
})) {}

/** What {@link getBucketCname} gives. */
export class GetBucketCnameOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Domain names of the bucket. */
  cnameRecords: inJson("cname_records", listOrNothing(CnameRecord)),
  /** How many there are. */
  count: inJson("count", optional(Count))
})) {}

/**
 * Tells the domain names of a bucket.
 *
 * Source: QingStor API, GET Bucket CNAME.
 */
export const getBucketCname = /*#__PURE__*/ ois.operation("GetBucketCname", {
  method: "GET",
  path: "/",
  query: { cname: "" },
  idempotent: true,
  input: GetBucketCnameInput,
  output: GetBucketCnameOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketCname} takes. */
export class DeleteBucketCnameInput extends /*#__PURE__*/ fields(BucketRef, () => ({
  /** The domain name. */
  domain: inJson("domain", Schema.String)
})) {}

/** What {@link deleteBucketCname} gives. */
export class DeleteBucketCnameOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Takes a domain name from a bucket.
 *
 * Source: QingStor API, DELETE Bucket CNAME.
 */
export const deleteBucketCname = /*#__PURE__*/ ois.operation("DeleteBucketCname", {
  method: "DELETE",
  path: "/",
  query: { cname: "" },
  idempotent: true,
  input: DeleteBucketCnameInput,
  output: DeleteBucketCnameOutput,
  errors: [...bucketErrors, ...documentErrors]
})
