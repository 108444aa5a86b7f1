import { describe, expect, it } from "@effect/vitest"
import { columnsOf, percentOf, showBytes, showLine, showSeconds } from "../../../src/services/progress/progressText.ts"

describe("progressText", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [9949, "9.9 kB"],
    [9950, "10 kB"],
    [999_499, "999 kB"],
    [999_500, "1.0 MB"],
    [612_345_678, "612 MB"],
    [5_300_000_000, "5.3 GB"]
  ])("shows %d bytes as %s", (bytes, text) => expect(showBytes(bytes)).toBe(text))

  it.each([
    [0.2, "1 s"],
    [59, "59 s"],
    [200, "3 min 20 s"],
    [7500, "2 h 5 min"]
  ])("shows %d seconds as %s", (seconds, text) => expect(showSeconds(seconds)).toBe(text))

  it("says 100 percent only of what is complete", () => {
    expect([percentOf(999, 1000), percentOf(1000, 1000), percentOf(0, 0)]).toEqual([99, 100, 100])
  })

  it("draws a bar of as many columns as are free, at most 30", () => {
    const view = { label: "film.mov", transferred: 4_134_000_000, total: 5_300_000_000, speed: 612_000_000 }
    expect(showLine(view, 200)).toBe(
      "film.mov  ━━━━━━━━━━━━━━━━━━━━━━━───────   78 %  4.1 of 5.3 GB  612 MB/s  ETA 2 s"
    )
    expect(showLine(view, 70)).toBe("film.mov  ━━━━━━━━━━───   78 %  4.1 of 5.3 GB  612 MB/s  ETA 2 s")
  })

  it("never fills the last column", () => {
    const view = { label: "电影.mov", transferred: 1_000_000, total: 3_000_000, speed: 1000 }
    for (let columns = 1; columns < 120; columns++) {
      expect(columnsOf(showLine(view, columns))).toBeLessThan(Math.max(columns, 1))
    }
  })

  it("shows bytes and speed when the total is not known", () => {
    expect(showLine({ label: "log", transferred: 2_500_000, speed: 1_200_000 }, 80)).toBe("log  2.5 MB  1.2 MB/s")
  })

  it("shows no remaining time of a transfer that stands still", () => {
    expect(showLine({ label: "a", transferred: 0, total: 100, speed: 0 }, 30)).toBe("a    0 %    0 of 100 B  0 B/s")
  })

  it("shows an empty transfer as complete", () => {
    expect(showLine({ label: "a", transferred: 0, total: 0 }, 40)).toContain("━  100 %  0 of 0 B")
  })
})
