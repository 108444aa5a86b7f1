/**
 * Limits of OSS, used by the checks of inputs and quoted by the documentation.
 *
 * Source: OSS developer guide, Limits; API reference of each call.
 */

/** Bytes of UTF-8 in an object key. */
export const maxKeyBytes = 1023
/** Characters of a bucket name. */
export const bucketNameLength = { minimum: 3, maximum: 63 } as const
/** Bytes that one put, append or form upload may have. */
export const maxPutBytes = 5 * 1024 ** 3
/** Bytes of all names and values of an object's user metadata. */
export const maxMetadataBytes = 8 * 1024
/** Keys of one deleteMultipleObjects call. */
export const maxDeleteKeys = 1000
/** Entries of one page of a list. */
export const maxListKeys = 1000
/** Entries of a page when the caller does not say. */
export const defaultListKeys = 100
/** Tags of an object. */
export const maxObjectTags = 10
/** Bytes of an object tag's key and value. */
export const objectTagBytes = { key: 128, value: 256 } as const
/** Bits per second of a limited transfer. */
export const trafficLimit = { minimum: 245_760, maximum: 838_860_800 } as const
/** Seconds that a V4 presigned URL may live. */
export const maxPresignSeconds = 604_800
/** Milliseconds that client and server clocks may differ. */
export const maxSkewMillis = 900_000
