/**
 * The protocol and the operations of Tablestore, for tests of what goes over the wire.
 */
import { tablestoreProfile } from "../../src/layers/tablestore/profile.ts"
import type { AnyOperation } from "../../src/schema/Operation.ts"
import { type TablestoreOperations, tablestoreModules } from "../../src/schema/tablestore/index.ts"
import type { AnyProtobufOperation } from "../../src/schema/wire/protobuf.ts"
import { operationsOf } from "../../src/services/bindOperations.ts"

export type Method = keyof TablestoreOperations & Uncapitalize<keyof TablestoreOperations & string>

const profile = tablestoreProfile({
  endpoint: { scheme: "https", host: "shop.cn-hangzhou.ots.aliyuncs.com", literal: false },
  instanceName: "shop",
  signingRegion: undefined,
  verifyAnswers: true,
  timeouts: { responseMillis: 1000, idleMillis: 1000 },
  userAgent: "test"
})

export const { protocol, readError, requestId } = profile

export const operations: Readonly<Record<string, AnyOperation>> = operationsOf(tablestoreModules)

export const operationOf = (method: Method): AnyProtobufOperation => operations[method] as never
