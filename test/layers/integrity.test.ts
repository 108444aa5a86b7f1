/**
 * The transport under an invented service: two digests of one body go with the request, the answer's is compared, an
 * address is mended once and never leads to a stranger.
 */
import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Credentials from "../../src/layers/Credentials.ts"
import type { Digest } from "../../src/layers/integrity.ts"
import { jsonProtocol } from "../../src/layers/protocol/json.ts"
import { unreadableError } from "../../src/layers/protocol/Protocol.ts"
import * as RetryPolicy from "../../src/layers/RetryPolicy.ts"
import type { Mend, Refused, ServiceProfile } from "../../src/layers/ServiceProfile.ts"
import { make } from "../../src/layers/Transport.ts"
import * as Body from "../../src/schema/Body.ts"
import { fields, optional } from "../../src/schema/Fields.ts"
import { type AnyJsonOperation, inBody, inHeader, inPath, jsonService } from "../../src/schema/wire/json.ts"
import { answer, type Step, script } from "../suites/scriptedHttp.ts"

const service = jsonService<"Refused">()({ service: "Demo", commonErrors: [] })
class PutInput extends fields(() => ({ id: inPath(Schema.String), body: inBody(Body.BodyInput) })) {}
class PutOutput extends fields(() => ({ etag: inHeader("x-etag", optional(Schema.String)) })) {}
const put = service.operation("Put", {
  method: "POST",
  path: "/vaults/{id}",
  idempotent: true,
  uploadDigest: {},
  input: PutInput,
  output: PutOutput,
  errors: []
})

let passes = 0
const digestBy = (algorithm: string): Digest => ({
  algorithm,
  start: () => {
    const hash = createHash(algorithm)
    return { update: (chunk) => void hash.update(chunk), text: () => hash.digest("hex") }
  },
  of: (bytes) => createHash(algorithm).update(bytes).digest("hex")
})

const profileWith = (
  mend: (refused: Refused<AnyJsonOperation>) => Mend | undefined
): ServiceProfile<AnyJsonOperation> => ({
  service: "Demo",
  protocol: jsonProtocol,
  timeouts: { responseMillis: 1000, idleMillis: 1000 },
  userAgent: "test",
  integrity: {
    announced: () => [
      { header: "x-content-sha256", digest: digestBy("sha256") },
      { header: "x-content-sha1", digest: digestBy("sha1") }
    ],
    sent: ({ uploadDigest }) => (uploadDigest === undefined ? undefined : { header: "x-etag", digest: digestBy("md5") })
  },
  url: (_operation, { escapedPath }) => Result.succeed(`https://demo.example.com/${escapedPath}`),
  sign: ({ keys, operation, url }) => ({ authorization: `${keys.accessKeyId} ${operation.name} ${url}` }),
  requestId: () => undefined,
  readError: (_operation, refused) => Effect.succeed(unreadableError(refused)),
  errorKinds: {},
  secretHeaders: [],
  isRetryable: () => false,
  mend
})

const run = (
  body: Body.BodyInput,
  steps: ReadonlyArray<Step>,
  mend: (refused: Refused<AnyJsonOperation>) => Mend | undefined = () => undefined
) => {
  const { layer, seen } = script(...steps)
  const call = Effect.gen(function* () {
    const credentials = yield* Credentials.Credentials
    const httpClient = yield* HttpClient.HttpClient
    const { execute } = make({
      profile: profileWith(mend),
      credentials,
      httpClient,
      retryPolicy: RetryPolicy.none,
      fileSystem: undefined
    })
    return yield* execute(put, { id: "1/2", body })
  }).pipe(Effect.provide([layer, Credentials.layerStatic({ accessKeyId: "id", accessKeySecret: "s" })]))
  return { call, seen }
}

const text = "the bytes of an archive"
const hex = (algorithm: string) => createHash(algorithm).update(text).digest("hex")
const stored = answer(200, { "x-etag": hex("md5") })

describe("digests of a body", () => {
  it.effect("go with the request, and the answer's is compared with what was sent", () =>
    Effect.gen(function* () {
      const counted = Stream.suspend(() => {
        passes++
        return Stream.make(new TextEncoder().encode(text))
      })
      const bodies: ReadonlyArray<Body.BodyInput> = [
        text,
        new TextEncoder().encode(text),
        Body.stream(counted, { contentLength: text.length, replayable: true })
      ]
      for (const body of bodies) {
        const { call, seen } = run(body, [stored])
        yield* call
        const { headers } = seen[0]!
        assert.strictEqual(headers["x-content-sha256"], hex("sha256"))
        assert.strictEqual(headers["x-content-sha1"], hex("sha1"))
        assert.strictEqual(Buffer.from(seen[0]!.body!).toString(), text)
      }
      // Once for both digests, once to send.
      assert.strictEqual(passes, 2)
    })
  )

  it.effect("need a body that can be read twice", () =>
    Effect.gen(function* () {
      const { call, seen } = run(Stream.make(new Uint8Array(3)), [stored])
      const error = yield* Effect.flip(call)
      assert.match(error.message, /^Demo\.put: body: must be text, bytes, .* replayable/)
      assert.lengthOf(seen, 0)
    })
  )

  it.effect("are the same in either letter case, and tell damage", () =>
    Effect.gen(function* () {
      yield* run(text, [answer(200, { "x-etag": hex("md5").toUpperCase() })]).call
      const damaged = yield* Effect.flip(run(text, [answer(200, { "x-etag": "0".repeat(32) })]).call)
      assert.strictEqual(damaged._tag === "ClientError" ? damaged.reason._tag : "", "ChecksumMismatch")
      yield* run(text, [answer(200)]).call
    })
  )
})

describe("an address that a refusal mends", () => {
  const moved = answer(307, { location: "https://zone.demo.example.com/x" })
  const follow = ({ answer: { headers } }: Refused<AnyJsonOperation>): Mend => ({
    _tag: "Address",
    url: headers["location"]!
  })

  it.effect("is gone to at once, signed for it, with the whole body", () =>
    Effect.gen(function* () {
      const { call, seen } = run(text, [moved, stored], follow)
      yield* call
      assert.deepStrictEqual(
        seen.map(({ host, target }) => host + target),
        ["demo.example.com/vaults/1%2F2", "zone.demo.example.com/x"]
      )
      assert.strictEqual(seen[1]!.headers["authorization"], "id Put https://zone.demo.example.com/x")
      assert.strictEqual(Buffer.from(seen[1]!.body!).toString(), text)
    })
  )

  it.effect("is mended once a call, and by the profile only", () =>
    Effect.gen(function* () {
      const twice = run(text, [moved, moved, stored], follow)
      const error = yield* Effect.flip(twice.call)
      assert.include(error.message, "https://zone.demo.example.com/x")
      const never = run(text, [moved, stored])
      yield* Effect.flip(never.call)
      assert.deepStrictEqual([twice.seen.length, never.seen.length], [2, 1])
    })
  )
})
