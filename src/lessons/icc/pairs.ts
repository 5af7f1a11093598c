/** Pairs of measurements, one dot for each group, and their correlation as pairs are added. */

import { numberAxis, type Panel, type Picture } from "../../pictures/picture.ts";
import type { PairsAnswer } from "../engine/pairs.ts";
import { addButton, addSlider } from "../kit/controls.ts";
import { Figure } from "../kit/figure.ts";
import { fixed } from "../kit/numbers.ts";
import type { LessonPage } from "../kit/page.ts";
import { type Spread, shareBetween } from "./spread.ts";

const seed = 4;
const atFirst = 10;
const mostPairs = 20_000;
/** More dots than this are a blot. */
const mostDots = 2000;

export class Pairs {
  private readonly page: LessonPage;
  private readonly onSpread: (spread: Spread) => void;
  private readonly spread = { between: 2, within: 1 };
  private readonly answer: HTMLElement;
  private readonly sentence: HTMLElement;
  private readonly figure: Figure;
  private count = atFirst;

  /** `onSpread` is told of both standard deviations whenever they change, and at first. */
  constructor(page: LessonPage, onSpread: (spread: Spread) => void) {
    this.page = page;
    this.onSpread = onSpread;
    this.addControls(page.place("sliders"));
    this.answer = page.place("pairs");
    this.sentence = page.add(this.answer, "p", { class: "live", "aria-live": "polite" });
    this.figure = new Figure(this.answer);
    onSpread(this.spread);
  }

  async update(): Promise<void> {
    const { page, spread, count } = this;
    await page.attempt(this.answer, async () => {
      const pairs = await page.engine.latest("pairs", "pairs", { seed, count, ...spread });
      if (pairs !== null) this.show(pairs);
    });
  }

  private addControls(place: HTMLElement): void {
    const { page, spread } = this;
    const add = (key: keyof Spread, min: number): void => {
      addSlider(page, place, {
        label: page.word(key),
        ...{ min, max: 4, step: 0.1, value: spread[key], format: (value: number) => fixed(value, 1) },
        onInput: (value) => {
          spread[key] = value;
          this.onSpread(spread);
          void this.update();
        },
      });
    };
    add("between", 0);
    add("within", 0.1);
    const buttons = page.add(place, "p");
    for (const further of [1, 10, 1000])
      addButton(page, buttons, page.word(`further.${further}`), () => {
        this.count = Math.min(mostPairs, this.count + further);
        return this.update();
      });
    addButton(page, buttons, page.word("anew"), () => {
      this.count = atFirst;
      return this.update();
    });
  }

  private show(pairs: PairsAnswer): void {
    const { page, spread } = this;
    const values = {
      pairs: pairs.first.length,
      correlation: fixed(pairs.correlations.at(-1) ?? Number.NaN),
      share: fixed(shareBetween(spread)),
      between: fixed(spread.between * spread.between),
      within: fixed(spread.within * spread.within),
    };
    this.sentence.textContent = page.word("pairs.sentence", values);
    this.figure.show(this.picture(pairs, values));
  }

  private picture(pairs: PairsAnswer, values: Readonly<Record<string, string | number>>): Picture {
    const { page } = this;
    return {
      kind: "lesson",
      title: page.word("pairs.title"),
      subtitle: null,
      description: page.word("pairs.description", values),
      columns: 2,
      legend: [],
      panels: [this.cloud(pairs), this.growing(pairs)],
    };
  }

  private cloud({ first, second }: PairsAnswer): Panel {
    const { page, spread } = this;
    const reach = 4 * Math.hypot(spread.between, spread.within);
    const isMany = first.length > 200;
    return {
      title: page.word("panel.cloud"),
      x: numberAxis(page.word("first"), { domain: [-reach, reach] }),
      y: numberAxis(page.word("second"), { domain: [-reach, reach] }),
      height: 1.25,
      isClipped: true,
      marks: [
        {
          kind: "line",
          x: [-reach, reach],
          y: [-reach, reach],
          colour: "muted",
          isDashed: true,
        },
        {
          kind: "dots",
          x: first.subarray(0, mostDots),
          y: second.subarray(0, mostDots),
          colour: "main",
          size: isMany ? 1.6 : 3,
          opacity: isMany ? 0.35 : 0.7,
        },
      ],
    };
  }

  private growing({ counts, correlations }: PairsAnswer): Panel {
    const { page, spread } = this;
    const share = shareBetween(spread);
    const last = counts.length - 1;
    return {
      title: page.word("panel.growing"),
      x: numberAxis(page.word("pairs"), {
        scale: "log",
        domain: [counts[0] ?? 3, Math.max(100, counts[last]!)],
      }),
      y: numberAxis(null, { domain: [Math.min(-0.25, ...correlations), 1] }),
      height: 1.25,
      marks: [
        {
          kind: "rule",
          axis: "y",
          at: share,
          colour: "second",
          isDashed: true,
        },
        { kind: "line", x: counts, y: correlations, colour: "main", width: 1.8 },
        { kind: "dots", x: [counts[last]!], y: [correlations[last]!], colour: "main", size: 4.5 },
        {
          kind: "texts",
          x: [Math.max(100, counts[last]!)],
          y: [share > 0.85 ? share - 0.09 : share + 0.07],
          texts: [page.word("share")],
          colour: "second",
          anchor: "end",
        },
      ],
    };
  }
}
