import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import {
  configurationFromVariables,
  configurationKeys,
  configurationVariable,
  connectionOptionsOf,
  defaultConfiguration,
  identityOf,
  mergeConfigurations,
  type OisConfiguration,
  parseConfiguration
} from "../../../src/layers/ois/configuration.ts"
import { connectOis, zoneHost } from "../../../src/layers/ois/endpoint.ts"

/** A configuration with its secret laid open. */
const shown = ({ secretAccessKey, ...rest }: OisConfiguration) =>
  secretAccessKey === undefined ? rest : { ...rest, secretAccessKey: Redacted.value(secretAccessKey) }

const parsed = (text: string) => shown(Result.getOrThrow(parseConfiguration(text)))
const failureOf = (result: Result.Result<unknown, string>): string => {
  if (Result.isSuccess(result)) throw new Error(`expected a failure, found ${JSON.stringify(result.success)}`)
  return result.failure
}
const fromVariables = (family: "ois" | "qingstor", variables: Record<string, string>) =>
  configurationFromVariables(family, (name) => variables[name])

describe("a configuration file", () => {
  it("is read as the official SDKs install it", () => {
    const installed = [
      "# OIS Services Configuration",
      'access_key_id: ""',
      'secret_access_key: ""',
      'host: "jn1.is.shanhe.com"',
      "port: 443",
      'protocol: "https"',
      "connection_retries: 3",
      "# Use 0 for never timeout for request",
      "timeout: 0",
      '# Valid levels are "debug", "info", "warn", "error", and "fatal".',
      'log_level: "warn"',
      "enable_virtual_host_style: false",
      'zone: ""',
      'endpoint: ""',
      ""
    ].join("\n")
    assert.deepStrictEqual(parsed(installed), {
      host: "jn1.is.shanhe.com",
      port: 443,
      protocol: "https",
      connectionRetries: 3,
      timeout: 0,
      logLevel: "warn",
      enableVirtualHostStyle: false
    })
  })

  it("may set every key, in any form of YAML scalars", () => {
    const full = [
      "access_key_id: ACCESSKEYIDEXAMPLE",
      "secret_access_key: 'a/b+c=='",
      "protocol: HTTP",
      'host: "qingstor.com"',
      "port: '8080'",
      "endpoint: https://pek3a.qingstor.com:443",
      "zone: pek3a",
      "connection_retries: 5",
      "timeout: 1.5",
      "log_level: debug",
      "additional_user_agent: my-app/1.0",
      "enable_virtual_host_style: true",
      "disable_uri_cleaning: yes",
      "enable_dual_stack: 'on'"
    ].join("\n")
    const expected = {
      accessKeyId: "ACCESSKEYIDEXAMPLE",
      secretAccessKey: "a/b+c==",
      protocol: "http",
      host: "qingstor.com",
      port: 8080,
      endpoint: "https://pek3a.qingstor.com:443",
      zone: "pek3a",
      connectionRetries: 5,
      timeout: 1.5,
      logLevel: "debug",
      additionalUserAgent: "my-app/1.0",
      enableVirtualHostStyle: true,
      disableUriCleaning: true,
      enableDualStack: true
    } as const
    assert.deepStrictEqual(parsed(full), expected)
    assert.deepStrictEqual(configurationKeys.length, Object.keys(expected).length)
  })

  it("may be empty, and may hold keys that nobody knows", () => {
    for (const text of ["", "# nothing\n", "---\n", "other: [1, 2]\n", "access_key_id:\nzone: ~\n"]) {
      assert.deepStrictEqual(parsed(text), {})
    }
  })

  it("keeps the secret out of what is printed", () => {
    const configuration = Result.getOrThrow(parseConfiguration("secret_access_key: very-secret"))
    assert.notInclude(JSON.stringify(configuration), "very-secret")
  })

  it("takes a key of digits as text, unless what was written cannot be known any more", () => {
    assert.strictEqual(parsed("access_key_id: 12345").accessKeyId, "12345")
    for (const written of ["12345678901234567890", "1e3", "0x1F", "true", "1_000"]) {
      assert.include(failureOf(parseConfiguration(`access_key_id: ${written}`)), "access_key_id must be a text")
    }
    assert.strictEqual(parsed("access_key_id: '12345678901234567890'").accessKeyId, "12345678901234567890")
  })

  it("is refused with the key and without the value", () => {
    for (const [text, problem] of [
      ["port: 0", "port must be a whole number, 1 to 65535"],
      ["port: 65536", "port must be"],
      ["port: 80.5", "port must be"],
      ["port: eighty", "port must be"],
      ["protocol: ftp", "protocol must be one of http, https"],
      ["timeout: -1", "timeout must be a number, at least 0"],
      ["connection_retries: 1.5", "connection_retries must be a whole number"],
      ["enable_virtual_host_style: perhaps", "enable_virtual_host_style must be true or false"],
      ["log_level: loud", "log_level must be one of"],
      ["additional_user_agent: a b", "additional_user_agent contains characters that are not allowed"],
      ["additional_user_agent: 'a\"b'", "additional_user_agent contains"],
      ["additional_user_agent: é", "additional_user_agent contains"],
      ["secret_access_key: [hidden]", "secret_access_key must be a text"],
      ["secret_access_key: {hidden: 1}", "secret_access_key must be a text"]
    ] as const) {
      const failure = failureOf(parseConfiguration(text))
      assert.include(failure, problem)
      assert.notInclude(failure, "hidden")
    }
  })

  it("that is no YAML is refused with the line and without its text", () => {
    for (const text of [
      "a: 1\nsecret_access_key: *hidden",
      'a: 1\nsecret_access_key: "hidden',
      "a: 1\nhidden: 2\nhidden: 3"
    ]) {
      const failure = failureOf(parseConfiguration(text))
      assert.include(failure, "no readable YAML")
      assert.notInclude(failure, "hidden")
    }
    assert.include(failureOf(parseConfiguration("a: b: c")), "at line 1")
    for (const text of ["- a", "just text", "17"]) {
      assert.include(failureOf(parseConfiguration(text)), "must consist of keys and values")
    }
  })
})

