/** A page of the same origin as the service, and a browser that opens it. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, request as startRequest } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** What a page is opened with. */
export interface PageOptions {
  readonly browser: string
  /** The program, a module that exports `run`. */
  readonly script: string
  readonly bucket: string
  readonly ossUrl: string
  readonly timeoutMillis: number
}

/** Opens a page that runs the program, and gives what it tells. */
export const runPage = async (options: PageOptions): Promise<unknown> => {
  let told: (result: unknown) => void = () => undefined
  const result = new Promise<unknown>((resolve) => {
    told = resolve
  })
  const server = createServer((request, response) => {
    if (request.url === "/_page") {
      const start = `import { run } from "/_script"
const result = await run(${JSON.stringify(options.bucket)}, location.origin, ${JSON.stringify(options.ossUrl)})
await fetch("/_result", { method: "POST", body: JSON.stringify(result) })`
      response.setHeader("content-type", "text/html; charset=utf-8")
      response.end(`<!doctype html><script type="module">${start}</script>`)
    } else if (request.url === "/_script") {
      response.setHeader("content-type", "text/javascript; charset=utf-8")
      response.end(options.script)
    } else if (request.url === "/_result") {
      let text = ""
      request.on("data", (chunk) => {
        text += chunk
      })
      request.on("end", () => {
        response.end()
        told(JSON.parse(text))
      })
    } else {
      const { headers, method } = request
      const onward = startRequest(`${options.ossUrl}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(response)
      })
      onward.on("error", () => response.destroy())
      request.pipe(onward)
    }
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve())
  })
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const profile = mkdtempSync(join(tmpdir(), "effect-cloud-storage-"))
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
  const child: ChildProcess = spawn(
    options.browser,
    [...flags, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/_page`],
    { stdio: "ignore", detached: true }
  )
  const late = new Promise<unknown>((resolve) => {
    setTimeout(() => resolve({ failed: `nothing in ${options.timeoutMillis} ms` }), options.timeoutMillis).unref()
    child.on("error", (error) => resolve({ failed: String(error) }))
  })
  try {
    return await Promise.race([result, late])
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve))
    // The browser is several processes: it began a group of its own.
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, "SIGKILL")
      await ended
    }
    server.closeAllConnections()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
