/**
 * Local transactions: changes of rows of one partition key that happen together or not at all.
 */
import { fields } from "../../Fields.ts"
import { inMessage } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { StoredKeyField } from "../row/rowFields.ts"
import { Answer, rowErrors, TableRef, Text, tablestore } from "./common.ts"

/** What {@link startLocalTransaction} takes. */
export class StartLocalTransactionInput extends /*#__PURE__*/ fields(TableRef, () => ({
  /** The first key column, alone. */
  key: inMessage("key", StoredKeyField)
})) {}

/** What {@link startLocalTransaction} gives. */
export class StartLocalTransactionOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Id to give to the calls of the transaction. */
  transactionId: inMessage("transactionId", Text)
})) {}

/**
 * Starts a transaction over the rows of one partition key. It holds them for itself, and ends by itself after 60
 * seconds. The table must have been created with `enableLocalTxn`.
 *
 * Source: Tablestore API, StartLocalTransaction.
 */
export const startLocalTransaction = /*#__PURE__*/ tablestore.operation("StartLocalTransaction", {
  request: M.StartLocalTransactionRequest,
  response: M.StartLocalTransactionResponse,
  // A transaction that was started without an answer holds its rows until it ends by itself.
  idempotent: false,
  input: StartLocalTransactionInput,
  output: StartLocalTransactionOutput,
  errors: [...rowErrors, "OTSRowOperationConflict"]
})

/** The call ends this transaction. */
export class EndedTransaction extends /*#__PURE__*/ fields(() => ({
  /** Id of the transaction. */
  transactionId: inMessage("transactionId", Text)
})) {}

/** What {@link commitTransaction} takes. */
export class CommitTransactionInput extends /*#__PURE__*/ fields(EndedTransaction) {}

/** What {@link commitTransaction} gives. */
export class CommitTransactionOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Ends a transaction: all its changes are stored.
 *
 * Source: Tablestore API, CommitTransaction.
 */
export const commitTransaction = /*#__PURE__*/ tablestore.operation("CommitTransaction", {
  request: M.CommitTransactionRequest,
  response: M.CommitTransactionResponse,
  // Repeated after a lost answer it would report that there is no such transaction.
  idempotent: false,
  input: CommitTransactionInput,
  output: CommitTransactionOutput,
  errors: rowErrors
})

/** What {@link abortTransaction} takes. */
export class AbortTransactionInput extends /*#__PURE__*/ fields(EndedTransaction) {}

/** What {@link abortTransaction} gives. */
export class AbortTransactionOutput extends /*#__PURE__*/ fields(Answer) {}

/**
 * Ends a transaction: none of its changes are stored.
 *
 * Source: Tablestore API, AbortTransaction.
 */
export const abortTransaction = /*#__PURE__*/ tablestore.operation("AbortTransaction", {
  request: M.AbortTransactionRequest,
  response: M.AbortTransactionResponse,
  idempotent: false,
  input: AbortTransactionInput,
  output: AbortTransactionOutput,
  errors: rowErrors
})
