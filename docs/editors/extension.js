// Starts `hyperprior language-server` for the models that are open in VS Code.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const command = workspace.getConfiguration("hyperprior").get("command");
  // On Windows the command line is a script, which only a shell starts.
  const options = { shell: process.platform === "win32" };
  const server = { command, args: ["language-server"], options };
  client = new LanguageClient("hyperprior", "Hyperprior", server, {
    documentSelector: [{ language: "hyperprior" }],
  });
  await client.start();
};

exports.deactivate = () => client?.stop();
