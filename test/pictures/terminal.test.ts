/** How pictures are drawn in a terminal, on small ones whose every character can be told. */

import { describe, expect, it } from "vitest";
import type { Colour, Mark, Panel, Picture } from "../../src/pictures/picture.ts";
import { nameAxis, numberAxis } from "../../src/pictures/picture.ts";
import { braille, Canvas } from "../../src/pictures/terminal/canvas.ts";
import { renderTerminal, type TerminalOptions } from "../../src/pictures/terminal/render.ts";
import { drawStroke } from "../../src/pictures/terminal/strokes.ts";
import { tickPlaces } from "../../src/pictures/tick-places.ts";
import { textWidth } from "../../src/text/lines.ts";

const unit = numberAxis(null, { domain: [0, 1] });

function pictureOf(
  marks: readonly Mark[],
  rest: Partial<Panel> = {},
  legend: Picture["legend"] = [],
): Picture {
  const panel: Panel = { title: null, x: unit, y: unit, marks, height: 0.5, ...rest };
  return { kind: "test", title: "T", subtitle: null, description: "", panels: [panel], columns: 1, legend };
}

/** What stands right of the axis, a line each. */
function fieldOf(picture: Picture, options: TerminalOptions = {}): string[] {
  const lines = renderTerminal(picture, { width: 40, ...options }).split("\n");
  return lines.filter((line) => /[│┤|]/.test(line)).map((line) => line.replace(/^.*?[│┤|+]/, ""));
}

describe("the field", () => {
  it("has a dot of braille for each dot of a line, which leaves it where the numbers do", () => {
    const canvas = new Canvas(4, 1, braille);
    drawStroke(canvas, [0, 0.99], [1, 0.99], "main");
    expect(canvas.lines()).toEqual([[{ text: "⣀⣀⣀⣀", look: "main" }]]);
    const cut = new Canvas(4, 1, braille);
    drawStroke(cut, [-9, -9], [10, 10], "main");
    drawStroke(cut, [Number.NaN, 0], [1, 1], "main");
    drawStroke(cut, [2, 0], [3, 1], "main");
    expect(
      cut
        .lines()[0]!
        .map(({ text }) => text)
        .join(""),
    ).toBe("⠉⠒⠤⣀");
  });

  it("gives a character the colour of most of its dots", () => {
    const canvas = new Canvas(1, 1, braille);
    canvas.dot(0, 0, { chain: 0 });
    canvas.dot(1, 1, { chain: 1 });
    canvas.dot(1, 2, { chain: 1 });
    canvas.dot(9, 9, { chain: 0 });
    expect(canvas.lines()).toEqual([[{ text: "⠱", look: { chain: 1 } }]]);
  });

  it("breaks a line at what is no number, and takes steps to the right and then up", () => {
    const x = [0, 0.5, 1];
    const broken = fieldOf(pictureOf([{ kind: "line", x, y: [0, Number.NaN, 1], colour: "main" }]));
    expect(broken.join("").replace(/[ ⠈⡀⢀⠁]/g, "")).toBe("");
    const stepped = fieldOf(pictureOf([{ kind: "line", x, y: [0, 1, 1], isStepped: true, colour: "main" }]));
    expect(stepped.at(-1)).toMatch(/^⣀{16,}/);
    expect(stepped[0]).toMatch(/^ {16,}.⠉+$/);
  });

  it("fills boxes to an eighth of a line, areas with a shade, and rows from the left", () => {
    const boxes: Mark = { kind: "boxes", x1: [0], x2: [1], y1: [0], y2: [0.5], colour: "main" };
    const rows = fieldOf(pictureOf([boxes], { height: 8 / 16 }));
    expect(rows).toHaveLength(8);
    expect(rows.slice(4).every((row) => /^█+$/.test(row))).toBe(true);
    expect(rows.slice(0, 4).join("").trim()).toBe("");
    const eighth = fieldOf(pictureOf([{ ...boxes, y2: [0.5 + 1 / 64] }]));
    expect(eighth[3]).toMatch(/^▁+$/);
    const band: Mark = { kind: "area", x: [0, 1], lower: [0, 0], upper: [1, 1], colour: "band" };
    expect(fieldOf(pictureOf([band])).every((row) => /^░+$/.test(row))).toBe(true);
    const share: Mark = { kind: "boxes", x1: [0], x2: [0.5], y1: [-0.4], y2: [0.4], colour: "main" };
    const across = fieldOf(pictureOf([share], { y: nameAxis(["a"]), height: 0.1 }));
    expect(across.some((row) => /^█{17,18}[▏▎▍▌▋▊▉]?$/.test(row))).toBe(true);
  });

  it("has a line for each name, thin and thick intervals on it, and arrows with a head", () => {
    const names = ["a", "b"];
    const [y, x1, x2] = [
      [0, 1],
      [0.1, 0.4],
      [0.6, 0.9],
    ];
    const thin: Mark = { kind: "segments", x1, x2, y1: y, y2: y, colour: "main" };
    const thick: Mark = {
      kind: "segments",
      x1: [0.3, 0.6],
      x2: [0.4, 0.7],
      y1: y,
      y2: y,
      colour: "main",
      width: 4,
    };
    const dots: Mark = { kind: "dots", x: [0.35, 0.65], y, colour: "main" };
    const rows = fieldOf(pictureOf([thin, thick, dots], { y: nameAxis(names), height: 0.12 }));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^ +─+━+●━+─+$/);
    const arrow: Mark = { ...thin, x1: x2, x2: x1, hasArrow: true };
    expect(fieldOf(pictureOf([arrow], { y: nameAxis(names), height: 0.12 }))[0]).toMatch(/^ +←─+$/);
  });

  it("draws rules below marks with their text, and nothing outside of its axes", () => {
    const rule: Mark = { kind: "rule", axis: "x", at: 0.5, colour: "muted", isDashed: true, text: "zero" };
    const rows = fieldOf(pictureOf([rule, { ...rule, at: 7, text: "far" }]));
    expect(rows[0]).toMatch(/^ +┊ zero$/);
    expect(rows.every((row) => row.trim().startsWith("┊"))).toBe(true);
    const far: Mark = { kind: "dots", x: [5, 0.5], y: [5, Number.NaN], colour: "main" };
    expect(
      fieldOf(pictureOf([far]))
        .join("")
        .trim(),
    ).toBe("");
  });
});

