/** As same-bits.test.ts, in all browsers that are installed. */

import { describe, it } from "vitest";
import { installedBrowsers } from "./installed-browsers.ts";
import { expectRecordedBits } from "./recorded-page.ts";

// Browsers cannot be installed from npm, so a clone may have none.
describe.skipIf(installedBrowsers.length === 0)("the draws of every sampler", () => {
  it.each(installedBrowsers)("are in $name those that were recorded", expectRecordedBits);
});
