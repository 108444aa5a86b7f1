import { assert, describe, it } from "@effect/vitest"
import * as OisImage from "../../../src/schema/ois/imageAction.ts"
import { vectors } from "../../layers/ois/vectors.ts"

type Options = Readonly<Record<string, never>>
const gravities = ["center", "north"] as const

/** The steps of the vectors, by the names of the client for JavaScript. */
const steps: Readonly<Record<string, (options: Options) => string>> = {
  info: () => OisImage.info,
  resize: (options) => OisImage.resize(options),
  crop: ({ gravity = 0, ...size }) => OisImage.crop({ ...size, gravity: gravities[gravity] }),
  rotate: ({ angle }) => OisImage.rotate(angle!),
  format: ({ type }) => OisImage.format(type!)
}

describe("image actions", () => {
  for (const { id, steps: wanted, action } of vectors("image_actions")) {
    it(`are written as the official client writes them (${id})`, () => {
      const written = wanted.map(([name, options]) => steps[name]!(options as Options))
      assert.strictEqual(OisImage.pipeline(...written), action)
    })
  }

  it("are cut from a place, marked and saved", () => {
    assert.strictEqual(OisImage.crop({ width: 1, height: 2, left: 3, top: 4 }), "crop:w_1,h_2,l_3,t_4")
    assert.strictEqual(OisImage.crop({ gravity: "auto" }), "crop:w_0,h_0,g_9")
    assert.strictEqual(OisImage.resize({ width: 5, mode: "ratio" }), "resize:w_5,h_0,m_1")
    assert.strictEqual(
      OisImage.watermark({ text: "opsa", color: "#FFFFFF", opacity: 0.5, dpi: 400 }),
      "watermark:d_400,p_0.5,t_b3BzYQ,c_I0ZGRkZGRg"
    )
    assert.strictEqual(OisImage.watermark({ text: "a" }), "watermark:d_150,p_0.25,t_YQ")
    assert.strictEqual(
      OisImage.watermarkImage({ url: "https://a.b/c", left: 10 }),
      "watermark_image:l_10,t_0,p_0.25,u_aHR0cHM6Ly9hLmIvYw"
    )
    assert.strictEqual(OisImage.save({ bucket: "my-photos", key: "small/a.jpg" }), "save:b_my-photos,k_small/a.jpg")
  })

  it("are not saved where the name would end the step", () => {
    for (const key of ["a,b", "a|b"]) assert.throws(() => OisImage.save({ bucket: "my-photos", key }), RangeError)
  })
})
