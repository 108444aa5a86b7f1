import { assert, describe, it } from "@effect/vitest"
import type { OisConnection } from "../../../src/layers/ois/endpoint.ts"
import { makeKnownZones } from "../../../src/layers/ois/knownZones.ts"

const at = (host: string): OisConnection => ({
  endpoint: { scheme: "https", host, literal: false },
  virtualHosted: false,
  zoneNaming: "none"
})

describe("known zones", () => {
  it("are those of a bucket as it was looked for", () => {
    const known = makeKnownZones()
    known.learn({ bucket: "a" }, at("pek3a"))
    known.learn({ bucket: "a", zone: "SH1A" }, at("gd2"))
    assert.strictEqual(known.find({ bucket: "a" })?.endpoint.host, "pek3a")
    assert.strictEqual(known.find({ bucket: "a", zone: "sh1a" })?.endpoint.host, "gd2")
    assert.isUndefined(known.find({ bucket: "b" }))
    assert.isTrue(known.forget({ bucket: "a" }))
    assert.isFalse(known.forget({ bucket: "a" }))
    assert.isUndefined(known.find({ bucket: "a" }))
  })

  it("are none of calls without a bucket", () => {
    const known = makeKnownZones()
    known.learn({}, at("pek3a"))
    assert.isUndefined(known.find({}))
  })

  it("are so many that memory does not grow: the oldest are forgotten", () => {
    const known = makeKnownZones()
    known.learn({ bucket: "first" }, at("a"))
    known.learn({ bucket: "second" }, at("b"))
    for (let index = 0; index < 998; index++) known.learn({ bucket: `bucket-${index}` }, at("c"))
    known.learn({ bucket: "first" }, at("d"))
    known.learn({ bucket: "last" }, at("e"))
    assert.strictEqual(known.find({ bucket: "first" })?.endpoint.host, "d")
    assert.isUndefined(known.find({ bucket: "second" }))
  })
})
