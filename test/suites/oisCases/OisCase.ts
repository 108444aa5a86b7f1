/** A call of OIS, its request and its answer. */
export interface OisCase {
  readonly input: object
  readonly request: readonly [
    method: string,
    target: string,
    headers?: Readonly<Record<string, string | undefined>>,
    body?: object
  ]
  /** 200 without a document when absent. */
  readonly answer?: readonly [status: number, document?: object | undefined, headers?: Readonly<Record<string, string>>]
  /** What the output has besides the request id. */
  readonly output?: object
}
