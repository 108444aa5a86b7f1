/** Proxies of the environment and of the option, each asked through a real one. */
import { readFileSync } from "node:fs"
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from "node:tls"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as Credentials from "../../../src/layers/Credentials.ts"
import { type ProxyChoice, proxySettings } from "../../../src/layers/node/proxySettings.ts"
import * as RetryPolicy from "../../../src/layers/RetryPolicy.ts"
import { OssNode } from "../../../src/node.ts"
import { Oss, type OssService } from "../../../src/services/Oss.ts"
import { OssTest } from "../../../src/testing.ts"
import { type ProxyOptions, proxyServer } from "../../suites/proxyServer.ts"
import { eventually, head, headerOf, rawServer } from "../../suites/rawServer.ts"

const object = { bucket: "photos", key: "cat.png" }
const stored = head(200, { "content-length": 0, etag: '"E"' })
const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "NODE_USE_ENV_PROXY"]

/** Sets variables of the environment, and no others that say something of proxies, until the scope closes. */
const environment = (variables: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const before = names.map((name) => [name, process.env[name]] as const)
      for (const name of names) delete process.env[name]
      Object.assign(process.env, variables)
      return before
    }),
    (before) =>
      Effect.sync(() => {
        for (const [name, value] of before) {
          if (value === undefined) delete process.env[name]
          else process.env[name] = value
        }
      })
  )

const withOss = <A, E>(
  endpoint: string,
  proxy: ProxyChoice | undefined,
  use: (oss: OssService) => Effect.Effect<A, E>
) =>
  Effect.flatMap(Oss, use).pipe(
    Effect.provide(
      OssNode.layer({
        endpoint,
        region: "cn-hangzhou",
        credentials: Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" }),
        retry: RetryPolicy.layerNone,
        ...(proxy === undefined ? {} : { proxy })
      })
    )
  )

const remove = (oss: OssService) => oss.deleteObject(object)

/** A server for TLS that answers every request, and whose certificate is believed. */
const tlsServer = Effect.gen(function* () {
  const pem = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), "utf8")
  const certificate = pem("certificate")
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      const before = getCACertificates("default")
      setDefaultCACertificates([...before, certificate])
      return before
    }),
    (before) => Effect.sync(() => setDefaultCACertificates(before))
  )
  const server = createTlsServer({ key: pem("key"), cert: certificate }, (socket) => {
    socket.on("error", () => undefined)
    socket.on("data", (data) => {
      if (data.includes("\r\n\r\n")) socket.write(stored)
    })
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () => Effect.sync(() => server.close())
  )
  return (server.address() as { readonly port: number }).port
})

const plain = rawServer((connection) => {
  const length = Number(headerOf(connection, "content-length") ?? 0)
  const answer = Effect.andThen(
    eventually("the body is there", () => connection.received >= length),
    Effect.sync(() => connection.socket.write(stored))
  )
  Effect.runFork(answer)
})

