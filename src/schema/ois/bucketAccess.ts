/**
 * Who may do what with a bucket: grants, policies, rules for web pages.
 */
import * as Schema from "effect/Schema"
import { fields, list, listOf, optional } from "../Fields.ts"
import { inJson, isNothing, listOrNothing, object } from "../wire/json.ts"
import { openWord } from "../wireText.ts"
import { Answer, BodyDigest, BucketRef, Count, Owner, ois } from "./common.ts"
import { bucketErrors, documentErrors } from "./errors.ts"

/** Who is granted something. */
export class Grantee extends /*#__PURE__*/ object(() => ({
  /** `user` for an account, `group` for all of them. */
  type: inJson("type", Schema.Literals(["user", "group"])),
  /** Id of the account, of users. */
  id: inJson("id", optional(Schema.String)),
  /** `QS_ALL_USERS`, of the group; the name of the account, of users in answers. */
  name: inJson("name", optional(openWord("QS_ALL_USERS")))
})) {}

/** What somebody is granted. */
export class Grant extends /*#__PURE__*/ object(() => ({
  /** Who is granted it. */
  grantee: inJson("grantee", Grantee),
  /** What may be done; `FULL_CONTROL` is reading and writing. */
  permission: inJson("permission", Schema.Literals(["READ", "WRITE", "FULL_CONTROL"]))
})) {}

/** What {@link putBucketAcl} takes. */
export class PutBucketAclInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All grants of the bucket beside its owner's; may be empty. */
    acl: inJson("acl", list(Grant))
  }),
  BodyDigest
) {}

