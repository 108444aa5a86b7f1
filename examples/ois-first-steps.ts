/**
 * The first steps of the documentation of OIS: configure, list buckets, create one, list, store and delete objects, set the
 * grants of the bucket.
 *
 * Run it with `npm run example examples/ois-first-steps.ts`.
 */
import { NodeFileSystem, NodeRuntime } from "@effect/platform-node"
import { Console, Effect, FileSystem, Layer } from "effect"
import { Body, Ois } from "effect-cloud-storage"
import { account, OisTest } from "effect-cloud-storage/testing"

const keys = { accessKeyId: "ACCESS_KEY_ID_EXAMPLE", secretAccessKey: "SECRET_ACCESS_KEY_EXAMPLE" }

const program = Effect.gen(function* () {
  const ois = yield* Ois

  // Create a bucket: its name and its zone.
  const bucket = ois.bucket("test-bucket", "jn1a")
  yield* bucket.putBucket()

  // List all buckets.
  const { buckets } = yield* ois.listBuckets({})
  for (const { name, location } of buckets) yield* Console.log(`bucket  ${name} in ${location}`)

  // Upload a file.
  const file = yield* (yield* FileSystem.FileSystem).makeTempFileScoped({ prefix: "sdk_bin" })
  yield* (yield* FileSystem.FileSystem).writeFileString(file, "hello")
  const { eTag } = yield* bucket.putObject({ key: "example_key", body: Body.file(file) })
  yield* Console.log(`stored  example_key, ETag ${eTag}`)

  // List the objects of the bucket.
  const { keys: objects } = yield* bucket.listObjects()
  for (const { key, size } of objects) yield* Console.log(`object  ${key}, ${size} bytes`)

  // Delete the object.
  yield* bucket.deleteObject({ key: "example_key" })
  yield* Console.log(`left    ${(yield* bucket.listObjects()).keys.length} objects`)

  // Let everybody read and write.
  yield* bucket.putBucketAcl({
    acl: [{ grantee: { type: "group", name: "QS_ALL_USERS" }, permission: "FULL_CONTROL" }]
  })
  const { acl } = yield* bucket.getBucketAcl()
  yield* Console.log(`grants  ${acl.map(({ grantee, permission }) => `${grantee.name} ${permission}`).join(", ")}`)
}).pipe(Effect.scoped)

// In production: Effect.provide(OisNode.layerSdkConfig(keys)) from "effect-cloud-storage/node".
const emulator = OisTest.layerHttpClient({
  accounts: [account({ ownerId: "usr-me", accessKeyId: keys.accessKeyId, accessKeySecret: keys.secretAccessKey })]
})
const live = Ois.layerSdkConfig(keys).pipe(Layer.provide(emulator), Layer.provideMerge(NodeFileSystem.layer))

program.pipe(Effect.provide(live), NodeRuntime.runMain)
