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

  it("refuses a port that is taken", async () => {
    const first = run("emulator", "--port", "0")
    const url = new URL((await first.ready)[0]!.slice("oss ".length))
    const second = run("emulator", "--port", "0", "--oss-port", url.port)
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain("EADDRINUSE")
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
