/**
 * Local transactions: changes of rows of one partition key that happen together or not at all.
 */

import * as M from "../protobuf/generated/tableStore.ts"
import { StoredKeyField } from "../row/rowFields.ts"
import { answer, linked, rowErrors, Text, table, tablestore } from "./legacyCommon.ts"

const start = linked(M.StartLocalTransactionRequest, M.StartLocalTransactionResponse)
const commit = linked(M.CommitTransactionRequest, M.CommitTransactionResponse)
const abort = linked(M.AbortTransactionRequest, M.AbortTransactionResponse)

export const transactionOperations = {
  /**
   * Starts a transaction over the rows of one partition key. It holds them for itself, and ends by itself after 60
   * seconds. The table must have been created with `enableLocalTxn`.
   *
   * Source: Tablestore API, StartLocalTransaction.
   */
  startLocalTransaction: tablestore.operation("StartLocalTransaction", {
    ...start.messages,
    // A transaction that was started without an answer holds its rows until it ends by itself.
    idempotent: false,
    input: {
      ...table,
      /** The first key column, alone. */
      key: start.sends("key", StoredKeyField)
    },
    output: {
      ...answer,
      /** Id to give to the calls of the transaction. */
      transactionId: start.receives("transactionId", Text)
    },
    errors: [...rowErrors, "OTSRowOperationConflict"]
  }),

  /**
   * Ends a transaction: all its changes are stored.
   *
   * Source: Tablestore API, CommitTransaction.
   */
  commitTransaction: tablestore.operation("CommitTransaction", {
    ...commit.messages,
    // Repeated after a lost answer it would report that there is no such transaction.
    idempotent: false,
    input: {
      /** Id of the transaction. */
      transactionId: commit.sends("transactionId", Text)
    },
    output: answer,
    errors: rowErrors
  }),

  /**
   * Ends a transaction: none of its changes are stored.
   *
   * Source: Tablestore API, AbortTransaction.
   */
  abortTransaction: tablestore.operation("AbortTransaction", {
    ...abort.messages,
    idempotent: false,
    input: {
      /** Id of the transaction. */
      transactionId: abort.sends("transactionId", Text)
    },
    output: answer,
    errors: rowErrors
  })
}
