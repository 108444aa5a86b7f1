/**
 * What the service allows. A copy of its own, so that a wrong limit in the client's schemas shows.
 * Source: QingStor API, "Overview" and the pages of each call.
 */

const mebibyte = 1024 ** 2
const gibibyte = 1024 ** 3

/** Bytes of one put, post, copy, append or part. */
export const maxPutBytes = 5 * gibibyte
/** Bytes of a whole object. */
export const maxObjectBytes = 50 * 1024 * gibibyte
/** Least bytes of every part but the last. */
export const minPartBytes = 4 * mebibyte
/** Parts of an upload. */
export const maxParts = 10_000
/** Numbers of parts: the first is 0. */
export const partNumbers = { min: 0, max: 10_000 }
/** UTF-8 bytes of a key. */
export const maxKeyBytes = 1023
/** Characters of a content type. */
export const maxContentTypeLength = 255
/** Bytes of all user metadata of an object: names without their prefix, and values. */
export const maxMetadataBytes = 2048
/** Bytes of one name of user metadata, without its prefix. */
export const maxMetadataNameBytes = 512
/** Keys of one batch delete. */
export const maxDeleteKeys = 1000
/** Keys and common prefixes of a page; more are not given, whatever is asked for. */
export const maxListKeys = 100
export const defaultListBuckets = 200
export const listUploads = { default: 200, max: 1000 }
/** The default is an assumption. */
export const listParts = { default: 200, max: 1000 }
/** Difference between the clocks of client and server. */
export const maxSkewMillis = 15 * 60 * 1000
/** Bytes of a request document; a replication configuration may be so large. */
export const maxDocumentBytes = 2 * mebibyte
/** Bytes of all fields of a form together. An assumption. */
export const maxFormFieldsBytes = 2 * mebibyte
/** How long a deleted bucket is still there, and how long a new one cannot be deleted: "about a minute". */
export const bucketLeaseMillis = 60_000
export const customerKeyBytes = 32
/** Bytes of an image to process. */
export const maxImageBytes = 10 * mebibyte
export const maxLifecycleRules = 100
/** Bytes of the id of a lifecycle or replication rule. */
export const maxRuleIdBytes = 255
export const minTransitionDays = 30
/** Characters of a policy statement, of its condition, of its actions, of a user and of its id. */
export const policyLength = { statement: 2048, condition: 2048, action: 500, user: 300, id: 100 }
export const maxReplicationRules = 1000

/** Whether a bucket may have this name. It holds no dot, so that it never looks like an IP address. */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{4,61}[a-z0-9]$/.test(name)

/** Length in bytes of UTF-8. */
export const utf8Length = (text: string): number => Buffer.byteLength(text, "utf8")
