/**
 * Versions of keys. While a bucket never had versions, a key holds one object, or none; from then on every object and
 * every deletion is remembered, and what was there before is the version `null`.
 * Source: QingStor API, "Versioning".
 */
import { createHash } from "node:crypto"
import { currentObject, setObject } from "../objectStore/state.ts"
import type { OisCall } from "./OisCall.ts"
import type { Bucket, KeyVersion, OisState, StoredObject } from "./state.ts"

const nullVersion = "null"

// One call may make versions of many keys.
const newVersionId = ({ uniqueId }: OisCall, key: string): string =>
  createHash("sha256").update(uniqueId).update(key).digest("base64url").slice(0, 32)

const objectVersion = (object: StoredObject): KeyVersion => {
  const versionId = object.versionId ?? nullVersion
  return { _tag: "Object", versionId, object: { ...object, versionId } }
}

/** All versions of a key, the newest first. */
export const versionsOf = (state: OisState, { name, versioning }: Bucket, key: string): ReadonlyArray<KeyVersion> => {
  if (versioning !== "DISABLED") return state.versions(name).get(key) ?? []
  const object = currentObject(state, name, key)
  return object === undefined ? [] : [objectVersion(object)]
}

/** Remembers from now on what happens to the keys of a bucket. */
export const beginVersions = (state: OisState, { name }: Bucket): void => {
  const versions = state.versions(name)
  for (const [key, { versions: objects }] of state.objects(name).scan()) versions.set(key, [objectVersion(objects[0])])
}

/** Replaces all versions of a key, in a bucket that has versions. */
export const changeVersions = (
  state: OisState,
  { name }: Bucket,
  key: string,
  all: ReadonlyArray<KeyVersion>
): void => {
  if (all.length === 0) state.versions(name).delete(key)
  else state.versions(name).set(key, all)
  const [newest] = all
  if (newest?._tag === "Object") setObject(state, name, key, newest.object)
  else state.objects(name).delete(key)
}

const addVersion = (
  call: OisCall,
  bucket: Bucket,
  key: string,
  make: (versionId: string) => KeyVersion
): KeyVersion => {
  const versionId = bucket.versioning === "ENABLED" ? newVersionId(call, key) : nullVersion
  const added = make(versionId)
  const others = versionsOf(call.state, bucket, key).filter((version) => version.versionId !== versionId)
  changeVersions(call.state, bucket, key, [added, ...others])
  return added
}

/** Makes an object the current one of its key. */
export const storeObject = (call: OisCall, bucket: Bucket, key: string, object: StoredObject): StoredObject => {
  const { versionId: _, ...unversioned } = object
  if (bucket.versioning === "DISABLED") {
    setObject(call.state, bucket.name, key, unversioned)
    return unversioned
  }
  let stored: StoredObject = unversioned
  addVersion(call, bucket, key, (versionId) => {
    stored = { ...unversioned, versionId }
    return { _tag: "Object", versionId, object: stored }
  })
  return stored
}

/** Changes the current object of a key, without making a version of it. */
export const updateObject = ({ state }: OisCall, bucket: Bucket, key: string, object: StoredObject): void => {
  if (bucket.versioning === "DISABLED") setObject(state, bucket.name, key, object)
  else changeVersions(state, bucket, key, [objectVersion(object), ...versionsOf(state, bucket, key).slice(1)])
}

/** What a deletion did. */
export interface Deletion {
  /** Of the marker that was made, or of the version that was removed. */
  readonly versionId?: string | undefined
  /** Whether it made a marker, or removed one. */
  readonly isMarker: boolean
}

/** Deletes what a key holds now; with versions, by a marker. A key that holds nothing is no error. */
export const deleteKey = (call: OisCall, bucket: Bucket, key: string): Deletion => {
  if (bucket.versioning === "DISABLED") {
    call.state.objects(bucket.name).delete(key)
    return { isMarker: false }
  }
  const createdMillis = call.nowMillis
  const { versionId } = addVersion(call, bucket, key, (versionId) => ({
    _tag: "DeleteMarker",
    versionId,
    createdMillis
  }))
  return { versionId, isMarker: true }
}

/** Removes one version for good. One that is not there is no error. */
export const deleteVersion = ({ state }: OisCall, bucket: Bucket, key: string, versionId: string): Deletion => {
  const all = versionsOf(state, bucket, key)
  const removed = all.find((version) => version.versionId === versionId)
  if (removed === undefined) return { versionId, isMarker: false }
  const others = all.filter((version) => version !== removed)
  if (bucket.versioning === "DISABLED") state.objects(bucket.name).delete(key)
  else changeVersions(state, bucket, key, others)
  return { versionId, isMarker: removed._tag === "DeleteMarker" }
}
