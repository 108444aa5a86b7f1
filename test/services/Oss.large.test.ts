/** Bodies that are much larger than what may be in memory at the same time. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Crc64 } from "../../src/emulator/crc64.ts"
import * as Body from "../../src/schema/Body.ts"
import { Oss } from "../../src/services/Oss.ts"
import { socketOss } from "../suites/socketOss.ts"
import { transports } from "../suites/transports.ts"

const mebibyte = 1024 * 1024
const size = 64 * mebibyte
const chunk = new Uint8Array(64 * 1024).map((_, index) => (index * 31) & 0xff)
const chunks = size / chunk.length

const checksum = (() => {
  const crc = new Crc64()
  for (let count = 0; count < chunks; count++) crc.update(chunk)
  return String(crc.value)
})()

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

/** Bytes that are still referred to: whatever a transfer keeps shows up here, garbage does not. */
const liveBytes = (): number => {
  // The second time waits for what the first one frees on another thread.
  collectGarbage()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Looks at the memory now and then while a transfer goes on. */
const watchMemory = () => {
  const before = liveBytes()
  const rssBefore = process.memoryUsage.rss()
  const found = { samples: 0, liveGrowth: 0, rssGrowth: 0 }
  let next = 0
  const onProgress: Body.OnProgress = ({ transferred }) =>
    Effect.sync(() => {
      if (transferred < next) return
      next = transferred + 4 * mebibyte
      found.samples++
      found.rssGrowth = Math.max(found.rssGrowth, process.memoryUsage.rss() - rssBefore)
      found.liveGrowth = Math.max(found.liveGrowth, liveBytes() - before)
    })
  return { found, onProgress }
}

function* produced() {
  // Each chunk is an array of its own, as a socket or file would give it.
  for (let count = 0; count < chunks; count++) yield chunk.slice()
}

const answer = (request: IncomingMessage, response: ServerResponse) => {
  if (request.method === "PUT") {
    let received = 0
    request.on("data", (data: Uint8Array) => {
      received += data.length
    })
    request.on("end", () => {
      response.writeHead(200, {
        etag: '"E"',
        "content-length": 0,
        "x-oss-hash-crc64ecma": received === size ? checksum : "1"
      })
      response.end()
    })
    return
  }
  response.writeHead(200, { etag: '"E"', "content-length": size, "x-oss-hash-crc64ecma": checksum })
  Readable.from(produced(), { objectMode: false }).pipe(response)
}

const server = Effect.gen(function* () {
  const http = createServer(answer)
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      http.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.sync(() => {
        http.close()
        http.closeAllConnections()
      })
  )
  const address = http.address()
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
})

const object = { bucket: "photos", key: "film" }

const upload = (url: string, transport: (typeof transports)[number][1], onProgress?: Body.OnProgress) =>
  Effect.flatMap(Oss, (oss) =>
    oss.putObject({
      ...object,
      body: Body.stream(Stream.fromIterable({ [Symbol.iterator]: produced }, { chunkSize: 1 }), {
        contentLength: size
      }),
      ...(onProgress === undefined ? {} : { onProgress })
    })
  ).pipe(Effect.provide(socketOss(url, transport)))

const isBounded = ({ samples, liveGrowth, rssGrowth }: ReturnType<typeof watchMemory>["found"]) => {
  assert.isAtLeast(samples, 15)
  assert.isBelow(liveGrowth, 16 * mebibyte)
  assert.isBelow(rssGrowth, 64 * mebibyte)
}

for (const [name, transport] of transports) {
  describe(`64 MiB over ${name}`, () => {
    // The fetch of Node 24 itself refers to all that it was given until the request is over, so there only the bytes are
    // looked at: a plain `fetch` of a `ReadableStream` of 512 MiB holds 512 MiB.
    if (name === "fetch") {
      it.live("are uploaded", () =>
        Effect.gen(function* () {
          assert.strictEqual((yield* upload(yield* server, transport)).crc64, BigInt(checksum))
        })
      )
    } else {
      it.live("are uploaded without being kept", () =>
        Effect.gen(function* () {
          const { found, onProgress } = watchMemory()
          assert.strictEqual((yield* upload(yield* server, transport, onProgress)).crc64, BigInt(checksum))
          isBounded(found)
        })
      )
    }

    it.live("are downloaded without being kept", () =>
      Effect.gen(function* () {
        const { found, onProgress } = watchMemory()
        let received = 0
        yield* Effect.flatMap(Oss, (oss) =>
          Effect.flatMap(oss.getObject({ ...object, onProgress }), ({ stream }) =>
            Stream.runForEach(stream, (part) =>
              Effect.sync(() => {
                received += part.length
              })
            )
          )
        ).pipe(Effect.provide(socketOss(yield* server, transport)))
        assert.strictEqual(received, size)
        isBounded(found)
      })
    )
  })
}
