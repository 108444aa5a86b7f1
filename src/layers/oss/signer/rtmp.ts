import * as Redacted from "effect/Redacted"
import { encodeQuery } from "../../../schema/percentEncoding.ts"
import { type SigningKeys, secretKeySha1 } from "../../signer/SigningKeys.ts"
import { unixSeconds } from "../../signer/signingTime.ts"

/** A live channel to publish to. */
export interface RtmpChannel {
  readonly bucket: string
  /** Name of the live channel: the rules of object keys, and no `/`. */
  readonly channel: string
  /** Name of the playlist that publishing writes, such as `playlist.m3u8`. */
  readonly playlistName?: string | undefined
}

/** Options of {@link signRtmp}. */
export interface SignRtmpOptions {
  /** Instant to sign for, milliseconds since 1970. */
  readonly timeMillis: number
  /** How long the URL works, in seconds. */
  readonly expiresInSeconds: number
}

/** Result of {@link signRtmp}. */
export interface SignedRtmp {
  /** All parameters of the publish URL, decoded. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  readonly signature: string
  readonly stringToSign: string
}

/**
 * Signs the right to publish to a live channel.
 *
 * The security token of temporary credentials is signed, as the official Python and Java SDKs do; the Go SDK leaves it
 * out. Source: OSS API, "RTMP ingest URLs and signatures".
 */
export const signRtmp = (target: RtmpChannel, keys: SigningKeys, options: SignRtmpOptions): SignedRtmp => {
  const expires = String(unixSeconds(options.timeMillis) + options.expiresInSeconds)
  // In the order of their names, as the text to sign wants them.
  const parameters: Array<readonly [string, string]> = []
  if (target.playlistName !== undefined) parameters.push(["playlistName", target.playlistName])
  if (keys.securityToken !== undefined) parameters.push(["security-token", Redacted.value(keys.securityToken)])
  const lines = parameters.map(([name, value]) => `${name}:${value}\n`).join("")
  const stringToSign = `${expires}\n${lines}/${target.bucket}/${target.channel}`
  const signature = secretKeySha1(keys).signText(stringToSign, "base64")
  return {
    query: [...parameters, ["OSSAccessKeyId", keys.accessKeyId], ["Expires", expires], ["Signature", signature]],
    signature,
    stringToSign
  }
}

/**
 * The URL a video encoder publishes to: `rtmp://AUTHORITY/live/CHANNEL?…`.
 *
 * The name of the channel stands in the URL as it is, since encoders take it for a stream name and do not decode it.
 *
 * @param authority host, and port where there is one, of the bucket; a bucket without its own host is named after it,
 *   as in `127.0.0.1:1935/examplebucket`
 */
export const rtmpPublishUrl = (
  authority: string,
  target: RtmpChannel,
  keys: SigningKeys,
  options: SignRtmpOptions
): string => `rtmp://${authority}/live/${target.channel}?${encodeQuery(signRtmp(target, keys, options).query)}`
