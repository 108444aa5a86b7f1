/**
 * Lists of any length as Streams: pages are fetched when they are needed, a list never ends before its end, and never
 * turns in a circle.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { ClientError } from "../schema/Errors.ts"

/** How a list goes on after a page. */
export type NextPage<Cursor> =
  | { readonly _tag: "End" }
  | { readonly _tag: "From"; readonly cursor: Cursor }
  /** There is more, and nothing that tells where. */
  | { readonly _tag: "Lost" }

/** The last page. */
export const end: NextPage<never> = { _tag: "End" }

/** The page after this one, by a cursor of text; empty is as good as absent. */
export const nextBy = (isTruncated: boolean | undefined, cursor: string | undefined): NextPage<string> => {
  if (isTruncated !== true) return end
  return cursor === undefined || cursor === "" ? { _tag: "Lost" } : { _tag: "From", cursor }
}

/** How the pages of a list are fetched. */
export interface PagedList<Cursor, Page, Item, E, R> {
  /** Name of the service, for errors. */
  readonly service: string
  /** Name of the method that fetches a page, for errors. */
  readonly operation: string
  /** Where it begins. Cursors are told apart as JSON. */
  readonly first: Cursor
  readonly fetch: (cursor: Cursor) => Effect.Effect<Page, E, R>
  readonly items: (page: Page, cursor: Cursor) => ReadonlyArray<Item>
  readonly next: (page: Page, cursor: Cursor) => NextPage<Cursor>
}

/** A text that two cursors share only when they are the same; `undefined` for a first one that is none. */
const identity = (cursor: unknown): string | undefined => JSON.stringify(cursor)

/** Where a list is, and a place that it was at some pages ago: who meets that again goes in a circle. */
interface Walk<Cursor> {
  readonly cursor: Cursor
  readonly seen: string | undefined
  /** Pages since that place, and how many may pass before a new one is remembered (Brent's algorithm). */
  readonly steps: number
  readonly turn: number
}

/**
 * The items of a list, page by page. Fails with `ClientError` `UndecodableResponse` when a page says that there is more
 * and not where it goes on, or sends back to where the list has been.
 */
export const pages = <Cursor, Page extends { readonly requestId?: string | undefined }, Item, E, R>({
  fetch,
  first,
  items,
  next,
  operation,
  service
}: PagedList<Cursor, Page, Item, E, R>): Stream.Stream<Item, E | ClientError, R> => {
  const lost = ({ requestId }: Page, message: string) =>
    new ClientError({
      service,
      operation,
      reason: {
        _tag: "UndecodableResponse",
        status: 200,
        message,
        ...(requestId === undefined ? {} : { requestId })
      }
    })
  const start: Walk<Cursor> = { cursor: first, seen: identity(first), steps: 0, turn: 1 }
  return Stream.paginate(start, (walk) =>
    Effect.flatMap(
      fetch(walk.cursor),
      (page): Effect.Effect<readonly [ReadonlyArray<Item>, Option.Option<Walk<Cursor>>], ClientError> => {
        const following = next(page, walk.cursor)
        switch (following._tag) {
          case "End":
            return Effect.succeed([items(page, walk.cursor), Option.none()])
          case "Lost":
            return Effect.fail(lost(page, "the list says that there is more, but not where it goes on"))
          case "From": {
            const { cursor } = following
            const place = identity(cursor)
            if (place !== undefined && (place === identity(walk.cursor) || place === walk.seen)) {
              const message = `the list does not come to an end: it claims to go on at ${place}, where it has been`
              return Effect.fail(lost(page, message))
            }
            const steps = walk.steps + 1
            const onward: Walk<Cursor> =
              steps === walk.turn ? { cursor, seen: place, steps: 0, turn: walk.turn * 2 } : { ...walk, cursor, steps }
            return Effect.succeed([items(page, walk.cursor), Option.some(onward)])
          }
        }
      }
    )
  )
}
