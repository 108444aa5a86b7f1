/** Tablestore on an emulator in this process, and on one behind a socket. Failures are repeated without pauses. */
import { TablestoreRetry } from "../../../src/index.ts"
import { TablestoreTest } from "../../../src/testing.ts"

const options = { retry: TablestoreRetry.layerNoDelay }

/** Without sockets. */
export const emulated = TablestoreTest.layerWith(options)

/** Over TCP. */
export const served = TablestoreTest.layerSockets(options)
