// What TestTextMateColours does in Node: it writes the scopes at the places that the files *.at have, as VS Code reads the grammar.
"use strict";

const fs = require("fs");
const path = require("path");
const textmate = require("vscode-textmate");
const oniguruma = require("vscode-oniguruma");

async function main() {
  const wasm = path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm");
  await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(process.argv[2], "utf8"), process.argv[2]),
  });
  const grammar = await registry.loadGrammar("source.hew");
  for (const list of fs.readdirSync(".").filter((name) => name.endsWith(".at"))) {
    const name = list.slice(0, -".at".length);
    let state = textmate.INITIAL;
    const lines = fs.readFileSync(name + ".hew", "utf8").split("\n").map((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.flatMap((token) =>
        Array(Buffer.byteLength(line.slice(token.startIndex, token.endIndex))).fill(token.scopes.slice(1).join(" ")));
    });
    const places = fs.readFileSync(list, "utf8").split("\n").filter((place) => place !== "");
    const out = places.map((place) => {
      const [line, column] = place.split(" ");
      return lines[line - 1][column - 1] + "\n";
    });
    fs.writeFileSync(name + ".out", out.join(""));
  }
}

main();
