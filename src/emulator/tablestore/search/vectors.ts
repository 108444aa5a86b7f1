/** How near two vectors are, as a score. Source: Tablestore, KNN vector query, score formulas. */
import { parameterInvalid } from "../refusals.ts"

const dot = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)

export const similarity = (metric: string, a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
  switch (metric) {
    case "euclidean":
      return 1 / (1 + a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0))
    case "cosine": {
      const lengths = Math.sqrt(dot(a, a) * dot(b, b))
      return lengths === 0 ? 0 : (1 + dot(a, b) / lengths) / 2
    }
    case "dotProduct":
      return (1 + dot(a, b)) / 2
    default:
      throw parameterInvalid(`The metric '${metric}' is not known.`)
  }
}
