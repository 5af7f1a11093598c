/** The script of a worker of chains, for pages with a bundler. */

import { listenToPool } from "./listen-to-pool.ts";

listenToPool();
