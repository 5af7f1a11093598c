/** What a report needs of the place where it is made: a process, or a page. */

import type { FitSetting } from "../api/fit-setting.ts";
import type { Picture } from "../pictures/picture.ts";
import type { SvgOptions } from "../pictures/svg/render.ts";

export interface ReportHost {
  /** How the data of a run are read once more, and how chains run. */
  readonly setting: FitSetting;
  /** The text of an SVG element. */
  readonly drawSvg: (picture: Picture, options: SvgOptions) => string;
  /** LaTeX as a MathML element. */
  readonly mathMl: (latex: string) => string;
  /** What runs in the page: the text of `dist/report-page.min.js`. */
  readonly script: string;
}
