/**
 * What a program does with a service, in whatever runtime: bundled, and run there by `run.ts`. Each step fails by
 * throwing.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Body from "../../src/schema/Body.ts"
import { Oss } from "../../src/services/Oss.ts"

const bytes = new Uint8Array(3_000_000).map((_, index) => (index * 7 + (index >> 8)) & 0xff)
const piece = 100_000
const pieces = function* () {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}

const webStream = (): ReadableStream<Uint8Array> => {
  const source = pieces()
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = source.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    }
  })
}

/** Bodies of the same bytes, made anew. */
const bodies: Readonly<Record<string, () => Body.BodyInput>> = {
  bytes: () => bytes,
  ArrayBuffer: () => bytes.buffer as ArrayBuffer,
  Blob: () => new Blob([bytes]),
  Stream: () => Stream.rechunk(Stream.fromIterable(pieces()), 1),
  "Stream of known length": () =>
    Body.stream(Stream.rechunk(Stream.fromIterable(pieces()), 1), { contentLength: bytes.length }),
  ReadableStream: webStream
}

const check = (holds: boolean, what: string): Effect.Effect<void> =>
  holds ? Effect.void : Effect.die(new Error(`not so: ${what}`))

const isSame = (found: Uint8Array): boolean =>
  found.length === bytes.length && found.every((byte, index) => byte === bytes[index])

/** Uses OSS, and tells what of it works. */
export const scenario = (bucket: string) =>
  Effect.gen(function* () {
    const oss = yield* Oss
    const done: Array<string> = []
    const object = { bucket, key: "folder/cat &é.png" }
    yield* oss.putBucket({ bucket })

    yield* oss.putObject({ ...object, body: "text", metadata: { name: "grüße 你好" } })
    const small = yield* oss.getObject(object)
    yield* check((yield* small.text) === "text", "the text comes back")
    yield* check((yield* oss.headObject(object)).metadata?.["name"] === "grüße 你好", "the metadata comes back")
    done.push("text and metadata")

    for (const [kind, make] of Object.entries(bodies)) {
      const told: Array<number> = []
      yield* oss.putObject({
        ...object,
        body: make(),
        onProgress: ({ transferred }) => Effect.sync(() => told.push(transferred))
      })
      yield* check(told.at(-1) === bytes.length, `progress of ${kind} tells the end`)
      const found = yield* Effect.flatMap(oss.getObject(object), (got) => got.bytes)
      yield* check(isSame(found), `${kind} comes back`)
      done.push(kind)
    }

    const first = yield* Effect.flatMap(oss.getObject(object), ({ stream }) => Stream.runHead(stream))
    yield* check(first._tag === "Some", "the first chunk comes")
    done.push("a download that is broken off")

    const missing = yield* Effect.flip(oss.getObject({ bucket, key: "missing" }))
    yield* check(missing._tag === "ServerError" && missing.reason._tag === "NoSuchKey", `it is missing: ${missing}`)
    done.push("an error of the service")

    const keys = Array.from({ length: 40 }, (_, index) => `many/${index}`)
    yield* Effect.forEach(keys, (key) => oss.putObject({ bucket, key, body: key }), { concurrency: 10, discard: true })
    const listed = yield* Stream.runCollect(oss.listObjectsAll({ bucket, prefix: "many/" }))
    yield* check(listed.length === keys.length, "all are listed")
    done.push("calls at the same time")
    return done
  })

/** A server that is not there: an error of one line, of the network, that is told as such. */
export const unreachable = Effect.gen(function* () {
  const oss = yield* Oss
  const error = yield* Effect.flip(oss.listBuckets({}))
  yield* check(
    error._tag === "RequestError" && !error.message.includes("\n"),
    `it is one line of the network: ${error}`
  )
  const isMistake =
    error._tag === "RequestError" && error.reason._tag === "Transport" && error.reason.permanent === true
  yield* check(!isMistake, `it is no mistake: ${error}`)
  return error.message
})
