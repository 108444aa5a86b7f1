/**
 * What the service allows. A copy of its own, so that a wrong limit in the client's schemas shows.
 * Source: OSS API, limits; PutObject, PutBucket, DeleteMultipleObjects, PutObjectTagging.
 */

const gibibyte = 1024 ** 3

/** Bytes of one put, post or of an appendable object. */
export const maxObjectBytes = 5 * gibibyte
/** UTF-8 bytes of a key. */
export const maxKeyBytes = 1023
/** UTF-8 bytes of prefix, marker, start-after. */
export const maxListTextBytes = 1023
/** Bytes of all user metadata of an object: names with their prefix, and values. */
export const maxUserMetadataBytes = 8 * 1024
export const maxBucketsPerAccount = 100
/** Keys of one batch delete. */
export const maxBatchDeleteKeys = 1000
/** Bytes of a request document. */
export const maxDocumentBytes = 2 * 1024 * 1024
export const maxListKeys = 1000
export const defaultListKeys = 100
export const maxObjectTags = 10
/** UTF-8 bytes. */
export const maxTagKeyBytes = 128
/** UTF-8 bytes. */
export const maxTagValueBytes = 256
/** Difference between the clocks of client and server. */
export const maxSkewMillis = 15 * 60 * 1000
/** Validity of a V4 URL. */
export const maxPresignSeconds = 604_800
/** Bytes of all form fields of a POST upload together, and of one field's name. */
export const maxFormFieldsBytes = 2 * 1024 * 1024
/** Bits per second of `x-oss-traffic-limit`. */
export const trafficLimit = { min: 245_760, max: 838_860_800 }
/** Least size of an object that is compressed on the fly. */
export const minCompressedBytes = 1024

/** Whether a bucket may have this name. */
export const isBucketName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)

/** Length in bytes of UTF-8. */
export const utf8Length = (text: string): number => Buffer.byteLength(text, "utf8")
