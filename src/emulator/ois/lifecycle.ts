/**
 * Carries out the lifecycle of buckets. Source: QingStor API, "Bucket lifecycle".
 *
 * Assumptions: rules are looked at once a day, from the first midnight (UTC) after they were made; until then their state
 * is `unchecked`. A version counts as noncurrent from when the next one was made.
 */
import * as Multipart from "../objectStore/multipart.ts"
import type { OisCall } from "./OisCall.ts"
import type { LifecycleRule } from "./settings.ts"
import type { Bucket, KeyVersion, StorageClass } from "./state.ts"
import { changeVersions, deleteKey, updateObject } from "./versions.ts"

const dayMillis = 24 * 60 * 60 * 1000

const dayOf = (millis: number): number => Math.floor(millis / dayMillis)

const isOver = ({ nowMillis }: OisCall, sinceMillis: number, days: number): boolean =>
  nowMillis >= sinceMillis + days * dayMillis

const prefixOf = ({ filter }: LifecycleRule): string => filter.prefix ?? ""

const changeCurrent = (call: OisCall, bucket: Bucket, rule: LifecycleRule): void => {
  const { expiration, transition } = rule
  if (expiration === undefined && transition === undefined) return
  // A table must not change while it is scanned.
  for (const [key, { versions }] of [...call.state.objects(bucket.name).scan({ prefix: prefixOf(rule) })]) {
    const [object] = versions
    if (expiration !== undefined && isOver(call, object.lastModifiedMillis, expiration.days)) {
      deleteKey(call, bucket, key)
    } else if (transition !== undefined && isOver(call, object.lastModifiedMillis, transition.days)) {
      updateObject(call, bucket, key, { ...object, storageClass: transition.storage_class })
    }
  }
}

const createdMillisOf = (version: KeyVersion): number =>
  version._tag === "Object" ? version.object.createdMillis : version.createdMillis

const withClass = (version: KeyVersion, storageClass: StorageClass): KeyVersion =>
  version._tag === "Object" ? { ...version, object: { ...version.object, storageClass } } : version

const changeNoncurrent = (call: OisCall, bucket: Bucket, rule: LifecycleRule): void => {
  const { noncurrent_version_expiration: expiration, noncurrent_version_transition: transition } = rule
  if (expiration === undefined && transition === undefined) return
  for (const [key, all] of [...call.state.versions(bucket.name).scan({ prefix: prefixOf(rule) })]) {
    const changed = all.flatMap((version, index) => {
      if (index === 0) return [version]
      const sinceMillis = createdMillisOf(all[index - 1]!)
      if (expiration !== undefined && isOver(call, sinceMillis, expiration.days)) return []
      const isMoved = transition !== undefined && isOver(call, sinceMillis, transition.days)
      return [isMoved ? withClass(version, transition.storage_class) : version]
    })
    changeVersions(call.state, bucket, key, changed)
  }
}

const abortUploads = (call: OisCall, { name: bucket }: Bucket, rule: LifecycleRule): void => {
  const days = rule.abort_incomplete_multipart_upload?.days_after_initiation
  if (days === undefined) return
  for (const [key, uploads] of [...call.state.uploads(bucket).scan({ prefix: prefixOf(rule) })]) {
    for (const { id, initiatedMillis } of uploads) {
      if (isOver(call, initiatedMillis, days)) Multipart.abortUpload(call.state, { bucket, key, id })
    }
  }
}

/** Whether the rules of a bucket have been looked at. */
export const isChecked = ({ checkedMillis, createdMillis }: NonNullable<Bucket["settings"]["lifecycle"]>): boolean =>
  checkedMillis > createdMillis

/** Does what has come due in a bucket since its rules were last looked at. */
export const applyLifecycle = (asking: OisCall, name: string): void => {
  // What the call does afterwards makes versions of its own.
  const call = { ...asking, uniqueId: `lifecycle ${asking.uniqueId}` }
  const bucket = call.state.buckets.get(name)
  const lifecycle = bucket?.settings.lifecycle
  if (bucket === undefined || lifecycle === undefined) return
  if (dayOf(call.nowMillis) <= dayOf(lifecycle.checkedMillis)) return
  for (const rule of lifecycle.rule) {
    if (rule.status !== "enabled") continue
    changeCurrent(call, bucket, rule)
    changeNoncurrent(call, bucket, rule)
    abortUploads(call, bucket, rule)
  }
  const settings = { ...bucket.settings, lifecycle: { ...lifecycle, checkedMillis: call.nowMillis } }
  call.state.buckets.set(name, { ...bucket, settings })
}
