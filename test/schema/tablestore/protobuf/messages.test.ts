import { readdirSync, readFileSync } from "node:fs"
import protobufjs from "protobufjs"
import { describe, expect, it } from "vitest"
import { generate } from "../../../../scripts/build-tablestore-proto.ts"
import * as delivery from "../../../../src/schema/tablestore/protobuf/generated/delivery.ts"
import * as filter from "../../../../src/schema/tablestore/protobuf/generated/filter.ts"
import * as globalTable from "../../../../src/schema/tablestore/protobuf/generated/globalTable.ts"
import * as search from "../../../../src/schema/tablestore/protobuf/generated/search.ts"
import * as tableStore from "../../../../src/schema/tablestore/protobuf/generated/tableStore.ts"
import * as timeseries from "../../../../src/schema/tablestore/protobuf/generated/timeseries.ts"
import * as tunnel from "../../../../src/schema/tablestore/protobuf/generated/tunnel.ts"
import { decodeMessage, encodeMessage, type Message } from "../../../../src/schema/wire/protobufMessage.ts"
import { ProtobufError, WireValueError } from "../../../../src/schema/wire/wireErrors.ts"
import { fromHex, toHex } from "../vectors.ts"

const folder = new URL("../../../../src/schema/tablestore/protobuf/", import.meta.url)

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "ots.core": tableStore,
  "ots.filter": filter,
  "ots.search": search,
  "ots.timeseries": timeseries,
  "ots.tunnel": tunnel,
  "ots.delivery": delivery,
  "ots.globaltable": globalTable
}

/** The definitions, read by protobufjs itself. */
const root = new protobufjs.Root()
for (const name of readdirSync(new URL("proto/", folder))) {
  protobufjs.parse(readFileSync(new URL(`proto/${name}`, folder), "utf8"), root, { keepCase: true })
}
root.resolveAll()

const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

interface Case {
  readonly name: string
  readonly type: protobufjs.Type
  readonly message: Message<any>
}

const cases: ReadonlyArray<Case> = Object.entries(modules).flatMap(([name, module]) =>
  (root.lookup(name) as protobufjs.Namespace).nestedArray.flatMap((type) =>
    type instanceof protobufjs.Type
      ? [{ name: `${name}.${type.name}`, type, message: module[type.name] as Message<any> }]
      : []
  )
)

const numbers = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const pick = <A>(next: (below: number) => number, values: ReadonlyArray<A>): A => values[next(values.length)]!

const scalar = (type: string, next: (below: number) => number): unknown => {
  switch (type) {
    case "string":
      return pick(next, ["", "a", "name", "ü", "x".repeat(200)])
    case "bytes":
      return pick(next, [new Uint8Array(0), Uint8Array.of(0, 255), new Uint8Array(300).fill(3)])
    case "bool":
      return next(2) === 1
    case "double":
      return pick(next, [0, -0.5, 1e300, -1])
    case "float":
      return pick(next, [0, -0.5, 1.5, 1024])
    case "int32":
      return pick(next, [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 300])
    case "uint32":
      return pick(next, [0, 1, 2 ** 32 - 1, 300])
    case "uint64":
      return pick(next, [0n, 1n, 2n ** 64n - 1n, 2n ** 53n + 1n])
    default:
      return pick(next, [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n, 2n ** 31n, 2n ** 32n])
  }
}

/** A record of a type: as ours, and as protobufjs takes it. */
const sample = (type: protobufjs.Type, next: (below: number) => number, depth: number): readonly [any, any] => {
  const ours: Record<string, unknown> = {}
  const theirs: Record<string, unknown> = {}
  const one = (field: protobufjs.Field): readonly [unknown, unknown] => {
    const { resolvedType } = field
    if (resolvedType instanceof protobufjs.Type) return sample(resolvedType, next, depth + 1)
    const value = resolvedType === null ? scalar(field.type, next) : pick(next, Object.values(resolvedType.values))
    return [value, value]
  }
  for (const field of type.fieldsArray) {
    const nests = field.resolvedType instanceof protobufjs.Type
    const name = camelCase(field.name)
    if (field.repeated) {
      const values = Array.from({ length: nests && depth > 2 ? 0 : next(3) }, () => one(field))
      ours[name] = values.map(([value]) => value)
      theirs[field.name] = values.map(([, value]) => value)
    } else if (field.required || (next(2) === 1 && !(nests && depth > 2))) {
      const [a, b] = one(field)
      ours[name] = a
      theirs[field.name] = b
    }
  }
  return [ours, theirs]
}

