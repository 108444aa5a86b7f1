/** Calls on tunnels. */
import * as T from "../../../schema/tablestore/generated/tunnel.ts"
import { type Handlers, handle, handleWithoutAnswer } from "../Handler.ts"
import { createTunnel, deleteTunnel, describeTunnel, listTunnels } from "../tunnels.ts"

export const tunnelHandlers: Handlers = {
  "tunnel/create": handle(T.CreateTunnelRequest, T.CreateTunnelResponse, (request, { instance, nowMillis }) =>
    createTunnel(instance, request, nowMillis)
  ),
  "tunnel/list": handle(T.ListTunnelRequest, T.ListTunnelResponse, (request, { instance }) =>
    listTunnels(instance, request)
  ),
  "tunnel/describe": handle(T.DescribeTunnelRequest, T.DescribeTunnelResponse, (request, { instance }) =>
    describeTunnel(instance, request)
  ),
  "tunnel/delete": handleWithoutAnswer(T.DeleteTunnelRequest, (request, { instance }) =>
    deleteTunnel(instance, request)
  )
}
