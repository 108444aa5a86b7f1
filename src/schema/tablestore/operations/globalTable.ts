/**
 * Global tables: one table in several regions, kept alike by the service.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../../Fields.ts"
import { inMessage, message } from "../../wire/protobuf.ts"
import * as M from "../protobuf/generated/globalTable.ts"
import { Int32, Int64, openWord, word } from "../protobuf/wire.ts"
import { Answer, Name, Text, tableErrors, tablestore } from "./common.ts"

const serveModes = { primarySecondary: M.ServeMode.PRIMARY_SECONDARY, peerToPeer: M.ServeMode.PEER_TO_PEER } as const

const statuses = {
  init: M.GlobalTableStatus.G_INIT,
  reConf: M.GlobalTableStatus.G_RE_CONF,
  active: M.GlobalTableStatus.G_ACTIVE
} as const

const phyStatuses = {
  pending: M.PhyTableStatus.PHY_PENDING,
  init: M.PhyTableStatus.PHY_INIT,
  syncData: M.PhyTableStatus.PHY_SYNCDATA,
  ready: M.PhyTableStatus.PHY_READY,
  active: M.PhyTableStatus.PHY_ACTIVE,
  unbinding: M.PhyTableStatus.PHY_UNBINDING,
  unbound: M.PhyTableStatus.PHY_UNBOUND
} as const

const stages = {
  init: M.SyncStage.SYNC_INIT,
  full: M.SyncStage.SYNC_FULL,
  incr: M.SyncStage.SYNC_INCR
} as const

/** A place where the table is to be. */
export class Placement extends /*#__PURE__*/ message(M.Placement, () => ({
  /** Id of the region. */
  regionId: inMessage("regionId", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String),
  /** Whether the table can be written there. */
  writable: inMessage("writable", Schema.Boolean)
})) {}

/** A place where the table is no longer to be. */
export class Removal extends /*#__PURE__*/ message(M.Removal, () => ({
  /** Id of the region. */
  regionId: inMessage("regionId", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String)
})) {}

/** The table in one region. */
export class PhyTable extends /*#__PURE__*/ message(M.PhyTable, () => ({
  /** Id of the region. */
  regionId: inMessage("regionId", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String),
  /** Name of the table there. */
  tableName: inMessage("tableName", Schema.String),
  /** Whether the table can be written there. */
  writable: inMessage("writable", Schema.Boolean),
  /** Whether the table is ready there. */
  status: inMessage("status", optional(openWord(phyStatuses))),
  /** In the service's own unit. */
  statusTimestamp: inMessage("statusTimestamp", optional(Int64)),
  /** Id of the table there. */
  tableId: inMessage("tableId", optional(Schema.String)),
  /** The service's own number of the table. */
  tableHashKey: inMessage("tableHashKey", optional(Int32)),
  /** Where the table is reached. */
  endpoint: inMessage("endpoint", optional(Schema.String)),
  /** Whether all rows or changes are copied now. */
  stage: inMessage("stage", optional(openWord(stages))),
  /** Version of what is known of the table. */
  metaVersion: inMessage("metaVersion", optional(Int64)),
  /** Whether the copying failed. */
  isFailed: inMessage("isFailed", optional(Schema.Boolean)),
  /** Why it failed, in the service's words. */
  message: inMessage("message", optional(Schema.String)),
  /** What the table is to the others, in the service's words. */
  role: inMessage("role", optional(Schema.String)),
  /** How far it is behind, nanoseconds. */
  rpoNanos: inMessage("rpoNanos", optional(Int64))
})) {}

/** The request is about this global table. */
export class GlobalTableRef extends /*#__PURE__*/ fields(() => ({
  /** Id of the global table. */
  globalTableId: inMessage("globalTableId", Text),
  /** Name of the global table. */
  globalTableName: inMessage("globalTableName", Name)
})) {}

/** How a global table is. */
export class GlobalTableState extends /*#__PURE__*/ fields(() => ({
  /** Id of the global table. */
  globalTableId: inMessage("globalTableId", Schema.String),
  /** Whether the table is ready. */
  status: inMessage("status", openWord(statuses))
})) {}

/** Whether one or all of the tables can be written. */
export class ServeMode extends /*#__PURE__*/ fields(() => ({
  /** Whether one or all of the tables can be written. */
  serveMode: inMessage("serveMode", optional(openWord(serveModes)))
})) {}

/** The table that becomes a global one. */
export class BaseTable extends /*#__PURE__*/ message(M.BaseTable, () => ({
  /** Id of the region. */
  regionId: inMessage("regionId", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String),
  /** Name of the table. */
  tableName: inMessage("tableName", Name)
})) {}

/** Input of {@link createGlobalTable}. */
export class CreateGlobalTableInput extends /*#__PURE__*/ fields(() => ({
  /** The table there is. */
  baseTable: inMessage("baseTable", BaseTable),
  /** Where else it is to be. */
  placements: inMessage("placements", list(Placement)),
  /** Whether rows or single columns are kept alike. */
  syncMode: inMessage("syncMode", word({ row: M.SyncMode.SYNC_MODE_ROW, column: M.SyncMode.SYNC_MODE_COLUMN })),
  /** Whether one or all of them can be written. */
  serveMode: inMessage("serveMode", optional(word(serveModes)))
})) {}

