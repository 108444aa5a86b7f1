/** The frame alone, with a tiny invented service on it: it keeps notes by name. */
import { assert, describe, expect, it, layer } from "@effect/vitest"
import { Context, Data, Effect, Fiber, Layer, Logger, Result, Stream } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { Faults } from "../../../src/emulator/Faults.ts"
import { empty, text } from "../../../src/emulator/frame/Answer.ts"
import { makeApp } from "../../../src/emulator/frame/application.ts"
import type { EmulatedService } from "../../../src/emulator/frame/EmulatedService.ts"
import { hexadecimal, uuid } from "../../../src/emulator/frame/requestIds.ts"
import { layerInProcess } from "../../../src/emulator/inProcess.ts"

class NotesRefusal extends Data.TaggedError("NotesRefusal")<{ readonly status: number; readonly code: string }> {}

interface NotesRequest {
  readonly method: string
  readonly name: string
  readonly caller: string | undefined
  readonly stream: Stream.Stream<Uint8Array, unknown>
}

/** What the service did, in order. */
class Steps extends Context.Service<Steps, Array<string>>()("test/Steps") {}

const makeNotes = (steps: Array<string>): EmulatedService<NotesRequest, string, NotesRefusal> => {
  const notes = new Map<string, string>()
  const refuse = (status: number, code: string) => new NotesRefusal({ status, code })
  return {
    name: "Notes",
    requestId: Effect.map(hexadecimal(12), (digits) => `notes-${digits}`),
    checksumHeader: "x-notes-length",
    locate: ({ headers, method, path, stream }) =>
      Effect.sync(() => {
        steps.push("locate")
        const name = path.slice(1)
        if (name === "unreadable") throw new Error("The reader has a mistake.")
        const operation = { GET: "GetNote", PUT: "PutNote" }[method]
        const request = { method, name, caller: headers["x-caller"], stream }
        return {
          operation,
          subjects: { bucket: "all", key: name },
          request: name === "" ? Result.fail(refuse(400, "NoName")) : Result.succeed(request)
        }
      }),
    authenticate: ({ caller }, nowMillis) => {
      steps.push(`authenticate at ${nowMillis}`)
      return caller === undefined ? Result.fail(refuse(403, "WhoAreYou")) : Result.succeed(caller)
    },
    execute: ({ method, name, stream }, caller, nowMillis) =>
      Effect.gen(function* () {
        steps.push(`execute ${method} for ${caller} at ${nowMillis}`)
        if (name === "defect") throw new Error("The rules have a mistake.")
        if (method === "PUT") {
          const bytes = yield* Stream.runCollect(stream).pipe(Effect.mapError(() => refuse(400, "Broken")))
          notes.set(name, Buffer.concat([...bytes]).toString())
          return empty(204)
        }
        const note = notes.get(name)
        if (note === undefined) return yield* Effect.fail(refuse(404, "NoSuchNote"))
        return text(200, "text/plain", note, { "x-notes-length": String(note.length) })
      }),
    refuseWith: ({ code, message, status }) => refuse(status, `${code}: ${message}`),
    internalError: () => refuse(500, "Oops"),
    printRefusal: ({ code, status }, { requestId }) => text(status, "text/plain", `${code} ${requestId}`),
    finish: (answer, { raw, requestId }, { elapsedMillis, nowMillis }) => ({
      ...answer,
      headers: {
        ...answer.headers,
        "x-request-id": requestId,
        "x-time": `${nowMillis}+${elapsedMillis}`,
        "x-path": raw.path
      }
    })
  }
}

/** What was logged. */
const logged: Array<string> = []
const captured = Logger.layer([Logger.make(({ message }) => void logged.push(String(message).split(",")[0]!))])

const provided = Layer.unwrap(
  Effect.flatMap(Steps, (steps) => Effect.map(makeApp(makeNotes(steps)), layerInProcess))
).pipe(
  Layer.provide(captured),
  Layer.provideMerge(
    Layer.merge(
      Faults.layer,
      Layer.sync(Steps, () => [])
    )
  )
)

const ask = (method: "GET" | "PUT" | "PATCH", path: string, body = "", caller = "ann") =>
  Effect.gen(function* () {
    let request = HttpClientRequest.make(method)(`http://notes.test${path}`)
    if (caller !== "") request = HttpClientRequest.setHeader(request, "x-caller", caller)
    if (method === "PUT") request = HttpClientRequest.bodyText(request, body)
    const { headers, status, text } = yield* HttpClient.execute(request)
    return { status, headers, text: yield* text }
  })

const fresh = Effect.gen(function* () {
  const faults = yield* Faults
  yield* faults.clear
  yield* faults.clearCalls
  const steps = yield* Steps
  steps.length = 0
  return { faults, steps }
})

