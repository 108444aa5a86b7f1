/**
 * What surrounds an object: access control, symlinks, tags.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { inHeader, inHeaders, inXml, optional } from "../Operation.ts"
import { ETag, PercentEncodedPath } from "../wireText.ts"
import { element, wrapped } from "../xmlShape.ts"
import {
  answer,
  contentHeaders,
  ObjectAcl,
  ObjectKey,
  Owner,
  object,
  oss,
  payer,
  Tags,
  unlessForbidden,
  version,
  writeHeaders
} from "./common.ts"
import { objectErrors } from "./errors.ts"

const Tag = element({ key: inXml("Key", Schema.String), value: inXml("Value", Schema.String) })

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

export const objectAccessOperations = {
  /**
   * Says who may read and write an object.
   *
   * Source: OSS API, PutObjectACL.
   */
  putObjectAcl: oss.operation("PutObjectAcl", {
    method: "PUT",
    query: { acl: "" },
    idempotent: true,
    input: {
      ...object,
      /** Who may read and write the object; `default` is as its bucket says. */
      acl: inHeader("x-oss-object-acl", ObjectAcl),
      ...payer
    },
    output: { ...answer, ...version },
    errors: objectErrors
  }),

  /**
   * Tells who may read and write an object.
   *
   * Source: OSS API, GetObjectACL.
   */
  getObjectAcl: oss.operation("GetObjectAcl", {
    method: "GET",
    query: { acl: "" },
    idempotent: true,
    input: { ...object, ...payer },
    output: {
      ...answer,
      ...version,
      owner: inXml("Owner", Owner),
      accessControlList: inXml("AccessControlList", element({ acl: inXml("Grant", ObjectAcl) }))
    },
    errors: objectErrors
  }),

  /**
   * Makes a symlink: an object that stands for another one of the same bucket. The target need not exist yet.
   *
   * Source: OSS API, PutSymlink.
   */
  putSymlink: oss.operation("PutSymlink", {
    method: "PUT",
    query: { symlink: "" },
    idempotent: unlessForbidden,
    input: {
      ...object,
      /** Key the link stands for; must not be a link itself. */
      target: inHeader("x-oss-symlink-target", PercentEncodedPath.pipe(Schema.decodeTo(ObjectKey))),
      acl: writeHeaders.acl,
      storageClass: writeHeaders.storageClass,
      metadata: contentHeaders.metadata,
      forbidOverwrite: writeHeaders.forbidOverwrite,
      ...payer
    },
    output: { ...answer, ...version, eTag: inHeader("etag", optional(ETag)) },
    errors: [...objectErrors, "FileAlreadyExists", "FileImmutable"]
  }),

  /**
   * Tells what a symlink stands for.
   *
   * Source: OSS API, GetSymlink.
   */
  getSymlink: oss.operation("GetSymlink", {
    method: "GET",
    query: { symlink: "" },
    idempotent: true,
    input: { ...object, ...payer },
    output: {
      ...answer,
      ...version,
      /** Key the link stands for. */
      target: inHeader("x-oss-symlink-target", PercentEncodedPath),
      eTag: inHeader("etag", optional(ETag)),
      /** User metadata of the link. */
      metadata: inHeaders("x-oss-meta-", optional(Schema.Record(Schema.String, Schema.String)))
    },
    errors: [...objectErrors, "NotSymlink"]
  }),

  /**
   * Sets the tags of an object, replacing those it had.
   *
   * Source: OSS API, PutObjectTagging.
   */
  putObjectTagging: oss.operation("PutObjectTagging", {
    method: "PUT",
    query: { tagging: "" },
    idempotent: true,
    xmlRoot: "Tagging",
    input: {
      ...object,
      /** All tags of the object. */
      tagging: inXml("TagSet", TagSet),
      ...payer
    },
    output: { ...answer, ...version },
    errors: [...objectErrors, "MalformedXML"]
  }),

  /**
   * Reads the tags of an object.
   *
   * Source: OSS API, GetObjectTagging.
   */
  getObjectTagging: oss.operation("GetObjectTagging", {
    method: "GET",
    query: { tagging: "" },
    idempotent: true,
    input: { ...object, ...payer },
    output: {
      ...answer,
      ...version,
      tagging: inXml("TagSet", TagSet.pipe(Schema.withDecodingDefaultKey(Effect.succeed({} as unknown))))
    },
    errors: objectErrors
  }),

  /**
   * Removes all tags of an object.
   *
   * Source: OSS API, DeleteObjectTagging.
   */
  deleteObjectTagging: oss.operation("DeleteObjectTagging", {
    method: "DELETE",
    query: { tagging: "" },
    idempotent: true,
    input: { ...object, ...payer },
    output: { ...answer, ...version },
    errors: objectErrors
  })
}
