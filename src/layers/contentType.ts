/**
 * The media type of what is uploaded: that of the Blob, or by the extension of the local file or of the key.
 */
import { Mime } from "mime/lite"
import other from "mime/types/other.js"
import standard from "mime/types/standard.js"
import { type BodyInput, type BodyParts, isBlob } from "../schema/Body.ts"

// Types the official SDKs send and the common tables lack or have otherwise.
// Source: OSS Python SDK, utils.py, content types by extension.
const ofTheVendor = {
  "application/javascript": ["js"],
  "application/vnd.ms-excel.addin.macroEnabled.12": ["xlam"],
  "application/vnd.ms-excel.sheet.binary.macroEnabled.12": ["xlsb"]
}

let table: Mime | undefined

const typeOfName = (name: string): string | undefined => {
  // Without a dot the table would take the whole name for an extension.
  if (!/\.[^./]+$/.test(name)) return undefined
  table ??= new Mime(standard, other).define(ofTheVendor, true)
  return table.getType(name) ?? undefined
}

/** Media type for a body that is stored under a key; `application/octet-stream` when nothing tells. */
export const contentTypeOf = (body: BodyInput | BodyParts, key: string): string => {
  const own = isBlob(body)
    ? body.type || typeOfName((body as Partial<File>).name ?? "")
    : typeof body === "object" && "_tag" in body && body._tag === "FileBody"
      ? typeOfName(body.path)
      : undefined
  return own ?? typeOfName(key) ?? "application/octet-stream"
}
