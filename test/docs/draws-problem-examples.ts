/** A problem of each kind that shows when files of draws are read, or written. */

import {
  exportNotWritten,
  exportOverInput,
  exportOverOther,
  groupsNotWritten,
} from "../../src/cli/problems-export.ts";
import * as draws from "../../src/formats/problems.ts";
import * as cmdstan from "../../src/formats/problems-cmdstan.ts";
import type { Problem } from "../../src/problems/problem.ts";

export function ofDrawsFiles(): Problem[] {
  const full = Object.assign(new Error("write"), { code: "ENOSPC" });
  const fault = { line: 1207, fields: 8, wrongField: -1 };
  return [
    draws.drawsNotFound("fit.csv"),
    draws.drawsUnreadable("fit_1.csv", "permission denied"),
    draws.formatNotKnown("notes.txt", ["CmdStan CSV"]),
    draws.formatsMixed([
      ["fit_1.csv", "CmdStan CSV"],
      ["fit_2.json", "ArviZ JSON"],
    ]),
    draws.noDraws("fit_1.csv"),
    draws.chainsCut(
      [
        { name: "fit_1.csv", drawCount: 1000 },
        { name: "fit_2.csv", drawCount: 640 },
      ],
      640,
    ),
    draws.variablesDiffer("other_1.csv", ["mu", "tau"], ["alpha"]),
    draws.warmupTooLong(1000, 1000),
    exportOverOther("fit_1.csv"),
    exportOverInput("fit_1.csv"),
    cmdstan.notSampled("fit.csv", "optimize"),
    cmdstan.rowsLeftOut("fit_1.csv", [fault], 1, 10),
    cmdstan.fieldsNotNumbers("fit_1.csv", { ...fault, wrongField: 8 }, "theta.1", 3),
    cmdstan.fileCut("fit_1.csv", 640, 1000),
    cmdstan.runNotEnded("fit_1.csv", 640, 1000),
    cmdstan.onlyWarmup("fit_1.csv", 310),
    exportNotWritten("fit_1.csv", full),
    cmdstan.fileBroken("fit_1.csv.gz", 640, "unexpected end of file"),
    groupsNotWritten("fit.nc", "CmdStan CSV", ["log_likelihood", "observed_data"]),
    draws.fileEmpty("fit_1.csv"),
  ];
}
