/** The OSS test vectors, as far as the emulator's tests read them. */
import { readFileSync } from "node:fs"

export interface SignatureVector {
  readonly id: string
  readonly description: string
  readonly input: {
    readonly method: string
    readonly bucket: string | null
    readonly key: string | null
    readonly query: Readonly<Record<string, string>>
    readonly headers: Readonly<Record<string, string>>
    readonly date?: string
    readonly region?: string
    readonly cloudBoxId?: string
    readonly unixTime?: number
    readonly nowUnixTime?: number
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken: string | null
  }
  readonly intermediates: { readonly stringToSign: string; readonly canonicalRequest?: string }
  readonly expected: {
    readonly signature: string
    readonly authorization?: string
    readonly authorizationOss2Style?: string
    readonly addedHeaders?: Readonly<Record<string, string>>
    readonly finalQuery?: Readonly<Record<string, string>>
    readonly url?: string
  }
}

export interface PostVector {
  readonly id: string
  readonly description: string
  readonly version: "v1" | "v4"
  readonly input: { readonly accessKeyId: string; readonly accessKeySecret: string; readonly policyJson: string }
  readonly expected: { readonly signature: string; readonly formFields: Readonly<Record<string, string>> }
}

export interface CrcVector {
  readonly id: string
  readonly description: string
  readonly input: {
    readonly dataBase64?: string
    readonly initialCrcDecimal?: string
    readonly generator?: { readonly length: number; readonly mul: number; readonly add: number }
  }
  readonly expected: { readonly crc64Decimal: string }
}

export interface CombineVector {
  readonly id: string
  readonly description: string
  readonly input: { readonly parts: ReadonlyArray<{ readonly length: number; readonly crc64Decimal: string }> }
  readonly expected: { readonly crc64Decimal: string }
}

export const vectors = JSON.parse(
  readFileSync(new URL("../fixtures/vectors/oss-vectors.json", import.meta.url), "utf8")
) as {
  readonly v1_header: ReadonlyArray<SignatureVector>
  readonly v1_presigned: ReadonlyArray<SignatureVector>
  readonly v4_header: ReadonlyArray<SignatureVector>
  readonly v4_presigned: ReadonlyArray<SignatureVector>
  readonly post_policy: ReadonlyArray<PostVector>
  readonly crc64: ReadonlyArray<CrcVector>
  readonly crc64_combine: ReadonlyArray<CombineVector>
}
