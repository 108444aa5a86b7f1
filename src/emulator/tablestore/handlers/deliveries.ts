/** Calls on delivery tasks. */
import * as D from "../../../schema/tablestore/protobuf/generated/delivery.ts"
import { createTask, deleteTask, describeTask, listTasks, updateTask } from "../deliveries/tasks.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"

export const deliveryHandlers: Handlers = {
  CreateDeliveryTask: handleWithoutAnswer(D.CreateDeliveryTaskRequest, (request, { instance, nowMillis }) =>
    createTask(instance, request, nowMillis)
  ),
  UpdateDeliveryTask: handleWithoutAnswer(D.UpdateDeliveryTaskRequest, (request, { instance }) =>
    updateTask(instance, request)
  ),
  DeleteDeliveryTask: handleWithoutAnswer(D.DeleteDeliveryTaskRequest, (request, { instance }) =>
    deleteTask(instance, request)
  ),
  ListDeliveryTask: handle(D.ListDeliveryTaskRequest, D.ListDeliveryTaskResponse, (request, { instance }) =>
    listTasks(instance, request)
  ),
  DescribeDeliveryTask: handle(
    D.DescribeDeliveryTaskRequest,
    D.DescribeDeliveryTaskResponse,
    (request, { instance, nowMillis }) => describeTask(instance, request, nowMillis)
  )
}
