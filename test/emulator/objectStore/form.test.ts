import { describe, expect, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { receiveForm } from "../../../src/emulator/objectStore/form.ts"
import { hashDigest } from "../../../src/emulator/objectStore/receiving.ts"

const contentType = "multipart/form-data; boundary=limit"
const field = (name: string, value: string): string =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = (name: string, value: string): string =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n`
const end = "--limit--\r\n"

const options = { fileField: "content", digests: { md5: hashDigest("md5") }, maxFileBytes: 8, maxFieldsBytes: 64 }

const receive = (text: string, chunkBytes = 7, type: string | undefined = contentType) => {
  const bytes = new TextEncoder().encode(text)
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
    bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes)
  )
  return receiveForm(type, Stream.fromIterable(chunks), options)
}

const problemOf = (...args: Parameters<typeof receive>) => Effect.map(Effect.flip(receive(...args)), ({ _tag }) => _tag)

describe("receiveForm", () => {
  it.effect("takes in fields and the file, wherever the chunks are cut", () =>
    Effect.gen(function* () {
      const text = field("Key", "k") + field("x:a", "é") + file("content", "hello") + field("late", "1") + end
      for (const chunkBytes of [1, 3, 1000]) {
        const form = yield* receive(text, chunkBytes)
        expect([...form.fields]).toEqual([
          ["key", "k"],
          ["x:a", "é"]
        ])
        expect([form.file?.name, form.file?.type]).toEqual(["a.txt", "text/plain"])
        expect(Buffer.from(form.file!.body.bytes()).toString()).toBe("hello")
        expect(form.file?.digests.md5.toString("hex")).toBe("5d41402abc4b2a76b9719d911017c592")
      }
    })
  )

  it.effect("takes in a form without a file", () =>
    Effect.gen(function* () {
      expect((yield* receive(field("a", "1") + end)).file).toBeUndefined()
    })
  )

  it.effect("tells why a form cannot be taken in", () =>
    Effect.gen(function* () {
      expect(yield* problemOf(end, 7, "application/json")).toBe("NotMultipart")
      expect(yield* problemOf(field("a", "1"))).toBe("Malformed")
      expect(yield* problemOf(file("content", "1") + file("content", "2") + end)).toBe("SeveralFiles")
      expect(yield* problemOf(file("content", "123456789") + end)).toBe("TooLarge")
      expect(yield* problemOf(field("a", "x".repeat(64)) + end)).toBe("FieldsTooLarge")
    })
  )

  it.effect("counts the names of fields too, so that empty ones cannot pile up", () =>
    Effect.gen(function* () {
      const many = Array.from({ length: 20 }, (_, i) => field(`name${i}`, "")).join("")
      expect(yield* problemOf(many + end)).toBe("FieldsTooLarge")
    })
  )
})
