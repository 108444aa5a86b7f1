/** A request as an operation describes it: nothing signed, nothing percent-encoded yet. */
export interface UnsignedRequest {
  readonly method: string
  /** Bucket (or other host label) the request goes to; absent at service level. */
  readonly bucket?: string | undefined
  /** Decoded object key (OSS, OIS) or decoded path below the root; "" at bucket or service level. */
  readonly path: string
  /** Decoded names and values; an empty value is a bare name on the wire. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  /** Names in lower case, values as text (UTF-8 on the wire). */
  readonly headers: Readonly<Record<string, string>>
}
