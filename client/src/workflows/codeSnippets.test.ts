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

test("Python gets the input as JSON", () => {
  expect(codeSnippet("python", CALL)).toContain('"language": "english"');
});
