/** What the emulated OSS knows. */
import {
  makeObjectStoreState,
  type ObjectStoreState,
  type ObjectVersion,
  type StoredBucket,
  type WireHeaders
} from "../objectStore/state.ts"
import type { Store } from "../Store.ts"

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

export interface Bucket extends StoredBucket {
  /** E.g. `cn-hangzhou`. */
  readonly region: string
  readonly acl: BucketAcl
  readonly storageClass: StorageClass
  readonly dataRedundancyType: DataRedundancyType
}

export interface Tag {
  readonly key: string
  readonly value: string
}

/** One version of an object. */
export interface StoredObject extends ObjectVersion {
  readonly type: "Normal" | "Appendable" | "Multipart" | "Symlink"
  readonly crc64: bigint
  /** Base64; only objects that arrived in one piece have one. */
  readonly contentMd5?: string | undefined
  readonly storageClass: StorageClass
  readonly acl: ObjectAcl
  readonly tags: ReadonlyArray<Tag>
  /** Encryption headers to echo. */
  readonly encryption: WireHeaders
  /** Key that a symbolic link points at. */
  readonly symlinkTarget?: string | undefined
}

/** What the emulated OSS knows. */
export type OssState = ObjectStoreState<Bucket, StoredObject>

export const makeState = (store: Store["Service"]): OssState => makeObjectStoreState(store, "oss")
