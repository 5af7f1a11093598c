/** The pages of `docs/how-to`, made anew as `docs.test.ts` makes the others. What their files do is tested in `how-to.test.ts`. */

import { howToPages, testPages } from "./test-pages.ts";

testPages(howToPages);
