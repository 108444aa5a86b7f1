/** What the emulated OIS knows. */
import { makeUploadState, type UploadedPart, type UploadState } from "../objectStore/multipart.ts"
import {
  makeObjectStoreState,
  type ObjectStoreState,
  type ObjectVersion,
  type StoredBucket,
  type WireHeaders
} from "../objectStore/state.ts"
import type { Store, Table } from "../Store.ts"
import type { BucketSettings, Grant } from "./settings.ts"

export const storageClasses = ["STANDARD", "STANDARD_IA"] as const
export type StorageClass = (typeof storageClasses)[number]

export type Versioning = "DISABLED" | "ENABLED" | "SUSPENDED"

export interface Bucket extends StoredBucket {
  /** Id of the zone, e.g. `pek3a`. */
  readonly zone: string
  /** What others than the owner may do. */
  readonly grants: ReadonlyArray<Grant>
  readonly versioning: Versioning
  readonly settings: BucketSettings
  /** When it was deleted. It stays a while. */
  readonly deletedMillis?: number | undefined
}

/** What is kept of a customer's key. */
export interface Encryption {
  readonly algorithm: string
  /** Base64. */
  readonly keyMd5: string
}

/** What a request says about the object it creates. */
export interface ObjectProperties {
  /** Absent when the request says nothing of it. */
  readonly storageClass?: StorageClass | undefined
  /** Content-Type and the other headers that are stored and sent back as they are. */
  readonly contentHeaders: WireHeaders
  readonly userMetadata: WireHeaders
  readonly encryption?: Encryption | undefined
}

/** One version of an object. */
export interface StoredObject extends ObjectVersion {
  readonly storageClass: StorageClass
  readonly createdMillis: number
  readonly encryption?: Encryption | undefined
  /** How many appends made the object; absent when it is not appendable. */
  readonly appends?: number | undefined
  /** Absent when the bucket knew no versions. */
  readonly versionId?: string | undefined
}

/** Stands for a deletion among the versions of a key. */
export interface DeleteMarker {
  readonly versionId: string
  readonly createdMillis: number
}

/** A version of a key: an object, or a marker that it was deleted. */
export type KeyVersion =
  | { readonly _tag: "Object"; readonly versionId: string; readonly object: StoredObject }
  | ({ readonly _tag: "DeleteMarker" } & DeleteMarker)

/** What the emulated OIS knows. */
export interface OisState extends ObjectStoreState<Bucket, StoredObject>, UploadState<ObjectProperties, UploadedPart> {
  /** Versions by key, the newest first, of buckets that ever had versions. Never empty. */
  readonly versions: (bucket: string) => Table<ReadonlyArray<KeyVersion>>
}

export const makeState = (store: Store["Service"]): OisState => ({
  ...makeObjectStoreState<Bucket, StoredObject>(store, "ois"),
  ...makeUploadState<ObjectProperties, UploadedPart>(store, "ois"),
  versions: (bucket) => store.table(`ois/versions/${bucket}`)
})
