#!/usr/bin/env node
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schedule from "effect/Schedule"
import { version } from "../version.ts"
import { main } from "./cli.ts"

const parent = process.ppid

// npm starts commands below a shell that keeps signals to itself: `npx` is gone then, and its command would stay for ever.
const orphaned =
  process.env["npm_command"] === undefined
    ? Effect.never
    : Effect.void.pipe(Effect.repeat({ schedule: Schedule.spaced("500 millis"), while: () => process.ppid === parent }))

Effect.raceFirst(main(version), orphaned).pipe(
  Effect.provide(NodeServices.layer),
  NodeRuntime.runMain({
    // SIGINT and SIGTERM are the normal way to stop a server.
    teardown: (exit, onExit) => onExit(Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause) ? 1 : 0)
  })
)
