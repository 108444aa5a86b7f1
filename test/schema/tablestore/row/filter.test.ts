import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import * as M from "../../../../src/schema/tablestore/protobuf/generated/filter.ts"
import * as Condition from "../../../../src/schema/tablestore/row/condition.ts"
import * as Filter from "../../../../src/schema/tablestore/row/filter.ts"
import { decodeMessage, encodeMessage } from "../../../../src/schema/wire/protobufMessage.ts"
import { Refused, read, write } from "../schemaValues.ts"
import { toHex } from "../vectors.ts"

const official = createRequire(import.meta.url)("tablestore")

describe("filter builders", () => {
  it("give plain records, with the defaults of the official clients", () => {
    expect(Filter.greaterThan("total", 10n, { passIfMissing: false })).toStrictEqual({
      _tag: "ColumnFilter",
      comparator: "greaterThan",
      column: "total",
      value: 10n,
      passIfMissing: false,
      latestVersionOnly: true
    })
    expect(Filter.equal("a", 1)).toMatchObject({ passIfMissing: true, latestVersionOnly: true })
  })

  it("leave a single filter as it is instead of combining it: the service wants two", () => {
    const one = Filter.equal("a", 1n)
    expect(Filter.and(one)).toBe(one)
    expect(Filter.or(one)).toBe(one)
    expect(Filter.and(one, one)).toMatchObject({ operator: "and", filters: [one, one] })
  })

  it("count their parts", () => {
    const one = Filter.equal("a", 1n)
    expect(Filter.count(one)).toBe(1)
    expect(Filter.count(Filter.and(one, Filter.not(Filter.or(one, one))))).toBe(6)
    expect(Filter.count(Filter.pagination(0, 1))).toBe(1)
  })
})

const filters: ReadonlyArray<Filter.Filter> = [
  Filter.equal("a", "x"),
  Filter.notEqual("a", true),
  Filter.greaterThan("a", 1.5),
  Filter.greaterThanOrEqual("a", -1n, { latestVersionOnly: false }),
  Filter.lessThan("a", Uint8Array.of(1)),
  Filter.lessThanOrEqual("a", 1n, { transfer: { regex: "n=(\\d+)", castTo: "integer" } }),
  Filter.equal("a", "b", { transfer: { regex: "(.*)" } }),
  Filter.exists("a"),
  Filter.notExists("a"),
  Filter.and(Filter.equal("a", 1n), Filter.not(Filter.or(Filter.exists("b"), Filter.notExists("c")))),
  Filter.pagination(3, 7)
]

describe("filters on the wire", () => {
  it.each(filters)("are read as they were written: %o", (filter) => {
    expect(read(Filter.Filter, write(Filter.Filter, filter))).toStrictEqual(filter)
  })

  it("with a value transfer are written as protobuf tells", () => {
    const bytes = write(Filter.Filter, Filter.equal("a", 1n, { transfer: { regex: "(\\d+)", castTo: "integer" } }))
    const { type, filter } = decodeMessage(M.Filter, bytes)
    expect(type).toBe(M.FilterType.FT_SINGLE_COLUMN_VALUE)
    expect(decodeMessage(M.SingleColumnValueFilter, filter).valueTransRule).toEqual({
      regex: "(\\d+)",
      castType: M.VariantType.VT_INTEGER
    })
  })

  it("are written as the npm client writes them", () => {
    const { SingleColumnCondition, CompositeCondition, ColumnPaginationFilter, ComparatorType, LogicalOperator } =
      official
    const composite = new CompositeCondition(LogicalOperator.OR)
    composite.addSubCondition(new SingleColumnCondition("a", "x", ComparatorType.LESS_EQUAL, false, false))
    composite.addSubCondition(new SingleColumnCondition("b", 2.5, ComparatorType.GREATER_THAN))
    const text = (condition: unknown): string => {
      const proto: any = {}
      official.encoder._makeColumnCondition(proto, condition)
      return toHex(encodeMessage(M.Filter, { type: proto.type, filter: Uint8Array.from(proto.filter) }))
    }
    expect(text(composite)).toBe(
      toHex(
        write(
          Filter.Filter,
          Filter.or(
            Filter.lessThanOrEqual("a", "x", { passIfMissing: false, latestVersionOnly: false }),
            Filter.greaterThan("b", 2.5)
          )
        )
      )
    )
    expect(text(new ColumnPaginationFilter(10, 3))).toBe(toHex(write(Filter.Filter, Filter.pagination(3, 10))))
  })

  it("that make no sense fail by name", () => {
    const single = (fields: Partial<M.SingleColumnValueFilter>) =>
      encodeMessage(M.Filter, {
        type: M.FilterType.FT_SINGLE_COLUMN_VALUE,
        filter: encodeMessage(M.SingleColumnValueFilter, {
          comparator: M.ComparatorType.CT_EQUAL,
          columnName: "a",
          columnValue: Uint8Array.of(2, 1),
          filterIfMissing: false,
          latestVersionOnly: true,
          ...fields
        })
      })
    expect(read(Filter.Filter, single({}))).toStrictEqual(Filter.equal("a", true))
    expect(() => read(Filter.Filter, single({ comparator: 44 as M.ComparatorType }))).toThrow(/no number 44/)
    expect(() => read(Filter.Filter, single({ columnValue: new Uint8Array(0) }))).toThrow(
      /value must be there for equal/
    )
    expect(() => read(Filter.Filter, encodeMessage(M.Filter, { type: 9 as never, filter: new Uint8Array(0) }))).toThrow(
      /must be a filter of a known kind, not 9/
    )
    expect(() => write(Filter.Filter, { ...Filter.exists("a"), comparator: "equal" })).toThrow(
      /value must be there for equal/
    )
    const inside = encodeMessage(M.Filter, {
      type: M.FilterType.FT_COMPOSITE_COLUMN_VALUE,
      filter: encodeMessage(M.CompositeColumnValueFilter, {
        combinator: M.LogicalOperator.LO_NOT,
        subFilters: [decodeMessage(M.Filter, write(Filter.Filter, Filter.pagination(0, 1)))]
      })
    })
    expect(() => read(Filter.Filter, inside)).toThrow(/filters.0 must be a filter of rows of a known kind, not 3/)
  })

  it("nested too deep fail, and do not exhaust the stack", () => {
    let deep: Filter.RowFilter = Filter.exists("a")
    for (let level = 0; level < 3000; level++) deep = Filter.not(deep)
    expect(() => write(Filter.Filter, deep)).toThrow(Refused)
  })

  it("changed anywhere fail as wire errors, or read as other filters", () => {
    for (const filter of filters) {
      const whole = write(Filter.Filter, filter)
      for (let at = 0; at < whole.length; at++) {
        for (const byte of [0, 0x7f, 0x80, 0xff, whole[at]! ^ 1]) {
          const bytes = whole.slice()
          bytes[at] = byte
          try {
            read(Filter.Filter, bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(Refused)
          }
        }
      }
    }
  })
})

describe("conditions", () => {
  it("are read as they were written", () => {
    for (const condition of [
      Condition.ignore(),
      Condition.expectExist(Filter.equal("paid", false, { passIfMissing: false })),
      Condition.expectNotExist()
    ]) {
      expect(read(Condition.Condition, write(Condition.Condition, condition))).toStrictEqual(condition)
    }
  })

  it("cannot be a pagination", () => {
    const bytes = write(Filter.Filter, Filter.pagination(0, 1))
    expect(() => read(Condition.Condition, { rowExistence: 0, columnCondition: bytes })).toThrow(
      /columnCondition must be a filter of rows of a known kind, not 3/
    )
  })
})
