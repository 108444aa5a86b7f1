/**
 * Temporary keys that are fetched when they are needed: once for all calls that wait, again before they expire, and at
 * once when the service does not accept them any more.
 *
 * Run it with `npm run example examples/oss-credentials.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, DateTime, Effect, Layer, Redacted } from "effect"
import { Credentials, Oss, RetryPolicy } from "effect-cloud-storage"
import { type Account, Accounts, OssTest } from "effect-cloud-storage/testing"

/** The emulator's view of a role: keys that are good together with their token, until they expire. */
const role = (number: number, expiresAtMillis: number): Account => ({
  ownerId: "1",
  displayName: "role",
  accessKeys: [
    {
      accessKeyId: `STS.${number}`,
      accessKeySecret: Redacted.make(`secret${number}`),
      securityToken: Redacted.make(`token${number}`),
      expiresAtMillis
    }
  ]
})

let fetched = 0

/** Stands for a call of your own key server, of STS, of a vault. Any Effect will do. */
const fetchKeys = Effect.gen(function* () {
  fetched++
  const expiration = DateTime.add(yield* DateTime.now, { hours: 1 })
  const accounts = yield* Accounts
  accounts.add(role(fetched, DateTime.toEpochMillis(expiration)))
  yield* Console.log(`fetch      keys STS.${fetched}, good for an hour`)
  return Credentials.makeKeys({
    accessKeyId: `STS.${fetched}`,
    accessKeySecret: `secret${fetched}`,
    securityToken: `token${fetched}`,
    expiration
  })
})

const program = Effect.gen(function* () {
  const notes = (yield* Oss).bucket("notes")
  const accounts = yield* Accounts
  yield* notes.putBucket()
  yield* Effect.forEach(
    Array.from({ length: 100 }, (_, index) => `note-${index}`),
    (key) => notes.putObject({ key, body: key }),
    { concurrency: "unbounded", discard: true }
  )
  yield* Console.log(`stored     100 notes at once, keys fetched ${fetched} time`)

  // The service forgets the keys before their time: the next call is signed anew, and the program does not notice.
  accounts.add(role(1, DateTime.toEpochMillis(yield* DateTime.now) - 1))
  const text = yield* Effect.flatMap(notes.getObject({ key: "note-7" }), (note) => note.text)
  yield* Console.log(`read       ${text}, keys fetched ${fetched} times`)
})

const live = Oss.layer({ region: "cn-hangzhou" }).pipe(
  Layer.provide([Credentials.layerProvider(fetchKeys, { margin: "10 minutes" }), RetryPolicy.layer()]),
  // In production: layerHttpClient from "effect-cloud-storage/node", or FetchHttpClient.layer.
  Layer.provideMerge(OssTest.layerHttpClient())
)

program.pipe(Effect.provide(live), NodeRuntime.runMain)
