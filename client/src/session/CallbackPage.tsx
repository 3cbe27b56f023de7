import { Alert, Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import CircleCheck from "lucide-react/icons/circle-check";
import { useEffect, useState } from "react";
import { anonymous, bodyOf } from "../api/client";
import * as texts from "../texts/texts";
import { tellConnected, whatConnects } from "../ui/connecting";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { SignedOutPage } from "./SignedOutPage";
import { takeCallback } from "./takeCallback";

/** Where a provider leads back to after a consent: posts what it sent, and says how it ended. */
export function CallbackPage() {
  const [{ connection, body }] = useState(takeCallback);
  const finished = useQuery({
    queryKey: ["oauth-callback", body.state],
    queryFn: () =>
      bodyOf(
        anonymous.POST("/api/oauth/callback/{connection}", {
          params: { path: { connection } },
          body,
        }),
      ),
    // The state is valid once.
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const [began] = useState(whatConnects);
  const { isSuccess, data } = finished;
  useEffect(() => {
    if (!isSuccess) return;
    tellConnected();
    if (data.success && began?.inPopup) window.close();
  }, [isSuccess, data, began]);
  return (
    <SignedOutPage
      title={finished.data?.success ? texts.session.connected : texts.session.connecting}
    >
      {finished.isPending ? <SkeletonRows rows={1} /> : null}
      {finished.isError ? <ProblemAlert error={finished.error} /> : null}
      {finished.data === undefined ? null : (
        <Alert
          role="status"
          color={finished.data.success ? "green" : "red"}
          icon={<CircleCheck aria-hidden />}
        >
          {finished.data.message}
          {finished.data.warning_message === null ? null : (
            <Text>{finished.data.warning_message}</Text>
          )}
        </Alert>
      )}
      {began === undefined || finished.isPending ? null : (
        <Button component="a" href={began.address}>
          {texts.session.backToConnection}
        </Button>
      )}
    </SignedOutPage>
  );
}
