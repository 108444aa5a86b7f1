/**
 * Rules about the documents that set up a bucket, as far as they are about several of their fields.
 * Source: QingStor API, the pages of the bucket's sub-resources, "Limits".
 */
import * as Result from "effect/Result"
import {
  maxLifecycleRules,
  maxReplicationRules,
  maxRuleIdBytes,
  minTransitionDays,
  policyLength,
  utf8Length
} from "./limits.ts"
import type { OisCall } from "./OisCall.ts"
import type { OisRefusal } from "./OisRefusal.ts"
import { readAction, readNetwork } from "./policy.ts"
import { invalidArgument, invalidRequest } from "./refusals.ts"
import { type CorsRule, type LifecycleRule, listed, type PolicyStatement, type ReplicationRule } from "./settings.ts"
import type { Bucket } from "./state.ts"

type Checked = Result.Result<void, OisRefusal>

const ok: Checked = Result.succeed(undefined)

const refuse = (message: string): Checked => Result.fail(invalidRequest(message))

/** The first thing that is wrong, of which each is told as a message. */
const firstOf = (problems: Iterable<string | undefined>): Checked => {
  for (const problem of problems) if (problem !== undefined) return refuse(problem)
  return ok
}

const repeated = (texts: ReadonlyArray<string>): boolean => new Set(texts).size < texts.length

const isHeaderName = (text: string): boolean => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text)

/** Origins have one `*` at most, a rule is about at least one method, and headers are such. */
export const checkCors = (rules: ReadonlyArray<CorsRule>): Checked =>
  firstOf(
    rules.flatMap(({ allowed_headers = [], allowed_methods, allowed_origin, expose_headers = [] }) => [
      allowed_origin === "" || allowed_origin.split("*").length > 2
        ? "An allowed origin is not empty and has one * at most."
        : undefined,
      allowed_methods.length === 0 ? "A rule needs an allowed method." : undefined,
      [...allowed_headers, ...expose_headers].every(isHeaderName) ? undefined : "A header of a rule is none."
    ])
  )

const statementProblem = (statement: PolicyStatement): string | undefined => {
  const { action, condition, id, user } = statement
  const { ip_address, not_ip_address } = condition ?? {}
  const networks = [...listed(ip_address?.source_ip), ...listed(not_ip_address?.source_ip)]
  if (id === "" || id.length > policyLength.id) return "The id of a statement has 1 to 100 characters."
  if (listed(user).length === 0 || listed(user).some((name) => name === "" || name.length > policyLength.user)) {
    return "A statement needs users, each of 1 to 300 characters."
  }
  const unknown = listed(action).find((name) => readAction(name) === undefined)
  if (listed(action).length === 0 || unknown !== undefined) return `There is no action ${unknown ?? ""}.`
  if (networks.some((network) => readNetwork(network) === undefined)) return "A source_ip is no IP address or network."
  if (listed(action).join().length > policyLength.action) return "The actions of a statement are too long."
  if (JSON.stringify(condition ?? {}).length > policyLength.condition)
    return "The condition of a statement is too long."
  return JSON.stringify(statement).length > policyLength.statement ? "A statement is too long." : undefined
}

export const checkPolicy = (statements: ReadonlyArray<PolicyStatement>): Checked =>
  firstOf([
    ...statements.map(statementProblem),
    repeated(statements.map(({ id }) => id)) ? "The ids of statements must differ." : undefined
  ])

const ruleIdProblem = (ids: ReadonlyArray<string>): string | undefined =>
  ids.some((id) => id === "" || utf8Length(id) > maxRuleIdBytes)
    ? "The id of a rule has 1 to 255 bytes."
    : repeated(ids)
      ? "The ids of rules must differ."
      : undefined

const actionsOf = ({ id: _, filter: __, status: ___, ...actions }: LifecycleRule): ReadonlyArray<string> =>
  Object.keys(actions)

const isEarly = (transition: { readonly days: number } | undefined): boolean =>
  transition !== undefined && transition.days < minTransitionDays

export const checkLifecycle = (rules: ReadonlyArray<LifecycleRule>): Checked =>
  firstOf([
    rules.length === 0 || rules.length > maxLifecycleRules ? "A lifecycle has 1 to 100 rules." : undefined,
    ruleIdProblem(rules.map(({ id }) => id)),
    rules.some((rule) => actionsOf(rule).length !== 1) ? "A rule has exactly one action." : undefined,
    repeated(rules.map((rule) => `${actionsOf(rule)[0]} ${rule.filter.prefix ?? ""}`))
      ? "There may be one rule for a prefix and an action."
      : undefined,
    rules.some((rule) => isEarly(rule.transition) || isEarly(rule.noncurrent_version_transition))
      ? "Objects change their class after 30 days at the earliest."
      : undefined
  ])

/** Prefixes overlap when one begins with the other: an object must not have two destinations. */
const overlaps = (prefixes: ReadonlyArray<string>): boolean =>
  [...prefixes].sort().some((prefix, index, sorted) => index > 0 && prefix.startsWith(sorted[index - 1]!))

const exists = ({ state }: OisCall, name: string): boolean => {
  const bucket = state.buckets.get(name)
  return bucket !== undefined && bucket.deletedMillis === undefined
}

export const checkReplication = (call: OisCall, bucket: Bucket, rules: ReadonlyArray<ReplicationRule>): Checked => {
  const destinations = new Set(rules.map(({ destination }) => destination.bucket))
  const unknown = [...destinations].find((name) => name === bucket.name || !exists(call, name))
  return firstOf([
    rules.length === 0 || rules.length > maxReplicationRules ? "A replication has 1 to 1000 rules." : undefined,
    ruleIdProblem(rules.map(({ id }) => id)),
    destinations.size > 1 ? "All rules have the same destination." : undefined,
    overlaps(rules.map(({ filters }) => filters.prefix ?? "")) ? "The prefixes of rules must not overlap." : undefined,
    unknown === undefined ? undefined : "The destination must be another bucket that exists."
  ])
}

/** Whether a text is a URL that can stand in a header. */
export const isSite = (text: string): boolean => /^https?:\/\/[\x21-\x7e]+$/i.test(text)

export const checkMirror = (site: string): Checked =>
  isSite(site) ? ok : refuse("The source site must be a URL of http or https.")

export const checkDomain = (domain: string): Checked =>
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i.test(domain)
    ? ok
    : Result.fail(invalidArgument("the domain is none"))
