import { describe, expect, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { childOf, childrenOf, printDocument, readDocument, textOf } from "../../../src/emulator/oss/xml.ts"

const read = (text: string, root = "Delete") => readDocument(new TextEncoder().encode(text), root)

// What XML 1.0 itself allows only as a reference, or not at all, occurs in keys.
const Text = Schema.Array(
  Schema.Literals([
    "a",
    " ",
    "\n",
    "\r",
    "\t",
    "\u0001",
    "\u001f",
    "\u007f",
    "&",
    "<",
    ">",
    '"',
    "'",
    "]]>",
    "1",
    "true",
    "é",
    "😀"
  ])
).check(Schema.isMaxLength(8))

describe("documents", () => {
  it.effect.prop("keep any text", { texts: Schema.Array(Text).check(Schema.isMaxLength(4)) }, ({ texts }) =>
    Effect.sync(() => {
      const keys = texts.map((characters) => characters.join(""))
      const printed = printDocument("Delete", { Object: keys.map((key) => ({ Key: key })) })
      // `\r` and whitespace are written as references, so that no reader normalises them.
      const node = Result.getOrThrow(read(printed))
      expect(childrenOf(node, "Object").map((object) => textOf(object, "Key"))).toEqual(keys)
    })
  )

  it("leaves absent children out and writes numbers and booleans as text", () => {
    expect(printDocument("A", { b: undefined, c: 1, d: 18446744073709551615n, e: false, f: "", g: [] })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<A><c>1</c><d>18446744073709551615</d><e>false</e><f></f></A>'
    )
  })

  it("writes a root that is only text", () => {
    expect(printDocument("L", "a&b")).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<L>a&amp;b</L>')
  })

  it("ignores namespaces, prefixes, attributes, comments and whitespace between elements", () => {
    const node = Result.getOrThrow(
      read(
        `<?xml version="1.0"?>\n<x:Delete xmlns:x="urn:x" a="1">\n <!-- no --><x:Quiet b="2"> true </x:Quiet>\n</x:Delete>\n`
      )
    )
    expect(textOf(node, "Quiet")).toBe(" true ")
    expect(childOf(node, "Missing")).toBeUndefined()
  })

  it("reads a thousand keys full of references", () => {
    const objects = Array.from(
      { length: 1000 },
      (_, i) => `<Object><Key>${"&amp;&#10;&#x1F600;".repeat(50)}${i}</Key></Object>`
    )
    const node = Result.getOrThrow(read(`<Delete>${objects.join("")}</Delete>`))
    expect(textOf(childrenOf(node, "Object")[999], "Key")).toBe(`${"&\n😀".repeat(50)}999`)
  })

  it.each([
    "",
    "plain text",
    "<Delete>",
    "<Delete><Key>1</Delete>",
    "<Other/>",
    '<!DOCTYPE d [<!ENTITY e "x">]><Delete>&e;</Delete>',
    "<Delete><__proto__>1</__proto__></Delete>"
  ])("refuses %j", (text) => {
    const refusal = Result.getOrThrow(Result.flip(read(text)))
    expect([refusal.status, refusal.code]).toEqual([400, "MalformedXML"])
  })

  it("leaves references alone that stand for no character", () => {
    const document = Result.getOrThrow(read("<Delete><Key>&#xD800;&#x110000;&#x1F600;</Key></Delete>"))
    expect(textOf(document, "Key")).toBe("&#xD800;&#x110000;😀")
  })

  it("refuses more elements than any document of the service has", () => {
    const detail = (count: number) => {
      const document = read(`<Delete>${"<a/>".repeat(count)}</Delete>`)
      return Result.isSuccess(document) ? "read" : document.failure.children?.["ErrorDetail"]
    }
    expect(detail(40_000)).toBe("read")
    expect(detail(100_000)).toBe("The document has too many elements.")
  })
})
