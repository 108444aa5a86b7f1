/** What images say of themselves at their beginning. */

export interface ImageInfo {
  readonly type: "jpeg" | "png" | "gif" | "webp" | "tiff" | "svg" | "pdf"
  /** Pixels; absent where the beginning does not tell. */
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly alpha: boolean
}

type Reader = (bytes: Buffer) => ImageInfo | undefined

const startsWith = (bytes: Buffer, text: string, at = 0): boolean =>
  bytes.toString("latin1", at, at + text.length) === text

const png: Reader = (bytes) =>
  startsWith(bytes, "\x89PNG\r\n\x1a\n") && bytes.length >= 26
    ? { type: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), alpha: (bytes[25]! & 4) !== 0 }
    : undefined

const gif: Reader = (bytes) =>
  /^GIF8[79]a$/.test(bytes.toString("latin1", 0, 6)) && bytes.length >= 10
    ? { type: "gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), alpha: false }
    : undefined

// Of the segments of a JPEG those of frames (SOF) tell its size; 0xc4, 0xc8 and 0xcc are others.
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const jpeg: Reader = (bytes) => {
  if (!startsWith(bytes, "\xff\xd8\xff")) return undefined
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (!isFrame(bytes[at + 1]!)) continue
    return { type: "jpeg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), alpha: false }
  }
  return { type: "jpeg", alpha: false }
}

const webp: Reader = (bytes) => {
  if (!startsWith(bytes, "RIFF") || !startsWith(bytes, "WEBP", 8)) return undefined
  if (bytes.length < 30) return { type: "webp", alpha: false }
  if (startsWith(bytes, "VP8X", 12)) {
    const [width, height] = [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
    return { type: "webp", width, height, alpha: (bytes[20]! & 0x10) !== 0 }
  }
  if (startsWith(bytes, "VP8L", 12)) {
    const bits = bytes.readUInt32LE(21)
    const [width, height] = [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    return { type: "webp", width, height, alpha: ((bits >>> 28) & 1) === 1 }
  }
  const [width, height] = [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
  return { type: "webp", width, height, alpha: false }
}

const byStart =
  (type: ImageInfo["type"], pattern: RegExp): Reader =>
  (bytes) =>
    pattern.test(bytes.toString("latin1", 0, 1024)) ? { type, alpha: false } : undefined

const readers: ReadonlyArray<Reader> = [
  png,
  gif,
  jpeg,
  webp,
  byStart("tiff", /^(?:II\*\0|MM\0\*)/),
  byStart("pdf", /^%PDF-/),
  byStart("svg", /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/s)
]

/** Reads what an image says of itself; absent when it is none. */
export const readImage = (bytes: Uint8Array): ImageInfo | undefined => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const read of readers) {
    const info = read(buffer)
    if (info !== undefined) return info
  }
  return undefined
}
