/**
 * What object stores know: buckets, and the versions of objects by key. Here is what all of them have; a service adds
 * what is its own (classes, ACLs, checksums) and says what it means.
 */
import type { Body } from "../Body.ts"
import type { Store, Table } from "../Store.ts"

export interface Owner {
  readonly id: string
  readonly displayName: string
}

export interface StoredBucket {
  readonly name: string
  readonly owner: Owner
  readonly createdMillis: number
}

/** Headers by lower-case name, one character per byte as they came over the wire. */
export type WireHeaders = Readonly<Record<string, string>>

/** One version of an object. */
export interface ObjectVersion {
  readonly body: Body
  /** Without quotes. */
  readonly eTag: string
  readonly lastModifiedMillis: number
  /** Content-Type and the other headers that are stored and sent back as they are. */
  readonly contentHeaders: WireHeaders
  /** Names without the service's prefix. */
  readonly userMetadata: WireHeaders
}

/** All versions of a key, the current one first. Without versioning there is exactly one. */
export interface ObjectEntry<Version extends ObjectVersion> {
  readonly versions: readonly [Version, ...ReadonlyArray<Version>]
}

/** The tables of an object store. */
export interface ObjectStoreState<Bucket extends StoredBucket, Version extends ObjectVersion> {
  /** By name. */
  readonly buckets: Table<Bucket>
  /** Objects of a bucket, by key. */
  readonly objects: (bucket: string) => Table<ObjectEntry<Version>>
}

/** @param service Name of the service, before the names of its tables. */
export const makeObjectStoreState = <Bucket extends StoredBucket, Version extends ObjectVersion>(
  store: Store["Service"],
  service: string
): ObjectStoreState<Bucket, Version> => ({
  buckets: store.table(`${service}/buckets`),
  objects: (bucket) => store.table(`${service}/objects/${bucket}`)
})

/** The current version of a key. */
export const currentObject = <Version extends ObjectVersion>(
  state: Pick<ObjectStoreState<StoredBucket, Version>, "objects">,
  bucket: string,
  key: string
): Version | undefined => state.objects(bucket).get(key)?.versions[0]

/** Replaces whatever the key held. */
export const setObject = <Version extends ObjectVersion>(
  state: Pick<ObjectStoreState<StoredBucket, Version>, "objects">,
  bucket: string,
  key: string,
  object: Version
): void => state.objects(bucket).set(key, { versions: [object] })
