/** The types of the distributions, made of the list that the language has: `src/builder/signatures.ts`. */

import type { ArgumentSpecification, Distribution } from "../../src/distributions/distribution.ts";
import { distributions } from "../../src/distributions/index.ts";

const head = `/**
 * The arguments of each distribution, by position and by name. Made of the list of distributions; after a change there:
 *
 * \`\`\`sh
 * RENEW=1 npx vitest run --project fast test/builder/signatures.test.ts
 * \`\`\`
 */

import type { DistributionFunction } from "./call.ts";
import type { Value } from "./references.ts";

/** A function for each distribution, by its name in the language. */
export interface Signatures {
`;

function argument({ name, defaultValue, defaultArgument }: ArgumentSpecification): string {
  const isOptional = (defaultValue ?? defaultArgument) !== undefined;
  return `${name}${isOptional ? "?" : ""}: Value`;
}

function signature({ name, description, arguments: specified }: Distribution): string {
  const positions = specified.map((one) => argument(one)).join(", ");
  const names = specified.map((one) => `readonly ${argument(one)}`).join("; ");
  const one = `  readonly ${name}: DistributionFunction<readonly [${positions}], { ${names} }>;`;
  const several = `  readonly ${name}: DistributionFunction<\n    readonly [${positions}],\n    { ${names} }\n  >;`;
  return `  /** ${description} */\n${one.length > 110 ? several : one}\n`;
}

/** The file as the list of distributions makes it. */
export function signaturesText(): string {
  return `${head}${distributions.map(signature).join("")}}\n`;
}
