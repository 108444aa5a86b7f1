import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { call, oisLayer, outcome, send, sent } from "./calls.ts"

const put = (target: string, body: string) =>
  Effect.map(call("PUT", target, { body }), ({ headers }) => headers["x-qs-version-id"])

const setStatus = (bucket: string, status: string) => sent("PUT", `/${bucket}?versioning`, { status })

const list = (target: string) => Effect.map(call("GET", target), ({ json }) => json)

const short = (keys: ReadonlyArray<any>) =>
  keys.map(({ delete_marker, is_latest, key, version_id }) => [key, version_id, is_latest, delete_marker])

layer(oisLayer())("versions", (it) => {
  it.effect("are off at first, and nothing tells of them", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/plain-bucket")
      expect((yield* call("GET", "/plain-bucket?versioning")).text).toBe('{"status":"DISABLED"}')
      expect(yield* put("/plain-bucket/k", "v")).toBeUndefined()
      expect((yield* call("GET", "/plain-bucket/k")).headers["x-qs-version-id"]).toBeUndefined()
      expect(short((yield* list("/plain-bucket?versions")).keys)).toEqual([["k", "null", true, false]])
      expect(yield* outcome("GET", "/plain-bucket/k?version_id=null")).toBe(200)
      expect(yield* outcome("GET", "/plain-bucket/k?version_id=other")).toBe("404 object_not_exists")
      expect(yield* outcome("DELETE", "/plain-bucket/k?version_id=null")).toBe(204)
      expect(yield* outcome("GET", "/plain-bucket/k")).toBe("404 object_not_exists")
    })
  )

  it.effect("keep what was there, and are read and removed one by one", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/kept-bucket")
      yield* put("/kept-bucket/k", "zero")
      expect(yield* setStatus("kept-bucket", "ENABLED")).toBe(200)
      expect(yield* list("/kept-bucket?versioning")).toEqual({ status: "ENABLED" })
      const one = yield* put("/kept-bucket/k", "one")
      const two = yield* put("/kept-bucket/k", "two")
      expect(one).toMatch(/^[A-Za-z0-9_-]{32}$/)
      expect(two).not.toBe(one)
      const read = (versionId: string) =>
        Effect.map(call("GET", `/kept-bucket/k?version_id=${versionId}`), ({ text }) => text)
      expect([yield* read(one!), yield* read(two!), yield* read("null")]).toEqual(["one", "two", "zero"])
      const current = yield* call("GET", "/kept-bucket/k")
      expect([current.text, current.headers["x-qs-version-id"]]).toEqual(["two", two])
      const head = yield* call("HEAD", `/kept-bucket/k?version_id=${one}`)
      expect([head.headers["content-length"], head.headers["x-qs-version-id"]]).toEqual(["3", one])
      const removed = yield* call("DELETE", `/kept-bucket/k?version_id=${two}`)
      expect([removed.status, removed.headers["x-qs-version-id"], removed.headers["x-qs-delete-marker"]]).toEqual([
        204,
        two,
        undefined
      ])
      expect((yield* call("GET", "/kept-bucket/k")).text).toBe("one")
      expect(yield* outcome("DELETE", `/kept-bucket/k?version_id=${two}`)).toBe(204)
    })
  )

  it.effect("remember deletions by markers, which can be removed too", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/marked-bucket")
      yield* setStatus("marked-bucket", "ENABLED")
      const one = yield* put("/marked-bucket/k", "one")
      const deleted = yield* call("DELETE", "/marked-bucket/k")
      const marker = deleted.headers["x-qs-version-id"]
      expect([deleted.status, deleted.headers["x-qs-delete-marker"]]).toEqual([204, "true"])
      const missing = yield* call("GET", "/marked-bucket/k")
      expect([missing.code, missing.headers["x-qs-delete-marker"], missing.headers["x-qs-version-id"]]).toEqual([
        "object_not_exists",
        "true",
        marker
      ])
      expect(yield* outcome("GET", `/marked-bucket/k?version_id=${marker}`)).toBe("404 object_not_exists")
      expect(yield* outcome("GET", `/marked-bucket/k?version_id=${one}`)).toBe(200)
      expect((yield* list("/marked-bucket")).keys).toEqual([])
      expect(short((yield* list("/marked-bucket?versions")).keys)).toEqual([
        ["k", marker, true, true],
        ["k", one, false, false]
      ])
      const unmarked = yield* call("DELETE", `/marked-bucket/k?version_id=${marker}`)
      expect(unmarked.headers["x-qs-delete-marker"]).toBe("true")
      expect((yield* call("GET", "/marked-bucket/k")).text).toBe("one")
      expect((yield* list("/marked-bucket")).keys).toHaveLength(1)
    })
  )

  it.effect("stay while they are suspended, when one version is replaced again and again", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/paused-bucket")
      yield* setStatus("paused-bucket", "ENABLED")
      const one = yield* put("/paused-bucket/k", "one")
      yield* setStatus("paused-bucket", "SUSPENDED")
      expect([yield* put("/paused-bucket/k", "two"), yield* put("/paused-bucket/k", "three")]).toEqual(["null", "null"])
      expect(short((yield* list("/paused-bucket?versions")).keys)).toEqual([
        ["k", "null", true, false],
        ["k", one, false, false]
      ])
      expect((yield* call("DELETE", "/paused-bucket/k")).headers["x-qs-version-id"]).toBe("null")
      expect(short((yield* list("/paused-bucket?versions")).keys)).toEqual([
        ["k", "null", true, true],
        ["k", one, false, false]
      ])
    })
  )

  it.effect("keep a bucket from being deleted, be they only markers", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/full-bucket")
      yield* TestClock.adjust("1 minute")
      yield* setStatus("full-bucket", "ENABLED")
      const marker = (yield* call("DELETE", "/full-bucket/k")).headers["x-qs-version-id"]
      expect(yield* outcome("DELETE", "/full-bucket")).toBe("409 bucket_not_empty")
      yield* call("DELETE", `/full-bucket/k?version_id=${marker}`)
      expect(yield* outcome("DELETE", "/full-bucket")).toBe(204)
    })
  )

  it.effect("grow with an appendable object rather than multiply", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/grown-bucket")
      yield* setStatus("grown-bucket", "ENABLED")
      for (const [position, body] of [
        [0, "one"],
        [3, "two"]
      ] as const) {
        yield* call("POST", `/grown-bucket/k?append&position=${position}`, { body })
      }
      const { keys } = yield* list("/grown-bucket?versions")
      expect(keys.map(({ size }: any) => size)).toEqual([6])
    })
  )

  it.effect("are listed page by page, by key and from the newest on", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2016-08-22T15:03:32.000Z"))
      yield* call("PUT", "/listed-bucket")
      yield* setStatus("listed-bucket", "ENABLED")
      const ids: Array<string | undefined> = []
      for (const key of ["a", "b", "b", "b", "c/1", "c/2", "d"]) ids.push(yield* put(`/listed-bucket/${key}`, key))
      const target = "/listed-bucket?versions&delimiter=/&limit=2"
      const first = yield* list(target)
      expect(first).toMatchObject({
        name: "listed-bucket",
        owner: { id: "1001", name: "owner" },
        prefix: "",
        delimiter: "/",
        limit: 2,
        key_marker: "",
        version_id_marker: "",
        next_key_marker: "b",
        next_version_id_marker: ids[3],
        has_more: true,
        common_prefixes: []
      })
      expect(first.keys[0]).toEqual({
        key: "a",
        version_id: ids[0],
        is_latest: true,
        delete_marker: false,
        size: 1,
        etag: "0cc175b9c0f1b6a831c399e269772661",
        mime_type: "application/octet-stream",
        encrypted: false,
        storage_class: "STANDARD",
        created: "2016-08-22T15:03:32.000Z",
        modified: "2016-08-22T15:03:32.000Z"
      })
      const second = yield* list(`${target}&key_marker=b&version_id_marker=${ids[3]}`)
      expect([short(second.keys), second.next_key_marker]).toEqual([
        [
          ["b", ids[2], false, false],
          ["b", ids[1], false, false]
        ],
        "b"
      ])
      const third = yield* list(`${target}&key_marker=b&version_id_marker=${ids[1]}`)
      expect([short(third.keys), third.common_prefixes, third.has_more, third.next_key_marker]).toEqual([
        [["d", ids[6], true, false]],
        ["c/"],
        false,
        ""
      ])
      expect(short((yield* list("/listed-bucket?versions&prefix=c/")).keys)).toHaveLength(2)
      expect(short((yield* list("/listed-bucket?versions&key_marker=b")).keys).map(([key]) => key)).toEqual([
        "c/1",
        "c/2",
        "d"
      ])
      expect(yield* outcome("GET", "/listed-bucket?versions&key_marker=b&version_id_marker=x")).toBe(
        "400 invalid_argument"
      )
      expect(yield* outcome("GET", `/listed-bucket?versions&version_id_marker=${ids[0]}`)).toBe("400 invalid_argument")
    })
  )
})

