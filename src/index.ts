/**
 * Storage services for Effect programs.
 *
 * Node-only parts are in `effect-cloud-storage/node`, the emulator and its test layers in `effect-cloud-storage/testing`.
 */

export * as Credentials from "./layers/Credentials.ts"
export * as RetryPolicy from "./layers/RetryPolicy.ts"
export * as TablestoreRetry from "./layers/tablestore/retry.ts"
export * as Body from "./schema/Body.ts"
export { ClientError, RequestError, ServerError, type StorageError } from "./schema/Errors.ts"
export type { ErrorKind } from "./schema/errorKinds.ts"
export {
  isAccessDenied,
  isAlreadyExists,
  isNotFound,
  isPreconditionFailed,
  isThrottled,
  isTransient
} from "./schema/errorPredicates.ts"
export * as OisImage from "./schema/ois/imageAction.ts"
/** The operations of OIS, for `OisClient`, which executes them one at a time. */
export * as OisOperations from "./schema/ois/index.ts"
/** The operations of OSS, for `OssClient`, which executes them one at a time. */
export * as OssOperations from "./schema/oss/index.ts"
export * as Time from "./schema/Time.ts"
/** The operations of Tablestore, for `TablestoreClient`, which executes them one at a time. */
export * as TablestoreOperations from "./schema/tablestore/index.ts"
export {
  Ois,
  type OisBucket,
  OisClient,
  type OisOptions,
  type OisService,
  type SdkConfiguration as OisSdkConfiguration
} from "./services/Ois.ts"
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
export {
  type BulkWriter,
  type LocalTransaction,
  type ParallelScanAllInput,
  type RangeAllInput,
  type SearchAllInput,
  type SearchOutput,
  type StreamRecordsAllInput,
  type TableHandle,
  type TableSplit,
  Tablestore,
  TablestoreClient,
  type TablestoreOptions,
  type TablestoreService,
  type TableWriter,
  type TransactionFailure,
  type TransactionTable,
  UncertainCommit,
  type UnwrittenRow,
  UnwrittenRows,
  type WriteAllOptions,
  type WriteProgress,
  type WriterOptions,
  type WriteSummary
} from "./services/Tablestore.ts"
export * from "./services/tablestore/builders.ts"
