import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"
import { BucketName, Metadata, ObjectKey, StorageClass, Tags, TagsHeader } from "../../src/schema/oss/common.ts"
import {
  bucketErrors,
  objectErrors,
  ossCommonErrors,
  ossErrorCodes,
  ossStatusCodes
} from "../../src/schema/oss/errors.ts"
import * as ossOperations from "../../src/schema/oss/index.ts"
import { CopySource } from "../../src/schema/oss/objectCopy.ts"
import type { AnyXmlOperation } from "../../src/schema/wire/xml.ts"
import { operationsOf } from "../../src/services/bindOperations.ts"

const isValid = (schema: Schema.Codec<any, any>, value: unknown): boolean =>
  SchemaParser.decodeUnknownResult(Schema.toType(schema))(value)._tag === "Success"

describe("names of buckets", () => {
  it("are 3 to 63 of a-z, 0-9 and -, with a letter or digit at both ends", () => {
    for (const name of ["abc", "a-b", "0-0", "a".repeat(63), "my--bucket"])
      assert.isTrue(isValid(BucketName, name), name)
    for (const name of ["", "ab", "a".repeat(64), "Abc", "a_b", "-ab", "ab-", "a.b", "a b", "äbc", "abc\n"]) {
      assert.isFalse(isValid(BucketName, name), name)
    }
  })
})

describe("keys", () => {
  it("are 1 to 1,023 bytes of UTF-8 that do not start with a slash", () => {
    for (const key of [
      "a",
      "a/",
      "a//b",
      "你".repeat(341),
      "a".repeat(1023),
      "\u0001",
      " ",
      "%",
      "a\\",
      "😀".repeat(255)
    ]) {
      assert.isTrue(isValid(ObjectKey, key), key.slice(0, 20))
    }
    for (const key of [
      "",
      "/a",
      "\\a",
      "a".repeat(1024),
      `${"你".repeat(341)}a`,
      "😀".repeat(256),
      "\ud83d",
      "a\ude00b",
      5
    ]) {
      assert.isFalse(isValid(ObjectKey, key), String(key).slice(0, 20))
    }
  })

  it.prop("are measured as they are sent", { key: Schema.String }, ({ key }) => {
    const bytes = Buffer.byteLength(key, "utf8")
    const expected = bytes >= 1 && bytes <= 1023 && key.isWellFormed() && !/^[/\\]/.test(key)
    assert.strictEqual(isValid(ObjectKey, key), expected)
  })
})

describe("metadata", () => {
  it("has names of letters, digits and -, and 8 KiB in all", () => {
    assert.isTrue(isValid(Metadata, { "a-1": "grüße", B: "" }))
    assert.isTrue(isValid(Metadata, { a: "x".repeat(8191) }))
    assert.isFalse(isValid(Metadata, { a: "x".repeat(8192) }))
    assert.isFalse(isValid(Metadata, { a: "你".repeat(2731) }))
    for (const name of ["", "a b", "a_b", "ä", "a:", "a\n"]) assert.isFalse(isValid(Metadata, { [name]: "x" }), name)
  })
})

describe("tags", () => {
  it("are at most 10, with keys of 1 to 128 bytes and values of up to 256", () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]))
    assert.isTrue(isValid(Tags, many(10)))
    assert.isFalse(isValid(Tags, many(11)))
    assert.isTrue(isValid(Tags, { ["k".repeat(128)]: "v".repeat(256) }))
    assert.isFalse(isValid(Tags, { ["k".repeat(129)]: "" }))
    assert.isFalse(isValid(Tags, { k: "v".repeat(257) }))
    assert.isFalse(isValid(Tags, { "": "v" }))
    assert.isTrue(isValid(Tags, { "a +-=._:/1": "a +-=._:/1" }))
    assert.isFalse(isValid(Tags, { "a&b": "v" }))
    assert.isFalse(isValid(Tags, { a: "v?" }))
  })

  it("are one header", () => {
    const encode = Schema.encodeSync(TagsHeader)
    const decode = Schema.decodeUnknownSync(TagsHeader)
    assert.strictEqual(encode({ "a b": "c=d", 你: "" }), "a%20b=c%3Dd&%E4%BD%A0=")
    assert.deepStrictEqual(decode("a%20b=c%3Dd&k&%E4%BD%A0="), { "a b": "c=d", k: "", 你: "" })
    assert.deepStrictEqual(decode(""), {})
  })

  const TagText = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9 +\-=._:/]{1,30}$/))

  it.prop("come back as they were", { key: TagText, other: TagText, value: TagText }, ({ key, other, value }) => {
    const tags = { [key]: value, [other]: "" }
    const text = Schema.encodeSync(TagsHeader)(tags)
    assert.match(text, /^[\x21-\x7e]+$/)
    assert.deepStrictEqual(Schema.decodeUnknownSync(TagsHeader)(text), tags)
  })
})

