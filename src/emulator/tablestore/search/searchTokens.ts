/** Tokens of pages: the order, and where the page ended. */
import * as M from "../../../schema/tablestore/protobuf/generated/search.ts"
import { type Sorter, Sorters } from "../../../schema/tablestore/search/searchSort.ts"
import { decodeMessage, encodeMessage } from "../../../schema/wire/protobufMessage.ts"
import { parameterInvalid } from "../refusals.ts"
import { readValue, writeValue } from "../schemaValues.ts"

export interface PageToken {
  readonly sort: ReadonlyArray<Sorter>
  /** Key text of the last row. */
  readonly last: string
  /** Place of the next row. */
  readonly offset: number
}

export const tokenBytes = ({ last, offset, sort }: PageToken): Uint8Array => {
  const order = Buffer.from(encodeMessage(M.Sort, writeValue(Sorters, sort))).toString("base64")
  return new TextEncoder().encode(JSON.stringify({ last, offset, order }))
}

/** Reads a token that an answer carried. */
export const readToken = (bytes: Uint8Array): PageToken => {
  try {
    const { last, offset, order } = JSON.parse(new TextDecoder().decode(bytes))
    const sort = readValue(Sorters, decodeMessage(M.Sort, new Uint8Array(Buffer.from(String(order), "base64"))))
    if (typeof last === "string" && Number.isSafeInteger(offset)) return { last, offset, sort }
  } catch {
    // Whatever it is, it is not one of ours.
  }
  throw parameterInvalid("Invalid token.")
}
