/**
 * Storage services for Effect programs.
 *
 * Node-only parts are in `effect-cloud-storage/node`, the emulator and its test layers in `effect-cloud-storage/testing`.
 */

export * as Credentials from "./layers/Credentials.ts"
export * as RetryPolicy from "./layers/RetryPolicy.ts"
export * as Body from "./schema/Body.ts"
export { ClientError, RequestError, ServerError, type StorageError } from "./schema/Errors.ts"
/** The operations of OSS, for `OssClient`, which executes them one at a time. */
export * as OssOperations from "./schema/oss/index.ts"
export * as Time from "./schema/Time.ts"
export {
  type DeletedObjects,
  type ListEntry,
  Oss,
  type OssBucket,
  OssClient,
  type OssOptions,
  type OssService,
  type PostForm,
  type PresignedUrl
} from "./services/Oss.ts"
export * as ProgressBar from "./services/ProgressBar.ts"
