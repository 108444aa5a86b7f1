/**
 * Percent-encoding as the services read it (RFC 3986): `A-Z a-z 0-9 - _ . ~` stay, every other byte of the UTF-8 form
 * becomes `%XX` with upper-case digits. A blank is `%20`, never `+`.
 */

const unreservedOnly = /^[A-Za-z0-9\-._~]*$/
const unreservedOrSlashOnly = /^[A-Za-z0-9\-._~/]*$/
const leftByEncodeUriComponent = /[!'()*]/g
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const encodeCharacter = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

const encodeText = (text: string): string => {
  let encoded: string
  try {
    encoded = encodeURIComponent(text)
  } catch {
    // Half a surrogate pair has no UTF-8 form; TextEncoder, and so every HTTP stack, sends U+FFFD in its place.
    encoded = encodeURIComponent(text.replace(loneSurrogate, "\uFFFD"))
  }
  return encoded.replace(leftByEncodeUriComponent, encodeCharacter)
}

/** Encodes a query name, a query value or one path segment: `/` becomes `%2F`. */
export const percentEncode = (text: string): string => (unreservedOnly.test(text) ? text : encodeText(text))

/** Encodes a path and keeps its `/`. */
export const percentEncodePath = (path: string): string =>
  unreservedOrSlashOnly.test(path) ? path : encodeText(path).replaceAll("%2F", "/")

/** Prints decoded pairs as a query string without the `?`; an empty value gives the bare name. */
export const encodeQuery = (query: ReadonlyArray<readonly [name: string, value: string]>): string => {
  let text = ""
  for (const [name, value] of query) {
    if (text !== "") text += "&"
    text += percentEncode(name)
    if (value !== "") text += `=${percentEncode(value)}`
  }
  return text
}

/** Decodes `%XX` sequences as UTF-8; `undefined` when a sequence is cut short or is not UTF-8. `+` stays a plus sign. */
export const percentDecode = (text: string): string | undefined => {
  if (!text.includes("%")) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
