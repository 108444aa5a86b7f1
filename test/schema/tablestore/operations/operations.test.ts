import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { AnyOperation } from "../../../../src/schema/Operation.ts"
import { decodeMessage, encodeMessage, type Message } from "../../../../src/schema/wire/protobufMessage.ts"
import { operationOf, operations, protocol } from "../../../suites/tablestoreProtocol.ts"
import { group } from "../vectors.ts"
import { operationCases as cases } from "./cases/index.ts"

const messagesOf = (operation: object) =>
  operation as { readonly request: Message<any>; readonly response: Message<any> }

/** A message as it arrives, whatever was left out of it. */
const normal = (message: Message<any>, fields: unknown) => decodeMessage(message, encodeMessage(message, fields))

describe("what a caller writes travels, and what comes back is what a caller reads", () => {
  it.effect.each(cases)("$method", ({ method, input, request, response, output }) =>
    Effect.gen(function* () {
      const operation = operationOf(method)
      const messages = messagesOf(operation)
      const { body } = Result.getOrThrow(protocol.encode(operation, input))
      assert.deepStrictEqual(
        decodeMessage(messages.request, body as Uint8Array),
        normal(messages.request, request),
        "the request"
      )
      const answer = { status: 200, headers: {}, body: encodeMessage(messages.response, response) }
      assert.deepStrictEqual(yield* protocol.decode(operation, answer), output, "the answer")
    })
  )
})

describe("what the service grew by since", () => {
  it.effect("is read as its digits, and can be sent back", () =>
    Effect.gen(function* () {
      const response = {
        tableMeta: {
          tableName: "t",
          primaryKey: [{ name: "k", type: 77, option: 78 }],
          definedColumn: [{ name: "c", type: 79 }]
        },
        reservedThroughputDetails: { capacityUnit: {}, lastIncreaseTime: 0n },
        tableOptions: { bloomFilterType: 80 },
        indexMetas: [{ name: "ix", primaryKey: ["c"], indexUpdateMode: 81, indexType: 82, indexSyncPhase: 83 }]
      }
      const describeTable = operationOf("describeTable")
      const body = encodeMessage(describeTable.response, response)
      const output: any = yield* protocol.decode(describeTable, { status: 200, headers: {}, body })
      assert.deepStrictEqual(output.primaryKey, [{ name: "k", type: "77", option: "78" }])
      assert.deepStrictEqual(output.definedColumns, [{ name: "c", type: "79" }])
      assert.deepStrictEqual(output.indexMetas, [
        {
          name: "ix",
          primaryKey: ["c"],
          definedColumns: [],
          indexType: "82",
          indexUpdateMode: "81",
          indexSyncPhase: "83"
        }
      ])
      const updateTable = operationOf("updateTable")
      const { tableOptions } = output
      const sent = Result.getOrThrow(protocol.encode(updateTable, { tableName: "t", tableOptions }))
      const { tableOptions: read } = decodeMessage(updateTable.request, sent.body as Uint8Array)
      assert.strictEqual(read.bloomFilterType, 80)
    })
  )
})

describe("the table of operations", () => {
  it("has each call tried, here or by a vector", () => {
    const tried = new Set([
      ...cases.map(({ method }) => operationOf(method).name),
      ...group("requests").map(({ op }) => op)
    ])
    const untried = Object.values<AnyOperation>(operations).filter(({ name }) => !tried.has(name))
    assert.deepStrictEqual(
      untried.map(({ name }) => name),
      []
    )
  })

  it("has methods of the names of their operations, each with a path of its own", () => {
    const paths = new Set<string>()
    for (const [method, operation] of Object.entries<any>(operations)) {
      assert.strictEqual(method.toLowerCase(), operation.name.toLowerCase())
      assert.strictEqual(operation.methodName, method)
      paths.add(operation.path ?? operation.name)
    }
    assert.strictEqual(paths.size, Object.keys(operations).length)
  })
})
