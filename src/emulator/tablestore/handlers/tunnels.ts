/** Calls on tunnels. */
import * as T from "../../../schema/tablestore/protobuf/generated/tunnel.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"
import { connectTunnel, heartbeatTunnel, shutdownTunnel } from "../tunnels/clients.ts"
import { createTunnel, deleteTunnel } from "../tunnels/definitions.ts"
import { describeTunnel, getTunnelRpo, listTunnels } from "../tunnels/descriptions.ts"
import { checkpointTunnel, getTunnelCheckpoint, readTunnelRecords } from "../tunnels/records.ts"

export const tunnelHandlers: Handlers = {
  "tunnel/create": handle(T.CreateTunnelRequest, T.CreateTunnelResponse, (request, { instance, nowMillis }) =>
    createTunnel(instance, request, nowMillis)
  ),
  "tunnel/list": handle(T.ListTunnelRequest, T.ListTunnelResponse, (request, { instance, nowMillis }) =>
    listTunnels(instance, request, nowMillis)
  ),
  "tunnel/describe": handle(T.DescribeTunnelRequest, T.DescribeTunnelResponse, (request, { instance, nowMillis }) =>
    describeTunnel(instance, request, nowMillis)
  ),
  "tunnel/getrpo": handle(T.GetRpoRequest, T.GetRpoResponse, (request, { instance }) =>
    getTunnelRpo(instance, request)
  ),
  "tunnel/delete": handleWithoutAnswer(T.DeleteTunnelRequest, (request, { instance }) =>
    deleteTunnel(instance, request)
  ),
  "tunnel/connect": handle(T.ConnectRequest, T.ConnectResponse, (request, { instance, nowMillis }) =>
    connectTunnel(instance, request, nowMillis)
  ),
  "tunnel/heartbeat": handle(T.HeartbeatRequest, T.HeartbeatResponse, (request, { instance, nowMillis }) =>
    heartbeatTunnel(instance, request, nowMillis)
  ),
  "tunnel/shutdown": handleWithoutAnswer(T.ShutdownRequest, (request, { instance, nowMillis }) =>
    shutdownTunnel(instance, request, nowMillis)
  ),
  "tunnel/getcheckpoint": handle(T.GetCheckpointRequest, T.GetCheckpointResponse, (request, { instance, nowMillis }) =>
    getTunnelCheckpoint(instance, request, nowMillis)
  ),
  "tunnel/readrecords": handle(T.ReadRecordsRequest, T.ReadRecordsResponse, (request, { instance, nowMillis }) =>
    readTunnelRecords(instance, request, nowMillis)
  ),
  "tunnel/checkpoint": handleWithoutAnswer(T.CheckpointRequest, (request, { instance, nowMillis }) =>
    checkpointTunnel(instance, request, nowMillis)
  )
}
