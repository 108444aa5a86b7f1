/**
 * Where the keys of Tablestore come from when nobody says otherwise.
 */
import type * as Layer from "effect/Layer"
import {
  alibabaCloudNames,
  type Credentials,
  type EnvironmentNames,
  eitherNames,
  layerEnvironment
} from "../Credentials.ts"

/** The variables that the documentation of Tablestore and its official clients name, before those of the account. */
export const tablestoreNames: EnvironmentNames = /*#__PURE__*/ eitherNames(
  {
    accessKeyId: ["TABLESTORE_ACCESS_KEY_ID", "OTS_AK_ENV"],
    accessKeySecret: ["TABLESTORE_ACCESS_KEY_SECRET", "OTS_SK_ENV"],
    securityToken: ["TABLESTORE_SESSION_TOKEN", undefined]
  },
  alibabaCloudNames
)

/** The credentials chain of Tablestore: its own variables, then those of the account. */
export const layerTablestoreCredentials: Layer.Layer<Credentials> = /*#__PURE__*/ layerEnvironment(tablestoreNames)
