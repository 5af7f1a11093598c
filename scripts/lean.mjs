// What bundles do without: parts of packages that nothing asks for.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

// What today's browsers have themselves, for which the packages of random streams and functions keep ways round; of arguments they check
// what a caller can give wrong. What those say of arguments that are none is as it stands, since nobody gives them any.
const own = (names, contents) => names.map((name) => [`@stdlib/${name}`, `module.exports = ${contents};`]);
const primitive = (test) => `{ isPrimitive: (value) => ${test} }`;
const hidden = (what) => `Object.defineProperty(object, name, { ${what} })`;
const plain = new Map([
  ...own(["array-float64"], "Float64Array"),
  ...own(["array-uint8"], "Uint8Array"),
  ...own(["array-uint16"], "Uint16Array"),
  ...own(["array-uint32"], "Uint32Array"),
  ...own(["array-base-zeros"], "(length) => new Array(length).fill(0)"),
  ...own(["number-ctor"], "Number"),
  ...own(["object-assign"], "Object.assign"),
  ...own(["utils-noop"], "() => {}"),
  ...own(["utils-constant-function"], "(value) => () => value"),
  ...own(["utils-define-nonenumerable-read-only-property"], `(object, name, value) => ${hidden("value")}`),
  ...own(["utils-define-nonenumerable-read-only-accessor"], `(object, name, get) => ${hidden("get")}`),
  ...own(
    ["utils-define-nonenumerable-read-write-accessor"],
    `(object, name, get, set) => ${hidden("get, set")}`,
  ),
  ...own(["assert-has-own-property"], "(value, name) => Object.hasOwn(value, name)"),
  ...own(["assert-is-plain-object"], '(value) => typeof value === "object" && value !== null'),
  ...own(["assert-is-collection"], "(value) => Number.isInteger(value?.length)"),
  ...own(["assert-is-uint32array"], "(value) => value instanceof Uint32Array"),
  ...own(["assert-is-function"], '(value) => typeof value === "function"'),
  ...own(["assert-is-boolean"], primitive('typeof value === "boolean"')),
  ...own(["assert-is-number"], primitive('typeof value === "number"')),
  ...own(["assert-is-positive-number"], primitive('typeof value === "number" && value > 0')),
  ...own(["assert-is-positive-integer"], primitive("Number.isInteger(value) && value > 0")),
  ...own(["assert-is-little-endian"], "new Uint8Array(Uint16Array.of(1).buffer)[0] === 1"),
  ...own(["string-format"], "(text) => text"),
  // They know arrays of complex numbers and of truth values for a table of types that nothing asks for, 180 kB.
  ...own(["array-complex64", "array-complex128", "array-bool", "array-to-json"], "class {}"),
  // They copy their state as arrays of any kind.
  [
    "@stdlib/blas-base-gcopy",
    `const copy = (n, x, p, y, q) => copy.ndarray(n, x, p, 0, y, q, 0);
     copy.ndarray = (n, x, p, a, y, q, b) => {
       for (let i = 0; i < n; i++) y[b + i * q] = x[a + i * p];
       return y;
     };
     module.exports = copy;`,
  ],
  ["ml-array-rescale", "module.exports = class {};"],
]);

// What the eigenvalues of ml-matrix, which alone are asked for, ask of its matrices.
const matrix = `
  export class AbstractMatrix {
    static checkMatrix(value) { return value; }
    isSquare() { return this.rows === this.columns; }
    isEmpty() { return this.rows === 0 || this.columns === 0; }
    isSymmetric() {
      return this.isSquare() && this.data.every((row, i) => row.every((value, j) => value === this.data[j][i]));
    }
    get(i, j) { return this.data[i][j]; }
    set(i, j, value) { this.data[i][j] = value; }
  }
  export default class Matrix extends AbstractMatrix {
    constructor(rows, columns) {
      super();
      this.data = Array.from({ length: rows }, () => new Float64Array(columns));
      this.rows = rows;
      this.columns = columns;
    }
    static from1DArray(rows, columns, values) {
      const made = new Matrix(rows, columns);
      made.data.forEach((row, i) => row.set(values.subarray(i * columns, (i + 1) * columns)));
      return made;
    }
  }`;

// Of ml-matrix the modules are taken, of which what is not used can be left out, and not its one file. No picture has a map, a scheme of colours or times on an axis, none moves, and
// legends are drawn beside the plots.
export const lean = {
  name: "lean",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@stdlib\/|ml-array-rescale$)/ }, ({ path }) =>
      plain.has(path) ? { path, namespace: "plain" } : undefined,
    );
    onLoad({ filter: /./, namespace: "plain" }, ({ path }) => ({ contents: plain.get(path) }));
    onResolve({ filter: /^d3-(geo|scale-chromatic|time-format)$/ }, ({ path }) => ({
      path,
      namespace: "undrawn",
    }));
    onLoad({ filter: /./, namespace: "undrawn" }, async ({ path }) => {
      const names = Object.keys(await import(path));
      return { contents: unused(names), loader: "js" };
    });
    onLoad(
      { filter: /@observablehq.plot.src.(legends|marks.tip|interactions.pointer)\.js$/ },
      ({ path }) => ({
        contents: unused(exported(readFileSync(path, "utf8"))),
      }),
    );
    onLoad({ filter: /ml-matrix.src.dc.evd\.js$/ }, ({ path }) => {
      // Ours are symmetric (`numeric/eigen-symmetric.ts`), and what others need is the greater part of it.
      const [symmetric, ...others] = readFileSync(path, "utf8").split(
        /^(?=function (?:orthes|hqr2|cdiv)\b)/m,
      );
      if (others.length !== 3) throw new Error(`${path} is not as it was`);
      return { contents: `${symmetric}\nconst orthes = () => {};\nconst hqr2 = () => {};` };
    });
    onLoad({ filter: /ml-matrix.src.matrix\.js$/ }, () => ({ contents: matrix }));
    onLoad({ filter: /papaparse.papaparse(\.min)?\.js$/ }, ({ path }) => {
      // Texts alone are read: no files, no addresses, nothing in threads of its own.
      const whole = readFileSync(path.replace(".min.js", ".js"), "utf8");
      const unread = [
        "JsonToCsv",
        "NetworkStreamer",
        "FileStreamer",
        "ReadableStreamStreamer",
        "getWorkerBlob",
      ];
      return { contents: [...unread, "DuplexStreamStreamer"].reduce(withoutBody, whole) };
    });
    onResolve({ filter: /^ml-matrix$/ }, () => ({
      path: `${root}node_modules/ml-matrix/src/index.js`,
      sideEffects: false,
    }));
  },
};

/** A script whose function of that name, which is one step in, does nothing. */
function withoutBody(source, name) {
  const body = new RegExp(`^\\tfunction ${name}\\(.*?^\\t}$`, "ms");
  if (!body.test(source)) throw new Error(`there is no ${name}`);
  return source.replace(body, `\tfunction ${name}() {}`);
}

/** Names of the functions and classes that a module exports. */
function exported(source) {
  return [...source.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
}

/** A module with functions of these names that do nothing and give an empty list. */
function unused(names) {
  return `const none = () => [];\nexport { ${names.map((name) => `none as ${name}`).join(", ")} };`;
}
