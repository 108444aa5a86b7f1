/** The client ships no types; tests read its results as they come. */
declare module "ali-oss" {
  const OSS: new (options: Record<string, unknown>) => any
  export default OSS
}
