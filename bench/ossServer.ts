/**
 * The other side of the OSS benchmark: answers every put and get at once, in a process of its own, so that what is
 * measured is the client.
 */
import { createServer } from "node:http"
import { crc64 } from "../src/layers/checksum/crc64.ts"

const size = Number(process.argv[2] ?? 4096)
const body = Buffer.alloc(size, "effect-cloud-storage ")
const headers = {
  etag: '"5D41402ABC4B2A76B9719D911017C592"',
  "x-oss-request-id": "5C3D9175B6FC201293AD4890",
  "x-oss-hash-crc64ecma": String(crc64(body)),
  "x-oss-server-time": "1"
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.on("data", () => {})
  request.on("end", () => {
    if (request.method === "GET") {
      response.writeHead(200, { ...headers, "content-type": "application/octet-stream", "content-length": size })
      response.end(body)
    } else {
      response.writeHead(200, { ...headers, "content-length": "0" })
      response.end()
    }
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.({ port: typeof address === "object" ? address?.port : 0 })
})
process.on("disconnect", () => process.exit(0))
