/**
 * How OSS keeps bodies whole: by the CRC-64 of all bytes, and by a Content-MD5 where it insists on one.
 */
import type { AnyXmlOperation } from "../../schema/wire/xml.ts"
import { Crc64, crc64 } from "../checksum/crc64.ts"
import { base64Md5 } from "../checksum/md5Digests.ts"
import type { Digest, Integrity } from "../integrity.ts"

/** Header of an answer that holds the CRC-64 of the object. */
const crcHeader = "x-oss-hash-crc64ecma"

/** CRC-64/XZ in decimal digits. */
export const crc64From = (start: bigint): Digest => ({
  algorithm: "crc64",
  start: () => {
    const crc = new Crc64(start)
    return { update: (chunk) => void crc.update(chunk), text: () => String(crc.digest()) }
  },
  of: (bytes) => String(crc64(bytes, start))
})

const crc64OfAll = crc64From(0n)

const announcedMd5 = [{ header: "content-md5", digest: base64Md5 }]
const nothing: ReadonlyArray<never> = []

/**
 * The strategy of OSS.
 *
 * @param checksums whether CRCs are compared
 */
export const ossIntegrity = (checksums: boolean): Integrity<AnyXmlOperation> => ({
  announced: ({ requiresDigest }) => (requiresDigest === true ? announcedMd5 : nothing),
  sent: ({ uploadDigest }, input) => {
    if (!checksums || uploadDigest === undefined) return undefined
    if (uploadDigest.from === undefined) return { header: crcHeader, digest: crc64OfAll }
    const start = uploadDigest.from(input)
    return start === undefined ? undefined : { header: crcHeader, digest: crc64From(start) }
  },
  received: (_operation, _input, _output, { headers }) => {
    const expected = checksums ? headers[crcHeader] : undefined
    return expected === undefined ? undefined : { digest: crc64OfAll, expected }
  }
})
