/**
 * The configuration that users of the official SDKs have: a YAML file and environment variables.
 *
 * Everything here is pure; `configurationSources.ts` reads them.
 * Source: ois-sdk-python and qingstor-sdk-python, `config.py`; qingstor-sdk-go, `config`; qingstor-sdk-js, `config`.
 */
import * as Yaml from "effect/encoding/Yaml"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type Anonymous, anonymous, type Keys, makeKeys } from "../Credentials.ts"
import type { OisConnectionOptions, OisDeploymentName } from "./endpoint.ts"

/** Settings; what nobody set is absent, and so is what was set to the empty text. */
export interface OisConfiguration {
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: Redacted.Redacted<string> | undefined
  readonly protocol?: "http" | "https" | undefined
  /** Host of the service, without zone and bucket. */
  readonly host?: string | undefined
  readonly port?: number | undefined
  /** URL or host, in place of protocol, host and port. */
  readonly endpoint?: string | undefined
  /** Zone of buckets that are named without one. The official SDKs read it and make no use of it. */
  readonly zone?: string | undefined
  /** Attempts after the first one. */
  readonly connectionRetries?: number | undefined
  /** Seconds; 0 for no limit. */
  readonly timeout?: number | undefined
  readonly logLevel?: LogLevel | undefined
  /** Stands at the end of the user agent. */
  readonly additionalUserAgent?: string | undefined
  readonly enableVirtualHostStyle?: boolean | undefined
  /** Read for completeness: keys are never cleaned. */
  readonly disableUriCleaning?: boolean | undefined
  readonly enableDualStack?: boolean | undefined
}

/** Levels of the official SDKs. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "fatal"

/** A value that cannot be used, by what is wrong with it. The value is not repeated: it may be a secret. */
type Read<A> = Result.Result<A, string>

const text = (value: unknown): Read<string> =>
  typeof value === "string"
    ? Result.succeed(value.trim())
    : Result.fail("must be a text; a text that looks like something else stands in quotes")

const oneOf =
  <const A extends string>(allowed: ReadonlyArray<A>) =>
  (value: unknown): Read<A> => {
    const found = allowed.find((item) => item === String(value).trim().toLowerCase())
    return found === undefined ? Result.fail(`must be one of ${allowed.join(", ")}`) : Result.succeed(found)
  }

// What YAML 1.1, by which the official SDKs read, and the variables of the SDK for Go take for yes and no.
const yes = ["true", "yes", "on", "t", "1"]
const no = ["false", "no", "off", "f", "0"]

const flag = (value: unknown): Read<boolean> => {
  const found = String(value).trim().toLowerCase()
  if (yes.includes(found)) return Result.succeed(true)
  return no.includes(found) ? Result.succeed(false) : Result.fail("must be true or false")
}

// Environment variables are text; so are numbers in quotes.
const numberIn =
  (minimum: number, maximum: number, whole: boolean) =>
  (value: unknown): Read<number> => {
    const found = typeof value === "string" && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
    const isGood = typeof found === "number" && found >= minimum && found <= maximum
    if (isGood && (!whole || Number.isInteger(found))) return Result.succeed(found)
    const range = maximum === Number.MAX_SAFE_INTEGER ? `at least ${minimum}` : `${minimum} to ${maximum}`
    return Result.fail(`must be a ${whole ? "whole number" : "number"}, ${range}`)
  }

const userAgent = (value: unknown): Read<string> =>
  Result.flatMap(text(value), (found) =>
    /^[\x21\x23-\x7e]*$/.test(found)
      ? Result.succeed(found)
      : Result.fail("contains characters that are not allowed: blanks, quotes or others than ASCII")
  )

const secret = (value: unknown): Read<Redacted.Redacted<string>> =>
  Result.map(text(value), (found) => Redacted.make(found, { label: "secretAccessKey" }))

type Readers = { readonly [Field in keyof OisConfiguration]-?: (value: unknown) => Read<OisConfiguration[Field]> }

const readers: Readers = {
  accessKeyId: text,
  secretAccessKey: secret,
  protocol: oneOf(["http", "https"]),
  host: text,
  port: numberIn(1, 65_535, true),
  endpoint: text,
  zone: text,
  connectionRetries: numberIn(0, Number.MAX_SAFE_INTEGER, true),
  timeout: numberIn(0, Number.MAX_SAFE_INTEGER, false),
  logLevel: oneOf(["debug", "info", "warn", "error", "fatal"]),
  additionalUserAgent: userAgent,
  enableVirtualHostStyle: flag,
  disableUriCleaning: flag,
  enableDualStack: flag
}

const fields = Object.keys(readers) as ReadonlyArray<keyof OisConfiguration>

