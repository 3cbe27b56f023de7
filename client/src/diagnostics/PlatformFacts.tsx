import type { Diagnostics } from "../api/schema";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { shortId } from "../ui/shortId";
import { TimeText } from "../ui/TimeText";

interface PlatformFactsProps {
  state: Diagnostics;
}

const words = texts.diagnostics;

/** What runs, and how busy the process that answered is. */
export function PlatformFacts({ state }: PlatformFactsProps) {
  const { version, capacity, timestamp, discoveryProblems } = state;
  return (
    <KeyValue
      entries={[
        [words.release, version.release],
        [words.commit, version.commit === null ? words.unknown : shortId(version.commit)],
        [words.places, words.placesOf(capacity.placesTaken, capacity.places)],
        [words.perOrganization, words.atMost(capacity.placesOfOrganization)],
        [words.waiting, capacity.waiting],
        [words.workers, words.placesOf(capacity.workers, capacity.places)],
        [words.problems, discoveryProblems],
        [words.checked, <TimeText key="at" at={timestamp} />],
      ]}
    />
  );
}
