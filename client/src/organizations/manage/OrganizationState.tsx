import { Badge } from "@mantine/core";
import type { Organization } from "../../api/schema";
import * as texts from "../../texts/texts";

interface OrganizationStateProps {
  organization: Organization;
}

/** Whether an organization works, rests, or is being removed. */
export function OrganizationState({ organization }: OrganizationStateProps) {
  const { isActive = true, purgeBeganAt } = organization;
  if (purgeBeganAt) return <Badge color="red">{texts.customers.purging}</Badge>;
  return isActive ? (
    <Badge color="green">{texts.customers.active}</Badge>
  ) : (
    <Badge color="gray">{texts.customers.inactive}</Badge>
  );
}
