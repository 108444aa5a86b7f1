/** Every operation of OIS: the request it is, and what it makes of an answer. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { bucketCases } from "../suites/oisCases/bucketCases.ts"
import type { OisCase } from "../suites/oisCases/OisCase.ts"
import { objectCases } from "../suites/oisCases/objectCases.ts"
import { settingCases } from "../suites/oisCases/settingCases.ts"
import { assertSigned } from "../suites/oisSignature.ts"
import { calledOis, oisAnswer, requestId } from "../suites/scriptedOis.ts"

const cases: Readonly<Record<string, ReadonlyArray<OisCase>>> = { ...bucketCases, ...settingCases, ...objectCases }

describe("operations of OIS", () => {
  for (const [method, ofMethod] of Object.entries(cases)) {
    for (const [index, { input, request, answer, output = {} }] of ofMethod.entries()) {
      it.effect(`${method}${ofMethod.length === 1 ? "" : ` (${index + 1})`} is ${request[0]} ${request[1]}`, () =>
        Effect.gen(function* () {
          const [status, document, answerHeaders]: NonNullable<OisCase["answer"]> = answer ?? [200]
          const { output: got, seen } = yield* calledOis([oisAnswer(status, document, answerHeaders)], (ois) =>
            (ois[method as "headBucket"] as (given: object) => Effect.Effect<object, unknown>)(input)
          )
          const [verb, target, headers = {}, body] = request
          assert.deepStrictEqual([seen[0]!.method, seen[0]!.target], [verb, target])
          for (const [name, value] of Object.entries(headers)) assert.strictEqual(seen[0]!.headers[name], value, name)
          if (body !== undefined) assert.deepStrictEqual(JSON.parse(new TextDecoder().decode(seen[0]!.body)), body)
          assertSigned(seen[0]!)
          const plain = Object.fromEntries(
            Object.entries(got).filter(([name]) => !["stream", "bytes", "text", "toFile"].includes(name))
          )
          assert.deepStrictEqual(plain, { requestId, ...output })
        })
      )
    }
  }
})
