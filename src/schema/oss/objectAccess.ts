/**
 * What surrounds an object: access control, symlinks, tags.
 */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { absentAs, fields, optional } from "../Fields.ts"
import { element, inHeader, inHeaders, inXml, wrapped } from "../wire/xml.ts"
import { ETag, openWord, PercentEncodedPath } from "../wireText.ts"
import {
  Answer,
  MetadataHeaders,
  ObjectAcl,
  ObjectAclHeader,
  ObjectKey,
  ObjectRef,
  OverwriteHeader,
  Owner,
  oss,
  Payer,
  StorageClassHeader,
  Tags,
  unlessForbidden,
  Version,
  VersionRef
} from "./common.ts"
import { objectErrors } from "./errors.ts"

export class Tag extends /*#__PURE__*/ element(() => ({
  /** Key of the tag. */
  key: inXml("Key", Schema.String),
  /** Value of the tag. */
  value: inXml("Value", Schema.String)
})) {}

/** {@link Tags} as a `TagSet` element. */
const TagSet = wrapped("Tag", Tag).pipe(
  Schema.decodeTo(
    Tags,
    SchemaTransformation.transform<
      { readonly [key: string]: string },
      ReadonlyArray<{ readonly key: string; readonly value: string }>
    >({
      decode: (tags) => Object.fromEntries(tags.map(({ key, value }) => [key, value])),
      encode: (tags) => Object.entries(tags).map(([key, value]) => ({ key, value }))
    })
  )
)

/** What {@link putObjectAcl} takes. */
export class PutObjectAclInput extends /*#__PURE__*/ fields(
  ObjectRef,
  VersionRef,
  () => ({
    /** Who may read and write the object; `default` is as its bucket says. */
    acl: inHeader("x-oss-object-acl", ObjectAcl)
  }),
  Payer
) {}

/** What {@link putObjectAcl} gives. */
export class PutObjectAclOutput extends /*#__PURE__*/ fields(Answer, Version) {}

/**
 * Says who may read and write an object.
 *
 * Source: OSS API, PutObjectACL.
 */
export const putObjectAcl = /*#__PURE__*/ oss.operation("PutObjectAcl", {
  method: "PUT",
  path: "/{key}",
  query: { acl: "" },
  idempotent: true,
  input: PutObjectAclInput,
  output: PutObjectAclOutput,
  errors: objectErrors
})

/** What is granted to everybody. */
export class ObjectGrant extends /*#__PURE__*/ element(() => ({
  /** Who may read and write the object; `default` is as its bucket says. */
  acl: inXml("Grant", openWord("default", "private", "public-read", "public-read-write"))
})) {}

/** What {@link getObjectAcl} takes. */
export class GetObjectAclInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link getObjectAcl} gives. */
export class GetObjectAclOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** Account that owns the bucket. */
  owner: inXml("Owner", optional(Owner)),
  /** What is granted to everybody. */
  accessControlList: inXml("AccessControlList", ObjectGrant)
})) {}

/**
 * Tells who may read and write an object.
 *
 * Source: OSS API, GetObjectACL.
 */
export const getObjectAcl = /*#__PURE__*/ oss.operation("GetObjectAcl", {
  method: "GET",
  path: "/{key}",
  query: { acl: "" },
  idempotent: true,
  input: GetObjectAclInput,
  output: GetObjectAclOutput,
  errors: objectErrors
})

/** What {@link putSymlink} takes. */
export class PutSymlinkInput extends /*#__PURE__*/ fields(
  ObjectRef,
  () => ({
    /** Key the link stands for; must not be a link itself. */
    target: inHeader("x-oss-symlink-target", PercentEncodedPath.pipe(Schema.decodeTo(ObjectKey)))
  }),
  ObjectAclHeader,
  StorageClassHeader,
  MetadataHeaders,
  OverwriteHeader,
  Payer
) {}

/** What {@link putSymlink} gives. */
export class PutSymlinkOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** ETag of the object, without quotes. */
  eTag: inHeader("etag", optional(ETag))
})) {}

