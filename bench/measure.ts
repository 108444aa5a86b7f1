/** Microseconds per call: the best of several rounds, since whatever else the machine does only adds time. */
export const microseconds = (call: () => unknown, roundMillis = 60, rounds = 7): number => {
  let calls = 1
  const round = (): number => {
    const start = performance.now()
    for (let i = 0; i < calls; i++) call()
    return performance.now() - start
  }
  while (round() < roundMillis) calls *= 2
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < rounds; i++) best = Math.min(best, round())
  return (best * 1000) / calls
}

/** Prints rows as a table, the first one as its head. */
export const printTable = (title: string, rows: ReadonlyArray<ReadonlyArray<string>>): void => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: ReadonlyArray<string>): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ")
  console.log(`\n${title}\n`)
  for (const row of rows) console.log(line(row))
}