describe("environment variables", () => {
  it("have the names of the keys, by family", () => {
    assert.strictEqual(configurationVariable("ois", "access_key_id"), "OIS_ACCESS_KEY_ID")
    assert.strictEqual(configurationVariable("qingstor", "config_path"), "QINGSTOR_CONFIG_PATH")
    const variables = {
      OIS_ACCESS_KEY_ID: "id",
      OIS_SECRET_ACCESS_KEY: "secret",
      OIS_PORT: "443",
      OIS_TIMEOUT: "30",
      OIS_ENABLE_VIRTUAL_HOST_STYLE: "True",
      OIS_ENABLE_DUAL_STACK: "0",
      OIS_ZONE: "",
      QINGSTOR_HOST: "other.example.com"
    }
    assert.deepStrictEqual(shown(Result.getOrThrow(fromVariables("ois", variables))), {
      accessKeyId: "id",
      secretAccessKey: "secret",
      port: 443,
      timeout: 30,
      enableVirtualHostStyle: true,
      enableDualStack: false
    })
    assert.deepStrictEqual(Result.getOrThrow(fromVariables("qingstor", variables)), { host: "other.example.com" })
  })

  it("are refused by their name", () => {
    assert.include(failureOf(fromVariables("ois", { OIS_PORT: "x" })), "OIS_PORT must be a whole number")
    assert.include(failureOf(fromVariables("qingstor", { QINGSTOR_PROTOCOL: "x" })), "QINGSTOR_PROTOCOL must be one of")
  })
})

describe("several configurations", () => {
  it("are put together key by key, where the later one wins if it says something", () => {
    const first = { host: "a", zone: "z", port: 1, enableVirtualHostStyle: true }
    const second = { host: "b", zone: undefined, endpoint: "", port: 2, enableVirtualHostStyle: false }
    assert.deepStrictEqual(mergeConfigurations(first, {}, second), {
      host: "b",
      zone: "z",
      port: 2,
      enableVirtualHostStyle: false
    })
  })

  it("start from the defaults of the official SDKs", () => {
    assert.strictEqual(defaultConfiguration("ois").host, "jn1.is.shanhe.com")
    assert.strictEqual(defaultConfiguration("qingstor").host, "qingstor.com")
    assert.deepInclude(defaultConfiguration("ois"), { connectionRetries: 3, timeout: 0, protocol: "https" })
  })
})

describe("the identity of a configuration", () => {
  const secret = (text: string) => Redacted.make(text)

  it("has both parts of a key, or is nobody", () => {
    const keys = Result.getOrThrow(identityOf({ accessKeyId: "id", secretAccessKey: secret("s") }))
    if ("_tag" in keys) throw new Error("expected keys")
    assert.strictEqual(keys.accessKeyId, "id")
    assert.strictEqual(Redacted.value(keys.accessKeySecret), "s")
    for (const empty of [{}, { accessKeyId: " ", secretAccessKey: secret("") }]) {
      assert.deepStrictEqual(Result.getOrThrow(identityOf(empty)), { _tag: "Anonymous" })
    }
  })

  it("is refused with one part only", () => {
    assert.strictEqual(failureOf(identityOf({ secretAccessKey: secret("s") })), "access key not provided")
    assert.strictEqual(failureOf(identityOf({ accessKeyId: "id" })), "secret access key not provided")
    const blank = { accessKeyId: "id", secretAccessKey: secret(" ") }
    assert.strictEqual(failureOf(identityOf(blank)), "secret access key not provided")
  })
})

describe("the connection of a configuration", () => {
  const hostOf = (family: "ois" | "qingstor", configuration: OisConfiguration, zone?: string): string => {
    const merged = mergeConfigurations(defaultConfiguration(family), configuration)
    return Result.getOrThrow(zoneHost(Result.getOrThrow(connectOis(connectionOptionsOf(family, merged))), zone))
  }

  it("goes where the official SDK goes, with either name of the zone of Shanhe", () => {
    assert.strictEqual(hostOf("ois", {}), "jn1.is.shanhe.com")
    assert.strictEqual(hostOf("ois", {}, "jn1a"), "jn1.is.shanhe.com")
    assert.strictEqual(hostOf("qingstor", { zone: "pek3a" }), "pek3a.qingstor.com")
  })

  it("has the endpoint in place of protocol, host and port", () => {
    const configuration = { endpoint: "http://127.0.0.1:9000", host: "other.example.com", port: 1 }
    const options = connectionOptionsOf("ois", mergeConfigurations(defaultConfiguration("ois"), configuration))
    assert.deepStrictEqual(Result.getOrThrow(connectOis(options)).endpoint, {
      scheme: "http",
      host: "127.0.0.1",
      literal: true,
      port: 9000
    })
  })

  it("has the style and the dual stack of the configuration", () => {
    const options = connectionOptionsOf("ois", { enableVirtualHostStyle: true, enableDualStack: false })
    assert.deepInclude(options, { deployment: "shanhe", virtualHosted: true, dualStack: false })
  })
})
