/**
 * How OIS keeps bodies whole: by a Content-MD5 where it insists on one, and by the ETag of what was stored.
 */
import type { AnyJsonOperation } from "../../schema/wire/json.ts"
import { base64Md5, hexMd5 } from "../checksum/md5Digests.ts"
import type { Integrity, SentDigest } from "../integrity.ts"

const announcedMd5 = [{ header: "content-md5", digest: base64Md5 }]
const nothing: ReadonlyArray<never> = []

/** The MD5 that an ETag is; `undefined` for one that is something else. */
const md5OfETag = (header: string): string | undefined => /^"?([0-9a-f]{32})"?$/i.exec(header)?.[1]?.toLowerCase()

const sentMd5: SentDigest = { header: "etag", digest: hexMd5, read: md5OfETag }

/**
 * The strategy of OIS.
 *
 * The ETag of what was put in one piece is its MD5, except where a customer's key encrypts it. Of a download it is not
 * believed: objects that were put together keep the ETag that somebody gave them, and copies take it over.
 * Source: QingStor API, "ETag".
 *
 * @param checksums whether ETags are compared
 */
export const oisIntegrity = (checksums: boolean): Integrity<AnyJsonOperation> => ({
  announced: ({ requiresDigest }) => (requiresDigest === true ? announcedMd5 : nothing),
  sent: ({ uploadDigest }, input) =>
    checksums && uploadDigest !== undefined && input.customerKey === undefined ? sentMd5 : undefined
})
