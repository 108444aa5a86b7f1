/**
 * Spans of calls, where somebody looks at them.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Tracer from "effect/Tracer"

const defaultTracer = Tracer.Tracer.defaultValue()

/**
 * Opens a span around an effect when a tracer is installed or a span is open. Otherwise nobody would ever see the span,
 * and opening it would cost about as much as signing a request.
 */
export const withSpan = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  name: string,
  attributes: () => Readonly<Record<string, unknown>>
): Effect.Effect<A, E, R> =>
  Effect.withFiber((fiber) => {
    const isSeen =
      fiber.getRef(Tracer.Tracer) !== defaultTracer ||
      Context.getOrUndefined(fiber.context, Tracer.ParentSpan) !== undefined
    return isSeen ? spanned(effect, name, attributes()) : effect
  })

const spanned = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  name: string,
  attributes: Readonly<Record<string, unknown>>
): Effect.Effect<A, E, R> => {
  // A span keeps how it ended for as long as an exporter likes: not with the answer and its body.
  let result: { readonly value: A } | undefined
  const ended = Effect.map(effect, (value) => {
    result = { value }
  })
  const span = Effect.withSpan(ended, name, { kind: "client", captureStackTrace: false, attributes })
  return Effect.map(span as Effect.Effect<void, E, R>, () => result!.value)
}
