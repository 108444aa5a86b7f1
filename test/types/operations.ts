/**
 * What declarations of operations must and must not compile to. `tsc` is the test: an expected error that does not occur
 * is an error too.
 */
import * as Schema from "effect/Schema"
import { fields, optional, type TypeOf } from "../../src/schema/Fields.ts"
import type { InputOf, Methods } from "../../src/schema/Operation.ts"
import * as M from "../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import { inFormField, inFormFile } from "../../src/schema/wire/form.ts"
import { inJson, jsonService, object } from "../../src/schema/wire/json.ts"
import { inMessage, message, protobufService } from "../../src/schema/wire/protobuf.ts"
import { element, inHeader, inHost, inKeyPath, inPath, inQuery, inXml, xmlService } from "../../src/schema/wire/xml.ts"
import type { OssClientService } from "../../src/services/oss/OssClient.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(_?: T): void => undefined

const xml = xmlService<"NoSuchThing">()({ service: "Demo", commonErrors: [] })
const json = jsonService<"NoSuchThing">()({ service: "Demo", commonErrors: [] })
const protobuf = protobufService<"NoSuchThing">()({ service: "Demo", commonErrors: [] })

class None extends fields() {}
class ThingRef extends fields(() => ({
  /** Shelf. */
  shelf: inHost("shelf", Schema.String),
  /** Name. */
  name: inKeyPath(Schema.String)
})) {}

// ---- a place of another protocol does not compile -------------------------------------------------------------------

class WithJson extends fields(() => ({ a: inJson("a", Schema.String) })) {}
class WithXml extends fields(() => ({ a: inXml("a", Schema.String) })) {}
class WithMessage extends fields(() => ({ tableName: inMessage("tableName", Schema.String) })) {}
class WithForm extends fields(() => ({ a: inFormField("a", Schema.String) })) {}
const plain = { method: "POST", path: "/", idempotent: true, output: None, errors: [] } as const

// @ts-expect-error JSON in an operation that speaks XML
xml.operation("A", { ...plain, input: WithJson })
// @ts-expect-error a field of a protobuf message in an operation that speaks XML
xml.operation("B", { ...plain, input: WithMessage })
// @ts-expect-error XML in an operation that speaks JSON
json.operation("C", { ...plain, input: WithXml })
// @ts-expect-error a form in an operation that speaks JSON
json.operation("D", { ...plain, input: WithForm })
// @ts-expect-error XML in what an operation that speaks JSON gives
json.operation("E", { ...plain, input: None, output: WithXml })
const listing = { request: M.ListTableRequest, response: M.ListTableResponse, errors: [], idempotent: true } as const
class WithQuery extends fields(() => ({ q: inQuery("q", Schema.String) })) {}
// @ts-expect-error a query in an operation that speaks protobuf
protobuf.operation("F", { ...listing, input: WithQuery, output: None })
// @ts-expect-error JSON inside of an element
element(() => ({ a: inJson("a", Schema.String) }))
// @ts-expect-error XML inside of an object
object(() => ({ a: inXml("a", Schema.String) }))
// @ts-expect-error a text is no body of a form's file
inFormFile("content", Schema.Number)
// @ts-expect-error what is no text cannot be a header
inHeader("x-a", Schema.Number)

export const allowed = [
  xml.operation("G", { ...plain, input: WithXml, root: "Root" }),
  json.operation("H", { ...plain, input: WithJson })
]

// ---- paths ----------------------------------------------------------------------------------------------------------

class UploadRef extends fields(() => ({ vault: inPath(Schema.String), upload: inPath(Schema.String) })) {}
const get = { method: "GET", idempotent: true, output: None, errors: [] } as const

export const paths = [
  json.operation("I", { ...get, path: "/vaults/{vault}/uploads/{upload}", input: UploadRef }),
  // @ts-expect-error no field for {part}
  json.operation("J", { ...get, path: "/vaults/{vault}/uploads/{upload}/{part}", input: UploadRef }),
  // @ts-expect-error no {upload} in the path
  json.operation("K", { ...get, path: "/vaults/{vault}", input: UploadRef }),
  xml.operation("L", { ...get, path: "/{name}", input: ThingRef })
]

// ---- messages -------------------------------------------------------------------------------------------------------

export const messages = () => {
  const ok = message(M.CapacityUnit, () => ({ read: inMessage("read", optional(Schema.Int)) }))
  // @ts-expect-error the message has no such field
  const missing = message(M.CapacityUnit, () => ({ read: inMessage("reed", optional(Schema.Int)) }))
  // @ts-expect-error the field is a number
  const other = message(M.CapacityUnit, () => ({ read: inMessage("read", optional(Schema.String)) }))
  const list = { response: M.ListTableResponse, output: None, errors: [], idempotent: true } as const
  const named = protobuf.operation("M", { ...list, request: M.DeleteTableRequest, input: WithMessage })
  // @ts-expect-error the message of the request has no tableName
  const nowhere = protobuf.operation("N", { ...list, request: M.ListTableRequest, input: WithMessage })
  return [ok, missing, other, named, nowhere]
}

// ---- errors and inputs ----------------------------------------------------------------------------------------------

// @ts-expect-error misspelt code
xml.operation("O", { ...get, path: "/", input: None, errors: ["NoSuchThin"] })

export const decides = xml.operation("P", {
  ...get,
  path: "/{name}",
  input: ThingRef,
  // The input is typed.
  idempotent: ({ shelf }) => shelf !== ""
})
holds<Same<InputOf<typeof decides>, ThingRef>>()

class Item extends element(() => ({ id: inXml("Id", optional(Schema.String)) })) {}
class Listed extends fields(ThingRef, () => ({ first: inXml("First", optional(Item)) })) {}
export const listed: Listed = { shelf: "a", name: "b", first: { id: "c" } }
// @ts-expect-error misspelt inside
export const misspelt: Listed = { shelf: "a", name: "b", first: { ids: "c" } }
holds<Same<TypeOf<typeof Listed.slots>["first"], Item | undefined>>()

// ---- methods and clients --------------------------------------------------------------------------------------------

declare const methods: Methods<{ decides: typeof decides; Helper: typeof decides }>
methods.decides({ shelf: "a", name: "b" })
// @ts-expect-error what begins in upper case is no method
methods.Helper

declare const client: OssClientService
declare const listTable: ReturnType<typeof messages>[3]
// @ts-expect-error an operation that speaks protobuf is nothing for a client that speaks XML
client.execute(listTable, {})
