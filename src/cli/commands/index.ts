/** All commands, in the order of the help text. */

import type { RegisterCommand } from "../command.ts";
import { registerBrowse } from "./browse.ts";
import { registerCalibrate } from "./calibrate.ts";
import { registerCheck } from "./check.ts";
import { registerCompare } from "./compare.ts";
import { registerCompareDraws } from "./compare-draws.ts";
import { registerCompletion } from "./completion.ts";
import { registerContrast } from "./contrast.ts";
import { registerDesign } from "./design.ts";
import { registerDiagnose } from "./diagnose.ts";
import { registerDiff } from "./diff.ts";
import { registerEffects } from "./effects.ts";
import { registerExpand } from "./expand.ts";
import { registerExplain } from "./explain.ts";
import { registerExport } from "./export.ts";
import { registerFit } from "./fit.ts";
import { registerFormat } from "./format.ts";
import { registerLanguageServer } from "./language-server.ts";
import { registerLesson } from "./lesson.ts";
import { registerPlot } from "./plot.ts";
import { registerPpc } from "./ppc.ts";
import { registerPredict } from "./predict.ts";
import { registerPrior } from "./prior.ts";
import { registerReport } from "./report.ts";
import { registerResume } from "./resume.ts";
import { registerSensitivity } from "./sensitivity.ts";
import { registerSimulate } from "./simulate.ts";
import { registerStatistics } from "./statistics.ts";
import { registerSummary } from "./summary.ts";
import { registerVariance } from "./variance.ts";
import { registerWork } from "./work.ts";

export const commands: readonly RegisterCommand[] = [
  registerFit,
  registerResume,
  registerStatistics,
  registerCheck,
  registerExplain,
  registerExpand,
  registerSummary,
  registerVariance,
  registerEffects,
  registerPredict,
  registerContrast,
  registerPpc,
  registerDiagnose,
  registerCompare,
  registerCompareDraws,
  registerDiff,
  registerSensitivity,
  registerPlot,
  registerReport,
  registerExport,
  registerCalibrate,
  registerSimulate,
  registerPrior,
  registerDesign,
  registerWork,
  registerFormat,
  registerLesson,
  registerLanguageServer,
  registerBrowse,
  registerCompletion,
];
