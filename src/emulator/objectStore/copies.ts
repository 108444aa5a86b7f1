/** Copies of objects. */
import * as Result from "effect/Result"
import { decode } from "../frame/requestTarget.ts"
import type { ObjectVersion } from "./state.ts"

/** Names of the object that is copied. */
export interface CopySource {
  readonly sourceBucket: string
  readonly sourceKey: string
}

/** Reads `/BUCKET/KEY[?…]`, percent-encoded; absent when it names no object. */
export const readCopySource = (header: string): CopySource | undefined => {
  const mark = header.indexOf("?")
  const path = Result.getOrElse(decode(mark === -1 ? header : header.slice(0, mark)), () => "")
  const match = /^\/?([^/]+)\/(.+)$/s.exec(path)
  return match === null ? undefined : { sourceBucket: match[1]!, sourceKey: match[2]! }
}

/** The headers and metadata of a copy: those of its source, or those that were sent with the request. */
export const headersOfCopy = (
  source: ObjectVersion,
  sent: Pick<ObjectVersion, "contentHeaders" | "userMetadata">,
  replaces: boolean
): Pick<ObjectVersion, "contentHeaders" | "userMetadata"> => {
  const { contentHeaders, userMetadata } = replaces ? sent : source
  return { contentHeaders, userMetadata }
}
