/**
 * The zones of the service.
 * Source: QingCloud documentation, "Zones"; Shanhe documentation, object storage, "API overview" and "Location".
 */

/** Domains under which the vendors serve: the host of all zones, and below it the zones. */
export const vendorDomains: ReadonlyArray<string> = ["qingstor.com", "is.shanhe.com"]

interface Zone {
  readonly id: string
  /** Name in English and in Chinese. */
  readonly names: readonly [english: string, chinese: string]
}

const vendorZones: ReadonlyArray<Zone> = [
  { id: "pek3a", names: ["Beijing 3-A", "北京3区-A"] },
  { id: "pek3b", names: ["Beijing 3-B", "北京3区-B"] },
  { id: "sh1a", names: ["Shanghai 1-A", "上海1区-A"] },
  { id: "gd2", names: ["Guangdong 2", "广东2区"] },
  { id: "ap3", names: ["Jakarta", "雅加达区"] },
  { id: "jn1a", names: ["Jinan 1-A", "济南1区-A"] }
]

/** Shanhe calls its zone `jn1a` and its endpoint `jn1`. */
const labels: Readonly<Record<string, string>> = { jn1a: "jn1" }

/** Id of the zone that a label or an id means, in any case. */
export const zoneId = (text: string): string => {
  const lower = text.trim().toLowerCase()
  return Object.entries(labels).find(([, label]) => label === lower)?.[0] ?? lower
}

/** What stands for a zone in host names. */
export const zoneLabel = (id: string): string => labels[id] ?? id

/** The domain of a zone where a host tells none. */
export const vendorDomainOf = (id: string): string => (id === "jn1a" ? "is.shanhe.com" : "qingstor.com")

/** Ids of the vendors' zones. */
export const vendorZoneIds: ReadonlyArray<string> = vendorZones.map(({ id }) => id)

/** Name of a zone; that of one which is no vendor's is its id. */
export const zoneName = (id: string, language: "english" | "chinese"): string =>
  vendorZones.find((zone) => zone.id === id)?.names[language === "english" ? 0 : 1] ?? id
