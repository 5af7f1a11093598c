/** The arguments of a choice: one of them is a vector, any others are numbers. */

import type { DistributionOf, Expression } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import type { Node } from "../graph/node.ts";
import type { Translator } from "./translate.ts";

type Choice = DistributionOf<"choice">;

/** The arguments over a domain: the elements of the vector, and each number as a vector of one. */
export function choiceArguments(
  translator: Translator,
  checked: Choice,
  domain: Domain,
): readonly (readonly Node[])[] {
  const sizes = choiceSizes(translator.model, checked);
  return checked.arguments.map((one, k) =>
    isVector(checked, k)
      ? translator.translateVector(one, domain, sizes[k]!, domain)
      : [translator.translate(one, domain)],
  );
}

/** How many numbers each argument is: the length of the vector, 1 for others. */
export function choiceSizes(model: BoundModel, checked: Choice): number[] {
  return checked.arguments.map((one, k) => (isVector(checked, k) ? vectorLength(model, one) : 1));
}

function isVector({ distribution }: Choice, k: number): boolean {
  return distribution.arguments[k]!.shape === "vector";
}

/** How long the vector is that an argument stands for. */
function vectorLength({ checked, domains }: BoundModel, argument: Expression): number {
  if (argument.kind === "list") return argument.items.length;
  if (argument.kind !== "quantity") return 1;
  const plates = checked.declarations.get(argument.name)?.plates ?? [];
  return domains.labelsOf(plates[plates.length - 1]!).length;
}
