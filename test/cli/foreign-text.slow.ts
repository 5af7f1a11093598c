/** Texts of others as in `foreign-text.test.ts`, more of them. */

import { describe, it } from "vitest";
import { checkAndExplain, fitAndAsk, showReceived } from "./foreign-texts.ts";

describe("texts of others", () => {
  it("are harmless in what is printed of checking, explaining and formatting", () => checkAndExplain(50));
  it("are harmless in what is printed of fitting and of its answers", () => fitAndAsk(15));
  it("are harmless in a received run, whatever its run.json says", () => showReceived(30));
});
