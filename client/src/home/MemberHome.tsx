import { Group, Stack } from "@mantine/core";
import type { Scope } from "../api/scope";
import { useFavouriteForms } from "../forms/favouriteForms";
import { useForms } from "../forms/useForms";
import { useMyRuns } from "../runs/useMyRuns";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";

interface MemberHomeProps {
  scope: Scope;
}

const MOST_FORMS = 10;

/** The user's forms, those with a star first, and the runs that the user started. */
export function MemberHome({ scope }: MemberHomeProps) {
  const forms = useForms(scope);
  const [favourites] = useFavouriteForms();
  const runs = useMyRuns(scope, true);
  const isStarred = (id: string) => Number(favourites.includes(id));
  return (
    <Stack gap="lg">
      <Section title={texts.home.favourites}>
        <Loaded query={forms}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={texts.home.noForms} says={texts.home.noFormsSays} />
            ) : (
              <Stack gap="xs" data-list>
                {[...found]
                  .sort((a, b) => isStarred(b.id) - isStarred(a.id))
                  .slice(0, MOST_FORMS)
                  .map(({ id, name }) => (
                    <div key={id} data-row>
                      <TextLink
                        to="/o/$organization/forms/$formId"
                        params={{ organization: scope, formId: id }}
                      >
                        {name}
                      </TextLink>
                    </div>
                  ))}
              </Stack>
            )
          }
        </Loaded>
      </Section>
      <Section title={texts.home.myRuns}>
        {runs.length === 0 ? (
          <EmptyState title={texts.home.noRuns} says={texts.home.noRunsSays} />
        ) : null}
        <Stack gap="xs" data-list>
          {runs.map(({ executionId, workflowName, status, createdAt }) => (
            <Group key={executionId} data-row gap="sm">
              <TextLink
                to="/o/$organization/runs/$executionId"
                params={{ organization: scope, executionId }}
              >
                {workflowName}
              </TextLink>
              <StatusBadge status={status} />
              <TimeText at={createdAt} />
            </Group>
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}
