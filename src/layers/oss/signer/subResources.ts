/**
 * Query parameters that a V1 signature covers, apart from those that start with `x-oss-`. Names are case-sensitive.
 *
 * Listing parameters (`prefix`, `marker`, `max-keys` …), `accessmonitor`, `regions` and unknown names are not signed.
 * Source: union of the lists in aliyun-oss-python-sdk `auth.ProviderAuth`, aliyun-oss-go-sdk `conn.signKeyList` and
 * alibabacloud-oss-go-sdk-v2 `signer/v1.go`; OSS API, "Include a V1 signature in the Authorization header".
 */
const names = /* @__PURE__ */ new Set(
  `accessPoint accessPointConfigForObjectProcess accessPointForObjectProcess accessPointPolicy
  accessPointPolicyForObjectProcess acl append asyncFetch bucketArchiveDirectRead bucketInfo callback callback-var
  cleanRestoredObject cloudboxes cname comp continuation-token cors delete encryption endTime group httpsConfig img
  inventory inventoryId legalHold lifecycle link live location logging metaQuery objectInfo objectMeta objectWorm
  overwriteConfig partNumber policy policyStatus position publicAccessBlock qos qosInfo qosRequester
  redundancyTransition referer regionList replication replicationLocation replicationProgress requestPayment
  requesterQosInfo resourceGroup resourcePool resourcePoolBuckets resourcePoolInfo response-cache-control
  response-content-disposition response-content-encoding response-content-language response-content-type
  response-expires responseHeader restore retention rtc seal security-token sequential startTime stat status style
  styleName symlink tagging transferAcceleration udf udfApplication udfApplicationLog udfId udfImage udfImageDesc
  udfName uploadId uploads userDefinedLogFieldsConfig versionId versioning versions vod website withHashContext worm
  wormExtend wormId`.split(/\s+/)
)

/** Whether a V1 signature covers this query parameter. */
export const isSubResource = (name: string): boolean => names.has(name) || name.startsWith("x-oss-")
