/** Digests that the services ask for. MD5 and SHA-1 are the wire's choice: `content-md5`, version 1 signatures. */
export type HashAlgorithm = "md5" | "sha1" | "sha256"

/** Algorithms of the keyed digests that sign requests. */
export type HmacAlgorithm = "sha1" | "sha256"

/** How a digest is written as text: lower-case hex, or standard padded Base64. */
export type DigestEncoding = "hex" | "base64"

/** Bytes, or text that is hashed as UTF-8. */
export type HashInput = Uint8Array | string

/** A digest over data that arrives in pieces. After one of the two `digest` calls it is used up. */
export interface Hasher {
  readonly update: (data: HashInput) => void
  readonly digest: () => Uint8Array
  readonly digestText: (encoding: DigestEncoding) => string
}

/** A key made ready for signing many texts. */
export interface HmacKey {
  readonly sign: (data: HashInput) => Uint8Array
  readonly signText: (data: HashInput, encoding: DigestEncoding) => string
}

/** Hash functions that answer at once, without a promise. */
export interface HashEngine {
  readonly digest: (algorithm: HashAlgorithm, data: HashInput) => Uint8Array
  readonly digestText: (algorithm: HashAlgorithm, data: HashInput, encoding: DigestEncoding) => string
  readonly hmacKey: (algorithm: HmacAlgorithm, key: HashInput) => HmacKey
  readonly hasher: (algorithm: HashAlgorithm) => Hasher
}
