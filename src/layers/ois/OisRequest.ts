/** A request to OIS before it has an address and a signature; nothing is percent-encoded yet. */
export interface OisRequest {
  readonly method: string
  /** What may stand before the host of the endpoint. Both are absent for calls on the service. */
  readonly host: {
    readonly bucket?: string | undefined
    /** Zone of the bucket, such as `jn1a` or `pek3a`; "" for none, absent for that of the connection. */
    readonly zone?: string | undefined
  }
  /** Object key; "" for the bucket or the service itself. */
  readonly path: string
  /** Decoded names and values; an empty value is a bare name on the wire. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}
