import type {
  DigestEncoding,
  HashAlgorithm,
  HashEngine,
  Hasher,
  HashInput,
  HmacAlgorithm,
  HmacKey
} from "./HashEngine.ts"
import { makeNodeHash } from "./nodeHash.ts"
import { portableHash } from "./portableHash.ts"

let chosen: HashEngine | undefined

/** The fastest hashes of this runtime: native code where there is some, else plain JavaScript. */
export const hashEngine = (): HashEngine => (chosen ??= makeNodeHash() ?? portableHash)

/** Digest of data as text. */
export const digestText = (algorithm: HashAlgorithm, data: HashInput, encoding: DigestEncoding): string =>
  hashEngine().digestText(algorithm, data, encoding)

/** Prepares a key for signing; worth keeping, since preparing takes about as long as one signature. */
export const hmacKey = (algorithm: HmacAlgorithm, key: HashInput): HmacKey => hashEngine().hmacKey(algorithm, key)

/** MD5, 16 bytes. */
export const md5 = (data: HashInput): Uint8Array => hashEngine().digest("md5", data)

/** SHA-1, 20 bytes. */
export const sha1 = (data: HashInput): Uint8Array => hashEngine().digest("sha1", data)

/** SHA-256, 32 bytes. */
export const sha256 = (data: HashInput): Uint8Array => hashEngine().digest("sha256", data)

/** HMAC of SHA-1, 20 bytes. */
export const hmacSha1 = (key: HashInput, data: HashInput): Uint8Array => hmacKey("sha1", key).sign(data)

/** HMAC of SHA-256, 32 bytes. */
export const hmacSha256 = (key: HashInput, data: HashInput): Uint8Array => hmacKey("sha256", key).sign(data)

/** Starts an MD5 over data that arrives in pieces. */
export const md5Hasher = (): Hasher => hashEngine().hasher("md5")

/** Starts a SHA-256 over data that arrives in pieces. */
export const sha256Hasher = (): Hasher => hashEngine().hasher("sha256")
