/**
 * Deleting objects.
 */
import * as Schema from "effect/Schema"
import { fields, list, optional } from "../Fields.ts"
import { element, inEncodedXml, inHeader, inXml, repeated } from "../wire/xml.ts"
import { WireBoolean } from "../wireText.ts"
import { Answer, BucketRef, ObjectKey, ObjectRef, oss, Payer, Version, VersionRef } from "./common.ts"
import { objectErrors } from "./errors.ts"
import { maxDeleteKeys } from "./limits.ts"

export class DeletedObject extends /*#__PURE__*/ element(() => ({
  /** Key of the object. */
  key: inEncodedXml("Key", Schema.String),
  /** Version that was deleted. */
  versionId: inXml("VersionId", optional(Schema.String)),
  /** Whether a delete marker was made or removed. */
  deleteMarker: inXml("DeleteMarker", optional(WireBoolean)),
  /** Id of the delete marker that was made or removed. */
  deleteMarkerVersionId: inXml("DeleteMarkerVersionId", optional(Schema.String))
})) {}

/** What {@link deleteObject} takes. */
export class DeleteObjectInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link deleteObject} gives. */
export class DeleteObjectOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** Whether a delete marker was made or removed. */
  deleteMarker: inHeader("x-oss-delete-marker", optional(WireBoolean))
})) {}

/**
 * Deletes an object. An absent one is no error.
 *
 * Source: OSS API, DeleteObject.
 */
export const deleteObject = /*#__PURE__*/ oss.operation("DeleteObject", {
  method: "DELETE",
  path: "/{key}",
  idempotent: true,
  input: DeleteObjectInput,
  output: DeleteObjectOutput,
  errors: [...objectErrors, "FileImmutable"]
})

/** An object that shall be deleted. */
export class ObjectToDelete extends /*#__PURE__*/ element(() => ({
  /** Key of the object. */
  key: inXml("Key", ObjectKey),
  /** Version to delete, in buckets with versioning. */
  versionId: inXml("VersionId", optional(Schema.String))
})) {}

/** What {@link deleteMultipleObjects} takes. */
export class DeleteMultipleObjectsInput extends /*#__PURE__*/ fields(
  BucketRef,
  () => ({
    /** `true`: the service does not tell which objects it deleted. */
    quiet: inXml("Quiet", optional(WireBoolean)),
    /** Objects to delete, 1 to 1,000. */
    objects: inXml(
      "Object",
      list(ObjectToDelete).check(
        Schema.isMinLength(1, { message: "must name at least one object" }),
        Schema.isMaxLength(maxDeleteKeys, { message: `must name at most ${maxDeleteKeys} objects` })
      )
    )
  }),
  Payer
) {}

/** What {@link deleteMultipleObjects} gives. */
export class DeleteMultipleObjectsOutput extends /*#__PURE__*/ fields(Answer, () => ({
  /** What was deleted; empty when `quiet`. */
  deleted: inXml("Deleted", repeated(DeletedObject))
})) {}

/**
 * Deletes up to 1,000 objects. Absent ones count as deleted.
 *
 * Source: OSS API, DeleteMultipleObjects.
 */
export const deleteMultipleObjects = /*#__PURE__*/ oss.operation("DeleteMultipleObjects", {
  method: "POST",
  path: "/",
  query: { delete: "", "encoding-type": "url" },
  idempotent: true,
  root: "Delete",
  requiresDigest: true,
  input: DeleteMultipleObjectsInput,
  output: DeleteMultipleObjectsOutput,
  errors: [...objectErrors, "MalformedXML", "InvalidDigest"]
})