describe("generated messages", () => {
  it("are up to date with their definitions: run node scripts/build-tablestore-proto.ts", () => {
    const generated = generate()
    expect(readdirSync(new URL("generated/", folder)).sort()).toEqual([...generated.keys()].sort())
    for (const [name, text] of generated) {
      expect(readFileSync(new URL(`generated/${name}`, folder), "utf8"), name).toBe(text)
    }
  })

  it("are all there", () => {
    expect(cases.length).toBeGreaterThan(340)
    for (const { name, message } of cases) expect(message?.name, name).toBe(name.split(".")[2])
  })

  it("write what protobufjs writes, and read it", () => {
    const next = numbers(1)
    for (const { name, type, message } of cases) {
      for (let round = 0; round < 6; round++) {
        const [ours, theirs] = sample(type, next, 0)
        const expected = type.encode(type.fromObject(theirs)).finish()
        expect(toHex(encodeMessage(message, ours)), name).toBe(toHex(expected))
        expect(decodeMessage(message, expected), name).toStrictEqual(ours)
      }
    }
  })

  it("read whatever bytes as a record or a failure with an offset, and nothing else", () => {
    const next = numbers(2)
    const attempt = (message: Message<any>, bytes: Uint8Array): void => {
      try {
        decodeMessage(message, bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(ProtobufError)
        expect((error as ProtobufError).messageName).toBe(message.name)
        expect((error as ProtobufError).offset).toBeGreaterThanOrEqual(0)
      }
    }
    for (const { type, message } of cases) {
      const whole = encodeMessage(message, sample(type, next, 0)[0])
      for (let round = 0; round < 20; round++) {
        attempt(message, whole.subarray(0, next(whole.length + 1)))
        const changed = whole.slice()
        for (let times = 1 + next(3); times > 0 && changed.length > 0; times--)
          changed[next(changed.length)] = next(256)
        attempt(message, changed)
        attempt(
          message,
          Uint8Array.from({ length: next(60) }, () => next(256))
        )
      }
    }
  })
})

const read = <A>(message: Message<A>, hex: string): A => decodeMessage(message, fromHex(hex))

const failure = (run: () => unknown): ProtobufError => {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(ProtobufError)
    return error as ProtobufError
  }
  throw new Error("it was read")
}

