/**
 * Values and fields that many operations of Tablestore share.
 */
import * as Schema from "effect/Schema"
import type { Message } from "../../wire/protobufMessage.ts"
import { type TablestoreErrorCode, tablestoreCommonErrors } from "../errors.ts"
import { type AnySchema, describeService, inHeader, inMessage, optional, type Slot } from "../legacyOperation.ts"
import { namePattern, tableLimits } from "../limits.ts"
import * as M from "../protobuf/generated/tableStore.ts"
import { Bytes, Count, Millis, Positive, record, word } from "../protobuf/wire.ts"
import { nameRule } from "../row/rowFields.ts"
import { ConditionField, FilterField } from "./common.ts"

export { ConditionField, FilterField }

/** Describes operations of Tablestore. */
export const tablestore = describeService<TablestoreErrorCode>()({
  service: "Tablestore",
  protocol: "otsProtobuf",
  commonErrors: tablestoreCommonErrors
})

type Leaf = undefined | string | number | bigint | boolean | Uint8Array | ReadonlyArray<unknown>

/** Names of a message's fields, and of the fields of messages in it. */
type Names<A> = {
  [K in keyof A & string]: K | (NonNullable<A[K]> extends Leaf ? never : `${K}.${keyof NonNullable<A[K]> & string}`)
}[keyof A & string]

type At<A, Name extends string> = Name extends keyof A
  ? A[Name]
  : Name extends `${infer Outer extends keyof A & string}.${infer Inner}`
    ? At<NonNullable<A[Outer]>, Inner>
    : never

/** A message as it can be written: without lists that are empty. */
type Written<A> = A extends Leaf
  ? A extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Written<Item>>
    : A
  : { [K in keyof A as A[K] extends ReadonlyArray<unknown> ? never : K]: Written<A[K]> } & {
      [K in keyof A as A[K] extends ReadonlyArray<unknown> ? K : never]?: Written<A[K]> | undefined
    }

/** A field of a request: its Schema encodes to what the message holds. */
type Sends<Request> = <const Name extends Names<Request>, S extends AnySchema>(
  name: Name,
  schema: S &
    ([Exclude<S["Encoded"], undefined>] extends [Written<Exclude<At<Request, Name>, undefined>>] ? unknown : never)
) => Slot<S>

/** A field of an answer: its Schema decodes what the message holds. */
type Receives<Response> = <const Name extends Names<Response>, S extends AnySchema>(
  name: Name,
  schema: S & ([Exclude<At<Response, Name>, undefined>] extends [Exclude<S["Encoded"], undefined>] ? unknown : never)
) => Slot<S>

/** The message of an error, as the protocol reads it. */
interface ErrorMessage {
  readonly code: string
  readonly message?: string | undefined
}

/** The messages of an operation: what its fields are linked to, and checked against by the compiler. */
export const linked = <Request, Response>(
  request: Message<Request>,
  response: Message<Response>,
  options: {
    readonly error?: Message<ErrorMessage>
    /** Adds what the service requires and the caller did not say. */
    readonly complete?: (message: Partial<Request>) => Partial<Request>
  } = {}
) => ({
  /** The part of the operation's description that names the messages. */
  messages: { method: "POST" as const, messages: { request, response, ...options } },
  sends: inMessage as unknown as Sends<Request>,
  receives: inMessage as unknown as Receives<Response>
})

/** Name of a table, column or index. */
export const Name = Schema.String.check(Schema.isPattern(namePattern, { message: `must be ${nameRule}` }))

/** A text that must say something. */
export const Text = Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" }))

/** The request is about this table. */
export const table = {
  /** Name of the table. */
  tableName: inMessage("tableName", Name)
}

/** What every answer tells. */
export const answer = {
  /** Id of the request: what the vendor's support asks for. */
  requestId: inHeader("x-ots-requestid", optional(Schema.String))
}

/** Capacity units that a call used, or that a table reserves. */
export const CapacityUnit = Schema.Struct({
  /** Units of 4 KiB read. */
  read: optional(Count),
  /** Units of 4 KiB written. */
  write: optional(Count)
})

/** What a call used. */
export interface Consumed {
  /** Units of 4 KiB read. */
  readonly read: number
  /** Units of 4 KiB written. */
  readonly write: number
  /** What was read, where the service counts it so. */
  readonly readSize?: bigint | undefined
  /** What was written, where the service counts it so. */
  readonly writeSize?: bigint | undefined
}

export const consumedFrom = ({ capacityUnit, capacityDataSize }: M.ConsumedCapacity): Consumed => ({
  read: capacityUnit.read ?? 0,
  write: capacityUnit.write ?? 0,
  ...(capacityDataSize?.readSize === undefined ? {} : { readSize: capacityDataSize.readSize }),
  ...(capacityDataSize?.writeSize === undefined ? {} : { writeSize: capacityDataSize.writeSize })
})

