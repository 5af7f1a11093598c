/**
 * Single numbers as functions of a variate that has no parameters, whose free numbers the sampler moves in:
 *
 *     b = location + scale · z            where the distribution is of location and scale; z has location 0 and scale 1
 *     b = exp(location + scale · z)       where the logarithm is normal; z is standard normal
 *     b = scale · h, or h / rate          where the distribution has a scale only; h has scale 1, its free number is log h
 *
 * The first two are group effects whose coordinates may be chosen (`centering.ts`): as the scale goes to 0 the free numbers of the other form have
 * less and less room. The third has no such neck, since the spread of log b does not depend on the scale; it is there for who asks for it.
 * Source: Papaspiliopoulos, Roberts & Sköld (2007), Statistical Science 22.
 */

import { normal } from "../../distributions/normal.ts";
import type { CheckedScalar, ParameterStatement } from "../../language/checked-model.ts";
import { scalarDomain } from "../../model/domains.ts";
import { add, multiply } from "../graph/arithmetic.ts";
import { applyFormula, call } from "../graph/call.ts";
import type { Node } from "../graph/node.ts";
import { standardEffect } from "./group-effects.ts";
import { type Joint, namesIn } from "./joint.ts";

/** Whether a parameter is sampled as a variate without parameters: where the model says so, or where it is a group effect whose scale is unknown. */
export function isNoncentered(joint: Joint, statement: ParameterStatement, checked: CheckedScalar): boolean {
  const { locationScale, logLocationScale, scaleArgument } = checked.distribution;
  const form = locationScale ?? logLocationScale;
  const domain = joint.model.domains.ofPlates(statement.plates);
  switch (statement.parameterization) {
    case "centered":
      return false;
    case "noncentered":
      return form !== undefined || scaleArgument !== undefined;
    case "automatic":
      if (form === undefined || domain === scalarDomain) return false;
      return !argumentNamed(checked, joint.translator.translateAll(checked.arguments, domain), form.scale)
        .isData;
  }
}

/** Adds a parameter in the form that its distribution has, and the prior of the variate. */
export function addNoncentered(joint: Joint, statement: ParameterStatement, checked: CheckedScalar): void {
  const { name, plates } = statement;
  const { locationScale, logLocationScale } = checked.distribution;
  const makeNode = (locationScale ?? logLocationScale) === undefined ? addScaled : addEffect;
  const domain = joint.model.domains.ofPlates(plates);
  joint.define({ name, plates, domain, node: makeNode(joint, statement, checked), factor: null });
}

/** location + scale · z, or its exponential. */
function addEffect(joint: Joint, statement: ParameterStatement, checked: CheckedScalar): Node {
  const { graph, model, translator } = joint;
  const domain = model.domains.ofPlates(statement.plates);
  const values = translator.translateAll(checked.arguments, domain);
  const { locationScale, logLocationScale } = checked.distribution;
  const isLogarithm = locationScale === undefined;
  const names = isLogarithm ? logLocationScale! : locationScale;
  const location = argumentNamed(checked, values, names.location);
  const deviation = argumentNamed(checked, values, names.scale);
  const standard = isLogarithm ? normal : checked.distribution;
  const own = isLogarithm
    ? [graph.constant(0), graph.constant(1)]
    : checked.distribution.arguments.map(({ name }, i) => {
        if (name === names.location) return graph.constant(0);
        return name === names.scale ? graph.constant(1) : values[i]!;
      });
  const input = joint.input(statement.name, domain);
  const effect = { elements: domain, location: [location], factor: [deviation] };
  const [z] = standardEffect(joint, statement, input, [input], effect, ([one]) => {
    return [applyFormula(graph, standard.partials.x!, namesIn(graph, standard, one!, own))];
  });
  joint.addScalarDensity(standard, z!, own, domain);
  const node = add(graph, location, multiply(graph, deviation, z!));
  return isLogarithm ? call(graph, "exp", [node]) : node;
}

/** scale · h or h / rate, with h = exp(u). */
function addScaled(joint: Joint, statement: ParameterStatement, checked: CheckedScalar): Node {
  const { graph, model, translator } = joint;
  const domain = model.domains.ofPlates(statement.plates);
  const values = translator.translateAll(checked.arguments, domain);
  const { distribution } = checked;
  const { name, isRate } = distribution.scaleArgument!;
  const own = distribution.arguments.map((one, i) => (one.name === name ? graph.constant(1) : values[i]!));
  const u = joint.input(statement.name, domain);
  const h = call(graph, "exp", [u]);
  joint.addTerm(u, domain);
  joint.addScalarDensity(distribution, h, own, domain);
  const scale = argumentNamed(checked, values, name);
  return isRate ? call(graph, "divide", [h, scale]) : multiply(graph, scale, h);
}

function argumentNamed({ distribution }: CheckedScalar, values: readonly Node[], name: string): Node {
  return values[distribution.arguments.findIndex((argument) => argument.name === name)]!;
}
