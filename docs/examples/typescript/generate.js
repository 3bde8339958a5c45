// From the schema and a folder of operations: a typed document for each operation, and the manifest that lets a server
// trust them. `npm run generate` writes them, `--check` fails where what is committed is old.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as operationTypes from "@graphql-codegen/typescript-operations";
import { Kind, parse, print, visit } from "graphql";

const ROOT = new URL("../", import.meta.url);
const SCHEMA = new URL("../../tests/schema.graphql", ROOT);
const OPERATIONS = new URL("website/operations/", ROOT);
const GENERATED = new URL("website/generated/", ROOT);

const HEADER = `// Generated from the schema and website/operations by \`npm run generate\`; do not edit.
import { Document, type SanitisedHtml } from "../../typescript/client.js";

`;

const documents = readdirSync(OPERATIONS)
  .sort()
  .map((name) => ({ location: name, document: parse(readFileSync(new URL(name, OPERATIONS), "utf8")) }));
const definitions = documents.flatMap(({ document }) => document.definitions);
const fragments = new Map(
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]),
);

/** An operation and the fragments it spreads, each once, as the text that is sent. */
function textOf(operation) {
  const spread = new Set();
  const collect = (definition) =>
    visit(definition, {
      FragmentSpread({ name }) {
        if (spread.has(name.value)) return;
        spread.add(name.value);
        collect(fragments.get(name.value));
      },
    });
  collect(operation);
  return [operation, ...[...spread].map((name) => fragments.get(name))].map(print).join("\n\n");
}

const types = await codegen({
  filename: "operations.ts",
  schema: parse(readFileSync(SCHEMA, "utf8")),
  documents,
  plugins: [{ operations: {} }],
  pluginMap: { operations: operationTypes },
  config: {
    enumType: "string-literal",
    immutableTypes: true,
    skipTypename: true,
    mergeFragmentTypes: true,
    scalars: { Date: "string", DateTime: "string", HTML: "SanitisedHtml", ID: "string" },
  },
});

const manifest = {};
let code = HEADER + types;
for (const operation of definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
  const text = textOf(operation);
  const digest = createHash("sha256").update(text).digest("hex");
  const name = operation.name.value;
  const suffix = operation.operation[0].toUpperCase() + operation.operation.slice(1);
  manifest[digest] = text;
  code += `\nexport const ${name}Document = new Document<${name}${suffix}, ${name}${suffix}Variables>(\n`;
  code += `  \`${text}\`,\n  "${digest}",\n);\n`;
}

const files = { "operations.ts": code, "persisted-documents.json": JSON.stringify(manifest, null, 2) + "\n" };
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, GENERATED);
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
  } else if (readFileSync(file, "utf8") !== text) {
    console.error(`website/generated/${name} is not what the schema and the operations make: run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
