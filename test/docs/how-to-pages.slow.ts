/** The pages of `docs/how-to` with many fits, made anew. */

import { longPages, testPages } from "./test-pages.ts";

testPages(longPages);
