/** The commands of package.json that are left running. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { describe, expect, it } from "vitest"
import { repository } from "./builtPackage.ts"

describe("npm run emulator", () => {
  it("serves, and leaves nothing behind when npm is stopped", async () => {
    const npm = spawn("npm", ["run", "-s", "emulator", "--", "--port", "0"], {
      cwd: repository,
      stdio: ["ignore", "pipe", "inherit"]
    })
    let output = ""
    npm.stdout.on("data", (data) => (output += String(data)))
    const closed = once(npm, "close").then(([code]) => code as number | null)
    while (!output.includes("ready\n") && npm.exitCode === null) await once(npm.stdout, "data")
    try {
      const url = /^oss (\S+)\ntablestore \S+\nois \S+\nready\n$/.exec(output)![1]!
      expect((await fetch(url)).status).toBe(403)
      npm.kill("SIGTERM")
      // Its output closes only when the emulator itself is gone.
      expect(await closed).toBe(0)
      await expect(fetch(url)).rejects.toThrow()
    } finally {
      // A failure before leaves nothing behind either.
      npm.kill("SIGTERM")
    }
  })
})
