/**
 * What all protocols over REST have in common: host labels, paths, queries, headers, and a body that is content.
 */

import type { BodyInput } from "../Body.ts"
import { type AnySchema, type Slot, slot } from "../Fields.ts"

/** A Schema that gives text. */
type Text = AnySchema & { readonly Encoded: string | undefined }
/** A Schema that gives a record of texts. */
type Texts = AnySchema & { readonly Encoded: Readonly<Record<string, string>> | undefined }
/** A Schema that gives a body. */
type Content = AnySchema & { readonly Encoded: BodyInput | undefined }

/** A label in front of the endpoint's host, e.g. the bucket. */
export interface HostSlot<S extends AnySchema = AnySchema> extends Slot<"host", S, string, string> {}
/** A part of the path. */
export interface PathSlot<S extends AnySchema = AnySchema> extends Slot<"path", S, string, string> {
  /** Whether `/` stays one: keys of objects look like paths. */
  readonly keepsSlashes: boolean
}
/** A query parameter. */
export interface QuerySlot<S extends AnySchema = AnySchema> extends Slot<"query", S, string, string> {}
/** A header. */
export interface HeaderSlot<S extends AnySchema = AnySchema> extends Slot<"header", S, string, string> {}
/** All headers with a prefix. */
export interface HeadersSlot<S extends AnySchema = AnySchema>
  extends Slot<"headers", S, string, Readonly<Record<string, string>>> {}
/** The body, as content that the service stores or processes. */
export interface BodySlot<S extends AnySchema = AnySchema> extends Slot<"body", S, string, BodyInput> {}
/** The whole body as text, in either direction. */
export interface TextSlot<S extends AnySchema = AnySchema> extends Slot<"text", S, string, string> {}
/** Not sent: read by the client itself. */
export interface LocalSlot<S extends AnySchema = AnySchema> extends Slot<"local", S, string, unknown> {}

/** A field of any operation over REST. */
export type RestSlot = HostSlot | PathSlot | QuerySlot | HeaderSlot | HeadersSlot | BodySlot | TextSlot | LocalSlot

/** A label in front of the endpoint's host, or the first part of the path where the endpoint takes no labels. */
export const inHost = <S extends Text>(label: string, schema: S): HostSlot<S> => slot("host", label, schema)
/** A part of the path: the placeholder that has the field's name. `/` in it is escaped. */
export const inPath = <S extends Text>(schema: S): PathSlot<S> => ({ ...slot("path", "", schema), keepsSlashes: false })
/** A part of the path whose `/` stay: the key of an object. */
export const inKeyPath = <S extends Text>(schema: S): PathSlot<S> => ({
  ...slot("path", "", schema),
  keepsSlashes: true
})
/** A query parameter. An empty text is sent as a bare name. */
export const inQuery = <S extends Text>(name: string, schema: S): QuerySlot<S> => slot("query", name, schema)
/** A header, its name in lower case. */
export const inHeader = <S extends Text>(name: string, schema: S): HeaderSlot<S> => slot("header", name, schema)
/** All headers with a prefix, as a record without the prefix. */
export const inHeaders = <S extends Texts>(prefix: string, schema: S): HeadersSlot<S> => slot("headers", prefix, schema)
/** The body, as content. */
export const inBody = <S extends Content>(schema: S): BodySlot<S> => slot("body", "", schema)
/** The whole body as text (UTF-8): what a service hands on without reading it. Empty, it is absent. */
export const inText = <S extends Text>(schema: S): TextSlot<S> => slot("text", "", schema)
/** Not sent: read by the client itself. */
export const local = <S extends AnySchema>(schema: S): LocalSlot<S> => slot("local", "", schema)

/** Names in braces. */
type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type PathFields<S> = { [K in keyof S]: S[K] extends { readonly in: "path" } ? K : never }[keyof S]

/** The path, or a sentence that tells which placeholder, or which field of the path, has no partner. */
export type PathTemplate<Path extends string, S> = [Exclude<Placeholders<Path>, PathFields<S>>] extends [never]
  ? [Exclude<PathFields<S>, Placeholders<Path>>] extends [never]
    ? Path
    : `no {${Exclude<PathFields<S>, Placeholders<Path>> & string}} in the path`
  : `no path slot for {${Exclude<Placeholders<Path>, PathFields<S>>}}`

/** The digest of an uploaded body that the service answers with. */
export interface UploadDigest<Input> {
  /**
   * Where the digest goes on from, for bodies that are added to others; `undefined` when it cannot be known. From the
   * beginning when absent.
   */
  readonly from?: ((input: Input) => bigint | undefined) | undefined
}

/** How a download goes on when it breaks off, and what its digest is about. */
export interface DownloadRules<Input, Output> {
  /** Whether the answer holds all bytes that its digest is about. */
  readonly isWhole?: ((input: Input, output: Output) => boolean) | undefined
  /** What tells that an object is still the same one, e.g. its ETag. A download of which nothing tells is not continued. */
  readonly identity: (output: Output) => string | undefined
  /**
   * The call that goes on with a broken download, given the output so far and how many bytes have arrived; `undefined`
   * when it cannot be continued.
   */
  readonly resume: (input: Input, output: Output, received: number) => Input | undefined
}

/** What operations over REST are described by. */
export interface RestDescription<Input, Output> {
  /** HTTP method. */
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE" | "OPTIONS"
  /** Query parameters that select the operation, e.g. `{ acl: "" }`. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** Headers that are always sent. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Statuses that are no error although they are not 2xx, and 2xx ones that are (for some inputs). */
  readonly statuses?:
    | {
        readonly success?: ReadonlyArray<number> | undefined
        readonly failure?: ReadonlyArray<number> | ((input: Input) => ReadonlyArray<number>) | undefined
      }
    | undefined
  /** Field whose file extension gives the content type when the caller gives none. */
  readonly contentTypeFrom?: string | undefined
  /** The service insists on a digest of this body. */
  readonly requiresDigest?: boolean | undefined
  /** The service answers with a digest of the body that was sent. */
  readonly uploadDigest?: UploadDigest<Input> | undefined
  /** Of operations that hand out their answer's body. */
  readonly download?: DownloadRules<Input, Output> | undefined
}

/** What an operation over REST has besides its fields. */
export interface RestOperationParts extends RestDescription<any, any> {
  /** The path with its placeholders. */
  readonly path: string
}

/** The parts of a description that go into the operation as they are. */
export const restParts = (description: RestOperationParts): RestOperationParts => {
  const { contentTypeFrom, download, headers, method, path, query, requiresDigest, statuses, uploadDigest } =
    description
  return { contentTypeFrom, download, headers, method, path, query, requiresDigest, statuses, uploadDigest }
}
