/** The command line of the emulator. */
import * as Console from "effect/Console"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type Account, Accounts, account } from "./accounts.ts"
import { Faults } from "./Faults.ts"
import type { App } from "./frame/application.ts"
import { isOrigin, withCrossOrigin } from "./frame/crossOrigin.ts"
import { withHealth } from "./frame/health.ts"
import { lineOf, RequestLog } from "./frame/RequestLog.ts"
import * as Ois from "./ois/app.ts"
import * as Oss from "./oss/app.ts"
import { isBucketName, maxBucketsPerAccount } from "./oss/limits.ts"
import { serve } from "./Server.ts"
import { Store } from "./Store.ts"
import { cannotListen, demand, placesOf, type StartupProblem } from "./startup.ts"
import * as Tablestore from "./tablestore/app.ts"

interface ServedService {
  readonly name: string
  /** Added to `--port`. */
  readonly portOffset: number
  readonly make: (settings: Settings) => Effect.Effect<App, never, Store | Accounts | Faults>
}

/** What the services are told by flags. */
interface Settings extends Tablestore.Options, Oss.Options {
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
  Flag.Int(name).pipe(
    Flag.withDescription(`${description}, in milliseconds. Default 0.`),
    Flag.filter(
      (millis) => millis >= 0,
      () => "0 or more milliseconds"
    ),
    Flag.withDefault(0)
  )

const atLeastOne = (name: string, description: string, fallback: number) =>
  Flag.Int(name).pipe(
    Flag.withDescription(`${description} Default ${fallback}.`),
    Flag.filter(
      (count) => count >= 1,
      () => "1 or more"
    ),
    Flag.withDefault(fallback)
  )

const text = (name: string, description: string, isRight: RegExp, expected: string) =>
  Flag.String(name).pipe(
    Flag.withDescription(description),
    Flag.filter(
      (value) => isRight.test(value),
      () => expected
    )
  )

const flags = {
  host: Flag.String("host").pipe(
    Flag.withDescription("Address to listen on. Default 127.0.0.1."),
    Flag.withDefault("127.0.0.1")
  ),
  port: Flag.Int("port").pipe(
    Flag.withDescription("Port of oss; the other services follow on the next ports. 0 takes free ones. Default 4560."),
    Flag.withDefault(4560)
  ),
  accessKeyId: text(
    "access-key-id",
    "Access key id of the first account, whose owner id is 1. Default test.",
    /^[\w.-]+$/,
    "an access key id of letters, digits, '_', '.' and '-'"
  ).pipe(Flag.withDefault("test")),
  accessKeySecret: Flag.Redacted("access-key-secret").pipe(
    Flag.withDescription("Access key secret of the first account. Default test."),
    Flag.filter(
      (secret) => Redacted.value(secret) !== "",
      () => "a text that is not empty"
    ),
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
  region: text(
    "region",
    "Region of new buckets. Default cn-hangzhou.",
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "a region such as cn-hangzhou, without the 'oss-' of host names"
  ).pipe(Flag.withDefault("cn-hangzhou")),
  maxBuckets: atLeastOne("max-buckets", "Buckets of oss that an account may have.", maxBucketsPerAccount),
  initBuckets: Flag.String("init-bucket").pipe(
    Flag.withMetavar("name"),
    Flag.withDescription("A bucket of oss that is there from the beginning, of the first account. May be repeated."),
    Flag.filter(
      isBucketName,
      () => "a bucket name of 3 to 63 characters of a-z, 0-9 and '-', which is neither first nor last"
    ),
    Flag.atLeast(0)
  ),
  cors: Flag.String("cors").pipe(
    Flag.withMetavar("origin"),
    Flag.withDescription(
      "Origin of pages that may call all services, such as http://localhost:3000, or * for all. May be repeated, or a list with commas."
    ),
    Flag.map((list) => list.split(",").map((origin) => origin.trim())),
    Flag.filter(
      (origins) => origins.every(isOrigin),
      () => "origins such as http://localhost:3000, or *"
    ),
    Flag.atLeast(0)
  ),
  log: Flag.Boolean("log").pipe(
    Flag.withDescription("Prints a line for each request: time, service, operation, status, duration."),
    Flag.withDefault(false)
  ),
  zone: text(
    "zone",
    "Zone of new buckets of ois. Default pek3a.",
    /^[a-z][a-z0-9]*$/,
    "a zone such as pek3a or jn1a"
  ).pipe(Flag.withDefault("pek3a")),
  tableReadyAfter: milliseconds("table-ready-after", "For how long a new table of tablestore is not ready"),
  indexDelay: milliseconds(
    "index-delay",
    "How far search and global secondary indexes of tablestore are behind their tables"
  ),
  tunnelChannels: atLeastOne(
    "tunnel-channels",
    "Channels a tunnel of tablestore has for rows, and as many for changes.",
    1
  ),
  localTransactions: Flag.Boolean("local-transactions").pipe(
    Flag.withDescription(
      "All tables of tablestore have local transactions, also where CreateTable does not ask for them."
    ),
    Flag.withDefault(false)
  ),
  ports: servicePorts
}

/** Refuses settings that are right one by one, but not together. */
const checkTogether = (
  keys: ReadonlyArray<Account>,
  buckets: ReadonlyArray<string>,
  maxBuckets: number
): Effect.Effect<void, StartupProblem> =>
  Effect.gen(function* () {
    const ids = keys.flatMap(({ accessKeys }) => accessKeys.map(({ accessKeyId }) => accessKeyId))
    const twice = ids.find((id, i) => ids.indexOf(id) !== i)
    yield* demand(
      twice === undefined,
      `The access key id '${twice}' is given twice: change --account or --access-key-id.`
    )
    yield* demand(
      new Set(buckets).size <= maxBuckets,
      `There are more --init-bucket than --max-buckets ${maxBuckets} allows: raise --max-buckets.`
    )
  })

/**
 * Serves all services until interrupted. Prints one line `NAME URL` for each and then `ready`, once all of them listen.
 */
export const emulator = Command.make(
  "emulator",
  flags,
  Effect.fn(function* ({ accessKeyId, accessKeySecret, accounts, host, port, ports, region, zone, ...more }) {
    const owner = account({ ownerId: "1", accessKeyId, accessKeySecret: Redacted.value(accessKeySecret) })
    const places = yield* placesOf(
      port,
      services.map(({ name, portOffset }) => ({ name, portOffset, own: Option.getOrUndefined(ports[name]!) }))
    )
    yield* checkTogether([owner, ...accounts], more.initBuckets, more.maxBuckets)
    const state = Layer.mergeAll(Store.layerMemory, Accounts.layer({ accounts: [owner, ...accounts] }), Faults.layer)
    const settings: Settings = {
      region,
      zone,
      maxBuckets: more.maxBuckets,
      buckets: { names: more.initBuckets, owner },
      readyAfterMillis: more.tableReadyAfter,
      indexDelayMillis: more.indexDelay,
      tunnelChannels: more.tunnelChannels,
      localTransactions: more.localTransactions
    }
    const origins = more.cors.flat()
    const run = Effect.gen(function* () {
      const lines: Array<string> = []
      for (const [i, { make, name }] of services.entries()) {
        const app = withCrossOrigin(origins, withHealth(name, yield* make(settings)))
        const place = places[i]!
        const { url } = yield* serve(app, { host, port: place.port }).pipe(
          Effect.mapError((error) => cannotListen(host, place, error))
        )
        lines.push(`${name} ${url}`)
      }
      for (const line of [...lines, "ready"]) yield* Console.log(line)
      return yield* Effect.never
    })
    return yield* run.pipe(
      Effect.scoped,
      Effect.provide(state),
      more.log ? Effect.provideService(RequestLog, (request) => Console.log(lineOf(request))) : (same) => same
    )
  })
).pipe(Command.withDescription("Serves the emulated services on this machine, with all data in memory."))

/** The whole command line. */
export const command = Command.make("effect-cloud-storage").pipe(
  Command.withDescription("Tools of effect-cloud-storage."),
  Command.withSubcommands([emulator])
)

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim()

/** Says what is wrong in one line, instead of showing all that there is. */
const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(
          `${oneLine(event.errors[0]?.message ?? "").replace(/\.?$/, ".")} See ${event.commandPath.join(" ")} --help.`
        )
      : CliOutput.defaultPresenter.present(event)
}

/** Runs the command line with the arguments of the process. */
export const main = (version: string) =>
  Command.run(command, { version }).pipe(
    Effect.tapErrorTag("StartupProblem", ({ message }) => Console.error(message)),
    Effect.provideService(CliOutput.Presenter, presenter)
  )
