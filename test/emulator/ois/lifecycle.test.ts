import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { call, oisLayer, outcome, sent } from "./calls.ts"

const put = (bucket: string, action: unknown, more: Record<string, unknown> = {}) =>
  sent("PUT", `/${bucket}?lifecycle`, {
    rule: [{ id: "r", status: "enabled", filter: { prefix: "old/" }, ...(action as object), ...more }]
  })

const keys = (bucket: string) =>
  Effect.map(call("GET", `/${bucket}`), ({ json }) => json.keys.map(({ key }: { readonly key: string }) => key))

layer(oisLayer())("a lifecycle", (it) => {
  it.effect("removes objects that are old enough", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/expiring")
      yield* put("expiring", { expiration: { days: 2 } })
      yield* call("PUT", "/expiring/old/a", { body: "v" })
      yield* call("PUT", "/expiring/kept", { body: "v" })
      yield* TestClock.adjust("36 hours")
      yield* call("PUT", "/expiring/old/b", { body: "v" })
      expect(yield* keys("expiring")).toEqual(["kept", "old/a", "old/b"])
      yield* TestClock.adjust("24 hours")
      expect(yield* keys("expiring")).toEqual(["kept", "old/b"])
      expect(yield* outcome("GET", "/expiring/old/a")).toBe("404 object_not_exists")
    })
  )

  it.effect("does nothing while it is disabled, or was removed", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/disabled")
      yield* put("disabled", { expiration: { days: 1 } }, { status: "disabled" })
      yield* call("PUT", "/disabled/old/a", { body: "v" })
      yield* TestClock.adjust("3 days")
      expect(yield* keys("disabled")).toEqual(["old/a"])
      yield* put("disabled", { expiration: { days: 1 } })
      yield* call("DELETE", "/disabled?lifecycle")
      yield* TestClock.adjust("3 days")
      expect(yield* keys("disabled")).toEqual(["old/a"])
    })
  )

  it.effect("moves objects to another storage class", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/moving")
      yield* put("moving", { transition: { days: 30, storage_class: "STANDARD_IA" } })
      yield* call("PUT", "/moving/old/a", { body: "v" })
      const storageClass = Effect.map(call("HEAD", "/moving/old/a"), ({ headers }) => headers["x-qs-storage-class"])
      yield* TestClock.adjust("29 days")
      expect(yield* storageClass).toBe("STANDARD")
      yield* TestClock.adjust("1 day")
      expect(yield* storageClass).toBe("STANDARD_IA")
    })
  )

  it.effect("ends uploads that nobody completes", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/aborting")
      yield* put("aborting", { abort_incomplete_multipart_upload: { days_after_initiation: 3 } })
      yield* call("POST", "/aborting/old/a?uploads")
      yield* call("POST", "/aborting/new?uploads")
      yield* TestClock.adjust("3 days")
      const { json } = yield* call("GET", "/aborting?uploads")
      expect(json.uploads.map(({ key }: { readonly key: string }) => key)).toEqual(["new"])
    })
  )

  it.effect("marks current versions as deleted, and removes others for good", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/versioned")
      yield* sent("PUT", "/versioned?versioning", { status: "ENABLED" })
      for (const body of ["one", "two"]) yield* call("PUT", "/versioned/old/a", { body })
      const versions = Effect.map(call("GET", "/versioned?versions"), ({ json }) =>
        json.keys.map((key: any) => [key.delete_marker, key.size, key.storage_class])
      )
      yield* put("versioned", { noncurrent_version_transition: { days: 30, storage_class: "STANDARD_IA" } })
      yield* TestClock.adjust("30 days")
      expect(yield* versions).toEqual([
        [false, 3, "STANDARD"],
        [false, 3, "STANDARD_IA"]
      ])
      yield* put("versioned", { noncurrent_version_expiration: { days: 40 } })
      yield* TestClock.adjust("10 days")
      expect(yield* versions).toEqual([[false, 3, "STANDARD"]])
      yield* put("versioned", { expiration: { days: 1 } })
      yield* TestClock.adjust("1 day")
      expect((yield* versions).map(([marker]: [boolean]) => marker)).toEqual([true, false])
    })
  )
})
