/** What can go otherwise than it was asked for in a page: HP1074. */

import { nowhere, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** Of `asked` workers `started` could be started; `obstacle` is of one of the others, in the browser's words. */
export const workersNotStarted = (asked: number, started: number, obstacle: string): Problem =>
  warning("HP1074", nowhere, [
    `of ${asked} workers ${started === 0 ? "none" : started} could be started, and chains ran in ${started === 0 ? "the thread that called" : "those"}: ${obstacle}`,
    "let the page's policy allow their script (`worker-src`), and that of the script allow code (`script-src 'unsafe-eval'`), or leave `workers` out: the draws are the same",
  ]);
