/**
 * The documents that set up a bucket, with the rules that can be told of one field alone.
 *
 * Fields that are not known are ignored, and null is as good as absent: clients write both.
 * Source: QingStor API, the pages of the bucket's sub-resources; qingstor-api-specs, `2016-01-06/swagger`.
 */
import * as Schema from "effect/Schema"

const optional = Schema.optionalKey

/** One text or several. */
const Texts = Schema.Union([Schema.String, Schema.Array(Schema.String)])

const Switch = Schema.Literals(["enabled", "disabled"])

const Days = Schema.Int.check(Schema.isGreaterThan(0))

const Grantee = Schema.Struct({
  type: Schema.Literals(["user", "group"]),
  id: optional(Schema.String),
  name: optional(Schema.String)
})

const GrantSchema = Schema.Struct({
  grantee: Grantee,
  permission: Schema.Literals(["READ", "WRITE", "FULL_CONTROL"])
})

/** What someone else than the owner may do. */
export type Grant = typeof GrantSchema.Type

export const AclDocument = Schema.Struct({ acl: Schema.Array(GrantSchema) })

const CorsRuleSchema = Schema.Struct({
  allowed_origin: Schema.String,
  allowed_methods: Schema.Array(Schema.Literals(["GET", "PUT", "POST", "DELETE", "HEAD", "*"])),
  allowed_headers: optional(Schema.Array(Schema.String)),
  expose_headers: optional(Schema.Array(Schema.String)),
  max_age_seconds: optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)))
})

export type CorsRule = typeof CorsRuleSchema.Type

export const CorsDocument = Schema.Struct({
  cors_rules: Schema.Array(CorsRuleSchema),
  resp_vary: optional(Switch)
})

const ConditionSchema = Schema.Struct({
  string_like: optional(Schema.Struct({ Referer: Texts })),
  string_not_like: optional(Schema.Struct({ Referer: Texts })),
  ip_address: optional(Schema.Struct({ source_ip: Texts })),
  not_ip_address: optional(Schema.Struct({ source_ip: Texts })),
  is_null: optional(Schema.Struct({ Referer: Schema.Boolean }))
})

export type PolicyCondition = typeof ConditionSchema.Type

const StatementSchema = Schema.Struct({
  id: Schema.String,
  user: Texts,
  action: Texts,
  effect: Schema.Literals(["allow", "deny"]),
  resource: optional(Texts),
  condition: optional(ConditionSchema)
})

export type PolicyStatement = typeof StatementSchema.Type

export const PolicyDocument = Schema.Struct({ statement: Schema.Array(StatementSchema) })

const TransitionClass = Schema.Literals(["STANDARD", "STANDARD_IA"])

const LifecycleRuleSchema = Schema.Struct({
  id: Schema.String,
  status: Switch,
  filter: Schema.Struct({ prefix: optional(Schema.String) }),
  expiration: optional(Schema.Struct({ days: Days })),
  abort_incomplete_multipart_upload: optional(Schema.Struct({ days_after_initiation: Days })),
  transition: optional(Schema.Struct({ days: Days, storage_class: TransitionClass })),
  noncurrent_version_expiration: optional(Schema.Struct({ days: Days })),
  noncurrent_version_transition: optional(Schema.Struct({ days: Days, storage_class: TransitionClass }))
})

export type LifecycleRule = typeof LifecycleRuleSchema.Type

export const LifecycleDocument = Schema.Struct({ rule: Schema.Array(LifecycleRuleSchema) })

const NotificationSchema = Schema.Struct({
  id: Schema.String,
  event_types: Schema.Array(
    Schema.Literals(["create_object", "delete_object", "abort_multipart", "complete_multipart"])
  ),
  cloudfunc: Schema.Literals(["tupu-porn", "notifier", "image"]),
  cloudfunc_args: optional(
    Schema.Struct({
      action: Schema.String,
      key_prefix: optional(Schema.String),
      // The service's own spelling.
      key_seprate: optional(Schema.String),
      save_bucket: optional(Schema.String)
    })
  ),
  object_filters: optional(Schema.Array(Schema.String)),
  notify_url: optional(Schema.String)
})

export const NotificationDocument = Schema.Struct({ notifications: Schema.Array(NotificationSchema) })

export const MirrorDocument = Schema.Struct({ source_site: Schema.String })

export const LoggingDocument = Schema.Struct({ target_bucket: Schema.String, target_prefix: Schema.String })

const ReplicationRuleSchema = Schema.Struct({
  id: Schema.String,
  status: optional(Switch),
  filters: Schema.Struct({ prefix: optional(Schema.String) }),
  destination: Schema.Struct({ bucket: Schema.String, storage_class: optional(TransitionClass) }),
  sync_marker: optional(Switch),
  delete_marker: optional(Switch)
})

export type ReplicationRule = typeof ReplicationRuleSchema.Type

export const ReplicationDocument = Schema.Struct({ rules: Schema.Array(ReplicationRuleSchema) })

const CnameTypeSchema = Schema.Literals(["normal", "website"])

export type CnameType = typeof CnameTypeSchema.Type

export const CnameDocument = Schema.Struct({ domain: Schema.String, type: CnameTypeSchema })

export const CnameRemovalDocument = Schema.Struct({ domain: Schema.String })

export const VersioningDocument = Schema.Struct({ status: Schema.Literals(["ENABLED", "SUSPENDED"]) })

/** What deletes several objects at once. */
export const DeleteDocument = Schema.Struct({
  objects: Schema.Array(Schema.Struct({ key: Schema.String })),
  quiet: optional(Schema.Boolean)
})

/** What completes an upload. */
export const CompletionDocument = Schema.Struct({
  object_parts: Schema.Array(Schema.Struct({ part_number: Schema.Int, etag: optional(Schema.String) }))
})

/** A domain that a bucket answers by. */
export interface Cname {
  readonly domain: string
  readonly type: CnameType
  readonly createdMillis: number
}

export interface Lifecycle {
  readonly rule: ReadonlyArray<LifecycleRule>
  readonly createdMillis: number
  /** When the rules were looked at last; at first when they were made. */
  readonly checkedMillis: number
}

/** What is set of a bucket. What is absent was never set, or removed. */
export interface BucketSettings {
  readonly cors?: typeof CorsDocument.Type | undefined
  readonly policy?: typeof PolicyDocument.Type | undefined
  readonly lifecycle?: Lifecycle | undefined
  readonly notification?: typeof NotificationDocument.Type | undefined
  readonly mirror?: typeof MirrorDocument.Type | undefined
  readonly logging?: typeof LoggingDocument.Type | undefined
  readonly replication?: typeof ReplicationDocument.Type | undefined
  readonly cname?: ReadonlyArray<Cname> | undefined
}

/** One text or several, as several. */
export const listed = (texts: string | ReadonlyArray<string> | undefined): ReadonlyArray<string> =>
  texts === undefined ? [] : typeof texts === "string" ? [texts] : texts
