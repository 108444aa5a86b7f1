/**
 * What can be done with an image, written as the `action` of `imageProcess`.
 *
 * **Example** (a small square of the middle, as WebP)
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Ois, OisImage } from "effect-cloud-storage"
 *
 * const action = OisImage.pipeline(
 *   OisImage.crop({ width: 400, height: 400 }),
 *   OisImage.resize({ width: 100, height: 100 }),
 *   OisImage.format("webp")
 * )
 * const small = Effect.flatMap(Ois, (ois) => ois.imageProcess({ bucket: "photos", key: "cat.jpg", action }))
 * ```
 *
 * Source: QingStor API, Image Process; qingstor-sdk-js, `client/image.js`.
 */
import * as Base64 from "effect/encoding/Base64"

/** One step. */
export type ImageStep = string

const step = (name: string, parameters: Readonly<Record<string, string | number | undefined>> = {}): ImageStep => {
  const written = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([letter, value]) => `${letter}_${value}`)
  return written.length === 0 ? name : `${name}:${written.join(",")}`
}

const base64 = (text: string): string => Base64.encode(text).replace(/=+$/, "")

/** Several steps, one after another. */
export const pipeline = (...steps: ReadonlyArray<ImageStep>): string => steps.join("|")

/** Tells about the image as JSON instead of giving it: width, height, type, and what the camera wrote. */
export const info: ImageStep = "info"

/** Where a cut is taken from. */
const gravities = {
  center: 0,
  north: 1,
  east: 2,
  south: 3,
  west: 4,
  northWest: 5,
  northEast: 6,
  southWest: 7,
  southEast: 8,
  auto: 9
} as const

/** Where a cut is taken from; `auto` is where there is most to see. */
export type Gravity = keyof typeof gravities

/** Pixels of a cut; 0 is all there are. */
export interface CropSize {
  /** Pixels from left to right; 0 when absent. */
  readonly width?: number | undefined
  /** Pixels from top to bottom; 0 when absent. */
  readonly height?: number | undefined
}

/** Cuts a piece out, from a side or from a place: the service takes one of the two. The middle when neither is said. */
export const crop = (
  options: CropSize &
    (
      | { readonly gravity?: Gravity | undefined }
      | {
          /** Pixels left of the piece. */
          readonly left: number
          /** Pixels above the piece. */
          readonly top: number
        }
    )
): ImageStep => {
  const size = { w: options.width ?? 0, h: options.height ?? 0 }
  return "left" in options
    ? step("crop", { ...size, l: options.left, t: options.top })
    : step("crop", { ...size, g: gravities[options.gravity ?? "center"] })
}

/** Turns it by degrees, with the clock. */
export const rotate = (angle: number): ImageStep => step("rotate", { a: angle })

const modes = { fixed: 0, ratio: 1, fourToFour: 2 } as const

/** Makes it smaller or bigger. */
export const resize = (options: {
  /** Pixels from left to right; 0, by the height, when absent. */
  readonly width?: number | undefined
  /** Pixels from top to bottom; 0, by the width, when absent. */
  readonly height?: number | undefined
  /** `fixed` takes both sizes, `ratio` keeps the proportions; `fixed` when absent. */
  readonly mode?: keyof typeof modes | undefined
}): ImageStep => step("resize", { w: options.width ?? 0, h: options.height ?? 0, m: modes[options.mode ?? "fixed"] })

/** Writes a text on it. */
export const watermark = (options: {
  readonly text: string
  /** `#rrggbb`; black when absent. */
  readonly color?: string | undefined
  /** Size of the text in dots per inch; 150 when absent. */
  readonly dpi?: number | undefined
  /** Above 0, up to 1; 0.25 when absent. */
  readonly opacity?: number | undefined
}): ImageStep =>
  step("watermark", {
    d: options.dpi ?? 150,
    p: options.opacity ?? 0.25,
    t: base64(options.text),
    c: options.color === undefined ? undefined : base64(options.color)
  })

/** Puts another image on it. */
export const watermarkImage = (options: {
  /** Where the other image is. */
  readonly url: string
  /** Pixels left of it; 0 when absent. */
  readonly left?: number | undefined
  /** Pixels above it; 0 when absent. */
  readonly top?: number | undefined
  /** Above 0, up to 1; 0.25 when absent. */
  readonly opacity?: number | undefined
}): ImageStep =>
  step("watermark_image", {
    l: options.left ?? 0,
    t: options.top ?? 0,
    p: options.opacity ?? 0.25,
    u: base64(options.url)
  })

/** Gives it another format. */
export const format = (type: "jpeg" | "png" | "webp" | "tiff"): ImageStep => step("format", { t: type })

/**
 * Stores the result as an object, too. Throws where bucket or key hold `,` or `|`, which end a parameter or a step.
 */
export const save = (target: { readonly bucket: string; readonly key: string }): ImageStep => {
  if (/[,|]/.test(target.bucket + target.key))
    throw new RangeError('a result cannot be saved under a name with "," or "|"')
  return step("save", { b: target.bucket, k: target.key })
}