describe("proxies of the environment", () => {
  it.live("are asked for the absolute URL over plain HTTP, by variables of either case", () =>
    Effect.gen(function* () {
      for (const name of ["HTTP_PROXY", "http_proxy"]) {
        const server = yield* plain
        const proxy = yield* proxyServer()
        yield* Effect.scoped(
          Effect.gen(function* () {
            yield* environment({ [name]: `http://127.0.0.1:${proxy.port}` })
            yield* withOss(server.url, undefined, (oss) =>
              Effect.gen(function* () {
                yield* remove(oss)
                yield* oss.putObject({ ...object, body: "text" })
                yield* oss.putObject({ ...object, body: Stream.make(new Uint8Array(0)) })
              })
            )
          })
        )
        assert.deepStrictEqual(proxy.asked, [
          `DELETE ${server.url}/photos/cat.png`,
          `PUT ${server.url}/photos/cat.png`,
          `PUT ${server.url}/photos/cat.png`
        ])
        assert.strictEqual(server.connections.length, 3)
        // What was signed has come through.
        assert.match(headerOf(server.connections[0]!, "authorization")!, /^OSS4-HMAC-SHA256 /)
      }
    })
  )

  it.live("are asked for a tunnel over TLS", () =>
    Effect.gen(function* () {
      const port = yield* tlsServer
      const proxy = yield* proxyServer()
      yield* environment({ https_proxy: `http://user:secret@127.0.0.1:${proxy.port}`, NODE_USE_ENV_PROXY: "1" })
      yield* withOss(`https://localhost:${port}`, undefined, remove)
      assert.deepStrictEqual(proxy.asked, [`CONNECT localhost:${port}`])
      assert.deepStrictEqual(proxy.authorizations, [`Basic ${Buffer.from("user:secret").toString("base64")}`])
    })
  )

  it.live("are not asked for the hosts of NO_PROXY", () =>
    Effect.gen(function* () {
      const server = yield* plain
      const port = new URL(server.url).port
      const proxy = yield* proxyServer()
      const proxied = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` }
      for (const [excepted, isAsked] of [
        ["127.0.0.1", false],
        [`other.example, 127.0.0.1:${port}`, false],
        ["*", false],
        ["127.0.0.1:1", true],
        ["example.com", true]
      ] as const) {
        const before = proxy.asked.length
        yield* Effect.scoped(
          Effect.andThen(environment({ ...proxied, NO_PROXY: excepted }), withOss(server.url, undefined, remove))
        )
        assert.strictEqual(proxy.asked.length, before + (isAsked ? 1 : 0), excepted)
      }
    })
  )

  it.live("are not asked for the emulator of a test", () =>
    Effect.gen(function* () {
      const proxy = yield* proxyServer()
      yield* environment({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })
      yield* Effect.flatMap(Oss, (oss) => oss.listBuckets({})).pipe(Effect.provide(OssTest.layerSockets()))
      assert.deepStrictEqual(proxy.asked, [])
    })
  )

  it.live("are not asked when the program wants none", () =>
    Effect.gen(function* () {
      const server = yield* plain
      const proxy = yield* proxyServer()
      yield* environment({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })
      yield* withOss(server.url, false, remove)
      assert.deepStrictEqual(proxy.asked, [])
      assert.strictEqual(server.connections.length, 1)
    })
  )
})

describe("the proxy of the option", () => {
  it.live("is asked for everything, whatever the environment says", () =>
    Effect.gen(function* () {
      const server = yield* plain
      const other = yield* proxyServer()
      yield* environment({ HTTP_PROXY: `http://127.0.0.1:${other.port}`, NO_PROXY: "*" })
      const given: ReadonlyArray<(url: string) => ProxyChoice> = [
        (url) => url,
        (url) => url.slice("http://".length),
        (url) => new URL(url),
        (url) => Redacted.make(url)
      ]
      for (const choice of given) {
        const proxy = yield* proxyServer()
        yield* withOss(server.url, choice(`http://127.0.0.1:${proxy.port}`), remove)
        assert.deepStrictEqual(proxy.asked, [`DELETE ${server.url}/photos/cat.png`])
      }
      assert.deepStrictEqual(other.asked, [])
    })
  )

  const credentials = "us%40er:s3cr3t-0f-the-proxy"
  const authorization = `Basic ${Buffer.from("us@er:s3cr3t-0f-the-proxy").toString("base64")}`
  const failure = (endpoint: string, options: ProxyOptions, userInfo: string) =>
    Effect.gen(function* () {
      const proxy = yield* proxyServer(options)
      return yield* Effect.flip(withOss(endpoint, `http://${userInfo}@127.0.0.1:${proxy.port}`, remove))
    })

  it.live("is told user and password, and the server is not", () =>
    Effect.gen(function* () {
      yield* environment({})
      const server = yield* plain
      const proxy = yield* proxyServer({ authorization })
      yield* withOss(server.url, `http://${credentials}@127.0.0.1:${proxy.port}`, remove)
      assert.deepStrictEqual(proxy.authorizations, [authorization])
      assert.isUndefined(headerOf(server.connections[0]!, "proxy-authorization"))
    })
  )

  it.live("that refuses is told as such, over HTTP and TLS, and nothing secret is", () =>
    Effect.gen(function* () {
      yield* environment({})
      for (const endpoint of ["http://127.0.0.1:9", "https://localhost:9"]) {
        const error = yield* failure(endpoint, { authorization: "Basic other" }, credentials)
        assert.strictEqual(error._tag, "RequestError")
        assert.deepInclude(error.reason, { _tag: "Transport", detail: "the proxy answered 407", permanent: true })
        const everything = JSON.stringify(error) + String(error) + error.stack
        assert.notInclude(everything, "s3cr3t")
        assert.notInclude(everything, authorization)
      }
    })
  )

  it.live("that cannot be one fails the layer, and is not repeated there", () =>
    Effect.gen(function* () {
      yield* environment({})
      for (const proxy of [
        "http://user:s3cr3t@:80:80",
        "ftp://user:s3cr3t@proxy",
        "socks5://user:s3cr3t@proxy:1080",
        "",
        "http://user:s3cr3t%@proxy"
      ]) {
        const error = yield* Effect.flip(withOss("http://127.0.0.1:9", proxy, remove))
        assert.isTrue(error._tag === "ClientError" && error.reason._tag === "InvalidConfiguration", String(error))
        assert.match(error.message, /^Oss\.layer: proxy: must be the URL of an HTTP proxy/)
        assert.notInclude(JSON.stringify(error) + String(error) + error.stack, "s3cr3t")
      }
      yield* environment({ https_proxy: "http://user:s3cr3t@:" })
      const error = yield* Effect.flip(withOss("http://127.0.0.1:9", undefined, remove))
      assert.match(error.message, /^Oss\.layer: HTTPS_PROXY: must be the URL of an HTTP proxy/)
      assert.notInclude(String(error), "s3cr3t")
    })
  )

  it.live("that is not there refuses", () =>
    Effect.gen(function* () {
      yield* environment({})
      const error = yield* Effect.flip(withOss("http://127.0.0.1:9", "http://127.0.0.1:1", remove))
      assert.isTrue(error._tag === "RequestError" && error.reason._tag === "Refused", String(error))
    })
  )

  it.live("keeps as many connections as are allowed", () =>
    Effect.gen(function* () {
      yield* environment({})
      const server = yield* rawServer(({ socket }) => {
        setTimeout(() => socket.write(stored), 20)
      })
      const proxy = yield* proxyServer()
      const calls = (oss: OssService) =>
        Effect.all(
          Array.from({ length: 12 }, () => remove(oss)),
          { concurrency: "unbounded" }
        )
      yield* Effect.flatMap(Oss, calls).pipe(
        Effect.provide(
          OssNode.layer({
            endpoint: server.url,
            region: "cn-hangzhou",
            maxConnections: 3,
            proxy: `http://127.0.0.1:${proxy.port}`,
            credentials: Credentials.layerStatic({ accessKeyId: "test", accessKeySecret: "test" })
          })
        )
      )
      assert.strictEqual(proxy.asked.length, 12)
      assert.isAtMost(proxy.connections, 3)
    })
  )
})

