/** The roles of a record taken apart: what earlier versions did not write is absent, or null. */

import {
  type ClassicalSums,
  type IntraclassDefinition,
  type PredictorAt,
  type Roles,
  rawLinks,
  type VarianceSum,
} from "../../posterior/draws.ts";
import { oneOf } from "../../samplers/options/kinds.ts";
import {
  absentAs,
  anything,
  type Decode,
  dictionary,
  either,
  fields,
  flag,
  list,
  literal,
  newer,
  number,
  ofKind,
  orNull,
  pair,
  text,
} from "./decode.ts";

const decodeSum = fields<VarianceSum>({
  variances: list(fields({ variance: either(number, text), factor: number })),
  covariances: list(fields({ correlation: text, variances: pair(text), factor: number })),
});

const decodeIntraclass = fields<IntraclassDefinition>({
  group: text,
  definition: text,
  pairs: number,
  covariance: decodeSum,
  first: decodeSum,
  second: orNull(decodeSum),
});

const decodeAt: Decode<PredictorAt> = either(
  fields({ kind: literal("one") }),
  either(
    fields({ kind: literal("line"), of: text, intercept: number, slope: number }),
    fields({ kind: literal("values"), of: text, values: dictionary(number) }),
  ),
);

const decodeClassical: Decode<ClassicalSums> = either(
  fields({ reason: text, factors: literal(null) }),
  fields({
    reason: literal(null),
    factors: list(
      fields({
        group: text,
        n: list(number),
        mean: list(number),
        within: number,
        parents: dictionary(list(number)),
      }),
    ),
    squares: number,
    perCell: orNull(number),
  }),
);

const decodeNewRoles: Decode<Roles> = fields<Roles>({
  outcome: orNull(text),
  components: list(
    fields({
      group: text,
      term: text,
      variance: text,
      meanSquare: number,
      contribution: newer(text),
      at: absentAs(undefined, orNull(decodeAt)),
    }),
  ),
  correlations: list(fields({ group: text, terms: pair(text), correlation: text, meanProduct: number })),
  residual: orNull(
    fields({ variance: either(number, text), scale: absentAs(undefined, text), definition: text }),
  ),
  effects: list(
    fields({
      group: text,
      term: text,
      levels: list(text),
      variables: list(text),
      n: list(number),
      rawMean: list(number),
      meanPredictor: absentAs(undefined, list(number)),
      variance: text,
      information: orNull(list(number)),
      residualVariance: orNull(either(number, text)),
      countsTrials: absentAs(undefined, flag),
      raw: absentAs(
        undefined,
        orNull(
          fields({
            link: ofKind(oneOf(rawLinks)),
            coefficients: list(either(number, text)),
            means: list(list(number)),
          }),
        ),
      ),
    }),
  ),
  intraclass: list(decodeIntraclass),
  fixed: absentAs(
    undefined,
    orNull(
      fields({ coefficients: list(either(number, text)), means: list(number), covariances: list(number) }),
    ),
  ),
  factors: absentAs(undefined, list(fields({ group: text, within: list(text), levels: number }))),
  classes: absentAs(
    undefined,
    orNull(
      list(
        fields({
          words: text,
          at: dictionary(text),
          rows: number,
          residual: either(number, text),
          variances: dictionary(text),
        }),
      ),
    ),
  ),
  classical: absentAs(undefined, decodeClassical),
  observed: absentAs(
    undefined,
    orNull(
      fields({
        link: ofKind(oneOf(["log", "logit", "probit"] as const)),
        noise: ofKind(oneOf(["trial", "poisson", "overdispersion", "excess"] as const)),
        parameter: either(number, text),
      }),
    ),
  ),
  outcomes: (value, path) => (value === undefined ? undefined : list(decodeNewRoles)(value, path)),
  improperPriors: list(fields({ parameter: text, prior: text })),
  remarks: list(text),
});

/** What runs of version 0.1 say of their intraclass correlations does not tell which pairs of values are meant. */
const ofEarlierVersion =
  "no intraclass correlations: the run was made by an earlier version, which did not say of which pairs they are; fit the model again";

/** Roles without remarks are those of version 0.1. */
export const decodeRoles: Decode<Roles> = (value, path) => {
  const { remarks, intraclass } = fields({ remarks: anything, intraclass: anything })(value, path);
  if (remarks !== undefined) return decodeNewRoles(value, path);
  const hadSome = Array.isArray(intraclass) && intraclass.length > 0;
  const changed = { intraclass: [], remarks: hadSome ? [ofEarlierVersion] : [] };
  return decodeNewRoles({ ...(value as object), ...changed }, path);
};
