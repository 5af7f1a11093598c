// Writes the pages of documentation anew: reference parts from the sources, outputs from the commands above them.
// The pages are checked by three tests, which do all the work; here they may change what they compare with.
import { startVitest } from "vitest/node";

const vitest = await startVitest("test", ["test/docs.test.ts", "test/docs/how-to-pages."], {
  run: true,
  update: true,
  project: ["fast", "slow"],
});
await vitest.close();
