/** The distributions that the compiler knows are those of the language. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../docs/commands.ts";
import { signaturesText } from "./signatures.ts";

const file = join(repository, "src/builder/signatures.ts");

test("every distribution has its types, with its arguments in their order", () => {
  const text = signaturesText();
  if (process.env.RENEW === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});
