/** ComputeSplitPointsBySize: keys that cut a table into parts of about one size. */

import { encodePrimaryKey } from "../../../schema/tablestore/format/plainBufferEncoder.ts"
import type * as M from "../../../schema/tablestore/protobuf/generated/tableStore.ts"
import { parameterInvalid } from "../refusals.ts"
import { consumed } from "./capacity.ts"
import type { Instance } from "./Instance.ts"
import { keySchema } from "./tableDescriptions.ts"
import { sizeOfCell, sizeOfKey } from "./values.ts"
import { visible } from "./versions.ts"

const defaultUnitBytes = 100 * 1024 * 1024

export const computeSplitPointsBySize = (
  instance: Instance,
  request: M.ComputeSplitPointsBySizeRequest,
  nowMillis: number
): M.ComputeSplitPointsBySizeResponse => {
  const table = instance.readyTable(request.tableName, nowMillis)
  const { splitPointLimit = Number.POSITIVE_INFINITY, splitSize, splitSizeUnitInByte } = request
  const partBytes = Number(splitSize * (splitSizeUnitInByte ?? BigInt(defaultUnitBytes)))
  if (partBytes <= 0) throw parameterInvalid("The split size must be greater than 0.")
  const splitPoints: Array<Uint8Array> = []
  let bytes = 0
  for (const [, stored] of instance.rows(table).scan()) {
    const row = visible(stored, table.options, nowMillis)
    if (row === undefined) continue
    if (bytes >= partBytes && splitPoints.length < splitPointLimit) {
      splitPoints.push(encodePrimaryKey(row.primaryKey))
      bytes = 0
    }
    const versioned = table.options.maxVersions > 1
    bytes += sizeOfKey(row.primaryKey) + row.cells.reduce((sum, cell) => sum + sizeOfCell(cell, versioned), 0)
  }
  return {
    consumed: consumed(1, 0),
    schema: table.key.map(keySchema),
    splitPoints,
    locations: [{ location: "", repeat: BigInt(splitPoints.length + 1) }]
  }
}
