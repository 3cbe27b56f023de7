import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { GLOBAL_SCOPE } from "../api/scope";
import { memberRolesQuery } from "../roles/roleQueries";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { matchWords } from "../ui/matchWords";
import { NothingMatches } from "../ui/NothingMatches";
import { Page } from "../ui/Page";
import { MemberTable } from "./MemberTable";

const route = getRouteApi("/o/$organization/members");

/** The people of an organization, for its administrators. */
export function MembersPage() {
  const scope = useScope();
  const isGlobal = scope === GLOBAL_SCOPE;
  const members = useQuery({ ...memberRolesQuery(scope), enabled: !isGlobal });
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });

  return (
    <Page
      title={texts.people.members}
      says={texts.people.membersSay}
      {...(isGlobal
        ? {}
        : {
            action: (
              <LinkButton
                to="/o/$organization/invitations"
                params={{ organization: scope }}
                variant="filled"
              >
                {texts.people.invite}
              </LinkButton>
            ),
          })}
    >
      {isGlobal ? (
        <EmptyState title={texts.people.noMembersOfAll} says={texts.people.noMembersOfAllSay} />
      ) : (
        <>
          <FilterInput label={texts.people.filterMembers} value={q} onChange={filter} />
          <Loaded query={members}>
            {(all) => {
              const found = all.filter(({ name, email, roles }) =>
                matchWords([name, email, ...(roles ?? []).map((role) => role.name)], q),
              );
              if (all.length === 0) {
                return (
                  <EmptyState title={texts.people.noMembers} says={texts.people.noMembersSay} />
                );
              }
              return found.length === 0 ? (
                <NothingMatches title={texts.people.noMember} onClear={() => filter("")} />
              ) : (
                <MemberTable members={found} />
              );
            }}
          </Loaded>
        </>
      )}
    </Page>
  );
}
