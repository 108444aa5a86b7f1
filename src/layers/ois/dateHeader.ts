/**
 * Where the time of a request travels. Programs in browsers may not set `Date`: whatever they say is dropped without a
 * word, and the signature would not fit.
 */

/** Header that carries the time of a signed request. */
export type DateHeader = "date" | "x-qs-date"

/** As much of the runtime as tells whether it drops `Date`. */
export type RequestConstructor = new (
  url: string,
  init: { readonly headers: Record<string, string> }
) => {
  readonly headers: { readonly has: (name: string) => boolean }
}

/**
 * The header that this runtime lets through: `x-qs-date` where requests lose their `Date`, as in browsers.
 * Source: QingStor API, "Signature"; Fetch standard, "forbidden request-header".
 */
export const dateHeaderOf = (runtime: { readonly Request?: RequestConstructor | undefined }): DateHeader => {
  if (runtime.Request === undefined) return "date"
  const request = new runtime.Request("https://localhost/", { headers: { date: "Thu, 01 Jan 1970 00:00:00 GMT" } })
  return request.headers.has("date") ? "date" : "x-qs-date"
}
