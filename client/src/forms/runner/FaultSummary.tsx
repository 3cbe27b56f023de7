import { Alert, Anchor, List } from "@mantine/core";
import CircleAlert from "lucide-react/icons/circle-alert";
import type { RefObject } from "react";
import * as texts from "../../texts/texts";
import type { FaultyField } from "./faultyFields";

interface FaultSummaryProps {
  faults: readonly FaultyField[];
  ref: RefObject<HTMLDivElement | null>;
}

/** What keeps the form from being sent: a link to each field. It gets the focus when it appears. */
export function FaultSummary({ faults, ref }: FaultSummaryProps) {
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="alert"
      color="red"
      icon={<CircleAlert aria-hidden />}
      title={texts.forms.faultCount(faults.length)}
    >
      <List size="sm">
        {faults.map(({ field, id, message }) => (
          <List.Item key={id}>
            <Anchor
              underline="always"
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {field.label ?? field.name}
            </Anchor>
            {`: ${message}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
