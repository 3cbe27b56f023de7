export const evals = {
  title: (agent: string) => `Evals of ${agent}`,
  says: "Cases with an input, what each tool answers, and what is expected. The model is asked for real, at your organization's cost; no tool runs, and no person is asked.",
  open: "Evals",
  cases: "Cases",
  casesSay:
    'A list in JSON: [{"name": "a ticket", "input": "What is ticket 7?", "results": {"find_ticket": "Fire"}, "expected": {"contains": ["fire"]}}]',
  casesUnfit: "This is no list in JSON.",
  none: "No cases yet",
  noneSays: "Cases are saved with the agent, and are versions with it.",
  edit: "Add cases",
  start: (count: number) => (count === 1 ? "Run 1 case" : `Run ${count} cases`),
  past: "Evaluations",
  noPast: "None was run yet.",
  begun: "Begun",
  version: "Version",
  by: "By",
  rate: "Passed",
  rateOf: (passed: number, all: number) => `${passed} of ${all} (${percent(passed, all)})`,
  runningOf: (running: number, all: number) => `${running} of ${all} go on`,
  look: "Show the cases",
  lookAt: (time: string) => `Show the cases: ${time}`,
  one: "Case",
  status: { running: "Runs", passed: "Passed", failed: "Failed" },
  steps: "Steps",
  cost: "Cost",
  checks: "What was expected",
  found: (words: string) => `found: ${words}`,
  run: "Its run",
  runOf: (name: string) => `Its run: ${name}`,
};

function percent(passed: number, all: number): string {
  return `${all === 0 ? 0 : Math.round((100 * passed) / all)} %`;
}