describe("what is told without colours", () => {
  const lines = [0, 1].map((chain): Mark => {
    return { kind: "line", x: [0, 1], y: [chain, chain].map((v) => 0.2 + 0.6 * v), colour: { chain } };
  });
  const x = Array.from({ length: 30 }, (_, i) => i / 29);
  const long = lines.map((line, chain): Mark => {
    return line.kind === "line" ? { ...line, x, y: x.map(() => 0.2 + 0.6 * chain) } : line;
  });
  const legend = [0, 1].map((chain) => {
    return { colour: { chain }, text: `chain ${chain + 1}`, symbol: "line" as const };
  });

  it("is chains by their digits, on the lines and in the legend", () => {
    const picture = pictureOf(long, {}, legend);
    expect(renderTerminal(picture)).toContain("1 chain 1   2 chain 2");
    const rows = fieldOf(picture);
    expect(rows.find((row) => row.includes("2"))).not.toMatch(/1/);
    expect(rows.join("")).toMatch(/1/);
  });

  it("is nothing of that where there are colours: each piece is painted by its look", () => {
    const picture = pictureOf(long, {}, legend);
    const text = renderTerminal(picture, {
      hasColours: true,
      paint: (piece, look) =>
        typeof look === "object" ? `<${"chain" in look ? look.chain : "?"}>${piece}` : piece,
    });
    expect(text).toContain("<0>── chain 1   <1>── chain 2");
    expect(text).toMatch(/<1>[⠀-⣿]+/);
    expect(text).not.toMatch(/[⠀-⣿][12]/);
  });

  it("is letters for other entries that share their sign, and shades of their own for areas", () => {
    const entry = (colour: "main" | "second", symbol: "dot" | "area") => ({ colour, text: colour, symbol });
    const dots = (["main", "second"] as const).map((colour, i): Mark => {
      return { kind: "dots", x: [0.2 + 0.4 * i], y: [0.5], colour };
    });
    const letters = renderTerminal(pictureOf(dots, {}, [entry("main", "dot"), entry("second", "dot")]));
    expect(letters).toContain("a main   b second");
    expect(letters).toMatch(/a +b/);
    const areas = (["main", "second"] as const).map((colour, i): Mark => {
      return { kind: "area", x: [i / 2, (i + 1) / 2], lower: [0, 0], upper: [1, 1], colour, opacity: 0.3 };
    });
    const shades = renderTerminal(pictureOf(areas, {}, [entry("main", "area"), entry("second", "area")]));
    expect(shades).toContain("░░ main   ▒▒ second");
    expect(shades).toMatch(/░+▒+/);
  });
});

