/**
 * URLs and forms for those who have no keys: a browser, a phone, `curl`. Here plain `fetch` uses them.
 *
 * Run it with `npm run example examples/oss-presigned.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, DateTime, Effect } from "effect"
import { Oss } from "effect-cloud-storage"
import { OssTest } from "effect-cloud-storage/testing"

/** A request of somebody who knows nothing of this package. */
const request = (url: string, init?: RequestInit) =>
  Effect.promise(async () => {
    const response = await fetch(url, init)
    return { status: response.status, text: await response.text() }
  })

const program = Effect.gen(function* () {
  const oss = yield* Oss
  yield* oss.putBucket({ bucket: "inbox" })

  // One upload, of one key, with one content type, for ten minutes.
  const upload = yield* oss.presign(
    "putObject",
    { bucket: "inbox", key: "letter.txt", contentType: "text/plain" },
    { expiresIn: "10 minutes" }
  )
  const put = yield* request(upload.url, { method: upload.method, headers: upload.headers, body: "Dear cloud" })
  yield* Console.log(`put    ${put.status}`)

  const link = yield* oss.presign("getObject", { bucket: "inbox", key: "letter.txt" }, { expiresIn: "1 hour" })
  const got = yield* request(link.url)
  yield* Console.log(
    `get    ${got.status}  "${got.text}"  until ${DateTime.formatIso(link.expiresAt).slice(11, 16)} UTC`
  )

  const changed = yield* request(link.url.replace("letter", "secret"))
  yield* Console.log(`other  ${changed.status}  ${/<Code>(.*)<\/Code>/.exec(changed.text)?.[1]}`)

  // Uploads by a form: any key below guest/, at most 1 kB.
  const form = yield* oss.postPolicy({
    bucket: "inbox",
    expiresIn: "10 minutes",
    conditions: [
      { _tag: "StartsWith", field: "key", prefix: "guest/" },
      { _tag: "ContentLengthRange", minimum: 1, maximum: 1000 }
    ]
  })
  const post = (key: string, content: string) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...form.fields, key })) data.append(name, value)
    data.append("file", new Blob([content]))
    return request(form.url, { method: "POST", body: data })
  }
  yield* Console.log(`form   ${(yield* post("guest/book.txt", "I was here")).status}`)
  const large = yield* post("guest/large.txt", "x".repeat(2000))
  yield* Console.log(`form   ${large.status}  ${/<Code>(.*)<\/Code>/.exec(large.text)?.[1]}`)
  const elsewhere = yield* post("host/book.txt", "I was here")
  yield* Console.log(`form   ${elsewhere.status}  ${/<Code>(.*)<\/Code>/.exec(elsewhere.text)?.[1]}`)
})

program.pipe(Effect.provide(OssTest.layerSockets()), NodeRuntime.runMain)
