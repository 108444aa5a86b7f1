import { describe, expect, it } from "@effect/vitest"
import { Effect, Logger, Sink, Stdio, Stream, Terminal } from "effect"
import { TestClock } from "effect/testing"
import { Body, Oss, ProgressBar } from "../../src/index.ts"
import { OssTest } from "../../src/testing.ts"

/** Runs a program with a terminal, or without one, and gives what it displayed and logged. */
const observe = <A, E>(isTerminal: boolean, program: Effect.Effect<A, E, Terminal.Terminal | Stdio.Stdio>) =>
  Effect.gen(function* () {
    const shown: Array<string> = []
    const logged: Array<string> = []
    const unused = Effect.die("not used")
    const terminal = Terminal.make({
      columns: Effect.succeed(60),
      rows: Effect.succeed(24),
      size: unused,
      readInput: unused,
      readLine: unused,
      display: (text) => Effect.sync(() => void shown.push(text))
    })
    const stdio = Stdio.make({
      args: Effect.succeed([]),
      stdoutIsTerminal: Effect.succeed(isTerminal),
      stdout: () => Sink.drain,
      stderr: () => Sink.drain,
      stdin: Stream.empty
    })
    const exit = yield* Effect.exit(program).pipe(
      Effect.provideService(Terminal.Terminal, terminal),
      Effect.provideService(Stdio.Stdio, stdio),
      Effect.provide(Logger.layer([Logger.make(({ message }) => logged.push(String(message)))]))
    )
    return { shown, logged, exit }
  })

describe("ProgressBar", () => {
  it.effect("paints over one line, at most ten times a second, and ends it", () =>
    Effect.gen(function* () {
      const { shown, logged } = yield* observe(
        true,
        ProgressBar.track("a.bin", (onProgress) =>
          Effect.gen(function* () {
            for (let transferred = 0; transferred <= 1000; transferred += 10) {
              yield* onProgress({ transferred, total: 1000 })
              yield* TestClock.adjust("10 millis")
            }
          })
        )
      )
      expect(logged).toEqual([])
      // 1.01 s in steps of 0.1 s, the end and its line break.
      expect(shown.length).toBe(11 + 2)
      expect(shown.slice(0, -1).every((text) => text.startsWith("\r") && text.endsWith("\u001b[K"))).toBe(true)
      expect(shown[5]).toBe("\ra.bin  ━━━━────   50 %  0.5 of 1.0 kB  1.0 kB/s  ETA 1 s\u001b[K")
      expect(shown.at(-2)).toContain("100 %")
      expect(shown.at(-1)).toBe("\n")
    })
  )

  it.effect("logs a line for each tenth where there is no terminal", () =>
    Effect.gen(function* () {
      const { shown, logged } = yield* observe(
        false,
        ProgressBar.track("a.bin", (onProgress) =>
          Effect.gen(function* () {
            for (let transferred = 0; transferred <= 5000; transferred += 100) {
              yield* onProgress({ transferred, total: 5000 })
              yield* TestClock.adjust("1 second")
            }
          })
        )
      )
      expect(shown).toEqual([])
      expect(logged.length).toBe(10)
      expect(logged[0]).toBe("a.bin  10 %  0.5 of 5.0 kB  100 B/s  ETA 45 s")
      expect(logged.map((line) => line.slice(7, 12).trim())).toEqual(
        ["10 %", "20 %", "30 %", "40 %", "50 %", "60 %", "70 %", "80 %", "90 %", "100 %"].map((text) =>
          text.slice(0, 5)
        )
      )
    })
  )

  it.effect("logs bytes and speed every ten seconds when the total is not known", () =>
    Effect.gen(function* () {
      const { logged } = yield* observe(
        false,
        ProgressBar.track("a.bin", (onProgress) =>
          Effect.gen(function* () {
            for (let second = 0; second <= 25; second++) {
              yield* onProgress({ transferred: second * 2000 })
              yield* TestClock.adjust("1 second")
            }
          })
        )
      )
      expect(logged).toEqual([
        "a.bin  20 kB  2.0 kB/s",
        "a.bin  40 kB  2.0 kB/s",
        "a.bin  100 %  50 of 50 kB  1.9 kB/s"
      ])
    })
  )

  it.effect("leaves the line of a transfer that fails, without saying that it is complete", () =>
    Effect.gen(function* () {
      const { shown, exit } = yield* observe(
        true,
        ProgressBar.track("a.bin", (onProgress) =>
          Effect.andThen(onProgress({ transferred: 5, total: 10 }), Effect.fail("gone"))
        )
      )
      expect(exit._tag).toBe("Failure")
      expect(shown.length).toBe(2)
      expect(shown[0]).toContain("50 %")
      expect(shown[1]).toBe("\n")
    })
  )

  it.effect("measures a transfer that starts again from its beginning", () =>
    Effect.gen(function* () {
      const { shown } = yield* observe(
        true,
        Effect.gen(function* () {
          const { onProgress } = yield* ProgressBar.make("a")
          yield* TestClock.adjust("1 second")
          yield* onProgress({ transferred: 1000, total: 2000 })
          yield* TestClock.adjust("1 second")
          yield* onProgress({ transferred: 0, total: 2000 })
          yield* TestClock.adjust("1 second")
          yield* onProgress({ transferred: 500, total: 2000 })
        })
      )
      expect(shown.map((text) => /\S+ B\/s|\S+ kB\/s/.exec(text)?.[0])).toEqual(["1.0 kB/s", undefined, "500 B/s"])
    })
  )

  it.effect("follows an upload and a download", () =>
    Effect.gen(function* () {
      const { shown } = yield* observe(
        true,
        Effect.gen(function* () {
          const films = (yield* Oss).bucket("films")
          yield* films.putBucket()
          const body = Body.stream(Stream.fromIterable([new Uint8Array(1000), new Uint8Array(1000)]), {
            contentLength: 2000
          })
          yield* ProgressBar.track("up", (onProgress) => films.putObject({ key: "a", body, onProgress }))
          yield* ProgressBar.track("down", (onProgress) =>
            Effect.flatMap(films.getObject({ key: "a", onProgress }), (film) => film.bytes)
          )
        }).pipe(Effect.provide(OssTest.layer))
      )
      const ends = shown.flatMap((text, index) => (text === "\n" ? [shown[index - 1]!] : []))
      expect(ends.map((text) => text.slice(1, 5).trim())).toEqual(["up", "down"])
      expect(ends.every((text) => text.includes("100 %  2.0 of 2.0 kB"))).toBe(true)
    })
  )
})