describe("what the environment says of proxies", () => {
  const read = (variables: Readonly<Record<string, string>>) => {
    const found = proxySettings(undefined, variables)
    assert.strictEqual(found._tag, "Success")
    return found._tag === "Success" ? found.success : undefined
  }

  it("is nothing where it is empty", () => {
    assert.isUndefined(read({}))
    assert.isUndefined(read({ HTTP_PROXY: " ", HTTPS_PROXY: "" }))
    assert.isUndefined(read({ NO_PROXY: "*" }))
    // Lower case goes first, also when it takes back.
    assert.isUndefined(read({ http_proxy: "", HTTP_PROXY: "http://proxy:1" }))
  })

  it("is told for each scheme, the proxy for http serving both where it is the only one", () => {
    const settings = read({ http_proxy: "proxy:1", HTTP_PROXY: "other:2", NO_PROXY: "a,b" })
    assert.deepStrictEqual(settings, {
      forHttp: "http://proxy:1/",
      forHttps: "http://proxy:1/",
      except: "a,b",
      isOfEnvironment: true
    })
    assert.deepStrictEqual(read({ HTTPS_PROXY: "https://proxy:1" }), {
      forHttp: undefined,
      forHttps: "https://proxy:1/",
      except: "",
      isOfEnvironment: true
    })
  })
})
