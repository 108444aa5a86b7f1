/**
 * Every operation of OIS, by noun. The methods of `Ois` are derived from these modules; each operation can be imported by
 * itself.
 */
import * as bucket from "./bucket.ts"
import * as bucketAccess from "./bucketAccess.ts"
import * as object from "./object.ts"

/** The modules that hold the operations. */
export const oisModules = [bucket, bucketAccess, object] as const

/** What the modules hold, for types. */
export type OisOperations = typeof bucket & typeof bucketAccess & typeof object

export * from "./bucket.ts"
export * from "./bucketAccess.ts"
export * from "./object.ts"
