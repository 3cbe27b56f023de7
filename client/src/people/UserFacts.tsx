import { Stack, Text } from "@mantine/core";
import type { UserView } from "../api/schema";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { UserState } from "./UserState";
import { useOrganizationNames } from "./useOrganizationNames";

interface UserFactsProps {
  user: UserView;
}

export function UserFacts({ user }: UserFactsProps) {
  const nameOf = useOrganizationNames();
  const { memberships, createdAt, updatedAt, lastSignedInAt } = user;
  return (
    <KeyValue
      entries={[
        [texts.people.state, <UserState key="state" {...user} />],
        [
          texts.people.memberships,
          memberships.length === 0 ? (
            <Text key="none" c="dimmed">
              {texts.people.noOrganization}
            </Text>
          ) : (
            <Stack key="memberships" gap={2}>
              {memberships.map(({ orgId, role = "member" }) => (
                <span key={orgId}>
                  <TextLink
                    to="/o/$organization/members"
                    params={{ organization: orgId }}
                    underline="always"
                  >
                    {nameOf(orgId)}
                  </TextLink>
                  {`: ${texts.people.memberRoles[role]}`}
                </span>
              ))}
            </Stack>
          ),
        ],
        [
          texts.people.lastSignIn,
          lastSignedInAt === null ? (
            texts.people.never
          ) : (
            <TimeText key="last" at={lastSignedInAt} />
          ),
        ],
        [texts.people.created, <TimeText key="created" at={createdAt} />],
        [
          texts.people.changed,
          updatedAt === null ? texts.people.never : <TimeText key="changed" at={updatedAt} />,
        ],
      ]}
    />
  );
}
