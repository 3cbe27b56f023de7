import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { GLOBAL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { TakenEvents } from "./TakenEvents";
import { TriggerActions } from "./TriggerActions";
import { TriggerFacts } from "./TriggerFacts";
import { triggerQuery } from "./triggerQueries";

const route = getRouteApi("/o/$organization/event-triggers/$triggerId");
const words = texts.triggers;

/** One event trigger: what it says, and what it made of each event. */
export function TriggerPage() {
  const scope = useScope();
  const { triggerId } = route.useParams();
  const trigger = useQuery(triggerQuery(scope, triggerId));
  const known = trigger.data;
  return (
    <Page
      title={known?.name ?? words.one}
      {...(known === undefined
        ? {}
        : { says: known.workflowName, action: <TriggerActions trigger={known} /> })}
    >
      <Stack gap="lg">
        <Loaded query={trigger} rows={5}>
          {(found) => <TriggerFacts trigger={found} />}
        </Loaded>
        <Section title={words.history}>
          <Text c="dimmed">{scope === GLOBAL_SCOPE ? words.global : words.depthSays}</Text>
          <TakenEvents scope={scope} triggerId={triggerId} />
        </Section>
      </Stack>
    </Page>
  );
}
