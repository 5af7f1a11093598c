import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "fast", include: ["test/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "slow", include: ["test/**/*.slow.ts"], testTimeout: 1_200_000 } },
    ],
  },
});
