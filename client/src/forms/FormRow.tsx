import { ActionIcon, Badge, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import Star from "lucide-react/icons/star";
import type { FormSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import classes from "./FormRow.module.css";
import { formQuery } from "./useForms";

interface FormRowProps {
  scope: Scope;
  form: FormSummary;
  isStarred: boolean;
  onStar: () => void;
}

/** A form in the list; it is loaded as soon as somebody points at it. */
export function FormRow({ scope, form, isStarred, onStar }: FormRowProps) {
  const queries = useQueryClient();
  const load = () => void queries.prefetchQuery(formQuery(scope, form.id));
  return (
    <Group
      data-row
      className={classes.row}
      wrap="nowrap"
      gap="sm"
      onPointerEnter={load}
      onFocus={load}
    >
      <ActionIcon
        aria-pressed={isStarred}
        aria-label={isStarred ? texts.forms.unstar(form.name) : texts.forms.star(form.name)}
        onClick={onStar}
      >
        <Star size={16} aria-hidden fill={isStarred ? "currentColor" : "none"} />
      </ActionIcon>
      <div className={classes.words}>
        <TextLink
          to="/o/$organization/forms/$formId"
          params={{ organization: scope, formId: form.id }}
          fw={500}
        >
          {form.name}
        </TextLink>
        {form.description ? <Text c="dimmed">{form.description}</Text> : null}
      </div>
      {form.isActive ? null : <Badge variant="default">{texts.forms.inactive}</Badge>}
      {form.problemCount === 0 ? null : (
        <Badge color="yellow" variant="light" tt="none">
          {texts.forms.withProblems(form.problemCount)}
        </Badge>
      )}
    </Group>
  );
}
