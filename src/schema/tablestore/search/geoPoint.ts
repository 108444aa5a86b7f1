/**
 * Points on the earth.
 */
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { Misfit } from "../../conversion.ts"
import { wrapped } from "../../wire/messageUnions.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/search.ts"

/** A point on the earth, in degrees. */
export class GeoPoint extends /*#__PURE__*/ message(M.GeoPoint, () => ({
  /** Degrees north of the equator, -90 to 90. */
  latitude: inMessage("lat", Schema.Finite),
  /** Degrees east of Greenwich, -180 to 180. */
  longitude: inMessage("lon", Schema.Finite)
})) {}

/** A point that travels as the text `latitude,longitude`. */
export const PointText: Schema.Codec<GeoPoint, string> = /*#__PURE__*/ wrapped(
  GeoPoint,
  ({ lat, lon }) => `${lat},${lon}`,
  (text: string) => {
    const [lat, lon, ...rest] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
    if (rest.length === 0 && Number.isFinite(lat) && Number.isFinite(lon)) return { lat, lon }
    const message = `${JSON.stringify(text.slice(0, 80))} is no latitude,longitude`
    throw new Misfit(new SchemaIssue.InvalidValue({ message }, undefined))
  }
)
