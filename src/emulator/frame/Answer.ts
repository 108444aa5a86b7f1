/** What an emulated service answers, before it becomes an HTTP response. */
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import type { Body } from "../Body.ts"

export interface Answer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: AnswerBody
}

export type AnswerBody =
  | { readonly _tag: "Empty" }
  | { readonly _tag: "Bytes"; readonly bytes: Uint8Array }
  | { readonly _tag: "Stored"; readonly body: Body }
  /** `size` in bytes; absent when it is not known beforehand. */
  | { readonly _tag: "Stream"; readonly stream: Stream.Stream<Uint8Array, unknown>; readonly size?: number | undefined }

/** An answer without a body. */
export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: { _tag: "Empty" }
})

/** An answer whose body is a text. */
export const text = (
  status: number,
  contentType: string,
  content: string,
  headers: Readonly<Record<string, string>> = {}
): Answer => ({
  status,
  headers: { "content-type": contentType, ...headers },
  body: { _tag: "Bytes", bytes: new TextEncoder().encode(content) }
})

/** Size of a body in bytes; absent when it is not known. */
export const sizeOf = (body: AnswerBody): number | undefined => {
  switch (body._tag) {
    case "Empty":
      return 0
    case "Bytes":
      return body.bytes.length
    case "Stored":
      return body.body.size
    case "Stream":
      return body.size
  }
}

/** The body as a stream, one block at a time. */
export const streamOf = (body: AnswerBody): Stream.Stream<Uint8Array, unknown> => {
  switch (body._tag) {
    case "Empty":
      return Stream.empty
    case "Bytes":
      return Stream.succeed(body.bytes)
    case "Stored":
      // One block per pull: the server joins what it gets in one pull, which would double the memory of large bodies.
      return Stream.fromIterable(body.body.blocks, { chunkSize: 1 })
    case "Stream":
      return body.stream
  }
}

/** The HTTP response. Statuses that have no body (204, 304) lose it on the way out. */
export const toResponse = ({ body, headers, status }: Answer): HttpServerResponse.HttpServerResponse => {
  const size = sizeOf(body)
  const contentType = headers["content-type"]
  const type = contentType === undefined ? {} : { contentType }
  // Node sends an empty answer chunked unless it is told the length. The length comes last: of a Content-Disposition that
  // follows it Node takes the bytes for UTF-8, and then cannot write them.
  const { "content-length": told, ...others } = headers
  const length = told ?? (status === 204 || status === 304 || size === undefined ? undefined : String(size))
  const framed = length === undefined ? others : { ...others, "content-length": length }
  switch (body._tag) {
    case "Empty":
      return HttpServerResponse.empty({ status, headers: framed })
    case "Bytes":
      return HttpServerResponse.uint8Array(body.bytes, { status, headers: framed, ...type })
    case "Stored":
      return body.body.blocks.length === 1
        ? HttpServerResponse.uint8Array(body.body.blocks[0]!, { status, headers: framed, ...type })
        : HttpServerResponse.stream(streamOf(body), { status, headers: framed, ...type })
    case "Stream":
      return HttpServerResponse.stream(body.stream, { status, headers: framed, ...type })
  }
}
