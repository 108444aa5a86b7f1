/**
 * The body of a download, read in whichever form is wanted.
 */
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { StorageError } from "./Errors.ts"

/**
 * The bytes of an object that is being downloaded. Up to 64 KiB come with the head; of more, nothing is read before one of
 * these is run. Run none of them only if the bytes do not matter (better: ask for the head alone); running a second one
 * downloads again.
 *
 * A broken connection is continued from the last byte when the retry policy allows; a whole download is compared with
 * the checksum the service tells, and ends in `ClientError` `ChecksumMismatch` when they differ.
 */
export interface DownloadBody {
  /** The bytes as they arrive. */
  readonly stream: Stream.Stream<Uint8Array, StorageError>
  /** All bytes in one array. */
  readonly bytes: Effect.Effect<Uint8Array, StorageError>
  /** All bytes as UTF-8 text. */
  readonly text: Effect.Effect<string, StorageError>
  /**
   * Writes the bytes to a file, over what it held; gives the number of bytes. A failed download leaves no half-written
   * file behind: the bytes go to a temporary file beside it that is renamed at the end.
   */
  readonly toFile: (path: string) => Effect.Effect<number, StorageError>
}
