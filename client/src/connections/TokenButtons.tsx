import { Button } from "@mantine/core";
import type { ConnectionDetail } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useConnect } from "./useConnect";
import type { useConnectionChanges } from "./useConnectionChanges";

interface TokenButtonsProps {
  connection: ConnectionDetail;
  changes: ReturnType<typeof useConnectionChanges>;
}

const words = texts.connections;

/** The buttons that get a token: by a person's consent, or by asking for it. */
export function TokenButtons({ connection, changes }: TokenButtonsProps) {
  const { connection_name: name, oauth_flow_type: flow, status } = connection;
  const dance = useConnect(name);
  const isConnected = status === "completed";
  const byPerson = flow === "authorization_code";
  return (
    <>
      {byPerson ? (
        <Button variant="filled" loading={dance.isPending} onClick={dance.connect}>
          {isConnected ? words.again : words.connect}
        </Button>
      ) : null}
      {byPerson && status === "waiting_callback" ? (
        <Button loading={changes.cancel.isPending} onClick={() => changes.cancel.mutate()}>
          {words.stop}
        </Button>
      ) : null}
      {byPerson ? (
        <Button loading={changes.makeLink.isPending} onClick={() => changes.makeLink.mutate()}>
          {words.link}
        </Button>
      ) : null}
      {byPerson && !isConnected ? null : (
        <Button loading={changes.refresh.isPending} onClick={() => changes.refresh.mutate()}>
          {words.refresh}
        </Button>
      )}
      {dance.error === null ? null : <ProblemAlert error={dance.error} />}
    </>
  );
}
