import { describe, expect, it } from "vitest";
import { chooses, idlePatterns } from "../../src/posterior/choose-variables.ts";
import type { Variable } from "../../src/posterior/draws.ts";

const names = ["β", "b[A]", "b[B.1]", "b2", "u[308,days]", "u[308,(x)]", "lp__", "hidden"];
const variables: Variable[] = names.map((name) => ({
  name,
  quantity: name.split("[")[0]!,
  levels: [],
  isHidden: name === "hidden",
  isConstant: false,
}));
const chosen = (include: string[], exclude: string[] = []) =>
  variables.filter(chooses({ include, exclude })).map(({ name }) => name);

describe("patterns of names", () => {
  it("choose every variable that is shown if there are none", () => {
    expect(chosen([])).toEqual(names.slice(0, -1));
  });

  it("stand for whole names, and for all elements of a quantity", () => {
    expect(chosen(["b"])).toEqual(["b[A]", "b[B.1]"]);
    expect(chosen(["b[*]"])).toEqual(["b[A]", "b[B.1]"]);
    expect(chosen(["b*"])).toEqual(["b[A]", "b[B.1]", "b2"]);
    expect(chosen(["b[B.1]", "?"])).toEqual(["β", "b[A]", "b[B.1]"].filter((name) => name !== "b[A]"));
    expect(chosen(["u[308,(x)]"])).toEqual(["u[308,(x)]"]);
    expect(chosen(["b[Bx1]", "hidden"])).toEqual([]);
  });

  it("leave out what is excluded, included or not", () => {
    expect(chosen([], ["u[*", "lp__"])).toEqual(["β", "b[A]", "b[B.1]", "b2"]);
    expect(chosen(["b*"], ["*[A]"])).toEqual(["b[B.1]", "b2"]);
  });

  it("are known if they fit nothing", () => {
    expect(idlePatterns(["b", "c", "u[309*", "hidden"], variables)).toEqual(["c", "u[309*", "hidden"]);
  });
});
