import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { UserActions } from "./UserActions";
import { UserFacts } from "./UserFacts";
import { UserKeys } from "./UserKeys";
import { UserSessions } from "./UserSessions";
import { userQuery } from "./userQueries";

const route = getRouteApi("/platform/users/$userId");

/** What there is to see of it, and to do with it. */
export function OneUser() {
  const { userId } = route.useParams();
  const user = useQuery(userQuery(userId));
  return (
    <Page
      title={user.data?.displayName ?? texts.people.user}
      says={user.data?.email ?? "\u00a0"}
      {...(user.data === undefined ? {} : { action: <UserActions user={user.data} /> })}
    >
      <Loaded query={user} rows={5} height={24}>
        {(found) => <UserFacts user={found} />}
      </Loaded>
      <Section title={texts.people.sessions}>
        <UserSessions userId={userId} />
      </Section>
      <Section title={texts.people.keys}>
        <UserKeys userId={userId} />
      </Section>
    </Page>
  );
}
