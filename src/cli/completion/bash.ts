/** Completion for bash, from version 3.2 on: nothing is asked of the `bash-completion` package. */

import type { Offer, OfferedCommand } from "./offers.ts";

const helpers = String.raw`# What is found is taken line by line: names may have spaces in them.
_hyperprior_take() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done
}
_hyperprior_words() { _hyperprior_take < <(compgen -W "$1" -- "$cur"); }
_hyperprior_paths() { compopt -o filenames 2>/dev/null; }
_hyperprior_files() { _hyperprior_paths; _hyperprior_take < <(compgen -f -- "$cur"); }
_hyperprior_folders() { _hyperprior_paths; _hyperprior_take < <(compgen -d -- "$cur"); }
_hyperprior_models() {
  _hyperprior_paths
  _hyperprior_take < <(compgen -f -X '!*.model' -- "$cur"; compgen -d -- "$cur")
}
# Folders of runs, or where there are none, folders that may have some in them.
_hyperprior_runs() {
  _hyperprior_paths
  _hyperprior_take < <(compgen -d -- "$cur" | while IFS= read -r folder; do
    if [ -e "$folder/run.json" ]; then printf '%s\n' "$folder"; fi
  done)
  if [ ${"$"}{#COMPREPLY[@]} -eq 0 ]; then _hyperprior_folders; fi
}`;

const head = `_hyperprior() {
  local cur prev command="" i
  COMPREPLY=()
  cur="\${COMP_WORDS[COMP_CWORD]}"
  prev="\${COMP_WORDS[COMP_CWORD-1]}"
  # Of --option=value bash makes three words.
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      -*) ;;
      *) command="\${COMP_WORDS[i]}"; break ;;
    esac
  done`;

/** The script; `source <(hyperprior completion bash)`. */
export function bashScript(program: OfferedCommand, commands: readonly OfferedCommand[]): string {
  const all = [{ ...program, name: "" }, ...commands];
  const values = all.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.value === null
        ? []
        : [
            `    ${option.names.map((one) => `"${name} ${one}"`).join("|")}) ${call(option.value)}; return ;;`,
          ],
    ),
  );
  const ofCommand = all.map(
    ({ name, options, argument }) =>
      `    "${name}")
      case "$cur" in
        -*) ${call({ kind: "words", words: options.flatMap(({ names }) => names) })} ;;
        *) ${call(argument)} ;;
      esac ;;`,
  );
  return `# Completion of hyperprior for bash. In ~/.bashrc: source <(hyperprior completion bash)
${helpers}
${head}
  case "$command $prev" in
${values.join("\n")}
  esac
  case "$command" in
${ofCommand.join("\n")}
  esac
}
complete -F _hyperprior hyperprior
`;
}

function call(offer: Offer): string {
  if (offer.kind === "words") return `_hyperprior_words "${offer.words.join(" ")}"`;
  return offer.kind === "anything" ? ":" : `_hyperprior_${offer.kind}`;
}
