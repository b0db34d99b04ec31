// Starts `hewq lsp`, and shows the texts of the standard library, which are in no file.
"use strict";

const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;
let done = Promise.resolve(); // when the last start or stop is

// missing tells whether there is no such command.
function missing(command) {
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return new Promise((resolve) => {
    execFile(command, ["version"], { cwd }, (error) => resolve(error?.code === "ENOENT"));
  });
}

async function start() {
  const settings = vscode.workspace.getConfiguration("hewq");
  const command = settings.get("path");
  if (await missing(command)) {
    complain(command);
    return;
  }
  const log = settings.get("log");
  const server = {
    command,
    args: ["lsp", ...(log ? ["--log", log] : [])],
    transport: TransportKind.stdio,
  };
  client = new LanguageClient("hewq", "Hew", server, {
    documentSelector: ["file", "untitled", "hewq"].map((scheme) => ({ scheme, language: "hew" })),
    initializationOptions: { stubs: "virtual", allow: settings.get("allow") },
    middleware: { resolveCodeLens },
  });
  await client.start();
}

// resolveCodeLens lets a click on "3 references" show these. The server gives no command, since each editor has its own.
async function resolveCodeLens(lens, token, next) {
  const resolved = await next(lens, token);
  if (resolved?.command && !resolved.command.command) {
    resolved.command.command = "hewq.references";
    resolved.command.arguments = [resolved.range.start];
  }
  return resolved;
}

async function references(at) {
  const uri = vscode.window.activeTextEditor.document.uri;
  const all = await vscode.commands.executeCommand("vscode.executeReferenceProvider", uri, at);
  const uses = all.filter((use) => use.uri.toString() !== uri.toString() || !use.range.contains(at));
  await vscode.commands.executeCommand("editor.action.showReferences", uri, at, uses);
}

async function complain(command) {
  const open = "Open Settings";
  const text = `The command ${command} was not found. Install hewq, or write in the setting hewq.path where it is.`;
  if ((await vscode.window.showErrorMessage(text, open)) === open) {
    vscode.commands.executeCommand("workbench.action.openSettings", "hewq.path");
  }
}

async function stop() {
  const old = client;
  client = undefined;
  if (old?.isRunning()) {
    await old.stop();
  }
}

function restart() {
  done = done.then(stop).then(start, start);
  return done;
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
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("hewq")) {
        restart();
      }
    }),
    vscode.commands.registerCommand("hewq.restart", restart),
    vscode.commands.registerCommand("hewq.references", references),
  );
  await restart();
}

module.exports = { activate, deactivate: stop };
