// What bundles do without: parts of packages that nothing asks for.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

// The random streams know arrays of complex numbers and of truth values for a table of types that nothing asks for, 180 kB, and copy their
// state as arrays of any kind. What they say of arguments that are none is as it stands, since nobody gives them any. Of ml-matrix the
// modules are taken, of which what is not used can be left out, and not its one file; its arithmetic element by element, its statistics
// and how it shows itself are not used either.
export const lean = {
  name: "lean",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@stdlib\/array-(complex64|complex128|bool|to-json)$/ }, ({ path }) => ({
      path,
      namespace: "unused",
    }));
    onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "module.exports = class {};" }));
    onResolve({ filter: /^@stdlib\/blas-base-gcopy$/ }, ({ path }) => ({ path, namespace: "plain-copy" }));
    onLoad({ filter: /./, namespace: "plain-copy" }, () => ({
      contents: `
        const copy = (n, x, p, y, q) => copy.ndarray(n, x, p, 0, y, q, 0);
        copy.ndarray = (n, x, p, a, y, q, b) => {
          for (let i = 0; i < n; i++) y[b + i * q] = x[a + i * p];
          return y;
        };
        module.exports = copy;`,
    }));
    onResolve({ filter: /^@stdlib\/string-format$/ }, ({ path }) => ({ path, namespace: "unformatted" }));
    onLoad({ filter: /./, namespace: "unformatted" }, () => ({
      contents: "module.exports = (text) => text;",
    }));
    onResolve({ filter: /^\.\/(mathOperations|inspect|stat)$/ }, ({ path }) => ({
      path,
      namespace: "unasked",
    }));
    onLoad({ filter: /./, namespace: "unasked" }, ({ path }) => {
      const source = readFileSync(`${root}node_modules/ml-matrix/src/${path}.js`, "utf8");
      const names = [...source.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
      return { contents: unused(names) };
    });
    onResolve({ filter: /^d3-(geo|scale-chromatic)$/ }, ({ path }) => ({ path, namespace: "undrawn" }));
    onLoad({ filter: /./, namespace: "undrawn" }, async ({ path }) => {
      const names = Object.keys(await import(path));
      return { contents: unused(names), loader: "js" };
    });
    onResolve({ filter: /^ml-array-rescale$/ }, ({ path }) => ({ path, namespace: "unused" }));
    onResolve({ filter: /^ml-matrix$/ }, () => ({
      path: `${root}node_modules/ml-matrix/src/index.js`,
      sideEffects: false,
    }));
  },
};

/** A module with functions of these names that do nothing. */
function unused(names) {
  return `const none = () => {};\nexport { ${names.map((name) => `none as ${name}`).join(", ")} };`;
}
