/**
 * The plan: every sampler is asked for an offer, and the cheapest for an independent draw is taken. Why the others were not is
 * part of the plan.
 */

import type { BoundModel } from "../model/bound-model.ts";
import { samplers } from "./index.ts";
import { ModelStructure } from "./model-structure.ts";
import { isOffer, type Offer, type PlanRequest, type RefusedOffer, type Sampler } from "./sampler.ts";

export interface Plan {
  /** What the samplers were asked by. */
  readonly structure: ModelStructure;
  readonly chosen: Offer;
  /** Why not another way, sampler by sampler. */
  readonly refused: readonly RefusedOffer[];
}

/** An offer of so few operations for a draw is taken, but for one whose sampler says that it is cheaper by far: others cost more to compile than they save. */
const cheapEnough = 1e6;

/** The plan for a model, or why the method that was asked for cannot be had. */
export function planSampling(
  model: BoundModel,
  method: string,
  request: PlanRequest,
): { readonly plan: Plan; readonly refusal: null } | { readonly plan: null; readonly refusal: RefusedOffer } {
  const wanted = samplers.filter((sampler) =>
    method === "auto" ? sampler.onRequest === undefined : sampler.method === method,
  );
  const structure = new ModelStructure(model);
  const { offers, undercutting, refusals } = ask(wanted, structure, request);
  const [first] = offers;
  if (first === undefined) return { plan: null, refusal: allTogether(refusals) };
  const compared = first.operationsPerDraw < cheapEnough ? undercutting : offers;
  const chosen = compared.reduce(
    (best, one) => (one.operationsPerDraw < best.operationsPerDraw ? one : best),
    first,
  );
  const dearer = offers
    .filter((one) => one !== chosen)
    .map((one) => ({ method: one.method, reason: reasonAgainst(one, chosen, refusals) }));
  const unasked = method === "auto" ? samplers.flatMap(unaskedReason) : [];
  return {
    plan: { structure, chosen, refused: onePerMethod(chosen, [...dearer, ...unasked, ...refusals]) },
    refusal: null,
  };
}

/** Offers in the order of the samplers, those of them that are asked though there is a cheap one, and refusals. */
function ask(wanted: readonly Sampler[], structure: ModelStructure, request: PlanRequest) {
  const offers: Offer[] = [];
  const undercutting: Offer[] = [];
  const refusals: RefusedOffer[] = [];
  let isCheap = false;
  for (const sampler of wanted) {
    const mayUndercut = isCheap && sampler.mayUndercut?.(structure) === true;
    if (isCheap && !mayUndercut && !request.isThorough) continue;
    const answer = sampler.offer(structure, request);
    if (!isOffer(answer)) {
      refusals.push(answer);
      continue;
    }
    offers.push(answer);
    if (mayUndercut) undercutting.push(answer);
    if (answer.operationsPerDraw < cheapEnough) isCheap = true;
  }
  return { offers, undercutting, refusals };
}

/** What is said first of each method but the chosen one: what one sampler of a method refuses, another may do. */
function onePerMethod({ method: chosen }: Offer, answers: readonly RefusedOffer[]): RefusedOffer[] {
  const first = new Map<string, RefusedOffer>();
  for (const answer of answers) if (!first.has(answer.method)) first.set(answer.method, answer);
  const inOrder = new Set(samplers.map(({ method }) => method));
  return [...inOrder].flatMap((method) => (method === chosen ? [] : (first.get(method) ?? [])));
}

function unaskedReason({ method, onRequest }: Sampler): RefusedOffer[] {
  return onRequest === undefined
    ? []
    : [{ method, reason: `${onRequest}; \`--method ${method}\` forces it` }];
}

/** Of the samplers that go by the last one's name. */
function allTogether(refusals: readonly RefusedOffer[]): RefusedOffer {
  const { method } = refusals[refusals.length - 1]!;
  const reasons = refusals.filter((one) => one.method === method).map(({ reason }) => reason);
  return { method, reason: [...new Set(reasons)].join("; ") };
}

/** Why not an offer; before it, why another sampler of its method does not offer. */
function reasonAgainst(other: Offer, chosen: Offer, refusals: readonly RefusedOffer[]): string {
  const refused = refusals.find(({ method }) => method === other.method);
  const compared = comparison(other, chosen);
  if (other.how === undefined) return compared;
  const own = `${other.how} it ${compared}`;
  return refused === undefined ? own : `${refused.reason}; ${own}`;
}

function comparison(other: Offer, chosen: Offer): string {
  const factor = other.operationsPerDraw / chosen.operationsPerDraw;
  const times = factor >= 10 ? Math.round(factor) : Math.round(10 * factor) / 10;
  const but =
    factor >= 1
      ? ""
      : other.kernel === "independence"
        ? ", after its posterior has been explored"
        : ", of a posterior that is not looked at as a whole";
  return `would take about ${times} times the operations for an independent draw${but}; \`--method ${other.method}\` forces it`;
}
