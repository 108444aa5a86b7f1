import { createHash } from "node:crypto"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { vectors } from "../../layers/ois/vectors.ts"
import { call, oisLayer, outcome } from "./calls.ts"

const [vector] = vectors("encryption_headers")

const keyHeaders = (key: string, keyMd5: string, prefix = "x-qs-encryption-customer-") => ({
  [`${prefix}algorithm`]: "AES256",
  [`${prefix}key`]: key,
  [`${prefix}key-md5`]: keyMd5
})

const right = keyHeaders(vector!.key_header, vector!.key_md5_header)

const wrongKey = Buffer.alloc(32, "y")
const wrong = keyHeaders(wrongKey.toString("base64"), createHash("md5").update(wrongKey).digest("base64"))

const ofSource = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace("x-qs-", "x-qs-copy-source-"), value])
  )

layer(oisLayer({ minPartBytes: 1 }))("objects that a customer's key encrypts", (it) => {
  it.effect("are read with that key alone", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const put = yield* call("PUT", "/mybucket/k", { body: "secret", headers: right })
      expect([put.status, put.headers["x-qs-encryption-customer-algorithm"]]).toEqual([201, "AES256"])
      const read = yield* call("GET", "/mybucket/k", { headers: right })
      expect([read.text, read.headers["x-qs-encryption-customer-algorithm"]]).toEqual(["secret", "AES256"])
      expect(JSON.stringify(read.headers)).not.toContain(vector!.key_header)
      expect(yield* outcome("GET", "/mybucket/k")).toBe("400 invalid_argument")
      expect(yield* outcome("GET", "/mybucket/k", { headers: wrong })).toBe("400 invalid_argument")
      const head = yield* call("HEAD", "/mybucket/k")
      expect([head.status, head.headers["x-qs-encryption-customer-algorithm"]]).toEqual([200, "AES256"])
      expect(yield* outcome("HEAD", "/mybucket/k", { headers: right })).toBe(200)
      expect(yield* outcome("HEAD", "/mybucket/k", { headers: wrong })).toBe(400)
      expect((yield* call("GET", "/mybucket")).json.keys).toMatchObject([{ key: "k", encrypted: true }])
    })
  )

  it.effect.each([
    [{ ...right, "x-qs-encryption-customer-key-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }],
    [{ ...right, "x-qs-encryption-customer-algorithm": "AES128" }],
    [{ ...right, "x-qs-encryption-customer-key": "eHg=" }],
    [{ ...right, "x-qs-encryption-customer-key": "not base64" }],
    [{ "x-qs-encryption-customer-algorithm": "AES256" }]
  ] as ReadonlyArray<readonly [Record<string, string>]>)(
    "are not stored with headers that do not fit: %j",
    ([headers]) =>
      Effect.gen(function* () {
        yield* call("PUT", "/mybucket")
        expect(yield* outcome("PUT", "/mybucket/refused", { body: "v", headers })).toBe("400 invalid_argument")
        expect(yield* outcome("HEAD", "/mybucket/refused")).toBe(404)
      })
  )

  it.effect("are copied with the key of the source, and moved without any", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      yield* call("PUT", "/mybucket/k", { body: "secret", headers: right })
      const copy = (headers: Record<string, string>) =>
        outcome("PUT", "/mybucket/copy", { headers: { "x-qs-copy-source": "/mybucket/k", ...headers } })
      expect(yield* copy({})).toBe("400 invalid_argument")
      expect(yield* copy(ofSource(wrong))).toBe("400 invalid_argument")
      expect(yield* copy(ofSource(right))).toBe(201)
      expect((yield* call("GET", "/mybucket/copy")).text).toBe("secret")
      expect(yield* copy({ ...ofSource(right), ...wrong })).toBe(201)
      expect(yield* outcome("GET", "/mybucket/copy", { headers: wrong })).toBe(200)
      expect(yield* outcome("PUT", "/mybucket/moved", { headers: { "x-qs-move-source": "/mybucket/k" } })).toBe(201)
      expect(yield* outcome("GET", "/mybucket/moved")).toBe("400 invalid_argument")
      expect((yield* call("GET", "/mybucket/moved", { headers: right })).text).toBe("secret")
    })
  )

  it.effect("come in parts that all have the key, and are completed without", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const begun = yield* call("POST", "/mybucket/parts?uploads", { headers: right })
      expect(begun.headers["x-qs-encryption-customer-algorithm"]).toBe("AES256")
      const target = `/mybucket/parts?upload_id=${begun.json.upload_id}`
      const part = (headers: Record<string, string>) =>
        outcome("PUT", `${target}&part_number=0`, { body: "secret", headers })
      expect(yield* part({})).toBe("400 invalid_argument")
      expect(yield* part(wrong)).toBe("400 invalid_argument")
      expect(yield* part(right)).toBe(201)
      const done = yield* call("POST", target, { body: '{"object_parts":[{"part_number":0}]}' })
      expect([done.status, done.headers["x-qs-encryption-customer-algorithm"]]).toEqual([201, "AES256"])
      expect(yield* outcome("GET", "/mybucket/parts")).toBe("400 invalid_argument")
      expect((yield* call("GET", "/mybucket/parts", { headers: right })).text).toBe("secret")
    })
  )

  it.effect("cannot be made of parts of an upload that began without a key", () =>
    Effect.gen(function* () {
      yield* call("PUT", "/mybucket")
      const { json } = yield* call("POST", "/mybucket/plain?uploads")
      const target = `/mybucket/plain?upload_id=${json.upload_id}&part_number=0`
      expect(yield* outcome("PUT", target, { body: "v", headers: right })).toBe("400 invalid_argument")
    })
  )
})
