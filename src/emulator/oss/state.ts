/** What the emulated OSS knows. */
import type { Body } from "../Body.ts"
import type { Store, Table } from "../Store.ts"

export const bucketAcls = ["private", "public-read", "public-read-write"] as const
export type BucketAcl = (typeof bucketAcls)[number]

/** `default`: as the bucket's. */
export const objectAcls = ["default", ...bucketAcls] as const
export type ObjectAcl = (typeof objectAcls)[number]

export const storageClasses = ["Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"] as const
export type StorageClass = (typeof storageClasses)[number]

export const redundancyTypes = ["LRS", "ZRS"] as const
export type DataRedundancyType = (typeof redundancyTypes)[number]

export const encryptionAlgorithms = ["AES256", "KMS", "SM4"] as const

export interface Owner {
  readonly id: string
  readonly displayName: string
}

export interface Bucket {
  readonly name: string
  readonly owner: Owner
  /** E.g. `cn-hangzhou`. */
  readonly region: string
  readonly createdMillis: number
  readonly acl: BucketAcl
  readonly storageClass: StorageClass
  readonly dataRedundancyType: DataRedundancyType
}

export interface Tag {
  readonly key: string
  readonly value: string
}

/** Headers by lower-case name, one character per byte as they came over the wire. */
export type WireHeaders = Readonly<Record<string, string>>

/** One version of an object. */
export interface StoredObject {
  readonly type: "Normal" | "Appendable" | "Multipart" | "Symlink"
  readonly body: Body
  /** Without quotes. */
  readonly eTag: string
  readonly crc64: bigint
  /** Base64; only objects that arrived in one piece have one. */
  readonly contentMd5?: string | undefined
  readonly lastModifiedMillis: number
  readonly storageClass: StorageClass
  readonly acl: ObjectAcl
  /** Content-Type and the other headers that are stored and sent back as they are. */
  readonly contentHeaders: WireHeaders
  /** Names without `x-oss-meta-`. */
  readonly userMetadata: WireHeaders
  readonly tags: ReadonlyArray<Tag>
  /** Encryption headers to echo. */
  readonly encryption: WireHeaders
  /** Key that a symbolic link points at. */
  readonly symlinkTarget?: string | undefined
}

/** All versions of a key, the current one first. Without versioning there is exactly one. */
export interface ObjectEntry {
  readonly versions: readonly [StoredObject, ...ReadonlyArray<StoredObject>]
}

/** The tables of the emulated OSS. */
export interface OssState {
  /** By name. */
  readonly buckets: Table<Bucket>
  /** Objects of a bucket, by key. */
  readonly objects: (bucket: string) => Table<ObjectEntry>
}

export const makeState = (store: Store["Service"]): OssState => ({
  buckets: store.table("oss/buckets"),
  objects: (bucket) => store.table(`oss/objects/${bucket}`)
})

/** The current version of a key. */
export const currentObject = (state: OssState, bucket: string, key: string): StoredObject | undefined =>
  state.objects(bucket).get(key)?.versions[0]

/** Replaces whatever the key held. */
export const setObject = (state: OssState, bucket: string, key: string, object: StoredObject): void =>
  state.objects(bucket).set(key, { versions: [object] })
