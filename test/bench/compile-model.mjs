/** A model's text with its columns, all the way to a compiled log density. */

import { tableFromColumns } from "../../dist/data/from-memory.js";
import { compile, instantiate } from "../../dist/density/compile.js";
import { readModelText } from "../../dist/language/index.js";
import { bind } from "../../dist/model/bind.js";
import { requestColumns } from "../../dist/model/column-requests.js";

/** The bound model, the compiled one and its density. Throws if the model or the data has an error. */
export function compileModel(text, columns) {
  const read = readModelText(text, "bench.model");
  const checked = requireResult(read.model, read.problems);
  const { main } = requestColumns(checked, new Set());
  const made = tableFromColumns(columns, main, { dropMissing: false });
  const table = requireResult(made.table, made.problems);
  const result = bind(checked, { main: table, groups: new Map() });
  const bound = requireResult(result.model, result.problems);
  const compiled = compile(bound);
  return { bound, compiled, density: instantiate(compiled.recipe).density };
}

function requireResult(result, problems) {
  if (result !== null) return result;
  throw new Error(problems.map((problem) => `${problem.code} ${problem.message}`).join("\n"));
}
