/** Delivery tasks. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { makeTable, type RareIt, refusedWith } from "./RareIt.ts"

const config = {
  ossPrefix: "orders/$yyyy/$MM/",
  formatter: "ydm",
  ossDirtyPrefix: "dirty/",
  ossBucket: "lake",
  ossEndpoint: "https://oss-cn-hangzhou.aliyuncs.com",
  ossStsRole: "acs:ram::1:role/delivery",
  eventTimeColumn: { columnName: "at", timeFormat: "unix" },
  format: "parquet",
  schema: [
    { columnName: "id", ossColumnName: "order_id", type: "utf8", encode: "plain", typeExtend: "key" },
    { columnName: "total", type: "int64" }
  ]
} as const

export const deliveryBehaviours = (it: RareIt): void => {
  it.effect("make, list, describe, change and delete delivery tasks", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("delivered")
      const task = { tableName: "delivered", taskName: "daily" }
      yield* tablestore.createDeliveryTask({ ...task, taskConfig: config, taskType: "inc" })
      yield* refusedWith(tablestore.createDeliveryTask({ ...task, taskConfig: config }), "OTSObjectAlreadyExist")
      yield* tablestore.createDeliveryTask({ ...task, taskName: "once", taskConfig: config, taskType: "base" })
      const { tasks } = yield* tablestore.listDeliveryTask({ tableName: "delivered" })
      assert.deepStrictEqual(tasks, [
        { ...task, taskType: "inc" },
        { ...task, taskName: "once", taskType: "base" }
      ])
      const described = yield* tablestore.describeDeliveryTask(task)
      assert.deepStrictEqual(described.taskConfig, config)
      assert.strictEqual(described.taskType, "inc")
      assert.strictEqual(described.taskSyncStat?.errorCode, "ok")
      assert.isTrue((described.taskSyncStat?.currentSyncTimestamp ?? 0n) > 0n)
      yield* tablestore.updateDeliveryTask({ ...task, taskConfig: { ossPrefix: "new/", schema: [] } })
      const changed = yield* tablestore.describeDeliveryTask(task)
      assert.deepStrictEqual(changed.taskConfig, { ...config, ossPrefix: "new/" })
      yield* tablestore.deleteDeliveryTask(task)
      yield* refusedWith(tablestore.describeDeliveryTask(task), "OTSObjectNotExist")
      yield* refusedWith(tablestore.deleteDeliveryTask(task), "OTSObjectNotExist")
      assert.lengthOf((yield* tablestore.listDeliveryTask({ tableName: "delivered" })).tasks, 1)
    })
  )

  it.effect("refuse delivery tasks that could not run", () =>
    Effect.gen(function* () {
      const tablestore = yield* makeTable("undelivered")
      const task = { tableName: "undelivered", taskName: "daily", taskConfig: config }
      yield* refusedWith(tablestore.createDeliveryTask({ ...task, tableName: "none" }), "OTSObjectNotExist")
      yield* refusedWith(tablestore.createDeliveryTask({ ...task, taskName: "No_Name" }), "OTSParameterInvalid")
      const nothing = { ...config, schema: [] }
      yield* refusedWith(tablestore.createDeliveryTask({ ...task, taskConfig: nothing }), "OTSParameterInvalid")
      assert.deepStrictEqual((yield* tablestore.listDeliveryTask({ tableName: "undelivered" })).tasks, [])
    })
  )
}
