import type { JsonValue } from "../api/schema";

export interface Call {
  /** Where the platform is, such as `https://bifrost.example.com`. */
  origin: string;
  workflow: string;
  input: Record<string, JsonValue>;
}

export type Language = "curl" | "powershell" | "python";

/** A program that runs a workflow with an API key, which it takes from the environment. */
export function codeSnippet(language: Language, call: Call): string {
  return WRITERS[language](call);
}

const WRITERS: Record<Language, (call: Call) => string> = {
  curl: (call) =>
    [
      `curl -X POST ${shell(addressOf(call))} \\`,
      '  -H "X-API-Key: $BIFROST_API_KEY" \\',
      '  -H "Content-Type: application/json" \\',
      `  -d ${shell(JSON.stringify(bodyOf(call)))}`,
    ].join("\n"),
  powershell: (call) =>
    [
      "$body = @'",
      JSON.stringify(bodyOf(call), undefined, 2),
      "'@",
      "Invoke-RestMethod -Method Post `",
      `  -Uri ${powershell(addressOf(call))} \``,
      '  -Headers @{ "X-API-Key" = $env:BIFROST_API_KEY } `',
      '  -ContentType "application/json; charset=utf-8" -Body $body',
    ].join("\n"),
  python: (call) =>
    [
      "import json, os, urllib.request",
      "",
      `body = json.loads(r"""${JSON.stringify(bodyOf(call), undefined, 2).replaceAll('"""', '\\"\\"\\"')}""")`,
      "request = urllib.request.Request(",
      `    ${JSON.stringify(addressOf(call))},`,
      "    data=json.dumps(body).encode(),",
      '    headers={"X-API-Key": os.environ["BIFROST_API_KEY"], "Content-Type": "application/json"},',
      ")",
      "print(json.load(urllib.request.urlopen(request)))",
    ].join("\n"),
};

function addressOf({ origin, workflow }: Call): string {
  return `${origin}/api/workflows/${encodeURIComponent(workflow)}/execute`;
}

function bodyOf({ input }: Call): Record<string, JsonValue> {
  return { inputData: input };
}

function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function powershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
