import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { overviewQuery } from "../../home/homeQueries";
import * as texts from "../../texts/texts";
import { KeyValue } from "../../ui/KeyValue";
import { TextLink } from "../../ui/TextLink";
import { TimeText } from "../../ui/TimeText";

interface OrganizationGlanceProps {
  id: string;
}

const words = texts.customers.glance;

/** The last 24 hours of an organization, and what needs care; each number leads to its list. */
export function OrganizationGlance({ id }: OrganizationGlanceProps) {
  const [isShown, setIsShown] = useState(false);
  const { data, isFetching } = useQuery({ ...overviewQuery, enabled: isShown });
  const found = data?.organizations.find(({ orgId }) => orgId === id);
  if (found === undefined) {
    return (
      <div>
        <Button loading={isFetching} onClick={() => setIsShown(true)}>
          {words.show}
        </Button>
      </div>
    );
  }
  const params = { organization: id };
  const runs = (count: number, search: { time?: "day"; status?: ("failed" | "live")[] }) => (
    <TextLink to="/o/$organization/runs" params={params} search={search}>
      {count}
    </TextLink>
  );
  return (
    <KeyValue
      entries={[
        [words.runs, runs(found.runs, { time: "day" })],
        [words.failed, runs(found.failed, { time: "day", status: ["failed"] })],
        [words.live, runs(found.live, { status: ["live"] })],
        [
          words.lastRun,
          found.lastRunAt === null ? (
            texts.customers.never
          ) : (
            <TimeText key="last" at={found.lastRunAt} />
          ),
        ],
        [
          words.connections,
          <TextLink
            key="connections"
            to="/o/$organization/connections"
            params={params}
            search={{ attention: true }}
          >
            {found.connections}
          </TextLink>,
        ],
        [
          words.deadLetters,
          <TextLink key="dead" to="/o/$organization/dead-letters" params={params}>
            {found.deadLetters}
          </TextLink>,
        ],
      ]}
    />
  );
}
