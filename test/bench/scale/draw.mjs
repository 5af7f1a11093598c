/** What a fit costs against its rows, as a picture. */

import { writeFileSync } from "node:fs";
import { renderSvg } from "../../../dist/pictures/svg/file.js";

/** Seconds in the engine and of the fit after it, by rows. */
export function drawScale(file, curve) {
  const rows = curve.map((one) => one.rows);
  const line = (values, colour) => ({ kind: "line", x: rows, y: values, colour, width: 2 });
  const [engine, fit] = [curve.map(({ engineS }) => engineS), curve.map(({ fitS }) => fitS)];
  const last = curve.at(-1);
  const picture = {
    kind: "scale",
    title: "Seconds against rows, random slopes of up to 100,000 groups",
    subtitle: "the engine adds up where the rows are, and the fit is of what came back",
    description: `From 10,000 to ${last.rows} rows: ${last.engineS.toFixed(1)} seconds in the engine and ${last.fitS.toFixed(1)} of fitting for the most.`,
    columns: 1,
    legend: [
      { colour: { series: 0 }, text: "in DuckDB", symbol: "line" },
      { colour: { series: 1 }, text: "fit", symbol: "line" },
    ],
    panels: [
      {
        title: null,
        x: { label: "rows", scale: "log", domain: null, names: null, format: "number", isBare: false },
        y: { label: "seconds", scale: "log", domain: null, names: null, format: "number", isBare: false },
        marks: [line(engine, { series: 0 }), line(fit, { series: 1 })],
        height: 1.4,
      },
    ],
  };
  writeFileSync(file, renderSvg(picture));
}
