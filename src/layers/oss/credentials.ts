/**
 * Where the keys of OSS come from when nobody says otherwise.
 */
import type * as Layer from "effect/Layer"
import {
  alibabaCloudNames,
  type Credentials,
  type EnvironmentNames,
  eitherNames,
  layerEnvironment
} from "../Credentials.ts"

/** The variables that the official clients of OSS read, before those of the account. */
export const ossNames: EnvironmentNames = /*#__PURE__*/ eitherNames(
  {
    accessKeyId: ["OSS_ACCESS_KEY_ID"],
    accessKeySecret: ["OSS_ACCESS_KEY_SECRET"],
    securityToken: ["OSS_SESSION_TOKEN"]
  },
  alibabaCloudNames
)

/** The credentials chain of OSS: its own variables, then those of the account. */
export const layerOssCredentials: Layer.Layer<Credentials> = /*#__PURE__*/ layerEnvironment(ossNames)
