import { decodeMessage, encodeMessage, type Message } from "../../schema/tablestore/protobuf.ts"
import type { Call } from "./Call.ts"

/** Executes a call: the bytes of its request message become those of its response. Throws `TablestoreFault`. */
export type Handler = (body: Uint8Array, call: Call) => Uint8Array

/** Handlers by the path of the call, without its leading slash. */
export type Handlers = Readonly<Record<string, Handler>>

/** A call by its messages. */
export const handle =
  <Request, Response>(
    request: Message<Request>,
    response: Message<Response>,
    run: (request: Request, call: Call) => Response
  ): Handler =>
  (body, call) =>
    encodeMessage(response, run(decodeMessage(request, body), call))

/** A call that answers an empty message. */
export const handleWithoutAnswer =
  <Request>(request: Message<Request>, run: (request: Request, call: Call) => void): Handler =>
  (body, call) => {
    run(decodeMessage(request, body), call)
    return new Uint8Array(0)
  }
