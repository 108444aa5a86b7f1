import { describe, expect, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { type Body, BodyWriter } from "../../../src/emulator/Body.ts"
import {
  abortUpload,
  completeUpload,
  findUpload,
  initiateUpload,
  type ListUploadsInput,
  listParts,
  listUploads,
  makeUploadState,
  putPart,
  type UploadedPart,
  type UploadName
} from "../../../src/emulator/objectStore/multipart.ts"
import { makeMemory } from "../../../src/emulator/Store.ts"

const bodyOf = (text: string): Body => {
  const writer = new BodyWriter()
  writer.write(new TextEncoder().encode(text))
  return writer.finish()
}

const part = (number: number, text: string): UploadedPart => ({
  number,
  body: bodyOf(text),
  eTag: `E${text}`,
  lastModifiedMillis: 0
})

const make = () => makeUploadState<string, UploadedPart>(makeMemory(), "test")
type State = ReturnType<typeof make>

const begin = (state: State, key: string, id: string): UploadName => {
  const name = { bucket: "b", key, id }
  initiateUpload(state, name, { initiatedMillis: 7, about: `about ${key}` })
  return name
}

const complete = (state: State, name: UploadName, wanted: ReadonlyArray<number> | "all", minPartBytes = 0) => {
  const parts = wanted === "all" ? wanted : wanted.map((number) => ({ number }))
  return completeUpload(state, name, { wanted: parts, minPartBytes })
}

const problemOf = (completed: ReturnType<typeof complete>): string | undefined =>
  completed !== undefined && Result.isFailure(completed) ? completed.failure._tag : undefined

describe("an upload in parts", () => {
  it("joins its parts in the order of their numbers, and is over then", () => {
    const state = make()
    const name = begin(state, "k", "u")
    for (const one of [part(10, "c"), part(2, "b"), part(1, "x"), part(1, "a")]) putPart(state, name, one)
    const completed = Result.getOrThrow(complete(state, name, "all")!)
    expect(Buffer.from(completed.body.bytes()).toString()).toBe("abc")
    expect(completed.parts.map(({ number }) => number)).toEqual([1, 2, 10])
    expect(completed.upload).toEqual({ key: "k", id: "u", initiatedMillis: 7, about: "about k" })
    expect(findUpload(state, name)).toBeUndefined()
    expect(listParts(state, name, { after: -1, max: 10 }).parts).toEqual([])
    expect(complete(state, name, "all")).toBeUndefined()
  })

  it("takes only the parts that are wanted", () => {
    const state = make()
    const name = begin(state, "k", "u")
    for (const one of [part(1, "a"), part(2, "b"), part(3, "c")]) putPart(state, name, one)
    const wanted = [
      { number: 1, eTag: '"Ea"' },
      { number: 3, eTag: "Ec" }
    ]
    const completed = Result.getOrThrow(completeUpload(state, name, { wanted, minPartBytes: 0 })!)
    expect(Buffer.from(completed.body.bytes()).toString()).toBe("ac")
  })

  it("stays as it was when something speaks against its completion", () => {
    const state = make()
    const name = begin(state, "k", "u")
    expect(problemOf(complete(state, name, []))).toBe("NoParts")
    expect(problemOf(complete(state, name, "all"))).toBe("NoParts")
    for (const one of [part(1, "a"), part(2, "bb"), part(3, "c")]) putPart(state, name, one)
    expect(problemOf(complete(state, name, [2, 1]))).toBe("WrongOrder")
    expect(problemOf(complete(state, name, [1, 1]))).toBe("WrongOrder")
    expect(problemOf(complete(state, name, [1, 4]))).toBe("UnknownPart")
    const other = { wanted: [{ number: 1, eTag: "Eb" }], minPartBytes: 0 }
    expect(problemOf(completeUpload(state, name, other))).toBe("UnknownPart")
    expect(problemOf(complete(state, name, [1, 2], 2))).toBe("TooSmall")
    expect(listParts(state, name, { after: -1, max: 10 }).parts).toHaveLength(3)
    expect(problemOf(complete(state, name, [2, 3], 2))).toBeUndefined()
  })

  it("is forgotten with its parts when it is aborted, and no other is", () => {
    const state = make()
    const one = begin(state, "k", "u1")
    const other = begin(state, "k", "u10")
    putPart(state, one, part(1, "a"))
    putPart(state, other, part(1, "b"))
    expect(abortUpload(state, one)).toBe(true)
    expect(abortUpload(state, one)).toBe(false)
    expect(listParts(state, one, { after: -1, max: 10 }).parts).toEqual([])
    expect(listParts(state, other, { after: -1, max: 10 }).parts.map(({ eTag }) => eTag)).toEqual(["Eb"])
  })

  it("is found under its own key only", () => {
    const state = make()
    const name = begin(state, "k", "u")
    expect(findUpload(state, { ...name, key: "other" })).toBeUndefined()
    expect(findUpload(state, { ...name, bucket: "other" })).toBeUndefined()
    expect(abortUpload(state, { ...name, key: "other" })).toBe(false)
  })

  it("lists its parts page by page, the part of number 0 too", () => {
    const state = make()
    const name = begin(state, "k", "u")
    for (const number of [0, 1, 2, 9999, 10_000]) putPart(state, name, part(number, "x"))
    const numbers = (after: number) => {
      const { isTruncated, parts } = listParts(state, name, { after, max: 2 })
      return [parts.map(({ number }) => number), isTruncated]
    }
    expect(numbers(-1)).toEqual([[0, 1], true])
    expect(numbers(1)).toEqual([[2, 9999], true])
    expect(numbers(9999)).toEqual([[10_000], false])
    expect(numbers(10_000)).toEqual([[], false])
  })
})

const Key = Schema.Literals(["a", "a/b", "a/c", "a/b/c", "b", "b/\u0000", "b\u0000", "c/"])
const Started = Schema.Array(Schema.Struct({ key: Key, id: Schema.Literals(["1", "2", "3"]) })).check(
  Schema.isMaxLength(12)
)

/** The rules, said plainly. */
const naive = (
  started: ReadonlyArray<{ readonly key: string; readonly id: string }>,
  { afterId, afterKey, delimiter, prefix }: ListUploadsInput
): ReadonlyArray<string> => {
  const bytes = (text: string) => Buffer.from(text, "utf8")
  const order = [...started].sort(
    (a, b) => Buffer.compare(bytes(a.key), bytes(b.key)) || Buffer.compare(bytes(a.id), bytes(b.id))
  )
  const listed = order.flatMap(({ id, key }) => {
    if (!key.startsWith(prefix)) return []
    const index = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length)
    if (index !== -1) {
      const group = key.slice(0, index + 1)
      return Buffer.compare(bytes(group), bytes(afterKey)) > 0 ? [group] : []
    }
    const later = Buffer.compare(bytes(key), bytes(afterKey))
    return later > 0 || (later === 0 && afterId !== undefined && id > afterId) ? [`${key} ${id}`] : []
  })
  return [...new Set(listed)]
}

