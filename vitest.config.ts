import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // One less than there are cores if not given.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          testTimeout: 60_000,
          // A process runs many files and loads the sources once. No test may leave anything behind that another one sees.
          isolate: false,
        },
      },
      { test: { name: "slow", include: ["test/**/*.slow.ts"], testTimeout: 1_200_000 } },
    ],
  },
});
