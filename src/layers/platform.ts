/**
 * What the runtime can do, found out by trying it. No name or version of a runtime is asked for.
 */
import * as Context from "effect/Context"

/** What differs between runtimes. */
export interface Platform {
  /**
   * Whether requests are guarded, as in browsers: headers like `Date` are dropped in silence, the program's name is the
   * browser's, other origins have to allow the request (CORS), and what failed is not told.
   */
  readonly guardsRequests: boolean
  /** Whether streams can be sent as they come. Browsers have none, or only where all servers speak HTTP/2. */
  readonly sendsStreams: boolean
  /** Whether header text is sent as its UTF-8, as workers do, and not as one byte for each character. */
  readonly headersAreText: boolean
}

/** As much of the global scope as is tried. */
export interface Scope {
  readonly Request?: typeof globalThis.Request | undefined
  readonly ReadableStream?: typeof globalThis.ReadableStream | undefined
  readonly Headers?: typeof globalThis.Headers | undefined
}

const guards = ({ Request }: Scope): boolean => {
  if (Request === undefined) return false
  const headers = { date: "Thu, 01 Jan 1970 00:00:00 GMT" }
  return !new Request("http://localhost/", { headers }).headers.has("date")
}

/** What takes no stream makes a text of it, and says so. */
const takesStreams = ({ ReadableStream, Request }: Scope): boolean => {
  // Without fetch, requests go another way, which knows.
  if (Request === undefined) return true
  if (ReadableStream === undefined) return false
  const init = { method: "POST", body: new ReadableStream(), duplex: "half" } as globalThis.RequestInit
  return !new Request("http://localhost/", init).headers.has("content-type")
}

/** What writes bytes refuses a character that is none. */
const takesText = ({ Headers }: Scope): boolean =>
  Headers !== undefined && new Headers({ "x-text": "你" }).has("x-text")

const holds = (attempt: () => boolean): boolean => {
  try {
    return attempt()
  } catch {
    return false
  }
}

/** Finds out what a runtime can do. */
export const platformOf = (scope: Scope): Platform => {
  const guardsRequests = holds(() => guards(scope))
  return {
    guardsRequests,
    sendsStreams: !guardsRequests && holds(() => takesStreams(scope)),
    headersAreText: holds(() => takesText(scope))
  }
}

/** What the running program stands on. Found out once, when it is first asked for. */
export const CurrentPlatform = /*#__PURE__*/ Context.Reference<Platform>(
  "effect-cloud-storage/layers/platform/CurrentPlatform",
  { defaultValue: () => platformOf(globalThis as Scope) }
)
