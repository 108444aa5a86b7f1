/**
 * Limits of OIS, used by the checks of inputs and quoted by the documentation.
 *
 * Source: QingStor API, "Overview" and the pages of each call; Shanhe documentation, object storage, the same pages.
 */

/** Characters of a bucket name. */
export const bucketNameLength = { minimum: 6, maximum: 63 } as const
/** Bucket names: a-z, 0-9 and "-", a letter or digit at both ends. They may not look like an IP address, so hold no dot. */
export const bucketNamePattern: RegExp = /^[a-z0-9][a-z0-9-]{4,61}[a-z0-9]$/
/** Bytes of UTF-8 in an object key. */
export const maxKeyBytes = 1023
/** Bytes that one put, append, copy or part may have. */
export const maxPutBytes = 5 * 1024 ** 3
/** Bytes of a whole object. */
export const maxObjectBytes = 50 * 1024 ** 4
/** Bytes of a part; the last one may be smaller. */
export const partBytes = { minimum: 4 * 1024 ** 2, maximum: 5 * 1024 ** 3 } as const
/** Parts of an upload. */
export const maxParts = 10_000
/** Numbers of parts: the first is 0. */
export const partNumbers = { minimum: 0, maximum: 10_000 } as const
/** Characters of a content type. */
export const maxContentTypeLength = 255
/** Bytes of all names and values of an object's user metadata, names without their prefix. */
export const maxMetadataBytes = 2048
/** Bytes of one name of user metadata, without its prefix. */
export const maxMetadataNameBytes = 512
/** Keys of one deleteMultipleObjects call. */
export const maxDeleteKeys = 1000
/** Entries of a page of listObjects when the caller does not say; larger wishes are cut down to this by the service. */
export const defaultListKeys = 100
/** Buckets of a page when the caller does not say. */
export const defaultListBuckets = 200
/** Unfinished uploads of a page. */
export const listUploads = { default: 200, maximum: 1000 } as const
/** Parts of a page. */
export const maxListParts = 1000
/** Rules of a lifecycle configuration. */
export const maxLifecycleRules = 100
/** Bytes of the id of a lifecycle or replication rule. */
export const maxRuleIdBytes = 255
/** Least days of a transition to another storage class. */
export const minTransitionDays = 30
/** Characters in a statement of a policy, and in its parts. */
export const policyLength = { statement: 2048, condition: 2048, action: 500, user: 300, id: 100 } as const
/** Rules of a replication configuration. */
export const maxReplicationRules = 1000
/** Bytes of a replication configuration. */
export const maxReplicationBytes = 2 * 1024 ** 2
/** Bytes of a customer's encryption key. */
export const customerKeyBytes = 32
/** Bytes of an image to process. */
export const maxImageBytes = 10 * 1024 ** 2
/** Milliseconds that client and server clocks may differ. */
export const maxSkewMillis = 900_000
