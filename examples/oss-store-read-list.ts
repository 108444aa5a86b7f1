/**
 * Stores an object, reads a part of it and adds up the sizes of all objects below a prefix.
 *
 * Run it with `npm run example examples/oss-store-read-list.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect, Stream } from "effect"
import { Oss } from "effect-cloud-storage"
import { OssTest } from "effect-cloud-storage/testing"

const program = Effect.gen(function* () {
  const photos = (yield* Oss).bucket("photos")
  yield* photos.putBucket()
  yield* photos.putObject({ key: "2026/cat.jpg", body: new Uint8Array(1000), contentType: "image/jpeg" })
  yield* photos.putObject({ key: "2026/dog.jpg", body: new Uint8Array(2000), contentType: "image/jpeg" })

  const cat = yield* photos.getObject({ key: "2026/cat.jpg", range: [0, 99] })
  const start = yield* cat.bytes // or cat.text, cat.stream, cat.toFile(path)
  yield* Console.log(`read ${start.length} bytes: ${cat.contentRange}`)

  const total = yield* photos.listObjectsAll({ prefix: "2026/" }).pipe(
    Stream.runFold(
      () => 0,
      (sum, object) => sum + object.size
    )
  )
  yield* Console.log(`2026/ has ${total} bytes`)
})

// In production: Effect.provide(OssNode.layer({ region: "cn-hangzhou" })) from "effect-cloud-storage/node".
program.pipe(Effect.provide(OssTest.layer), NodeRuntime.runMain)
