/** The list of all zones. Source: QingCloud documentation, object storage, GET Location. */
import { zoneOrigin } from "./address.ts"
import type { OisCall } from "./OisCall.ts"
import { zoneName } from "./zones.ts"

/** @param language `zh-cn` or `zh_CN`; English for all else. */
export const zoneList = ({ address, zones }: OisCall, language: string | undefined) => ({
  locations: [...zones].sort().map((id) => ({
    id,
    name: zoneName(id, /^zh/i.test(language ?? "") ? "chinese" : "english"),
    endpoint: zoneOrigin(address, id)
  }))
})
