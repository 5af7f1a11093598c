/** What runs in the page of a lesson. */

import type { Operations } from "./engine/operations.ts";
import { lessons } from "./index.ts";
import { openPage } from "./kit/open-page.ts";

const { lesson: name } = document.documentElement.dataset;
lessons.find((lesson) => lesson.name === name)?.start(openPage<Operations>());
