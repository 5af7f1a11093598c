/** When two models are the same. */

import { createHash } from "node:crypto";
import type { Model } from "../../src/api/model.ts";

/** Of all that a checked model says, but where in the text it says so. */
export function digestOf({ checked }: Model): string {
  const withoutPlaces = (key: string, value: unknown): unknown =>
    key === "span" || key === "file" || key === "source" ? undefined : value;
  const shown = JSON.stringify(checked, (key, value: unknown) =>
    value instanceof Map ? [...value] : withoutPlaces(key, value),
  );
  return createHash("sha256").update(shown).digest("hex");
}
