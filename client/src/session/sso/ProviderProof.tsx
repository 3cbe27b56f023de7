import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { identitiesQuery } from "./identitiesQuery";
import { here, leave } from "./journey";

/** The providers at which the user can prove again who they are. */
export function ProviderProof() {
  const identities = useQuery(identitiesQuery);
  const leaving = useMutation({ mutationFn: (id: string) => leave("stepUp", id, here()) });
  return (
    <Stack>
      <Text>{texts.singleSignOn.proofSays}</Text>
      {leaving.isError ? <ProblemAlert error={leaving.error} /> : null}
      <Loaded query={identities}>
        {({ identities: linked, providers }) =>
          providers
            .filter(({ id }) => linked.some(({ providerId }) => providerId === id))
            .map(({ id, name }) => (
              <Button key={id} variant="filled" onClick={() => leaving.mutate(id)}>
                {texts.singleSignOn.proofWith(name)}
              </Button>
            ))
        }
      </Loaded>
    </Stack>
  );
}
