import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { decodeMessage, encodeMessage } from "../../../../src/schema/wire/protobufMessage.ts"
import { type Method, operationOf, protocol } from "../../../suites/tablestoreProtocol.ts"

const read = (method: Method, response: object) => {
  const operation = operationOf(method)
  const body = encodeMessage(operation.response, response)
  return protocol.decode(operation, { status: 200, headers: {}, body }) as Effect.Effect<any, unknown>
}

const config = { schema: [{ columnName: "c", type: 99, encode: 98 }], format: 97, formatter: 96 }

describe("words that the service adds to its answers", () => {
  it.effect("are read as the digits of their numbers, at any depth", () =>
    Effect.gen(function* () {
      const task = yield* read("describeDeliveryTask", { taskConfig: config, taskType: 95 })
      assert.deepStrictEqual(task, {
        taskConfig: {
          schema: [{ columnName: "c", type: "99", encode: "98" }],
          format: "97",
          formatter: "96"
        },
        taskType: "95"
      })
      const info = { tunnelId: "i", tunnelType: "t", tableName: "a", instanceName: "b", streamId: "s", stage: "x" }
      const { tunnels } = yield* read("listTunnel", { tunnels: [{ ...info, streamTunnelConfig: { flag: 9 } }] })
      assert.deepStrictEqual(tunnels[0].streamTunnelConfig, { flag: "9" })
    })
  )

  it.effect("can be sent back as they were read; words of nobody cannot", () =>
    Effect.gen(function* () {
      const operation = operationOf("updateDeliveryTask")
      const { taskConfig } = yield* read("describeDeliveryTask", { taskConfig: config })
      const input = { tableName: "t", taskName: "n", taskConfig }
      const { body } = Result.getOrThrow(protocol.encode(operation, input))
      const sent = decodeMessage(operation.request, body as Uint8Array) as { readonly taskConfig: object }
      assert.deepInclude(sent.taskConfig, { format: 97, formatter: 96 })
      const refused = protocol.encode(operation, { ...input, taskConfig: { ...taskConfig, format: "orc" } })
      assert.deepStrictEqual(Result.isFailure(refused) ? refused.failure : [], [
        { path: ["taskConfig", "format"], message: 'must be "parquet"', given: '"orc"' }
      ])
    })
  )
})