describe("labels", () => {
  it("are as wide as a terminal shows them, and shortened where there is no room", () => {
    const names = ["日本語", "a level with a very long name that goes on", "é", "\u001b[2J\nforged"];
    const y = [0, 1, 2, 3];
    const dots: Mark = { kind: "dots", x: y.map(() => 0.5), y, colour: "main" };
    const text = renderTerminal(pictureOf([dots], { y: nameAxis(names), height: 0.2 }), { width: 60 });
    const rows = text.split("\n").filter((line) => line.includes("●"));
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => textWidth(row.slice(0, row.indexOf("│"))))).size).toBe(1);
    expect(rows[1]).toMatch(/^a level with a very.*… │/);
    expect(rows[3]).toMatch(/^\\u\{1b\}\[2J\\nforged/);
  });

  it("are spelled in ASCII, or else written as escapes", () => {
    const text = renderTerminal(pictureOf([], { title: "β 日" }), {
      isAscii: true,
      spell: (label) => label.replace("β", "beta"),
    });
    expect(text).toContain("beta \\u{65e5}");
    expect(text).toMatch(/^[ -~\n]*$/);
  });
});

describe("the legend without colours", () => {
  const at = (y: number, colour: Colour): Mark => ({ kind: "line", x: [0, 1], y: [y, y], colour });
  const key = (colour: Colour, text: string) => ({ colour, text, symbol: "line" as const });
  const legendOf = (marks: readonly Mark[], legend: Picture["legend"], hasColours = false): string =>
    renderTerminal(pictureOf(marks, {}, legend), { width: 60, hasColours }).split("\n")[1]!;

  it("has letters only of lines, and the dashes of a rule", () => {
    const rule: Mark = { kind: "rule", axis: "y", at: 0.5, colour: "alert", isDashed: true };
    const legend = [key("main", "one"), key("second", "two"), key("alert", "limit")];
    expect(legendOf([at(0.2, "main"), at(0.8, "second"), rule], legend)).toBe("a one   b two   ╌╌ limit");
  });

  it("leaves out what has the sign of one before it, which colours would tell apart", () => {
    const bar = (y: number, colour: Colour): Mark => {
      return { kind: "segments", x1: [0.1], x2: [0.9], y1: [y], y2: [y], colour };
    };
    const marks = [bar(0.2, "main"), bar(0.8, "second")];
    const legend = [key("main", "one"), key("second", "two")];
    expect(legendOf(marks, legend)).toBe("── one");
    expect(legendOf(marks, legend, true)).toBe("── one   ── two");
  });

  it("has no letter that found no place, and dots on a line have its letter", () => {
    const legend = [key("main", "one"), key("second", "two")];
    const dots: Mark = { kind: "dots", x: [0.1, 0.5, 0.9], y: [0.8, 0.8, 0.8], colour: "second" };
    const picture = pictureOf([at(0.2, "main"), at(0.8, "second"), dots], {}, legend);
    expect(fieldOf(picture).join("").split("b").length - 1).toBeGreaterThanOrEqual(3);
    expect(fieldOf(picture).join("")).not.toContain("●");
    expect(legendOf([at(0.2, "main"), at(9, "second")], legend)).toBe("a one   ── two");
  });
});

describe("panels", () => {
  it("stand beside each other where there is room, and never wider than the terminal", () => {
    const [panel] = pictureOf([]).panels;
    const picture = { ...pictureOf([]), panels: [panel!, panel!, panel!], columns: 3 };
    const axes = (width: number): number =>
      Math.max(
        ...renderTerminal(picture, { width })
          .split("\n")
          .map((line) => line.split("└").length - 1),
      );
    expect([40, 80, 120].map(axes)).toEqual([1, 2, 3]);
    for (const width of [40, 80, 120])
      expect(Math.max(...renderTerminal(picture, { width }).split("\n").map(textWidth))).toBeLessThanOrEqual(
        width,
      );
  });
});

describe("numbers at axes", () => {
  it("are 1, 2 or 5 times a power of ten apart, within the axis, and two at least", () => {
    expect(tickPlaces([0, 100], "linear", 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(tickPlaces([-0.31, 0.29], "linear", 3)).toEqual([-0.2, 0, 0.2]);
    expect(tickPlaces([3.1, 3.4], "linear", 1)).toEqual([3.2, 3.4]);
    expect(tickPlaces([1e-9, 3e-9], "linear", 2)).toEqual([1e-9, 2e-9, 3e-9]);
  });

  it("are powers of ten on a logarithmic axis, or several within one of them", () => {
    expect(tickPlaces([1e-4, 1e4], "log", 3)).toEqual([1e-3, 1, 1e3]);
    expect(tickPlaces([1, 90], "log", 6)).toEqual([1, 2, 5, 10, 20, 50]);
    expect(tickPlaces([2, 7], "log", 3)).toEqual([2, 4, 6]);
  });

  it("are none where neighbours are the same number, or the ends are none", () => {
    expect(tickPlaces([1, 1], "linear", 5)).toEqual([]);
    expect(tickPlaces([Number.NaN, 1], "linear", 5)).toEqual([]);
    expect(tickPlaces([1e300, -1e300], "linear", 5)).toEqual([]);
  });
});
