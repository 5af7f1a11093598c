import { test } from "vitest";
import { expectModels } from "./random-formulas.ts";

test("2000 random formulas over random tables are models that bind, or problems", () => expectModels(2000));
