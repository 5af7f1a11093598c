/** Completion for zsh, with what options are for beside them. */

import type { Offer, OfferedCommand, OfferedOption } from "./offers.ts";

const helpers = `_hyperprior_models() { _alternative 'models:model:_files -g "*.model(-.)"' 'folders:folder:_files -/' }
# Folders of runs, or where there are none, folders that may have some in them.
_hyperprior_runs() {
  local -a runs=( \${(Q)PREFIX}*(N-/e:'[[ -e $REPLY/run.json ]]':) )
  if (( $#runs )); then compadd -f -- $runs; else _files -/; fi
}`;

/** The script; `source <(hyperprior completion zsh)`, or a file `_hyperprior` in `fpath`. */
export function zshScript(program: OfferedCommand, commands: readonly OfferedCommand[]): string {
  const named = commands.map(({ name, help }) => `    ${quoted(`${name}:${help}`)}`);
  const cases = commands.map(
    ({ name, options, argument }) => `        ${name})
          _arguments -s \\
${options
  .flatMap(optionSpecs)
  .map((one) => `            ${one} \\\n`)
  .join("")}            ${quoted(`*:argument:${action(argument)}`)} ;;`,
  );
  return `#compdef hyperprior
# Completion of hyperprior for zsh. In ~/.zshrc, after compinit: source <(hyperprior completion zsh)
${helpers}
_hyperprior() {
  local context state line
  local -a commands=(
${named.join("\n")}
  )
  _arguments -C \\
${program.options
  .flatMap(optionSpecs)
  .map((one) => `    ${one} \\\n`)
  .join("")}    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_hyperprior" ]; then _hyperprior "$@"; else compdef _hyperprior hyperprior; fi
`;
}

/** One for each name; an option may be given again. */
function optionSpecs({ names, help, value }: OfferedOption): string[] {
  const text = help.replace(/[[\]\\]/g, "\\$&");
  return names.map((name) => {
    const isLong = name.startsWith("--");
    const ofValue = value === null ? "" : `:value:${action(value)}`;
    return quoted(`*${name}${value !== null && isLong ? "=" : ""}[${text}]${ofValue}`);
  });
}

function action(offer: Offer): string {
  const actions = {
    files: "_files",
    folders: "_files -/",
    models: "_hyperprior_models",
    runs: "_hyperprior_runs",
    anything: " ",
  } as const;
  return offer.kind === "words" ? `(${offer.words.join(" ")})` : actions[offer.kind];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
