/** Has a process import the sources as they are: what its `--import` names (vitest.config.ts). */

import { register } from "node:module";

register("./types-away.mjs", import.meta.url);
