import { describe, expect, it } from "@effect/vitest"
import { Body } from "../../../src/emulator/Body.ts"
import { headersOfCopy, readCopySource } from "../../../src/emulator/objectStore/copies.ts"

describe("copies", () => {
  it.each([
    ["/b/k", "b", "k"],
    ["b/k", "b", "k"],
    ["/b/a%2Fk%20?versionId=1", "b", "a/k "],
    ["/b//k", "b", "/k"],
    ["/b/line%0Abreak", "b", "line\nbreak"]
  ])("finds the source in %j", (header, sourceBucket, sourceKey) => {
    expect(readCopySource(header)).toEqual({ sourceBucket, sourceKey })
  })

  it.each(["", "/", "/b", "/b/", "/b/%zz"])("finds no source in %j", (header) => {
    expect(readCopySource(header)).toBeUndefined()
  })

  it("take headers and metadata together from one side", () => {
    const source = {
      body: Body.empty,
      eTag: "",
      lastModifiedMillis: 0,
      contentHeaders: { "content-type": "a/a" },
      userMetadata: { a: "1" }
    }
    const sent = { contentHeaders: { "content-type": "b/b" }, userMetadata: {} }
    expect(headersOfCopy(source, sent, true)).toEqual(sent)
    expect(headersOfCopy(source, sent, false)).toEqual({
      contentHeaders: source.contentHeaders,
      userMetadata: source.userMetadata
    })
  })
})
