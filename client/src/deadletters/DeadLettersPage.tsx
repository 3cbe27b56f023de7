import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { DeadLetterList } from "./DeadLetterList";

/** The runs of an organization whose message could not be handled. */
export function DeadLettersPage() {
  const scope = useScope();
  return (
    <Page title={texts.deadLetters.title} says={texts.deadLetters.says}>
      <DeadLetterList key={scope} scope={scope} />
    </Page>
  );
}
