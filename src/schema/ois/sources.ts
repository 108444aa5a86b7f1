/**
 * Headers that name what an object is made of. They are signed as they are sent.
 */
import * as Result from "effect/Result"
import { percentEncode, percentEncodePath } from "../percentEncoding.ts"

/**
 * Value of `x-qs-copy-source` and `x-qs-move-source`: `/BUCKET/KEY`, percent-encoded like a path. Nothing normalises a
 * header, so every key keeps its slashes and dots.
 * Source: QingStor API, "PUT Object - Copy", "PUT Object - Move".
 */
export const objectSource = (bucket: string, key: string): string =>
  `/${percentEncode(bucket)}/${percentEncodePath(key)}`

// What may not stand in path and query of a URL. A "%" may only begin an escape.
const illegal = /%(?![0-9A-Fa-f]{2})|[^%\w\-.~!$&'()*+,;=:@/?]+/g

const urlParts =
  /^((?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#\s@]*@)?(?:\[[^\]\s]*\]|[^/?#\s:@[\]]+)(?::\d+)?)([/?][^#]*)?(?:#.*)?$/is

/**
 * Value of `x-qs-fetch-source`: the URL of the caller, in which characters that a URL cannot hold are percent-encoded.
 * What the caller has encoded already is not encoded twice. The failure says what is wrong with the URL.
 *
 * A URL without a scheme is one of http. Source: QingStor API, "PUT Object - Fetch".
 */
export const fetchSource = (url: string): Result.Result<string, string> => {
  const parts = urlParts.exec(url.trim())
  if (parts === null) return Result.fail("the source must be a URL with a host")
  const [, origin, rest = ""] = parts as unknown as [string, string, string | undefined]
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(origin)?.[1]
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    return Result.fail(`the source must be a URL of http or https, not ${scheme}`)
  }
  if (!/^[\x21-\x7e]+$/.test(origin)) return Result.fail("the host of the source may hold only ASCII characters")
  return Result.succeed(origin + rest.replace(illegal, percentEncode))
}
