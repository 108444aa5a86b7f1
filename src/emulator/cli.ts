/** The command line of the emulator. */
import * as Console from "effect/Console"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type Account, Accounts, account } from "./accounts.ts"
import { Faults } from "./Faults.ts"
import type { App } from "./frame/application.ts"
import * as Ois from "./ois/app.ts"
import * as Oss from "./oss/app.ts"
import { serve } from "./Server.ts"
import { Store } from "./Store.ts"
import * as Tablestore from "./tablestore/app.ts"

interface ServedService {
  readonly name: string
  /** Added to `--port`. */
  readonly portOffset: number
  readonly make: (settings: Settings) => Effect.Effect<App, never, Store | Accounts | Faults>
}

/** What the services are told by flags. */
interface Settings extends Tablestore.Options {
  readonly region: string
  readonly zone: string
}

/** The services, each with its place after the first port. Places 2 and 3 belong to oas and wantu. */
const services: ReadonlyArray<ServedService> = [
  { name: "oss", portOffset: 0, make: Oss.make },
  { name: "tablestore", portOffset: 1, make: Tablestore.make },
  { name: "ois", portOffset: 4, make: Ois.make }
]

const parseAccount = (text: string): Account | undefined => {
  const [ownerId, accessKeyId, ...secret] = text.split(":")
  return ownerId && accessKeyId && secret.length > 0
    ? account({ ownerId, accessKeyId, accessKeySecret: secret.join(":") })
    : undefined
}

const servicePorts = Object.fromEntries(
  services.map(({ name }) => [
    name,
    Flag.Int(`${name}-port`).pipe(
      Flag.withDescription(`Port of ${name}, instead of its place after --port. 0 takes a free one.`),
      Flag.optional
    )
  ])
)

const milliseconds = (name: string, description: string) =>
  Flag.Int(name).pipe(Flag.withDescription(`${description}, in milliseconds. Default 0.`), Flag.withDefault(0))

const flags = {
  host: Flag.String("host").pipe(
    Flag.withDescription("Address to listen on. Default 127.0.0.1."),
    Flag.withDefault("127.0.0.1")
  ),
  port: Flag.Int("port").pipe(
    Flag.withDescription("Port of oss; the other services follow on the next ports. 0 takes free ones. Default 4560."),
    Flag.withDefault(4560)
  ),
  accessKeyId: Flag.String("access-key-id").pipe(
    Flag.withDescription("Access key id of the first account, whose owner id is 1. Default test."),
    Flag.withDefault("test")
  ),
  accessKeySecret: Flag.Redacted("access-key-secret").pipe(
    Flag.withDescription("Access key secret of the first account. Default test."),
    Flag.withDefault(Redacted.make("test"))
  ),
  accounts: Flag.String("account").pipe(
    Flag.withMetavar("owner-id:access-key-id:access-key-secret"),
    Flag.withDescription("A further account. May be repeated; the same owner id adds a key."),
    Flag.filterMap(
      (text) => Option.fromNullishOr(parseAccount(text)),
      () => "owner-id:access-key-id:access-key-secret"
    ),
    Flag.atLeast(0)
  ),
  region: Flag.String("region").pipe(
    Flag.withDescription("Region of new buckets. Default cn-hangzhou."),
    Flag.withDefault("cn-hangzhou")
  ),
  zone: Flag.String("zone").pipe(
    Flag.withDescription("Zone of new buckets of ois. Default pek3a."),
    Flag.withDefault("pek3a")
  ),
  tableReadyAfter: milliseconds("table-ready-after", "For how long a new table of tablestore is not ready"),
  indexDelay: milliseconds(
    "index-delay",
    "How far search and global secondary indexes of tablestore are behind their tables"
  ),
  tunnelChannels: Flag.Int("tunnel-channels").pipe(
    Flag.withDescription("Channels a tunnel of tablestore has for rows, and as many for changes. Default 1."),
    Flag.withDefault(1)
  ),
  ports: servicePorts
}

/**
 * Serves all services until interrupted. Prints one line `NAME URL` for each and then `ready`.
 */
export const emulator = Command.make(
  "emulator",
  flags,
  Effect.fn(function* ({ accessKeyId, accessKeySecret, accounts, host, port, ports, region, zone, ...tablestore }) {
    const first = account({ ownerId: "1", accessKeyId, accessKeySecret: Redacted.value(accessKeySecret) })
    const state = Layer.mergeAll(Store.layerMemory, Accounts.layer({ accounts: [first, ...accounts] }), Faults.layer)
    const settings: Settings = {
      region,
      zone,
      readyAfterMillis: tablestore.tableReadyAfter,
      indexDelayMillis: tablestore.indexDelay,
      tunnelChannels: tablestore.tunnelChannels
    }
    const run = Effect.gen(function* () {
      for (const { make, name, portOffset } of services) {
        const app = yield* make(settings)
        const own = Option.getOrElse(ports[name]!, () => (port === 0 ? 0 : port + portOffset))
        const { url } = yield* serve(app, { host, port: own })
        yield* Console.log(`${name} ${url}`)
      }
      yield* Console.log("ready")
      return yield* Effect.never
    })
    return yield* run.pipe(Effect.scoped, Effect.provide(state))
  })
).pipe(Command.withDescription("Serves the emulated services on this machine, with all data in memory."))

/** The whole command line. */
export const command = Command.make("effect-cloud-storage").pipe(
  Command.withDescription("Tools of effect-cloud-storage."),
  Command.withSubcommands([emulator])
)