/** `accessKeyId` → `access_key_id` */
const keyOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Keys of the file: `access_key_id`, `secret_access_key`, `protocol` … */
export const configurationKeys: ReadonlyArray<string> = fields.map(keyOf)

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "")

/** @param valueOf value of a key of the file, by that key */
const read = (valueOf: (key: string) => unknown, nameOf: (key: string) => string): Read<OisConfiguration> => {
  const found: Record<string, unknown> = {}
  for (const field of fields) {
    const key = keyOf(field)
    const value = valueOf(key)
    if (isEmpty(value)) continue
    const result: Read<unknown> = readers[field](value)
    if (Result.isFailure(result)) return Result.fail(`${nameOf(key)} ${result.failure}`)
    found[field] = result.success
  }
  return Result.succeed(found)
}

// A key may consist of digits. What is read as a number counts as text if it was written like that: 12345 and not 1e3.
const asWritten = (value: unknown, source: string): unknown =>
  typeof value === "number" && new RegExp(`(?<![\\w.+-])${value}(?![\\w.])`).test(source) ? String(value) : value

/**
 * Reads the text of a configuration file: flat YAML. Unknown keys are passed over. The failure names the key or the line
 * and repeats nothing of the text.
 */
export const parseConfiguration = (source: string): Result.Result<OisConfiguration, string> => {
  let document: unknown
  try {
    document = Yaml.parse(source)
  } catch (error) {
    const line = /at line \d+/.exec(error instanceof Error ? error.message : "")?.[0]
    return Result.fail(`no readable YAML${line === undefined ? "" : ` ${line}`}`)
  }
  if (document === null) return Result.succeed({})
  if (typeof document !== "object" || Array.isArray(document)) return Result.fail("must consist of keys and values")
  const values = new Map(Object.entries(document))
  return read(
    (key) => asWritten(values.get(key), source),
    (key) => key
  )
}

/** Whose configuration is read: the names of files and variables follow from it. */
export type OisFamily = "ois" | "qingstor"

/** Environment variable of a key: `OIS_ACCESS_KEY_ID`, `QINGSTOR_PORT`. */
export const configurationVariable = (family: OisFamily, key: string): string => `${family}_${key}`.toUpperCase()

/** Reads environment variables. The failure names the variable and does not repeat its value. */
export const configurationFromVariables = (
  family: OisFamily,
  valueOf: (variable: string) => string | undefined
): Result.Result<OisConfiguration, string> => {
  const nameOf = (key: string): string => configurationVariable(family, key)
  return read((key) => valueOf(nameOf(key)), nameOf)
}

/** What the official SDKs have where nobody sets anything. */
export const defaultConfiguration = (family: OisFamily): OisConfiguration => ({
  protocol: "https",
  host: family === "ois" ? "jn1.is.shanhe.com" : "qingstor.com",
  connectionRetries: 3,
  timeout: 0,
  logLevel: "warn",
  enableVirtualHostStyle: false
})

/** Puts configurations together, key by key: a later one wins where it says something. */
export const mergeConfigurations = (...configurations: ReadonlyArray<OisConfiguration>): OisConfiguration => {
  const merged: Record<string, unknown> = {}
  for (const configuration of configurations) {
    for (const [field, value] of Object.entries(configuration)) if (!isEmpty(value)) merged[field] = value
  }
  return merged
}

/**
 * Who a configuration signs as: nobody where it has neither part of a key. One part without the other is a failure: the
 * request would be sent unsigned, and refused for a reason that helps nobody.
 */
export const identityOf = (configuration: OisConfiguration): Result.Result<Keys | Anonymous, string> => {
  const accessKeyId = configuration.accessKeyId?.trim() ?? ""
  const secretAccessKey = configuration.secretAccessKey ?? Redacted.make("")
  const hasSecret = Redacted.value(secretAccessKey).trim() !== ""
  if (accessKeyId === "" && !hasSecret) return Result.succeed(anonymous)
  if (accessKeyId === "") return Result.fail("access key not provided")
  if (!hasSecret) return Result.fail("secret access key not provided")
  return Result.succeed(makeKeys({ accessKeyId, accessKeySecret: secretAccessKey }))
}

const deployments: Readonly<Record<OisFamily, OisDeploymentName>> = { ois: "shanhe", qingstor: "qingstor" }

/** How a configuration reaches the service. */
export const connectionOptionsOf = (family: OisFamily, configuration: OisConfiguration): OisConnectionOptions => ({
  deployment: deployments[family],
  protocol: configuration.protocol,
  host: configuration.host,
  port: configuration.port,
  endpoint: configuration.endpoint,
  zone: configuration.zone,
  virtualHosted: configuration.enableVirtualHostStyle,
  dualStack: configuration.enableDualStack
})