/** What {@link putBucketAcl} gives. */
export class PutBucketAclOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says who may read and write a bucket, instead of what was said before. Only its owner may do so.
 *
 * Source: QingStor API, PUT Bucket ACL.
 *
 * **Example** (everybody may read)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois } from "effect-cloud-storage"
 *
 * const open = Effect.gen(function*() {
 *   const bucket = (yield* Ois).bucket("test-bucket", "jn1a")
 *   yield* bucket.putBucketAcl({
 *     acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "READ" }]
 *   })
 * })
 * ```
 */
export const putBucketAcl = /*#__PURE__*/ ois.operation("PutBucketAcl", {
  method: "PUT",
  path: "/",
  query: { acl: "" },
  idempotent: true,
  input: PutBucketAclInput,
  output: PutBucketAclOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** Who is granted something, as the service tells it. */
export class StoredGrantee extends /*#__PURE__*/ object(() => ({
  /** `user` for an account, `group` for all of them. */
  type: inJson("type", openWord("user", "group")),
  /** Id of the account, of users. */
  id: inJson("id", optional(Schema.String)),
  /** `QS_ALL_USERS`, of the group; the name of the account, of users. */
  name: inJson("name", optional(Schema.String))
})) {}

/** A grant as the service tells it. */
export class StoredGrant extends /*#__PURE__*/ object(() => ({
  /** Who is granted it. */
  grantee: inJson("grantee", StoredGrantee),
  /** What may be done. */
  permission: inJson("permission", openWord("READ", "WRITE", "FULL_CONTROL"))
})) {}

/** What {@link getBucketAcl} takes. */
export class GetBucketAclInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketAcl} gives. */
export class GetBucketAclOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Account that owns the bucket. */
  owner: inJson("owner", optional(Owner)),
  /** Grants of the bucket, the owner's first. */
  acl: inJson("acl", listOrNothing(StoredGrant))
})) {}

/**
 * Tells who may read and write a bucket.
 *
 * Source: QingStor API, GET Bucket ACL.
 */
export const getBucketAcl = /*#__PURE__*/ ois.operation("GetBucketAcl", {
  method: "GET",
  path: "/",
  query: { acl: "" },
  idempotent: true,
  input: GetBucketAclInput,
  output: GetBucketAclOutput,
  errors: bucketErrors
})

/** What web pages of an origin may do. */
export class CorsRule extends /*#__PURE__*/ object(() => ({
  /** Origin of the pages; may hold one `*`. */
  allowedOrigin: inJson("allowed_origin", Schema.String),
  /** HTTP methods they may use, or `*`. */
  allowedMethods: inJson("allowed_methods", list(openWord("GET", "PUT", "POST", "DELETE", "HEAD", "*"))),
  /** Headers they may send. */
  allowedHeaders: inJson("allowed_headers", optional(list(Schema.String))),
  /** Headers of answers they may read. */
  exposeHeaders: inJson("expose_headers", optional(list(Schema.String))),
  /** Seconds for which a browser may keep the permission. */
  maxAgeSeconds: inJson("max_age_seconds", optional(Count))
})) {}

/** What {@link putBucketCors} takes. */
export class PutBucketCorsInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All rules of the bucket; the first that fits counts. */
    corsRules: inJson("cors_rules", list(CorsRule)),
    /** `enabled`: caches are told that answers depend on the origin. */
    respVary: inJson("resp_vary", optional(Schema.Literals(["enabled", "disabled"])))
  }),
  BodyDigest
) {}

/** What {@link putBucketCors} gives. */
export class PutBucketCorsOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Says what web pages of other origins may do with a bucket, instead of what was said before.
 *
 * A browser signs with `x-qs-date`: the rule has to allow that header.
 *
 * Source: QingStor API, PUT Bucket CORS.
 */
export const putBucketCors = /*#__PURE__*/ ois.operation("PutBucketCors", {
  method: "PUT",
  path: "/",
  query: { cors: "" },
  idempotent: true,
  input: PutBucketCorsInput,
  output: PutBucketCorsOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketCors} takes. */
export class GetBucketCorsInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketCors} gives. */
export class GetBucketCorsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Rules of the bucket; empty when it has none. */
  corsRules: inJson("cors_rules", listOrNothing(CorsRule)),
  /** Whether caches are told that answers depend on the origin. */
  respVary: inJson("resp_vary", optional(openWord("enabled", "disabled")))
})) {}

/**
 * Tells what web pages of other origins may do with a bucket.
 *
 * Source: QingStor API, GET Bucket CORS.
 */
export const getBucketCors = /*#__PURE__*/ ois.operation("GetBucketCors", {
  method: "GET",
  path: "/",
  query: { cors: "" },
  idempotent: true,
  input: GetBucketCorsInput,
  output: GetBucketCorsOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketCors} takes. */
export class DeleteBucketCorsInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketCors} gives. */
export class DeleteBucketCorsOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Removes all rules for web pages from a bucket. One without any is no error.
 *
 * Source: QingStor API, DELETE Bucket CORS.
 */
export const deleteBucketCors = /*#__PURE__*/ ois.operation("DeleteBucketCors", {
  method: "DELETE",
  path: "/",
  query: { cors: "" },
  idempotent: true,
  input: DeleteBucketCorsInput,
  output: DeleteBucketCorsOutput,
  errors: bucketErrors
})

/** A list of texts; the service may answer with a single one. */
const texts = () =>
  listOf<typeof Schema.String, ReadonlyArray<string>>(Schema.String, {
    read: (found) => (typeof found === "string" ? [found] : isNothing(found) ? [] : (found as ReadonlyArray<unknown>)),
    emptyWhenAbsent: false
  })

/** Patterns of the page that a request comes from. */
export class RefererPatterns extends /*#__PURE__*/ object(() => ({
  /** Patterns of the `Referer`, with `*`. */
  referer: inJson("Referer", optional(texts()))
})) {}

/** Networks that a request comes from. */
export class SourceNetworks extends /*#__PURE__*/ object(() => ({
  /** Networks as `192.168.0.0/16`. */
  sourceIp: inJson("source_ip", optional(texts()))
})) {}

/** Whether a request says where it comes from. */
export class RefererIsAbsent extends /*#__PURE__*/ object(() => ({
  /** `true`: only requests without a `Referer`; `false`: only those with one. */
  referer: inJson("Referer", optional(Schema.Boolean))
})) {}

/** When a statement holds: all that are given have to be met. */
export class PolicyCondition extends /*#__PURE__*/ object(() => ({
  /** The page fits one of the patterns. */
  stringLike: inJson("string_like", optional(RefererPatterns)),
  /** The page fits none of the patterns. */
  stringNotLike: inJson("string_not_like", optional(RefererPatterns)),
  /** The address is of one of the networks. */
  ipAddress: inJson("ip_address", optional(SourceNetworks)),
  /** The address is of none of the networks. */
  notIpAddress: inJson("not_ip_address", optional(SourceNetworks)),
  /** The page is told, or is not. */
  isNull: inJson("is_null", optional(RefererIsAbsent))
})) {}

/** A statement of a policy. */
export class PolicyStatement extends /*#__PURE__*/ object(() => ({
  /** Name of the statement, no two alike; at most 100 characters. */
  id: inJson("id", Schema.String),
  /** Ids of accounts; `*` for everybody, also those without keys. */
  user: inJson("user", texts()),
  /** What the statement is about: `get_object`, `create_object`, `list_objects`, … or `*`. */
  action: inJson("action", texts()),
  /** Whether it is allowed or denied. */
  effect: inJson("effect", Schema.Literals(["allow", "deny"])),
  /** `BUCKET` or `BUCKET/PATTERN`. */
  resource: inJson("resource", optional(texts())),
  /** When the statement holds; always when absent. */
  condition: inJson("condition", optional(PolicyCondition))
})) {}

/** A statement as the service tells it. */
export class StoredPolicyStatement extends /*#__PURE__*/ object(PolicyStatement, () => ({
  /** Whether it is allowed or denied. */
  effect: inJson("effect", openWord("allow", "deny"))
})) {}

/** What {@link putBucketPolicy} takes. */
export class PutBucketPolicyInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** All statements of the bucket; the first that fits decides. */
    statement: inJson("statement", list(PolicyStatement))
  }),
  BodyDigest
) {}

/** What {@link putBucketPolicy} gives. */
export class PutBucketPolicyOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Sets the policy of a bucket, which counts before its grants.
 *
 * Source: QingStor API, PUT Bucket Policy.
 */
export const putBucketPolicy = /*#__PURE__*/ ois.operation("PutBucketPolicy", {
  method: "PUT",
  path: "/",
  query: { policy: "" },
  idempotent: true,
  input: PutBucketPolicyInput,
  output: PutBucketPolicyOutput,
  errors: [...bucketErrors, ...documentErrors]
})

/** What {@link getBucketPolicy} takes. */
export class GetBucketPolicyInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link getBucketPolicy} gives. */
export class GetBucketPolicyOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Statements of the bucket; empty when it has none. */
  statement: inJson("statement", listOrNothing(StoredPolicyStatement))
})) {}

/**
 * Tells the policy of a bucket.
 *
 * Source: QingStor API, GET Bucket Policy.
 */
export const getBucketPolicy = /*#__PURE__*/ ois.operation("GetBucketPolicy", {
  method: "GET",
  path: "/",
  query: { policy: "" },
  idempotent: true,
  input: GetBucketPolicyInput,
  output: GetBucketPolicyOutput,
  errors: bucketErrors
})

/** What {@link deleteBucketPolicy} takes. */
export class DeleteBucketPolicyInput extends /*#__PURE__*/ fields(BucketRef) {}

/** What {@link deleteBucketPolicy} gives. */
export class DeleteBucketPolicyOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Removes the policy of a bucket. One without any is no error.
 *
 * Source: QingStor API, DELETE Bucket Policy.
 */
export const deleteBucketPolicy = /*#__PURE__*/ ois.operation("DeleteBucketPolicy", {
  method: "DELETE",
  path: "/",
  query: { policy: "" },
  idempotent: true,
  input: DeleteBucketPolicyInput,
  output: DeleteBucketPolicyOutput,
  errors: bucketErrors
})
