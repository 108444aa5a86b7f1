import { defineConfig } from "vitest/config"

export default defineConfig({
  // Some tests build the package or start programs, on machines that do much else.
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 }
})
