/**
 * How bodies are kept whole: what is computed of them, which headers carry it, and what it is compared with. Each
 * service has its own strategy; the transport only runs it.
 */
import type { AnyOperation } from "../schema/Operation.ts"
import type { Answer } from "./protocol/Protocol.ts"

/** A digest of a body that passes by in pieces. */
export interface RunningDigest {
  readonly update: (chunk: Uint8Array) => void
  /** The digest of all pieces, as it travels. */
  readonly text: () => string
}

/** How a digest is computed. */
export interface Digest {
  /** As errors call it, e.g. `crc64`. */
  readonly algorithm: string
  readonly start: () => RunningDigest
  /** Of bytes that are all in memory. */
  readonly of: (bytes: Uint8Array) => string
}

/** A digest that goes with the request, so that the service can compare. */
export interface AnnouncedDigest {
  readonly header: string
  readonly digest: Digest
}

/** A digest that is computed while a body is sent, and compared with what the service answers. */
export interface SentDigest {
  /** Header of the answer. An answer without it is not compared. */
  readonly header: string
  readonly digest: Digest
  /** Reads the digest from the header, where it is more than its text; `undefined` when the header holds none. */
  readonly read?: ((header: string) => string | undefined) | undefined
}

/** What a whole download is compared with. */
export interface ExpectedDigest {
  readonly digest: Digest
  readonly expected: string
}

/** The strategy of a service. What it does not have, it does not compare. */
export interface Integrity<O extends AnyOperation = AnyOperation> {
  /**
   * Digests that go with the request. They are computed before the first attempt, all in one pass; a body that can be
   * read only once cannot have any.
   */
  readonly announced?: ((operation: O, input: any) => ReadonlyArray<AnnouncedDigest>) | undefined
  /** What is computed while the body is sent. */
  readonly sent?: ((operation: O, input: any) => SentDigest | undefined) | undefined
  /** What the bytes of a download must come to, when they all arrive. */
  readonly received?:
    | ((operation: O, input: any, output: any, answer: Answer) => ExpectedDigest | undefined)
    | undefined
}

/** Whether two digests are the same: hexadecimal ones are written in either letter case. */
export const isSameDigest = (left: string, right: string): boolean =>
  left === right || (/^[0-9a-f]+$/i.test(left) && left.toLowerCase() === right.toLowerCase())
