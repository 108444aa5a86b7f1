/** A request as a protocol writes it: nothing signed, no host yet. */
export interface UnsignedRequest {
  readonly method: string
  /** Labels that name a resource in front of the endpoint's host, e.g. `bucket` and `zone`. */
  readonly host: Readonly<Record<string, string>>
  /** Decoded path below the host's labels, without a leading slash: an object key, `vaults/1/jobs`; "" for the root. */
  readonly path: string
  /** The same as it stands in a URL. Whatever it names, URL parsers leave it as it is. */
  readonly escapedPath: string
  /** Decoded names and values; an empty value is a bare name on the wire. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  /** Names in lower case, values as text (UTF-8 on the wire). */
  readonly headers: Readonly<Record<string, string>>
}

/** As much of a request as signatures cover. */
export type SignableRequest = Omit<UnsignedRequest, "escapedPath">
