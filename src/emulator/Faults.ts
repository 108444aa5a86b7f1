/**
 * Makes an emulated service misbehave on purpose, so that programs can test how they cope.
 *
 * **Example** (the first download breaks off)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Faults } from "effect-cloud-storage/testing"
 *
 * const breakOff = Effect.gen(function*() {
 *   const faults = yield* Faults
 *   yield* faults.add({ operation: "GetObject", nth: 1, action: { _tag: "Truncate", afterBytes: 1000 } })
 * })
 * ```
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** An error that a service answers because it was told to, not by its rules. */
export interface InjectedError {
  readonly status: number
  readonly code: string
  /** The code when absent. */
  readonly message?: string | undefined
}

/** What goes wrong. */
export type Action =
  /** The call is not executed; the service answers this error. */
  | ({ readonly _tag: "Error" } & InjectedError)
  /** The connection breaks: before the call is executed, or after, when only the answer is lost. */
  | { readonly _tag: "Reset"; readonly executed?: boolean | undefined }
  /** The answer waits. */
  | { readonly _tag: "Delay"; readonly duration: Duration.Input }
  /** The body comes in pieces of `chunkBytes`, each after a wait. */
  | { readonly _tag: "SlowBody"; readonly chunkBytes: number; readonly duration: Duration.Input }
  /** The connection breaks after so many bytes of the body. */
  | { readonly _tag: "Truncate"; readonly afterBytes: number }
  /** The body's byte at this position is changed. */
  | { readonly _tag: "CorruptByte"; readonly position: number }
  /** The checksum in the answer's headers is wrong. */
  | { readonly _tag: "WrongChecksum" }
  /** The server's clock runs ahead by so many milliseconds; behind, when negative. */
  | { readonly _tag: "SkewClock"; readonly millis: number }

/** A name, or a test of it. */
export type NameTest = string | ((name: string) => boolean)

/** When something goes wrong. All that is given has to apply; a rule without conditions applies to every call. */
export interface Rule {
  /** The service's own name of the call, e.g. `"PutObject"`. */
  readonly operation?: string | undefined
  /** HTTP method. */
  readonly method?: string | undefined
  /** Path as sent, without the query. */
  readonly path?: NameTest | undefined
  /** Bucket that the request is about; object stores only. */
  readonly bucket?: NameTest | undefined
  /** Key of the object; object stores only. */
  readonly key?: NameTest | undefined
  /** Name of a table that the request is about; Tablestore only. */
  readonly table?: NameTest | undefined
  /** Instance that the request is about; Tablestore only. */
  readonly instance?: NameTest | undefined
  /** Only the n-th call that fits, counted from 1. */
  readonly nth?: number | undefined
  /** The n-th call that fits and all after it. */
  readonly from?: number | undefined
  /** At most so many calls. */
  readonly times?: number | undefined
  readonly action: Action
}

/** What a call is about, in the words of its service. A new service adds its own. */
export interface Subjects {
  readonly bucket?: string | undefined
  readonly key?: string | undefined
  /** Tables that the request is about; absent when it names none. */
  readonly tables?: ReadonlyArray<string> | undefined
  readonly instance?: string | undefined
}

/** What a service knows of a call when it begins. */
export interface Started extends Subjects {
  /** The service's own name of the call. */
  readonly operation: string
  readonly method: string
  /** Path as sent, without the query. */
  readonly path: string
}

/** A call as the service saw it. Nothing of its headers is kept. */
export interface LoggedCall extends Started {
  readonly startedMillis: number
  /** Tags of the faults that were applied. */
  readonly faults: ReadonlyArray<Action["_tag"]>
  /** Status of the answer; absent while there is none, or when the connection was broken instead. */
  readonly status?: number | undefined
}

/** Faults to inject, and the log of calls. */
export class Faults extends Context.Service<
  Faults,
  {
    readonly add: (rule: Rule) => Effect.Effect<void>
    /** Forgets all rules. The log stays. */
    readonly clear: Effect.Effect<void>
    /** The calls so far, oldest first; of very many only the latest. */
    readonly calls: Effect.Effect<ReadonlyArray<LoggedCall>>
    /** Forgets the calls so far. */
    readonly clearCalls: Effect.Effect<void>
    /** For services: logs a call and tells what is to go wrong with it. */
    readonly begin: (call: Started) => Effect.Effect<Begun>
  }
>()("effect-cloud-storage/emulator/Faults") {
  static readonly layer: Layer.Layer<Faults> = Layer.sync(Faults, () => make())
}

/** A call under way. */
export interface Begun {
  readonly actions: ReadonlyArray<Action>
  /** Logs the status of the answer. */
  readonly end: (status: number) => Effect.Effect<void>
}

const matches = (wanted: NameTest | undefined, names: ReadonlyArray<string | undefined>): boolean =>
  wanted === undefined ||
  names.some((name) => name !== undefined && (typeof wanted === "function" ? wanted(name) : wanted === name))

const fits = (rule: Rule, call: Started): boolean =>
  matches(rule.operation, [call.operation]) &&
  matches(rule.method, [call.method]) &&
  matches(rule.path, [call.path]) &&
  matches(rule.bucket, [call.bucket]) &&
  matches(rule.key, [call.key]) &&
  matches(rule.table, call.tables ?? []) &&
  matches(rule.instance, [call.instance])

// A server may run for days.
const keptCalls = 10_000

const isDue = ({ from, nth, times }: Rule, count: number): boolean => {
  const first = nth ?? from ?? 1
  const last = nth ?? (times === undefined ? Number.POSITIVE_INFINITY : first + times - 1)
  return count >= first && count <= last
}

/** For use without layers. */
export const make = (): Faults["Service"] => {
  const rules: Array<{ readonly rule: Rule; count: number }> = []
  const calls: Array<LoggedCall> = []

  const takeActions = (call: Started): ReadonlyArray<Action> =>
    rules.flatMap((entry) => {
      if (!fits(entry.rule, call)) return []
      entry.count++
      return isDue(entry.rule, entry.count) ? [entry.rule.action] : []
    })

  return {
    add: (rule) =>
      Effect.sync(() => {
        rules.push({ rule, count: 0 })
      }),
    clear: Effect.sync(() => {
      rules.length = 0
    }),
    calls: Effect.sync(() => [...calls]),
    clearCalls: Effect.sync(() => {
      calls.length = 0
    }),
    begin: (call) =>
      Effect.map(Clock.currentTimeMillis, (startedMillis) => {
        const actions = takeActions(call)
        let logged: LoggedCall = { ...call, startedMillis, faults: actions.map(({ _tag }) => _tag) }
        calls.push(logged)
        if (calls.length >= 2 * keptCalls) calls.splice(0, calls.length - keptCalls)
        return {
          actions,
          end: (status) =>
            Effect.sync(() => {
              const index = calls.lastIndexOf(logged)
              logged = { ...logged, status }
              if (index !== -1) calls[index] = logged
            })
        }
      })
  }
}
