/** Problems of matrices that are known: HP0165 to HP0170. */

import { modelError } from "./problems-text.ts";

export const matrixPlates = modelError("HP0165", (name: string, plate: string) => [
  `the matrix \`${name}\` is over the levels of one factor, which stands twice in its brackets`,
  `write \`matrix ${name}[${plate}, ${plate}]\`, where \`${plate}: factor\``,
]);

export const matrixAlone = modelError("HP0166", (name: string) => [
  `\`${name}\` is a matrix, and only stands as the last argument of \`multi_normal\``,
  `write \`u[animal] ~ multi_normal(0, τ, ${name})\`, and \`u[animal]\` here`,
]);

export const matrixElsewhere = modelError("HP0167", (name: string, plate: string, expected: string) => [
  `the matrix \`${name}\` is over \`${plate}\`, and one over \`${expected}\` is wanted`,
  `write \`u[${plate}] ~ multi_normal(0, τ, ${name})\`, or declare \`matrix ${name}[${expected}, ${expected}]\``,
]);

export const matrixOfSeveral = modelError("HP0168", (name: string, target: string, plate: string) => [
  `\`${name}\` has the covariances of one effect for each \`${plate}\`, and \`${target}\` has several`,
  `write each by itself, \`u_1[${plate}] ~ multi_normal(0, τ_1, ${name})\` and \`u_2[${plate}] ~ multi_normal(0, τ_2, ${name})\``,
]);

export const nestedMatrix = modelError("HP0169", (name: string, plate: string, within: string) => [
  `a label of \`${plate}\` is several levels, one in each \`${within}\`, and the matrix \`${name}\` has one row for each label`,
  `give each level a label of its own, and declare \`${plate}: factor across ${within}\``,
]);

export const groupedMatrix = modelError("HP0170", (name: string, plate: string, per: string) => [
  `\`${plate}\` has one value for each \`${per}\`, and the matrix \`${name}\` wants a factor of the rows`,
  `declare \`${plate}: factor\` in \`data { … }\`, with a column in the main table`,
]);
