/** What the samplers that draw one block after another can be told. */

import { yesOrNo } from "../options/kinds.ts";
import { defineOptions } from "../options/option-group.ts";

export interface GibbsOptions {
  /** Whether what can be integrated out is; otherwise every block is drawn from its full conditional. */
  readonly collapse: boolean;
}

/** They stand beside the options of the run. */
export const gibbsOptions = defineOptions<"", GibbsOptions>({
  name: "",
  owner: "gibbs",
  isHeededByAuto: false,
  options: {
    collapse: {
      default: true,
      kind: yesOrNo,
      flag: {
        syntax: "--no-collapse",
        help: "draw every block from its full conditional, integrate out nothing",
        changesPlan: true,
      },
    },
  },
});
