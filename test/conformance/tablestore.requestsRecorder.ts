/** Records what our client and the vendor's client for Node send, at a server over real sockets, and compares it. */
import { createHash } from "node:crypto"
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, Layer, ManagedRuntime } from "effect"
import TableStore from "tablestore"
import { afterAll, beforeAll, expect } from "vitest"
import { Credentials, RetryPolicy, Tablestore, type TablestoreService } from "../../src/index.ts"
import { layerPlatform } from "../../src/node.ts"
import { decodeRowChange } from "../../src/schema/tablestore/format/plainBufferDecoder.ts"
import { encodeDeletedRow, encodeRow } from "../../src/schema/tablestore/format/plainBufferEncoder.ts"
import { decodeMessage, encodeMessage, type Message } from "../../src/schema/wire/protobufMessage.ts"
import { operations } from "../suites/tablestoreProtocol.ts"

/** A request as it came. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A way in which the two bodies may differ. */
export interface Difference {
  readonly reason: string
  /** The vendor's message with this difference taken away. */
  readonly apply: (theirs: any) => unknown
}

/** The same call, made by both clients. */
export interface Call {
  readonly name: string
  /** Method of the vendor's client. */
  readonly method: string
  /** What is given to it. */
  readonly theirs: unknown
  readonly ours: (tablestore: TablestoreService) => Effect.Effect<unknown, unknown>
  /** Whether the vendor's client sends zeros behind a row. */
  readonly zeros?: true
  /** How else the bodies differ. They are the same byte for byte when there is none of both. */
  readonly differences?: ReadonlyArray<Difference>
}

export const instanceName = "conformance"
export const keys = { accessKeyId: "id", accessKeySecret: "secret" }

/** Starts a server that refuses everything, and both clients. */
export const startRecorder = (securityToken?: string) => {
  let server: Server
  let sent: Array<Sent> = []
  let vendor: any
  let runtime: ManagedRuntime.ManagedRuntime<Tablestore, unknown>

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        const { method = "", url = "", headers } = request
        sent.push({ method, url, headers, body: Buffer.concat(chunks) })
        response.writeHead(403).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    vendor = new TableStore.Client({
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.accessKeySecret,
      ...(securityToken === undefined ? {} : { securityToken }),
      endpoint,
      instancename: instanceName,
      maxRetries: 0
    })
    const credentials = Credentials.layerStatic({ ...keys, ...(securityToken === undefined ? {} : { securityToken }) })
    runtime = ManagedRuntime.make(
      Tablestore.layer({ endpoint, instanceName }).pipe(
        Layer.provide([credentials, RetryPolicy.layerNone, layerPlatform])
      )
    )
  })

  afterAll(async () => {
    await runtime.dispose()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** What the two clients send for a call: the vendor's first. */
  return async ({ method, theirs, ours }: Call): Promise<readonly [Sent, Sent]> => {
    sent = []
    const failures: Array<unknown> = []
    await vendor[method](theirs).catch((error: unknown) => failures.push(error))
    await runtime.runPromise(Effect.flatMap(Tablestore, ours)).catch((error: unknown) => failures.push(error))
    if (sent.length !== 2) throw new AggregateError(failures, `${sent.length} requests: ${failures.join("; ")}`)
    return [sent[0]!, sent[1]!]
  }
}

/** Headers that a signature covers, without those that are different each time or follow from the body. */
const signedHeaders = ({ headers }: Sent): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith("x-ots-"))
      .map(([name, value]) => [name, /-(date|contentmd5|signature)$/.test(name) ? "…" : value])
      .sort()
  )

/** Fields that hold a key or a row as PlainBuffer. */
const rowFields = /^(primaryKey|row|rowChange|inclusiveStartPrimaryKey|exclusiveEndPrimaryKey|key|routingValues)$/

/** A row without the zeros behind it, after a check that nothing else is there. */
const withoutZeros = (bytes: Uint8Array): Uint8Array => {
  const row = decodeRowChange(bytes)
  const exact = row.deleteMarker === true ? encodeDeletedRow(row.primaryKey as never) : encodeRow(row)
  expect(Buffer.from(bytes.subarray(0, exact.length)).toString("hex")).toBe(Buffer.from(exact).toString("hex"))
  expect(bytes.subarray(exact.length).every((byte) => byte === 0)).toBe(true)
  return exact
}

/** A message whose rows have no zeros behind them. */
const trimmed = (value: unknown, field = ""): unknown => {
  if (value instanceof Uint8Array) return rowFields.test(field) ? withoutZeros(value) : value
  if (Array.isArray(value)) return value.map((item) => trimmed(item, field))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner, name)]))
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

const requestOf = (method: string): Message<unknown> => (operations[method] as any).request

/** Compares two bodies. A difference that is expected and not there fails as one that is there and not expected. */
const compareBodies = ({ method, zeros, differences = [] }: Call, theirs: Buffer, ours: Buffer): void => {
  const request = requestOf(method)
  const encode = (message: unknown) => hex(encodeMessage(request, message))
  const decoded = decodeMessage(request, theirs)
  // Our codec knows all fields that the other sends, and writes them in the same order: nothing is lost by decoding.
  expect(encode(decoded)).toBe(hex(theirs))
  let expected = decoded
  if (zeros === true) {
    expected = trimmed(decoded)
    expect(encode(expected), "are there still zeros behind rows?").not.toBe(hex(theirs))
  }
  for (const { reason, apply } of differences) {
    const before = encode(expected)
    expected = apply(expected)
    expect(encode(expected), `is there still a difference: ${reason}?`).not.toBe(before)
  }
  // The messages first: they tell more than bytes.
  expect(decodeMessage(request, ours)).toEqual(decodeMessage(request, encodeMessage(request, expected)))
  expect(hex(ours)).toBe(encode(expected))
}

/** Compares two requests: method, path, signed headers, body. */
export const compare = (call: Call, [theirs, ours]: readonly [Sent, Sent]): void => {
  expect(ours.method).toBe(theirs.method)
  expect(ours.url).toBe(theirs.url)
  expect(signedHeaders(ours)).toEqual(signedHeaders(theirs))
  for (const { headers, body } of [theirs, ours]) {
    expect(headers["x-ots-date"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(headers["x-ots-contentmd5"]).toBe(createHash("md5").update(body).digest("base64"))
    expect(headers["content-length"]).toBe(String(body.length))
    expect(headers["transfer-encoding"]).toBeUndefined()
  }
  compareBodies(call, theirs.body, ours.body)
}
