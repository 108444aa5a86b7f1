/**
 * Uploads in parts, as data: what is begun, which parts have come, and what they make together. Checks of names and
 * rights, ETags of whole objects and the words of refusals are the service's.
 */
import * as Result from "effect/Result"
import { Body } from "../Body.ts"
import { compareKeys, type Store, type Table } from "../Store.ts"
import { type Selection, visit } from "./listing.ts"

/** An upload under way. */
export interface Upload<About> {
  readonly key: string
  readonly id: string
  readonly initiatedMillis: number
  /** What was said about the object when the upload began. */
  readonly about: About
}

/** A part that has arrived. A service adds digests. */
export interface UploadedPart {
  /** From 1 on, or from 0, as the service counts. */
  readonly number: number
  readonly body: Body
  /** Without quotes. */
  readonly eTag: string
  readonly lastModifiedMillis: number
}

/** The uploads of an object store. */
export interface UploadState<About, Part extends UploadedPart> {
  /** Uploads of a bucket by key, those of a key in the order of their ids. */
  readonly uploads: (bucket: string) => Table<ReadonlyArray<Upload<About>>>
  /** Parts of a bucket's uploads, by id and number. */
  readonly parts: (bucket: string) => Table<Part>
}

type Uploads<About> = Pick<UploadState<About, UploadedPart>, "uploads">
type Parts<Part extends UploadedPart> = Pick<UploadState<unknown, Part>, "parts">

/** @param service Name of the service, before the names of its tables. */
export const makeUploadState = <About, Part extends UploadedPart>(
  store: Store["Service"],
  service: string
): UploadState<About, Part> => ({
  uploads: (bucket) => store.table(`${service}/uploads/${bucket}`),
  parts: (bucket) => store.table(`${service}/parts/${bucket}`)
})

/** Which upload is meant. */
export interface UploadName {
  readonly bucket: string
  readonly key: string
  /** Without a slash. */
  readonly id: string
}

const partKey = (id: string, number: number): string => `${id}/${String(number).padStart(10, "0")}`

/** Begins an upload. Its id must not be in use. */
export const initiateUpload = <About>(
  state: Uploads<About>,
  { bucket, id, key }: UploadName,
  upload: { readonly initiatedMillis: number; readonly about: About }
): Upload<About> => {
  const begun: Upload<About> = { key, id, ...upload }
  const uploads = state.uploads(bucket)
  const all = [...(uploads.get(key) ?? []), begun]
  uploads.set(
    key,
    all.sort((left, right) => compareKeys(left.id, right.id))
  )
  return begun
}

/** An upload that is under way; absent when there is none, also when it ended. */
export const findUpload = <About>(state: Uploads<About>, { bucket, id, key }: UploadName): Upload<About> | undefined =>
  state
    .uploads(bucket)
    .get(key)
    ?.find((upload) => upload.id === id)

/** Keeps a part of an upload that is under way, instead of any of the same number. */
export const putPart = <Part extends UploadedPart>(state: Parts<Part>, { bucket, id }: UploadName, part: Part): void =>
  state.parts(bucket).set(partKey(id, part.number), part)

function* partsAfter<Part extends UploadedPart>(
  state: Parts<Part>,
  { bucket, id }: UploadName,
  after: number
): IterableIterator<Part> {
  const prefix = `${id}/`
  const range = after < 0 ? { prefix } : { prefix, after: partKey(id, after) }
  for (const [, part] of state.parts(bucket).scan(range)) yield part
}

export interface PartPage<Part> {
  readonly parts: ReadonlyArray<Part>
  readonly isTruncated: boolean
}

/** Takes at most `max` and tells whether there were more. */
const take = <A>(
  all: Iterable<A>,
  max: number
): { readonly taken: ReadonlyArray<A>; readonly isTruncated: boolean } => {
  const taken: Array<A> = []
  for (const one of all) {
    if (taken.length === max) return { taken, isTruncated: true }
    taken.push(one)
  }
  return { taken, isTruncated: false }
}

/**
 * One page of an upload's parts, in the order of their numbers.
 *
 * @param page.after Only parts with a greater number; -1 for all.
 */
export const listParts = <Part extends UploadedPart>(
  state: Parts<Part>,
  name: UploadName,
  page: { readonly after: number; readonly max: number }
): PartPage<Part> => {
  const { isTruncated, taken } = take(partsAfter(state, name, page.after), page.max)
  return { parts: taken, isTruncated }
}

/** A part that an upload is completed with. */
export interface WantedPart {
  readonly number: number
  /** With or without quotes; any when absent. */
  readonly eTag?: string | undefined
}

/** Why an upload cannot be completed. */
export type CompletionProblem =
  | { readonly _tag: "NoParts" }
  /** Numbers have to ascend. */
  | { readonly _tag: "WrongOrder" }
  /** There is no such part, or it has another ETag. */
  | { readonly _tag: "UnknownPart"; readonly wanted: WantedPart }
  /** Only the last part may be so small. */
  | { readonly _tag: "TooSmall"; readonly part: UploadedPart }

/** What an upload came to. */
export interface CompletedUpload<About, Part> {
  readonly upload: Upload<About>
  readonly parts: ReadonlyArray<Part>
  readonly body: Body
}

