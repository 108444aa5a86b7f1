import * as Data from "effect/Data"

/** Why the emulated OSS refuses a request: all that its error document says. */
export class OssRefusal extends Data.TaggedError("OssRefusal")<{
  readonly status: number
  readonly code: string
  readonly message: string
  /** Detailed error code, `NNNN-NNNNNNNN`. */
  readonly ec?: string | undefined
  /** Further elements of the error document, by name. */
  readonly children?: Readonly<Record<string, string>> | undefined
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}> {}
