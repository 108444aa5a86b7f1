/**
 * Text in headers. The services write and read UTF-8; HTTP stacks in JavaScript write and read one byte per character.
 */

const asciiOnly = /^[\t\x20-\x7e]*$/
const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true })

/** Text whose characters are the bytes of the UTF-8 form: what an HTTP stack sends byte by byte. */
export const toWireText = (text: string): string => {
  if (asciiOnly.test(text)) return text
  let wire = ""
  for (const byte of encoder.encode(text)) wire += String.fromCharCode(byte)
  return wire
}

/** The text that was sent as UTF-8; text that was not stays as it is. */
export const fromWireText = (wire: string): string => {
  if (asciiOnly.test(wire)) return wire
  const bytes = new Uint8Array(wire.length)
  for (let index = 0; index < wire.length; index++) {
    const unit = wire.charCodeAt(index)
    if (unit > 0xff) return wire
    bytes[index] = unit
  }
  try {
    return decoder.decode(bytes)
  } catch {
    return wire
  }
}
