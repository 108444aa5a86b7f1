/**
 * The refusals of the service, with its own texts.
 * Source: Tablestore, error codes; texts where its tests or documents show them, else worded alike.
 */
import { TablestoreRefusal } from "./TablestoreRefusal.ts"

const refusal = (status: number, code: string, message: string, tunnelId?: string): TablestoreRefusal =>
  new TablestoreRefusal({ status, code, message, tunnelId })

export const authFailed = (message: string): TablestoreRefusal => refusal(403, "OTSAuthFailed", message)

export const bodyTooLarge = (): TablestoreRefusal =>
  refusal(413, "OTSRequestBodyTooLarge", "The size of POST data is too large.")

export const conditionCheckFailed = (): TablestoreRefusal =>
  refusal(403, "OTSConditionCheckFail", "Condition check failed.")

export const dataOutOfRange = (): TablestoreRefusal =>
  refusal(400, "OTSDataOutOfRange", "Data out of scope of the transaction: its partition key is another one.")

export const internalError = (): TablestoreRefusal => refusal(500, "OTSInternalServerError", "Internal server error.")

export const invalidPrimaryKey = (message = "Primary key schema mismatch."): TablestoreRefusal =>
  refusal(400, "OTSInvalidPK", message)

/** A search index is not as the request has it. */
export const metaNotMatch = (message: string): TablestoreRefusal => refusal(400, "OTSMetaNotMatch", message)

export const methodNotAllowed = (): TablestoreRefusal =>
  refusal(405, "OTSMethodNotAllowed", "Only POST method for requests is supported.")

export const objectAlreadyExists = (message = "Requested table already exists."): TablestoreRefusal =>
  refusal(409, "OTSObjectAlreadyExist", message)

export const objectNotExist = (message = "Requested table does not exist."): TablestoreRefusal =>
  refusal(404, "OTSObjectNotExist", message)

export const parameterInvalid = (message: string): TablestoreRefusal => refusal(400, "OTSParameterInvalid", message)

/** What a tunnel's client calls about is no longer there, or no longer its own. */
export const resourceGone = (message: string, tunnelId: string): TablestoreRefusal =>
  refusal(410, "OTSResourceGone", message, tunnelId)

export const rowOperationConflict = (message = "Data is being modified by the other request."): TablestoreRefusal =>
  refusal(409, "OTSRowOperationConflict", message)

export const sequenceNumberNotMatch = (given: bigint, expected: bigint, tunnelId: string): TablestoreRefusal =>
  refusal(409, "OTSSequenceNumberNotMatch", `The sequence number is ${given}, expected ${expected}.`, tunnelId)

export const sessionExpired = (): TablestoreRefusal =>
  refusal(400, "OTSSessionExpired", "ScanQuery'session is expired, please retry ComputeSplitsRequest and ScanQuery.")

export const sessionNotExist = (): TablestoreRefusal => refusal(400, "OTSSessionNotExist", "Session does not exist.")

export const streamDataTrimmed = (): TablestoreRefusal =>
  refusal(400, "OTSTunnelServerUnavailable", "Requested stream data is already trimmed or does not exist.")

export const tableNotReady = (): TablestoreRefusal => refusal(404, "OTSTableNotReady", "The table is not ready.")

export const tooManyTables = (): TablestoreRefusal =>
  refusal(403, "OTSQuotaExhausted", "Number of tables exceeded the quota.")

export const transactionTooLarge = (): TablestoreRefusal =>
  refusal(400, "OTSOutOfTransactionDataSizeLimit", "The data size of the transaction exceeded the limit.")

export const tunnelExists = (tunnelId: string): TablestoreRefusal =>
  refusal(409, "OTSTunnelExist", "Requested tunnel already exists.", tunnelId)

/** Changes that the tunnel had still to hand out are no longer kept. */
export const tunnelExpired = (tunnelId: string): TablestoreRefusal =>
  refusal(400, "OTSTunnelExpired", "The tunnel has expired.", tunnelId)
