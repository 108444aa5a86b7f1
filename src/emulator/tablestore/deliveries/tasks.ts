/**
 * Delivery tasks: kept, changed and described. Files are not written: the emulated OSS is another service.
 * Source: Tablestore, CreateDeliveryTask and others.
 */
import * as D from "../../../schema/tablestore/protobuf/generated/delivery.ts"
import type { Instance } from "../engine/Instance.ts"
import { isTaskName } from "../limits.ts"
import { objectAlreadyExists, objectNotExist, parameterInvalid } from "../refusals.ts"
import { allTasks, forgetTask, type StoredTask, saveTask, taskNamed } from "./state.ts"
import { changedConfig, checkTaskConfig } from "./taskConfigs.ts"

interface Named {
  readonly tableName?: string | undefined
  readonly taskName?: string | undefined
}

const taskOf = (instance: Instance, { tableName = "", taskName = "" }: Named): StoredTask => {
  instance.table(tableName)
  const task = taskNamed(instance, tableName, taskName)
  if (task === undefined) throw objectNotExist("Requested delivery task does not exist.")
  return task
}

export const createTask = (instance: Instance, request: D.CreateDeliveryTaskRequest, nowMillis: number): void => {
  const { tableName = "", taskConfig: config, taskName: name = "", taskType } = request
  const type = taskType ?? D.DeliveryTaskType.BASE_INC
  instance.table(tableName)
  if (!isTaskName(name)) throw parameterInvalid(`Invalid task name: '${name}'.`)
  if (!Object.values(D.DeliveryTaskType).includes(type)) throw parameterInvalid("Invalid type of a delivery task.")
  if (config === undefined) throw parameterInvalid("A delivery task needs settings.")
  checkTaskConfig(config)
  if (taskNamed(instance, tableName, name) !== undefined) {
    throw objectAlreadyExists("Requested delivery task already exists.")
  }
  saveTask(instance, { tableName, name, type, config, createdMillis: nowMillis })
}

export const updateTask = (instance: Instance, request: D.UpdateDeliveryTaskRequest): void => {
  const task = taskOf(instance, { tableName: request.table, taskName: request.taskName })
  if (request.taskConfig === undefined) throw parameterInvalid("No setting of the delivery task is specified.")
  const config = changedConfig(task.config, request.taskConfig)
  checkTaskConfig(config)
  saveTask(instance, { ...task, config })
}

export const deleteTask = (instance: Instance, request: D.DeleteDeliveryTaskRequest): void =>
  forgetTask(instance, taskOf(instance, request))

export const listTasks = (instance: Instance, { tableName }: D.ListDeliveryTaskRequest): D.ListDeliveryTaskResponse => {
  const ofAll = tableName === undefined || tableName === ""
  if (!ofAll) instance.table(tableName)
  return {
    tasks: allTasks(instance)
      .filter((task) => ofAll || task.tableName === tableName)
      .map(({ name, tableName: of, type }) => ({ tableName: of, taskName: name, taskType: type }))
  }
}

/** A task starts as slowly as a table gets ready. Afterwards it is never behind; one of changes has no first phase. */
const phaseOf = ({ createdMillis, type }: StoredTask, instance: Instance, nowMillis: number): D.TaskSyncPhase => {
  if (nowMillis < createdMillis + instance.settings.readyAfterMillis) return D.TaskSyncPhase.INIT
  return type === D.DeliveryTaskType.BASE ? D.TaskSyncPhase.FULL : D.TaskSyncPhase.INCR
}

export const describeTask = (
  instance: Instance,
  request: D.DescribeDeliveryTaskRequest,
  nowMillis: number
): D.DescribeDeliveryTaskResponse => {
  const task = taskOf(instance, request)
  const taskSyncPhase = phaseOf(task, instance, nowMillis)
  const syncedMillis = taskSyncPhase === D.TaskSyncPhase.INIT ? 0 : nowMillis
  return {
    taskConfig: task.config,
    taskSyncStat: {
      taskSyncPhase,
      currentSyncTimestamp: BigInt(syncedMillis) * 1_000_000n,
      errorCode: D.ErrorType.OK,
      detail: ""
    },
    taskType: task.type
  }
}