describe("reading messages", () => {
  it("takes repeated numbers packed and not packed, and both in one message", () => {
    const { KnnVectorQuery, PercentilesAggregation, GroupByCompositeResultItem } = search
    const floats = (hex: string) => read(KnnVectorQuery, hex).float32QueryVector
    expect(floats("250000803f2500000040")).toEqual([1, 2])
    expect(floats("22080000803f00000040")).toEqual([1, 2])
    expect(floats("250000803f220400000040")).toEqual([1, 2])
    expect(read(PercentilesAggregation, "1210000000000000f03f0000000000000040").percentiles).toEqual([1, 2])
    expect(read(GroupByCompositeResultItem, "2a03010001").isNullKeys).toEqual([true, false, true])
    expect(read(timeseries.MetaUpdateStatus, "0a0401ac0203").rowIds).toEqual([1, 300, 3])
  })

  it("writes repeated numbers unpacked", () => {
    expect(toHex(encodeMessage(timeseries.MetaUpdateStatus, { rowIds: [1, 300], metaUpdateTimes: [] }))).toBe(
      "080108ac02"
    )
  })

  it("skips fields it does not know, and known ones of another wire type", () => {
    const { DeleteTableRequest } = tableStore
    const unknown = "780a" + "7a0161" + "7d01020304" + "79" + "0102030405060708" + "7b0a01787c"
    expect(read(DeleteTableRequest, `${unknown}0a0161${unknown}`)).toEqual({ tableName: "a" })
    // Field 1 as a varint is not the name.
    expect(failure(() => read(DeleteTableRequest, "0805")).found).toMatch(/tableName is missing/)
  })

  it("keeps an absent optional field absent and an empty one empty", () => {
    expect(read(tableStore.Error, "0a0161")).toStrictEqual({ code: "a" })
    expect(read(tableStore.Error, "0a01611200")).toStrictEqual({ code: "a", message: "" })
  })

  it("reads 64-bit integers exactly", () => {
    const { MeteringInfo } = search
    for (const rowCount of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 9_007_199_254_740_993n]) {
      expect(decodeMessage(MeteringInfo, encodeMessage(MeteringInfo, { rowCount }))).toEqual({ rowCount })
    }
    const config = { startOffset: 2n ** 64n - 1n, endOffset: 0n }
    expect(decodeMessage(tunnel.StreamTunnelConfig, encodeMessage(tunnel.StreamTunnelConfig, config))).toEqual(config)
    for (const repeat of [0n, -1n, 1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      const location = { location: "", repeat }
      expect(decodeMessage(tableStore.SplitLocation, encodeMessage(tableStore.SplitLocation, location))).toEqual(
        location
      )
    }
    expect(toHex(encodeMessage(tableStore.SplitLocation, { location: "", repeat: -1n }))).toBe("0a001001")
  })

  it("names the message and the offset when a required field is missing", () => {
    const error = failure(() => read(tableStore.GetRowRequest, "0a0161"))
    expect(error.messageName).toBe("GetRowRequest")
    expect(error.message).toMatch(/message GetRowRequest, offset 3: the required field primaryKey is missing/)
  })

  it("ends lengths beyond the message, also of nested ones", () => {
    failure(() => read(tableStore.DeleteTableRequest, "0a05"))
    failure(() => read(tableStore.DeleteTableRequest, "0affffffff07"))
    failure(() => read(tableStore.DeleteTableRequest, "0affffffffffffffffff01"))
    // The nested message claims two bytes, its text claims five, which the outer message would have.
    failure(() => read(tableStore.ConsumedCapacity, "0a021205000000000000"))
    failure(() => read(tableStore.DeleteTableRequest, "0a0161ffffffffffffffffffffffff"))
  })

  it("ends nesting that is too deep: messages, groups, and both quickly", () => {
    let hit = new Uint8Array(0)
    for (let level = 0; level < 300; level++) hit = wrap(0x2a, wrap(0x12, hit))
    expect(failure(() => decodeMessage(search.SearchHit, hit)).found).toMatch(/nested messages/)
    const groups = new Uint8Array(100_000).fill(0x7b)
    expect(failure(() => decodeMessage(search.SearchHit, groups)).found).toMatch(/depth/)
  })
})

/** A length-delimited field. */
const wrap = (tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> => {
  const length: Array<number> = []
  let rest = content.length
  for (; rest > 127; rest >>>= 7) length.push((rest & 127) | 128)
  return Uint8Array.of(tag, ...length, rest, ...content)
}

describe("writing messages", () => {
  it("refuses integers outside the range of their type", () => {
    const refuse = (write: () => Uint8Array): void => expect(write).toThrow(WireValueError)
    refuse(() => encodeMessage(tableStore.CapacityUnit, { read: 2 ** 31 }))
    refuse(() => encodeMessage(tableStore.CapacityUnit, { read: 0.5 }))
    refuse(() => encodeMessage(tableStore.CapacityUnit, { read: Number.NaN }))
    refuse(() => encodeMessage(search.MeteringInfo, { rowCount: 2n ** 63n }))
    refuse(() => encodeMessage(search.MeteringInfo, { rowCount: -(2n ** 63n) - 1n }))
    refuse(() => encodeMessage(tunnel.StreamTunnelConfig, { startOffset: -1n }))
    refuse(() => encodeMessage(tunnel.StreamTunnelConfig, { startOffset: 2n ** 64n }))
    refuse(() => encodeMessage(timeseries.MetaUpdateStatus, { rowIds: [-1], metaUpdateTimes: [] }))
    refuse(() => encodeMessage(tableStore.SplitLocation, { location: "", repeat: 2n ** 63n }))
  })
})
