/**
 * Handles: the methods of a service with some arguments filled in.
 */

/** A method without the fields that a handle fills in. With nothing left to say, nothing needs to be said. */
export type WithoutFields<Method, Filled extends string> = Method extends (input: infer Input) => infer Result
  ? {} extends Omit<Input, Filled>
    ? (input?: Omit<Input, Filled>) => Result
    : (input: Omit<Input, Filled>) => Result
  : never

/**
 * The methods of a service whose input has the fields of a handle, without those fields. Doc comments stay. `Told` are the
 * fields by which such methods are told from others, where some of the filled ones need not be given.
 */
export type Handle<Service, Filled extends string, Told extends Filled = Filled> = {
  readonly [K in keyof Service as Service[K] extends (input: infer Input) => unknown
    ? Input extends { readonly [F in Told]: string }
      ? K
      : never
    : never]: WithoutFields<Service[K], Filled>
}

/** Fills fields into some methods of a service. */
export const fillIn = <Filled extends Readonly<Record<string, unknown>>>(
  methods: Readonly<Record<string, (input: any) => unknown>>,
  names: Iterable<string>,
  filled: Filled
): Readonly<Record<string, unknown>> => {
  const handle: Record<string, unknown> = {}
  for (const name of names) {
    const method = methods[name]!
    handle[name] = (input?: object) => method({ ...input, ...filled })
  }
  return handle
}
