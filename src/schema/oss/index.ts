/**
 * Every operation of OSS, by noun. The methods of `Oss` are derived from these modules; each operation can be imported
 * by itself.
 */
import * as bucket from "./bucket.ts"
import * as list from "./list.ts"
import * as object from "./object.ts"
import * as objectAccess from "./objectAccess.ts"
import * as objectCopy from "./objectCopy.ts"
import * as objectDelete from "./objectDelete.ts"

/** The modules that hold the operations. */
export const ossModules = [bucket, object, objectCopy, objectDelete, objectAccess, list] as const

/** What the modules hold, for types. */
export type OssOperations = typeof bucket &
  typeof object &
  typeof objectCopy &
  typeof objectDelete &
  typeof objectAccess &
  typeof list

export * from "./bucket.ts"
export * from "./list.ts"
export * from "./object.ts"
export * from "./objectAccess.ts"
export * from "./objectCopy.ts"
export * from "./objectDelete.ts"
