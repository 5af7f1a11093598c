/** Completion for fish, with what commands and options are for beside them. */

import type { Offer, OfferedCommand, OfferedOption } from "./offers.ts";

const helpers = String.raw`function __hyperprior_models
    __fish_complete_suffix .model
end
# Folders of runs, or where there are none, folders that may have some in them.
function __hyperprior_runs
    set -l runs
    for folder in (__fish_complete_directories (commandline -ct) "run")
        set -l path (string split \t -- $folder)[1]
        test -e $path/run.json; and set -a runs $folder
    end
    if test (count $runs) -gt 0
        printf '%s\n' $runs
    else
        __fish_complete_directories (commandline -ct)
    end
end
complete -c hyperprior -f`;

/** The script; `hyperprior completion fish | source`. */
export function fishScript(program: OfferedCommand, commands: readonly OfferedCommand[]): string {
  const first = program.options.map((option) => optionLine("__fish_use_subcommand", option));
  const lines = commands.flatMap(({ name, help, options, argument }) => {
    const isSeen = `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c hyperprior -n __fish_use_subcommand -a ${name} -d ${quoted(help)}`,
      ...options.map((option) => optionLine(quoted(isSeen), option)),
      ...(argument.kind === "anything"
        ? []
        : [`complete -c hyperprior -n ${quoted(isSeen)} ${taken(argument)}`]),
    ];
  });
  return `# Completion of hyperprior for fish. In ~/.config/fish/config.fish: hyperprior completion fish | source
${[helpers, ...first, ...lines].join("\n")}
`;
}

function optionLine(condition: string, { names, help, value }: OfferedOption): string {
  const words = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const ofValue = value === null ? "" : ` -r ${taken(value)}`;
  return `complete -c hyperprior -n ${condition} ${words.join(" ")}${ofValue} -d ${quoted(help)}`;
}

function taken(offer: Offer): string {
  switch (offer.kind) {
    case "words":
      return `-f -a ${quoted(offer.words.join(" "))}`;
    case "files":
      return "-F";
    case "folders":
      return "-f -a '(__fish_complete_directories (commandline -ct))'";
    case "models":
      return "-f -a '(__hyperprior_models)'";
    case "runs":
      return "-f -a '(__hyperprior_runs)'";
    case "anything":
      return "-f";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