describe("the frame", () => {
  layer(provided)("with a service on it", (it) => {
    it.effect("leads a request through all steps, in order and with one time", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(5000)
        const { steps } = yield* fresh
        const { headers, status } = yield* ask("PUT", "/a?query=ignored", "hello")
        expect(status).toBe(204)
        expect(headers["x-time"]).toBe("5000+0")
        expect(headers["x-path"]).toBe("/a")
        expect(steps).toEqual(["locate", "authenticate at 5000", "execute PUT for ann at 5000"])
        expect((yield* ask("GET", "/a")).text).toBe("hello")
      })
    )

    it.effect("prints what is refused at any step, under a request id of its own", () =>
      Effect.gen(function* () {
        yield* fresh
        const refused = [yield* ask("GET", "/"), yield* ask("GET", "/a", "", ""), yield* ask("GET", "/missing")]
        expect(refused.map(({ status, text }) => [status, text.split(" ")[0]])).toEqual([
          [400, "NoName"],
          [403, "WhoAreYou"],
          [404, "NoSuchNote"]
        ])
        const ids = refused.map(({ headers }) => headers["x-request-id"])
        for (const id of ids) expect(id).toMatch(/^notes-[0-9a-f]{12}$/)
        expect(new Set(ids).size).toBe(3)
        expect(refused.map(({ text }) => text.split(" ")[1])).toEqual(ids)
      })
    )

    it.effect("does not ask the service who calls when an error is injected", () =>
      Effect.gen(function* () {
        const { faults, steps } = yield* fresh
        yield* faults.add({ operation: "PutNote", nth: 1, action: { _tag: "Error", status: 503, code: "Busy" } })
        const refused = yield* ask("PUT", "/kept", "lost")
        expect([refused.status, refused.text]).toEqual([503, `Busy: Busy ${refused.headers["x-request-id"]}`])
        expect(steps).toEqual(["locate"])
        expect((yield* ask("GET", "/kept")).status).toBe(404)
      })
    )

    it.effect("lets the service live in a skewed time, from the check of the caller to the answer", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(10_000)
        const { faults, steps } = yield* fresh
        yield* faults.add({ key: "a", action: { _tag: "SkewClock", millis: -3000 } })
        const answer = yield* ask("GET", "/a")
        expect(answer.headers["x-time"]).toBe("7000+0")
        expect(steps).toEqual(["locate", "authenticate at 7000", "execute GET for ann at 7000"])
      })
    )

    it.effect("counts a delay as the service's own, and completes the answer after it", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(20_000)
        const { faults } = yield* fresh
        yield* faults.add({ action: { _tag: "Delay", duration: "2 seconds" } })
        const waiting = yield* Effect.forkChild(ask("GET", "/a"))
        yield* TestClock.adjust("2 seconds")
        expect((yield* Fiber.join(waiting)).headers["x-time"]).toBe("22000+2000")
      })
    )

    it.effect("falsifies the checksum in the header that the service names", () =>
      Effect.gen(function* () {
        const { faults } = yield* fresh
        expect((yield* ask("GET", "/a")).headers["x-notes-length"]).toBe("5")
        yield* faults.add({ action: { _tag: "WrongChecksum" } })
        expect((yield* ask("GET", "/a")).headers["x-notes-length"]).toBe("1")
      })
    )

    it.effect("answers the service's internal error for a mistake in any step, and goes on", () =>
      Effect.gen(function* () {
        const { faults } = yield* fresh
        for (const path of ["/defect", "/unreadable"]) {
          const failed = yield* ask("GET", path)
          expect([failed.status, failed.text]).toEqual([500, `Oops ${failed.headers["x-request-id"]}`])
        }
        expect((yield* faults.calls).map(({ operation, status }) => [operation, status])).toEqual([
          ["GetNote", 500],
          ["Unknown", 500]
        ])
        expect(logged).toEqual([
          "The emulated Notes failed at GetNote /defect",
          "The emulated Notes failed at GET /unreadable"
        ])
        expect((yield* ask("GET", "/a")).status).toBe(200)
      })
    )

    it.effect("logs every call with what it is about, and those that are no calls", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(30_000)
        const { faults } = yield* fresh
        yield* ask("GET", "/a?secret=1")
        yield* ask("PATCH", "/a")
        yield* ask("GET", "/")
        const [get, patch, root] = yield* faults.calls
        assert.deepEqual(get, {
          operation: "GetNote",
          method: "GET",
          path: "/a",
          bucket: "all",
          key: "a",
          startedMillis: 30_000,
          faults: [],
          status: 200
        })
        expect([patch?.operation, patch?.status]).toEqual(["Unknown", 200])
        expect([root?.operation, root?.status]).toEqual(["GetNote", 400])
      })
    )

    it.effect("selects by operation, method, path and what the call is about", () =>
      Effect.gen(function* () {
        const { faults } = yield* fresh
        const error = { _tag: "Error", status: 418, code: "Chosen" } as const
        const chosen = (rule: object) =>
          Effect.gen(function* () {
            yield* faults.clear
            yield* faults.add({ ...rule, action: error })
            return (yield* ask("GET", "/a")).status === 418
          })
        for (const rule of [{ path: "/a" }, { bucket: "all" }, { bucket: (name: string) => name.length === 3 }, {}]) {
          expect([rule, yield* chosen(rule)]).toEqual([rule, true])
        }
        for (const rule of [{ path: "/b" }, { bucket: "other" }, { table: "a" }, { instance: "a" }]) {
          expect([rule, yield* chosen(rule)]).toEqual([rule, false])
        }
        yield* faults.clear
      })
    )
  })
})

describe("request ids", () => {
  it.effect("have so many digits as a service wants, or the form of a UUID", () =>
    Effect.gen(function* () {
      for (const digits of [1, 8, 24, 32])
        expect(yield* hexadecimal(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`))
      expect(yield* uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(yield* uuid).not.toBe(yield* uuid)
    })
  )
})
