/**
 * The refusals of the service, with its own texts.
 * Source: Tablestore, error codes; texts where its tests or documents show them, else in their manner.
 */
import { TablestoreFault } from "./TablestoreFault.ts"

const fault = (status: number, code: string, message: string, tunnelId?: string): TablestoreFault =>
  new TablestoreFault({ status, code, message, tunnelId })

export const authFailed = (message: string): TablestoreFault => fault(403, "OTSAuthFailed", message)

export const bodyTooLarge = (): TablestoreFault =>
  fault(413, "OTSRequestBodyTooLarge", "The size of POST data is too large.")

export const conditionCheckFailed = (): TablestoreFault =>
  fault(403, "OTSConditionCheckFail", "Condition check failed.")

export const dataOutOfRange = (): TablestoreFault =>
  fault(400, "OTSDataOutOfRange", "Data out of scope of the transaction: its partition key is another one.")

export const internalError = (): TablestoreFault => fault(500, "OTSInternalServerError", "Internal server error.")

export const invalidPrimaryKey = (message = "Primary key schema mismatch."): TablestoreFault =>
  fault(400, "OTSInvalidPK", message)

export const methodNotAllowed = (): TablestoreFault =>
  fault(405, "OTSMethodNotAllowed", "Only POST method for requests is supported.")

export const objectAlreadyExists = (message = "Requested table already exists."): TablestoreFault =>
  fault(409, "OTSObjectAlreadyExist", message)

export const objectNotExist = (message = "Requested table does not exist."): TablestoreFault =>
  fault(404, "OTSObjectNotExist", message)

export const parameterInvalid = (message: string): TablestoreFault => fault(400, "OTSParameterInvalid", message)

/** What a tunnel's client calls about is no longer there, or no longer its own. */
export const resourceGone = (message: string, tunnelId: string): TablestoreFault =>
  fault(410, "OTSResourceGone", message, tunnelId)

export const rowOperationConflict = (message = "Data is being modified by the other request."): TablestoreFault =>
  fault(409, "OTSRowOperationConflict", message)

export const sequenceNumberNotMatch = (given: bigint, expected: bigint, tunnelId: string): TablestoreFault =>
  fault(409, "OTSSequenceNumberNotMatch", `The sequence number is ${given}, expected ${expected}.`, tunnelId)

export const sessionExpired = (): TablestoreFault =>
  fault(400, "OTSSessionExpired", "ScanQuery'session is expired, please retry ComputeSplitsRequest and ScanQuery.")

export const sessionNotExist = (): TablestoreFault => fault(400, "OTSSessionNotExist", "Session does not exist.")

export const streamDataTrimmed = (): TablestoreFault =>
  fault(400, "OTSTunnelServerUnavailable", "Requested stream data is already trimmed or does not exist.")

export const tableNotReady = (): TablestoreFault => fault(404, "OTSTableNotReady", "The table is not ready.")

export const tooManyTables = (): TablestoreFault =>
  fault(403, "OTSQuotaExhausted", "Number of tables exceeded the quota.")

export const transactionTooLarge = (): TablestoreFault =>
  fault(400, "OTSOutOfTransactionDataSizeLimit", "The data size of the transaction exceeded the limit.")

export const tunnelExists = (tunnelId: string): TablestoreFault =>
  fault(409, "OTSTunnelExist", "Requested tunnel already exists.", tunnelId)

/** Changes that the tunnel had still to hand out are no longer kept. */
export const tunnelExpired = (tunnelId: string): TablestoreFault =>
  fault(400, "OTSTunnelExpired", "The tunnel has expired.", tunnelId)
