import { expect, test } from "vitest";
import { codeSnippet } from "./codeSnippets";

const CALL = {
  origin: "https://bifrost.example.com",
  workflow: "hello_world",
  input: { name: "O'Hara", language: "english" },
};

test("curl gets the key from the environment, and quotes survive the shell", () => {
  const program = codeSnippet("curl", CALL);
  expect(program).toContain("'https://bifrost.example.com/api/workflows/hello_world/execute'");
  expect(program).toContain('"X-API-Key: $BIFROST_API_KEY"');
  expect(program).toContain("O'\\''Hara");
});

test("PowerShell gets the input as it is", () => {
  expect(codeSnippet("powershell", CALL)).toContain(`"name": "O'Hara"`);
});

test("an endpoint is called by its path, with the input as its body", () => {
  const endpoint = {
    path: "/api/endpoints/hello_world",
    methods: ["GET", "POST"],
    isPublic: false,
  };
  const program = codeSnippet("curl", { ...CALL, endpoint });
  expect(program).toContain("curl -X POST 'https://bifrost.example.com/api/endpoints/hello_world'");
  expect(program).toContain(`-d '{"name":"O'\\''Hara","language":"english"}'`);
});

test("a public endpoint without a body needs no key, and has its input in the query", () => {
  const endpoint = { path: "/api/endpoints/acme/hello", methods: ["GET"], isPublic: true };
  for (const language of ["curl", "powershell", "python"] as const) {
    const program = codeSnippet(language, { ...CALL, endpoint });
    expect(program).not.toContain("API_KEY");
    expect(program).toContain("/api/endpoints/acme/hello?name=O%27Hara&language=english");
  }
});

test("Python gets the input as JSON", () => {
  expect(codeSnippet("python", CALL)).toContain('"language": "english"');
});