const bare = (eTag: string): string => eTag.trim().replace(/^"(.*)"$/, "$1")

const choose = <Part extends UploadedPart>(
  table: Table<Part>,
  id: string,
  wanted: ReadonlyArray<WantedPart>
): Result.Result<ReadonlyArray<Part>, CompletionProblem> => {
  const parts: Array<Part> = []
  let before = Number.NEGATIVE_INFINITY
  for (const one of wanted) {
    if (one.number <= before) return Result.fail({ _tag: "WrongOrder" })
    before = one.number
    const part = table.get(partKey(id, one.number))
    const known = part !== undefined && (one.eTag === undefined || bare(one.eTag) === part.eTag)
    if (!known) return Result.fail({ _tag: "UnknownPart", wanted: one })
    parts.push(part)
  }
  return Result.succeed(parts)
}

const remove = <About, Part extends UploadedPart>(
  state: UploadState<About, Part>,
  { bucket, id, key }: UploadName
): void => {
  const uploads = state.uploads(bucket)
  const others = (uploads.get(key) ?? []).filter((upload) => upload.id !== id)
  if (others.length === 0) uploads.delete(key)
  else uploads.set(key, others)
  const parts = state.parts(bucket)
  const keys = Array.from(parts.scan({ prefix: `${id}/` }), ([partKey]) => partKey)
  for (const partKey of keys) parts.delete(partKey)
}

/**
 * Ends an upload with the given parts, or with all of them, in the order of their numbers. When something speaks
 * against it the upload stays as it was. Storing the object is left to the service.
 *
 * @param options.minPartBytes Least size of every part but the last.
 * @returns Absent when there is no such upload.
 */
export const completeUpload = <About, Part extends UploadedPart>(
  state: UploadState<About, Part>,
  name: UploadName,
  options: { readonly wanted: ReadonlyArray<WantedPart> | "all"; readonly minPartBytes: number }
): Result.Result<CompletedUpload<About, Part>, CompletionProblem> | undefined => {
  const upload = findUpload(state, name)
  if (upload === undefined) return undefined
  const { minPartBytes, wanted } = options
  const chosen =
    wanted === "all"
      ? Result.succeed([...partsAfter(state, name, -1)])
      : choose(state.parts(name.bucket), name.id, wanted)
  return Result.flatMap(chosen, (parts): Result.Result<CompletedUpload<About, Part>, CompletionProblem> => {
    if (parts.length === 0) return Result.fail({ _tag: "NoParts" })
    const small = parts.slice(0, -1).find(({ body }) => body.size < minPartBytes)
    if (small !== undefined) return Result.fail({ _tag: "TooSmall", part: small })
    remove(state, name)
    return Result.succeed({ upload, parts, body: Body.join(parts.map(({ body }) => body)) })
  })
}

/** Ends an upload and forgets its parts; `false` when there was none. */
export const abortUpload = <About, Part extends UploadedPart>(
  state: UploadState<About, Part>,
  name: UploadName
): boolean => {
  if (findUpload(state, name) === undefined) return false
  remove(state, name)
  return true
}

export interface UploadPage<About> {
  readonly uploads: ReadonlyArray<Upload<About>>
  readonly commonPrefixes: ReadonlyArray<string>
  readonly isTruncated: boolean
  /** Where the next page goes on: the last key or common prefix, and of a key the last id. */
  readonly next?: { readonly key: string; readonly id?: string | undefined } | undefined
}

type ListedUpload<About> =
  | { readonly group: string; readonly upload?: undefined }
  | { readonly group?: undefined; readonly upload: Upload<About> }

export interface ListUploadsInput extends Selection {
  /** Only uploads of later keys, and of this key those with a greater id when one is given. Empty for all. */
  readonly afterKey: string
  readonly afterId?: string | undefined
  /** Uploads and common prefixes of a page together, at least 1. */
  readonly max: number
}

function* visitUploads<About>(
  table: Table<ReadonlyArray<Upload<About>>>,
  input: ListUploadsInput
): IterableIterator<ListedUpload<About>> {
  const { afterId, afterKey } = input
  const isLater = ({ id, key }: Upload<About>): boolean =>
    key !== afterKey || (afterId !== undefined && compareKeys(id, afterId) > 0)
  for (const listed of visit(table, input, { from: afterKey })) {
    if (listed.group === undefined) for (const upload of listed.value.filter(isLater)) yield { upload }
    else if (compareKeys(listed.group, afterKey) > 0) yield { group: listed.group }
  }
}

/** One page of a bucket's uploads, in the order of their keys and then of their ids. */
export const listUploads = <About>(
  state: Uploads<About>,
  bucket: string,
  input: ListUploadsInput
): UploadPage<About> => {
  const { isTruncated, taken } = take(visitUploads(state.uploads(bucket), input), input.max)
  const last = taken.at(-1)
  return {
    uploads: taken.flatMap(({ upload }) => (upload === undefined ? [] : [upload])),
    commonPrefixes: taken.flatMap(({ group }) => (group === undefined ? [] : [group])),
    isTruncated,
    next: last === undefined ? undefined : last.upload === undefined ? { key: last.group } : last.upload
  }
}
