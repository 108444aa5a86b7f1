/**
 * Which proxies requests go through: what the program says, else what the environment says.
 *
 * Source: the variables as curl, Node (`NODE_USE_ENV_PROXY`) and undici (`EnvHttpProxyAgent`) read them.
 */
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"

/**
 * A proxy, `http://user:password@host:port`, for all requests, whatever `NO_PROXY` says; `false` for none, whatever the
 * environment says.
 */
export type ProxyChoice = string | URL | Redacted.Redacted<string> | false

/** Proxies by the scheme of what is asked for. Their URLs may hold a password. */
export interface ProxySettings {
  readonly forHttp: string | undefined
  readonly forHttps: string | undefined
  /** Hosts that are asked directly, in the words of `NO_PROXY`. */
  readonly except: string
  /** Whether the environment says so, which a runtime may read by itself. */
  readonly isOfEnvironment: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** What is wrong with a proxy. It never repeats what was given: there may be a password in it. */
const problem = (name: string): Result.Result<never, string> =>
  Result.fail(`${name}: must be the URL of an HTTP proxy, like "http://host:port" or "http://user:password@host:port"`)

const readUrl = (name: string, given: string): Result.Result<string, string> => {
  const text = given.includes("://") ? given : `http://${given}`
  if (!URL.canParse(text)) return problem(name)
  const url = new URL(text)
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") return problem(name)
  try {
    // Both are sent decoded.
    decodeURIComponent(url.username + url.password)
  } catch {
    return problem(name)
  }
  return Result.succeed(url.href)
}

const fromEnvironment = (environment: Environment): Result.Result<ProxySettings | undefined, string> => {
  const variable = (name: string) => (environment[name.toLowerCase()] ?? environment[name] ?? "").trim()
  const found: Record<string, string | undefined> = {}
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY"]) {
    const text = variable(name)
    if (text === "") continue
    const url = readUrl(name, text)
    if (Result.isFailure(url)) return Result.fail(url.failure)
    found[name] = url.success
  }
  const forHttp = found["HTTP_PROXY"]
  // As Node has it: where there is a proxy for http only, it serves https too.
  const forHttps = found["HTTPS_PROXY"] ?? forHttp
  return Result.succeed(
    forHttps === undefined ? undefined : { forHttp, forHttps, except: variable("NO_PROXY"), isOfEnvironment: true }
  )
}

/** The proxies of a choice, `undefined` for none; a failure says what is wrong. */
export const proxySettings = (
  choice: ProxyChoice | undefined,
  environment: Environment
): Result.Result<ProxySettings | undefined, string> => {
  if (choice === undefined) return fromEnvironment(environment)
  if (choice === false) return Result.succeed(undefined)
  const text = Redacted.isRedacted(choice) ? Redacted.value(choice) : choice
  if (typeof text !== "string" && !(text instanceof URL)) return problem("proxy")
  return Result.map(readUrl("proxy", String(text)), (url) => ({
    forHttp: url,
    forHttps: url,
    except: "",
    isOfEnvironment: false
  }))
}
