import { Alert, List } from "@mantine/core";
import CircleCheck from "lucide-react/icons/circle-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { Diagnostics } from "../api/schema";
import * as texts from "../texts/texts";
import { concernsOf } from "./concerns";

interface CareNoteProps {
  state: Diagnostics;
}

const words = texts.diagnostics;

/** What an administrator should look at, in sentences; or that there is nothing. */
export function CareNote({ state }: CareNoteProps) {
  const concerns = concernsOf(state);
  const isDown = state.dependencies.status === "notReady";
  if (concerns.length === 0)
    return (
      <Alert color="green" variant="light" icon={<CircleCheck aria-hidden />} title={words.well} />
    );
  return (
    <Alert
      color={isDown ? "red" : "yellow"}
      variant="light"
      icon={<TriangleAlert aria-hidden />}
      title={isDown ? words.notReady : words.care}
    >
      <List>
        {concerns.map((concern) => (
          <List.Item key={concern}>{concern}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
