/**
 * Server error codes of OSS, by the HTTP status they come with.
 *
 * Source: OSS error code pages and the exception tables of the official SDKs.
 */

import type { KindsOfCodes } from "../errorKinds.ts"

/** Codes of OSS by HTTP status. */
export const ossErrorCodes = {
  203: ["CallbackFailed"],
  400: [
    "BadRequest",
    "BadReplicationLocation",
    "BucketReplicationAlreadyExist",
    "CORSRuleBeyondLimit",
    "EntityTooLarge",
    "EntityTooSmall",
    "FieldItemTooLong",
    "FileGroupTooLarge",
    "FilePartInterity",
    "FilePartNotExist",
    "FilePartStale",
    "IncorrectNumberOfFilesInPOSTRequest",
    "InvalidArgument",
    "InvalidBucketName",
    "InvalidDigest",
    "InvalidEncryptionAlgorithmError",
    "InvalidEncryptionRequest",
    "InvalidJsonData",
    "InvalidObjectName",
    "InvalidPart",
    "InvalidPartOrder",
    "InvalidPolicyDocument",
    "InvalidRequest",
    "InvalidTargetType",
    "InvalidWORMConfiguration",
    "InventoryExceedLimit",
    "MalformedPOSTRequest",
    "MalformedXML",
    "MaxPOSTPreDataLengthExceededError",
    "MetaOperationQpsLimitExceeded",
    "NotImplemented",
    "NotSymlink",
    "ObjectAlreadyExists",
    "OperationNotSupported",
    "PartNotSequential",
    "RequestIsNotMultiPartContent",
    "RequestTimeout",
    "TooManyBuckets",
    "TooManyReplicationRules"
  ],
  403: [
    "AbnormalBucketOwnerStatus",
    "AccessDenied",
    "AccessForbidden",
    "AccessKeyIdAndSecurityTokenNotMatch",
    "BucketDisable",
    "BucketNotBelongTo",
    "CnameDenied",
    "ImageDamage",
    "InDebt",
    "InDebtOverdue",
    "InvalidAccessKeyId",
    "InvalidObjectState",
    "InvalidSecurityToken",
    "InvalidTargetBucketForLogging",
    "KmsServiceNotEnabled",
    "NonStandardHostForbidden",
    "PermanentRedirect",
    "RequestTimeTooSkewed",
    "SecondLevelDomainForbidden",
    "SecurityTokenExpired",
    "SignatureDoesNotMatch",
    "UbsmsInvalidBid",
    "UserDisable",
    "WORMConfigurationLocked"
  ],
  404: [
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "NoSuchCORSConfiguration",
    "NoSuchInventory",
    "NoSuchKey",
    "NoSuchLifecycle",
    "NoSuchLiveChannel",
    "NoSuchReplicationConfiguration",
    "NoSuchReplicationRule",
    "NoSuchServerSideEncryptionRule",
    "NoSuchStyle",
    "NoSuchTransferAccelerationConfiguration",
    "NoSuchUpload",
    "NoSuchVersion",
    "NoSuchWORMConfiguration",
    "NoSuchWebsiteConfiguration",
    "SymlinkTargetNotExist"
  ],
  405: ["MethodNotAllowed"],
  409: [
    "ArchiveRestoreNotFinished",
    "BucketAlreadyExists",
    "BucketNotEmpty",
    "ChannelStillLive",
    "CnameAlreadyExists",
    "FileAlreadyExists",
    "FileImmutable",
    "InventoryAlreadyExist",
    "KeyDisabled",
    "KeyPendingDeletion",
    "LiveChannelDisabled",
    "ObjectNotAppendable",
    "PositionNotEqualToLength",
    "RestoreAlreadyInProgress"
  ],
  411: ["MissingContentLength"],
  412: ["PreconditionFailed"],
  416: ["InvalidRange"],
  424: ["MirrorFailed"],
  500: ["InternalError"],
  503: ["DownloadTrafficRateLimitExceeded", "QpsLimitExceeded", "ServiceUnavailable", "UploadTrafficRateLimitExceeded"]
} as const

/**
 * Codes that the service does not send, but that stand for answers without a readable code: a 304, and a HEAD answer
 * whose error says nothing more than its status.
 */
export const ossStatusCodes = {
  304: "NotModified",
  403: "Forbidden",
  404: "NotFound",
  412: "PreconditionFailed"
} as const

type ByStatus = typeof ossErrorCodes

/** Any known code of OSS. */
export type OssErrorCode = ByStatus[keyof ByStatus][number] | (typeof ossStatusCodes)[keyof typeof ossStatusCodes]

/** Codes that any call may fail with. */
export const ossCommonErrors = [
  "AccessDenied",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "RequestTimeTooSkewed",
  "SecurityTokenExpired",
  "InvalidSecurityToken",
  "AccessKeyIdAndSecurityTokenNotMatch",
  "InvalidArgument",
  "InvalidRequest",
  "MethodNotAllowed",
  "UserDisable",
  "InternalError",
  "ServiceUnavailable",
  "QpsLimitExceeded",
  "RequestTimeout",
  "Forbidden",
  "NotFound"
] as const satisfies ReadonlyArray<OssErrorCode>

/** Codes that any call on a bucket may fail with. */
export const bucketErrors = ["NoSuchBucket", "InvalidBucketName"] as const satisfies ReadonlyArray<OssErrorCode>

/** Codes that any call on an object may fail with. */
export const objectErrors = [
  ...bucketErrors,
  "NoSuchKey",
  "InvalidObjectName"
] as const satisfies ReadonlyArray<OssErrorCode>

/** Codes whose kind is not that of their status. */
export const ossErrorKinds: KindsOfCodes<OssErrorCode> = {
  BucketAlreadyExists: "AlreadyExists",
  CnameAlreadyExists: "AlreadyExists",
  InventoryAlreadyExist: "AlreadyExists",
  FileAlreadyExists: "AlreadyExists",
  ObjectAlreadyExists: "AlreadyExists",
  // Refused for the state of an account or object, not for who calls.
  InDebt: "none",
  InDebtOverdue: "none",
  InvalidObjectState: "none",
  RequestTimeTooSkewed: "none",
  ServiceUnavailable: "Throttled",
  QpsLimitExceeded: "Throttled",
  DownloadTrafficRateLimitExceeded: "Throttled",
  UploadTrafficRateLimitExceeded: "Throttled",
  MetaOperationQpsLimitExceeded: "Throttled"
}
