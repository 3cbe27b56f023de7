import { Stack, Title } from "@mantine/core";
import type { FormSummary } from "../api/schema";
import { GLOBAL_SCOPE, headerOf, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { NothingMatches } from "../ui/NothingMatches";
import { FormRow } from "./FormRow";
import { useFavouriteForms } from "./favouriteForms";
import { matchForms } from "./matchForms";

interface FormListProps {
  scope: Scope;
  forms: readonly FormSummary[];
  filter: string | undefined;
  onClear: () => void;
}

/** Forms by group: with a star, of the organization, of all customers. */
export function FormList({ scope, forms, filter, onClear }: FormListProps) {
  const [favourites, toggle] = useFavouriteForms();
  if (forms.length === 0) {
    return <EmptyState title={texts.forms.empty} says={texts.forms.emptySays} />;
  }
  const found = matchForms(forms, filter);
  if (found.length === 0) {
    return <NothingMatches title={texts.forms.noMatch(filter ?? "")} onClear={onClear} />;
  }

  const isStarred = (form: FormSummary) => favourites.includes(form.id);
  const isGlobal = (form: FormSummary) => form.orgId === headerOf(GLOBAL_SCOPE);
  const groups = [
    { title: texts.forms.favourites, forms: found.filter(isStarred) },
    { title: texts.forms.mine, forms: found.filter((one) => !isStarred(one) && !isGlobal(one)) },
    { title: texts.forms.global, forms: found.filter((one) => !isStarred(one) && isGlobal(one)) },
  ].filter((group) => group.forms.length > 0);

  return (
    <Stack gap="lg" data-list>
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          {groups.length > 1 ? (
            <Title order={2} mb="xs">
              {group.title}
            </Title>
          ) : null}
          <Stack gap={0}>
            {group.forms.map((form) => (
              <FormRow
                key={form.id}
                scope={scope}
                form={form}
                isStarred={isStarred(form)}
                onStar={() => toggle(form.id)}
              />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}
