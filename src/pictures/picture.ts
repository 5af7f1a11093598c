/**
 * A picture as data: panels with axes, and marks in the units of the data. It is described once, and drawn in a terminal, as SVG and PNG, and in
 * a page where it can be moved: who makes one decides what is seen, not how it is drawn.
 */

export interface Picture {
  /** The name of its kind: "trace". */
  readonly kind: string;
  readonly title: string;
  /** In a sentence, what is to be seen; null where the title says all. */
  readonly subtitle: string | null;
  /** For those who do not see it: what it shows, with the numbers that matter. */
  readonly description: string;
  /** At least one, row by row. */
  readonly panels: readonly Panel[];
  /** Panels side by side at most, where there is room. */
  readonly columns: number;
  /** What colours stand for, where marks differ in them. */
  readonly legend: readonly LegendEntry[];
}

/** A sign and what it stands for. */
export interface LegendEntry {
  readonly colour: Colour;
  readonly text: string;
  readonly symbol: "line" | "dot" | "ring" | "cross" | "area";
}

/** Axes and what is drawn over them. */
export interface Panel {
  /** A variable in the model's words; null where the picture's title is enough. */
  readonly title: string | null;
  readonly x: Axis;
  readonly y: Axis;
  /** The first lies below the others. */
  readonly marks: readonly Mark[];
  /** Height in parts of that of usual panels; forests grow with their rows. */
  readonly height: number;
  /** Whether marks end at the axes, as where only a part of them is looked at. */
  readonly isClipped?: boolean;
}

/** One side of a panel. */
export interface Axis {
  /** With the unit, if there is one; null for none. */
  readonly label: string | null;
  readonly scale: "linear" | "log";
  /** From where to where; null for what the marks take, with a margin. */
  readonly domain: readonly [number, number] | null;
  /** Names that stand at 0, 1, 2, … in place of numbers; the first at the top, or at the left. Null for an axis of numbers. */
  readonly names: readonly string[] | null;
  readonly format: "number" | "percent";
  /** Whether ticks and label are left out, as of densities, whose heights say nothing by themselves. */
  readonly isBare: boolean;
}

/** By what they mean; each way of drawing has its own palette for them. `chain` and `series` count from 0 and come round after eight. */
export type Colour =
  | "main"
  | "second"
  | "muted"
  | "alert"
  | "good"
  | "band"
  | { readonly chain: number }
  | { readonly series: number };

/** Numbers, as many in each of a mark's arrays. What is NaN is not drawn, and ends a line there. */
type Numbers = ArrayLike<number>;

/** What is drawn. `names` are what a pointer that rests on it is told, one for each place. */
export type Mark =
  | {
      readonly kind: "line";
      readonly x: Numbers;
      readonly y: Numbers;
      readonly colour: Colour;
      readonly width?: number;
      readonly isDashed?: boolean;
      /** Goes to the right and then up, as distribution functions do. */
      readonly isStepped?: boolean;
      /** From 0 to 1; 1 if not given. */
      readonly opacity?: number;
      /** What it is, for a pointer. */
      readonly name?: string;
    }
  | {
      readonly kind: "dots";
      readonly x: Numbers;
      readonly y: Numbers;
      readonly colour: Colour;
      readonly symbol?: "dot" | "ring" | "cross";
      /** Radius in pixels; 3 if not given. */
      readonly size?: number;
      readonly opacity?: number;
      readonly names?: readonly string[];
    }
  | {
      /** Between two curves over x. */
      readonly kind: "area";
      readonly x: Numbers;
      readonly lower: Numbers;
      readonly upper: Numbers;
      readonly colour: Colour;
      readonly opacity?: number;
      readonly isStepped?: boolean;
    }
  | {
      /** Rectangles: histograms, and shares that lie behind each other. */
      readonly kind: "boxes";
      readonly x1: Numbers;
      readonly x2: Numbers;
      readonly y1: Numbers;
      readonly y2: Numbers;
      readonly colour: Colour;
      readonly opacity?: number;
      /** Of each box its own, where their shades say something: of probabilities. */
      readonly opacities?: Numbers;
      readonly names?: readonly string[];
    }
  | {
      /** From one point to another: intervals, arrows. */
      readonly kind: "segments";
      readonly x1: Numbers;
      readonly y1: Numbers;
      readonly x2: Numbers;
      readonly y2: Numbers;
      readonly colour: Colour;
      readonly width?: number;
      readonly hasArrow?: boolean;
      readonly opacity?: number;
      readonly names?: readonly string[];
    }
  | {
      /** Across the panel: a threshold, zero, a mean. */
      readonly kind: "rule";
      readonly axis: "x" | "y";
      readonly at: number;
      readonly colour: Colour;
      readonly isDashed?: boolean;
      /** Stands at its end. */
      readonly text?: string;
    }
  | {
      readonly kind: "texts";
      readonly x: Numbers;
      readonly y: Numbers;
      readonly texts: readonly string[];
      readonly colour: Colour;
      readonly anchor: "start" | "middle" | "end";
    };

/** An axis of numbers that the marks scale. */
export function numberAxis(label: string | null, rest: Partial<Axis> = {}): Axis {
  return { label, scale: "linear", domain: null, names: null, format: "number", isBare: false, ...rest };
}

/** An axis of names. */
export function nameAxis(names: readonly string[], label: string | null = null): Axis {
  return { ...numberAxis(label), names, domain: [-0.6, names.length - 0.4] };
}
