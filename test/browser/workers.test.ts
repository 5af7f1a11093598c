/** Chains of a page in workers draw the bits of the calling thread and of Node; in all browsers, and what else they do, workers.slow.ts. */

import { beforeAll, describe, expect, it } from "vitest";
import { installedBrowsers } from "./installed-browsers.ts";
import { answerOf, digestInNode, isolating, siteOf } from "./worker-pages.ts";

// Browsers cannot be installed from npm, so a clone may have none.
describe.skipIf(installedBrowsers.length === 0)("chains in workers of a page", () => {
  let expected = "";
  beforeAll(async () => {
    expected = await digestInNode();
  });

  it.each([
    { memory: "shared", headers: isolating },
    { memory: "copied", headers: {} },
  ])("draw the bits of Node from $memory memory", async ({ headers }) => {
    const site = siteOf("return { isolated: crossOriginIsolated, run: await fit({ workers: 2 }), counts };", {
      headers: () => headers,
    });
    expect(await answerOf(installedBrowsers[0]!, site)).toMatchObject({
      isolated: headers === isolating,
      run: { digest: expected, workers: 2, warnings: [] },
      counts: { started: 2, ended: 2 },
    });
  });
});
