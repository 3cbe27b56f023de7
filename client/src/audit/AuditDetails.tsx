import { Text } from "@mantine/core";
import type { AuditEntry } from "../api/schema";
import * as texts from "../texts/texts";
import classes from "./AuditDetails.module.css";
import { changesOf } from "./foldEntries";

interface AuditDetailsProps {
  entry: AuditEntry;
}

/** What an entry changed, and where it came from; opened by its number. */
export function AuditDetails({ entry }: AuditDetailsProps) {
  const { actor, error, sequence } = entry;
  return (
    <details className={classes.details}>
      <summary>{texts.audit.entry(sequence)}</summary>
      {error === null ? null : <Text size="sm">{error}</Text>}
      {actor.address === null ? null : <Text size="sm">{texts.audit.from(actor.address)}</Text>}
      {changesOf(entry).map(({ name, before, after }) => (
        <div key={name} className={classes.change}>
          {texts.audit.changed(name, before, after)}
        </div>
      ))}
    </details>
  );
}