/** Output of {@link createGlobalTable}. */
export class CreateGlobalTableOutput extends /*#__PURE__*/ fields(Answer, GlobalTableState, ServeMode) {}

/**
 * Makes a table a global one.
 *
 * Source: Tablestore API, CreateGlobalTable.
 */
export const createGlobalTable = /*#__PURE__*/ tablestore.operation("CreateGlobalTable", {
  request: M.CreateGlobalTableRequest,
  response: M.CreateGlobalTableResponse,
  idempotent: false,
  input: CreateGlobalTableInput,
  output: CreateGlobalTableOutput,
  errors: tableErrors
})

/** Input of {@link bindGlobalTable}. */
export class BindGlobalTableInput extends /*#__PURE__*/ fields(GlobalTableRef, () => ({
  /** Where else the table is to be. */
  placements: inMessage("placements", list(Placement))
})) {}

/** What a change of a global table's places answers with. */
export class GlobalTableAnswer extends /*#__PURE__*/ fields(Answer, GlobalTableState) {}

/**
 * Adds places to a global table.
 *
 * Source: Tablestore API, BindGlobalTable.
 */
export const bindGlobalTable = /*#__PURE__*/ tablestore.operation("BindGlobalTable", {
  request: M.BindGlobalTableRequest,
  response: M.BindGlobalTableResponse,
  idempotent: false,
  input: BindGlobalTableInput,
  output: GlobalTableAnswer,
  errors: tableErrors
})

/** Input of {@link unbindGlobalTable}. */
export class UnbindGlobalTableInput extends /*#__PURE__*/ fields(GlobalTableRef, () => ({
  /** Where the table is no longer to be. */
  removals: inMessage("removals", list(Removal))
})) {}

/**
 * Takes places from a global table.
 *
 * Source: Tablestore API, UnbindGlobalTable.
 */
export const unbindGlobalTable = /*#__PURE__*/ tablestore.operation("UnbindGlobalTable", {
  request: M.UnbindGlobalTableRequest,
  response: M.UnbindGlobalTableResponse,
  idempotent: false,
  input: UnbindGlobalTableInput,
  output: GlobalTableAnswer,
  errors: tableErrors
})

/** Input of {@link describeGlobalTable}. */
export class DescribeGlobalTableInput extends /*#__PURE__*/ fields(() => ({
  /** Id of the global table. */
  globalTableId: inMessage("globalTableId", optional(Text)),
  /** Name of the global table. */
  globalTableName: inMessage("globalTableName", Name),
  /** The table in one region. */
  phyTable: inMessage("phyTable", optional(PhyTable)),
  /** Whether it is told how far the tables are behind. */
  returnRpo: inMessage("returnRpo", optional(Schema.Boolean))
})) {}

/** Output of {@link describeGlobalTable}. */
export class DescribeGlobalTableOutput extends /*#__PURE__*/ fields(
  Answer,
  GlobalTableState,
  () => ({
    /** The table in each region. */
    phyTables: inMessage("phyTables", list(PhyTable))
  }),
  ServeMode
) {}

/**
 * Tells all about a global table.
 *
 * Source: Tablestore API, DescribeGlobalTable.
 */
export const describeGlobalTable = /*#__PURE__*/ tablestore.operation("DescribeGlobalTable", {
  request: M.DescribeGlobalTableRequest,
  response: M.DescribeGlobalTableResponse,
  idempotent: true,
  input: DescribeGlobalTableInput,
  output: DescribeGlobalTableOutput,
  errors: tableErrors
})

/** What a table of a global table may do. */
export class UpdatedPhyTable extends /*#__PURE__*/ message(M.UpdatePhyTable, () => ({
  /** Id of the region. */
  regionId: inMessage("regionId", Schema.String),
  /** Name of the instance. */
  instanceName: inMessage("instanceName", Schema.String),
  /** Name of the table there. */
  tableName: inMessage("tableName", Name),
  /** Whether the table can be written there. */
  writable: inMessage("writable", optional(Schema.Boolean)),
  /** Whether the table may become the one that is written. */
  primaryEligible: inMessage("primaryEligible", optional(Schema.Boolean))
})) {}

/** Input of {@link updateGlobalTable}. */
export class UpdateGlobalTableInput extends /*#__PURE__*/ fields(GlobalTableRef, () => ({
  /** The table, and what it may do. */
  phyTable: inMessage("phyTable", UpdatedPhyTable)
})) {}

/**
 * Changes what a table of a global table may do.
 *
 * Source: Tablestore API, UpdateGlobalTable.
 */
export const updateGlobalTable = /*#__PURE__*/ tablestore.operation("UpdateGlobalTable", {
  request: M.UpdateGlobalTableRequest,
  response: M.UpdateGlobalTableResponse,
  idempotent: false,
  input: UpdateGlobalTableInput,
  output: Answer,
  errors: tableErrors
})
