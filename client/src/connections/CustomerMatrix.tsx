import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { connectionQuery, entitiesQuery } from "./connectionQueries";
import { EntityPaste } from "./EntityPaste";
import { MatrixTable } from "./MatrixTable";
import { useMatrix } from "./useMatrix";

interface CustomerMatrixProps {
  name: string;
}

/** All customers of a connection of GLOBAL: their ids at the provider, and how each fares. */
export function CustomerMatrix({ name }: CustomerMatrixProps) {
  const customers = useQuery(entitiesQuery(name));
  const connection = useQuery(connectionQuery(GLOBAL_SCOPE, name));
  const matrix = useMatrix(name);
  const byPerson = connection.data?.oauth_flow_type === "authorization_code";
  return (
    <Loaded query={customers}>
      {(found) =>
        found.length === 0 ? (
          <EmptyState title={texts.connections.noCustomers} />
        ) : (
          <>
            <EntityPaste customers={found} matrix={matrix} byPerson={byPerson} />
            <MatrixTable
              customers={found}
              faults={matrix.faults}
              signsIn={byPerson ? name : undefined}
            />
          </>
        )
      }
    </Loaded>
  );
}
