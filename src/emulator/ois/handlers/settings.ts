/**
 * Calls on the settings of a bucket. Only its owner makes them.
 *
 * What is not set reads as an empty document, and is removed without a word: assumptions, as the documentation is silent.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import { empty } from "../../frame/Answer.ts"
import { toIso } from "../../time.ts"
import { json } from "../documents.ts"
import { isChecked } from "../lifecycle.ts"
import type { OisCall } from "../OisCall.ts"
import type { OisRefusal } from "../OisRefusal.ts"
import type { Handler, Handlers, OisRequest } from "../OisRequest.ts"
import { ownBucket } from "../permissions.ts"
import { apply, receiveJson } from "../receiving.ts"
import { domainOccupied } from "../refusals.ts"
import * as Rules from "../settingRules.ts"
import * as Settings from "../settings.ts"
import type { Bucket } from "../state.ts"
import { beginVersions } from "../versions.ts"

type Document<S> = S extends Schema.Codec<infer A, any> ? A : never

/** A change of a bucket by a document. */
const changing =
  <S extends Schema.Codec<any, any>>(
    schema: S,
    change: (call: OisCall, bucket: Bucket, document: Document<S>) => Result.Result<Bucket, OisRefusal>,
    status = 200
  ): Handler =>
  (request: OisRequest) =>
    Effect.gen(function* () {
      const { bucket: name, call } = request
      yield* apply(() => ownBucket(call, name))
      const document = (yield* receiveJson(request, schema)) as Document<S>
      return yield* apply(() =>
        Result.map(
          Result.flatMap(ownBucket(call, name), (bucket) => change(call, bucket, document)),
          (changed) => {
            call.state.buckets.set(name, changed)
            return empty(status)
          }
        )
      )
    })

const reading =
  (print: (bucket: Bucket, request: OisRequest) => unknown): Handler =>
  (request) =>
    apply(() => Result.map(ownBucket(request.call, request.bucket), (bucket) => json(200, print(bucket, request))))

const removing =
  (field: keyof Settings.BucketSettings): Handler =>
  ({ bucket: name, call }) =>
    apply(() =>
      Result.map(ownBucket(call, name), (bucket) => {
        call.state.buckets.set(name, withSetting(bucket, field, undefined))
        return empty(204)
      })
    )

const withSetting = <Field extends keyof Settings.BucketSettings>(
  bucket: Bucket,
  field: Field,
  value: Settings.BucketSettings[Field]
): Bucket => ({ ...bucket, settings: { ...bucket.settings, [field]: value } })

const checked = (
  check: Result.Result<void, OisRefusal>,
  ...args: Parameters<typeof withSetting>
): Result.Result<Bucket, OisRefusal> => Result.map(check, () => withSetting(...args))

const several = ({ action, resource, user, ...others }: Settings.PolicyStatement): Settings.PolicyStatement => ({
  id: others.id,
  user: Settings.listed(user),
  action: Settings.listed(action),
  effect: others.effect,
  ...(resource === undefined ? {} : { resource: Settings.listed(resource) }),
  ...(others.condition === undefined ? {} : { condition: others.condition })
})

const isBoundElsewhere = ({ state }: OisCall, { name }: Bucket, domain: string): boolean => {
  for (const [, { name: other, settings }] of state.buckets.scan()) {
    if (other !== name && settings.cname?.some((record) => record.domain === domain)) return true
  }
  return false
}

const bindDomain = (
  call: OisCall,
  bucket: Bucket,
  { domain, type }: typeof Settings.CnameDocument.Type
): Result.Result<Bucket, OisRefusal> =>
  Result.flatMap(Rules.checkDomain(domain), () => {
    if (isBoundElsewhere(call, bucket, domain)) return Result.fail(domainOccupied())
    const others = (bucket.settings.cname ?? []).filter((record) => record.domain !== domain)
    return Result.succeed(withSetting(bucket, "cname", [...others, { domain, type, createdMillis: call.nowMillis }]))
  })

