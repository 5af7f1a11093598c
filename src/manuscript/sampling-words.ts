/** How a run was sampled, as sentences of a methods section, from its record: nothing is said that the record does not have. */

import type { CheckedModel } from "../language/checked-model.ts";
import type { Draws } from "../posterior/draws.ts";
import type { RunRecord } from "../run/run.ts";
import type { CollapsedGibbsAdaptation } from "../samplers/collapsed-gibbs/collapsed-gibbs.ts";
import type { GibbsAdaptation, UpdateAdaptation } from "../samplers/gibbs/gibbs-chain.ts";
import type { IndependenceAdaptation } from "../samplers/kernels/independence.ts";
import { noteOnNodes } from "../samplers/quadrature/node-grid.ts";
import { counted, startCounted, thousands } from "./counted.ts";
import { cite, enumeration, numberText, type Phrase, symbol } from "./inline.ts";

/** Sentences without their full stops. */
export function samplingSentences(record: RunRecord, draws: Draws, model: CheckedModel): Phrase[] {
  const { kernel, integrated } = record.plan;
  const target = targetPhrase(record, model);
  return [
    ...(drawsThemItself.includes(kernel) || integrated.length === 0 ? [] : [integratedSentence(record.plan)]),
    (kernelSentences[kernel] ?? otherKernel)(record, target),
    chainSentence(record, draws),
    ...coordinateSentences(record),
    ...endingSentences(record, draws),
  ];
}

/** Kernels whose own sentence says what becomes of what is integrated out. */
const drawsThemItself: readonly string[] = ["exact", "collapsed_sweeps"];

function names(list: readonly string[]): Phrase {
  return enumeration(list.map((name) => [symbol(name)]));
}

function integratedSentence({ integrated, notes }: RunRecord["plan"]): Phrase {
  const verb = integrated.length === 1 ? " was" : " were";
  return [
    integrated.length === 1 ? "The parameter " : "The parameters ",
    ...names(integrated),
    ...(notes.some((note) => note.startsWith(noteOnNodes))
      ? [
          `${verb} integrated out by adaptive quadrature, and drawn given them for every draw of the other parameters`,
        ]
      : analytically(verb)),
  ];
}

function analytically(verb: string): Phrase {
  return [
    `${verb} integrated out analytically, and drawn from the exact conditional distribution for every draw of the other parameters `,
    cite("lindley1972"),
  ];
}

/** By what samples; `target` is what it samples, with its verb. */
const kernelSentences: Readonly<Record<string, (record: RunRecord, target: Phrase) => Phrase>> = {
  exact: ({ plan }) => [
    "Independent draws were made from the exact posterior distribution",
    ...(plan.integrated.length === 0 ? [] : [", which is normal given the rest, ", cite("lindley1972")]),
  ],
  independence: (record, target) => [
    ...target,
    ` sampled by an independence Metropolis–Hastings sampler`,
    ...proposalPhrase(record),
  ],
  nuts: ({ options }, target) => [
    ...target,
    ` sampled by the no-U-turn sampler `,
    cite("hoffman2014"),
    " with multinomial sampling of trajectories ",
    cite("betancourt2017"),
    `, with a target acceptance probability of ${options.nuts.targetAcceptance} and trajectories of at most ${options.nuts.maxTreeDepth} doublings`,
  ],
  hmc: (_record, target) => [
    ...target,
    ` sampled by Hamiltonian Monte Carlo with trajectories of one length `,
    cite("neal2011"),
  ],
  rotation: (_record, target) => [
    ...target,
    ` sampled by Hamiltonian Monte Carlo `,
    cite("neal2011"),
    " in coordinates whitened by Laplace's approximation ",
    cite("tierney1986"),
    ", the motion of a normal distribution being made exactly ",
    cite("shahbaba2014"),
  ],
  sweeps: (record) => [
    "All parameters were sampled by Gibbs sampling ",
    cite("geman1984", "gelfand1990"),
    ", one block after another",
    ...updatePhrase(record),
  ],
  collapsed_sweeps: ({ adaptation, plan: { integrated } }, target) => {
    const own: Partial<CollapsedGibbsAdaptation> = adaptation.find((one) => one !== null) ?? {};
    const kinds = new Set((own.moves ?? []).map(({ kind }) => kind));
    const moves: Phrase[] = [
      ...(kinds.has("slice") ? [["slices ", cite("neal2003")]] : []),
      ...(kinds.has("independence")
        ? [["independence Metropolis–Hastings moves ", cite("mengersen1996")]]
        : []),
    ];
    return [
      ...target,
      " sampled by a partially collapsed Gibbs sampler ",
      cite("vandyk2008"),
      " for crossed factors ",
      cite("papaspiliopoulos2020"),
      ...(moves.length === 0 ? [] : [", by ", ...enumeration(moves)]),
      "; one crossed factor after another, those that it depends on were moved with its effects and the population effects integrated out, and the effects, ",
      ...names(integrated),
      ", were drawn from their exact conditional distribution",
      ...(own.drawsJointly === true ? [", all jointly at the end of each sweep"] : []),
    ];
  },
};

function otherKernel(record: RunRecord, target: Phrase): Phrase {
  return [...target, ` sampled by ${record.plan.kernel}`];
}

/** More parameters than these are counted. */
const mostNamed = 5;

