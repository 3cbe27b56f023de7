import { List, Stack, Text } from "@mantine/core";
import type { ExecutionRecord } from "../../api/schema";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { KeyValue } from "../../ui/KeyValue";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { TextLink } from "../../ui/TextLink";
import { TimeText } from "../../ui/TimeText";
import { changedInputs } from "./comparedRuns";
import { useChangesBetween } from "./useLastGood";

interface ChangesSinceProps {
  scope: Scope;
  run: ExecutionRecord;
  good: ExecutionRecord;
}

/** The differences of two runs, and what was changed in between. */
export function ChangesSince({ scope, run, good }: ChangesSinceProps) {
  const inputs = changedInputs(good.inputData, run.inputData);
  const changes = useChangesBetween(scope, good.createdAt, run.createdAt);
  const isSameCode = good.codeVersion === run.codeVersion;
  return (
    <Stack gap="lg">
      <KeyValue
        entries={[
          [
            texts.runs.lastGood,
            <TextLink
              key="run"
              to="/o/$organization/runs/$executionId"
              params={{ organization: scope, executionId: good.executionId }}
            >
              <TimeText at={good.createdAt} />
            </TextLink>,
          ],
          [texts.runs.codeVersion, isSameCode ? texts.runs.sameCode : texts.runs.otherCode],
          [texts.runs.who, `${good.executedByName} → ${run.executedByName}`],
        ]}
      />
      <Section title={texts.runs.otherInput}>
        {inputs.length === 0 ? (
          <Text c="dimmed">{texts.runs.sameInput}</Text>
        ) : (
          <List size="sm">
            {inputs.map(({ name, before, after }) => (
              <List.Item key={name}>
                {`${name}: `}
                <code>{shown(before)}</code>
                {" → "}
                <code>{shown(after)}</code>
              </List.Item>
            ))}
          </List>
        )}
      </Section>
      <Section title={texts.runs.changedBetween}>
        <Loaded query={changes} rows={3}>
          {(found) =>
            found.length === 0 ? (
              <Text c="dimmed">{texts.runs.nothingChanged}</Text>
            ) : (
              <List size="sm">
                {found.map(({ id, at, operation, objectId, actor }) => (
                  <List.Item key={id}>
                    <TimeText at={at} />
                    {` · ${operation} ${objectId ?? ""} · ${actor.name}`}
                  </List.Item>
                ))}
              </List>
            )
          }
        </Loaded>
      </Section>
    </Stack>
  );
}

const MOST_SHOWN = 200;

function shown(value: unknown): string {
  const text = value === undefined ? texts.runs.notGiven : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
