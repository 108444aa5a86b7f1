/**
 * MD5 as services carry it.
 */
import type { Digest } from "../integrity.ts"
import { digestText, md5Hasher } from "./Hash.ts"

const md5As = (encoding: "base64" | "hex"): Digest => ({
  algorithm: "md5",
  start: () => {
    const hasher = md5Hasher()
    return { update: (chunk) => void hasher.update(chunk), text: () => hasher.digestText(encoding) }
  },
  of: (bytes) => digestText("md5", bytes, encoding)
})

/** MD5 in Base64, as the header `content-md5` has it. */
export const base64Md5: Digest = /*#__PURE__*/ md5As("base64")

/** MD5 in hexadecimal digits, as ETags have it. */
export const hexMd5: Digest = /*#__PURE__*/ md5As("hex")
