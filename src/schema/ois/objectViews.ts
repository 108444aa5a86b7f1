/**
 * Other views of an object: what web pages may do with it, and images made of it.
 */
import * as Schema from "effect/Schema"
import { fields, optional } from "../Fields.ts"
import { inHeader, inQuery } from "../wire/json.ts"
import { HttpDate, WireInt } from "../wireText.ts"
import { Answer, HeaderText, ObjectRef, ois, Progress } from "./common.ts"
import { conditionErrors, objectErrors } from "./errors.ts"
import { ObjectHead, ResponseOverrides } from "./object.ts"

/** What {@link optionsObject} takes. */
export class OptionsObjectInput extends /*#__PURE__*/ fields(ObjectRef, () => ({
  /** Origin of the web page. */
  origin: inHeader("origin", HeaderText),
  /** HTTP method that the page wants to use. */
  accessControlRequestMethod: inHeader(
    "access-control-request-method",
    Schema.Literals(["GET", "PUT", "POST", "DELETE", "HEAD"])
  ),
  /** Headers that the page wants to send, separated by commas. */
  accessControlRequestHeaders: inHeader("access-control-request-headers", optional(HeaderText))
})) {}

/** What {@link optionsObject} gives. */
export class OptionsObjectOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** Origin that is allowed; absent where it is not. */
  accessControlAllowOrigin: inHeader("access-control-allow-origin", optional(Schema.String)),
  /** Methods that are allowed. */
  accessControlAllowMethods: inHeader("access-control-allow-methods", optional(Schema.String)),
  /** Headers that may be sent. */
  accessControlAllowHeaders: inHeader("access-control-allow-headers", optional(Schema.String)),
  /** Headers of answers that may be read. */
  accessControlExposeHeaders: inHeader("access-control-expose-headers", optional(Schema.String)),
  /** Seconds for which a browser may keep the permission. */
  accessControlMaxAge: inHeader("access-control-max-age", optional(WireInt))
})) {}

/**
 * Asks what a web page of another origin may do with an object, as browsers ask it.
 *
 * Source: QingStor API, OPTIONS Object.
 */
export const optionsObject = /*#__PURE__*/ ois.operation("OptionsObject", {
  method: "OPTIONS",
  path: "/{key}",
  idempotent: true,
  input: OptionsObjectInput,
  output: OptionsObjectOutput,
  errors: objectErrors
})

/** What {@link imageProcess} takes. */
export class ImageProcessInput extends /*#__PURE__*/ fields(
  ObjectRef,
  () => ({
    /** What is done with the image; `OisImage` writes it, e.g. `resize:w_300,h_400,m_0`. */
    action: inQuery("action", Schema.String.check(Schema.isMinLength(1, { message: "must not be empty" }))),
    /** Only when the image was changed after this time, else `not_modified`. */
    ifModifiedSince: inHeader("if-modified-since", optional(HttpDate))
  }),
  ResponseOverrides,
  Progress
) {}

/** What {@link imageProcess} gives. */
export class ImageProcessOutput extends /*#__PURE__*/ fields(ObjectHead) {}

/**
 * Reads an image that is made of an object: smaller, cut, turned, marked, in another format; or JSON about it (`info`). The
 * object may have up to 10 MB.
 *
 * Source: QingStor API, Image Process.
 */
export const imageProcess = /*#__PURE__*/ ois.download("ImageProcess", {
  method: "GET",
  path: "/{key}",
  query: { image: "" },
  idempotent: true,
  headers: { "accept-encoding": "identity" },
  // A result that breaks off is not gone on with: nothing tells that two of them are the same.
  download: { isWhole: () => false, identity: () => undefined, resume: () => undefined },
  input: ImageProcessInput,
  output: ImageProcessOutput,
  errors: [...objectErrors, ...conditionErrors, "entity_too_large"]
})
