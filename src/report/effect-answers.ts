/** All that is told of the effects of groups, as text and as JSON. */

import type { DifferenceTable } from "../posterior/differences.ts";
import type { EffectsTable } from "../posterior/effects.ts";
import type { ExceedanceTable } from "../posterior/exceedance.ts";
import type { RankTable } from "../posterior/ranks.ts";
import { renderEffects } from "./effects-table.ts";
import { effectsJson, type JsonObject } from "./json.ts";
import { differencesJson, exceedanceJson, ranksJson } from "./ranking-json.ts";
import { renderDifferences, renderExceedance, renderRanks } from "./ranking-tables.ts";
import type { AnswerTableOptions } from "./variance-table.ts";

/** Tables of the same terms; null for what was not asked. */
export interface EffectAnswers {
  readonly effects: readonly EffectsTable[];
  readonly ranks: readonly RankTable[] | null;
  readonly differences: readonly DifferenceTable[] | null;
  readonly above: readonly ExceedanceTable[] | null;
}

/** Term by term, with an empty line between tables; the empty text where there are no effects. */
export function renderEffectAnswers(answers: EffectAnswers, options: AnswerTableOptions = {}): string {
  return answers.effects
    .flatMap((table) => {
      const isOwn = ({ group, term, outcome }: Pick<EffectsTable, "group" | "term" | "outcome">): boolean =>
        group === table.group && term === table.term && outcome === table.outcome;
      return [
        renderEffects(table, options),
        ...(answers.ranks ?? []).filter(isOwn).map((one) => renderRanks(one, options)),
        ...(answers.differences ?? []).filter(isOwn).map((one) => renderDifferences(one, options)),
        ...(answers.above ?? []).filter(isOwn).map((one) => renderExceedance(one, options)),
      ];
    })
    .join("\n");
}

/** `effects`, and what else was asked. */
export function effectAnswersJson({ effects, ranks, differences, above }: EffectAnswers): JsonObject {
  return {
    effects: effects.map(effectsJson),
    ...(ranks && { ranks: ranks.map(ranksJson) }),
    ...(differences && { differences: differences.map(differencesJson) }),
    ...(above && { above: above.map(exceedanceJson) }),
  };
}
