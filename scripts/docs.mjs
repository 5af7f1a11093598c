// Writes the pages of documentation anew: reference parts from the sources, outputs from the commands above them.
// The pages are checked by test/docs.test.ts, which does all the work; here it may change what it compares with.
import { startVitest } from "vitest/node";

const vitest = await startVitest("test", ["test/docs.test.ts"], {
  run: true,
  update: true,
  project: ["fast"],
});
await vitest.close();
