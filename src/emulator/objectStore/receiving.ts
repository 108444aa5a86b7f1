/** Takes in bodies and computes digests on the way. Which ones, a service says. */
import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type Body, BodyWriter } from "../Body.ts"
import { Crc64 } from "../crc64.ts"

/** A digest under way. */
export interface RunningDigest<A> {
  readonly update: (bytes: Uint8Array) => void
  readonly finish: () => A
}

/** The digests that a service wants of a body, by names of its own. */
export type DigestMakers = Readonly<Record<string, () => RunningDigest<unknown>>>

/** What the digests came to. */
export type DigestValues<Makers extends DigestMakers> = {
  readonly [Name in keyof Makers]: ReturnType<ReturnType<Makers[Name]>["finish"]>
}

/** CRC-64/XZ. */
export const crc64Digest = (): RunningDigest<bigint> => {
  const crc = new Crc64()
  return { update: (bytes) => crc.update(bytes), finish: () => crc.value }
}

/** A digest that Node knows, e.g. `md5`. */
export const hashDigest = (algorithm: string) => (): RunningDigest<Buffer> => {
  const hash = createHash(algorithm)
  return { update: (bytes) => void hash.update(bytes), finish: () => hash.digest() }
}

/** A body that has arrived. */
export interface ReceivedBody<Makers extends DigestMakers> {
  readonly body: Body
  readonly digests: DigestValues<Makers>
}

/** Takes in bytes one after the other. */
export class BodyReceiver<Makers extends DigestMakers> {
  private readonly writer: BodyWriter
  private readonly running: ReadonlyArray<readonly [name: string, digest: RunningDigest<unknown>]>

  /** `expectedBytes` is a hint and limits nothing. */
  constructor(makers: Makers, expectedBytes?: number) {
    this.writer = new BodyWriter(expectedBytes)
    this.running = Object.entries(makers).map(([name, make]) => [name, make()])
  }

  /** Bytes taken in so far. */
  get size(): number {
    return this.writer.size
  }

  write(bytes: Uint8Array): void {
    this.writer.write(bytes)
    for (const [, digest] of this.running) digest.update(bytes)
  }

  /** The receiver must not be used afterwards. */
  finish(): ReceivedBody<Makers> {
    const digests = Object.fromEntries(this.running.map(([name, digest]) => [name, digest.finish()]))
    return { body: this.writer.finish(), digests: digests as DigestValues<Makers> }
  }
}

/** Why a body could not be taken in. */
export type ReceivingProblem =
  /** Longer than allowed; told from what it declares when it does. */
  | { readonly _tag: "TooLarge"; readonly bytes: number; readonly maxBytes: number }
  /** It broke off, or is not as long as it declared. */
  | { readonly _tag: "Incomplete" }

export interface ReceiveOptions<Makers extends DigestMakers> {
  readonly digests: Makers
  readonly maxBytes: number
  /** Content-Length; absent when the body is chunked. */
  readonly declaredBytes?: number | undefined
}

const incomplete: ReceivingProblem = { _tag: "Incomplete" }

/** Takes in a whole body. */
export const receiveBody = <Makers extends DigestMakers>(
  stream: Stream.Stream<Uint8Array, unknown>,
  { declaredBytes, digests, maxBytes }: ReceiveOptions<Makers>
): Effect.Effect<ReceivedBody<Makers>, ReceivingProblem> =>
  Effect.suspend(() => {
    const tooLarge = (bytes: number): ReceivingProblem => ({ _tag: "TooLarge", bytes, maxBytes })
    if (declaredBytes !== undefined && declaredBytes > maxBytes) return Effect.fail(tooLarge(declaredBytes))
    const receiver = new BodyReceiver(digests, declaredBytes)
    return stream.pipe(
      Stream.mapError(() => incomplete),
      Stream.runForEachArray((chunks) =>
        Effect.suspend(() => {
          for (const chunk of chunks) receiver.write(chunk)
          return receiver.size > maxBytes ? Effect.fail(tooLarge(receiver.size)) : Effect.void
        })
      ),
      Effect.andThen(
        Effect.suspend(() =>
          declaredBytes !== undefined && receiver.size !== declaredBytes
            ? Effect.fail(incomplete)
            : Effect.succeed(receiver.finish())
        )
      )
    )
  })
