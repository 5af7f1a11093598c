import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // One more than there are cores: some tests wait for processes that they start.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          testTimeout: 60_000,
          // A process runs many files and loads the sources once. No test may leave anything behind that another one sees.
          isolate: false,
          // The engine loads the sources itself, without their types: a tenth less to compute. Nothing can be put in the place of
          // a module there, and none is loaded a second time.
          execArgv: ["--import", new URL("test/loader/register.mjs", import.meta.url).href],
          experimental: { viteModuleRunner: false, nodeLoader: false },
        },
      },
      // Those that put other modules in the place of sources, or load sources anew.
      { test: { name: "alone", include: ["test/**/*.alone.ts"], testTimeout: 60_000 } },
      // Those that start servers, which are left out where these are not installed.
      {
        test: {
          name: "engines",
          include: ["test/engines/**/*.engine.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "slow", include: ["test/**/*.slow.ts"], testTimeout: 1_200_000 } },
    ],
  },
});
