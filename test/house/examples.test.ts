/** Every program in `examples` runs, and says what it should. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const repository = fileURLToPath(new URL("../..", import.meta.url))

/** Lines each program prints, among others. */
const expected: Readonly<Record<string, ReadonlyArray<string | RegExp>>> = {
  "ois-first-steps.ts": [
    "bucket  test-bucket in jn1a",
    "stored  example_key, ETag 5d41402abc4b2a76b9719d911017c592",
    "object  example_key, 5 bytes",
    "left    0 objects",
    "grants  usr-me FULL_CONTROL, QS_ALL_USERS FULL_CONTROL"
  ],
  "oss-credentials.ts": [
    "stored     100 notes at once, keys fetched 1 time",
    "read       note-7, keys fetched 2 times"
  ],
  "oss-errors.ts": [
    'read       "hello"',
    'read       ""',
    /^wrong {6}Oss\.getObject: key: "\/c\.txt" must not start with/,
    /^refused {4}Oss\.getObject: AccessDenied \(HTTP 403\) Not yours\. \[request [0-9A-F]{24}\]$/,
    /^no answer {2}Oss\.getObject: connection reset .* after 4 attempts in [\d.]+ s$/,
    "created    false"
  ],
  "oss-faults.ts": [
    "busy twice         kept 12000 bytes                        PutObject PutObject PutObject GetObject",
    "cut in the middle  kept 12000 bytes                        PutObject GetObject GetObject",
    "not allowed        may not write: ask the bucket's owner   PutObject",
    "no connection      gave up after 4 attempts                PutObject PutObject PutObject PutObject",
    "clock is wrong     kept 12000 bytes                        PutObject PutObject GetObject"
  ],
  "oss-presigned.ts": [
    "put    200",
    /^get {4}200 {2}"Dear cloud" {2}until \d\d:\d\d UTC$/,
    "other  403  SignatureDoesNotMatch",
    "form   204",
    "form   400  EntityTooLarge",
    "form   403  AccessDenied"
  ],
  "oss-store-read-list.ts": ["read 100 bytes: bytes 0-99/1000", "2026/ has 3000 bytes"],
  "quickstart.ts": [
    /^emulator {6}oss listens at http:\/\/127\.0\.0\.1:\d+$/,
    /^file {10}2026\/film\.mov {2}100 % {2}64 of 64 MB/,
    'bytes 7–11    "cloud"  bytes 7-11/13',
    "append twice  app.log  16 B",
    /^caught {8}Oss\.getObject: NoSuchKey \(HTTP 404\)/,
    "gone          6 objects and their bucket"
  ],
  "tablestore-changes.ts": [
    "put     hat: 3 pieces",
    'update  hat: {"pieces":2} without ["shelf"]',
    "put     rope: 9 pieces",
    "delete  hat"
  ],
  "tablestore-counters.ts": [
    "visits   100",
    "written  1000, failed 0",
    "notStored  blog/1: OTSConditionCheckFail",
    "popular  /1000 1000"
  ],
  "tablestore-orders.ts": [
    "hat     paid, then left as it is",
    "rope    left as it is",
    "rope    now 5 pieces",
    "get     ada 12.50 paid, ada 8.00 open",
    "open    ada 8.00 open",
    "in all  119.5",
    "refused Tablestore.putRow: row.total: NaN must be a finite number; row.pieces: 0.5 must be an integer"
  ],
  "tablestore-search.ts": [
    "found    2: Winter Soups for 18, A Kitchen in Winter for 12",
    "newest   2020, mean price 17.25",
    "genre    cooking 2",
    "cheap    A Kitchen in Winter, 2005"
  ]
}

describe("examples", () => {
  it("are all known here", () => {
    expect(readdirSync(`${repository}/examples`).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))("%s runs", async (name, lines) => {
    const program = spawn(process.execPath, ["--conditions=effect-cloud-storage-source", `examples/${name}`], {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"]
    })
    let output = ""
    let errors = ""
    program.stdout.on("data", (data) => (output += String(data)))
    program.stderr.on("data", (data) => (errors += String(data)))
    const [code] = await once(program, "close")
    expect([code, errors]).toEqual([0, ""])
    const printed = output.split("\n")
    const missing = lines.filter(
      (line) => !printed.some((text) => (typeof line === "string" ? text === line : line.test(text)))
    )
    expect(missing, output).toEqual([])
  })
})
