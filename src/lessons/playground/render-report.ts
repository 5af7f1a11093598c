/** A report as a page, made in a page: what the playground loads when a report is asked for. */

import { reportScript } from "../../browser/report-script.ts";
import { svgText } from "../../pictures/svg/text.ts";
import type { Report } from "../../run-report/blocks.ts";
import { mathMl } from "../../run-report/html/mathematics.ts";
import { reportPage } from "../../run-report/html/page.ts";

/** HTML, as `report RUN` writes it. */
export type RenderReport = (report: Report) => Promise<string>;

export const renderReport: RenderReport = (report) =>
  reportPage(report, {
    drawSvg: (picture, options) => svgText(picture, document, options),
    mathMl,
    script: reportScript,
  });
