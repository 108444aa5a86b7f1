/** Points, distances and geohashes. */
import type { GeoPoint } from "../../../schema/tablestore/search/searchQuery.ts"

/** Mean radius of the earth, in metres. */
const earthRadius = 6_371_008.8

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** The point of a text `latitude,longitude`; absent when it is none. */
export const parsePoint = (text: string): GeoPoint | undefined => {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  if (match === null) return undefined
  const latitude = Number(match[1])
  const longitude = Number(match[2])
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

/** Metres between two points, over the earth's curve. */
export const arcDistance = (a: GeoPoint, b: GeoPoint): number => {
  const [lat1, lat2] = [radians(a.latitude), radians(b.latitude)]
  const dLat = Math.sin((lat2 - lat1) / 2)
  const dLon = Math.sin(radians(b.longitude - a.longitude) / 2)
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(dLat ** 2 + Math.cos(lat1) * Math.cos(lat2) * dLon ** 2)))
}

/** Metres between two points, as on a plane. */
export const planeDistance = (a: GeoPoint, b: GeoPoint): number => {
  const x = radians(b.longitude - a.longitude) * Math.cos(radians((a.latitude + b.latitude) / 2))
  return earthRadius * Math.hypot(x, radians(b.latitude - a.latitude))
}

export const isInBox = (
  { latitude, longitude }: GeoPoint,
  { bottomRight, topLeft }: { readonly topLeft: GeoPoint; readonly bottomRight: GeoPoint }
): boolean => {
  if (latitude > topLeft.latitude || latitude < bottomRight.latitude) return false
  const [left, right] = [topLeft.longitude, bottomRight.longitude]
  // A box may lie over the date line.
  return left <= right ? longitude >= left && longitude <= right : longitude >= left || longitude <= right
}

/** Whether a ray from the point crosses the polygon's sides an odd number of times. */
export const isInPolygon = ({ latitude: y, longitude: x }: GeoPoint, points: ReadonlyArray<GeoPoint>): boolean =>
  points.reduce((inside, { latitude: y1, longitude: x1 }, i) => {
    const { latitude: y2, longitude: x2 } = points[(i + 1) % points.length]!
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1
    return crosses ? !inside : inside
  }, false)

const digits = "0123456789bcdefghjkmnpqrstuvwxyz"

export interface GeoCell {
  readonly hash: string
  readonly topLeft: GeoPoint
  readonly bottomRight: GeoPoint
}

/** The geohash cell that a point lies in. */
export const geoCell = (point: GeoPoint, length: number): GeoCell => {
  const longitude = { low: -180, high: 180, value: point.longitude }
  const latitude = { low: -90, high: 90, value: point.latitude }
  let hash = ""
  for (let i = 0; i < length; i++) {
    let digit = 0
    for (let bit = 0; bit < 5; bit++) {
      const side = (i * 5 + bit) % 2 === 0 ? longitude : latitude
      const middle = (side.low + side.high) / 2
      const upper = side.value >= middle
      if (upper) side.low = middle
      else side.high = middle
      digit = digit * 2 + (upper ? 1 : 0)
    }
    hash += digits[digit]
  }
  return {
    hash,
    topLeft: { latitude: latitude.high, longitude: longitude.low },
    bottomRight: { latitude: latitude.low, longitude: longitude.high }
  }
}
