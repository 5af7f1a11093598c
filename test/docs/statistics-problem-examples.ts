/** A problem of each kind that statistics in place of rows can have. */

import * as given from "../../src/api/problems-statistics.ts";
import type { Problem, Span } from "../../src/problems/problem.ts";
import * as reductions from "../../src/reduction/problems.ts";
import * as files from "../../src/reduction/problems-files.ts";

const span: Span = { start: 0, end: 0, line: 9, column: 5 };

export function ofStatistics(): Problem[] {
  return [
    reductions.notReducible(
      "`lag(y, within: person)` is made of other rows",
      "give the rows: `--data FILE`",
      span,
    ),
    reductions.tooManyGroups(1_904_761, 2_100_000, [
      { name: "dose", because: "it stands inside `exp`", values: 1_950_000 },
      { name: "person", because: "it is a factor", values: 40 },
    ]),
    reductions.valueTooFar("mass", 1.2e155, 3, "particles.csv"),
    files.noStatistics("north.csv"),
    files.otherStatistics("north.stats", "2", 1),
    files.statisticsBroken("north.stats", "it ends before its last line"),
    files.statisticsOfOther("north.stats", "it has sums of `y`, and the model needs `x`, `y`"),
    files.sameStatistics("north.stats", "copy-of-north.stats"),
    files.groupsTooSmall(3, 18, 2, 5, ["ward", "sex"]),
    given.dataAndStatistics(["--data"]),
    given.readingOfStatistics(["--na"]),
    given.statisticsNotFound("nroth.stats"),
    given.statisticsUnreadable("parts", "EISDIR"),
    given.nothingToReduce(),
    given.statisticsNotWritten("shared/north.stats", "EACCES"),
    given.statisticsThere("notes.txt"),
    given.rowsRevealed(4, 18, 2),
    given.rowsNotKnown("they cannot be predicted again"),
  ];
}
