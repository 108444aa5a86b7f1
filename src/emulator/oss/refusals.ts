/**
 * The refusals of the service, with its own texts.
 * Source: OSS API, error responses; texts where the service's answers are documented, else worded alike.
 */
import { OssRefusal } from "./OssRefusal.ts"

const refusal = (
  status: number,
  code: string,
  message: string,
  more: {
    readonly ec?: string
    readonly children?: Record<string, string>
    readonly headers?: Record<string, string>
  } = {}
): OssRefusal => new OssRefusal({ status, code, message, ...more })

export const accessDenied = (message = "AccessDenied", children?: Record<string, string>): OssRefusal =>
  refusal(403, "AccessDenied", message, children === undefined ? {} : { children })

export const accessForbidden = (message: string): OssRefusal => refusal(403, "AccessForbidden", message)

export const badRequest = (message: string): OssRefusal => refusal(400, "BadRequest", message)

export const bucketAlreadyExists = (bucket: string): OssRefusal =>
  refusal(
    409,
    "BucketAlreadyExists",
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    { ec: "0015-00000104", children: { BucketName: bucket } }
  )

export const bucketNotEmpty = (bucket: string): OssRefusal =>
  refusal(409, "BucketNotEmpty", "The bucket has objects. Please delete them first.", {
    ec: "0015-00000301",
    children: { BucketName: bucket }
  })

export const entityTooLarge = (proposedBytes: number, maxBytes: number): OssRefusal =>
  refusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", {
    children: { ProposedSize: String(proposedBytes), MaxSizeAllowed: String(maxBytes) }
  })

export const entityTooSmall = (proposedBytes: number, minBytes: number): OssRefusal =>
  refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.", {
    children: { ProposedSize: String(proposedBytes), MinSizeAllowed: String(minBytes) }
  })

export const fieldItemTooLong = (): OssRefusal =>
  refusal(400, "FieldItemTooLong", "Your post form fields items was too large.")

export const fileAlreadyExists = (): OssRefusal =>
  refusal(409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten.")

/** @param missing Name of the field that is missing. */
export const incorrectNumberOfFiles = (missing?: string): OssRefusal =>
  refusal(
    400,
    "IncorrectNumberOfFilesInPOSTRequest",
    "POST requires exactly one file upload per request.",
    missing === undefined ? {} : { children: { ArgumentName: missing } }
  )

export const internalError = (): OssRefusal => refusal(500, "InternalError", "Please contact the server administrator.")

export const invalidAccessKeyId = (accessKeyId: string): OssRefusal =>
  refusal(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.", {
    children: { OSSAccessKeyId: accessKeyId }
  })

export const invalidArgument = (message: string, name?: string, value?: string): OssRefusal =>
  refusal(400, "InvalidArgument", message, {
    children: {
      ...(name === undefined ? {} : { ArgumentName: name }),
      ...(value === undefined ? {} : { ArgumentValue: value })
    }
  })

/** A signature for a region that the request does not go to. */
export const invalidSigningRegion = (message: string): OssRefusal =>
  refusal(400, "InvalidArgument", message, { ec: "0002-00000226" })

export const invalidBucketName = (bucket: string): OssRefusal =>
  refusal(400, "InvalidBucketName", "The specified bucket is not valid.", { children: { BucketName: bucket } })

export const invalidDigest = (message: string, contentMd5: string): OssRefusal =>
  refusal(400, "InvalidDigest", message, { children: { "Content-MD5": contentMd5 } })

export const invalidEncryptionAlgorithm = (algorithm: string): OssRefusal =>
  refusal(
    400,
    "InvalidEncryptionAlgorithmError",
    "The Encryption request you specified is not valid. Supported value: AES256/KMS/SM4.",
    {
      children: { ArgumentName: "x-oss-server-side-encryption", ArgumentValue: algorithm }
    }
  )

export const invalidObjectName = (message = "The specified object is not valid."): OssRefusal =>
  refusal(400, "InvalidObjectName", message)

export const invalidObjectState = (key: string): OssRefusal =>
  refusal(403, "InvalidObjectState", "The operation is not valid for the object's state", {
    children: { ObjectName: key }
  })

export const invalidPolicyDocument = (message: string): OssRefusal =>
  refusal(400, "InvalidPolicyDocument", `Invalid Policy: ${message}`)