/** "The other parameters, σ_b and σ, were". */
function targetPhrase({ plan: { dimension, integrated } }: RunRecord, model: CheckedModel): Phrase {
  const sampled = model.statements.flatMap((one) =>
    one.kind === "parameter" && !integrated.includes(one.name) ? [one.name] : [],
  );
  const count = sampled.length === dimension ? "" : counted(dimension, "number");
  if (integrated.length === 0 && sampled.length === 1)
    return ["The parameter ", ...names(sampled), `${count === "" ? "" : ` (${count})`} was`];
  if (integrated.length === 0) return [`All parameters${count === "" ? "" : ` (${count})`} were`];
  if (sampled.length > mostNamed || sampled.length === 0)
    return [`The other ${counted(sampled.length, "parameter")}${count === "" ? "" : ` (${count})`} were`];
  const [noun, verb] = sampled.length === 1 ? ["parameter", "was"] : ["parameters", "were"];
  return [`The other ${noun}, `, ...names(sampled), `${count === "" ? "" : ` (${count})`}, ${verb}`];
}

/** What proposals were drawn from, and how well that fits. */
function proposalPhrase({ adaptation, plan: { exploration } }: RunRecord): Phrase {
  const own: Partial<IndependenceAdaptation> = adaptation.find((one) => one !== null) ?? {};
  const { tries, given } = own;
  const choice: Phrase =
    tries === undefined
      ? []
      : tries === 1
        ? [" ", cite("mengersen1996")]
        : [`, which chose among ${tries} proposals in each transition `, cite("liu2001")];
  if (exploration === null || !exploration.isProposal) return choice;
  const share = Math.round(100 * exploration.efficiency);
  const paretoK = exploration.paretoK.toFixed(2);
  const inner: Phrase =
    given === undefined
      ? []
      : [
          ", and given the other parameters those of coefficients and effects from t distributions about their mode, Laplace's approximation ",
          cite("tierney1986"),
        ];
  return [
    ...choice,
    "; proposals came from a mixture of multivariate normal and t distributions, fitted by adaptive importance sampling ",
    cite("cappe2008"),
    " before the chains began",
    ...inner,
    `, of whose points ${share} % were effective, with a Pareto k of their weights of `,
    numberText(paretoK),
    " ",
    cite("vehtari2024"),
  ];
}

/** The kinds of updates of a sweep; slices have learned widths, and draws nothing. */
function updatePhrase({ adaptation }: RunRecord): Phrase {
  const own: Partial<GibbsAdaptation> = adaptation.find((one) => one !== null) ?? {};
  const updates = own.updates ?? [];
  const has = (isIt: (update: UpdateAdaptation) => boolean): boolean => updates.some(isIt);
  const draws: readonly string[] = ["normal", "conjugate", "dirichlet"];
  const parts: Phrase[] = [
    ...(has(({ kind, values }) => draws.includes(kind) || (kind === "shift" && values.length === 0))
      ? [["exact draws from the full conditional"]]
      : []),
    ...(has(({ kind, values }) => kind.endsWith("slice") || (kind === "shift" && values.length > 0))
      ? [["slices ", cite("neal2003")]]
      : []),
    ...(has(({ kind }) => kind === "trajectory") ? [["Hamiltonian trajectories ", cite("neal2011")]] : []),
    ...(has(({ kind }) => kind === "interweaving")
      ? [["interweaving of group effects with their scales ", cite("yu2011")]]
      : []),
    ...(has(({ kind }) => kind === "mode jump") ? [["jumps between modes ", cite("mengersen1996")]] : []),
  ];
  return parts.length === 0 ? [] : [", by ", ...enumeration(parts)];
}

function chainSentence(
  { plan, options, isInterrupted }: RunRecord,
  { chainCount, drawCount }: Draws,
): Phrase {
  const isOne = chainCount === 1;
  const kept = counted(drawCount, "draw");
  const run = `${startCounted(chainCount, "chain")} ${isOne ? "was" : "were"} run`;
  const warmup =
    plan.warmup === 0 ? "; without a warm-up" : `; after ${counted(plan.warmup, "transition")} of warm-up`;
  const of = isOne ? "" : " of each";
  const all = isOne ? "" : `, ${thousands(chainCount * drawCount)} in all`;
  const asked = `; the run was interrupted before the ${counted(options.draws, "draw")}${of} that were asked for`;
  return [`${run}${warmup} ${kept}${of} were kept${all}${isInterrupted ? asked : ""}`];
}

/** Of Hamiltonian samplers: which group effects were standardized. */
function coordinateSentences({ plan: { kernel, parameterizations, centering } }: RunRecord): Phrase[] {
  if (kernel !== "nuts" && kernel !== "hmc" && kernel !== "rotation") return [];
  const adjusted = Object.keys(centering);
  const chooser = kernel === "rotation" ? "draws of that approximation" : "a pilot chain";
  const standardized = Object.entries(parameterizations).flatMap(([name, way]) =>
    way === "noncentered" && !adjusted.includes(name) ? [name] : [],
  );
  const told = (list: readonly string[], form: string, rest: string): Phrase[] => {
    const [noun, verb] = list.length === 1 ? ["parameter", "was"] : ["parameters", "were"];
    const start: Phrase = [`The ${noun} `, ...names(list), ` ${verb} sampled in ${form} form `];
    return list.length === 0 ? [] : [[...start, cite("papaspiliopoulos2007"), rest]];
  };
  return [
    ...told(standardized, "non-centered", ""),
    ...told(adjusted, "partially non-centered", `, to a degree that ${chooser} chose`),
  ];
}

/** Rules that ended the run, and draws that were added. */
function endingSentences({ stopping, extension }: RunRecord, { drawCount }: Draws): Phrase[] {
  return [
    ...(stopping === null
      ? []
      : [
          [
            `Chains were to end as soon as the rule \`${stopping.rule}\` held, which it ${stopping.isMet ? "did" : "did not"}`,
          ],
        ]),
    ...(extension === null
      ? []
      : [
          [
            `At first ${counted(extension.asked, "draw")} of each chain were asked for; as these fell short of the rules of convergence below, the chains went on to ${thousands(drawCount)}`,
          ],
        ]),
  ];
}
