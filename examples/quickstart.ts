/**
 * The first tour: an emulated OSS on a free port of this machine, and everything one does with objects.
 *
 * Run it with `npm run quickstart`. Nothing leaves this machine, no account is needed.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, FileSystem, Layer, Logger, Stream } from "effect"
import { Body, Oss, ProgressBar } from "effect-cloud-storage"
import { OssServer, OssTest } from "effect-cloud-storage/testing"

const step = (what: string) => what.padEnd(14)
const say = (what: string, ...told: ReadonlyArray<unknown>) => Console.log(`${step(what)}${told.join("  ")}`)

const program = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const folder = yield* files.makeTempDirectoryScoped()
  const oss = yield* Oss
  yield* say("emulator", `oss listens at ${(yield* OssServer).url}`)

  // A handle fills in the bucket's name: photos.putObject instead of oss.putObject({ bucket: "photos", … }).
  const photos = oss.bucket("photos")
  yield* photos.putBucket({ acl: "private" })
  yield* say("putBucket", photos.name)

  yield* Console.log("\n– store –")
  const text = yield* photos.putObject({ key: "notes/hello.txt", body: "Hello, cloud!" })
  yield* say("text", "notes/hello.txt", `etag ${text.eTag}`)

  const pixels = Uint8Array.from({ length: 4096 }, (_, index) => index % 256)
  const bytes = yield* photos.putObject({ key: "2026/cat.jpg", body: pixels, metadata: { camera: "pinhole" } })
  yield* say("bytes", "2026/cat.jpg", `crc64 ${bytes.crc64}`)

  const rows = Stream.range(1, 1000).pipe(
    Stream.map((n) => `${n},${n * n}\n`),
    Stream.encodeText
  )
  yield* photos.putObject({ key: "2026/squares.csv", body: rows })
  yield* say("stream", "2026/squares.csv", "1000 rows, written while they were made")

  const film = `${folder}/film.mov`
  yield* files.writeFile(film, new Uint8Array(64_000_000).fill(7))
  yield* ProgressBar.track(`${step("file")}2026/film.mov`, (onProgress) =>
    photos.putObject({ key: "2026/film.mov", body: Body.file(film), onProgress })
  )

  yield* Console.log("\n– list –")
  const total = yield* photos.listObjectsAll({ prefix: "2026/" }).pipe(
    Stream.tap(({ key, size, storageClass }) =>
      say("object", key.padEnd(18), `${size} B`.padStart(10), storageClass ?? "")
    ),
    Stream.runFold(
      () => 0,
      (sum, { size }) => sum + size
    )
  )
  yield* say("in all", `${total} B`)

  yield* Console.log("\n– read –")
  const hello = yield* photos.getObject({ key: "notes/hello.txt" })
  yield* say("whole", `"${yield* hello.text}"`, hello.contentType)
  const part = yield* photos.getObject({ key: "notes/hello.txt", range: [7, 11] })
  yield* say("bytes 7–11", `"${yield* part.text}"`, part.contentRange)
  const squares = yield* photos.getObject({ key: "2026/squares.csv" })
  const lines = squares.stream.pipe(Stream.decodeText(), Stream.splitLines, Stream.take(3))
  yield* say("3 lines", ...(yield* Stream.runCollect(lines)))
  const head = yield* photos.headObject({ key: "2026/cat.jpg" })
  yield* say("head", `${head.contentLength} B`, head.contentType, `camera: ${head.metadata?.camera}`)

  yield* Console.log("\n– change –")
  yield* photos.copyObject({ key: "2026/cat-copy.jpg", source: { bucket: "photos", key: "2026/cat.jpg" } })
  yield* say("copy", "2026/cat-copy.jpg")
  const first = yield* photos.appendObject({ key: "app.log", position: 0, body: "started\n" })
  const second = yield* photos.appendObject({
    key: "app.log",
    position: first.nextAppendPosition,
    initCrc64: first.crc64,
    body: "stopped\n"
  })
  yield* say("append twice", "app.log", `${second.nextAppendPosition} B`)

  yield* Console.log("\n– fail –")
  yield* photos.getObject({ key: "2026/dog.jpg" }).pipe(
    Effect.asVoid,
    Effect.catchReason("ServerError", "NoSuchKey", (_reason, error) => say("caught", error.message))
  )
  yield* oss.putBucket({ bucket: "My Photos" }).pipe(
    Effect.asVoid,
    Effect.catchTag("ClientError", (error) => say("caught", error.message))
  )

  yield* Console.log("\n– delete –")
  const keys = yield* photos.listObjectsAll().pipe(
    Stream.map(({ key }) => ({ key })),
    Stream.runCollect
  )
  const { deleted } = yield* photos.deleteMultipleObjects({ objects: keys })
  yield* photos.deleteBucket()
  yield* say("gone", `${deleted.length} objects and their bucket`)
})

// Where stdout is no terminal, the progress bar is lines of log: printed plainly here.
const plainLog = Logger.layer([Logger.make(({ message }) => globalThis.console.log(String(message)))])

program.pipe(
  Effect.scoped,
  Effect.provide(OssTest.layerSockets()),
  Effect.provide(Layer.merge(NodeServices.layer, plainLog)),
  NodeRuntime.runMain
)