describe("the source of a copy", () => {
  const encode = Schema.encodeSync(CopySource)
  const decode = Schema.decodeUnknownSync(CopySource)

  it("is a path with an encoded key", () => {
    assert.strictEqual(encode({ bucket: "photos", key: "a/b c+d?e#f%g" }), "/photos/a/b%20c%2Bd%3Fe%23f%25g")
    assert.strictEqual(encode({ bucket: "photos", key: "你", versionId: "V/1" }), "/photos/%E4%BD%A0?versionId=V%2F1")
    assert.deepStrictEqual(decode("/photos/a%2Fb"), { bucket: "photos", key: "a/b" })
    assert.deepStrictEqual(decode("/photos/100%"), { bucket: "photos", key: "100%" })
  })

  it("comes back as it was, whatever the key", () => {
    for (const key of ["a?versionId=x", "a//b", "a/../b", "./x", " ", "+", "%41", "a%2Fb", "#", "😀", "\u0001", "a/"]) {
      assert.deepStrictEqual(decode(encode({ bucket: "photos", key })), { bucket: "photos", key }, key)
    }
  })

  const Key = Schema.String.check(
    Schema.isMinLength(1),
    Schema.makeFilter((key: string) => isValid(ObjectKey, key))
  )

  it.prop("comes back as it was, for any key", { key: Key }, ({ key }) => {
    assert.deepStrictEqual(decode(encode({ bucket: "photos", key })), { bucket: "photos", key })
  })
})

describe("values that the service may extend", () => {
  it("are read as they are", () => {
    assert.strictEqual(Schema.decodeUnknownSync(StorageClass)("Quantum"), "Quantum")
  })
})

describe("the operations of OSS", () => {
  const operations = Object.entries(operationsOf(ossOperations.ossModules)) as unknown as ReadonlyArray<
    [string, AnyXmlOperation]
  >
  const known = new Set<string>([...Object.values(ossErrorCodes).flat(), ...Object.values(ossStatusCodes)])

  it("are named like their methods", () => {
    for (const [name, operation] of operations) assert.strictEqual(operation.methodName, name)
  })

  it("fail with codes that the service has", () => {
    for (const [name, { codes }] of operations) {
      for (const code of codes) assert.isTrue(known.has(code), `${name}: ${code}`)
    }
    for (const code of [...ossCommonErrors, ...bucketErrors, ...objectErrors]) assert.isTrue(known.has(code), code)
  })

  it("give each wire name of a place to one field", () => {
    for (const [name, operation] of operations) {
      for (const slots of [operation.input, operation.output]) {
        const places = Object.entries(slots)
          .filter(([, { in: place }]) => place !== "local")
          .map(([field, { in: place, name }]) => `${place} ${place === "path" ? field : name}`)
        assert.deepStrictEqual(places, [...new Set(places)], name)
      }
    }
  })

  it("write header names in lower case, as they are signed", () => {
    for (const [name, operation] of operations) {
      for (const { in: place, name: header } of [
        ...Object.values(operation.input),
        ...Object.values(operation.output)
      ]) {
        if (place === "header" || place === "headers") assert.strictEqual(header, header.toLowerCase(), name)
      }
      for (const header of Object.keys(operation.headers ?? {})) assert.strictEqual(header, header.toLowerCase(), name)
    }
  })

  it("have a document's name where they send one", () => {
    for (const [name, operation] of operations) {
      const sendsDocument = Object.values(operation.input).some(({ in: place }) => place === "xml")
      assert.strictEqual(operation.root !== undefined, sendsDocument, name)
    }
  })

  it("that must not overwrite, append or delete buckets are not repeated blindly", () => {
    const target = { bucket: "photos", key: "cat" }
    assert.isTrue(ossOperations.putObject.isIdempotent({ ...target, body: "" }))
    assert.isFalse(ossOperations.putObject.isIdempotent({ ...target, body: "", forbidOverwrite: true }))
    assert.isFalse(ossOperations.appendObject.isIdempotent({ ...target, body: "", position: 0 }))
    assert.isFalse(ossOperations.deleteBucket.isIdempotent({ bucket: "photos" }))
    assert.isFalse(ossOperations.copyObject.isIdempotent({ ...target, source: target, forbidOverwrite: true }))
    assert.isTrue(ossOperations.deleteObject.isIdempotent(target))
  })
})
