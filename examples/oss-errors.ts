/**
 * Three kinds of errors, and how each is handled. All of it is checked by the compiler: a misspelt code does not compile.
 *
 * Run it with `npm run example examples/oss-errors.ts`.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { Oss } from "effect-cloud-storage"
import { Faults, OssTest } from "effect-cloud-storage/testing"

/** The text of a note; an absent note is an empty one, any other error stays an error. */
const readNote = (key: string) =>
  Effect.gen(function* () {
    const notes = (yield* Oss).bucket("notes")
    return yield* (yield* notes.getObject({ key })).text
  }).pipe(Effect.catchReason("ServerError", "NoSuchKey", () => Effect.succeed("")))

/** What a user is told when a note cannot be read. */
const explain = (key: string) =>
  readNote(key).pipe(
    Effect.map((text) => `read       "${text}"`),
    Effect.catchTags({
      // The service said no: its code, HTTP status, message and request id.
      ServerError: (error) => Effect.succeed(`refused    ${error.message}`),
      // The call was wrong, or its answer was: nothing was sent, or nothing of it was believed.
      ClientError: (error) => Effect.succeed(`wrong      ${error.message}`),
      // The network failed: after how many attempts, in how many seconds.
      RequestError: (error) => Effect.succeed(`no answer  ${error.message}`)
    })
  )

const program = Effect.gen(function* () {
  const oss = yield* Oss
  const faults = yield* Faults
  yield* oss.putBucket({ bucket: "notes" })
  yield* oss.putObject({ bucket: "notes", key: "a.txt", body: "hello" })

  yield* Console.log(yield* explain("a.txt"))
  yield* Console.log(yield* explain("b.txt"))
  yield* Console.log(yield* explain("/c.txt"))

  yield* faults.add({
    key: "d.txt",
    action: { _tag: "Error", status: 403, code: "AccessDenied", message: "Not yours." }
  })
  yield* Console.log(yield* explain("d.txt"))

  yield* faults.add({ key: "e.txt", action: { _tag: "Reset" } })
  yield* Console.log(yield* explain("e.txt"))

  // Several reasons at once. The others stay errors.
  const created = yield* oss.putObject({ bucket: "notes", key: "a.txt", body: "again", forbidOverwrite: true }).pipe(
    Effect.as(true),
    Effect.catchReasons("ServerError", {
      FileAlreadyExists: () => Effect.succeed(false),
      NoSuchBucket: () => Effect.die("the bucket was made above")
    })
  )
  yield* Console.log(`created    ${created}`)
})

program.pipe(Effect.provide(OssTest.layer), NodeRuntime.runMain)
