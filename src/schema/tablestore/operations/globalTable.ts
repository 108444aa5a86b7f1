/**
 * Global tables: one table in several regions, kept alike by the service.
 */
import * as Schema from "effect/Schema"
import { optional } from "../legacyOperation.ts"
import * as M from "../protobuf/generated/globalTable.ts"
import { Int64, openWord, word } from "../protobuf/wire.ts"
import { answer, linked, Name, Text, tableErrors, tablestore } from "./legacyCommon.ts"

const serveModes = { primarySecondary: M.ServeMode.PRIMARY_SECONDARY, peerToPeer: M.ServeMode.PEER_TO_PEER } as const

const Status = openWord({
  init: M.GlobalTableStatus.G_INIT,
  reConf: M.GlobalTableStatus.G_RE_CONF,
  active: M.GlobalTableStatus.G_ACTIVE
})

/** A place where the table is to be. */
export const Placement = Schema.Struct({
  regionId: Schema.String,
  instanceName: Schema.String,
  /** Whether the table can be written there. */
  writable: Schema.Boolean
})

const Place = Schema.Struct({ regionId: Schema.String, instanceName: Schema.String })

/** The table in one region. */
export const PhyTable = Schema.Struct({
  regionId: Schema.String,
  instanceName: Schema.String,
  tableName: Schema.String,
  writable: Schema.Boolean,
  status: optional(
    openWord({
      pending: M.PhyTableStatus.PHY_PENDING,
      init: M.PhyTableStatus.PHY_INIT,
      syncData: M.PhyTableStatus.PHY_SYNCDATA,
      ready: M.PhyTableStatus.PHY_READY,
      active: M.PhyTableStatus.PHY_ACTIVE,
      unbinding: M.PhyTableStatus.PHY_UNBINDING,
      unbound: M.PhyTableStatus.PHY_UNBOUND
    })
  ),
  /** In the service's own unit. */
  statusTimestamp: optional(Int64),
  tableId: optional(Schema.String),
  tableHashKey: optional(Schema.Int),
  endpoint: optional(Schema.String),
  stage: optional(openWord({ init: M.SyncStage.SYNC_INIT, full: M.SyncStage.SYNC_FULL, incr: M.SyncStage.SYNC_INCR })),
  metaVersion: optional(Int64),
  isFailed: optional(Schema.Boolean),
  message: optional(Schema.String),
  role: optional(Schema.String),
  /** How far it is behind, nanoseconds. */
  rpoNanos: optional(Int64)
})

const createGlobalTable = linked(M.CreateGlobalTableRequest, M.CreateGlobalTableResponse)
const bindGlobalTable = linked(M.BindGlobalTableRequest, M.BindGlobalTableResponse)
const unbindGlobalTable = linked(M.UnbindGlobalTableRequest, M.UnbindGlobalTableResponse)
const describeGlobalTable = linked(M.DescribeGlobalTableRequest, M.DescribeGlobalTableResponse)
const updateGlobalTable = linked(M.UpdateGlobalTableRequest, M.UpdateGlobalTableResponse)

const globalTable = {
  globalTableId: bindGlobalTable.sends("globalTableId", Text),
  globalTableName: bindGlobalTable.sends("globalTableName", Name)
}

export const globalTableOperations = {
  /**
   * Makes a table a global one.
   *
   * Source: Tablestore API, CreateGlobalTable.
   */
  createGlobalTable: tablestore.operation("CreateGlobalTable", {
    ...createGlobalTable.messages,
    idempotent: false,
    input: {
      /** The table there is. */
      baseTable: createGlobalTable.sends(
        "baseTable",
        Schema.Struct({ regionId: Schema.String, instanceName: Schema.String, tableName: Name })
      ),
      /** Where else it is to be. */
      placements: createGlobalTable.sends("placements", Schema.Array(Placement)),
      /** Whether rows or single columns are kept alike. */
      syncMode: createGlobalTable.sends(
        "syncMode",
        word({ row: M.SyncMode.SYNC_MODE_ROW, column: M.SyncMode.SYNC_MODE_COLUMN })
      ),
      /** Whether one or all of them can be written. */
      serveMode: createGlobalTable.sends("serveMode", optional(word(serveModes)))
    },
    output: {
      ...answer,
      globalTableId: createGlobalTable.receives("globalTableId", Schema.String),
      status: createGlobalTable.receives("status", Status),
      serveMode: createGlobalTable.receives("serveMode", optional(openWord(serveModes)))
    },
    errors: tableErrors
  }),

  /**
   * Adds places to a global table.
   *
   * Source: Tablestore API, BindGlobalTable.
   */
  bindGlobalTable: tablestore.operation("BindGlobalTable", {
    ...bindGlobalTable.messages,
    idempotent: false,
    input: { ...globalTable, placements: bindGlobalTable.sends("placements", Schema.Array(Placement)) },
    output: {
      ...answer,
      globalTableId: bindGlobalTable.receives("globalTableId", Schema.String),
      status: bindGlobalTable.receives("status", Status)
    },
    errors: tableErrors
  }),

  /**
   * Takes places from a global table.
   *
   * Source: Tablestore API, UnbindGlobalTable.
   */
  unbindGlobalTable: tablestore.operation("UnbindGlobalTable", {
    ...unbindGlobalTable.messages,
    idempotent: false,
    input: { ...globalTable, removals: unbindGlobalTable.sends("removals", Schema.Array(Place)) },
    output: {
      ...answer,
      globalTableId: unbindGlobalTable.receives("globalTableId", Schema.String),
      status: unbindGlobalTable.receives("status", Status)
    },
    errors: tableErrors
  }),

  /**
   * Tells all about a global table.
   *
   * Source: Tablestore API, DescribeGlobalTable.
   */
  describeGlobalTable: tablestore.operation("DescribeGlobalTable", {
    ...describeGlobalTable.messages,
    idempotent: true,
    input: {
      globalTableId: describeGlobalTable.sends("globalTableId", optional(Text)),
      globalTableName: describeGlobalTable.sends("globalTableName", Name),
      /** The table in one region. */
      phyTable: describeGlobalTable.sends("phyTable", optional(PhyTable)),
      /** Whether it is told how far the tables are behind. */
      returnRpo: describeGlobalTable.sends("returnRpo", optional(Schema.Boolean))
    },
    output: {
      ...answer,
      globalTableId: describeGlobalTable.receives("globalTableId", Schema.String),
      status: describeGlobalTable.receives("status", Status),
      phyTables: describeGlobalTable.receives("phyTables", Schema.Array(PhyTable)),
      serveMode: describeGlobalTable.receives("serveMode", optional(openWord(serveModes)))
    },
    errors: tableErrors
  }),

  /**
   * Changes what a table of a global table may do.
   *
   * Source: Tablestore API, UpdateGlobalTable.
   */
  updateGlobalTable: tablestore.operation("UpdateGlobalTable", {
    ...updateGlobalTable.messages,
    idempotent: false,
    input: {
      ...globalTable,
      phyTable: updateGlobalTable.sends(
        "phyTable",
        Schema.Struct({
          regionId: Schema.String,
          instanceName: Schema.String,
          tableName: Name,
          writable: optional(Schema.Boolean),
          primaryEligible: optional(Schema.Boolean)
        })
      )
    },
    output: answer,
    errors: tableErrors
  })
}
