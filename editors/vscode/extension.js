// Starts `hewq lsp`, and shows the texts of the standard library, which are in no file.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

function start() {
  const settings = vscode.workspace.getConfiguration("hewq");
  const log = settings.get("log");
  const server = {
    command: settings.get("path"),
    args: ["lsp", ...(log ? ["--log", log] : [])],
    transport: TransportKind.stdio,
  };
  client = new LanguageClient("hewq", "Hew", server, {
    documentSelector: [
      { scheme: "file", language: "hew" },
      { scheme: "untitled", language: "hew" },
    ],
    initializationOptions: { stubs: "virtual", allow: settings.get("allow") },
  });
  return client.start();
}

async function stop() {
  const old = client;
  client = undefined;
  if (old) {
    await old.stop();
  }
}

async function stub(uri) {
  const answer = await client.sendRequest("hewq/stub", { uri: uri.toString(true) });
  return answer.text;
}

async function activate(context) {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider("hewq", { provideTextDocumentContent: stub }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.uri.scheme === "hewq") {
        vscode.languages.setTextDocumentLanguage(document, "hew");
      }
    }),
    vscode.commands.registerCommand("hewq.restart", async () => {
      await stop();
      await start();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
