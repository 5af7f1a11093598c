/** Each sampler draws in a browser, to the last bit, what it draws in Node; in the other browsers that are installed, same-bits.slow.ts. */

import { describe, it } from "vitest";
import { installedBrowsers } from "./installed-browsers.ts";
import { expectRecordedBits } from "./recorded-page.ts";

for (const name of ["chromium", "firefox"]) {
  if (!installedBrowsers.some((one) => one.name === name))
    console.info(`no ${name}: what needs it is skipped`);
}

// Browsers cannot be installed from npm, so a clone may have none; browser.test.ts runs the same bundle without one.
describe.skipIf(installedBrowsers.length === 0)("the draws of every sampler", () => {
  it.each(installedBrowsers.slice(0, 1))("are in $name those that were recorded", expectRecordedBits);
});