describe("listUploads", () => {
  const inputs = {
    started: Started,
    prefix: Schema.Literals(["", "a", "a/", "b"]),
    delimiter: Schema.Literals(["", "/"]),
    afterKey: Schema.Union([Schema.Literal(""), Key]),
    afterId: Schema.Literals(["1", "2"]),
    withId: Schema.Boolean,
    max: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 4 }))
  }

  it.effect.prop("lists what the plain rules say, page by page", inputs, ({ started, withId, afterId, ...rest }) =>
    Effect.sync(() => {
      const state = make()
      const unique = [...new Map(started.map((one) => [`${one.key} ${one.id}`, one])).values()]
      for (const { id, key } of unique) begin(state, key, id)
      let input: ListUploadsInput = { ...rest, ...(withId ? { afterId } : {}) }
      const expected = naive(unique, input)
      const found: Array<string> = []
      for (let pages = 0; pages <= unique.length; pages++) {
        const page = listUploads(state, "b", input)
        expect(page.uploads.length + page.commonPrefixes.length).toBeLessThanOrEqual(input.max)
        found.push(...page.uploads.map(({ id, key }) => `${key} ${id}`), ...page.commonPrefixes)
        if (!page.isTruncated) break
        input = { ...input, afterKey: page.next!.key, afterId: page.next!.id }
      }
      const isGroup = (listed: string) => !listed.includes(" ")
      expect(found.filter(isGroup)).toEqual(expected.filter(isGroup))
      expect(found.filter((listed) => !isGroup(listed))).toEqual(expected.filter((listed) => !isGroup(listed)))
    })
  )
})
