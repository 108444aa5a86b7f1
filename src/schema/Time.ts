/**
 * The forms in which the services write times, as codecs of `DateTime`.
 */
export { HttpDate, IsoDay, IsoTime, UnixSeconds } from "./wireText.ts"
