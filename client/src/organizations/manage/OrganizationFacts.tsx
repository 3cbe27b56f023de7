import { Badge, Group } from "@mantine/core";
import type { Organization } from "../../api/schema";
import * as texts from "../../texts/texts";
import { CopyButton } from "../../ui/CopyButton";
import { KeyValue } from "../../ui/KeyValue";
import { LinkButton } from "../../ui/LinkButton";
import { TimeText } from "../../ui/TimeText";
import { OrganizationGlance } from "./OrganizationGlance";
import { OrganizationState } from "./OrganizationState";

interface OrganizationFactsProps {
  organization: Organization;
}

/** What is known of an organization, and the way into it. */
export function OrganizationFacts({ organization }: OrganizationFactsProps) {
  const { id, domains = [], tags = [], createdAt, updatedAt } = organization;
  const params = { organization: id };
  return (
    <>
      <KeyValue
        entries={[
          [texts.customers.state, <OrganizationState key="state" {...{ organization }} />],
          [texts.customers.domains, domains.join(", ") || texts.common.none],
          [
            texts.customers.tags,
            tags.length === 0 ? (
              texts.common.none
            ) : (
              <Group key="tags" gap={4}>
                {tags.map((tag) => (
                  <Badge key={tag} color="gray">
                    {tag}
                  </Badge>
                ))}
              </Group>
            ),
          ],
          [texts.customers.created, <TimeText key="created" at={createdAt} />],
          [
            texts.customers.changed,
            updatedAt ? <TimeText key="changed" at={updatedAt} /> : texts.customers.never,
          ],
          [
            texts.customers.id,
            <Group key="id" gap={4} wrap="nowrap">
              <span>{id}</span>
              <CopyButton value={id} label={texts.customers.copyId} />
            </Group>,
          ],
        ]}
      />
      <OrganizationGlance id={id} />
      <Group gap="xs">
        <LinkButton to="/o/$organization/members" params={params}>
          {texts.shell.members}
        </LinkButton>
        <LinkButton to="/o/$organization/runs" params={params}>
          {texts.shell.runs}
        </LinkButton>
        <LinkButton to="/o/$organization/connections" params={params}>
          {texts.shell.connections}
        </LinkButton>
        <LinkButton to="/o/$organization/config" params={params}>
          {texts.shell.config}
        </LinkButton>
      </Group>
    </>
  );
}
