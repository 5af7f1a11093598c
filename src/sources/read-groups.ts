/** Groups of rows from whatever `--data` names, added up where the rows are; null where rows are to be read. */

import type { AnsweredGroups, GroupsWanted } from "./engine-answer.ts";
import { openSource } from "./open-source.ts";
import { SourceFailure } from "./source-failure.ts";
import { withoutPassword } from "./source-name.ts";

/** Null where no engine has the rows or can add them up, or they are few: then they are to be read. */
export async function readGroups(
  text: string,
  { reduction, requests, options, leastRows }: GroupsWanted,
): Promise<AnsweredGroups | null> {
  try {
    const source = await openSource(text, requests, options);
    if (source === null) return null;
    const { engine, relation, shown: name } = source;
    try {
      const { groupsOfEngine } = await import("./push-down/groups-of-engine.ts");
      const found = await groupsOfEngine({ engine, relation, name, reduction, options, leastRows });
      return typeof found === "string" ? null : { ...found, name };
    } finally {
      await engine.close();
    }
  } catch (error) {
    if (error instanceof SourceFailure)
      return { groups: null, problems: [error.problem], name: withoutPassword(text), answer: null };
    throw error;
  }
}
