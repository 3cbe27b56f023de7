import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { basedOn } from "../api/versions";
import { entitiesQuery } from "./connectionQueries";

const AT_ONCE = 4;

export interface MatrixOrder {
  organizationId: string;
  entity: string;
  /** The version of the id as the page shows it. */
  etag: string;
}

/** Sets the entities of many organizations, four at a time; what failed is said for each. */
export function useMatrix(connection: string) {
  const queries = useQueryClient();
  const [isWorking, setWorking] = useState(false);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());

  async function one({ organizationId, entity, etag }: MatrixOrder): Promise<string | undefined> {
    try {
      const params = { path: { connection }, header: basedOn(`"${etag}"`) };
      const body = { entity_id: entity };
      await bodyOf(
        inScope(organizationId).PUT("/api/oauth/connections/{connection}/entity", {
          params,
          body,
        }),
      );
      return undefined;
    } catch (reason) {
      return reason instanceof Error ? reason.message : String(reason);
    }
  }

  async function connectAll(orders: readonly MatrixOrder[]) {
    setWorking(true);
    const found = new Map<string, string>();
    const waiting = [...orders];
    const worker = async () => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        const fault = await one(order);
        if (fault !== undefined) found.set(order.organizationId, fault);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    setFaults(found);
    await queries.invalidateQueries({ queryKey: entitiesQuery(connection).queryKey });
    setWorking(false);
  }

  return { connectAll, isWorking, faults };
}
