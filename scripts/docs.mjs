// Writes the pages of documentation anew: reference parts from the sources, outputs from the commands above them.
// The pages are checked by two tests, which do all the work; here they may change what they compare with.
import { startVitest } from "vitest/node";

const vitest = await startVitest("test", ["test/docs.test.ts", "test/docs/how-to-pages.test.ts"], {
  run: true,
  update: true,
  project: ["fast"],
});
await vitest.close();
