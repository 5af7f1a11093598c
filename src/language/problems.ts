/** Every message of this room: what is wrong with a model's text, one constructor per mistake. */

export * from "./problems-declarations.ts";
export * from "./problems-distributions.ts";
export * from "./problems-matrices.ts";
export * from "./problems-names.ts";
export * from "./problems-series.ts";
export * from "./problems-text.ts";
