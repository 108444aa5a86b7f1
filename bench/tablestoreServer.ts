/**
 * The other side of the Tablestore benchmark: answers with bytes that were made and signed beforehand, in a process of
 * its own, so that what is measured is the client.
 */
import { createServer, type OutgoingHttpHeaders } from "node:http"
import { Redacted } from "effect"
import { digestText } from "../src/layers/checksum/Hash.ts"
import { answerAuthorization } from "../src/layers/tablestore/signer.ts"
import { encodeRow, encodeRows } from "../src/schema/tablestore/format/plainBufferEncoder.ts"
import * as M from "../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { encodeMessage } from "../src/schema/wire/protobufMessage.ts"
import { rowOf } from "./tablestoreRows.ts"

const rangeRows = 5000
const batchRows = 200
const keys = { accessKeyId: "bench", accessKeySecret: Redacted.make("bench-secret") }
const consumed = { capacityUnit: { read: 0, write: 1 } }

const rows = Array.from({ length: rangeRows }, (_, index) => rowOf(index))
const written = Array.from({ length: batchRows }, () => ({ isOk: true, consumed }))

const bodies: Readonly<Record<string, Uint8Array>> = {
  PutRow: encodeMessage(M.PutRowResponse, { consumed }),
  GetRow: encodeMessage(M.GetRowResponse, { consumed, row: encodeRow(rowOf(1)) }),
  BatchWriteRow: encodeMessage(M.BatchWriteRowResponse, { tables: [{ tableName: "bench", rows: written }] }),
  GetRange: encodeMessage(M.GetRangeResponse, { consumed, rows: encodeRows(rows) })
}

const signed = (operation: string, body: Uint8Array) => {
  const headers = {
    "x-ots-contentmd5": digestText("md5", body, "base64"),
    "x-ots-contenttype": "protocol buffer",
    "x-ots-date": new Date().toISOString(),
    "x-ots-requestid": "0005f0e0-0000-0000-0000-000000000000"
  }
  const authorization = answerAuthorization(operation, headers, keys)
  const all: OutgoingHttpHeaders = { ...headers, authorization, "content-length": body.length }
  return { headers: all, body }
}

const answers = new Map(Object.entries(bodies).map(([operation, body]) => [`/${operation}`, signed(operation, body)]))

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.on("data", () => {})
  request.on("end", () => {
    const { headers, body } = answers.get(request.url ?? "")!
    response.writeHead(200, headers)
    response.end(body)
  })
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.({ port: typeof address === "object" ? address?.port : 0 })
})
process.on("disconnect", () => process.exit(0))
