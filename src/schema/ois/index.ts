/**
 * Every operation of OIS, by noun. The methods of `Ois` are derived from these modules; each operation can be imported by
 * itself.
 */
import * as bucket from "./bucket.ts"
import * as bucketAccess from "./bucketAccess.ts"
import * as bucketLifecycle from "./bucketLifecycle.ts"
import * as bucketReplication from "./bucketReplication.ts"
import * as bucketSettings from "./bucketSettings.ts"
import * as list from "./list.ts"
import * as multipart from "./multipart.ts"
import * as object from "./object.ts"
import * as objectCopy from "./objectCopy.ts"
import * as objectViews from "./objectViews.ts"

/** The modules that hold the operations. */
export const oisModules = [
  bucket,
  bucketAccess,
  bucketLifecycle,
  bucketReplication,
  bucketSettings,
  list,
  multipart,
  object,
  objectCopy,
  objectViews
] as const

/** What the modules hold, for types. */
export type OisOperations = typeof bucket &
  typeof bucketAccess &
  typeof bucketLifecycle &
  typeof bucketReplication &
  typeof bucketSettings &
  typeof list &
  typeof multipart &
  typeof object &
  typeof objectCopy &
  typeof objectViews

export * from "./bucket.ts"
export * from "./bucketAccess.ts"
export * from "./bucketLifecycle.ts"
export * from "./bucketReplication.ts"
export * from "./bucketSettings.ts"
export * from "./list.ts"
export * from "./multipart.ts"
export * from "./object.ts"
export * from "./objectCopy.ts"
export * from "./objectViews.ts"
