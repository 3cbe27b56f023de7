import { NumberInput, SimpleGrid } from "@mantine/core";
import * as texts from "../texts/texts";
import { amountIn } from "./amountIn";
import type { DraftPartProps } from "./draftPart";

const words = texts.agents;

const COUNTS = [
  ["maxIterations", 1, 200],
  ["maxToolCalls", 0, 1000],
  ["maxTokenBudget", 1000, 1_000_000],
  ["maxRunTimeout", 10, 1800],
] as const;
const DOLLARS = ["runDollars", "monthlyDollars"] as const;

/** Where a run ends at the latest, and what it and all of them may cost. */
export function AgentLimits({ draft, problems, onChange }: DraftPartProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} maw="40rem">
      {COUNTS.map(([name, min, max]) => (
        <NumberInput
          key={name}
          label={words.fields[name]}
          min={min}
          max={max}
          allowDecimal={false}
          thousandSeparator=","
          value={draft[name]}
          error={problems.get(name)}
          onChange={(value) => onChange({ [name]: amountIn(value) })}
        />
      ))}
      {DOLLARS.map((name) => (
        <NumberInput
          key={name}
          label={words[name]}
          prefix="$ "
          min={0}
          max={1_000_000}
          decimalScale={6}
          thousandSeparator=","
          hideControls
          placeholder={words.noLimit}
          value={draft[name]}
          error={problems.get(name)}
          onChange={(value) => onChange({ [name]: amountIn(value) })}
        />
      ))}
    </SimpleGrid>
  );
}
