/** Delivery tasks are kept and described. */
import { describe, expect, test } from "vitest"
import {
  createTask,
  deleteTask,
  describeTask,
  listTasks,
  updateTask
} from "../../../src/emulator/tablestore/deliveries/tasks.ts"
import { deleteTable } from "../../../src/emulator/tablestore/engine/tables.ts"
import * as D from "../../../src/schema/tablestore/protobuf/generated/delivery.ts"
import { makeInstance, makeTable, refusalOf, start } from "./engine.ts"

const config: D.OSSTaskConfig = {
  ossPrefix: "orders/year=$yyyy/month=$MM/",
  formatter: D.TimeFormatter.YDMFormatter,
  ossDirtyPrefix: "dirty/",
  ossBucket: "lake",
  ossEndpoint: "https://oss-cn-hangzhou.aliyuncs.com",
  ossStsRole: "acs:ram::1:role/delivery",
  eventTimeColumn: { columnName: "at", timeFormat: D.EventTimeFormat.Unix },
  format: D.Format.Parquet,
  schema: [
    { columnName: "p", ossColumnName: "id", type: D.ParquetDataType.UTF8, encode: D.Encoding.PLAIN, typeExtend: "" },
    { columnName: "n", type: D.ParquetDataType.INT64 }
  ]
}

const named = { tableName: "t", taskName: "daily" }

const withTask = (taskType?: D.DeliveryTaskType, readyAfterMillis = 0) => {
  const instance = makeInstance({ readyAfterMillis })
  makeTable(instance)
  createTask(instance, { ...named, taskConfig: config, taskType }, start)
  return instance
}

describe("delivery tasks", () => {
  test("are described as they were made, listed, and removed", () => {
    const instance = withTask()
    makeTable(instance, "u")
    createTask(
      instance,
      { tableName: "u", taskName: "all", taskConfig: config, taskType: D.DeliveryTaskType.BASE },
      start
    )
    expect(describeTask(instance, named, start)).toEqual({
      taskConfig: config,
      taskSyncStat: {
        taskSyncPhase: D.TaskSyncPhase.INCR,
        currentSyncTimestamp: BigInt(start) * 1_000_000n,
        errorCode: D.ErrorType.OK,
        detail: ""
      },
      taskType: D.DeliveryTaskType.BASE_INC
    })
    const daily = { ...named, taskType: D.DeliveryTaskType.BASE_INC }
    expect(listTasks(instance, { tableName: "t" }).tasks).toEqual([daily])
    expect(listTasks(instance, {}).tasks).toHaveLength(2)
    deleteTask(instance, named)
    expect(listTasks(instance, { tableName: "t" }).tasks).toEqual([])
    for (const call of [() => describeTask(instance, named, start), () => deleteTask(instance, named)]) {
      expect(refusalOf(call)).toMatchObject({ status: 404, code: "OTSObjectNotExist" })
    }
    deleteTable(instance, "u")
    expect(listTasks(instance, {}).tasks).toEqual([])
  })

  test("begin as slowly as tables do, and then follow the clock", () => {
    const phaseAt = (type: D.DeliveryTaskType, now: number) =>
      describeTask(withTask(type, 1000), named, now).taskSyncStat
    const { BASE, BASE_INC, INC } = D.DeliveryTaskType
    expect(phaseAt(BASE_INC, start + 999)).toMatchObject({
      taskSyncPhase: D.TaskSyncPhase.INIT,
      currentSyncTimestamp: 0n
    })
    expect(phaseAt(BASE_INC, start + 1000)).toMatchObject({
      taskSyncPhase: D.TaskSyncPhase.INCR,
      currentSyncTimestamp: BigInt(start + 1000) * 1_000_000n
    })
    expect(phaseAt(INC, start + 1000)?.taskSyncPhase).toBe(D.TaskSyncPhase.INCR)
    expect(phaseAt(BASE, start + 5000)?.taskSyncPhase).toBe(D.TaskSyncPhase.FULL)
  })

  test("take changes of their settings, and keep what a change leaves out", () => {
    const instance = withTask()
    updateTask(instance, { table: "t", taskName: "daily", taskConfig: { ossPrefix: "new/", schema: [] } })
    expect(describeTask(instance, named, start).taskConfig).toEqual({ ...config, ossPrefix: "new/" })
    const schema = [{ columnName: "p", type: D.ParquetDataType.UTF8 }]
    updateTask(instance, { table: "t", taskName: "daily", taskConfig: { schema } })
    expect(describeTask(instance, named, start).taskConfig).toEqual({ ...config, ossPrefix: "new/", schema })
    for (const taskConfig of [undefined, { ossBucket: "", schema: [] }, { ossPrefix: "$year/", schema: [] }]) {
      expect(refusalOf(() => updateTask(instance, { table: "t", taskName: "daily", taskConfig }))?.code).toBe(
        "OTSParameterInvalid"
      )
    }
    expect(refusalOf(() => updateTask(instance, { table: "t", taskName: "none", taskConfig: config }))?.code).toBe(
      "OTSObjectNotExist"
    )
  })

  test("refuse names and settings that make no sense", () => {
    const instance = withTask()
    const make = (more: Partial<D.CreateDeliveryTaskRequest>) => () =>
      createTask(instance, { tableName: "t", taskName: "other", taskConfig: config, ...more }, start)
    const withConfig = (more: Partial<D.OSSTaskConfig>) => make({ taskConfig: { ...config, ...more } })
    expect(refusalOf(make({ taskName: "daily" }))).toMatchObject({ status: 409, code: "OTSObjectAlreadyExist" })
    expect(refusalOf(make({ tableName: "none" }))?.code).toBe("OTSObjectNotExist")
    const { UTF8 } = D.ParquetDataType
    for (const wrong of [
      make({ taskName: "ab" }),
      make({ taskName: "Upper" }),
      make({ taskName: "-abc" }),
      make({ taskName: "a".repeat(17) }),
      make({ taskType: 3 as D.DeliveryTaskType }),
      make({ taskConfig: undefined }),
      withConfig({ ossBucket: "No" }),
      withConfig({ ossPrefix: undefined }),
      withConfig({ ossPrefix: "/x" }),
      withConfig({ ossDirtyPrefix: "$DD/" }),
      withConfig({ formatter: 1 as D.TimeFormatter }),
      withConfig({ format: 1 as D.Format }),
      withConfig({ eventTimeColumn: { timeFormat: D.EventTimeFormat.Unix } }),
      withConfig({ eventTimeColumn: { columnName: "at" } }),
      withConfig({ schema: [] }),
      withConfig({ schema: [{ type: UTF8 }] }),
      withConfig({ schema: [{ columnName: "p" }] }),
      withConfig({ schema: [{ columnName: "p", type: UTF8, encode: 5 as D.Encoding }] }),
      withConfig({
        schema: [
          { columnName: "p", type: UTF8 },
          { columnName: "q", ossColumnName: "p", type: UTF8 }
        ]
      })
    ]) {
      expect(refusalOf(wrong), wrong.toString()).toMatchObject({ status: 400, code: "OTSParameterInvalid" })
    }
    expect(listTasks(instance, {}).tasks).toHaveLength(1)
  })
})
