import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ConnectionEntity } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SecretOnce } from "../ui/SecretOnce";

interface RowLinkProps {
  connection: string;
  customer: ConnectionEntity;
}

const words = texts.connections;

/** Makes the link by which somebody of a customer signs in at the provider once more. */
export function RowLink({ connection, customer }: RowLinkProps) {
  const making = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(customer.org_id).POST("/api/oauth/connections/{connection}/reconnect-link", {
          params: { path: { connection } },
        }),
      ),
  });
  return (
    <>
      <Button
        size="xs"
        aria-label={words.linkOf(customer.name)}
        loading={making.isPending}
        onClick={() => making.mutate()}
      >
        {words.link}
      </Button>
      {making.isError ? <ProblemAlert error={making.error} /> : null}
      <SecretOnce
        secret={making.data?.url}
        title={words.linkTitle}
        says={words.linkSays}
        copyLabel={words.copyLink}
        onClose={making.reset}
      />
    </>
  );
}
