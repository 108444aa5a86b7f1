/**
 * Bucket policies. The first statement that fits a call decides.
 * Source: QingStor API, "Bucket policy" and its conditions.
 */
import { BlockList, isIP } from "node:net"
import { listed, type PolicyCondition, type PolicyStatement } from "./settings.ts"
import { fitsWildcard } from "./wildcard.ts"

/** What a policy may allow or deny, by the names of the documentation. The API description has other names for some. */
export const policyActions = [
  "list_objects",
  "head_bucket",
  "get_bucket_stats",
  "get_object",
  "create_object",
  "delete_object",
  "head_object",
  "list_object_parts",
  "upload_object_part",
  "abort_multipart_upload",
  "initiate_multipart_upload",
  "complete_multipart_upload"
] as const

export type PolicyAction = (typeof policyActions)[number]

const otherNames: Readonly<Record<string, PolicyAction>> = {
  list_multipart: "list_object_parts",
  upload_multipart: "upload_object_part",
  abort_multipart: "abort_multipart_upload",
  initiate_multipart: "initiate_multipart_upload",
  complete_multipart: "complete_multipart_upload"
}

/** The action that a policy names; absent when there is none of this name. */
export const readAction = (name: string): PolicyAction | undefined =>
  policyActions.find((action) => action === name) ?? (Object.hasOwn(otherNames, name) ? otherNames[name] : undefined)

const subnet = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i

/** Reads an address or a network of addresses (`172.16.0.0/24`); absent when it is none. */
export const readNetwork = (text: string): BlockList | undefined => {
  const [, address = "", bits] = subnet.exec(text.trim()) ?? []
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  if (version === 0 || prefix > most) return undefined
  const list = new BlockList()
  list.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6")
  return list
}

/** A call, as policies see it. */
export interface JudgedCall {
  /** Id of the caller; absent when anonymous. */
  readonly user?: string | undefined
  readonly action: PolicyAction
  readonly bucket: string
  /** Absent for calls on the bucket. */
  readonly key?: string | undefined
  readonly referer?: string | undefined
  readonly sourceIp: string
}

const isIn = (sourceIp: string, networks: ReadonlyArray<string>): boolean =>
  networks.some((network) => readNetwork(network)?.check(sourceIp, isIP(sourceIp) === 6 ? "ipv6" : "ipv4") === true)

const holds = (condition: PolicyCondition, { referer, sourceIp }: JudgedCall): boolean => {
  const { ip_address, is_null, not_ip_address, string_like, string_not_like } = condition
  const like = (patterns: string | ReadonlyArray<string>): boolean =>
    listed(patterns).some((pattern) => fitsWildcard(referer ?? "", pattern))
  return (
    (string_like === undefined || like(string_like.Referer)) &&
    (string_not_like === undefined || !like(string_not_like.Referer)) &&
    (ip_address === undefined || isIn(sourceIp, listed(ip_address.source_ip))) &&
    (not_ip_address === undefined || !isIn(sourceIp, listed(not_ip_address.source_ip))) &&
    (is_null === undefined || is_null.Referer === (referer === undefined || referer === ""))
  )
}

// A statement without resources is about the bucket and all that is in it. An assumption.
const concerns = (resources: ReadonlyArray<string>, { bucket, key }: JudgedCall): boolean => {
  const resource = key === undefined ? bucket : `${bucket}/${key}`
  return resources.length === 0 || resources.some((pattern) => fitsWildcard(resource, pattern))
}

const fits = ({ action, condition, resource, user }: PolicyStatement, call: JudgedCall): boolean =>
  listed(user).some((name) => name === "*" || name === call.user) &&
  listed(action).some((name) => readAction(name) === call.action) &&
  concerns(listed(resource), call) &&
  (condition === undefined || holds(condition, call))

/** What a policy says of a call; absent when no statement is about it. */
export const judge = (statements: ReadonlyArray<PolicyStatement>, call: JudgedCall): "allow" | "deny" | undefined =>
  statements.find((statement) => fits(statement, call))?.effect
