/**
 * An operation is the only description of an API call: its name, what it takes and gives, which server error codes it is
 * known for, and whether it may be repeated. Service methods, validation, wire form and decoding follow from it.
 *
 * Nothing here knows of a wire. Each protocol (`wire/`) has its own kind of operation, with the places its fields can
 * travel in, and what reads it (`src/layers/protocol`).
 */
import type * as Effect from "effect/Effect"
import type { StorageError } from "./Errors.ts"
import type { HasSlots, SlotTable } from "./Fields.ts"

/** A class of fields, as an operation takes it. */
export interface FieldsClass<Value, S extends object> extends HasSlots {
  new (_: never): Value
  readonly slots: S
}

/** What the operations of all protocols are described by. */
export interface Description<
  Input,
  Output,
  InputSlots extends object,
  OutputSlots extends object,
  Code extends string
> {
  /** What the caller gives. */
  readonly input: FieldsClass<Input, InputSlots>
  /** What the caller gets. */
  readonly output: FieldsClass<Output, OutputSlots>
  /** Server error codes the operation is known for, besides those common to its service. */
  readonly errors: ReadonlyArray<Code>
  /**
   * Whether the call can be repeated after a failure that leaves its outcome open (a reset, a timeout, HTTP 5xx). A
   * function decides by the input.
   */
  readonly idempotent: boolean | ((input: Input) => boolean)
  /** Adds what follows from the input and the caller need not say. */
  readonly complete?: ((input: Input) => Input) | undefined
}

/** A described call of a service. */
export interface Operation<Input, Output, Code extends string> {
  /** Name of the service, e.g. `"Oss"`. */
  readonly service: string
  /** The service's own name of the call, e.g. `"PutObject"`. */
  readonly name: string
  /** Name of the method, e.g. `"putObject"`. */
  readonly methodName: string
  /** All codes that become a reason tag of their own. */
  readonly codes: ReadonlySet<string>
  readonly input: SlotTable
  readonly output: SlotTable
  /** Whether the answer's body is handed out as it arrives. */
  readonly streams: boolean
  /** Whether this very call can be repeated. */
  readonly isIdempotent: (input: Input) => boolean
  /** The input with what follows from it. */
  readonly complete: (input: Input) => Input
  /** Types only. */
  readonly "~types"?: { readonly input: (_: Input) => void; readonly output: Output; readonly code: Code }
}

/** Any operation. */
export type AnyOperation = Operation<any, any, any>

/** What a caller gives. */
export type InputOf<O> = O extends Operation<infer Input, any, any> ? Input : never

/**
 * The methods of a service, derived from its operations: of a module, everything whose name begins in lower case. Doc
 * comments of operations and fields stay on hover.
 */
export type Methods<Operations> = {
  readonly [K in keyof Operations as K extends Uncapitalize<K & string> ? K : never]: Operations[K] extends Operation<
    infer Input,
    infer Output,
    infer Code
  >
    ? (input: Input) => Effect.Effect<Output, StorageError<Code>>
    : never
}

/** The first word of a name in lower case, an abbreviation as a whole: `getRow`, `sqlQuery`. */
const lowerFirst = (name: string): string => name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (word) => word.toLowerCase())

const same = <A>(value: A): A => value

/** The parts of an operation that its protocol adds nothing to. */
export const operationParts = <Input, Output, Code extends string>(
  service: { readonly service: string; readonly commonErrors: ReadonlyArray<string> },
  name: string,
  { complete, errors, idempotent, input, output }: Description<Input, Output, object, object, Code>,
  streams = false
): Operation<Input, Output, Code> => ({
  service: service.service,
  name,
  methodName: lowerFirst(name),
  codes: new Set([...errors, ...service.commonErrors]),
  // Put together when first used: a program that makes three calls of a service does not pay for a hundred.
  get input() {
    return input.slots as SlotTable
  },
  get output() {
    return output.slots as SlotTable
  },
  streams,
  isIdempotent: typeof idempotent === "function" ? idempotent : () => idempotent,
  complete: complete ?? same
})

/** Whether a module's export is an operation. */
export const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === "object" && value !== null && "methodName" in value && "isIdempotent" in value
