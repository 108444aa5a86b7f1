/** What is stored of delivery tasks. */
import type * as D from "../../../schema/tablestore/protobuf/generated/delivery.ts"
import type { Instance } from "../engine/Instance.ts"

export interface StoredTask {
  readonly tableName: string
  readonly name: string
  readonly type: D.DeliveryTaskType
  readonly config: D.OSSTaskConfig
  readonly createdMillis: number
}

const tasks = (instance: Instance) => instance.stored<StoredTask>("deliveryTasks")

export const allTasks = (instance: Instance): ReadonlyArray<StoredTask> =>
  [...tasks(instance).scan()].map(([, task]) => task)

export const taskNamed = (instance: Instance, tableName: string, name: string): StoredTask | undefined =>
  tasks(instance).get(`${tableName}/${name}`)

export const saveTask = (instance: Instance, task: StoredTask): void =>
  tasks(instance).set(`${task.tableName}/${task.name}`, task)

export const forgetTask = (instance: Instance, { name, tableName }: StoredTask): void => {
  tasks(instance).delete(`${tableName}/${name}`)
}

/** Removes the tasks of a table. */
export const forgetTasksOf = (instance: Instance, tableName: string): void => {
  for (const task of allTasks(instance)) if (task.tableName === tableName) forgetTask(instance, task)
}
