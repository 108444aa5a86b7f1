/** Conditions as messages of the wire. */

import { Condition as ConditionMessage, RowExistenceExpectation } from "../protobuf/generated/tableStore.ts"
import { type Converter, recordCodec, senseless, words } from "../protobuf/recordCodec.ts"
import type { Condition } from "./condition.ts"
import type { RowFilter } from "./filter.ts"
import { decodeFilter, encodeFilter } from "./filterCodec.ts"

const existence = /*#__PURE__*/ words("Condition", {
  ignore: RowExistenceExpectation.IGNORE,
  expectExist: RowExistenceExpectation.EXPECT_EXIST,
  expectNotExist: RowExistenceExpectation.EXPECT_NOT_EXIST
})

const rowFilter: Converter<RowFilter, Uint8Array> = {
  to: encodeFilter,
  from: (bytes) => {
    const filter = decodeFilter(bytes)
    if (filter._tag === "PaginationFilter") throw senseless("Condition", "a pagination as the column condition")
    return filter
  }
}

/** Conditions as `Condition` messages. */
export const conditionCodec = /*#__PURE__*/ recordCodec<Condition>()(
  ConditionMessage,
  undefined,
  { rowExistence: ["rowExistence", existence], columnCondition: ["columnCondition", rowFilter] },
  ["rowExistence"]
)
