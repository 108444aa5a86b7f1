#!/usr/bin/env node
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { version } from "../version.ts"
import { command } from "./cli.ts"

Command.run(command, { version }).pipe(
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({
    // SIGINT and SIGTERM are the normal way to stop a server.
    teardown: (exit, onExit) => onExit(Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause) ? 1 : 0)
  })
)
