/** What runs in the page of the playground. */

import type { PlaygroundOperations } from "../engine/playground-worker.ts";
import { openPage } from "../kit/open-page.ts";
import { Playground } from "./playground.ts";

void new Playground(openPage<PlaygroundOperations>()).start();
