/**
 * Cross-origin rules. Source: QingStor API, "Bucket CORS", OPTIONS Object.
 */
import type { WireHeaders } from "../objectStore/state.ts"
import type { CorsRule } from "./settings.ts"
import type { Bucket } from "./state.ts"
import { fitsWildcard } from "./wildcard.ts"

/** What a page asks before a call, or does. */
export interface CrossOriginCall {
  readonly origin: string
  readonly method: string
  /** Names in lower case. Absent for calls, whose headers were asked for before. */
  readonly headers?: ReadonlyArray<string> | undefined
}

const methods = ["GET", "PUT", "POST", "DELETE", "HEAD"]

const methodsOf = ({ allowed_methods }: CorsRule): ReadonlyArray<string> =>
  allowed_methods.some((method) => method === "*") ? methods : allowed_methods

const allows = (rule: CorsRule, { headers = [], method, origin }: CrossOriginCall): boolean =>
  fitsWildcard(origin.toLowerCase(), rule.allowed_origin.toLowerCase()) &&
  methodsOf(rule).includes(method) &&
  headers.every((header) => (rule.allowed_headers ?? []).some((name) => fitsWildcard(header, name.toLowerCase())))

const ruleFor = ({ settings }: Bucket, call: CrossOriginCall): CorsRule | undefined =>
  settings.cors?.cors_rules.find((rule) => allows(rule, call))

const exposed = ({ expose_headers = [] }: CorsRule): WireHeaders =>
  expose_headers.length === 0 ? {} : { "access-control-expose-headers": expose_headers.join(", ") }

// What an answer holds depends on who asks, which caches have to be told.
const vary = ({ settings }: Bucket): WireHeaders => (settings.cors?.resp_vary === "enabled" ? { vary: "Origin" } : {})

/** Headers of the answer to a call of a page. */
export const printCrossOrigin = (bucket: Bucket, call: CrossOriginCall): WireHeaders => {
  const rule = ruleFor(bucket, call)
  return rule === undefined
    ? vary(bucket)
    : { "access-control-allow-origin": call.origin, ...exposed(rule), ...vary(bucket) }
}

/** Headers of the answer to what a page asks before a call; none of them when it may not make it. */
export const printPreflight = (bucket: Bucket, call: CrossOriginCall): WireHeaders => {
  const rule = ruleFor(bucket, call)
  if (rule === undefined) return vary(bucket)
  const { headers = [] } = call
  return {
    "access-control-allow-origin": call.origin,
    "access-control-allow-methods": methodsOf(rule).join(", "),
    ...(headers.length === 0 ? {} : { "access-control-allow-headers": headers.join(", ") }),
    ...exposed(rule),
    ...(rule.max_age_seconds === undefined ? {} : { "access-control-max-age": String(rule.max_age_seconds) }),
    ...vary(bucket)
  }
}