/** What a call used. */
export const Consumed: Schema.Codec<Consumed, M.ConsumedCapacity> = record("what was consumed", {
  to: ({ read, write, readSize, writeSize }) => ({
    capacityUnit: { read, write },
    ...(readSize === undefined && writeSize === undefined ? {} : { capacityDataSize: { readSize, writeSize } })
  }),
  from: consumedFrom
})

/** Which versions of columns are read: those from `startTime` to before `endTime`, or the one of `specificTime`. */
export const TimeRange = Schema.Struct({
  /** Milliseconds since 1970, inclusive. */
  startTime: optional(Millis),
  /** Milliseconds since 1970, exclusive. */
  endTime: optional(Millis),
  /** Milliseconds since 1970; goes without the other two. */
  specificTime: optional(Millis)
}).check(
  Schema.makeFilter(({ startTime, endTime, specificTime }) => {
    if (specificTime !== undefined) {
      return startTime === undefined && endTime === undefined
        ? true
        : "must hold either specificTime, or startTime and endTime"
    }
    if (startTime === undefined || endTime === undefined) return "must hold specificTime, or startTime and endTime"
    return startTime < endTime ? true : "must have a startTime before its endTime"
  })
)

/** What a write answers with. */
export const ReturnContent = Schema.Struct({
  /** `primaryKey` tells values the service picked; `afterModify` the columns of `returnColumnNames` after the write. */
  returnType: word({
    none: M.ReturnType.RT_NONE,
    primaryKey: M.ReturnType.RT_PK,
    afterModify: M.ReturnType.RT_AFTER_MODIFY
  }),
  /** Columns to return with `afterModify`. */
  returnColumnNames: optional(Schema.Array(Name))
})
export type ReturnContent = typeof ReturnContent.Type

/** The condition that every write has. */
export const noCondition: M.Condition = { rowExistence: M.RowExistenceExpectation.IGNORE }

/** Names of the columns to read. */
export const ColumnsToGet = Schema.Array(Name).check(
  Schema.isMaxLength(tableLimits.columnsToGet, { message: `must be at most ${tableLimits.columnsToGet} names` })
)

/** Which columns and versions are read. */
export const reading = {
  /** Names of columns to return; all when absent. Rows without any of them are not returned. */
  columnsToGet: inMessage("columnsToGet", optional(ColumnsToGet)),
  /** Versions by their time. */
  timeRange: inMessage("timeRange", optional(TimeRange)),
  /** Versions of each column to return, the newest ones; 1 when neither this nor `timeRange` is given. */
  maxVersions: inMessage("maxVersions", optional(Positive)),
  /** Only rows that pass. It sees only the columns of `columnsToGet`. */
  filter: inMessage("filter", optional(FilterField)),
  /** First name of a range of columns. */
  startColumn: inMessage("startColumn", optional(Schema.String)),
  /** End of a range of columns, itself not part of it. */
  endColumn: inMessage("endColumn", optional(Schema.String)),
  /** Whether the service keeps what it reads in its cache; `true` when absent. */
  cacheBlocks: inMessage("cacheBlocks", optional(Schema.Boolean))
}

/** The service wants to be told which versions to return. */
export const withVersions = <A extends { readonly maxVersions?: number | undefined; readonly timeRange?: unknown }>(
  message: A
): A =>
  message.maxVersions === undefined && message.timeRange === undefined ? { ...message, maxVersions: 1 } : message

/** The call is part of a local transaction. */
export const transaction = {
  /** Id of the local transaction the call is part of. */
  transactionId: inMessage("transactionId", optional(Text))
}

/** A page to go on with. */
export const Token = Bytes

/** Codes of calls that need a table. */
export const tableErrors = ["OTSObjectNotExist", "OTSTableNotReady"] as const
/** Codes of calls that read or write rows. */
export const rowErrors = [
  ...tableErrors,
  "OTSInvalidPK",
  "OTSNotEnoughCapacityUnit",
  "OTSCapacityUnitExhausted",
  "OTSStorageServerBusy",
  "OTSSessionNotExist",
  "OTSSessionBusy",
  "OTSDataOutOfRange"
] as const
/** Codes of calls that write rows. */
export const writeErrors = [
  ...rowErrors,
  "OTSConditionCheckFail",
  "OTSRowOperationConflict",
  "OTSOutOfColumnCountLimit",
  "OTSOutOfRowSizeLimit",
  "OTSOutOfTransactionDataSizeLimit"
] as const
