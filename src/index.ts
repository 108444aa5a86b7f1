/**
 * Storage services for Effect programs.
 *
 * Node-only parts are in `effect-cloud-storage/node`, the emulator and its test layers in `effect-cloud-storage/testing`.
 */

export * as Credentials from "./layers/Credentials.ts"
export * as RetryPolicy from "./layers/RetryPolicy.ts"
export * as Body from "./schema/Body.ts"
export { ClientError, RequestError, ServerError, type StorageError } from "./schema/Errors.ts"
export * as Time from "./schema/Time.ts"
export { Oss, OssClient } from "./services/Oss.ts"
