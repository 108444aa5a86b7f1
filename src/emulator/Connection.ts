import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"

/**
 * The transport under a request, as far as an emulated service may touch it. Whoever serves the application says what a
 * broken connection is: a destroyed socket, or a failed call when there is no socket.
 */
export const Connection: Context.Reference<{
  /** Breaks the connection without an answer. */
  readonly reset: (request: HttpServerRequest) => Effect.Effect<never>
}> = Context.Reference("effect-cloud-storage/emulator/Connection", {
  defaultValue: () => ({
    reset: (_request: HttpServerRequest) => Effect.die(new Error("This transport cannot break a connection."))
  })
})
