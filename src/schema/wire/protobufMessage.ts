/**
 * Protobuf messages: what the generated code of `generated/` is made of.
 *
 * - A 64-bit integer is a `bigint`.
 * - An optional field that is absent on the wire is absent in the record; a repeated field is always an array.
 * - `bytes` are views of the decoded buffer, not copies.
 * - An enum is a number, and may be one that our list does not know: the service grows.
 *
 * **Example** (there and back)
 *
 * ```ts
 * import { DeleteTableRequest } from "../tablestore/protobuf/generated/tableStore.ts"
 * import { decodeMessage, encodeMessage } from "./protobufMessage.ts"
 *
 * const bytes = encodeMessage(DeleteTableRequest, { tableName: "orders" })
 * const { tableName } = decodeMessage(DeleteTableRequest, bytes)
 * ```
 */
import protobuf from "protobufjs/minimal.js"
import { readVarint64, writeVarint64, zigZagDecode, zigZagEncode } from "./varint64.ts"
import { isWireError, ProtobufError, WireValueError } from "./wireErrors.ts"

type Reader = protobuf.Reader
type Writer = protobuf.Writer

/** A message type: how its records are written and read. */
export interface Message<A> {
  readonly name: string
  readonly write: (message: A, writer: Writer, depth: number) => void
  readonly read: (reader: Reader, depth: number) => A
}

/** A record under construction. */
export type Mutable<A> = {
  -readonly [K in keyof A]: A[K] extends ReadonlyArray<infer E> ? Array<E> : A[K]
}

/** Messages may nest this deep, as in protobuf's other implementations. */
const maxDepth = 100

/**
 * Encodes a record, fields in ascending order.
 *
 * Throws `WireValueError` for an integer outside its type's range.
 */
export const encodeMessage = <A>(message: Message<A>, record: A): Uint8Array => {
  const writer = new protobuf.Writer()
  message.write(record, writer, 0)
  return writer.finish()
}

/** Decodes a record. Throws `ProtobufError`. */
export const decodeMessage = <A>(message: Message<A>, bytes: Uint8Array): A => {
  const reader = new protobuf.Reader(plain(bytes))
  try {
    return message.read(reader, 0)
  } catch (error) {
    if (isWireError(error)) throw error
    // The Reader throws RangeError and Error only, and nothing else runs inside `read`.
    throw new ProtobufError({
      messageName: message.name,
      offset: reader.pos,
      found: error instanceof Error ? error.message : String(error)
    })
  }
}

/** A Node Buffer would hand out Buffers as `bytes`. */
const plain = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const writeNested = <A>(writer: Writer, tag: number, message: Message<A>, record: A, depth: number): void => {
  if (depth >= maxDepth) throw new WireValueError({ expected: `at most ${maxDepth} nested messages`, found: "more" })
  message.write(record, writer.uint32(tag).fork(), depth + 1)
  writer.ldelim()
}

export const readNested = <A>(reader: Reader, message: Message<A>, depth: number): A => {
  if (depth >= maxDepth) throw new Error(`more than ${maxDepth} nested messages`)
  const length = reader.size()
  const outer = reader.len
  const end = reader.pos + length
  if (end > outer)
    throw new RangeError(`nested ${message.name} of ${length} bytes where ${outer - reader.pos} are left`)
  // All reads of the nested message stop at its end.
  reader.len = end
  const record = message.read(reader, depth + 1)
  reader.len = outer
  return record
}

/** Skips a field that the message does not know, or knows with another wire type. */
export const skip = (reader: Reader, tag: number): void => {
  reader.skipType(tag & 7, 0, tag >>> 3)
}

/** Checks that fields which the message requires were there. */
export const required = <A>(record: A, fields: ReadonlyArray<keyof A & string>): void => {
  for (const field of fields) if (record[field] === undefined) throw new Error(`the required field ${field} is missing`)
}

const outOfRange = (expected: string, value: unknown): WireValueError =>
  new WireValueError({ expected, found: String(value) })

export const writeInt32 = (writer: Writer, value: number): void => {
  if (value !== (value | 0)) throw outOfRange("a signed 32-bit integer", value)
  writer.int32(value)
}

export const writeUint32 = (writer: Writer, value: number): void => {
  if (value !== value >>> 0) throw outOfRange("an unsigned 32-bit integer", value)
  writer.uint32(value)
}

export const writeInt64 = (writer: Writer, value: bigint): void => {
  if (BigInt.asIntN(64, value) !== value) throw outOfRange("a signed 64-bit integer", value)
  writeVarint64(writer, value)
}

export const writeUint64 = (writer: Writer, value: bigint): void => {
  if (BigInt.asUintN(64, value) !== value) throw outOfRange("an unsigned 64-bit integer", value)
  writeVarint64(writer, value)
}

export const writeSint64 = (writer: Writer, value: bigint): void => {
  if (BigInt.asIntN(64, value) !== value) throw outOfRange("a signed 64-bit integer", value)
  writeVarint64(writer, zigZagEncode(value))
}

export const readUint64 = readVarint64
export const readInt64 = (reader: Reader): bigint => BigInt.asIntN(64, readVarint64(reader))
export const readSint64 = (reader: Reader): bigint => zigZagDecode(readVarint64(reader))

const packed =
  (read: (reader: Reader) => bigint) =>
  (reader: Reader, into: Array<bigint>): void => {
    const length = reader.size()
    const outer = reader.len
    const end = reader.pos + length
    if (end > outer) throw new RangeError(`${length} packed bytes where ${outer - reader.pos} are left`)
    reader.len = end
    while (reader.pos < end) into.push(read(reader))
    reader.len = outer
  }

export const packedInt64 = /*#__PURE__*/ packed(readInt64)
export const packedUint64 = /*#__PURE__*/ packed(readUint64)
export const packedSint64 = /*#__PURE__*/ packed(readSint64)
