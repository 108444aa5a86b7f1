/** OIS as the configuration of its official clients says. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { OisNode } from "../../src/node.ts"
import { Ois, type OisService, type SdkConfiguration } from "../../src/services/Ois.ts"
import { answer, reset, type Step, script } from "../suites/scriptedHttp.ts"
import { codeOf, oisAnswer } from "../suites/scriptedOis.ts"
import { during } from "../suites/scriptedOss.ts"
import { temporaryDirectory } from "../suites/temporaryDirectory.ts"

interface Setup {
  readonly env?: Record<string, string>
  readonly given?: SdkConfiguration
  readonly steps?: ReadonlyArray<Step>
}

const called = <A, E>(
  { env = {}, given, steps = [oisAnswer(200, {})] }: Setup,
  use: (ois: OisService) => Effect.Effect<A, E>
) => {
  const { layer, seen } = script(...steps)
  return Effect.flatMap(Ois, use).pipe(
    Effect.provide(Ois.layerSdkConfig(given).pipe(Layer.provide([layer, NodeFileSystem.layer]))),
    Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))),
    Effect.result,
    Effect.map((result) => ({ result, seen }))
  )
}

const asked = (setup: Setup) =>
  Effect.map(
    called(setup, (ois) => ois.bucket("test-bucket").listObjects()),
    ({ result, seen }) =>
      result._tag === "Failure"
        ? String((result.failure as Error).message)
        : `${seen[0]!.host} ${seen[0]!.headers["authorization"]?.split(":")[0] ?? "nobody"} ${seen[0]!.headers["user-agent"]!.split("/")[2] ?? ""}`.trim()
  )

/** A folder of a user with a file in it. */
const homeWith = (family: string, text: string) =>
  Effect.map(temporaryDirectory, (home) => {
    mkdirSync(join(home, `.${family}`))
    writeFileSync(join(home, `.${family}`, "config.yaml"), text)
    return home
  })

describe("the configuration of the SDK", () => {
  it.effect("has the SDK's defaults, and nobody's calls without keys", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* asked({}), "jn1.is.shanhe.com nobody")
      assert.strictEqual(yield* asked({ given: { family: "qingstor" } }), "qingstor.com nobody")
    })
  )

  it.effect("comes from the file, then from variables, then from the program", () =>
    Effect.gen(function* () {
      const home = yield* homeWith(
        "ois",
        "access_key_id: file\nsecret_access_key: file\nhost: qingstor.com\nzone: pek3a\nadditional_user_agent: app\n"
      )
      const env = { HOME: home }
      assert.strictEqual(yield* asked({ env }), "pek3a.qingstor.com QS file app")
      const variables = { ...env, OIS_ACCESS_KEY_ID: "variable", OIS_ZONE: "sh1a", QINGSTOR_ZONE: "gd2" }
      assert.strictEqual(yield* asked({ env: variables }), "sh1a.qingstor.com QS variable app")
      const given = { accessKeyId: "program", secretAccessKey: "s", zone: "gd2", endpoint: "https://is.shanhe.com" }
      assert.strictEqual(yield* asked({ env: variables, given }), "gd2.is.shanhe.com QS program app")
      assert.strictEqual(yield* asked({ env, given: { family: "qingstor" } }), "qingstor.com nobody")
    }).pipe(Effect.scoped)
  )

  it.effect("is told what is wrong with it, and never what is in it", () =>
    Effect.gen(function* () {
      const half = yield* asked({ env: { OIS_ACCESS_KEY_ID: "mine" } })
      assert.match(half, /^Ois\.layer: .*secret access key not provided/)
      const home = yield* homeWith("ois", "port: s3cr3t\n")
      const wrong = yield* asked({ env: { HOME: home } })
      assert.match(wrong, /config\.yaml is not usable: port must be a whole number/)
      assert.notMatch(wrong, /s3cr3t/)
      const secret = Redacted.make("s3cr3t")
      assert.match(yield* asked({ given: { secretAccessKey: secret } }), /access key not provided/)
      assert.match(yield* asked({ given: { endpoint: "ftp://a" } }), /endpoint: /)
    }).pipe(Effect.scoped)
  )

  it.effect("says how often calls are repeated, and how long they may be silent", () =>
    Effect.gen(function* () {
      const attempts = (connectionRetries: number | undefined) =>
        Effect.map(
          during(
            called({ given: { connectionRetries }, steps: Array.from({ length: 9 }, () => reset) }, (ois) =>
              codeOf(ois.listBuckets({}))
            ),
            "5 minutes"
          ),
          ({ seen }) => seen.length
        )
      assert.deepStrictEqual([yield* attempts(0), yield* attempts(undefined), yield* attempts(4)], [1, 4, 5])
      const silent: Step = () => Effect.never
      const waited = yield* during(
        called({ given: { timeout: 7, connectionRetries: 0 }, steps: [silent] }, (ois) =>
          Effect.map(Effect.flip(ois.listBuckets({})), ({ message }) => message)
        ),
        "1 minute"
      )
      assert.match(String(waited.result._tag === "Success" && waited.result.success), /nothing for 7000 ms/)
    })
  )

  it.effect("serves keys alone, too: from a file where the platform has files", () =>
    Effect.gen(function* () {
      const home = yield* homeWith("qingstor", "access_key_id: file\nsecret_access_key: file\n")
      const { layer, seen } = script(answer(200, {}, "{}"))
      const live = Ois.layer().pipe(
        Layer.provide([Ois.layerCredentials.pipe(Layer.provide(NodeFileSystem.layer)), Ois.layerRetry(), layer])
      )
      yield* Effect.flatMap(Ois, (ois) => ois.listBuckets({})).pipe(
        Effect.provide(live),
        Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { HOME: home } })))
      )
      assert.match(seen[0]!.headers["authorization"]!, /^QS file:/)
    }).pipe(Effect.scoped)
  )

  it.effect("makes a layer that needs nothing on Node", () =>
    Effect.gen(function* () {
      const built = yield* Effect.exit(
        Effect.provide(Ois, OisNode.layerSdkConfig({ endpoint: "ftp://a" })).pipe(
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: {} })))
        )
      )
      assert.strictEqual(built._tag, "Failure")
      const ois = yield* Effect.provide(Ois, OisNode.layerSdkConfig({ family: "qingstor" })).pipe(
        Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: {} })))
      )
      assert.strictEqual(ois.bucket("a").name, "a")
    })
  )
})
