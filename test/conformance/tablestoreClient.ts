/** The vendor's client for Node and an emulator for it to talk to. */
import { Effect, Exit, Layer, Scope } from "effect"
import TableStore from "tablestore"
import { afterAll, beforeAll, expect } from "vitest"
import { emulatorLayer, serveTablestore } from "../emulator/tablestore/fixture.ts"

/** Starts an emulator before the tests of a file and stops it after them. */
export const startEmulator = () => {
  const scope = Effect.runSync(Scope.make())
  let url = ""
  beforeAll(async () => {
    const services = await Effect.runPromise(Layer.buildWithScope(emulatorLayer, scope))
    const serving = await Effect.runPromise(serveTablestore.pipe(Effect.provide(services), Scope.provide(scope)))
    url = serving.url
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const makeClient = (more: Record<string, unknown> = {}) =>
    new TableStore.Client({
      accessKeyId: "test",
      secretAccessKey: "test",
      endpoint: url,
      instancename: "conformance",
      maxRetries: 0,
      ...more
    })
  let made: any
  const client = (): any => {
    made ??= makeClient()
    return made
  }
  return { client, makeClient, url: () => url }
}

export const ignore = new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null)

export const long = (value: number) => TableStore.Long.fromNumber(value)
export const longText = (value: string) => TableStore.Long.fromString(value)

/** A value of an answer; 64-bit integers as bigint. */
export const plain = (value: any) =>
  typeof value === "object" && value !== null && !Buffer.isBuffer(value) ? BigInt(value.toString()) : value

/** Columns of a row by their names. */
export const columnsOf = (row: any): Record<string, unknown> =>
  Object.fromEntries((row.attributes ?? []).map((cell: any) => [cell.columnName, plain(cell.columnValue)]))

/** Values of a row's key. */
export const keyOf = (row: any): ReadonlyArray<any> => (row.primaryKey ?? row).map(({ value }: any) => plain(value))

/** What a call failed with. The client shows the bytes of an error as text: the code and the message are inside. */
export const failure = async (call: Promise<unknown>): Promise<{ readonly status: number; readonly text: string }> => {
  try {
    await call
  } catch (error: any) {
    return { status: error.code, text: String(error.message) }
  }
  return expect.unreachable("The call should have failed.")
}
