/**
 * The vocabulary of operations that send forms (`multipart/form-data`) over REST and are answered in JSON.
 */
import type { BodyInput } from "../Body.ts"
import type { DownloadBody } from "../DownloadBody.ts"
import { type AnySchema, type Slot, slot } from "../Fields.ts"
import { type Description, type Operation, operationParts } from "../Operation.ts"
import type { JsonDocumentSlot, JsonSlot } from "./json.ts"
import { type PathTemplate, type RestDescription, type RestOperationParts, type RestSlot, restParts } from "./rest.ts"

export { inJson, inJsonDocument, listOrNothing, object } from "./json.ts"
export { inHeader, inHeaders, inHost, inKeyPath, inPath, inQuery, local } from "./rest.ts"

/** A field of the form. */
export interface FormFieldSlot<S extends AnySchema = AnySchema> extends Slot<"formField", S, string, string> {}
/** The file of the form. */
export interface FormFileSlot<S extends AnySchema = AnySchema> extends Slot<"formFile", S, string, BodyInput> {
  /** Field of the operation that names the file. */
  readonly fileNameFrom: string | undefined
}

/** A field of an operation that sends forms. */
export type AnyFormSlot = RestSlot | FormFieldSlot | FormFileSlot | JsonSlot | JsonDocumentSlot

/** A field of the form. */
export const inFormField = <S extends AnySchema & { readonly Encoded: string | undefined }>(
  name: string,
  schema: S
): FormFieldSlot<S> => slot("formField", name, schema)

/** The file of the form. It comes after all fields, in whatever order they are given: services do not look behind it. */
export const inFormFile = <S extends AnySchema & { readonly Encoded: BodyInput | undefined }>(
  name: string,
  schema: S,
  options: { readonly fileNameFrom?: string | undefined } = {}
): FormFileSlot<S> => ({ ...slot("formFile", name, schema), fileNameFrom: options.fileNameFrom })

/** An operation that sends a form. */
export interface FormOperation<Input, Output, Code extends string>
  extends Operation<Input, Output, Code>,
    RestOperationParts {
  readonly input: Readonly<Record<string, AnyFormSlot>>
  readonly output: Readonly<Record<string, AnyFormSlot>>
}

export type AnyFormOperation = FormOperation<any, any, any>

/** Describes an operation. */
type DescribeForm<Known extends string, Common extends string, Extra> = <
  Input,
  Output,
  I extends Readonly<Record<keyof I, AnyFormSlot>>,
  O extends Readonly<Record<keyof O, AnyFormSlot>>,
  const Path extends string,
  const Code extends Known = never
>(
  name: string,
  description: Description<Input, Output, I, O, Code> &
    RestDescription<Input, Output> & { readonly path: PathTemplate<Path, I> }
) => FormOperation<Input, Output & Extra, Code | Common>

/** Gives the functions by which a service describes its operations. */
export const formService =
  <Known extends string>() =>
  <const Common extends Known>(service: {
    readonly service: string
    /** Codes any call of the service may fail with. */
    readonly commonErrors: ReadonlyArray<Common>
  }) => {
    const make =
      (streams: boolean): any =>
      (name: string, description: any) =>
        Object.assign(operationParts(service, name, description, streams), restParts(description))
    return {
      /** An operation whose answer is read whole. */
      operation: make(false) as DescribeForm<Known, Common, unknown>,
      /** An operation whose answer's body is handed out as it arrives. */
      download: make(true) as DescribeForm<Known, Common, DownloadBody>
    }
  }
