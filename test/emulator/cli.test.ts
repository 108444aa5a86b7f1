import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { afterEach, describe, expect, it } from "vitest"

const bin = fileURLToPath(new URL("../../src/emulator/bin.ts", import.meta.url))

const started: Array<ChildProcess> = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL")
})

const run = (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] })
  started.push(child)
  let output = ""
  let errors = ""
  child.stdout.on("data", (data) => (output += String(data)))
  child.stderr.on("data", (data) => (errors += String(data)))
  const exited = once(child, "exit").then(([code]) => code as number | null)
  const ready = new Promise<ReadonlyArray<string>>((resolve, reject) => {
    child.stdout.on("data", () => {
      if (output.endsWith("ready\n")) resolve(output.trimEnd().split("\n"))
    })
    exited.then((code) => reject(new Error(`exited with ${code}: ${errors}`)))
  })
  ready.catch(() => {})
  return { child, exited, ready, output: () => output + errors }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })

describe("effect-cloud-storage emulator", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "prints where it serves, answers, and stops cleanly at %s",
    async (signal) => {
      const { child, exited, ready } = run("emulator", "--port", "0")
      const lines = await ready
      expect(lines).toEqual([
        expect.stringMatching(/^oss http:\/\/127\.0\.0\.1:\d+$/),
        expect.stringMatching(/^tablestore http:\/\/127\.0\.0\.1:\d+$/),
        expect.stringMatching(/^ois http:\/\/127\.0\.0\.1:\d+$/),
        "ready"
      ])
      const url = lines[0]!.slice("oss ".length)
      const response = await fetch(`${url}/bucket/key`)
      expect([response.status, response.headers.get("server")]).toEqual([404, "AliyunOSS"])
      await response.text()
      // A connection that is kept open does not hold it back.
      const idle = connect(Number(new URL(url).port), "127.0.0.1")
      await once(idle, "connect")
      idle.on("error", () => {})
      child.kill(signal)
      expect(await exited).toBe(0)
      expect(await accepts(Number(new URL(url).port))).toBe(false)
      idle.destroy()
    }
  )

  it("refuses a port that is taken, in one line, and serves nothing", async () => {
    const first = run("emulator", "--port", "0")
    const url = new URL((await first.ready)[0]!.slice("oss ".length))
    const second = run("emulator", "--port", "0", "--tablestore-port", url.port)
    expect(await second.exited).toBe(1)
    expect(second.output()).toBe(
      `Port ${url.port} for tablestore is taken: stop what listens there, or choose another --port or --tablestore-port.\n`
    )
  })

  const mistakes: ReadonlyArray<readonly [flags: string, line: RegExp]> = [
    ["--port 99999", /^--port 99999 is no port: choose one from 1 to 65535/],
    ["--port 65535", /^With --port 65535, tablestore would listen on 65536, which is no port: choose a lower --port/],
    ["--oss-port 4561", /^oss and tablestore cannot both listen on 4561: change --tablestore-port or --oss-port\.$/],
    ["--port x", /^Invalid value for flag --port: "x"\..* --help\.$/],
    ["--host nowhere.invalid", /^--host nowhere.invalid is not known: choose an address of this machine/],
    ["--index-delay -1", /^Invalid value for flag --index-delay: "-1"\. Expected: 0 or more milliseconds\./],
    ["--cors ftp", /^Invalid value for flag --cors: "ftp"\. Expected: origins such as http:/],
    ["--init-bucket A", /^Invalid value for flag --init-bucket: "A"\. Expected: a bucket name of 3 to 63 characters/],
    ["--max-buckets 1 --init-bucket aaa --init-bucket bbb", /raise --max-buckets\.$/],
    ["--account 1:test:x", /^The access key id 'test' is given twice: change --account or --access-key-id\.$/],
    ["--nonsense", /^Unrecognized flag: --nonsense .* --help\.$/]
  ]

  it("says what is wrong with its flags in one line", async () => {
    for (const [flags, line] of mistakes) {
      const { exited, output } = run("emulator", ...flags.split(" "))
      expect([flags, await exited]).toEqual([flags, 1])
      expect(output().split("\n")).toEqual([expect.stringMatching(line), ""])
    }
  }, 120_000)

  it("tells that it is up, logs requests, answers other origins, and has the buckets it was told", async () => {
    const { output, ready } = run(
      ..."emulator --port 0 --log --cors http://localhost:3000,http://a.test --init-bucket photos --init-bucket notes".split(
        " "
      )
    )
    const [oss, tablestore] = (await ready).map((line) => line.split(" ")[1]!)
    expect(await (await fetch(`${oss}/__health`)).json()).toEqual({ status: "ok", service: "oss" })
    expect(await (await fetch(`${tablestore}/__health`)).json()).toEqual({ status: "ok", service: "tablestore" })
    const origin = "http://localhost:3000"
    const found = await fetch(`${oss}/photos/a?secret=1`, { headers: { origin } })
    expect([found.status, found.headers.get("access-control-allow-origin")]).toEqual([403, origin])
    expect(found.headers.get("access-control-expose-headers")).toContain("x-oss-request-id")
    expect((await fetch(`${oss}/nothing/a`)).status).toBe(404)
    const preflight = await fetch(`${tablestore}/PutRow`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-ots-date" }
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get("access-control-allow-headers")).toBe("x-ots-date")
    const stranger = await fetch(`${oss}/notes/a`, { headers: { origin: "http://b.test" } })
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull()
    const time = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"
    const logged = output().split("\n").slice(4, -1)
    expect(logged).toEqual(
      ["GetObject 403", "GetObject 404", "GetObject 403"].map((call) =>
        expect.stringMatching(new RegExp(`^${time} oss ${call} \\d+ms$`))
      )
    )
  })

  it("takes the keys of several accounts", async () => {
    const { ready } = run(
      "emulator",
      "--port",
      "0",
      "--access-key-id",
      "a",
      "--access-key-secret",
      "b",
      "--account",
      "2:c:d:e"
    )
    const url = (await ready)[0]!.slice("oss ".length)
    const codeOf = async (authorization: string) => {
      const headers = { authorization, date: new Date().toUTCString() }
      return /<Code>(.*?)<\/Code>/.exec(await (await fetch(url, { headers })).text())?.[1]
    }
    expect(await codeOf("OSS a:wrong")).toBe("SignatureDoesNotMatch")
    expect(await codeOf("OSS c:wrong")).toBe("SignatureDoesNotMatch")
    expect(await codeOf("OSS test:wrong")).toBe("InvalidAccessKeyId")
  })

  it("says what is wrong with its arguments", async () => {
    const { exited, output } = run("emulator", "--account", "incomplete")
    expect(await exited).toBe(1)
    expect(output()).toContain("owner-id:access-key-id:access-key-secret")
  })
})
