import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** A request that was answered, or not. Nothing in it is secret. */
export interface LoggedRequest {
  /** When it came, in Unix milliseconds. */
  readonly atMillis: number
  readonly service: string
  /** The service's own name of the call; `Unknown` when it has no such call. */
  readonly operation: string
  /** Absent when the connection broke or the client went away. */
  readonly status?: number | undefined
  /** Until the head of the answer was ready. */
  readonly elapsedMillis: number
}

/** Is told of every request. Default: nobody. */
export const RequestLog: Context.Reference<(request: LoggedRequest) => Effect.Effect<void>> = Context.Reference(
  "effect-cloud-storage/emulator/RequestLog",
  { defaultValue: () => (_: LoggedRequest) => Effect.void }
)

/** A request as one line. */
export const lineOf = ({ atMillis, elapsedMillis, operation, service, status }: LoggedRequest): string =>
  `${new Date(atMillis).toISOString()} ${service.toLowerCase()} ${operation} ${status ?? "-"} ${elapsedMillis}ms`