const sentJson = (document: unknown) => Effect.map(send("POST", "/mybucket?delete", document), ({ json }) => json)

layer(oisLayer())("several objects", (it) => {
  it.effect("are deleted at once, be they there or not", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* put("/mybucket/a", "v")
      const objects = [{ key: "a" }, { key: "missing" }, { key: "" }]
      const deleted = yield* call("POST", "/mybucket?delete", {
        body: JSON.stringify({ objects, quiet: null }),
        headers: { "content-md5": "Gkm69DXSz9YEFQ7cqS4CoQ==" }
      })
      expect([deleted.status, deleted.code]).toEqual([400, "bad_digest"])
      expect(yield* outcome("HEAD", "/mybucket/a")).toBe(200)
      const done = yield* sentJson({ objects })
      expect(done).toEqual({
        deleted: [{ key: "a" }, { key: "missing" }],
        errors: [{ key: "", code: "invalid_object_name", message: expect.any(String) }]
      })
      expect(yield* outcome("HEAD", "/mybucket/a")).toBe(404)
      expect(yield* sentJson({ objects: [{ key: "a" }], quiet: true })).toEqual({ errors: [] })
    })
  )

  it.effect("are refused without a digest, without keys, and when they are too many", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      expect(yield* outcome("POST", "/mybucket?delete", { body: '{"objects":[{"key":"a"}]}' })).toBe(
        "400 invalid_request"
      )
      expect(yield* sent("POST", "/mybucket?delete", { objects: [] })).toBe("400 invalid_request")
      expect(yield* sent("POST", "/mybucket?delete", { objects: [{}] })).toBe("400 invalid_request")
      const objects = Array.from({ length: 1001 }, (_, index) => ({ key: String(index) }))
      expect(yield* sent("POST", "/mybucket?delete", { objects })).toBe("400 too_many_objects")
      expect(yield* sent("POST", "/mybucket?delete", { objects: objects.slice(1) })).toBe(200)
    })
  )
})
