import { describe, expect, it, layer } from "@effect/vitest"
import { Effect, Result } from "effect"
import { TestClock } from "effect/testing"
import { readActions } from "../../../src/emulator/ois/imageActions.ts"
import { readImage } from "../../../src/emulator/ois/imageInfo.ts"
import { call, oisLayer, outcome } from "./calls.ts"

const png = Buffer.concat([
  Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"),
  Buffer.from([0, 0, 1, 0x2c, 0, 0, 0, 200, 8, 6, 0, 0, 0])
])
const gif = Buffer.concat([Buffer.from("GIF89a"), Buffer.from([10, 0, 20, 0, 0, 0, 0])])
const jpeg = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0
])
const webp = (chunk: string, rest: ReadonlyArray<number>) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${chunk}\0\0\0\0`, "latin1"), Buffer.from(rest)])

describe("an image", () => {
  it.each([
    [png, { type: "png", width: 300, height: 200, alpha: true }],
    [gif, { type: "gif", width: 10, height: 20, alpha: false }],
    [jpeg, { type: "jpeg", width: 64, height: 48, alpha: false }],
    [Buffer.from([0xff, 0xd8, 0xff, 0xda]), { type: "jpeg", alpha: false }],
    [webp("VP8X", [0x10, 0, 0, 0, 99, 0, 0, 49, 0, 0]), { type: "webp", width: 100, height: 50, alpha: true }],
    [
      webp("VP8L", [0x2f, 0x63, 0x40, 0x0c, 0x10, 0, 0, 0, 0, 0]),
      { type: "webp", width: 100, height: 50, alpha: true }
    ],
    [webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, 100, 0, 50, 0]), { type: "webp", width: 100, height: 50, alpha: false }],
    [webp("VP8 ", []), { type: "webp", alpha: false }],
    [Buffer.from("II*\0"), { type: "tiff", alpha: false }],
    [Buffer.from("MM\0*"), { type: "tiff", alpha: false }],
    [Buffer.from("%PDF-1.7"), { type: "pdf", alpha: false }],
    [Buffer.from('<?xml version="1.0"?>\n<svg width="1">'), { type: "svg", alpha: false }],
    [Buffer.from("text"), undefined],
    [Buffer.from([]), undefined]
  ])("tells of itself (%#)", (bytes, info) => {
    expect(readImage(bytes)).toEqual(info)
  })

  it.each([
    "info",
    "resize:w_300,h_400,m_0",
    "crop:w_300,h_400,g_1",
    "crop:w_300,h_0,l_1,t_2",
    "crop:w_300,h_0,g_0|rotate:a_90|resize:w_0,h_200,m_0|format:t_png",
    "watermark:d_150,p_0.25,t_5rC05Y2w5Zu-54mH,c_I2ZmZmZmZg",
    "watermark_image:l_0,t_0,p_1,u_aHR0cA",
    "save:b_mybucket,k_dir/a_b.png"
  ])("is asked for %s", (action) => {
    expect(Result.isSuccess(readActions(action))).toBe(true)
  })

  it.each([
    undefined,
    "",
    "unknown",
    "info|",
    "resize:w",
    "resize:w_",
    "resize:w_x",
    "resize:x_1",
    "resize:w_1,m_3",
    "crop:w_1,h_1,g_1,l_1",
    "crop:g_10",
    "rotate",
    "rotate:a_x",
    "watermark:d_1",
    "watermark:t_a=",
    "watermark:t_a,p_0.0",
    "watermark:t_a,p_1.1",
    "watermark_image:u_x,p_2",
    "format:t_bmp",
    "save:b_mybucket",
    "toString:a_1",
    "resize:toString_1"
  ])("is not asked for %j", (action) => {
    expect(Result.isFailure(readActions(action))).toBe(true)
  })
})

layer(oisLayer())("the processing of images", (it) => {
  const process = (key: string, action: string) => `/mybucket/${key}?image&action=${encodeURIComponent(action)}`

  const prepared = Effect.gen(function* () {
    yield* call("PUT", "/mybucket")
    yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32Z"))
    yield* call("PUT", "/mybucket/a.png", { body: png, headers: { "content-type": "image/png" } })
    yield* call("PUT", "/mybucket/a.gif", { body: gif, headers: { "content-type": "image/gif" } })
    yield* call("PUT", "/mybucket/text", { body: "text" })
  })

  it.effect("tells what an image is", () =>
    Effect.gen(function* () {
      yield* prepared
      const { headers, status, text } = yield* call("GET", process("a.png", "info"))
      expect([status, headers["content-type"], headers["last-modified"]]).toEqual([
        200,
        "application/json",
        "Mon, 22 Aug 2016 15:03:32 GMT"
      ])
      expect(text).toBe('{"width":300,"height":200,"type":"png","orientation":1,"space":"srgb","alpha":true}')
    })
  )

  it.effect("gives the stored image for all else, unless it is known", () =>
    Effect.gen(function* () {
      yield* prepared
      const drawn = yield* call("GET", process("a.png", "resize:w_10,h_0,m_0|rotate:a_90"))
      expect([drawn.status, drawn.headers["content-type"], Buffer.from(drawn.bytes).equals(png)]).toEqual([
        200,
        "image/png",
        true
      ])
      const headers = { "if-modified-since": "Mon, 22 Aug 2016 15:03:32 GMT" }
      expect(yield* outcome("GET", process("a.png", "info"), { headers })).toBe(304)
    })
  )

  it.effect("saves what came of it", () =>
    Effect.gen(function* () {
      yield* prepared
      expect(yield* outcome("GET", process("a.png", "resize:w_10|save:b_mybucket,k_small.png"))).toBe(200)
      const saved = yield* call("GET", "/mybucket/small.png")
      expect([saved.headers["content-type"], saved.bytes.length]).toEqual(["image/png", png.length])
      expect(yield* outcome("GET", process("a.png", "save:b_nobucket,k_x"))).toBe("404 bucket_not_exists")
    })
  )

  it.effect("is refused for what cannot be processed", () =>
    Effect.gen(function* () {
      yield* prepared
      expect(yield* outcome("GET", process("a.png", "unknown"))).toBe("400 invalid_argument")
      expect(yield* outcome("GET", process("text", "info"))).toBe("400 invalid_request")
      expect(yield* outcome("GET", process("a.gif", "rotate:a_90"))).toBe("400 invalid_request")
      expect(yield* outcome("GET", process("a.gif", "resize:w_1"))).toBe(200)
      expect(yield* outcome("GET", process("missing", "info"))).toBe("404 object_not_exists")
      expect(yield* outcome("GET", process("a.png", "info"), { as: "anonymous" })).toBe("403 permission_denied")
      yield* call("PUT", "/mybucket/large.png", { body: Buffer.concat([png, Buffer.alloc(10 * 1024 ** 2)]) })
      expect(yield* outcome("GET", process("large.png", "info"))).toBe("400 entity_too_large")
    })
  )
})
