/**
 * Every operation of OSS. The methods of `Oss` are derived from this table.
 */
import { bucketOperations } from "./bucket.ts"
import { listOperations } from "./list.ts"
import { objectOperations } from "./object.ts"
import { objectAccessOperations } from "./objectAccess.ts"

export const ossOperations = {
  ...bucketOperations,
  ...objectOperations,
  ...objectAccessOperations,
  ...listOperations
}

export { bucketOperations, listOperations, objectAccessOperations, objectOperations }