/**
 * Makes a symlink: an object that stands for another one of the same bucket. The target need not exist yet.
 *
 * Source: OSS API, PutSymlink.
 */
export const putSymlink = /*#__PURE__*/ oss.operation("PutSymlink", {
  method: "PUT",
  path: "/{key}",
  query: { symlink: "" },
  idempotent: unlessForbidden,
  input: PutSymlinkInput,
  output: PutSymlinkOutput,
  errors: [...objectErrors, "FileAlreadyExists", "FileImmutable"]
})

/** What {@link getSymlink} takes. */
export class GetSymlinkInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link getSymlink} gives. */
export class GetSymlinkOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** Key the link stands for. */
  target: inHeader("x-oss-symlink-target", PercentEncodedPath),
  /** ETag of the object, without quotes. */
  eTag: inHeader("etag", optional(ETag)),
  /** User metadata of the link. */
  metadata: inHeaders("x-oss-meta-", optional(Schema.Record(Schema.String, Schema.String)))
})) {}

/**
 * Tells what a symlink stands for.
 *
 * Source: OSS API, GetSymlink.
 */
export const getSymlink = /*#__PURE__*/ oss.operation("GetSymlink", {
  method: "GET",
  path: "/{key}",
  query: { symlink: "" },
  idempotent: true,
  input: GetSymlinkInput,
  output: GetSymlinkOutput,
  errors: [...objectErrors, "NotSymlink", "SymlinkTargetNotExist"]
})

/** What {@link putObjectTagging} takes. */
export class PutObjectTaggingInput extends /*#__PURE__*/ fields(
  ObjectRef,
  VersionRef,
  () => ({
    /** All tags of the object. */
    tagging: inXml("TagSet", TagSet)
  }),
  Payer
) {}

/** What {@link putObjectTagging} gives. */
export class PutObjectTaggingOutput extends /*#__PURE__*/ fields(Answer, Version) {}

/**
 * Sets the tags of an object, replacing those it had.
 *
 * Source: OSS API, PutObjectTagging.
 */
export const putObjectTagging = /*#__PURE__*/ oss.operation("PutObjectTagging", {
  method: "PUT",
  path: "/{key}",
  query: { tagging: "" },
  idempotent: true,
  root: "Tagging",
  input: PutObjectTaggingInput,
  output: PutObjectTaggingOutput,
  errors: [...objectErrors, "MalformedXML"]
})

/** What {@link getObjectTagging} takes. */
export class GetObjectTaggingInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link getObjectTagging} gives. */
export class GetObjectTaggingOutput extends /*#__PURE__*/ fields(Answer, Version, () => ({
  /** Tags of the object; empty when it has none. */
  tagging: inXml(
    "TagSet",
    absentAs(TagSet, () => ({}))
  )
})) {}

/**
 * Reads the tags of an object.
 *
 * Source: OSS API, GetObjectTagging.
 */
export const getObjectTagging = /*#__PURE__*/ oss.operation("GetObjectTagging", {
  method: "GET",
  path: "/{key}",
  query: { tagging: "" },
  idempotent: true,
  input: GetObjectTaggingInput,
  output: GetObjectTaggingOutput,
  errors: objectErrors
})

/** What {@link deleteObjectTagging} takes. */
export class DeleteObjectTaggingInput extends /*#__PURE__*/ fields(ObjectRef, VersionRef, Payer) {}

/** What {@link deleteObjectTagging} gives. */
export class DeleteObjectTaggingOutput extends /*#__PURE__*/ fields(Answer, Version) {}

/**
 * Removes all tags of an object.
 *
 * Source: OSS API, DeleteObjectTagging.
 */
export const deleteObjectTagging = /*#__PURE__*/ oss.operation("DeleteObjectTagging", {
  method: "DELETE",
  path: "/{key}",
  query: { tagging: "" },
  idempotent: true,
  input: DeleteObjectTaggingInput,
  output: DeleteObjectTaggingOutput,
  errors: objectErrors
})
