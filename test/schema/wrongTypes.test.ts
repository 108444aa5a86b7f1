import { assert, describe, it } from "@effect/vitest"
import { xmlProtocol } from "../../src/layers/protocol/xml.ts"
import type { AnyOperation } from "../../src/schema/Operation.ts"
import { ossModules } from "../../src/schema/oss/index.ts"
import { operationsOf } from "../../src/services/bindOperations.ts"
import { operations as tablestoreOperations, protocol as tablestoreProtocol } from "../suites/tablestoreProtocol.ts"
import { wrongOutcomes } from "../suites/wrongTypes.ts"
import { ossInputs, tablestoreInputs } from "./validInputs.ts"

/** Operations that are declared field by field. */
const declared = (operations: Readonly<Record<string, AnyOperation>>): ReadonlyArray<readonly [string, AnyOperation]> =>
  Object.entries(operations).filter(([, operation]) => !("spec" in operation))

const services = [
  { name: "OSS", operations: operationsOf(ossModules), inputs: ossInputs, protocol: xmlProtocol },
  {
    name: "Tablestore",
    operations: tablestoreOperations,
    inputs: tablestoreInputs,
    protocol: tablestoreProtocol
  }
] as const

describe.each(services)("an operation of $name", ({ inputs, operations, protocol }) => {
  it("has a valid input to begin with", () => {
    assert.deepStrictEqual(Object.keys(inputs).sort(), Object.keys(operations).sort())
  })

  it.each(declared(operations))(
    "%s tells the place of every value of a wrong type, and of every name it does not know",
    (name, operation) => {
      const encode = (input: unknown) => protocol.encode(operation as never, input)
      assert.deepStrictEqual(wrongOutcomes(operation.input, encode, inputs[name]!), [])
    }
  )
})
