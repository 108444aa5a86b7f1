import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readError } from "../../../src/layers/oss/errorAnswer.ts"
import { readXml, writeXml } from "../../../src/layers/protocol/xmlDocument.ts"
import { getObject } from "../../../src/schema/oss/object.ts"

const read = (text: string) => readXml(new TextEncoder().encode(text))
const content = (text: string) => Effect.map(read(text), (document) => document.content)

/** What an answer may say in its own words: no field has the same name twice. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe("reading XML", () => {
  it.effect("gives text, records of children, and arrays of repeated ones", () =>
    Effect.gen(function* () {
      const document = yield* read(
        '<?xml version="1.0" encoding="UTF-8"?>\n<List xmlns="http://x">\n  <Name>photos</Name>\n  <Item><Key>a</Key></Item>\n  <Item><Key>b</Key></Item>\n  <Empty/>\n  <AlsoEmpty></AlsoEmpty>\n</List>'
      )
      assert.strictEqual(document.root, "List")
      assert.deepStrictEqual(plain(document.content), {
        Name: "photos",
        Item: [{ Key: "a" }, { Key: "b" }],
        Empty: "",
        AlsoEmpty: ""
      })
    })
  )

  it.effect("keeps blanks, references, CDATA and every other character of a text", () =>
    Effect.gen(function* () {
      for (const [xml, text] of [
        ["  ", "  "],
        [" a  b ", " a  b "],
        ["a&amp;b&lt;c&gt;d&quot;e&apos;f", "a&b<c>d\"e'f"],
        ["&#x0A;&#10;&#9;&#xd;", "\n\n\t\r"],
        ["<![CDATA[<a>&amp;]]>", "<a>&amp;"],
        ["x<![CDATA[y]]>z", "xyz"],
        ["a<!-- not this -->b", "ab"],
        ["&#x4F60;你😀&#x1F600;", "你你😀😀"],
        ["0012", "0012"],
        ["true", "true"]
      ] as const) {
        assert.strictEqual(yield* content(`<Key>${xml}</Key>`), text, xml)
      }
    })
  )

  it.effect("reads references to characters that XML forbids as these characters", () =>
    Effect.gen(function* () {
      for (const [xml, text] of [
        ["a&#1;b&#x0;c", "a\u0001b\0c"],
        ["&#x1F;&#31;&#x00001f;&#xFFFE;&#x26;&#10;", "\u001f\u001f\u001f\uFFFE&\n"],
        // What looks like a reference, and what stands for one while the document is read.
        ["&amp;#1;&#1;<![CDATA[&#1;]]>", "&#1;\u0001&#1;"],
        ["&#1;\u{10fffd}1;&#x10fffd;<![CDATA[\u{10fffd}1;]]>", "\u0001\u{10fffd}1;\u{10fffd}\u{10fffd}1;"]
      ] as const) {
        assert.strictEqual(yield* content(`<Key>${xml}</Key>`), text, xml)
      }
      assert.deepStrictEqual(
        plain(yield* content('<Error a="&#1;"><!-- &#1; --><Code>NoSuchKey</Code><Key>&#x2;</Key></Error>')),
        { Code: "NoSuchKey", Key: "\u0002" }
      )
    })
  )

  it.effect("keeps the code of an error whose key holds such characters", () =>
    Effect.gen(function* () {
      const body = new TextEncoder().encode(
        "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&#x1;&#0;</Key></Error>"
      )
      const error = yield* readError(getObject, { status: 404, headers: {}, body })
      assert.strictEqual(error.code, "NoSuchKey")
      assert.deepStrictEqual(error.details, { Key: "a\u0001\0" })
    })
  )

  it.effect("reads what it writes, whatever the text holds", () =>
    Effect.gen(function* () {
      const text = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).join("")
      assert.strictEqual(yield* content(writeXml("Key", text)), text)
    })
  )

  it.effect("takes names without their prefix, and children of any name", () =>
    Effect.gen(function* () {
      const children = (yield* content(
        "<o:List xmlns:o='http://x'><o:Key>a</o:Key><__proto__>b</__proto__><constructor>c</constructor><__proto__>d</__proto__></o:List>"
      )) as Record<string, unknown>
      assert.strictEqual(children["Key"], "a")
      assert.deepStrictEqual(Object.getOwnPropertyDescriptor(children, "__proto__")?.value, ["b", "d"])
      assert.strictEqual(children["constructor"], "c")
    })
  )

  it.effect("reads documents that come with a byte order mark", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* content("\uFEFF<Key>a</Key>"), "a")
    })
  )

  it.effect("fails for what is not well-formed", () =>
    Effect.gen(function* () {
      for (const text of [
        "",
        "   ",
        "text",
        "<a>",
        "<a><b></a></b>",
        "<a></a><b></b>",
        "<a>&nbsp;</a>",
        "<a>&#xZZ;</a>",
        "<a>&#xD800;</a>",
        "<a>&#x110000;</a>",
        "<a>&#1;&#xD800;</a>",
        `<a>&#${"9".repeat(1000)};</a>`,
        "<a>&#1;</b>",
        "<a&#1;></a>",
        "&#1;",
        "<a",
        "<a>1 < 2</a>",
        "<a b=c></a>",
        "{}"
      ]) {
        const result = yield* Effect.result(read(text))
        assert.strictEqual(result._tag, "Failure", text)
      }
    })
  )

  it.effect("fails for nesting deeper than any document has, and for bytes that are not UTF-8", () =>
    Effect.gen(function* () {
      const nested = (depth: number) => `${"<a>".repeat(depth)}x${"</a>".repeat(depth)}`
      assert.strictEqual((yield* Effect.result(read(nested(30))))._tag, "Success")
      assert.strictEqual((yield* Effect.result(read(nested(33))))._tag, "Failure")
      assert.strictEqual((yield* Effect.result(read(`<b>&#1;${nested(33)}</b>`)))._tag, "Failure")
      assert.strictEqual((yield* Effect.result(read(nested(200_000))))._tag, "Failure")
      const latin = readXml(new Uint8Array([0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e]))
      assert.strictEqual((yield* Effect.result(latin))._tag, "Failure")
      const both = readXml(new Uint8Array([...new TextEncoder().encode("<a>&#1;"), 0xe9, 0x3c, 0x2f, 0x61, 0x3e]))
      assert.strictEqual((yield* Effect.result(both))._tag, "Failure")
    })
  )

  it.effect("expands no entities of the document's own", () =>
    Effect.gen(function* () {
      for (const text of [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "&#1;y">]><a>&#1;&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "yy"><!ENTITY z "&x;&x;">]><a>&z;</a>'
      ]) {
        assert.strictEqual((yield* Effect.result(read(text)))._tag, "Failure", text)
      }
    })
  )
})

describe("writing XML", () => {
  it("writes text, children and repeated children", () => {
    assert.strictEqual(
      writeXml("Delete", { Quiet: "true", Object: [{ Key: "a" }, { Key: "b" }] }),
      '<?xml version="1.0" encoding="UTF-8"?>\n<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>'
    )
  })

  it("writes characters that XML cannot hold as references", () => {
    assert.include(writeXml("Key", "a&b<c>d\"e'f\n\u0001"), "a&amp;b&lt;c&gt;d&quot;e&apos;f&#xa;&#x1;")
  })

  it.effect("and read again is the same, for keys of every kind that XML has characters for", () =>
    Effect.gen(function* () {
      for (const key of [
        " ",
        "  a  ",
        "\t\r\n",
        "\u007f",
        "\u0080\u009f\u00a0\u2028",
        "]]>",
        "<![CDATA[x]]>",
        "&amp;",
        "&#x41;",
        "你好 😀",
        "\uFEFFa",
        "\uFFFD",
        "a/../b//c",
        "001",
        "1e3",
        "true",
        "null"
      ]) {
        assert.deepStrictEqual(
          plain(yield* content(writeXml("Delete", { Object: { Key: key } }))),
          { Object: { Key: key } },
          JSON.stringify(key)
        )
      }
    })
  )

  it.effect.prop(
    "and read again is the same, for any text",
    { keys: Schema.Array(Schema.String.check(Schema.isMinLength(1))) },
    ({ keys }) =>
      Effect.gen(function* () {
        // What is left out are the control characters that XML 1.0 has no way to name.
        const wellFormed = keys.map((key) =>
          key.toWellFormed().replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "-")
        )
        if (wellFormed.length < 2) return
        const document = yield* content(writeXml("Delete", { Key: wellFormed }))
        assert.deepStrictEqual(plain(document), { Key: wellFormed })
      }),
    { arbitrary: { runs: 300 } }
  )
})
