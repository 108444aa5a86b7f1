/** What keeps the command from starting, in one line that says what to do about it. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { ServeError } from "effect/http/HttpServerError"
import * as Runtime from "effect/Runtime"

/** The command cannot start. */
export class StartupProblem extends Data.TaggedError("StartupProblem")<{ readonly message: string }> {
  // Its line is all there is to say.
  override readonly [Runtime.errorReported] = false
}

const problem = (message: string): Effect.Effect<never, StartupProblem> => Effect.fail(new StartupProblem({ message }))

/** Goes on only when something holds. */
export const demand = (holds: boolean, message: string): Effect.Effect<void, StartupProblem> =>
  holds ? Effect.void : problem(message)

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 0 && port <= 65_535

/** Where a service is to listen. */
export interface Place {
  readonly name: string
  readonly port: number
}

/**
 * The ports of services.
 *
 * @param first Port of the first one, which the others follow; 0 takes free ones.
 */
export const placesOf = (
  first: number,
  services: ReadonlyArray<{ readonly name: string; readonly portOffset: number; readonly own: number | undefined }>
): Effect.Effect<ReadonlyArray<Place>, StartupProblem> =>
  Effect.gen(function* () {
    yield* demand(isPort(first), `--port ${first} is no port: choose one from 1 to 65535, or 0 for free ones.`)
    const places: Array<Place> = []
    for (const { name, own, portOffset } of services) {
      const port = own ?? (first === 0 ? 0 : first + portOffset)
      yield* demand(
        own === undefined || isPort(own),
        `--${name}-port ${own} is no port: choose one from 1 to 65535, or 0.`
      )
      yield* demand(
        isPort(port),
        `With --port ${first}, ${name} would listen on ${port}, which is no port: choose a lower --port, or set --${name}-port.`
      )
      const other = port === 0 ? undefined : places.find((place) => place.port === port)
      yield* demand(
        other === undefined,
        `${other?.name} and ${name} cannot both listen on ${port}: change --${name}-port or --${other?.name}-port.`
      )
      places.push({ name, port })
    }
    return places
  })

const codeOf = ({ cause }: ServeError): string =>
  typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : ""

/** Says why a service cannot listen. */
export const cannotListen = (host: string, { name, port }: Place, error: ServeError): StartupProblem => {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} for ${name} is taken: stop what listens there, or choose another --port or --${name}-port.`,
    EACCES: `Port ${port} for ${name} is not open to this user: choose one from 1024 on with --port or --${name}-port.`,
    EADDRNOTAVAIL: `--host ${host} is no address of this machine: choose one of its own, such as 127.0.0.1 or 0.0.0.0.`,
    ENOTFOUND: `--host ${host} is not known: choose an address of this machine, such as 127.0.0.1 or 0.0.0.0.`
  }
  const code = codeOf(error)
  const other = `${name} cannot listen on port ${port} of ${host} (${code || String(error.cause)}): choose another --host or --port.`
  // The resolver has several words for a name that it does not find.
  return new StartupProblem({ message: reasons[code === "EAI_AGAIN" ? "ENOTFOUND" : code] ?? other })
}
