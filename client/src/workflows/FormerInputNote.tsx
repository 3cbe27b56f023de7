import { Alert, Text } from "@mantine/core";
import Info from "lucide-react/icons/info";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { shortId } from "../ui/shortId";
import { TextLink } from "../ui/TextLink";

interface FormerInputNoteProps {
  scope: Scope;
  executionId: string;
  /** Secrets, which a record does not have. */
  withheld: readonly string[];
  others: readonly string[];
}

/** Says where the values in the fields come from, and which ones could not be taken. */
export function FormerInputNote(props: FormerInputNoteProps) {
  const { scope, executionId, withheld, others } = props;
  return (
    <Alert mb="md" color="blue" icon={<Info aria-hidden />}>
      <Text size="sm">
        {texts.workflows.filledFrom}{" "}
        <TextLink
          underline="always"
          to="/o/$organization/runs/$executionId"
          params={{ organization: scope, executionId }}
        >
          {texts.workflows.formerRun(shortId(executionId))}
        </TextLink>
      </Text>
      {withheld.length > 0 ? <Text size="sm">{texts.workflows.secretsAnew(withheld)}</Text> : null}
      {others.length > 0 ? <Text size="sm">{texts.workflows.notTaken(others)}</Text> : null}
    </Alert>
  );
}
