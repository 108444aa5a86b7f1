/**
 * Forms (`multipart/form-data`) over REST, answered in JSON.
 */
import type { BodyInput } from "../../schema/Body.ts"
import { writeFields } from "../../schema/fieldPlan.ts"
import type { AnyFormOperation } from "../../schema/wire/form.ts"
import { contentTypeOf } from "../contentType.ts"
import { decodeJson } from "./json.ts"
import { orIssues, type Protocol } from "./Protocol.ts"
import { finishRequest, startRequest, writeField } from "./rest.ts"

/** A name in quotes. Source: HTML standard, "multipart/form-data encoding algorithm". */
const quoted = (name: string): string =>
  `"${name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22")}"`

/** Nobody can know it beforehand, so no content can hold it on purpose. */
const makeBoundary = (): string => {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(18))
  return `ecs-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`
}

const encode: Protocol<AnyFormOperation>["encode"] = (operation, input) =>
  orIssues(input, () => {
    const draft = startRequest(operation)
    const texts: Array<readonly [name: string, text: string]> = []
    let file: { readonly name: string; readonly fileName: string; readonly content: BodyInput } | undefined
    writeFields(operation.input, input, (slot, value, field) => {
      switch (slot.in) {
        case "formField":
          texts.push([slot.name, slot.write(value)])
          return
        case "formFile": {
          const named = slot.fileNameFrom === undefined ? undefined : (input as any)[slot.fileNameFrom]
          file = { name: slot.name, fileName: typeof named === "string" ? named : "file", content: slot.write(value) }
          return
        }
        case "json":
        case "jsonDocument":
          return
        default:
          return writeField(draft, slot, value, field)
      }
    })
    if (texts.length > 0 || file !== undefined) {
      const boundary = makeBoundary()
      let head = ""
      for (const [name, text] of texts) {
        head += `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}\r\n\r\n${text}\r\n`
      }
      const parts: Array<BodyInput> = []
      if (file === undefined) parts.push(`${head}--${boundary}--\r\n`)
      else {
        const { content, fileName, name } = file
        head += `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}; filename=${quoted(fileName)}\r\n`
        head += `Content-Type: ${contentTypeOf(content, fileName)}\r\n\r\n`
        parts.push(head, content, `\r\n--${boundary}--\r\n`)
      }
      draft.body = { _tag: "BodyParts", parts }
      draft.headers["content-type"] = `multipart/form-data; boundary=${boundary}`
    }
    return finishRequest(draft, input)
  })

/** Forms over REST. */
export const formProtocol: Protocol<AnyFormOperation> = {
  encode,
  decode: ({ output }, answer) => decodeJson(output, answer)
}
