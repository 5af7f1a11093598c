import { test } from "vitest";
import { builtModels } from "./models.ts";
import { expectSameDraws } from "./same-draws.ts";

test("grouseticks has the draws of its file, bit by bit", () =>
  expectSameDraws("grouseticks", builtModels.grouseticks));
