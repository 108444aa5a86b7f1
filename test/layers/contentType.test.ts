import { assert, describe, it } from "@effect/vitest"
import * as Stream from "effect/Stream"
import { contentTypeOf } from "../../src/layers/contentType.ts"
import * as Body from "../../src/schema/Body.ts"

describe("the media type of an upload", () => {
  it("is that of the key's extension", () => {
    for (const [key, type] of [
      ["cat.jpg", "image/jpeg"],
      ["a/b.c/CAT.PNG", "image/png"],
      ["page.html", "text/html"],
      ["data.json", "application/json"],
      ["notes.txt", "text/plain"],
      ["archive.tar.gz", "application/gzip"],
      ["猫.webp", "image/webp"]
    ] as const) {
      assert.strictEqual(contentTypeOf("", key), type, key)
    }
  })

  it("is the one the official SDKs send where tables differ", () => {
    // Source: OSS Python SDK, utils.py, content types by extension. Media types do not distinguish letter case.
    for (const [extension, type] of [
      ["js", "application/javascript"],
      ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
      ["xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template"],
      ["potx", "application/vnd.openxmlformats-officedocument.presentationml.template"],
      ["ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow"],
      ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
      ["sldx", "application/vnd.openxmlformats-officedocument.presentationml.slide"],
      ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
      ["dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"],
      ["xlam", "application/vnd.ms-excel.addin.macroenabled.12"],
      ["xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12"],
      ["apk", "application/vnd.android.package-archive"]
    ] as const) {
      assert.strictEqual(contentTypeOf("", `file.${extension}`).toLowerCase(), type)
    }
  })

  it("is unknown bytes when the key does not tell", () => {
    for (const key of ["cat", "png", "a.b/c", ".", "a.", "x.unheardof", "jpg/", "a.png/"]) {
      assert.strictEqual(contentTypeOf(new Uint8Array(1), key), "application/octet-stream", key)
    }
  })

  it("is told by a local file before the key", () => {
    assert.strictEqual(contentTypeOf(Body.file("/tmp/cat.png"), "cat.txt"), "image/png")
    assert.strictEqual(contentTypeOf(Body.file("/tmp/cat"), "cat.txt"), "text/plain")
    assert.strictEqual(contentTypeOf(Body.stream(Stream.empty), "cat.txt"), "text/plain")
    assert.strictEqual(contentTypeOf(Stream.empty, "cat.txt"), "text/plain")
  })

  it("is told by a Blob before the key, and by the name of a File that has no type", () => {
    assert.strictEqual(contentTypeOf(new Blob(["x"], { type: "image/webp" }), "cat.txt"), "image/webp")
    assert.strictEqual(contentTypeOf(new Blob(["x"]), "cat.txt"), "text/plain")
    assert.strictEqual(contentTypeOf(new File(["x"], "cat.png", { type: "image/webp" }), "cat.txt"), "image/webp")
    assert.strictEqual(contentTypeOf(new File(["x"], "cat.png"), "cat.txt"), "image/png")
    assert.strictEqual(contentTypeOf(new File(["x"], "cat"), "cat.txt"), "text/plain")
  })
})