export const invalidRange = (size: number, range: string): OssRefusal =>
  refusal(416, "InvalidRange", "The requested range cannot be satisfied.", {
    children: { ActualObjectSize: String(size), RangeRequested: range },
    headers: { "content-range": `bytes */${size}` }
  })

export const invalidRequest = (message: string): OssRefusal => refusal(400, "InvalidRequest", message)

export const invalidSecurityToken = (): OssRefusal =>
  refusal(403, "InvalidSecurityToken", "The security token you provided is invalid.")

export const invalidTargetType = (key: string): OssRefusal =>
  refusal(400, "InvalidTargetType", "The symbolic's target file type is invalid.", { children: { Key: key } })

export const malformedPost = (): OssRefusal =>
  refusal(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.")

export const malformedXml = (detail: string): OssRefusal =>
  refusal(
    400,
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema.",
    { children: { ErrorDetail: detail } }
  )

export const methodNotAllowed = (method: string, resource: string): OssRefusal =>
  refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", {
    children: { Method: method, ResourceType: resource }
  })

export const missingContentLength = (): OssRefusal =>
  refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")

export const noSuchBucket = (bucket: string): OssRefusal =>
  refusal(404, "NoSuchBucket", "The specified bucket does not exist.", {
    ec: "0015-00000101",
    children: { BucketName: bucket }
  })

export const noSuchKey = (key: string): OssRefusal =>
  refusal(404, "NoSuchKey", "The specified key does not exist.", { ec: "0026-00000001", children: { Key: key } })

export const notImplementedHeader = (header: string): OssRefusal =>
  refusal(400, "NotImplemented", "A header you provided implies functionality that is not implemented.", {
    children: { Header: header }
  })

/** The emulator's own refusal: the service has this call, the emulator has not. */
export const notEmulated = (operation: string): OssRefusal =>
  refusal(501, "NotImplemented", `The emulator does not provide ${operation}.`)

export const notSymlink = (key: string): OssRefusal =>
  refusal(400, "NotSymlink", "The object is not symlink", { children: { Key: key } })

/** Conditions say that the reader has the object already. No document goes with it. */
export const notModified = (headers: Record<string, string>): OssRefusal =>
  refusal(304, "NotModified", "Not Modified", { headers })

export const objectNotAppendable = (key: string): OssRefusal =>
  refusal(409, "ObjectNotAppendable", "The object is not appendable", { children: { Key: key } })

export const operationNotSupported = (): OssRefusal =>
  refusal(400, "OperationNotSupported", "The operation is not supported for this resource", { ec: "0016-00000702" })

export const positionNotEqualToLength = (length: number): OssRefusal =>
  refusal(409, "PositionNotEqualToLength", "Position is not equal to file length", {
    ec: "0026-00000016",
    headers: { "x-oss-next-append-position": String(length) }
  })

export const preconditionFailed = (condition: string): OssRefusal =>
  refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.", {
    children: { Condition: condition }
  })

export const requestIsNotMultiPart = (): OssRefusal =>
  refusal(400, "RequestIsNotMultiPartContent", "Bucket POST must be of the enclosure-type multipart/form-data.")

export const requestTimeout = (): OssRefusal =>
  refusal(
    400,
    "RequestTimeout",
    "Your socket connection to the server was not read from or written to within the timeout period."
  )

export const requestTimeTooSkewed = (times: {
  readonly maxSkewMillis: number
  readonly request: string
  readonly server: string
}): OssRefusal =>
  refusal(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", {
    ec: "0002-00000504",
    children: {
      MaxAllowedSkewMilliseconds: String(times.maxSkewMillis),
      RequestTime: times.request,
      ServerTime: times.server
    }
  })

export const securityTokenExpired = (): OssRefusal =>
  refusal(403, "SecurityTokenExpired", "The security token you provided has expired.")

export const signatureDoesNotMatch = (children: Record<string, string>): OssRefusal =>
  refusal(
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    { ec: "0002-00000040", children }
  )

export const symlinkTargetNotExist = (): OssRefusal =>
  refusal(404, "SymlinkTargetNotExist", "The symlink target object does not exist")

export const tooManyBuckets = (): OssRefusal =>
  refusal(400, "TooManyBuckets", "You have attempted to create more buckets than allowed")
