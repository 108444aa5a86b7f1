import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as PlatformError from "effect/PlatformError"
import * as Redacted from "effect/Redacted"
import { loadConfiguration, type OisConfigurationError } from "../../../src/layers/ois/configurationSources.ts"

const failed = (path: string, tag: "NotFound" | "PermissionDenied") =>
  Effect.fail(
    PlatformError.systemError({ _tag: tag, module: "FileSystem", method: "readFileString", pathOrDescriptor: path })
  )

/** A file system of these files; a file of `undefined` may not be read. It can do nothing but read. */
const files = (contents: Readonly<Record<string, string | undefined>>) =>
  Effect.provideService(
    FileSystem.FileSystem,
    FileSystem.makeNoop({
      readFileString: (path) => {
        if (!(path in contents)) return failed(path, "NotFound")
        const found = contents[path]
        return found === undefined ? failed(path, "PermissionDenied") : Effect.succeed(found)
      }
    })
  )

const variables = (env: Record<string, string>) => Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))

const messageOf = <A>(effect: Effect.Effect<A, OisConfigurationError>) =>
  Effect.map(Effect.flip(effect), ({ message }) => message)

const usual = "/home/me/.ois/config.yaml"

describe("the configuration of a user", () => {
  it.effect("is that of the official SDK where nobody says anything", () =>
    Effect.gen(function* () {
      for (const [family, host] of [
        ["ois", "jn1.is.shanhe.com"],
        ["qingstor", "qingstor.com"]
      ] as const) {
        const loaded = yield* loadConfiguration(family).pipe(files({}), variables({ HOME: "/home/me" }))
        assert.strictEqual(loaded.host, host)
        assert.strictEqual(loaded.accessKeyId, undefined)
      }
    })
  )

  it.effect("comes from the defaults, the file, the variables and the program, of which the later one wins", () =>
    Effect.gen(function* () {
      const loaded = yield* loadConfiguration("ois", { zone: "program" }).pipe(
        files({ [usual]: "access_key_id: file\nsecret_access_key: s\nhost: file.example.com\nzone: file\nport: 1" }),
        variables({ HOME: "/home/me", OIS_HOST: "variable.example.com", OIS_ZONE: "variable", QINGSTOR_PORT: "2" })
      )
      assert.strictEqual(loaded.protocol, "https")
      assert.strictEqual(loaded.accessKeyId, "file")
      assert.strictEqual(Redacted.value(loaded.secretAccessKey!), "s")
      assert.strictEqual(loaded.port, 1)
      assert.strictEqual(loaded.host, "variable.example.com")
      assert.strictEqual(loaded.zone, "program")
    })
  )

  it.effect("has a file of its own for each family", () =>
    Effect.gen(function* () {
      const both = files({ [usual]: "zone: one", "/home/me/.qingstor/config.yaml": "zone: two" })
      const home = variables({ HOME: "/home/me" })
      assert.strictEqual((yield* loadConfiguration("ois").pipe(both, home)).zone, "one")
      assert.strictEqual((yield* loadConfiguration("qingstor").pipe(both, home)).zone, "two")
    })
  )

  it.effect("may have its file elsewhere, also below the home", () =>
    Effect.gen(function* () {
      const elsewhere = files({ "/etc/ois.yaml": "zone: etc", "/home/me/x/q.yaml": "zone: x", [usual]: "zone: usual" })
      const named = variables({
        HOME: "/home/me",
        OIS_CONFIG_PATH: "/etc/ois.yaml",
        QINGSTOR_CONFIG_PATH: "~/x/q.yaml"
      })
      assert.strictEqual((yield* loadConfiguration("ois").pipe(elsewhere, named)).zone, "etc")
      assert.strictEqual((yield* loadConfiguration("qingstor").pipe(elsewhere, named)).zone, "x")
    })
  )

  it.effect("is found in the home of Windows", () =>
    Effect.gen(function* () {
      const windows = files({ "C:\\Users\\me/.ois/config.yaml": "zone: w" })
      for (const env of [{ HOMEDRIVE: "C:", HOMEPATH: "\\Users\\me" }, { USERPROFILE: "C:\\Users\\me" }]) {
        assert.strictEqual((yield* loadConfiguration("ois").pipe(windows, variables(env as {}))).zone, "w")
      }
    })
  )

  it.effect("needs neither file system nor home", () =>
    Effect.gen(function* () {
      const noFiles = yield* loadConfiguration("ois").pipe(variables({ HOME: "/home/me", OIS_ZONE: "v" }))
      assert.strictEqual(noFiles.zone, "v")
      const noHome = yield* loadConfiguration("ois").pipe(files({ [usual]: "zone: f" }), variables({ OIS_PORT: "7" }))
      assert.deepStrictEqual([noHome.zone, noHome.port], [undefined, 7])
    })
  )

  it.effect("fails when a file that was asked for cannot be had", () =>
    Effect.gen(function* () {
      const named = variables({ OIS_CONFIG_PATH: "/etc/ois.yaml" })
      const absent = yield* messageOf(loadConfiguration("ois")).pipe(files({}), named)
      assert.strictEqual(absent, "/etc/ois.yaml, named by OIS_CONFIG_PATH, cannot be read: NotFound")
      const noFiles = yield* messageOf(loadConfiguration("ois")).pipe(named)
      assert.include(noFiles, "no FileSystem")
    })
  )

  it.effect("fails when the usual file is there and cannot be read", () =>
    Effect.gen(function* () {
      const message = yield* messageOf(loadConfiguration("ois")).pipe(
        files({ [usual]: undefined }),
        variables({ HOME: "/home/me" })
      )
      assert.strictEqual(message, `${usual} cannot be read: PermissionDenied`)
    })
  )

  it.effect("fails on what cannot be used, and repeats no value", () =>
    Effect.gen(function* () {
      const home = variables({ HOME: "/home/me" })
      const key = yield* messageOf(loadConfiguration("ois")).pipe(files({ [usual]: "port: hidden" }), home)
      assert.strictEqual(key, `${usual} is not usable: port must be a whole number, 1 to 65535`)
      const yaml = yield* messageOf(loadConfiguration("ois")).pipe(files({ [usual]: "a: hidden: b" }), home)
      assert.strictEqual(yaml, `${usual} is not usable: no readable YAML at line 1`)
      const variable = yield* messageOf(loadConfiguration("ois")).pipe(variables({ OIS_PORT: "hidden" }))
      assert.strictEqual(variable, "OIS_PORT must be a whole number, 1 to 65535")
    })
  )
})
