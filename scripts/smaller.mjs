// What is loaded by pages, made smaller once more.
import { minifySync } from "@swc/core";

/** The same code with shorter names and fewer functions than the bundler leaves: compressed a tenth less. `module` says whether it exports anything. */
export function smaller(code, module = false) {
  const options = { module, ecma: 2020, compress: { ecma: 2020, passes: 4 }, mangle: true };
  // Where the notices are.
  const [notice] = /\/\*! For license .*? \*\//.exec(code) ?? [""];
  return `${minifySync(code, { ...options, format: { comments: false } }).code}${notice}`;
}
