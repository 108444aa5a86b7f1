import { decodeMessage, encodeMessage, type Message } from "../../schema/wire/protobufMessage.ts"
import type { Steps } from "./steps.ts"
import type { TablestoreCall } from "./TablestoreCall.ts"

/** A request that was read. */
export interface Opened {
  /** Names of the tables that it is about. */
  readonly tables: ReadonlyArray<string>
  /** The tunnel that it is about, when it names it by its id. */
  readonly tunnelId?: string | undefined
  /** Executes the call and gives the bytes of its response message. Throws `TablestoreRefusal`. */
  readonly run: (call: TablestoreCall) => Uint8Array | Steps<Uint8Array>
}

/** Reads the bytes of a request message. Throws `WireError`. */
export type Handler = (body: Uint8Array) => Opened

/** Handlers by the path of the call, without its leading slash. */
export type Handlers = Readonly<Record<string, Handler>>

// Where requests name tables, and which parts of them do so.
const nameFields = ["tableName", "mainTableName", "table", "globalTableName"]
const partFields = ["tableMeta", "tunnel", "baseTable", "tables"]

/** The tables that a message names, wherever messages of requests do. */
const tablesIn = (message: unknown): ReadonlyArray<string> => {
  if (Array.isArray(message)) return message.flatMap(tablesIn)
  if (typeof message !== "object" || message === null) return []
  const fields = message as Readonly<Record<string, unknown>>
  const own = nameFields.map((name) => fields[name]).filter((value) => typeof value === "string")
  return [...own, ...partFields.flatMap((name) => tablesIn(fields[name]))]
}

const opened = (message: object, run: Opened["run"]): Opened => {
  const { tunnelId } = message as { readonly tunnelId?: unknown }
  return { tables: tablesIn(message), ...(typeof tunnelId === "string" ? { tunnelId } : {}), run }
}

/** A call by its messages. */
export const handle =
  <Request extends object, Response>(
    request: Message<Request>,
    response: Message<Response>,
    run: (request: Request, call: TablestoreCall) => Response
  ): Handler =>
  (body) => {
    const message = decodeMessage(request, body)
    return opened(message, (call) => encodeMessage(response, run(message, call)))
  }

/** A call that only reads, and so much that others are answered meanwhile. */
export const handleInSteps =
  <Request extends object, Response>(
    request: Message<Request>,
    response: Message<Response>,
    run: (request: Request, call: TablestoreCall) => Steps<Response>
  ): Handler =>
  (body) => {
    const message = decodeMessage(request, body)
    return opened(message, function* (call) {
      return encodeMessage(response, yield* run(message, call))
    })
  }

/** A call that answers an empty message. */
export const handleWithoutAnswer =
  <Request extends object>(request: Message<Request>, run: (request: Request, call: TablestoreCall) => void): Handler =>
  (body) => {
    const message = decodeMessage(request, body)
    return opened(message, (call) => {
      run(message, call)
      return new Uint8Array(0)
    })
  }
