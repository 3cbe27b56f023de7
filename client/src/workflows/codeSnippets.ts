import type { JsonValue } from "../api/schema";

export interface Call {
  /** Where the platform is, such as `https://bifrost.example.com`. */
  origin: string;
  workflow: string;
  input: Record<string, JsonValue>;
  /** The endpoint to call, if not the workflow by its name. */
  endpoint?: Endpoint | undefined;
}

export interface Endpoint {
  /** The methods that it takes. */
  methods: readonly string[];
  isPublic: boolean;
  path: string;
}

export type Language = "curl" | "powershell" | "python";

/** A program that runs a workflow with an API key, which it takes from the environment. */
export function codeSnippet(language: Language, call: Call): string {
  return WRITERS[language](call);
}

const WRITERS: Record<Language, (call: Call) => string> = {
  curl: (call) =>
    [
      `curl -X ${methodOf(call)} ${shell(addressOf(call))}`,
      ...(needsKey(call) ? ['  -H "X-API-Key: $BIFROST_API_KEY"'] : []),
      ...(hasBody(call)
        ? ['  -H "Content-Type: application/json"', `  -d ${shell(JSON.stringify(bodyOf(call)))}`]
        : []),
    ].join(" \\\n"),
  powershell: (call) =>
    [
      ...(hasBody(call) ? ["$body = @'", JSON.stringify(bodyOf(call), undefined, 2), "'@"] : []),
      [
        `Invoke-RestMethod -Method ${methodOf(call)}`,
        `  -Uri ${powershell(addressOf(call))}`,
        ...(needsKey(call) ? ['  -Headers @{ "X-API-Key" = $env:BIFROST_API_KEY }'] : []),
        ...(hasBody(call) ? ['  -ContentType "application/json; charset=utf-8" -Body $body'] : []),
      ].join(" `\n"),
    ].join("\n"),
  python: (call) =>
    [
      "import json, os, urllib.request",
      "",
      ...(hasBody(call)
        ? [
            `body = json.loads(r"""${JSON.stringify(bodyOf(call), undefined, 2).replaceAll('"""', '\\"\\"\\"')}""")`,
          ]
        : []),
      "request = urllib.request.Request(",
      `    ${JSON.stringify(addressOf(call))},`,
      ...(hasBody(call) ? ["    data=json.dumps(body).encode(),"] : []),
      `    method="${methodOf(call)}",`,
      `    headers=${headersOf(call)},`,
      ")",
      "print(json.load(urllib.request.urlopen(request)))",
    ].join("\n"),
};

function addressOf({ origin, workflow, input, endpoint }: Call): string {
  if (endpoint === undefined) {
    return `${origin}/api/workflows/${encodeURIComponent(workflow)}/execute`;
  }
  const address = `${origin}${endpoint.path}`;
  const query = hasBody({ origin, workflow, input, endpoint }) ? "" : queryOf(input);
  return query === "" ? address : `${address}?${query}`;
}

function queryOf(input: Record<string, JsonValue>): string {
  const text = (value: JsonValue) => (typeof value === "string" ? value : JSON.stringify(value));
  const pairs = Object.entries(input).map(([name, value]) => [name, text(value)]);
  return new URLSearchParams(pairs).toString();
}

function bodyOf({ input, endpoint }: Call): Record<string, JsonValue> {
  return endpoint === undefined ? { inputData: input } : input;
}

function methodOf({ endpoint }: Call): string {
  const methods = endpoint?.methods ?? ["POST"];
  return methods.includes("POST") ? "POST" : (methods[0] ?? "POST");
}

function hasBody(call: Call): boolean {
  return !["GET", "DELETE"].includes(methodOf(call));
}

function needsKey({ endpoint }: Call): boolean {
  return endpoint?.isPublic !== true;
}

function headersOf(call: Call): string {
  const headers = [
    ...(needsKey(call) ? ['"X-API-Key": os.environ["BIFROST_API_KEY"]'] : []),
    ...(hasBody(call) ? ['"Content-Type": "application/json"'] : []),
  ];
  return `{${headers.join(", ")}}`;
}

function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function powershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
