/**
 * How a transfer looks as one line of text.
 */

/** A moment of a transfer. */
export interface TransferView {
  readonly label: string
  /** Bytes moved so far. */
  readonly transferred: number
  /** All bytes, when known. */
  readonly total?: number | undefined
  /** Bytes per second; absent as long as it cannot be told. */
  readonly speed?: number | undefined
}

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const

const unitOf = (bytes: number): number => {
  let unit = 0
  // From 999.5 on, three digits would round to 1000.
  for (let rest = bytes; rest >= 999.5 && unit < units.length - 1; rest /= 1000) unit++
  return unit
}

const inUnit = (bytes: number, unit: number): string => {
  const value = bytes / 1000 ** unit
  return unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)
}

/** Bytes with two or three digits and a decimal unit: `512 B`, `4.1 MB`, `612 MB`. */
export const showBytes = (bytes: number): string => `${inUnit(bytes, unitOf(bytes))} ${units[unitOf(bytes)]}`

/** Seconds as a person says them: `2 s`, `3 min 20 s`, `2 h 5 min`. */
export const showSeconds = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** Whole percent, rounded down: 100 is only said of what is complete. */
export const percentOf = (transferred: number, total: number): number =>
  total === 0 ? 100 : Math.min(100, Math.floor((transferred / total) * 100))

// Columns of a terminal: East Asian letters and emoji take two.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u

/** Columns that a text takes in a terminal. */
export const columnsOf = (text: string): number => {
  let columns = 0
  for (const character of text) columns += wide.test(character) ? 2 : 1
  return columns
}

const shorten = (text: string, columns: number): string => {
  let kept = ""
  let used = 0
  for (const character of text) {
    used += columnsOf(character)
    if (used > columns) break
    kept += character
  }
  return kept
}

/** The numbers of a transfer: `78 %  4.1 of 5.3 GB  612 MB/s  ETA 2 s`. */
export const showNumbers = ({ transferred, total, speed }: TransferView): string => {
  const rate = speed === undefined ? [] : [`${showBytes(speed)}/s`]
  if (total === undefined) return [showBytes(transferred), ...rate].join("  ")
  const unit = unitOf(total)
  const percent = `${String(percentOf(transferred, total)).padStart(3)} %`
  const size = `${inUnit(transferred, unit).padStart(inUnit(total, unit).length)} of ${inUnit(total, unit)} ${units[unit]}`
  const isOpen = transferred < total && speed !== undefined && speed > 0
  return [percent, size, ...rate, ...(isOpen ? [`ETA ${showSeconds((total - transferred) / speed)}`] : [])].join("  ")
}

const widestBar = 30
const narrowestBar = 8
/** Columns kept for the numbers, so that the bar does not change its width with each of them. */
const numberColumns = 44

const showBar = (done: number, columns: number): string => {
  const halves = Math.floor(done * columns * 2)
  const full = Math.floor(halves / 2)
  const half = halves % 2 === 1 ? "╸" : ""
  return `${"━".repeat(full)}${half}${"─".repeat(columns - full - half.length)}`
}

/**
 * A transfer as one line that fits into a terminal: `film.mov  ━━━━━━━╸──  78 %  4.1 of 5.3 GB  612 MB/s  ETA 2 s`. The
 * bar is left out where it does not fit or where the total is not known.
 */
export const showLine = (view: TransferView, terminalColumns: number): string => {
  // The last column stays free: a cursor behind it would be on the next line.
  const limit = terminalColumns > 0 ? terminalColumns - 1 : 79
  const numbers = showNumbers(view)
  const plain = `${view.label}  ${numbers}`
  const free = limit - columnsOf(plain) - 2
  if (view.total === undefined || free < narrowestBar) return shorten(plain, limit)
  const done = view.total === 0 ? 1 : Math.min(1, view.transferred / view.total)
  const steady = free - Math.max(0, numberColumns - columnsOf(numbers))
  const columns = Math.min(widestBar, Math.max(narrowestBar, steady))
  return `${view.label}  ${showBar(done, columns)}  ${numbers}`
}