const cnameHandlers: Handlers = {
  PutBucketCNAME: changing(Settings.CnameDocument, bindDomain),

  GetBucketCNAME: reading(({ settings }, { query }) => {
    const wanted = query.get("type") || "normal"
    const records = (settings.cname ?? []).filter(({ type }) => type === wanted)
    return {
      cname_records: records.map(({ createdMillis, domain, type }) => ({
        domain,
        type,
        created: toIso(createdMillis)
      })),
      count: records.length
    }
  }),

  DeleteBucketCNAME: changing(
    Settings.CnameRemovalDocument,
    (_, bucket, { domain }) => {
      const others = (bucket.settings.cname ?? []).filter((record) => record.domain !== domain)
      return Result.succeed(withSetting(bucket, "cname", others))
    },
    204
  )
}

const versioningHandlers: Handlers = {
  PutBucketVersioning: changing(Settings.VersioningDocument, (call, bucket, { status }) => {
    if (bucket.versioning === "DISABLED") beginVersions(call.state, bucket)
    return Result.succeed({ ...bucket, versioning: status })
  }),

  GetBucketVersioning: reading(({ versioning }) => ({ status: versioning }))
}

export const settingHandlers: Handlers = {
  ...cnameHandlers,
  ...versioningHandlers,

  PutBucketCORS: changing(Settings.CorsDocument, (_, bucket, cors) =>
    checked(Rules.checkCors(cors.cors_rules), bucket, "cors", cors)
  ),
  GetBucketCORS: reading(({ settings }) => settings.cors ?? { cors_rules: [] }),
  DeleteBucketCORS: removing("cors"),

  PutBucketPolicy: changing(Settings.PolicyDocument, (_, bucket, { statement }) =>
    checked(Rules.checkPolicy(statement), bucket, "policy", { statement: statement.map(several) })
  ),
  GetBucketPolicy: reading(({ settings }) => settings.policy ?? { statement: [] }),
  DeleteBucketPolicy: removing("policy"),

  PutBucketLifecycle: changing(Settings.LifecycleDocument, (call, bucket, { rule }) =>
    checked(Rules.checkLifecycle(rule), bucket, "lifecycle", {
      rule,
      createdMillis: call.nowMillis,
      checkedMillis: call.nowMillis
    })
  ),
  GetBucketLifecycle: reading(({ settings: { lifecycle } }) => ({
    rule: (lifecycle?.rule ?? []).map((rule) => ({
      ...rule,
      state: isChecked(lifecycle!) ? "ready" : "unchecked",
      created: Math.floor(lifecycle!.createdMillis / 1000)
    }))
  })),
  DeleteBucketLifecycle: removing("lifecycle"),

  PutBucketNotification: changing(Settings.NotificationDocument, (_, bucket, notification) =>
    Result.succeed(withSetting(bucket, "notification", notification))
  ),
  GetBucketNotification: reading(({ settings }) => settings.notification ?? { notifications: [] }),
  DeleteBucketNotification: removing("notification"),

  PutBucketExternalMirror: changing(Settings.MirrorDocument, (_, bucket, mirror) =>
    checked(Rules.checkMirror(mirror.source_site), bucket, "mirror", mirror)
  ),
  GetBucketExternalMirror: reading(({ settings }) => settings.mirror ?? { source_site: "" }),
  DeleteBucketExternalMirror: removing("mirror"),

  PutBucketLogging: changing(Settings.LoggingDocument, (_, bucket, logging) =>
    Result.succeed(withSetting(bucket, "logging", logging))
  ),
  GetBucketLogging: reading(({ settings }) => settings.logging ?? {}),
  DeleteBucketLogging: removing("logging"),

  PutBucketReplication: changing(Settings.ReplicationDocument, (call, bucket, replication) =>
    checked(Rules.checkReplication(call, bucket, replication.rules), bucket, "replication", replication)
  ),
  GetBucketReplication: reading(({ settings }, { call }) => ({
    rules: (settings.replication?.rules ?? []).map(({ destination, ...rule }) => ({
      id: rule.id,
      status: rule.status ?? "enabled",
      filters: rule.filters,
      destination: { ...destination, zone: call.state.buckets.get(destination.bucket)?.zone ?? "" },
      sync_marker: rule.sync_marker ?? "disabled",
      delete_marker: rule.delete_marker ?? "disabled"
    }))
  })),
  DeleteBucketReplication: removing("replication")
}
